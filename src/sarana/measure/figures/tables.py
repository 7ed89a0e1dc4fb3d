"""Which columns of the register enter a snapshot. No identity, no free text; every reference is a keyed pseudonym."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from django.utils import timezone

from sarana.base.vault.keys import pseudonymous_number
from sarana.base.vocabulary.models import split_codes
from sarana.base.vocabulary.queries import codes_of
from sarana.measure.figures import rows
from sarana.measure.figures.rows import Only, Rows
from sarana.register.cases.rules import ADULT
from sarana.science.palermo.statutes import STATUTES

# 2: referrals, repatriations, compensation, reopenings, allegations, elements, and the law of a proceeding.
# 3: campaigns, sessions, surveys, instruments, milestones; tables in parts, kept together by the record that rows belong to.
# 4: what victims were made to do and held by, their events; screening of suspects against lists; the money behind cases.
# 5: who the recruiter was to a victim; pseudonyms are numbers.
# 6: letters with the financial intelligence unit.
SCHEMA_VERSION = 6
# Before, pseudonyms were text, whose first 60 bits (15 signs) are the numbers of today.
NUMBERS_SINCE = 5
_PROVINCE = 2
_DAY_SIGNS, _HOUR_SIGNS, _MINUTE_SIGNS = len("2022-09-01"), len("2022-09-01 03"), len("2022-09-01 03:00")
type Convert = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a snapshot: its columns (name, DuckDB-friendly type, conversion of a value) over rows of the register.

    With a ``root`` its rows are kept in parts by the key of that record, whose pseudonym stands in the column ``by``;
    without one it is a single file.
    """

    name: str
    columns: tuple[tuple[str, str, Convert | None], ...]
    rows: Callable[[Only], Rows]
    root: str = ""
    by: str = ""


@lru_cache(maxsize=300_000)
def reference(value: Any) -> int | None:
    """The pseudonym of an identifier, None for none; kept in memory until the snapshot is written."""
    return None if value is None else pseudonymous_number(str(value))


@lru_cache(maxsize=100_000)
def _day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value[:_DAY_SIGNS])


def _local_day(value: str | None) -> date | None:
    """The day here of a moment that the database tells in UTC."""
    if value is None:
        return None
    return _local_day_of_hour(value[:_HOUR_SIGNS]) or _local_day_of(f"{value[:_MINUTE_SIGNS]}:00")


@lru_cache(maxsize=100_000)
def _local_day_of_hour(hour: str) -> date | None:
    """The day in which a whole hour lies, None where midnight comes within it; a year has few hours and many minutes."""
    first, last = _local_day_of(f"{hour}:00:00"), _local_day_of(f"{hour}:59:59")
    return first if first == last else None


def _local_day_of(moment: str) -> date:
    moment_here = (
        datetime.fromisoformat(moment).replace(tzinfo=UTC).astimezone(timezone.get_default_timezone())
    )
    return moment_here.date()


def _province(code: str | None) -> str | None:
    return code[:_PROVINCE] if code and code[0].isdigit() else None


@lru_cache(maxsize=10_000)
def _form(codes: str) -> str:
    """UNODC's form for HTCDS codes: one, or "mixed", or "unknown"."""
    known = codes_of("TypeOfExploitation")
    forms = {(known[code].roll_up if code in known else "") or "other" for code in split_codes(codes)}
    return forms.pop() if len(forms) == 1 else ("mixed" if forms else "unknown")


@lru_cache(maxsize=10_000)
def _citizenship(text: str) -> str:
    codes = split_codes(text)
    return codes[0] if len(codes) == 1 else ("multiple" if codes else "unknown")


def _age_group(age: int | None) -> str:
    return "unknown" if age is None else ("0-17" if age < ADULT else "18+")


@lru_cache(maxsize=10_000)
def _law_of(lists: str) -> str:
    """Whether articles of the law of 2008 hold trafficking in the strict sense (Palermo Protocol), or only what is near it.

    ``lists`` are JSON lists of articles, one after the other.
    """
    articles = [article for some in json.loads(f"[{lists.replace('][', '],[')}]") for article in some]
    if not articles:
        return "unknown"
    return "strict" if any(a in STATUTES and STATUTES[a].is_trafficking for a in articles) else "wider"


def forget_references() -> None:
    """Drop the pseudonyms kept in memory while a snapshot was written, and whatever code lists said then."""
    for kept in (reference, _local_day_of_hour, _form):
        kept.cache_clear()


