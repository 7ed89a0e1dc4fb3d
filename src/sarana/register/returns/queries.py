from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Agency, Officer
from sarana.base.accounts.queries import agencies_owing_returns
from sarana.base.accounts.rules import OVERSIGHT, has_power
from sarana.base.ledger.models import Entry
from sarana.register.operations.enums import FoundAs
from sarana.register.operations.models import Operation
from sarana.register.operations.queries import operations_carried_out_in
from sarana.register.returns.models import QuarterlyForm, Return
from sarana.register.returns.rules import days_of_quarter, quarter_of


def silent_agencies(month: date) -> list[Agency]:
    """The units from which no return for the month has come."""
    heard = Return.objects.filter(month=month.replace(day=1)).values("agency")
    return list(agencies_owing_returns().exclude(pk__in=heard))


def months_owed(officer: Officer, today: date, *, back: int = 6) -> list[date]:
    """The past months for which the officer's agency still owes its return, oldest first."""
    if not officer.agency.owes_returns:
        return []
    months, month = [], today.replace(day=1)
    for _ in range(back):
        month = (
            month.replace(year=month.year - 1, month=12)
            if month.month == 1
            else month.replace(month=month.month - 1)
        )
        months.append(month)
    sent = set(Return.objects.filter(agency=officer.agency, month__in=months).values_list("month", flat=True))
    return sorted(month for month in months if month not in sent)


def quarters_owed(officer: Officer, today: date, *, back: int = 2) -> list[tuple[int, int]]:
    """The past quarters, as year and quarter, whose form the officer's agency has not sent, oldest first."""
    if not officer.agency.owes_returns:
        return []
    year, quarter = quarter_of(today)
    quarters = []
    for _ in range(back):
        year, quarter = (year - 1, 4) if quarter == 1 else (year, quarter - 1)
        quarters.append((year, quarter))
    forms = QuarterlyForm.objects.filter(agency=officer.agency, sent_at__isnull=False)
    sent = set(forms.values_list("year", "quarter"))
    return sorted(each for each in quarters if each not in sent)


@dataclass(frozen=True, slots=True)
class OperationSheet:
    """What one operation puts into the quarterly form: its outcome in numbers, and whether the rules were kept."""

    number: str
    kind: str
    place: str
    agency: str
    carried_out_on: str
    premises_inspected: int
    persons_screened: int
    freed: int
    still_unscreened: int
    arrested: int
    prosecutor_told: bool
    interpreter_present: bool
    minors_officer_present: bool

    def as_json(self) -> dict[str, Any]:
        """For freezing in a form that was sent."""
        return asdict(self)


def operation_sheets(officer: Officer, agency: Agency, year: int, quarter: int) -> list[OperationSheet]:
    """The operations of all agencies carried out in the committee's province in a quarter, in numbers.

    What an officer can't see for a conflict of interest is missing from his form as well.
    """
    first, last = days_of_quarter(year, quarter)
    prefix = agency.place.prefix if agency.place else ""
    done = operations_carried_out_in(officer, prefix).filter(carried_out_on__range=(first, last))
    counted = (
        done.select_related("lead_agency")
        .annotate(
            freed=Count("persons_found", filter=Q(persons_found__found_as=FoundAs.FREED), distinct=True),
            still_unscreened=Count(
                "persons_found",
                filter=Q(persons_found__found_as=FoundAs.FREED, persons_found__screened_on=None),
                distinct=True,
            ),
            arrested=Count("arrests", distinct=True),
        )
        .order_by("carried_out_on", "pk")
    )
    return [
        OperationSheet(
            number=operation.number,
            kind=operation.kind,
            place=operation.place_id,
            agency=operation.lead_agency.code,
            carried_out_on=operation.carried_out_on.isoformat() if operation.carried_out_on else "",
            premises_inspected=operation.premises_inspected,
            persons_screened=operation.persons_screened,
            freed=operation.freed,
            still_unscreened=operation.still_unscreened,
            arrested=operation.arrested,
            prosecutor_told=operation.prosecutor_told_at is not None,
            interpreter_present=operation.interpreter_present,
            minors_officer_present=operation.minors_officer_present,
        )
        for operation in counted
    ]


