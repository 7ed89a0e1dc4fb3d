from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Agency, Officer
from sarana.base.accounts.rules import NotAllowed, require
from sarana.base.identifiers import number_of
from sarana.base.ledger.actions import record_deed
from sarana.register.cases.models import Suspect
from sarana.register.cases.rules import sees_case_by_right
from sarana.register.proceedings.enums import Stage
from sarana.register.proceedings.models import Proceeding, Step
from sarana.register.proceedings.rules import furthest_stage, outcome_of, why_not_next


@transaction.atomic
def open_proceeding(*, by: Officer, suspect: Suspect, court: Agency, complaint_on: date) -> Proceeding:
    """Open a proceeding against a suspect with the complaint."""
    require(by, Power.RECORD_PROCEEDING)
    if not sees_case_by_right(by, suspect.case):
        raise NotAllowed(Power.SEE_CASES)
    proceeding = Proceeding(suspect=suspect, court=court, opened_by=by)
    proceeding.number = number_of("P", proceeding.id)
    proceeding.save(force_insert=True)
    record_deed(
        by=by, action="open_proceeding", record=proceeding, change={"suspect": suspect, "court": court.code}
    )
    move_proceeding(by=by, proceeding=proceeding, stage=Stage.COMPLAINT, on=complaint_on)
    return proceeding


@transaction.atomic
def move_proceeding(
    *, by: Officer, proceeding: Proceeding, stage: Stage | str, on: date, **facts: Any
) -> Step:
    """Record that a stage was reached on a day.

    Args:
        by: who records it.
        proceeding: the proceeding.
        stage: the stage reached.
        on: the day; not in the future.
        facts: what the court decided: ``articles``, ``verdict``, ``months_imposed``, ``months_suspended``,
            ``months_served``, ``compensation_ordered``, ``compensation_paid``, ``currency``.

    Raises:
        ValueError: the stage doesn't fit those on record; the message says why.
    """
    require_proceeding(by, proceeding)
    if on > timezone.localdate():
        raise ValueError("A stage can't lie in the future.")
    proceeding = (
        Proceeding.objects.select_for_update(of=("self",))
        .select_related("suspect__case")
        .get(pk=proceeding.pk)
    )
    steps = list(proceeding.steps.all())
    if why_not := why_not_next(steps, Stage(stage), on, verdict=facts.get("verdict", "")):
        raise ValueError(why_not)
    if Stage(stage) is Stage.CHARGE and not facts.get("articles"):
        raise ValueError("A charge names the articles of the law.")
    step = Step(proceeding=proceeding, stage=stage, on=on, recorded_by=by, **facts)
    step.full_clean(exclude=["proceeding", "recorded_by"])
    step.save(force_insert=True)
    proceeding.stage = furthest_stage([*steps, step])
    if step.verdict:
        proceeding.outcome = outcome_of(step.verdict)
    proceeding.moved_on = max(one.on for one in [*steps, step])
    proceeding.save(update_fields=["stage", "outcome", "moved_on"])
    record_deed(
        by=by, action="move_proceeding", record=proceeding, change={"stage": stage, "on": on, **facts}
    )
    return step


def require_proceeding(by: Officer, proceeding: Proceeding) -> None:
    """Raise NotAllowed unless the officer may record in this proceeding."""
    require(by, Power.RECORD_PROCEEDING)
    if not sees_case_by_right(by, proceeding.suspect.case):
        raise NotAllowed(Power.SEE_CASES)
