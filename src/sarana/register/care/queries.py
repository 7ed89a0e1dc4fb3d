from datetime import date
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet

from sarana.base.accounts.models import Officer
from sarana.base.once import composed_once, portions
from sarana.register.care.enums import GoalState, ReintegrationStage
from sarana.register.care.models import FollowUpVisit, PlannedGoal, Reintegration, Reopened, Service, Shelter
from sarana.register.care.rules import DueVisit, due_visits
from sarana.register.cases.models import Victim
from sarana.register.cases.queries import cases_visible_to

# More than an officer can visit in a month.
_LOOKED_AT = 400


def visits_due(officer: Officer, until: date, most: int = _LOOKED_AT) -> list[tuple[Victim, DueVisit]]:
    """The next visit of everybody whose return the officer may see, as far as it is due by that day; the latest first.

    Who has been closed is visited no more; who began anew is visited by the new round.
    """
    running = _running_returns(officer)
    keys = [victim for victim, _round, _on in running]
    made: dict[tuple[UUID, int], set[int]] = {}
    for some in portions(keys):
        for victim, number, months in _visits_made(keys=some):
            made.setdefault((victim, number), set()).add(months)
    found = list[tuple[UUID, DueVisit]]()
    for victim, number, since in running:
        due = next(due_visits(since, made.get((victim, number), ())), None)
        if due and due.due_on <= until:
            found.append((victim, due))
    found.sort(key=lambda pair: pair[1].due_on)
    first = [victim for victim, _due in found[:most]]
    victims = {her.pk: her for some in portions(first) for her in _victims_of_keys(keys=some)}
    return [(victims[victim], due) for victim, due in found[:most]]


@composed_once
def _visits_made(*, keys: tuple[UUID, ...]) -> QuerySet[FollowUpVisit, tuple[UUID, int, int]]:
    return FollowUpVisit.objects.filter(victim__in=keys).order_by().values_list("victim", "round", "months")


@composed_once
def _victims_of_keys(*, keys: tuple[UUID, ...]) -> QuerySet[Victim]:
    return Victim.objects.filter(pk__in=keys).select_related("case")


@composed_once
def _running_returns(officer: Officer) -> QuerySet[Reintegration, tuple[UUID, int, date]]:
    here = OuterRef("victim")
    seen = cases_visible_to(officer).filter(pk=OuterRef("victim__case"))
    closed = Reintegration.objects.filter(
        victim=here, round=OuterRef("round"), stage=ReintegrationStage.CLOSED
    )
    begun_anew = Reopened.objects.filter(victim=here, round__gt=OuterRef("round"))
    return (
        Reintegration.objects.filter(Exists(seen), stage=ReintegrationStage.INTEGRATION)
        .filter(~Exists(closed), ~Exists(begun_anew))
        .order_by(F("on").desc(), "pk")
        .values_list("victim", "round", "on")[:_LOOKED_AT]
    )


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
