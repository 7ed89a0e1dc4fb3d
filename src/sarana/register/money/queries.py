from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from sarana.base.accounts.models import Officer
from sarana.base.vault.enums import IdentityKind
from sarana.register.cases.models import Case, Suspect
from sarana.register.cases.queries import cases_visible_to
from sarana.register.money.enums import AssetDeed
from sarana.register.money.models import AssetMeasure, FlagAnswer, MoneyInquiry
from sarana.register.money.rules import (
    ORGANISATION,
    PERSON,
    RedFlag,
    flags_about,
    what_a_trace_is,
)
from sarana.register.traces.models import Trace


def inquiries_visible_to(officer: Officer) -> QuerySet[MoneyInquiry]:
    """Parallel financial investigations in the cases that the officer may see."""
    seen = cases_visible_to(officer).filter(pk=OuterRef("case"))
    return MoneyInquiry.objects.filter(Exists(seen)).select_related("case__agency", "agency", "agency_key")


def assets_of(case: Case) -> QuerySet[AssetMeasure]:
    """What was done with the case's money and goods, the earliest first."""
    return AssetMeasure.objects.filter(case=case).select_related("suspect", "recorded_by__agency")


def worth_of(case: Case, deed: AssetDeed, currency: str) -> Decimal:
    """What was so treated in that currency; what has no known worth counts nothing."""
    found = AssetMeasure.objects.filter(case=case, deed=deed, currency=currency).aggregate(sum=Sum("amount"))
    return found["sum"] or Decimal(0)


def list_for(thing: Suspect | Trace) -> list[RedFlag]:
    """The red flags to look for on a suspect, an account or premises; none for other traces."""
    if isinstance(thing, Trace):
        what = what_a_trace_is(thing.kind)
        return flags_about(what) if what else []
    organisation = thing.identity.kind == IdentityKind.ORGANISATION
    return flags_about(ORGANISATION if organisation else PERSON)


def answers_on(thing: Suspect | Trace) -> dict[str, FlagAnswer]:
    """By code, the latest answer."""
    field = "trace" if isinstance(thing, Trace) else "suspect"
    found = FlagAnswer.objects.filter(**{field: thing.pk}).select_related("answered_by__agency", "agency_key")
    return {answer.code: answer for answer in found.order_by("id")}


def answers_in(case: Case) -> list[FlagAnswer]:
    """The latest answer of each flag on each suspect and trace of a case."""
    found = FlagAnswer.objects.filter(Q(suspect__case=case) | Q(trace__case=case)).select_related(
        "suspect", "trace", "answered_by__agency"
    )
    latest = {(answer.suspect_id, answer.trace_id, answer.code): answer for answer in found.order_by("id")}
    return list(latest.values())


@dataclass(frozen=True, slots=True)
class MoneyOfYear:
    """What FATF asks of a year (immediate outcomes 7 and 8): cases with an inquiry, measures and worth by currency."""

    cases: int
    with_inquiry: int
    measures: dict[AssetDeed, int]
    worth: dict[AssetDeed, dict[str, Decimal]]
    without_worth: dict[AssetDeed, int]


def money_of_year(cases: QuerySet[Case], first: date, last: date) -> MoneyOfYear:
    """Counts over cases opened in a period, and over measures taken in it.

    Args:
        cases: those the reader may see.
        first: first day of the period.
        last: its last day.
    """
    keys = cases.order_by().values("pk")
    opened = Case.objects.filter(pk__in=keys, opened_on__range=(first, last))
    with_inquiry = opened.filter(Exists(MoneyInquiry.objects.filter(case=OuterRef("pk")))).count()
    measures = dict.fromkeys(AssetDeed, 0)
    worth: dict[AssetDeed, dict[str, Decimal]] = {deed: {} for deed in AssetDeed}
    without = dict.fromkeys(AssetDeed, 0)
    for measure in AssetMeasure.objects.filter(case__in=keys, on__range=(first, last)):
        deed = AssetDeed(measure.deed)
        measures[deed] += 1
        if measure.amount is None:
            without[deed] += 1
        else:
            sums = worth[deed]
            sums[measure.currency] = sums.get(measure.currency, Decimal(0)) + measure.amount
    return MoneyOfYear(opened.count(), with_inquiry, measures, worth, without)
