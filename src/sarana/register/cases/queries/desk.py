"""What an officer’s own desk reads: his open cases, and identities that others opened in them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import has_power
from sarana.base.newest import newest_of
from sarana.base.once import composed_once, keeps_plan, once_in_a_request
from sarana.base.vault.models import IdentityOpening
from sarana.register.cases.enums import CaseState
from sarana.register.cases.models import Case, Suspect, Victim
from sarana.register.cases.queries.lists import cases_of_keys
from sarana.register.cases.queries.sight import not_kept_from

_OPENINGS_READ = 20


@composed_once
@keeps_plan
def _openings_by_others(officer: Officer, *, since: datetime) -> QuerySet[IdentityOpening]:
    return (
        IdentityOpening.objects.filter(at__gte=since)
        .exclude(officer=officer)
        .filter(Q(identity__as_victim__case__owner=officer) | Q(identity__as_suspect__case__owner=officer))
        .select_related("officer__agency")
        .distinct()[:_OPENINGS_READ]
    )


def openings_in_cases_of(
    officer: Officer, since: datetime, limit: int = 20
) -> list[tuple[IdentityOpening, Case]]:
    """Identities that others opened in the officer's own cases since then, latest first, each with its case."""
    openings = _openings_by_others(officer, since=since)[:limit]
    case_of: dict[str, Case] = {}
    for model in (Victim, Suspect):
        label = model._meta.label_lower  # noqa: SLF001
        if keys := tuple({UUID(o.record_id) for o in openings if o.record_type == label}):
            people = _in_cases_of(None, model, keys=keys, owner=officer.pk)
            case_of |= {str(person.pk): person.case for person in people}
    return [(o, case_of[o.record_id]) for o in openings if o.record_id in case_of]


@composed_once
def _in_cases_of(model: type[Victim] | type[Suspect], *, keys: tuple[UUID, ...], owner: int) -> QuerySet[Any]:
    people: QuerySet[Any] = model.objects.filter(pk__in=keys, case__owner=owner)
    return people.select_related("case")


# The latest teams of an officer; nobody works in more at once.
_IN_TEAMS = 200
_OPEN = (CaseState.ACTIVE, CaseState.FOLLOW_UP)


@once_in_a_request
def _teams_of(officer: Officer) -> tuple[UUID, ...]:
    """Read first: with the keys in hand the database takes two indexes; with a subquery it would read every case."""
    return tuple(key for (key,) in _latest_teams(officer=officer.pk))


@composed_once
def _latest_teams(*, officer: int) -> QuerySet[Any, tuple[UUID]]:
    teams = Case.team.through.objects.filter(officer=officer).order_by("-case")
    return teams.values_list("case")[:_IN_TEAMS]


def first_own_cases(officer: Officer) -> list[Case]:
    """The latest open cases that the officer owns or works in, one more than a desk shows."""
    if not has_power(officer, Power.SEE_CASES):
        return []
    keys = [_own_keys(officer, owned) for owned in (True, False)]
    return newest_of(keys, cases_of_keys, newer=False, most=_ON_A_DESK)


_ON_A_DESK = 9


@composed_once
def _own_keys(officer: Officer, owned: bool) -> QuerySet[Case, tuple[UUID]]:
    own = Q(owner=officer) if owned else Q(pk__in=_teams_of(officer))
    found = not_kept_from(officer).filter(own, state__in=_OPEN)
    return found.order_by("-pk").values_list("pk")[:_ON_A_DESK]
