from datetime import date

from django.db.models import QuerySet

from sarana.base.accounts.models import Officer
from sarana.register.plans.enums import MeasureState, PlanState
from sarana.register.plans.models import Measure, Plan


def plans() -> QuerySet[Plan]:
    """Every plan, the latest first; plans are public matter."""
    return Plan.objects.prefetch_related("pillars__measures__lead_agency")


def plan_in_force(day: date) -> Plan | None:
    """The adopted plan of a day."""
    return plans().filter(starts_on__lte=day, ends_on__gte=day).exclude(state=PlanState.DRAFT).first()


def late_measures(day: date) -> QuerySet[Measure]:
    """Measures that are past their day and not done, the longest late first."""
    return (
        Measure.objects.filter(due_on__lt=day, pillar__plan__state=PlanState.ADOPTED)
        .exclude(state=MeasureState.DONE)
        .select_related("lead_agency", "pillar")
        .order_by("due_on")
    )


def measures_led_by(officer: Officer) -> QuerySet[Measure]:
    """Measures of adopted plans that the officer's agency leads."""
    return Measure.objects.filter(
        lead_agency__path__startswith=officer.agency.path, pillar__plan__state=PlanState.ADOPTED
    ).select_related("lead_agency", "pillar")
