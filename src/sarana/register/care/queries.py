from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from sarana.base.accounts.models import Officer
from sarana.base.once import composed_once, portions
from sarana.register.care.enums import GoalState
from sarana.register.care.models import PlannedGoal, Reintegration, Service, Shelter
from sarana.register.care.rules import DueVisit, visit_on
from sarana.register.cases.models import Victim
from sarana.register.cases.queries import cases_visible_to


def visits_due(officer: Officer, until: date, most: int = 50) -> list[tuple[Victim, DueVisit]]:
    """The next visit of everybody whose return the officer may see, as far as it is due by that day; the latest first.

    Who has been closed is visited no more; who began anew is visited by the new round.
    """
    found = _visits_due(officer, most, until=until)
    keys = [victim for victim, _on, _due_on in found]
    victims = {her.pk: her for some in portions(keys) for her in _victims_of_keys(keys=some)}
    return [(victims[victim], visit_on(due_on, integrated_on=on)) for victim, on, due_on in found]


@composed_once
def _visits_due(
    officer: Officer, most: int, *, until: date
) -> QuerySet[Reintegration, tuple[UUID, date, date]]:
    seen = cases_visible_to(officer).filter(pk=OuterRef("victim__case"))
    due = Reintegration.objects.filter(Exists(seen), visit_due_on__lte=until)
    first: Any = due.order_by("visit_due_on", "pk").values_list("victim", "on", "visit_due_on")[:most]
    found: QuerySet[Reintegration, tuple[UUID, date, date]] = first
    return found


@composed_once
def _victims_of_keys(*, keys: tuple[UUID, ...]) -> QuerySet[Victim]:
    return Victim.objects.filter(pk__in=keys).select_related("case")


@composed_once
def services_of_case(*, case: UUID) -> QuerySet[Service]:
    """The help that the victims of a case were given."""
    return Service.objects.filter(victim__case=case).select_related("victim", "agency")


def shelters_with_beds() -> QuerySet[Shelter]:
    """Houses that are open, those with free beds first; where they are stands in none of their columns."""
    return Shelter.objects.filter(closed_on=None).select_related("agency").order_by("-pk")


def goals_due(officer: Officer, until: date, most: int = 50) -> QuerySet[PlannedGoal]:
    """Goals of service plans that are due by that day and not reached, in cases that the officer may see."""
    seen = cases_visible_to(officer).filter(pk=OuterRef("victim__case"))
    open_goals = PlannedGoal.objects.filter(Exists(seen), due_on__lte=until, agency=officer.agency_id)
    running = open_goals.filter(goal_state__in=[GoalState.PLANNED, GoalState.UNDER_WAY])
    return running.select_related("victim__case", "agency").order_by("due_on", "pk")[:most]