def sheets_of(officer: Officer, form: QuarterlyForm) -> list[OperationSheet]:
    """The operations in a form: as they were frozen when it was sent, live before that."""
    if form.sent_at is None:
        return operation_sheets(officer, form.agency, form.year, form.quarter)
    names = {field.name for field in fields(OperationSheet)}
    return [OperationSheet(**{k: v for k, v in sheet.items() if k in names}) for sheet in form.sheets]


def forms_sent_with(operation: Operation) -> list[QuarterlyForm]:
    """The forms that were sent and in which the operation stands as it was then."""
    code = operation.place_id
    around = Q(agency__place__in=[code[:n] for n in range(1, len(code) + 1)])
    whole_country = Q(agency__place=None) | Q(agency__place__parent=None)
    sent = QuarterlyForm.objects.filter(around | whole_country, sent_at__isnull=False)
    rows = sent.order_by("year", "quarter", "pk").distinct()
    return [form for form in rows if any(sheet["number"] == operation.number for sheet in form.sheets)]


def corrected_since(form: QuarterlyForm) -> list[str]:
    """Numbers of the operations whose outcome was put right after the form was sent, in the form's order."""
    if form.sent_at is None:
        return []
    numbers = [sheet["number"] for sheet in form.sheets]
    found = {
        str(pk): number
        for pk, number in Operation.objects.filter(number__in=numbers).values_list("pk", "number")
    }
    entries = Entry.objects.filter(record_type=Operation._meta.label_lower, record_id__in=found)  # noqa: SLF001
    later = entries.filter(
        action__in=("correct_outcome", "take_outcome_back"), at__gt=form.sent_at
    ).values_list("record_id", flat=True)
    corrected = {found[key] for key in later}
    return [number for number in numbers if number in corrected]


def quarterly_forms_visible_to(officer: Officer) -> QuerySet[QuarterlyForm]:
    """The forms that ``may_see_quarterly_form`` allows, as one query."""
    forms = QuarterlyForm.objects.select_related("agency__place", "sent_by")
    own = Q(agency__path__startswith=officer.agency.path)
    if officer.role in OVERSIGHT and has_power(officer, Power.SEE_REPORTS):
        return forms.filter(own | Q(sent_at__isnull=False))
    return forms.filter(own) if has_power(officer, Power.SEND_RETURN) else forms.none()


@dataclass(frozen=True, slots=True)
class UnitHeard:
    """What one unit owed in a stretch of time and did not send: months of returns, quarters of forms as year and quarter."""

    unit: Agency
    months_due: int
    months_missing: tuple[date, ...]
    quarters_missing: tuple[tuple[int, int], ...]


def units_heard_in(prefix: str, first: date, last: date, day: date) -> list[UnitHeard]:
    """Every unit in a place with what is missing of the months and quarters between two days that were over by ``day``."""
    units = list(agencies_owing_returns().filter(place__code__startswith=prefix).order_by("path"))
    months = [
        month
        for at in range((last.year - first.year) * 12 + last.month - first.month + 1)
        if (month := _month_after(first, at)) < day.replace(day=1)
    ]
    # A quarter belongs to the stretch by its last month.
    quarters = [quarter_of(month) for month in months if not month.month % 3]
    sent = set(Return.objects.filter(agency__in=units, month__in=months).values_list("agency", "month"))
    forms = set(
        QuarterlyForm.objects.filter(agency__in=units, sent_at__isnull=False).values_list(
            "agency", "year", "quarter"
        )
    )
    return [
        UnitHeard(
            unit,
            len(months),
            tuple(month for month in months if (unit.pk, month) not in sent),
            tuple(quarter for quarter in quarters if (unit.pk, *quarter) not in forms),
        )
        for unit in units
    ]


def _month_after(first: date, months: int) -> date:
    at = first.month - 1 + months
    return date(first.year + at // 12, at % 12 + 1, 1)
