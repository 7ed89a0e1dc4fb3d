"""A country of so many persons for the load bench: built once by the demonstration's own writer, through the vault."""

import json
import os
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

# Victims and suspects that come with each victim in the demonstration; 20,000 victims give 29,500 persons.
_PERSONS_A_VICTIM = 1.46
_HANDS = 2
_SEED = 2022
_UNTIL_FILE = "load.json"

# Role and agency of officers who are added, since the demonstration has one of each and forty work.
_FURTHER = [
    ("secretariat", "ncct"),
    ("social_worker", "mosvy"),
    ("social_worker", "mosvy"),
    ("ngo_worker", "ngo-river"),
    ("ngo_worker", "ngo-dawn"),
    ("statistician", "wg-monitoring"),
    ("investigator", "police"),
]


def build_once(persons: int, home: Path, tell: Callable[[str], None]) -> dict[str, float]:
    """Build the country unless it is there; gives the numbers of persons and cases and the seconds it took.

    Raises:
        SystemExit: the database holds something else.
    """
    from sarana.cli.system import set_up_database
    from sarana.demo.country import Country, NotEmpty
    from sarana.demo.wide_names import wide_name

    home.mkdir(parents=True, exist_ok=True)
    kept = home / _UNTIL_FILE
    if kept.exists():
        set_up_database()  # the tables that came since it was built
        told: dict[str, float] = json.loads(kept.read_text())
        return told
    from django.db import connection

    tell(f"Building a country of {persons:,} persons in {connection.vendor}; it is kept in {home} …")
    began = time.perf_counter()
    set_up_database()
    country = Country(victims=round(persons / _PERSONS_A_VICTIM), seed=_SEED, until=_yesterday())
    hands = min(_HANDS, os.cpu_count() or 1) if connection.vendor == "postgresql" else 1
    try:
        country.build(progress=_in_words(tell, began), hands=hands, naming=wide_name)
    except NotEmpty as fault:
        raise SystemExit(str(fault)) from fault
    _appoint_more()
    _tidy()
    told = {**_sizes(), "seconds": time.perf_counter() - began}
    kept.write_text(json.dumps(told))
    return told


def _in_words(tell: Callable[[str], None], began: float) -> Callable[[int, int, str], None]:
    def move(done: int, total: int, what: str) -> None:
        tell(f"{done}/{total} {what}, {time.perf_counter() - began:,.0f} s")

    return move


def _yesterday() -> date:
    from datetime import timedelta

    from django.utils import timezone

    return timezone.localdate() - timedelta(days=1)


def _appoint_more() -> None:
    """Officers of the roles of which the demonstration has one only, so that forty different people work."""
    from django.contrib.auth.hashers import make_password

    from sarana.base.accounts.models import Agency, Officer

    for number, (role, agency) in enumerate(_FURTHER):
        Officer.objects.create(
            username=f"bench-{number}",
            role=role,
            agency=Agency.objects.get(code=agency),
            name_km=f"មន្ត្រី {number}",
            name_latin=f"Officer {number}",
            password=make_password(None),
        )


def _tidy() -> None:
    """What a database's own housekeeping does overnight."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _sizes() -> dict[str, float]:
    from sarana.base.ledger.models import Entry
    from sarana.base.vault.models import Identity
    from sarana.register.cases.models import Case
    from sarana.register.reports.models import Report

    counted = {"persons": Identity, "cases": Case, "reports": Report, "ledger": Entry}
    return {name: model._default_manager.count() for name, model in counted.items()}  # noqa: SLF001
