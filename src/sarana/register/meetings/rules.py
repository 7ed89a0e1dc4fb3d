"""Who may prepare, run and sign a meeting, and when an action point may be closed. Pure decisions.

The closing rules follow the action points of UNICEF's eTools where the specification names them: nothing is closed without
proof; what is urgent is verified by another person than the one who did it; what was given is cancelled only by who gave it,
with a reason. See docs/adr/0010.
"""

from datetime import date
from math import ceil

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import agency_in_scope, has_power
from sarana.base.days import months_later
from sarana.register.meetings.enums import ActionSource, ActionState, MeetingState, Seat
from sarana.register.meetings.models import ActionPoint, Body, Meeting, Member
from sarana.register.plans.enums import Priority

_WHOLE = 100


def may_prepare(officer: Officer, body: Body) -> bool:
    """Whether the officer prepares the body's meetings and types in them: its own agency's, or the secretariat."""
    if has_power(officer, Power.EDIT_PLAN):
        return True
    return has_power(officer, Power.NOTE_PROGRESS) and body.agency_id == officer.agency_id


def may_see_meeting(officer: Officer, meeting: Meeting) -> bool:
    """Whether the officer sees a meeting: the secretariat and the auditor all; others those of bodies their agency is in.

    The body's agency, those above it, and agencies with a seat at the time are in.
    """
    if has_power(officer, Power.SEE_LEDGER) or may_prepare(officer, meeting.body):
        return True
    if not has_power(officer, Power.SEE_FIGURES):
        return False
    if agency_in_scope(officer, meeting.body.agency.path):
        return True
    return any(
        member.agency_id == officer.agency_id and sits(member, meeting.held_on)
        for member in meeting.body.members.all()
    )


def sits(member: Member, day: date) -> bool:
    """Whether a member's term runs on a day."""
    return member.since <= day and (member.until is None or day <= member.until)


def needed(members: int, quorum: int) -> int:
    """How many members make a quorum, given in per cent; at least one."""
    return max(1, ceil(members * quorum / _WHOLE))


def may_sign(officer: Officer, meeting: Meeting) -> bool:
    """Whether the officer signs the minutes: the chair or vice-chair in term; where none is an officer, the secretariat."""
    heads = [
        member
        for member in meeting.body.members.all()
        if member.seat in {Seat.CHAIR, Seat.VICE_CHAIR}
        and member.officer_id
        and sits(member, meeting.held_on)
    ]
    if heads:
        return any(member.officer_id == officer.pk for member in heads)
    return has_power(officer, Power.EDIT_PLAN)


def is_frozen(meeting: Meeting) -> bool:
    """Whether nothing in the meeting can be changed any more."""
    return meeting.state in {MeetingState.SIGNED, MeetingState.CALLED_OFF}


def next_meeting_on(last: date, every_months: int) -> date:
    """The day of the next regular meeting."""
    return months_later(last, every_months)


def may_do(officer: Officer, point: ActionPoint) -> bool:
    """Whether the officer says that an action point is done: whoever it was given to, or those above."""
    return has_power(officer, Power.NOTE_PROGRESS) and (
        agency_in_scope(officer, point.assigned_to.path) or has_power(officer, Power.EDIT_PLAN)
    )


def may_verify(officer: Officer, point: ActionPoint) -> bool:
    """Whether the officer closes it after a look at the proof: the secretariat, but never who said that it is done."""
    return has_power(officer, Power.EDIT_PLAN) and point.done_by_id != officer.pk


def may_cancel(officer: Officer, point: ActionPoint) -> bool:
    """Whether the officer takes it back: only who gave it, and never what a rule opened."""
    return point.assigned_by_id == officer.pk and point.source != ActionSource.RATING


def closing_fault(*, proofs: int, result: str) -> str:
    """Why an action point can't be called done; empty where it can."""
    if not proofs:
        return "Add the proof first: an action point isn't done without it."
    if not result.strip():
        return "Write one sentence about what came of it."
    return ""


def state_after_done(priority: Priority | str) -> ActionState:
    """What an action point becomes when its agency calls it done: an urgent one waits for a second person."""
    return ActionState.DONE if priority == Priority.HIGH else ActionState.CLOSED


def is_late(point: ActionPoint, day: date) -> bool:
    """Whether it is past its day and not done."""
    return point.state == ActionState.OPEN and point.due_on < day
