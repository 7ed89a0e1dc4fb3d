import hashlib
from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Agency, Officer
from sarana.base.accounts.rules import NotAllowed, require
from sarana.base.ledger.actions import record_deed
from sarana.base.ledger.rules import canonical
from sarana.base.refused import Refused
from sarana.base.vault.models import SealedWords
from sarana.base.vault.sealing import give_key, key_of, seal, unseal
from sarana.register.meetings.enums import (
    BodyKind,
    MeetingState,
    Outcome,
    Seat,
)
from sarana.register.meetings.models import AgendaItem, Body, Meeting, Member
from sarana.register.meetings.rules import (
    is_frozen,
    may_prepare,
    may_see_meeting,
    may_sign,
    needed,
    next_meeting_on,
    sits,
)
from sarana.register.plans.models import Node
from sarana.register.plans.queries import late_nodes

_MOST_LATE = 20


def _prepares(by: Officer, body: Body) -> None:
    if not may_prepare(by, body):
        raise NotAllowed(Power.NOTE_PROGRESS)


@transaction.atomic
def found_body(
    *,
    by: Officer,
    code: str,
    kind: BodyKind | str,
    title_km: str,
    title_en: str,
    agency: Agency,
    quorum: int = 50,
    every_months: int = 3,
    nodes: Iterable[Node] = (),
) -> Body:
    """Put a committee or working group on record."""
    require(by, Power.EDIT_PLAN)
    if not 1 <= quorum <= 100 or every_months < 1:  # noqa: PLR2004 - per cent
        raise Refused(
            "A quorum is 1 to 100 per cent, and a body meets at least every so many months.", field="quorum"
        )
    body = Body.objects.create(
        code=code, kind=BodyKind(kind), title_km=title_km, title_en=title_en, agency=agency, quorum=quorum,
        every_months=every_months,
    )  # fmt: skip
    body.nodes.set(nodes)
    record_deed(by=by, action="found_body", record=body, change={"code": code, "quorum": quorum})
    return body


@transaction.atomic
def seat_member(
    *,
    by: Officer,
    body: Body,
    agency: Agency,
    seat: Seat | str,
    since: date,
    until: date | None = None,
    officer: Officer | None = None,
) -> Member:
    """Give somebody a seat; a chair or secretary who sat before gives it up the day before."""
    require(by, Power.EDIT_PLAN)
    if until and until < since:
        raise Refused("A term ends after it begins.", field="until")
    if seat in {Seat.CHAIR, Seat.SECRETARY}:
        body.members.filter(seat=seat, until=None).update(until=since - timedelta(days=1))
    member = Member.objects.create(
        body=body, agency=agency, officer=officer, seat=Seat(seat), since=since, until=until
    )
    record_deed(
        by=by, action="seat_member", record=body, change={"member": member, "seat": seat, "since": since}
    )
    return member


@transaction.atomic
def plan_meeting(*, by: Officer, body: Body, held_on: date, venue: str = "") -> Meeting:
    """Call a meeting; what its body looks after and is late stands on the agenda by name from the beginning."""
    _prepares(by, body)
    last = body.meetings.order_by("-number").first()
    meeting = Meeting(body=body, number=(last.number if last else 0) + 1, held_on=held_on, venue=venue)
    seal(meeting, {"minutes": ""}, key=give_key(meeting, key_of(body.agency)))
    meeting.save(force_insert=True)
    record_deed(by=by, action="plan_meeting", record=meeting, change={"body": body, "held_on": held_on})
    if last is not None:
        for item in last.items.filter(outcome=Outcome.POSTPONED):
            _add_item(meeting, item.title_km, item.title_en, node=item.node, late_agency=item.late_agency)
    for node in _late_of(body, held_on):
        title = ("យឺត៖", "Late:")
        _add_item(
            meeting, f"{title[0]} {node.code} {node.title_km}"[:300], f"{title[1]} {node.code} {node.title_en}"[:300],
            node=node, late_agency=node.lead_agency,
        )  # fmt: skip
    return meeting


def _late_of(body: Body, day: date) -> list[Node]:
    """Measures under what the body looks after that are late by a fortnight or more on the day of the meeting."""
    paths = list(body.nodes.values_list("plan", "path"))
    late = late_nodes(day - timedelta(days=13))
    found = [
        node
        for node in late
        if any(
            node.plan_id == plan and (node.path == path or node.path.startswith(f"{path}."))
            for plan, path in paths
        )
    ]
    return found[:_MOST_LATE]


def _add_item(meeting: Meeting, title_km: str, title_en: str, **more: object) -> AgendaItem:
    last = meeting.items.order_by("-order").values_list("order", flat=True).first()
    return AgendaItem.objects.create(
        meeting=meeting, order=(last or 0) + 1, title_km=title_km, title_en=title_en, **more
    )


def opened_for_writing(by: Officer, meeting: Meeting) -> Meeting:
    """The meeting, locked, for who prepares it and as long as it isn't signed."""
    _prepares(by, meeting.body)
    found = Meeting.objects.select_for_update(of=("self",)).select_related("body__agency").get(pk=meeting.pk)
    if is_frozen(found):
        raise Refused("The minutes are signed; nothing in this meeting can be changed.", field=None)
    return found


