from typing import Any

from django.db import transaction

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import NotAllowed
from sarana.base.ledger.actions import record_deed
from sarana.base.refused import Refused
from sarana.base.vault.models import SealedWords
from sarana.base.vault.sealing import unseal
from sarana.register.cases.models import Suspect
from sarana.register.fiu.enums import Direction, LetterState
from sarana.register.fiu.models import FiuLetter
from sarana.register.fiu.queries import items_at_fault
from sarana.register.fiu.rules import may_exchange
from sarana.register.readings import record_reading


def read_letter(*, by: Officer, letter: FiuLetter) -> SealedWords:
    """What a letter says; who read it is on record and stands on its page, against tipping off."""
    if not may_exchange(by, letter.case):
        raise NotAllowed(Power.FOLLOW_MONEY)
    record_reading(by=by, record=letter, action="read_letter")
    return unseal(letter)


@transaction.atomic
def take_letter(*, by: Officer, letter: FiuLetter) -> dict[str, Any]:
    """All that a released letter tells, with the names and values of its items, to be written into a file.

    Raises:
        ValueError: it was not released, or somebody in it has become a victim since; nothing is given out then.
    """
    if not may_exchange(by, letter.case):
        raise NotAllowed(Power.FOLLOW_MONEY)
    if letter.direction != Direction.TO_FIU or letter.state != LetterState.RELEASED:
        raise Refused("A second officer releases the letter first.", field=None)
    if faults := items_at_fault(letter):
        raise Refused(faults[0][1], field=None)
    items = list(letter.items.select_related("suspect__identity__agency_key", "trace__agency_key"))
    persons = [_person(item.suspect) for item in items if item.suspect]
    traces = [
        {
            "number": item.trace.number,
            "kind": item.trace.kind,
            "value": unseal(item.trace)["value"],
            "possibly_of_a_victim": item.possibly_of_a_victim,
        }
        for item in items
        if item.trace
    ]
    record_deed(by=by, action="take_letter", record=letter, change={"items": len(persons) + len(traces)})
    return {
        "number": letter.number,
        "case": letter.case.number,
        "kind": letter.kind,
        "dated_on": letter.dated_on,
        "caveats": list(letter.caveats),
        "their_reference": letter.their_reference,
        "text": unseal(letter)["text"],
        "persons": persons,
        "traces": traces,
    }


def _person(suspect: Suspect) -> dict[str, Any]:
    words = unseal(suspect.identity) if suspect.identity.erased_at is None else {}
    told = {name: words[name] for name in ("names", "birth_date", "documents", "phones") if words.get(name)}
    return {
        "number": suspect.number,
        "kind": suspect.identity.kind,
        "sex": suspect.sex,
        "citizenships": list(suspect.citizenships),
        **told,
    }
