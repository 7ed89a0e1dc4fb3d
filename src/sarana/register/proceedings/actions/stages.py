from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Agency, Officer
from sarana.base.accounts.rules import NotAllowed, require
from sarana.base.identifiers import number_of
from sarana.base.ledger.actions import record_deed
from sarana.base.refused import Refused
from sarana.register.cases.models import Suspect
from sarana.register.cases.rules import sees_case_by_right
from sarana.register.proceedings.enums import Stage, Verdict
from sarana.register.proceedings.models import Proceeding, Step
from sarana.register.proceedings.rules import furthest_stage, outcome_of, why_not_next

# What the court decided at a stage.
_FACTS = (
    "articles", "verdict", "months_imposed", "months_suspended", "months_served", "compensation_ordered",
    "compensation_paid", "currency",
)  # fmt: skip


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
        raise Refused("A stage can't lie in the future.", field="on")
    proceeding = (
        Proceeding.objects.select_for_update(of=("self",))
        .select_related("suspect__case")
        .get(pk=proceeding.pk)
    )
    steps = list(proceeding.steps.all())
    if why_not := why_not_next(steps, Stage(stage), on, verdict=facts.get("verdict", "")):
        raise Refused(why_not.text, field=why_not.field)
    if Stage(stage) is Stage.CHARGE and not facts.get("articles"):
        raise Refused("A charge names the articles of the law.", field="articles")
    step = Step(proceeding=proceeding, stage=stage, on=on, recorded_by=by, **facts)
    step.full_clean(exclude=["proceeding", "recorded_by"])
    step.save(force_insert=True)
    _stand_at(proceeding, [*steps, step])
    record_deed(
        by=by, action="move_proceeding", record=proceeding, change={"stage": stage, "on": on, **facts}
    )
    return step


@transaction.atomic
def correct_stage(*, by: Officer, step: Step, reason: str, on: date, **facts: Any) -> Step:
    """Put right what was written wrongly about a stage; the ledger keeps what stood there before.

    Args:
        by: who corrects it.
        step: the stage on record.
        reason: what was wrong.
        on: its day.
        facts: as ``move_proceeding`` takes them; what is left out is empty from now on.

    Raises:
        ValueError: no reason, or it would not fit the other stages any more.
    """
    proceeding, others = _others_of(by, step, reason)
    if on > timezone.localdate():
        raise Refused("A stage can't lie in the future.", field="on")
    stage = Stage(step.stage)
    if why_not := why_not_next(others, stage, on, verdict=facts.get("verdict", "")):
        raise Refused(why_not.text, field=why_not.field)
    if stage is Stage.CHARGE and not facts.get("articles"):
        raise Refused("A charge names the articles of the law.", field="articles")
    if stage is Stage.VERDICT and facts.get("verdict") != Verdict.CONVICTED:
        _require_no_sentence(others)
    nothing = Step()  # holds what each fact is when nothing was decided
    told = {"on": on, **{name: facts.get(name, getattr(nothing, name)) for name in _FACTS}}
    changed = {name: value for name, value in told.items() if getattr(step, name) != value}
    before = {name: getattr(step, name) for name in changed}
    for name, value in changed.items():
        setattr(step, name, value)
    step.full_clean(exclude=["proceeding", "recorded_by"])
    step.save(update_fields=list(changed))
    _stand_at(proceeding, [*others, step])
    change = {"stage": stage.value, "before": before, **changed}
    record_deed(by=by, action="correct_stage", record=proceeding, change=change, reason=reason.strip())
    return step


@transaction.atomic
def take_stage_back(*, by: Officer, step: Step, reason: str) -> None:
    """Take a stage off the record that was never reached; the ledger keeps that it was there, and what it said.

    Raises:
        ValueError: no reason; the complaint, with which the proceeding began; or a verdict on which a sentence stands.
    """
    proceeding, others = _others_of(by, step, reason)
    if step.stage == Stage.COMPLAINT:
        raise Refused("A proceeding begins with its complaint; put its day right instead.", field=None)
    if step.stage == Stage.VERDICT:
        _require_no_sentence(others)
    before = {name: getattr(step, name) for name in ("on", *_FACTS)}
    step.delete()
    _stand_at(proceeding, others)
    change = {"stage": step.stage, "before": before}
    record_deed(by=by, action="take_stage_back", record=proceeding, change=change, reason=reason.strip())


def _others_of(by: Officer, step: Step, reason: str) -> tuple[Proceeding, list[Step]]:
    require_proceeding(by, step.proceeding)
    if not reason.strip():
        raise Refused("Write down what was wrong.", field="reason")
    locked = Proceeding.objects.select_for_update(of=("self",)).get(pk=step.proceeding_id)
    return locked, list(locked.steps.exclude(pk=step.pk))


def _require_no_sentence(others: list[Step]) -> None:
    if any(other.stage in {Stage.SENTENCE, Stage.SERVED} for other in others):
        raise Refused(
            "A sentence stands on this conviction; take the sentence off the record first.", field="verdict"
        )


def _stand_at(proceeding: Proceeding, steps: list[Step]) -> None:
    proceeding.stage = furthest_stage(steps)
    proceeding.outcome = outcome_of(next((step.verdict for step in steps if step.verdict), ""))
    proceeding.moved_on = max(step.on for step in steps)
    proceeding.save(update_fields=["stage", "outcome", "moved_on"])


def require_proceeding(by: Officer, proceeding: Proceeding) -> None:
    """Raise NotAllowed unless the officer may record in this proceeding."""
    require(by, Power.RECORD_PROCEEDING)
    if not sees_case_by_right(by, proceeding.suspect.case):
        raise NotAllowed(Power.SEE_CASES)