@transaction.atomic
def add_agenda_item(
    *, by: Officer, meeting: Meeting, title_km: str, title_en: str, node: Node | None = None
) -> AgendaItem:
    """Put something on the agenda."""
    meeting = opened_for_writing(by, meeting)
    item = _add_item(meeting, title_km, title_en, node=node)
    record_deed(by=by, action="add_agenda_item", record=meeting, change={"item": item, "node": node})
    return item


@transaction.atomic
def open_meeting(*, by: Officer, meeting: Meeting, present: Iterable[Member]) -> Meeting:
    """Say who is present, so that decisions can be taken; more who come later are added the same way."""
    meeting = opened_for_writing(by, meeting)
    there = [
        member for member in present if member.body_id == meeting.body_id and sits(member, meeting.held_on)
    ]
    meeting.present.set(there)
    meeting.state = MeetingState.RUNNING
    meeting.save(update_fields=["state"])
    record_deed(by=by, action="open_meeting", record=meeting, change={"present": len(there)})
    return meeting


def has_quorum(meeting: Meeting) -> bool:
    """Whether enough members are present for a decision."""
    seated = [member for member in meeting.body.members.all() if sits(member, meeting.held_on)]
    return meeting.present.count() >= needed(len(seated), meeting.body.quorum)


@transaction.atomic
def settle_item(
    *, by: Officer, item: AgendaItem, outcome: Outcome | str, outcome_km: str = "", outcome_en: str = ""
) -> AgendaItem:
    """Write down what came of an item; a decision needs a quorum and gets a number that is never used again.

    Raises:
        ValueError: the minutes are signed, nobody is said to be present, there is no quorum, or nothing is written.
    """
    meeting = opened_for_writing(by, item.meeting)
    if meeting.state != MeetingState.RUNNING:
        raise Refused("Say first who is present.", field=None)
    if outcome != Outcome.POSTPONED and not (outcome_km.strip() or outcome_en.strip()):
        raise Refused("Write one sentence about what came of it.", field="outcome_km")
    if outcome == Outcome.DECISION:
        if not has_quorum(meeting):
            raise Refused(
                "There is no quorum, so nothing can be decided. Take it as information, or postpone it.",
                field="outcome",
            )
        item.decision = item.decision or _next_decision(meeting)
    item.outcome, item.outcome_km, item.outcome_en = Outcome(outcome), outcome_km, outcome_en
    item.save(update_fields=["outcome", "outcome_km", "outcome_en", "decision"])
    change = {"item": item, "outcome": outcome, "decision": item.decision}
    record_deed(by=by, action="settle_item", record=meeting, change=change)
    return item


def _next_decision(meeting: Meeting) -> str:
    year = meeting.held_on.year
    taken = AgendaItem.objects.filter(meeting__body=meeting.body_id, meeting__held_on__year=year).exclude(
        decision=""
    )
    numbers = [int(decision.split("/")[0]) for decision in taken.values_list("decision", flat=True)]
    return f"{max(numbers, default=0) + 1}/{year}"


@transaction.atomic
def write_minutes(*, by: Officer, meeting: Meeting, words: SealedWords) -> Meeting:
    """Write the minutes, or change them until they are signed; sealed."""
    meeting = opened_for_writing(by, meeting)
    seal(meeting, {**unseal(meeting), **words})
    meeting.version += 1
    meeting.save(update_fields=["sealed", "version"])
    record_deed(by=by, action="write_minutes", record=meeting, change={"version": meeting.version})
    return meeting


@transaction.atomic
def read_minutes(*, by: Officer, meeting: Meeting) -> SealedWords:
    """The minutes, for those who see the meeting."""
    if not may_see_meeting(by, meeting):
        raise NotAllowed(Power.SEE_FIGURES)
    return unseal(meeting)


@transaction.atomic
def sign_minutes(*, by: Officer, meeting: Meeting) -> Meeting:
    """Sign the minutes: agenda, outcomes and minutes stand from now on, under a hash.

    Raises:
        ValueError: something on the agenda was not dealt with, or they are signed.
    """
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("body").get(pk=meeting.pk)
    if not may_sign(by, meeting):
        raise NotAllowed(Power.NOTE_PROGRESS)
    if is_frozen(meeting) or meeting.state != MeetingState.RUNNING:
        raise Refused("Only a meeting that was held and isn't signed yet is signed.", field=None)
    items = list(meeting.items.all())
    if any(item.outcome == Outcome.OPEN for item in items):
        raise Refused(
            "Every item of the agenda needs an outcome first; postpone what was not dealt with.", field=None
        )
    told = [
        (item.order, item.title_km, item.outcome, item.outcome_km, item.outcome_en, item.decision)
        for item in items
    ]
    meeting.digest = hashlib.sha256(
        canonical([meeting.number, told, dict(unseal(meeting))]).encode()
    ).hexdigest()
    meeting.state, meeting.signed_by, meeting.signed_at = MeetingState.SIGNED, by, timezone.now()
    meeting.save(update_fields=["state", "signed_by", "signed_at", "digest"])
    record_deed(by=by, action="sign_minutes", record=meeting, change={"digest": meeting.digest})
    return meeting


@transaction.atomic
def call_next(*, by: Officer, meeting: Meeting) -> Meeting:
    """Call the next regular meeting of the same body; what was postponed, and what is late by then, stands on it."""
    body = meeting.body
    return plan_meeting(by=by, body=body, held_on=next_meeting_on(meeting.held_on, body.every_months))
