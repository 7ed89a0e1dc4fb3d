"""In which order reports are looked at: a score of the signal, never of a person. More danger never lowers it.

The parts follow the hotlines' practice (danger first, then children, then how many, then how fresh); the points only
order work and are shown with the score.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sarana.register.reports.enums import Situation, YesNoUnknown
from sarana.register.reports.models import Report

DANGER = {YesNoUnknown.YES: 40, YesNoUnknown.UNKNOWN: 15, YesNoUnknown.NO: 0}
HELD = {Situation.HELD: 20, Situation.KNOWN: 10}
MINORS = {YesNoUnknown.YES: 20, YesNoUnknown.UNKNOWN: 5, YesNoUnknown.NO: 0}
# So many persons or more; a number that nobody knows counts as one.
PERSONS = ((50, 12), (10, 9), (3, 6), (1, 3))
PERSONS_UNKNOWN = 3
# Told so recently or more.
FRESH = ((timedelta(hours=24), 8), (timedelta(hours=72), 5), (timedelta(days=14), 2))


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the score: ``danger``, ``held``, ``minors``, ``persons`` or ``fresh``, and its points."""

    code: str
    points: int


@dataclass(frozen=True, slots=True)
class Triage:
    """How urgent a report is, from 0 to 100, with the parts that make it so."""

    parts: tuple[Part, ...]

    @property
    def score(self) -> int:
        return sum(part.points for part in self.parts)


def triage(*, danger: str, situation: str, minors: str, persons: int | None, age: timedelta) -> Triage:
    """The score of a signal.

    Args:
        danger: whether somebody is in danger now, yes, no or unknown.
        situation: through which door it came; empty for reports that staff recorded.
        minors: whether somebody under 18 is concerned.
        persons: how many persons; None when nobody knows.
        age: how long ago it was told.
    """
    if persons is None:
        many = PERSONS_UNKNOWN
    else:
        many = next((points for least, points in PERSONS if persons >= least), 0)
    fresh = next((points for most, points in FRESH if age <= most), 0)
    return Triage(
        (
            Part("danger", DANGER[YesNoUnknown(danger)]),
            Part("held", HELD.get(situation, 0)),  # type: ignore[call-overload]
            Part("minors", MINORS[YesNoUnknown(minors)]),
            Part("persons", many),
            Part("fresh", fresh),
        )
    )


def triage_of(report: Report, now: datetime) -> Triage:
    """The score of a report as it stands now."""
    return triage(
        danger=report.danger_now,
        situation=report.situation,
        minors=report.minors,
        persons=report.persons,
        age=now - report.received_at,
    )
