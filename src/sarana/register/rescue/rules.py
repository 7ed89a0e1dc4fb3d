"""Who may see a rescue request, which step may follow which, and by when. Pure decisions."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from sarana.base.accounts.enums import AgencyKind, Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import OVERSIGHT, agency_in_scope, has_power
from sarana.register.cases.enums import Standing
from sarana.register.rescue.enums import SoughtState
from sarana.register.rescue.models import RescueRequest

S = SoughtState
ROAD = tuple(SoughtState)


def may_see_request(officer: Officer, request: RescueRequest) -> bool:
    """Whether the officer may see the request: the mission that made it, oversight, and the units asked to work on it."""
    # The barred are few and read whole: a list loads them beforehand for all its requests.
    if not has_power(officer, Power.SEE_RESCUE) or officer in request.barred.all():
        return False
    if has_power(officer, Power.REQUEST_RESCUE):
        return agency_in_scope(officer, request.mission.path)
    if officer.role in OVERSIGHT:
        return True
    return request.units.filter(path__startswith=officer.agency.path).exists()


def may_work_on_request(officer: Officer, request: RescueRequest) -> bool:
    """Whether the officer may move the request's persons along."""
    return has_power(officer, Power.WORK_RESCUE) and may_see_request(officer, request)


def may_write_for_mission(officer: Officer, request: RescueRequest) -> bool:
    """Whether the officer may add persons and details: the mission itself, or the secretariat in its place."""
    speaks = has_power(officer, Power.REQUEST_RESCUE) or officer.role in OVERSIGHT
    return speaks and may_read_request(officer, request)


def may_read_request(officer: Officer, request: RescueRequest) -> bool:
    """Whether the officer may read the sealed words and messages: the mission and those who work on it, not the auditor."""
    takes_part = has_power(officer, Power.REQUEST_RESCUE) or has_power(officer, Power.WORK_RESCUE)
    return takes_part and may_see_request(officer, request)


def may_read_names(officer: Officer, request: RescueRequest) -> bool:
    """Whether the officer sees the names on the lists: the mission that gave them. Others open them one by one."""
    return has_power(officer, Power.REQUEST_RESCUE) and may_see_request(officer, request)


def may_open_sought(officer: Officer, request: RescueRequest) -> bool:
    """Whether the officer may open an identity of the request with a reason."""
    return has_power(officer, Power.OPEN_IDENTITY) and may_work_on_request(officer, request)


# Face, whole figure, a mark, a paper: more slows everybody down.
MOST_PHOTOS = 4


def may_bring_photo(officer: Officer, request: RescueRequest) -> bool:
    """Whether the officer may add a photograph: the mission or who speaks for it, and those who work on the request."""
    return may_write_for_mission(officer, request) or may_work_on_request(officer, request)


class Move(Enum):
    """How a step stands to the road."""

    USUAL = "usual"
    SKIP = "skip"
    BACK = "back"
    FORBIDDEN = "forbidden"


# What follows in the ordinary course of things.
_USUAL: dict[SoughtState, frozenset[SoughtState]] = {
    S.RECEIVED: frozenset({S.ACKNOWLEDGED, S.NEEDS_DETAIL}),
    S.ACKNOWLEDGED: frozenset({S.NEEDS_DETAIL, S.LOCATED}),
    S.NEEDS_DETAIL: frozenset({S.ACKNOWLEDGED, S.LOCATED}),
    S.LOCATED: frozenset({S.OPERATION_PLANNED, S.CONTACTED}),
    S.OPERATION_PLANNED: frozenset({S.CONTACTED, S.OUT_OF_PLACE}),
    S.CONTACTED: frozenset({S.OUT_OF_PLACE, S.OPERATION_PLANNED}),
    S.OUT_OF_PLACE: frozenset({S.SCREENED}),
    S.SCREENED: frozenset({S.STATUS_GIVEN}),
    S.STATUS_GIVEN: frozenset({S.IN_CARE, S.IDENTITY_CONFIRMED}),
    S.IN_CARE: frozenset({S.IDENTITY_CONFIRMED}),
    S.IDENTITY_CONFIRMED: frozenset({S.EXIT_CLEARED}),
    S.EXIT_CLEARED: frozenset({S.HANDED_OVER}),
    S.HANDED_OVER: frozenset({S.CLOSED}),
    S.CLOSED: frozenset(),
}
# Nobody is handed over before it is sure who it is; nobody reaches these by a leap.
_NEVER_LEAPT_TO = frozenset({S.STATUS_GIVEN, S.HANDED_OVER})
# Where a road can begin again: the person was moved, ran back, was arrested, or the closing was an error.
_BACK_TO = frozenset({S.ACKNOWLEDGED, S.NEEDS_DETAIL, S.LOCATED, S.OUT_OF_PLACE, S.IN_CARE})


