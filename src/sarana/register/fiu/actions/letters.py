from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import NotAllowed
from sarana.base.identifiers import number_of
from sarana.base.ledger.actions import record_deed
from sarana.base.refused import Refused
from sarana.base.vault.sealing import give_key, key_of, seal
from sarana.register.cases.models import Case, Suspect
from sarana.register.fiu.enums import Caveat, Direction, LetterKind, LetterState, Worth
from sarana.register.fiu.models import FiuItem, FiuLetter
from sarana.register.fiu.queries import fault_of, items_at_fault
from sarana.register.fiu.rules import KINDS, OF_ITS_OWN, may_exchange, may_release
from sarana.register.traces.models import Trace


def _require(by: Officer, case: Case) -> None:
    if not may_exchange(by, case):
        raise NotAllowed(Power.FOLLOW_MONEY)


@transaction.atomic
def write_letter(
    *,
    by: Officer,
    case: Case,
    kind: LetterKind | str,
    text: str,
    caveats: Sequence[Caveat | str] = (),
    answers: FiuLetter | None = None,
    answer_by: date | None = None,
) -> FiuLetter:
    """Begin a letter to the financial intelligence unit; it goes out when a second officer releases it.

    Args:
        by: who follows the money of the case.
        case: what it is about.
        kind: what it is.
        text: what it says; sealed at once. Nobody who is a victim may be named in it.
        caveats: what the receiver may not do with it.
        answers: the letter of theirs that it answers, needed for an answer and for feedback.
        answer_by: by when an answer is asked for.

    Raises:
        ValueError: nothing is said, such a letter does not go this way, or it answers nothing.
    """
    _require(by, case)
    letter = FiuLetter(
        case=case,
        direction=Direction.TO_FIU,
        kind=LetterKind(kind),
        state=LetterState.DRAFT,
        agency=by.agency,
        written_by=by,
        caveats=_caveats(caveats),
        answers=answers,
        answer_by=answer_by,
    )
    return _keep(by, letter, text, "write_letter")


@transaction.atomic
def receive_letter(
    *,
    by: Officer,
    case: Case,
    kind: LetterKind | str,
    text: str,
    dated_on: date,
    their_reference: str = "",
    caveats: Sequence[Caveat | str] = (),
    answers: FiuLetter | None = None,
) -> FiuLetter:
    """Put a letter of the financial intelligence unit on record, with its caveats.

    Args:
        by: who follows the money of the case.
        case: what it is about.
        kind: what it is.
        text: what it says; sealed at once.
        dated_on: the day it came in.
        their_reference: under which they keep it.
        caveats: what may not be done with it.
        answers: the letter of ours that it answers.

    Raises:
        ValueError: nothing is said, it comes from the future, such a letter does not go this way, or answers nothing.
    """
    _require(by, case)
    if dated_on > timezone.localdate():
        raise Refused("A letter can't have come in the future.", field="dated_on")
    if answers is not None and (
        answers.state != LetterState.RELEASED or dated_on < (answers.dated_on or dated_on)
    ):
        raise Refused("It answers a letter that had gone out before it came.", field="answers")
    letter = FiuLetter(
        case=case,
        direction=Direction.FROM_FIU,
        kind=LetterKind(kind),
        state=LetterState.RECEIVED,
        agency=by.agency,
        written_by=by,
        caveats=_caveats(caveats),
        answers=answers,
        dated_on=dated_on,
        their_reference=their_reference.strip()[:80],
    )
    return _keep(by, letter, text, "receive_letter")


def _caveats(codes: Sequence[Caveat | str]) -> list[str]:
    return sorted({Caveat(code).value for code in codes})


def _keep(by: Officer, letter: FiuLetter, text: str, action: str) -> FiuLetter:
    kind, direction = LetterKind(letter.kind), Direction(letter.direction)
    if not text.strip():
        raise Refused("Write down what the letter says.", field="text")
    if kind not in KINDS[direction]:
        raise Refused("Such a letter does not go this way.", field=None)
    if kind not in OF_ITS_OWN and letter.answers is None:
        raise Refused("Say which letter it answers.", field="answers")
    if letter.answers and (letter.answers.case_id != letter.case_id or letter.answers.direction == direction):
        raise Refused("It answers a letter of the other side about the same case.", field="answers")
    letter.number = number_of("L", letter.id)
    seal(letter, {"text": text.strip()}, key=give_key(letter, key_of(by.agency)))
    letter.save(force_insert=True)
    change = {"case": letter.case, "kind": kind, "caveats": letter.caveats, "answers": letter.answers}
    record_deed(by=by, action=action, record=letter, change=change)
    return letter


def _being_written(by: Officer, letter: FiuLetter) -> FiuLetter:
    found = (
        FiuLetter.objects.select_for_update(of=("self",))
        .select_related("case", "agency_key")
        .get(pk=letter.pk)
    )
    _require(by, found.case)
    if found.state != LetterState.DRAFT:
        raise Refused("This letter is written no more; whoever releases it may send it back.", field=None)
    return found


