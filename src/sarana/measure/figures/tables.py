"""Which columns of the register enter a snapshot. No identity, no free text; every reference is a keyed pseudonym."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.utils import timezone

from sarana.base.vault.keys import pseudonym
from sarana.base.vocabulary.queries import codes_of
from sarana.measure.figures import rows
from sarana.register.care.models import Reintegration, Service
from sarana.register.cases.models import StatusAssertion
from sarana.register.cases.rules import ADULT
from sarana.register.operations.models import Operation, PersonFound
from sarana.register.returns.models import Return

# 2: referrals, repatriations, compensation, reopenings, allegations, elements, and the law of a proceeding.
SCHEMA_VERSION = 2
_PROVINCE = 2
type Convert = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Table:
    """One Parquet file: its columns (name, DuckDB-friendly type, conversion) over a query's values."""

    name: str
    columns: tuple[tuple[str, str, Convert | None], ...]
    rows: Callable[[], Iterable[tuple[Any, ...]]]


@lru_cache(maxsize=1_000_000)
def _ref(value: Any) -> str | None:
    return None if value is None else pseudonym(str(value))


def forget_references() -> None:
    """Drop the pseudonyms kept in memory while a snapshot was written."""
    _ref.cache_clear()


def _local_day(value: datetime) -> date:
    return timezone.localtime(value).date()


def _province(code: str | None) -> str | None:
    return code[:_PROVINCE] if code and code[0].isdigit() else None


def _form(codes: list[str]) -> str:
    """UNODC's form for HTCDS codes: one, or "mixed", or "unknown"."""
    known = codes_of("TypeOfExploitation")
    forms = {(known[code].roll_up if code in known else "") or "other" for code in codes}
    return forms.pop() if len(forms) == 1 else ("mixed" if forms else "unknown")


def _citizenship(codes: list[str]) -> str:
    return codes[0] if len(codes) == 1 else ("multiple" if codes else "unknown")


def _age_group(age: int | None) -> str:
    return "unknown" if age is None else ("0-17" if age < ADULT else "18+")


_TEXT = "string"
_DAY = "date32"
_INT = "int64"


