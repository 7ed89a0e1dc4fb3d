"""When somebody is visited after her return, and when help may end. Pure decisions.

The months are those of the handbook on the return of Cambodian victims (2019), with a last visit after two years.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import has_power
from sarana.base.days import months_later
from sarana.register.care.enums import Area, GoalState, Reopening, Standing
from sarana.register.care.models import ShelterStay
from sarana.register.cases.rules import sees_case_by_right

VISIT_MONTHS = (1, 3, 6, 12, 24)
# Before this visit nobody knows whether a return lasts.
LEAST_FOLLOW_UP = 6


@dataclass(frozen=True, slots=True)
class DueVisit:
    """A visit that is still to be made."""

    months: int
    due_on: date


class Visited(Protocol):
    """A visit that was made."""

    months: int
    visited_on: date
    areas: Mapping[str, int]


def due_visits(integrated_on: date, made: Collection[int]) -> Iterator[DueVisit]:
    """The visits that are still to be made, the first one first.

    Args:
        integrated_on: the day on which she went to live in the community.
        made: the months after which a visit was made already.
    """
    for months in VISIT_MONTHS:
        if months not in made:
            yield DueVisit(months, months_later(integrated_on, months))


def visit_on(day: date, *, integrated_on: date) -> DueVisit:
    """The visit that falls on that day, counted from the integration."""
    return next(due for due in due_visits(integrated_on, ()) if due.due_on == day)


def why_not_closed(visits: Sequence[Visited]) -> str | None:
    """Why help should not end yet; None when it may. An officer may still end it with a reason."""
    if not any(visit.months >= LEAST_FOLLOW_UP for visit in visits):
        return "Nobody has visited her six months after the return; write down why it is closed all the same."
    last = max(visits, key=lambda visit: visit.visited_on)
    if last.areas.get(Area.SAFETY, Standing.WELL) <= Standing.HARD:
        return "At the last visit she was not safe; write down why it is closed all the same."
    return None


_ENDS = frozenset({GoalState.REACHED, GoalState.DROPPED})


def may_follow(now: GoalState, to: GoalState) -> bool:
    """Whether a goal may move on so: from planned to under way, and from both to an end; no end is taken back."""
    return now not in _ENDS and to is not now and to is not GoalState.PLANNED


def may_read_stay(officer: Officer, stay: ShelterStay) -> bool:
    """Whether the officer may learn in which house she stays: the house's body and the one that found the bed, no other."""
    cares = {stay.agency_id, stay.recorded_by.agency_id}
    return (
        has_power(officer, Power.RECORD_CARE)
        and officer.agency_id in cares
        and sees_case_by_right(officer, stay.victim.case)
    )


def was_retrafficked(reasons: Collection[str]) -> bool:
    """Whether help began anew because somebody was trafficked again: the flag for everybody who meets her."""
    return Reopening.RETRAFFICKED in reasons


def outcome_change(visits: Sequence[Visited]) -> dict[str, tuple[int, int]]:
    """For each area that was talked about at least twice: how it went at the first and at the last visit."""
    ordered = sorted(visits, key=lambda visit: visit.visited_on)
    told: dict[str, list[int]] = {}
    for visit in ordered:
        for area, how in visit.areas.items():
            told.setdefault(area, []).append(how)
    return {area: (hows[0], hows[-1]) for area, hows in told.items() if len(hows) > 1}
