from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Agency, Officer
from sarana.base.accounts.rules import NotAllowed
from sarana.base.ledger.actions import record_deed
from sarana.base.refused import Refused
from sarana.base.vault.models import SealedWords
from sarana.base.vault.sealing import give_key, seal, unseal
from sarana.register.cases.models import Victim
from sarana.register.cases.rules import sees_case_by_right
from sarana.register.editing import apply_changes
from sarana.register.rescue.actions.asking import is_urgent
from sarana.register.rescue.enums import Detail, SearchResult, SoughtState
from sarana.register.rescue.models import SoughtPerson, SoughtStep
from sarana.register.rescue.rules import Move, leave_by, may_work_on_request, move_of, status_may_be_given

_WHEREABOUTS = "whereabouts"


@transaction.atomic
def take_step(
    *,
    by: Officer,
    person: SoughtPerson,
    state: SoughtState | str,
    at: datetime | None = None,
    reason: str = "",
    missing: list[str] | None = None,
    unit: Agency | None = None,
) -> SoughtPerson:
    """Say that a person's search has reached a state.

    Args:
        by: who works on the request.
        person: the person.
        state: the state reached.
        at: when; now if not given, not before the state before, not in the future.
        reason: why; sealed. A skip, a way back and a closing need one.
        missing: what is asked of the mission, for "needs detail".
        unit: the agency that has the person now, if that changed.

    Raises:
        ValueError: the step is not possible, is dated wrongly, or lacks its reason, question, victim or result.
    """
    if not may_work_on_request(by, person.request):
        raise NotAllowed(Power.WORK_RESCUE)
    person = (
        SoughtPerson.objects.select_for_update(of=("self",))
        .select_related("request", "victim", "agency_key")
        .get(pk=person.pk)
    )
    state, at = SoughtState(state), at or timezone.now()
    _check_step(person, state, at, reason, missing or [])
    return write_step(
        by=by, person=person, state=state, at=at, reason=reason, missing=missing or [], unit=unit
    )


def _check_step(
    person: SoughtPerson, state: SoughtState, at: datetime, reason: str, missing: list[str]
) -> None:
    move = move_of(person.state, state)
    if move is Move.FORBIDDEN:
        before = SoughtState(person.state).label
        raise Refused(f"“{state.label}” can't follow “{before}”.", field="state")
    if move is not Move.USUAL and not reason.strip():
        raise Refused("Write down why a step is left out, taken back or ended.", field="reason")
    if at > timezone.now():
        raise Refused("A step can't lie in the future.", field="at")
    if at < person.state_since and timezone.localdate(at) < timezone.localdate(person.state_since):
        raise Refused("The step can't be dated before the one it follows.", field="at")
    if state is SoughtState.NEEDS_DETAIL and not missing:
        raise Refused("Say what the mission is asked for.", field="missing")
    if state is SoughtState.STATUS_GIVEN and not status_may_be_given(
        person.victim.standing if person.victim else None
    ):
        raise Refused("Link the victim's record first, with an authority's word on the status.", field=None)
    if state is SoughtState.CLOSED and not person.result:
        raise Refused("Record first what the search came to.", field=None)


def write_step(
    *,
    by: Officer,
    person: SoughtPerson,
    state: SoughtState,
    at: datetime,
    reason: str = "",
    missing: list[str] | None = None,
    unit: Agency | None = None,
) -> SoughtPerson:
    """Write a step that was found possible, move the person and start the next clock."""
    at = max(at, person.state_since)
    before = person.state
    asked = [str(Detail(code)) for code in missing or []]
    person.state, person.state_since, person.missing = state, at, asked
    person.leave_by = leave_by(state, at, urgent=is_urgent(person))
    person.unit = unit or person.unit
    if state is SoughtState.LOCATED and not person.result:
        person.result, person.result_on = SearchResult.FOUND, timezone.localdate(at)
    person.save(update_fields=["state", "state_since", "leave_by", "missing", "unit", "result", "result_on"])
    step = SoughtStep(
        person=person, before=before, state=state, at=at, leave_by=person.leave_by, missing=asked, by=by
    )
    key = give_key(step, person.agency_key)
    seal(step, {"reason": reason.strip()} if reason.strip() else {}, key=key)
    step.save(force_insert=True)
    change = {"before": before, "state": state, "at": at, "missing": asked}
    record_deed(by=by, action="take_sought_step", record=person, change=change)
    return person


