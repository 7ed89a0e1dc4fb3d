"""When somebody is visited after her return, and when help may end. Pure decisions.

The months are those of the handbook on the return of Cambodian victims (2019), with a last visit after two years.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from sarana.base.days import months_later
from sarana.register.care.enums import Area, Standing

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


def due_visits(integrated_on: date, made: Collection[int]) -> list[DueVisit]:
    """The visits that are still to be made, the first one first.

    Args:
        integrated_on: the day on which she went to live in the community.
        made: the months after which a visit was made already.
    """
    return [
        DueVisit(months, months_later(integrated_on, months)) for months in VISIT_MONTHS if months not in made
    ]


def why_not_closed(visits: Sequence[Visited]) -> str | None:
    """Why help should not end yet; None when it may. An officer may still end it with a reason."""
    if not any(visit.months >= LEAST_FOLLOW_UP for visit in visits):
        return "Nobody has visited her six months after the return; write down why it is closed all the same."
    last = max(visits, key=lambda visit: visit.visited_on)
    if last.areas.get(Area.SAFETY, Standing.WELL) <= Standing.HARD:
        return "At the last visit she was not safe; write down why it is closed all the same."
    return None