TEXT = "string"
DAY = "date32"
INT = "int64"


TABLES: tuple[Table, ...] = (
    Table(
        "reports",
        (
            ("ref", INT, reference),
            ("received_on", DAY, _local_day),
            ("channel", TEXT, None),
            ("province", TEXT, _province),
            ("form", TEXT, _form),
            ("agency", TEXT, None),
            ("state", TEXT, None),
        ),
        rows.reports,
        "report",
        "ref",
    ),
    Table(
        "cases",
        (
            ("ref", INT, reference),
            ("opened_on", DAY, _day),
            ("closed_on", DAY, _day),
            ("state", TEXT, None),
            ("province", TEXT, _province),
            ("agency", TEXT, None),
            ("form", TEXT, _form),
        ),
        rows.cases,
        "case",
        "ref",
    ),
    Table(
        "victims",
        (
            ("ref", INT, reference),
            ("person", INT, reference),
            ("case_ref", INT, reference),
            ("sex", TEXT, None),
            ("age", INT, None),
            ("age_group", TEXT, _age_group),
            ("citizenship", TEXT, _citizenship),
            ("province", TEXT, _province),
            ("form", TEXT, _form),
            ("standing", TEXT, None),
            ("known_on", DAY, _day),
            ("gender", TEXT, None),
            ("forms", TEXT, None),
            ("control", TEXT, None),
            ("industries", TEXT, None),
            ("sex_forms", TEXT, None),
            ("recruiters", TEXT, None),
        ),
        rows.victims,
        "victim",
        "ref",
    ),
    Table(
        "events",
        (
            ("victim", INT, reference),
            ("country", TEXT, None),
            ("started_on", DAY, _day),
            ("ended_on", DAY, _day),
        ),
        rows.events,
        "victim",
        "victim",
    ),
    Table(
        "assertions",
        (
            ("victim", INT, reference),
            ("assertion", TEXT, None),
            ("body", TEXT, None),
            ("agency", TEXT, None),
            ("asserted_on", DAY, _day),
            ("recorded_on", DAY, _local_day),
        ),
        rows.assertions,
        "victim",
        "victim",
    ),
    Table(
        "operations",
        (
            ("ref", INT, reference),
            ("kind", TEXT, None),
            ("state", TEXT, None),
            ("carried_out_on", DAY, _day),
            ("province", TEXT, _province),
            ("premises", INT, None),
            ("screened", INT, None),
        ),
        rows.operations,
        "operation",
        "ref",
    ),
    Table(
        "operation_victims",
        (("operation", INT, reference), ("victim", INT, reference), ("found_as", TEXT, None)),
        rows.operation_victims,
        "operation",
        "operation",
    ),
    Table(
        "operation_reports",
        (("operation", INT, reference), ("report", INT, reference)),
        rows.operation_reports,
        "operation",
        "operation",
    ),
    Table(
        "suspects",
        (
            ("ref", INT, reference),
            ("person", INT, reference),
            ("kind", TEXT, None),
            ("case_ref", INT, reference),
            ("sex", TEXT, None),
            ("age_group", TEXT, _age_group),
            ("citizenship", TEXT, _citizenship),
            ("province", TEXT, _province),
            ("form", TEXT, _form),
            ("is_official", TEXT, None),
            ("arrested_on", DAY, _day),
        ),
        rows.suspects,
        "suspect",
        "ref",
    ),
    Table(
        "steps",
        (
            ("suspect", INT, reference),
            ("stage", TEXT, None),
            ("on_date", DAY, _day),
            ("verdict", TEXT, None),
            ("months_imposed", INT, None),
            ("months_suspended", INT, None),
            ("recorded_on", DAY, _local_day),
            ("law", TEXT, _law_of),
        ),
        rows.steps,
        "suspect",
        "suspect",
    ),
    Table(
        "services",
        (
            ("victim", INT, reference),
            ("kind", TEXT, None),
            ("started_on", DAY, _day),
            ("agency", TEXT, None),
        ),
        rows.services,
        "victim",
        "victim",
    ),
    Table(
        "reintegration",
        (("victim", INT, reference), ("stage", TEXT, None), ("on_date", DAY, _day)),
        rows.reintegration,
        "victim",
        "victim",
    ),
    Table(
        "returns",
        (("agency", TEXT, None), ("month", DAY, _day), ("sent_on", DAY, _local_day)),
        rows.returns,
    ),
    Table(
        "referrals",
        (
            ("victim", INT, reference),
            ("asked_on", DAY, _local_day),
            ("state", TEXT, None),
            ("agency", TEXT, None),
        ),
        rows.referrals,
        "victim",
        "victim",
    ),
    Table(
        "repatriations",
        (
            ("victim", INT, reference),
            ("direction", TEXT, None),
            ("country", TEXT, None),
            ("handed_over_on", DAY, _day),
        ),
        rows.repatriations,
        "victim",
        "victim",
    ),
    Table(
        "compensations",
        (("victim", INT, reference), ("route", TEXT, None), ("paid_on", DAY, _day)),
        rows.compensations,
        "victim",
        "victim",
    ),
    Table(
        "reopenings",
        (("victim", INT, reference), ("because", TEXT, None), ("on_date", DAY, _day)),
        rows.reopenings,
        "victim",
        "victim",
    ),
    Table(
        "allegations",
        (
            ("ref", INT, reference),
            ("made_on", DAY, _day),
            ("handed_on", DAY, _day),
            ("state", TEXT, None),
        ),
        rows.allegations,
    ),
    Table(
        "elements",
        (("victim", INT, reference), ("part", TEXT, None), ("code", TEXT, None)),
        rows.elements,
        "victim",
        "victim",
    ),
    Table(
        "campaigns",
        (
            ("ref", INT, reference),
            ("audience", TEXT, None),
            ("channel", TEXT, None),
            ("starts_on", DAY, _day),
            ("province", TEXT, _province),
            ("agency", TEXT, None),
        ),
        rows.campaigns,
    ),
    Table(
        "sessions",
        (
            ("ref", INT, reference),
            ("campaign", INT, reference),
            ("audience", TEXT, None),
            ("held_on", DAY, _day),
            ("province", TEXT, _province),
            ("reached", INT, None),
            ("under_18", INT, None),
        ),
        rows.sessions,
    ),
    Table(
        "surveys",
        (
            ("ref", INT, reference),
            ("audience", TEXT, None),
            ("round", TEXT, None),
            ("held_on", DAY, _day),
            ("province", TEXT, _province),
            ("asked", INT, None),
            ("answers", INT, None),
            ("right_answers", INT, None),
        ),
        rows.surveys,
    ),
    Table(
        "instruments",
        (
            ("ref", INT, reference),
            ("kind", TEXT, None),
            ("signed_on", DAY, _day),
            ("in_force_on", DAY, _day),
            ("expires_on", DAY, _day),
            ("ended_on", DAY, _day),
        ),
        rows.instruments,
    ),
    Table(
        "milestones",
        (
            ("ref", INT, reference),
            ("due_on", DAY, _day),
            ("reached_on", DAY, _day),
            ("province", TEXT, _province),
            ("agency", TEXT, None),
        ),
        rows.milestones,
    ),
    Table(
        "screenings",
        (
            ("ref", INT, reference),
            ("on_date", DAY, _local_day),
            ("source", TEXT, None),
            ("screened", INT, None),
        ),
        rows.screenings,
    ),
    Table(
        "list_alerts",
        (
            ("ref", INT, reference),
            ("person", INT, reference),
            ("source", TEXT, None),
            ("regime", TEXT, None),
            ("raised_on", DAY, _local_day),
            ("decided_on", DAY, _local_day),
            ("state", TEXT, None),
            ("verdict", TEXT, None),
        ),
        rows.list_alerts,
    ),
    Table(
        "money_inquiries",
        (
            ("ref", INT, reference),
            ("case_ref", INT, reference),
            ("opened_on", DAY, _day),
            ("ended_on", DAY, _day),
            ("outcome", TEXT, None),
            ("province", TEXT, _province),
            ("agency", TEXT, None),
        ),
        rows.money_inquiries,
    ),
    Table(
        "asset_measures",
        (
            ("ref", INT, reference),
            ("case_ref", INT, reference),
            ("deed", TEXT, None),
            ("kind", TEXT, None),
            ("taken_on", DAY, _day),
            ("province", TEXT, _province),
        ),
        rows.asset_measures,
    ),
    Table(
        "fiu_letters",
        (
            ("ref", INT, reference),
            ("case_ref", INT, reference),
            ("direction", TEXT, None),
            ("kind", TEXT, None),
            ("dated_on", DAY, _day),
            ("asked_on", DAY, _day),
        ),
        rows.fiu_letters,
    ),
    Table("units", (("agency", TEXT, None), ("province", TEXT, _province)), rows.units),
)
