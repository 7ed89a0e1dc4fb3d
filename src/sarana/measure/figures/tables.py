"""Which columns of the register enter a snapshot. No identity, no free text; every reference is a keyed pseudonym."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from django.utils import timezone

from sarana.base.vault.keys import pseudonym
from sarana.base.vocabulary.models import split_codes
from sarana.base.vocabulary.queries import codes_of
from sarana.measure.figures import rows
from sarana.measure.figures.rows import Only, Rows
from sarana.register.cases.rules import ADULT
from sarana.science.palermo.statutes import STATUTES

# 2: referrals, repatriations, compensation, reopenings, allegations, elements, and the law of a proceeding.
# 3: campaigns, sessions, surveys, instruments, milestones; tables in parts, kept together by the record that rows belong to.
# 4: what victims were made to do and held by, their events; screening of suspects against lists; the money behind cases.
# 5: who the recruiter was to a victim.
SCHEMA_VERSION = 5
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
def reference(value: Any) -> str | None:
    """The pseudonym of an identifier, None for none; kept in memory until the snapshot is written."""
    return None if value is None else pseudonym(str(value))


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


_TEXT = "string"
_DAY = "date32"
_INT = "int64"


TABLES: tuple[Table, ...] = (
    Table(
        "reports",
        (
            ("ref", _TEXT, reference),
            ("received_on", _DAY, _local_day),
            ("channel", _TEXT, None),
            ("province", _TEXT, _province),
            ("form", _TEXT, _form),
            ("agency", _TEXT, None),
            ("state", _TEXT, None),
        ),
        rows.reports,
        "report",
        "ref",
    ),
    Table(
        "cases",
        (
            ("ref", _TEXT, reference),
            ("opened_on", _DAY, _day),
            ("closed_on", _DAY, _day),
            ("state", _TEXT, None),
            ("province", _TEXT, _province),
            ("agency", _TEXT, None),
            ("form", _TEXT, _form),
        ),
        rows.cases,
        "case",
        "ref",
    ),
    Table(
        "victims",
        (
            ("ref", _TEXT, reference),
            ("person", _TEXT, reference),
            ("case_ref", _TEXT, reference),
            ("sex", _TEXT, None),
            ("age", _INT, None),
            ("age_group", _TEXT, _age_group),
            ("citizenship", _TEXT, _citizenship),
            ("province", _TEXT, _province),
            ("form", _TEXT, _form),
            ("standing", _TEXT, None),
            ("known_on", _DAY, _day),
            ("gender", _TEXT, None),
            ("forms", _TEXT, None),
            ("control", _TEXT, None),
            ("industries", _TEXT, None),
            ("sex_forms", _TEXT, None),
            ("recruiters", _TEXT, None),
        ),
        rows.victims,
        "victim",
        "ref",
    ),
    Table(
        "events",
        (
            ("victim", _TEXT, reference),
            ("country", _TEXT, None),
            ("started_on", _DAY, _day),
            ("ended_on", _DAY, _day),
        ),
        rows.events,
        "victim",
        "victim",
    ),
    Table(
        "assertions",
        (
            ("victim", _TEXT, reference),
            ("assertion", _TEXT, None),
            ("body", _TEXT, None),
            ("agency", _TEXT, None),
            ("asserted_on", _DAY, _day),
            ("recorded_on", _DAY, _local_day),
        ),
        rows.assertions,
        "victim",
        "victim",
    ),
    Table(
        "operations",
        (
            ("ref", _TEXT, reference),
            ("kind", _TEXT, None),
            ("state", _TEXT, None),
            ("carried_out_on", _DAY, _day),
            ("province", _TEXT, _province),
            ("premises", _INT, None),
            ("screened", _INT, None),
        ),
        rows.operations,
        "operation",
        "ref",
    ),
    Table(
        "operation_victims",
        (("operation", _TEXT, reference), ("victim", _TEXT, reference), ("found_as", _TEXT, None)),
        rows.operation_victims,
        "operation",
        "operation",
    ),
    Table(
        "operation_reports",
        (("operation", _TEXT, reference), ("report", _TEXT, reference)),
        rows.operation_reports,
        "operation",
        "operation",
    ),
    Table(
        "suspects",
        (
            ("ref", _TEXT, reference),
            ("person", _TEXT, reference),
            ("kind", _TEXT, None),
            ("case_ref", _TEXT, reference),
            ("sex", _TEXT, None),
            ("age_group", _TEXT, _age_group),
            ("citizenship", _TEXT, _citizenship),
            ("province", _TEXT, _province),
            ("form", _TEXT, _form),
            ("is_official", _TEXT, None),
            ("arrested_on", _DAY, _day),
        ),
        rows.suspects,
        "suspect",
        "ref",
    ),
    Table(
        "steps",
        (
            ("suspect", _TEXT, reference),
            ("stage", _TEXT, None),
            ("on_date", _DAY, _day),
            ("verdict", _TEXT, None),
            ("months_imposed", _INT, None),
            ("months_suspended", _INT, None),
            ("recorded_on", _DAY, _local_day),
            ("law", _TEXT, _law_of),
        ),
        rows.steps,
        "suspect",
        "suspect",
    ),
    Table(
        "services",
        (
            ("victim", _TEXT, reference),
            ("kind", _TEXT, None),
            ("started_on", _DAY, _day),
            ("agency", _TEXT, None),
        ),
        rows.services,
        "victim",
        "victim",
    ),
    Table(
        "reintegration",
        (("victim", _TEXT, reference), ("stage", _TEXT, None), ("on_date", _DAY, _day)),
        rows.reintegration,
        "victim",
        "victim",
    ),
    Table(
        "returns",
        (("agency", _TEXT, None), ("month", _DAY, _day), ("sent_on", _DAY, _local_day)),
        rows.returns,
    ),
    Table(
        "referrals",
        (
            ("victim", _TEXT, reference),
            ("asked_on", _DAY, _local_day),
            ("state", _TEXT, None),
            ("agency", _TEXT, None),
        ),
        rows.referrals,
        "victim",
        "victim",
    ),
    Table(
        "repatriations",
        (
            ("victim", _TEXT, reference),
            ("direction", _TEXT, None),
            ("country", _TEXT, None),
            ("handed_over_on", _DAY, _day),
        ),
        rows.repatriations,
        "victim",
        "victim",
    ),
    Table(
        "compensations",
        (("victim", _TEXT, reference), ("route", _TEXT, None), ("paid_on", _DAY, _day)),
        rows.compensations,
        "victim",
        "victim",
    ),
    Table(
        "reopenings",
        (("victim", _TEXT, reference), ("because", _TEXT, None), ("on_date", _DAY, _day)),
        rows.reopenings,
        "victim",
        "victim",
    ),
    Table(
        "allegations",
        (
            ("ref", _TEXT, reference),
            ("made_on", _DAY, _day),
            ("handed_on", _DAY, _day),
            ("state", _TEXT, None),
        ),
        rows.allegations,
    ),
    Table(
        "elements",
        (("victim", _TEXT, reference), ("part", _TEXT, None), ("code", _TEXT, None)),
        rows.elements,
        "victim",
        "victim",
    ),
    Table(
        "campaigns",
        (
            ("ref", _TEXT, reference),
            ("audience", _TEXT, None),
            ("channel", _TEXT, None),
            ("starts_on", _DAY, _day),
            ("province", _TEXT, _province),
            ("agency", _TEXT, None),
        ),
        rows.campaigns,
    ),
    Table(
        "sessions",
        (
            ("ref", _TEXT, reference),
            ("campaign", _TEXT, reference),
            ("audience", _TEXT, None),
            ("held_on", _DAY, _day),
            ("province", _TEXT, _province),
            ("reached", _INT, None),
            ("under_18", _INT, None),
        ),
        rows.sessions,
    ),
    Table(
        "surveys",
        (
            ("ref", _TEXT, reference),
            ("audience", _TEXT, None),
            ("round", _TEXT, None),
            ("held_on", _DAY, _day),
            ("province", _TEXT, _province),
            ("asked", _INT, None),
            ("answers", _INT, None),
            ("right_answers", _INT, None),
        ),
        rows.surveys,
    ),
    Table(
        "instruments",
        (
            ("ref", _TEXT, reference),
            ("kind", _TEXT, None),
            ("signed_on", _DAY, _day),
            ("in_force_on", _DAY, _day),
            ("expires_on", _DAY, _day),
            ("ended_on", _DAY, _day),
        ),
        rows.instruments,
    ),
    Table(
        "milestones",
        (
            ("ref", _TEXT, reference),
            ("due_on", _DAY, _day),
            ("reached_on", _DAY, _day),
            ("province", _TEXT, _province),
            ("agency", _TEXT, None),
        ),
        rows.milestones,
    ),
    Table(
        "screenings",
        (
            ("ref", _TEXT, reference),
            ("on_date", _DAY, _local_day),
            ("source", _TEXT, None),
            ("screened", _INT, None),
        ),
        rows.screenings,
    ),
    Table(
        "list_alerts",
        (
            ("ref", _TEXT, reference),
            ("person", _TEXT, reference),
            ("source", _TEXT, None),
            ("regime", _TEXT, None),
            ("raised_on", _DAY, _local_day),
            ("decided_on", _DAY, _local_day),
            ("state", _TEXT, None),
            ("verdict", _TEXT, None),
        ),
        rows.list_alerts,
    ),
    Table(
        "money_inquiries",
        (
            ("ref", _TEXT, reference),
            ("case_ref", _TEXT, reference),
            ("opened_on", _DAY, _day),
            ("ended_on", _DAY, _day),
            ("outcome", _TEXT, None),
            ("province", _TEXT, _province),
            ("agency", _TEXT, None),
        ),
        rows.money_inquiries,
    ),
    Table(
        "asset_measures",
        (
            ("ref", _TEXT, reference),
            ("case_ref", _TEXT, reference),
            ("deed", _TEXT, None),
            ("kind", _TEXT, None),
            ("taken_on", _DAY, _day),
            ("province", _TEXT, _province),
        ),
        rows.asset_measures,
    ),
    Table("units", (("agency", _TEXT, None), ("province", _TEXT, _province)), rows.units),
)
