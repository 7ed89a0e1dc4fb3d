"""A database led through every migration is the one that is made at once from the models."""

import json
import os
import subprocess
import sys

import pytest
from django.core.management import call_command
from tests.served import fresh_database

MADE_AND_TOLD = """
import json, sys, django
django.setup()
from django.core.management import call_command
from django.db import connection
call_command("migrate", verbosity=0, stepwise=sys.argv[1] == "stepwise")
with connection.cursor() as cursor:
    told, look = {}, connection.introspection
    for table in look.table_names(cursor):
        columns = {c.name: [str(c.type_code), c.null_ok, c.display_size] for c in look.get_table_description(cursor, table)}
        rules = [[r["columns"], r["primary_key"], r["unique"], r["foreign_key"], r["index"], r["check"]]
                 for r in look.get_constraints(cursor, table).values()]
        told[table] = [columns, sorted(map(repr, rules))]
    triggers = ("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal" if connection.vendor == "postgresql"
                else "SELECT name FROM sqlite_master WHERE type = 'trigger'")
    cursor.execute(triggers)
    told["triggers"] = sorted(name for name, in cursor.fetchall())
    cursor.execute("SELECT app, name FROM django_migrations")
    told["migrations"] = sorted(cursor.fetchall())
print(json.dumps(told))
"""


@pytest.mark.django_db
def test_the_models_are_what_the_migrations_make():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_a_new_database_is_what_every_step_would_have_made(tmp_path):
    def made(way: str) -> dict:
        home = tmp_path / way
        home.mkdir()
        environment = {
            **os.environ,
            "SARANA_HOME": str(home),
            "DJANGO_SETTINGS_MODULE": "sarana.site.settings",
        }
        with fresh_database(environment) as settings:
            run = [sys.executable, "-c", MADE_AND_TOLD, way]
            return json.loads(subprocess.run(run, env=settings, check=True, capture_output=True).stdout)

    at_once, step_by_step = made("whole"), made("stepwise")
    assert at_once["triggers"]
    # Django itself gives the joining tables of its own users another kind of key by history than by model.
    differ = {
        name for name in at_once.keys() | step_by_step.keys() if at_once.get(name) != step_by_step.get(name)
    }
    assert differ <= {"auth_group_permissions"}
