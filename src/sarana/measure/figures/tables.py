"""Which columns of the register enter a snapshot. No identity, no free text; every reference is a keyed pseudonym."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db.models import CharField, Manager, Min, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone

from sarana.base.accounts.queries import agencies_owing_returns
from sarana.base.vault.keys import pseudonym
from sarana.base.vocabulary.queries import codes_of
from sarana.register.care.models import Reintegration, Service
from sarana.register.cases.models import Case, StatusAssertion, Suspect, Victim
from sarana.register.cases.rules import ADULT
from sarana.register.operations.models import Operation, PersonFound
from sarana.register.proceedings.models import Step
from sarana.register.reports.models import Report
from sarana.register.returns.models import Return

SCHEMA_VERSION = 1
_PROVINCE = 2
type Convert = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Table:
    """One Parquet file: its columns (name, DuckDB-friendly type, conversion) over a query's values."""

    name: str
    columns: tuple[tuple[str, str, Convert | None], ...]
    rows: Callable[[], Iterable[tuple[Any, ...]]]


_IDENTIFIERS = frozenset(
    ("pk", "identity_id", "case_id", "victim_id", "operation_id", "proceeding__suspect_id"),
)


def _values(query: QuerySet[Any, Any] | Manager[Any], *fields: str) -> Iterator[tuple[Any, ...]]:
    """The query's values in the order of its keys; identifiers as text, since a million UUID objects take seconds."""
    columns = [Cast(name, CharField()) if name in _IDENTIFIERS else name for name in fields]
    return query.order_by("pk").values_list(*columns).iterator(chunk_size=5000)


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


def _reports() -> Iterator[tuple[Any, ...]]:
    return _values(
        # What a reporter did not allow to be counted is not counted.
        Report.objects.exclude(consent_statistics=False),
        "pk",
        "received_at",
        "channel",
        "place_id",
        "forms_of_exploitation",
        "agency__code",
        "state",
    )


def _forms_by_case() -> dict[str, set[str]]:
    forms: dict[str, set[str]] = {}
    for case, codes in _values(Victim.objects, "case_id", "forms_of_exploitation"):
        forms.setdefault(case, set()).update(codes)
    return forms


def _cases() -> Iterator[tuple[Any, ...]]:
    forms = _forms_by_case()
    for pk, *rest in _values(
        Case.objects, "pk", "opened_on", "closed_on", "state", "place_id", "agency__code"
    ):
        yield pk, *rest, sorted(forms.get(pk, ()))


def _victims() -> Iterator[tuple[Any, ...]]:
    first_word = dict(
        StatusAssertion.objects.order_by()
        .values_list(Cast("victim_id", CharField()))
        .annotate(first=Min("asserted_on"))
    )
    query = _values(
        Victim.objects,
        "pk",
        "identity_id",
        "case_id",
        "sex",
        "age_at_event",
        "citizenships",
        "exploitation_place_id",
        "case__place_id",
        "forms_of_exploitation",
        "standing",
        "case__opened_on",
    )
    for pk, person, case, sex, age, citizenships, place, case_place, forms, standing, opened_on in query:
        known_on = first_word.get(pk) or opened_on
        yield pk, person, case, sex, age, age, citizenships, place or case_place, forms, standing, known_on


def _suspects() -> Iterator[tuple[Any, ...]]:
    forms = _forms_by_case()
    query = _values(
        Suspect.objects,
        "pk",
        "identity_id",
        "identity__kind",
        "case_id",
        "sex",
        "age",
        "citizenships",
        "arrest_place_id",
        "case__place_id",
        "is_official",
        "arrested_on",
    )
    for pk, person, kind, case, sex, age, citizenships, place, case_place, official, arrested_on in query:
        yield (
            pk,
            person,
            kind,
            case,
            sex,
            age,
            citizenships,
            place or case_place,
            sorted(forms.get(case, ())),
            official,
            arrested_on,
        )


def _operation_reports() -> Iterator[tuple[Any, ...]]:
    direct = set(Operation.reports.through.objects.values_list("operation_id", "report_id"))
    through_case = Operation.cases.through.objects.filter(case__reports__isnull=False)
    return iter(sorted(direct | set(through_case.values_list("operation_id", "case__reports"))))


def _units() -> Iterator[tuple[Any, ...]]:
    return iter(agencies_owing_returns().order_by("code").values_list("code", "place_id"))


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
        _reports,
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
        _cases,
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
        _victims,
    ),
    Table(
        "assertions",
        (
            ("victim", _TEXT, _ref),
            ("assertion", _TEXT, None),
            ("body", _TEXT, None),
            ("agency", _TEXT, None),
            ("asserted_on", _DAY, None),
        ),
        lambda: _values(
            StatusAssertion.objects, "victim_id", "assertion", "body", "agency__code", "asserted_on"
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
        lambda: _values(
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
        lambda: _values(PersonFound.objects, "operation_id", "victim_id", "found_as"),
    ),
    Table("operation_reports", (("operation", _TEXT, _ref), ("report", _TEXT, _ref)), _operation_reports),
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
        _suspects,
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
        ),
        lambda: _values(
            Step.objects,
            "proceeding__suspect_id",
            "stage",
            "on",
            "verdict",
            "months_imposed",
            "months_suspended",
        ),
    ),
    Table(
        "services",
        (("victim", _TEXT, _ref), ("kind", _TEXT, None), ("started_on", _DAY, None), ("agency", _TEXT, None)),
        lambda: _values(Service.objects, "victim_id", "kind", "started_on", "agency__code"),
    ),
    Table(
        "reintegration",
        (("victim", _TEXT, _ref), ("stage", _TEXT, None), ("on_date", _DAY, None)),
        lambda: _values(Reintegration.objects, "victim_id", "stage", "on"),
    ),
    Table(
        "returns",
        (("agency", _TEXT, None), ("month", _DAY, None), ("sent_on", _DAY, _local_day)),
        lambda: _values(Return.objects, "agency__code", "month", "sent_at"),
    ),
    Table("units", (("agency", _TEXT, None), ("province", _TEXT, _province)), _units),
)
