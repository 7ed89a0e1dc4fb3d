"""The order of a proceeding's stages. Pure decisions."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple, Protocol

from sarana.register.proceedings.enums import Outcome, Stage, Verdict

_ORDER = {stage: place for place, stage in enumerate(Stage)}


class Dated(Protocol):
    """A stage with its day."""

    stage: str
    on: date


class WhyNot(NamedTuple):
    """Why a stage can't be recorded, and which of its facts would have to be another, if one."""

    text: str
    field: str | None = None


def why_not_next(steps: Iterable[Dated], stage: Stage, on: date, *, verdict: str = "") -> WhyNot | None:
    """Why this stage can't be recorded after those; None when it can.

    A stage may be left out (a summons without arrest), but none may be dated before an earlier stage, a sentence needs
    a conviction, and nothing follows an acquittal but compensation.
    """
    for step in steps:
        if step.stage == stage:
            return WhyNot("This stage is already on record.")
        if _ORDER[Stage(step.stage)] < _ORDER[stage] and step.on > on:
            return WhyNot(
                f"It can't be dated before the stage “{Stage(step.stage).label}” of {step.on.isoformat()}.",
                "on",
            )
        if _ORDER[Stage(step.stage)] > _ORDER[stage] and step.on < on:
            return WhyNot(
                f"It can't be dated after the stage “{Stage(step.stage).label}” of {step.on.isoformat()}.",
                "on",
            )
    if stage is Stage.VERDICT and not verdict:
        return WhyNot("Say what the verdict was.", "verdict")
    if stage in {Stage.SENTENCE, Stage.SERVED} and not _was_convicted(steps):
        return WhyNot("A sentence needs a conviction on record first.")
    return None


def _was_convicted(steps: Iterable[Dated]) -> bool:
    return any(getattr(step, "verdict", "") == Verdict.CONVICTED for step in steps)


def furthest_stage(steps: Iterable[Dated]) -> Stage:
    """The last stage in the order of law that was reached."""
    return max((Stage(step.stage) for step in steps), key=_ORDER.__getitem__, default=Stage.COMPLAINT)


def outcome_of(verdict: str) -> Outcome:
    """How far a verdict brings a proceeding."""
    return Outcome(verdict) if verdict else Outcome.OPEN