def move_of(before: str, after: str) -> Move:
    """How the step from one state to another stands to the road; skips and ways back need a reason."""
    one, other = SoughtState(before), SoughtState(after)
    if one is other:
        # A second question before the first is answered.
        return Move.BACK if one is S.NEEDS_DETAIL else Move.FORBIDDEN
    if other in _USUAL[one]:
        return Move.USUAL
    if other is S.CLOSED:
        return Move.SKIP
    if ROAD.index(other) > ROAD.index(one):
        return Move.FORBIDDEN if other in _NEVER_LEAPT_TO else Move.SKIP
    return Move.BACK if other in _BACK_TO else Move.FORBIDDEN


def next_states(before: str) -> list[SoughtState]:
    """The states that may follow, usual ones first."""
    order = {Move.USUAL: 0, Move.SKIP: 1, Move.BACK: 2}
    found = [(move_of(before, state), state) for state in ROAD]
    return [
        state
        for move, state in sorted(
            ((m, s) for m, s in found if m is not Move.FORBIDDEN and s != before),
            key=lambda pair: (order[pair[0]], ROAD.index(pair[1])),
        )
    ]


# Targets of the committee for how long a person may stand in a state. Whoever may be in danger or is under 18 is
# acknowledged within a quarter of an hour, as hotlines do, and waits half as long everywhere else.
_LIMITS: dict[SoughtState, timedelta] = {
    S.RECEIVED: timedelta(hours=24),
    S.ACKNOWLEDGED: timedelta(days=3),
    S.NEEDS_DETAIL: timedelta(days=14),
    S.LOCATED: timedelta(days=3),
    S.OPERATION_PLANNED: timedelta(days=7),
    S.CONTACTED: timedelta(days=3),
    S.OUT_OF_PLACE: timedelta(days=2),
    S.SCREENED: timedelta(days=7),
    S.STATUS_GIVEN: timedelta(days=3),
    S.IN_CARE: timedelta(days=30),
    S.IDENTITY_CONFIRMED: timedelta(days=7),
    S.EXIT_CLEARED: timedelta(days=7),
    S.HANDED_OVER: timedelta(days=14),
}
ACKNOWLEDGE_IN_DANGER = timedelta(minutes=15)


def leave_by(state: str, since: datetime, *, urgent: bool) -> datetime | None:
    """When a state must have been left; None for a closed road.

    Args:
        state: the state.
        since: when it was reached.
        urgent: whether somebody is in danger now or under 18.
    """
    limit = _LIMITS.get(SoughtState(state))
    if limit is None:
        return None
    if urgent:
        limit = ACKNOWLEDGE_IN_DANGER if state == S.RECEIVED else limit / 2
    return since + limit


def days_in_state(since: datetime, now: datetime) -> int:
    """Whole days since the state was reached."""
    return max(0, (now - since).days)


def status_may_be_given(standing: str | None) -> bool:
    """Whether "status given" may be said: some authority has asserted something about the linked victim."""
    return standing not in (None, "", Standing.NONE)


class WithWhom(Enum):
    """Whom a mission is told that a national is with; never which house."""

    POLICE = "police"
    IMMIGRATION = "immigration"
    CARE = "care"
    COURT = "court"
    COMMITTEE = "committee"
    MISSION = "mission"


_WITH_WHOM = {
    AgencyKind.POLICE: WithWhom.POLICE,
    AgencyKind.IMMIGRATION: WithWhom.IMMIGRATION,
    AgencyKind.SOCIAL_AFFAIRS: WithWhom.CARE,
    AgencyKind.NGO: WithWhom.CARE,
    AgencyKind.COURT: WithWhom.COURT,
    AgencyKind.PROSECUTION: WithWhom.COURT,
    AgencyKind.EMBASSY: WithWhom.MISSION,
}


def with_whom(kind: str | None) -> WithWhom | None:
    """The kind of unit in words that name no house; a shelter's own name would be its address."""
    return _WITH_WHOM.get(AgencyKind(kind), WithWhom.COMMITTEE) if kind else None


@dataclass(frozen=True, slots=True)
class Trace:
    """What ties a line to a person: its key, and everything that only one person has (victim, document, same line)."""

    key: Hashable
    ties: frozenset[Hashable]


def distinct_persons(traces: Sequence[Trace]) -> list[frozenset[Hashable]]:
    """The lines that are one person each, so that a total counts persons and not lines.

    Lines that share a tie belong together, also through a third line.
    """
    group_of: dict[Hashable, set[Hashable]] = {}
    for trace in traces:
        together: set[Hashable] = {trace.key, *trace.ties}
        for member in list(together):
            together |= group_of.get(member, set())
        for member in together:
            group_of[member] = together
    keys = {trace.key for trace in traces}
    unique = {id(group): group for group in group_of.values()}
    return [frozenset(keys & group) for group in unique.values() if keys & group]
