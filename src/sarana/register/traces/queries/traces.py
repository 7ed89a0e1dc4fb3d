from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from sarana.base.accounts.models import Officer
from sarana.base.once import composed_once
from sarana.register.cases.models import Case
from sarana.register.cases.queries import cases_visible_to
from sarana.register.traces.models import Trace, TraceLink


def traces_visible_to(officer: Officer) -> QuerySet[Trace]:
    """Traces of the cases that the officer may see."""
    seen = cases_visible_to(officer).filter(pk=OuterRef("case"))
    return Trace.objects.filter(Exists(seen)).select_related("case__agency", "agency_key")


@composed_once
def newest_traces(most: int, *, case: UUID) -> QuerySet[Trace]:
    """The newest traces of a case, for its page."""
    return Trace.objects.filter(case=case).order_by("-pk").select_related("agency_key")[:most]


@composed_once
def links_of_traces(*, keys: tuple[UUID, ...]) -> QuerySet[TraceLink]:
    """What these traces are to whom."""
    return TraceLink.objects.filter(trace__in=keys).select_related("victim", "suspect", "event__place")


@composed_once
def traces_of_value(officer: Officer, most: int, *, tokens: tuple[bytes, ...]) -> QuerySet[Trace]:
    """Traces of exactly this value in the cases that the officer may see, the newest first.

    Args:
        officer: who looks.
        most: how many at most.
        tokens: of the value, for each kind of trace that it may be.
    """
    return traces_visible_to(officer).filter(token__in=tokens).order_by("-pk")[:most]


def trace_links_of(case: Case) -> QuerySet[TraceLink]:
    """What the traces of a case are to its people and events."""
    return TraceLink.objects.filter(trace__case=case).select_related("trace", "victim", "suspect", "event")
