"""The database itself refuses to change, remove or reorder what was said of releases that are out."""

from django.db import migrations

_ONLY_ADDED = ("releases_releaseentry", "releases_releaseerratum")
_WORDS = "The release ledger is append-only."


def _sqlite(table):
    return [
        f"CREATE TRIGGER {table}_no_{what} BEFORE {what.upper()} ON {table} BEGIN SELECT RAISE(ABORT, '{_WORDS}'); END"
        for what in ("update", "delete")
    ]


SQLITE = [
    *(statement for table in _ONLY_ADDED for statement in _sqlite(table)),
    # INSERT OR REPLACE removes a row without a delete trigger; an insert must therefore be the next in line.
    f"""CREATE TRIGGER releases_in_order BEFORE INSERT ON releases_releaseentry
        WHEN NEW.seq <> (SELECT COALESCE(MAX(seq), 0) + 1 FROM releases_releaseentry)
        BEGIN SELECT RAISE(ABORT, '{_WORDS}'); END""",
]
SQLITE_BACK = [
    *(f"DROP TRIGGER {table}_no_{what}" for table in _ONLY_ADDED for what in ("update", "delete")),
    "DROP TRIGGER releases_in_order",
]
POSTGRESQL = [
    f"""CREATE FUNCTION releases_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{_WORDS}'; END $$""",
    *(
        statement
        for table in _ONLY_ADDED
        for statement in (
            f"""CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
                FOR EACH ROW EXECUTE FUNCTION releases_refuse()""",
            f"""CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
                FOR EACH STATEMENT EXECUTE FUNCTION releases_refuse()""",
        )
    ),
    f"""CREATE FUNCTION releases_next() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN
             IF NEW.seq <> (SELECT COALESCE(MAX(seq), 0) + 1 FROM releases_releaseentry) THEN
               RAISE EXCEPTION '{_WORDS}';
             END IF;
             RETURN NEW;
           END $$""",
    """CREATE TRIGGER releases_in_order BEFORE INSERT ON releases_releaseentry
       FOR EACH ROW EXECUTE FUNCTION releases_next()""",
]
POSTGRESQL_BACK = [
    *(f"DROP TRIGGER {table}_no_{what} ON {table}" for table in _ONLY_ADDED for what in ("change", "truncate")),
    "DROP TRIGGER releases_in_order ON releases_releaseentry",
    "DROP FUNCTION releases_refuse()",
    "DROP FUNCTION releases_next()",
]


def install(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def remove(apps, schema_editor):
    for statement in POSTGRESQL_BACK if schema_editor.connection.vendor == "postgresql" else SQLITE_BACK:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("releases", "0001_initial")]
    operations = [migrations.RunPython(install, remove)]