@transaction.atomic
def add_item(
    *, by: Officer, letter: FiuLetter, thing: Suspect | Trace, possibly_of_a_victim: bool = False
) -> FiuItem:
    """Name a suspect or a trace of the case in a letter that is being written.

    Raises:
        ValueError: it is of another case, or somebody who is a victim would be named; the message says which.
    """
    letter = _being_written(by, letter)
    if thing.case_id != letter.case_id:
        raise Refused("A letter names suspects and traces of its own case.", field="thing")
    if fault := fault_of(thing, possibly_of_a_victim=possibly_of_a_victim):
        raise Refused(fault, field="thing")
    names: dict[str, Any] = {"suspect" if isinstance(thing, Suspect) else "trace": thing}
    item, _made = FiuItem.objects.update_or_create(
        letter=letter, **names, defaults={"possibly_of_a_victim": possibly_of_a_victim}
    )
    record_deed(by=by, action="add_item", record=letter, change={"item": thing})
    return item


@transaction.atomic
def drop_item(*, by: Officer, letter: FiuLetter, item: FiuItem) -> None:
    """Take a thing out of a letter that is being written."""
    letter = _being_written(by, letter)
    record_deed(by=by, action="drop_item", record=letter, change={"item": item.suspect or item.trace})
    letter.items.filter(pk=item.pk).delete()


@transaction.atomic
def submit_letter(*, by: Officer, letter: FiuLetter) -> FiuLetter:
    """The letter is written; a second officer decides.

    Raises:
        ValueError: an item may not go out.
    """
    letter = _being_written(by, letter)
    _check_items(letter)
    letter.state = LetterState.WAITING
    letter.save(update_fields=["state"])
    record_deed(by=by, action="submit_letter", record=letter)
    return letter


def _check_items(letter: FiuLetter) -> None:
    if faults := items_at_fault(letter):
        item, fault = faults[0]
        named = item.suspect or item.trace
        raise Refused(f"{named.number if named else ''}: {fault}", field=None)


def _waiting(by: Officer, letter: FiuLetter) -> FiuLetter:
    found = (
        FiuLetter.objects.select_for_update(of=("self",))
        .select_related("case", "agency_key")
        .get(pk=letter.pk)
    )
    _require(by, found.case)
    if found.state != LetterState.WAITING:
        raise Refused("This letter waits for nobody.", field=None)
    return found


@transaction.atomic
def release_letter(*, by: Officer, letter: FiuLetter) -> FiuLetter:
    """Let a letter go out, as a second officer; what is known of its items is looked at once more.

    Raises:
        ValueError: the same officer wrote it, it does not wait, or an item may not go out any more.
    """
    letter = _waiting(by, letter)
    if not may_release(by, letter):
        raise Refused("Whoever wrote a letter does not release it; ask a second officer.", field=None)
    _check_items(letter)
    letter.state, letter.released_by, letter.released_at = LetterState.RELEASED, by, timezone.now()
    letter.dated_on = timezone.localdate()
    letter.save(update_fields=["state", "released_by", "released_at", "dated_on"])
    change = {"caveats": letter.caveats, "items": letter.items.count()}
    record_deed(by=by, action="release_letter", record=letter, change=change)
    return letter


@transaction.atomic
def send_back(*, by: Officer, letter: FiuLetter, reason: str) -> FiuLetter:
    """Give a letter back to its writer, with the reason."""
    letter = _waiting(by, letter)
    if not reason.strip():
        raise Refused("Write down what is to be changed.", field="reason")
    letter.state = LetterState.DRAFT
    letter.save(update_fields=["state"])
    record_deed(by=by, action="send_back_letter", record=letter, reason=reason.strip()[:300])
    return letter


@transaction.atomic
def drop_letter(*, by: Officer, letter: FiuLetter, reason: str) -> FiuLetter:
    """Do not send a letter that is being written; it stays on record."""
    letter = _being_written(by, letter)
    if not reason.strip():
        raise Refused("Write down why it is not sent.", field="reason")
    letter.state = LetterState.DROPPED
    letter.save(update_fields=["state"])
    record_deed(by=by, action="drop_letter", record=letter, reason=reason.strip()[:300])
    return letter


@transaction.atomic
def say_worth(*, by: Officer, letter: FiuLetter, worth: Worth | str) -> FiuLetter:
    """Say what a letter of theirs was worth, or what they said of ours; counted for FATF."""
    letter = FiuLetter.objects.select_for_update(of=("self",)).select_related("case").get(pk=letter.pk)
    _require(by, letter.case)
    if letter.state not in {LetterState.RECEIVED, LetterState.RELEASED}:
        raise Refused("Only what was exchanged has a worth.", field=None)
    letter.worth = Worth(worth)
    letter.save(update_fields=["worth"])
    record_deed(by=by, action="say_worth", record=letter, change={"worth": worth})
    return letter
