from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import OVERSIGHT, has_power
from sarana.register.reports.enums import ReportState, YesNoUnknown
from sarana.register.reports.models import Report


def reports_visible_to(officer: Officer) -> QuerySet[Report]:
    """The reports that ``may_see_report`` allows, as one query."""
    if not has_power(officer, Power.SEE_REPORTS):
        return Report.objects.none()
    seen = Report.objects.exclude(barred=officer)
    if officer.role not in OVERSIGHT:
        in_scope = Q(agency__path__startswith=officer.agency.path)
        if officer.place_prefix:
            in_scope &= Q(place=None) | Q(place__code__startswith=officer.place_prefix)
        seen = seen.filter(in_scope | Q(recorded_by=officer))
    return seen.select_related("agency", "place", "recorded_by")


def reports_waiting(officer: Officer) -> QuerySet[Report]:
    """Open reports, those in danger and with minors first, then the oldest."""
    urgency = Case(
        When(danger_now=YesNoUnknown.YES, then=Value(0)),
        When(minors=YesNoUnknown.YES, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    waiting = reports_visible_to(officer).filter(state__in=[ReportState.RECEIVED, ReportState.ACKNOWLEDGED])
    return waiting.annotate(urgency=urgency).order_by("urgency", "received_at")
