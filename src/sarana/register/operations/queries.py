from datetime import date
from functools import reduce
from itertools import repeat
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.queries import first_keys, if_few, mostly, reached_by, units_of
from sarana.base.accounts.rules import OVERSIGHT, has_power, paths_above
from sarana.base.constants import Constant
from sarana.base.newest import newest_by_ways
from sarana.base.once import MOST_KEYS, composed_once, keeps_plan, once_in_a_request
from sarana.register.cases.models import Victim
from sarana.register.cases.queries import cases_kept_from, cases_visible_to
from sarana.register.cases.rules import ADULT
from sarana.register.operations.enums import FoundAs, OperationState
from sarana.register.operations.models import Operation, PersonFound
from sarana.register.operations.rules import Ready, readiness
from sarana.register.reports.enums import YesNoUnknown
from sarana.register.reports.models import Report


def _without_conflict(officer: Officer) -> QuerySet[Operation]:
    """Whoever is kept from a case or report is kept from what was planned for it."""
    return Operation.objects.exclude(pk__in=operations_kept_from(officer))


def operations_visible_to(officer: Officer) -> QuerySet[Operation]:
    """The operations that ``may_see_operation`` allows, as one query."""
    if not has_power(officer, Power.SEE_CASES):
        return Operation.objects.none()
    seen = _without_conflict(officer).filter(reduce(or_, _ways_to_see(officer)))
    return seen.select_related("lead_agency", "place")


def _ways_to_see(officer: Officer) -> list[Q]:
    """What brings an operation before the officer, if no conflict keeps it from him; each is enough."""
    keys = _operations_in_team(officer)
    in_team = Operation.team.through.objects.filter(operation=OuterRef("pk"), officer=officer)
    in_scope = Q()
    if officer.role not in OVERSIGHT:
        in_scope = Q(lead_agency__in=units_of(officer))
        if officer.place_prefix:
            in_scope &= mostly(Q(place__code__startswith=officer.place_prefix))
    done = in_scope & ~Q(state=OperationState.PLANNED)
    named = reached_by(in_team) if keys is None else Q(pk__in=keys)
    return [done, Q(planned_by=officer), named]


@composed_once
def _operations_of_keys(*, keys: tuple[UUID, ...]) -> QuerySet[Operation]:
    return Operation.objects.filter(pk__in=keys).select_related("lead_agency", "place")


newest_operations = newest_by_ways(
    Power.SEE_CASES, seen=_without_conflict, ways=_ways_to_see, read=_operations_of_keys
)
"""Of ``operations_visible_to``, those next to a key."""


@once_in_a_request
def _operations_in_team(officer: Officer) -> frozenset[UUID] | None:
    """Keys of the operations in whose team the officer is; None when they are many."""
    return if_few(_first_teams, officer=officer.pk)


@composed_once
def _first_teams(*, officer: int) -> QuerySet[Any, tuple[UUID]]:
    return first_keys(Operation.team.through.objects.filter(officer=officer).values_list("operation"))


def operations_carried_out_in(officer: Officer, place_prefix: str) -> QuerySet[Operation]:
    """Operations of any agency that were carried out in a province, for its committee's form.

    The committee answers for its whole province, so this is wider than what its officer may open; a conflict of interest
    still keeps an operation from him.
    """
    return _without_conflict(officer).filter(
        state=OperationState.CARRIED_OUT, place__code__startswith=place_prefix
    )


@once_in_a_request
def operations_kept_from(officer: Officer) -> frozenset[UUID]:
    """Keys of the operations from which a conflict of interest keeps the officer, read whole: such conflicts are few."""
    return frozenset(key for (key,) in _bars(officer))


@composed_once
def _bars(officer: Officer) -> QuerySet[Any, tuple[UUID]]:
    own = Operation.barred.through.objects.filter(officer=officer).values_list("operation")
    cases = Operation.cases.through.objects.filter(case__in=cases_kept_from(officer)).values_list("operation")
    told = Operation.reports.through.objects.values_list("operation")
    reports = told.filter(report__barred=officer)
    units = told.filter(report__barred_agencies__path__in=paths_above(officer.agency.path))
    return own.union(cases, reports, units)


def readiness_of(operation: Operation) -> list[Ready]:
    """The checklist of an operation, as its tasks, fields and linked records make it."""
    cases, reports = list(operation.cases.all()), list(operation.reports.all())
    told = Report.objects.filter(Q(pk__in=[r.pk for r in reports]) | Q(cases__in=cases))
    victims = Victim.objects.filter(case__in=cases)
    return readiness(
        has_legal_basis=bool(operation.legal_basis.strip()),
        prosecutor_told=operation.prosecutor_told_at is not None,
        tasks={task.kind for task in operation.tasks.all()},
        answers={check.item: check.answer for check in operation.checks.all()},
        foreigners_expected=any(set(victim.citizenships) - {"KH"} for victim in victims),
        minors_expected=told.filter(minors=YesNoUnknown.YES).exists()
        or victims.filter(age_at_event__lt=ADULT).exists(),
    )


@composed_once
def operations_of_case(officer: Officer, *, case: UUID) -> QuerySet[Operation]:
    """The operations of a case that the officer may see."""
    return operations_visible_to(officer).filter(cases=case)


@composed_once
@keeps_plan
def next_planned(officer: Officer) -> QuerySet[Operation]:
    """The planned operations that the officer may see, the soonest first, as many as a desk shows."""
    planned = operations_visible_to(officer).filter(state=Constant(OperationState.PLANNED))
    return planned.order_by("planned_for", "pk")[:8]


# Where an officer sees operations and not whom they freed, some two thousand of them are looked at and no more.
_MORE_LOOKS = 20


def first_unscreened(officer: Officer, most: int) -> list[PersonFound]:
    """Persons who were freed in operations the officer may see and whom nobody has screened yet, the oldest first.

    First the oldest operations in which somebody waits, by each way's own index; then who waits in them. Where he may not
    see all of those, more operations are looked at.
    """
    if not has_power(officer, Power.SEE_CASES):
        return []
    found, edge = list[PersonFound](), (date.min, UUID(int=0))
    ways = range(len(_ways_to_see(officer)))
    for looked_at in (most, *repeat(MOST_KEYS, _MORE_LOOKS)):
        rows = {row for n in ways for row in _oldest(officer, n, looked_at, since=edge[0], key=edge[1])}
        oldest = sorted(rows)[:looked_at]
        if oldest:
            found += _freed_in(officer, operations=tuple(key for _day, key in oldest))
            edge = oldest[-1]
        if len(found) >= most or len(oldest) < looked_at:
            break
    return found[:most]


@composed_once
def _oldest(
    officer: Officer, way: int, most: int, *, since: date, key: UUID
) -> QuerySet[Operation, tuple[date, UUID]]:
    seen = _without_conflict(officer).filter(_ways_to_see(officer)[way])
    waiting = seen.filter(unscreened_since__gte=since).exclude(unscreened_since=since, pk__lte=key)
    oldest: Any = waiting.order_by("unscreened_since", "pk").values_list("unscreened_since", "pk")[:most]
    found: QuerySet[Operation, tuple[date, UUID]] = oldest
    return found


@composed_once
def _freed_in(officer: Officer, *, operations: tuple[UUID, ...]) -> QuerySet[PersonFound]:
    cases = cases_visible_to(officer).filter(pk=OuterRef("victim__case"))
    freed = PersonFound.objects.filter(operation__in=operations, found_as=FoundAs.FREED, screened_on=None)
    found = freed.filter(Exists(cases)).select_related("operation", "victim__case")
    return found.order_by("operation__unscreened_since", "operation", "pk")