TABLES: tuple[Table, ...] = (
    Table(
        "reports",
        (
            ("ref", _TEXT, _ref),
            ("received_on", _DAY, _local_day),
            ("channel", _TEXT, None),
            ("province", _TEXT, _province),
            ("form", _TEXT, _form),
            ("agency", _TEXT, None),
            ("state", _TEXT, None),
        ),
        rows.reports,
    ),
    Table(
        "cases",
        (
            ("ref", _TEXT, _ref),
            ("opened_on", _DAY, None),
            ("closed_on", _DAY, None),
            ("state", _TEXT, None),
            ("province", _TEXT, _province),
            ("agency", _TEXT, None),
            ("form", _TEXT, _form),
        ),
        rows.cases,
    ),
    Table(
        "victims",
        (
            ("ref", _TEXT, _ref),
            ("person", _TEXT, _ref),
            ("case_ref", _TEXT, _ref),
            ("sex", _TEXT, None),
            ("age", _INT, None),
            ("age_group", _TEXT, _age_group),
            ("citizenship", _TEXT, _citizenship),
            ("province", _TEXT, _province),
            ("form", _TEXT, _form),
            ("standing", _TEXT, None),
            ("known_on", _DAY, None),
        ),
        rows.victims,
    ),
    Table(
        "assertions",
        (
            ("victim", _TEXT, _ref),
            ("assertion", _TEXT, None),
            ("body", _TEXT, None),
            ("agency", _TEXT, None),
            ("asserted_on", _DAY, None),
            ("recorded_on", _DAY, _local_day),
        ),
        lambda: rows.values(
            StatusAssertion.objects,
            "victim_id",
            "assertion",
            "body",
            "agency__code",
            "asserted_on",
            "recorded_at",
        ),
    ),
    Table(
        "operations",
        (
            ("ref", _TEXT, _ref),
            ("kind", _TEXT, None),
            ("state", _TEXT, None),
            ("carried_out_on", _DAY, None),
            ("province", _TEXT, _province),
            ("premises", _INT, None),
            ("screened", _INT, None),
        ),
        lambda: rows.values(
            Operation.objects,
            "pk",
            "kind",
            "state",
            "carried_out_on",
            "place_id",
            "premises_inspected",
            "persons_screened",
        ),
    ),
    Table(
        "operation_victims",
        (("operation", _TEXT, _ref), ("victim", _TEXT, _ref), ("found_as", _TEXT, None)),
        lambda: rows.values(PersonFound.objects, "operation_id", "victim_id", "found_as"),
    ),
    Table("operation_reports", (("operation", _TEXT, _ref), ("report", _TEXT, _ref)), rows.operation_reports),
    Table(
        "suspects",
        (
            ("ref", _TEXT, _ref),
            ("person", _TEXT, _ref),
            ("kind", _TEXT, None),
            ("case_ref", _TEXT, _ref),
            ("sex", _TEXT, None),
            ("age_group", _TEXT, _age_group),
            ("citizenship", _TEXT, _citizenship),
            ("province", _TEXT, _province),
            ("form", _TEXT, _form),
            ("is_official", _TEXT, None),
            ("arrested_on", _DAY, None),
        ),
        rows.suspects,
    ),
    Table(
        "steps",
        (
            ("suspect", _TEXT, _ref),
            ("stage", _TEXT, None),
            ("on_date", _DAY, None),
            ("verdict", _TEXT, None),
            ("months_imposed", _INT, None),
            ("months_suspended", _INT, None),
            ("recorded_on", _DAY, _local_day),
            ("law", _TEXT, rows.law_of),
        ),
        rows.steps,
    ),
    Table(
        "services",
        (("victim", _TEXT, _ref), ("kind", _TEXT, None), ("started_on", _DAY, None), ("agency", _TEXT, None)),
        lambda: rows.values(Service.objects, "victim_id", "kind", "started_on", "agency__code"),
    ),
    Table(
        "reintegration",
        (("victim", _TEXT, _ref), ("stage", _TEXT, None), ("on_date", _DAY, None)),
        lambda: rows.values(Reintegration.objects, "victim_id", "stage", "on"),
    ),
    Table(
        "returns",
        (("agency", _TEXT, None), ("month", _DAY, None), ("sent_on", _DAY, _local_day)),
        lambda: rows.values(Return.objects, "agency__code", "month", "sent_at"),
    ),
    Table(
        "referrals",
        (
            ("victim", _TEXT, _ref),
            ("asked_on", _DAY, _local_day),
            ("state", _TEXT, None),
            ("agency", _TEXT, None),
        ),
        rows.referrals,
    ),
    Table(
        "repatriations",
        (
            ("victim", _TEXT, _ref),
            ("direction", _TEXT, None),
            ("country", _TEXT, None),
            ("handed_over_on", _DAY, None),
        ),
        rows.repatriations,
    ),
    Table(
        "compensations",
        (("victim", _TEXT, _ref), ("route", _TEXT, None), ("paid_on", _DAY, None)),
        rows.compensations,
    ),
    Table(
        "reopenings",
        (("victim", _TEXT, _ref), ("because", _TEXT, None), ("on_date", _DAY, None)),
        rows.reopenings,
    ),
    Table(
        "allegations",
        (("ref", _TEXT, _ref), ("made_on", _DAY, None), ("handed_on", _DAY, None), ("state", _TEXT, None)),
        rows.allegations,
    ),
    Table("elements", (("victim", _TEXT, _ref), ("part", _TEXT, None), ("code", _TEXT, None)), rows.elements),
    Table("units", (("agency", _TEXT, None), ("province", _TEXT, _province)), rows.units),
)
