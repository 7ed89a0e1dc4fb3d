from django.db.models import Exists, OuterRef, QuerySet

from sarana.base.accounts.models import Officer
from sarana.register.cases.models import Case
from sarana.register.cases.queries import cases_visible_to
from sarana.register.traces.models import Trace, TraceLink


def traces_visible_to(officer: Officer) -> QuerySet[Trace]:
    """Traces of the cases that the officer may see."""
    seen = cases_visible_to(officer).filter(pk=OuterRef("case"))
    return Trace.objects.filter(Exists(seen)).select_related("case__agency", "agency_key")


def trace_links_of(case: Case) -> QuerySet[TraceLink]:
    """What the traces of a case are to its people and events."""
    return TraceLink.objects.filter(trace__case=case).select_related("trace", "victim", "suspect", "event")