@transaction.atomic
def take_steps(
    *,
    by: Officer,
    persons: Iterable[SoughtPerson],
    state: SoughtState | str,
    at: datetime | None = None,
    reason: str = "",
) -> int:
    """The same step for several persons of one request, all or none; returns how many."""
    number = 0
    for person in persons:
        try:
            take_step(by=by, person=person, state=state, at=at, reason=reason)
        except ValueError as fault:
            raise Refused(f"{person.number}: {fault}", field=getattr(fault, "field", None)) from fault
        number += 1
    if not number:
        raise Refused("Choose at least one person.", field="persons")
    return number


@transaction.atomic
def link_victim(*, by: Officer, person: SoughtPerson, victim: Victim) -> SoughtPerson:
    """Say that a victim's record is about this person. Both identities stay as they are; totals count one person."""
    if not (may_work_on_request(by, person.request) and sees_case_by_right(by, victim.case)):
        raise NotAllowed(Power.WORK_RESCUE)
    person.victim = victim
    person.save(update_fields=["victim"])
    record_deed(by=by, action="link_victim", record=person, change={"victim": victim})
    return person


@transaction.atomic
def say_same_person(
    *, by: Officer, person: SoughtPerson, other: SoughtPerson | None, reason: str
) -> SoughtPerson:
    """Say that two lines are one person, or take that back with no other; neither line is changed or merged."""
    if not may_work_on_request(by, person.request) or (
        other is not None and not may_work_on_request(by, other.request)
    ):
        raise NotAllowed(Power.WORK_RESCUE)
    if other is not None and other.pk == person.pk:
        raise Refused("This is the same line.", field="other")
    if not reason.strip():
        raise Refused("Write down why they are, or are not, the same person.", field="reason")
    person.same_as = other
    person.save(update_fields=["same_as"])
    record_deed(by=by, action="say_same_person", record=person, change={"other": other})
    step_words: SealedWords = {**unseal(person), "same_reason": reason.strip()}
    seal(person, step_words)
    person.save(update_fields=["sealed"])
    return person


@transaction.atomic
def record_result(
    *,
    by: Officer,
    person: SoughtPerson,
    seen_version: int,
    changes: dict[str, Any],
    words: SealedWords | None = None,
    staying: str | None = None,
) -> SoughtPerson:
    """Put on record what the search came to and how the journey home is arranged.

    Args:
        by: who works on the request.
        person: the person.
        seen_version: the version the officer saw.
        changes: ``result``, ``result_on``, ``unit``, ``days_detained``, ``payment_demanded``, ``fine_waived``,
            ``travel_paper``.
        words: ``travel_number``, ``flight``, ``receiver``: sealed, and told to the mission.
        staying: where the person stays now: sealed in the officers' compartment, told to no mission.

    Raises:
        EditConflict: somebody else changed the same field meanwhile.
    """
    if not may_work_on_request(by, person.request):
        raise NotAllowed(Power.WORK_RESCUE)
    on = changes.get("result_on")
    if on and on > timezone.localdate():
        raise Refused("A result can't lie in the future.", field="result_on")
    if changes.get("result") and not (on or person.result_on):
        changes = {**changes, "result_on": timezone.localdate()}
    person = apply_changes(
        by=by,
        record=person,
        seen_version=seen_version,
        changes=changes,
        words=words,
        action="record_result",
    )
    if staying is not None:
        seal(person, {"staying": staying.strip()}, column=_WHEREABOUTS)
        person.save(update_fields=[_WHEREABOUTS])
        record_deed(by=by, action="set_whereabouts", record=person)
    return person
