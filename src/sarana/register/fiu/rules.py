"""Who exchanges letters with the financial intelligence unit, and what may stand in one. Pure decisions."""

from sarana.base.accounts.models import Officer
from sarana.register.cases.models import Case
from sarana.register.fiu.enums import Direction, LetterKind, LetterState
from sarana.register.fiu.models import FiuLetter
from sarana.register.money.rules import may_follow_money
from sarana.register.traces.enums import TraceKind

# What each side sends of its own accord; the rest answers something.
OF_ITS_OWN = frozenset({LetterKind.SPONTANEOUS, LetterKind.REQUEST, LetterKind.DISSEMINATION})
KINDS: dict[Direction, tuple[LetterKind, ...]] = {
    Direction.TO_FIU: (LetterKind.SPONTANEOUS, LetterKind.REQUEST, LetterKind.ANSWER, LetterKind.FEEDBACK),
    Direction.FROM_FIU: (
        LetterKind.ACKNOWLEDGEMENT,
        LetterKind.ANSWER,
        LetterKind.DISSEMINATION,
        LetterKind.REQUEST,
        LetterKind.FEEDBACK,
    ),
}


def may_exchange(officer: Officer, case: Case) -> bool:
    """Whether the officer reads and writes letters about the case: whoever follows its money."""
    return may_follow_money(officer, case)


def may_release(officer: Officer, letter: FiuLetter) -> bool:
    """Whether the officer's is the second pair of eyes: he follows the money of the case and did not write the letter."""
    waits = letter.state == LetterState.WAITING
    return waits and officer.pk != letter.written_by_id and may_exchange(officer, letter.case)


def fault_of_item(*, is_a_victim: bool, kind: str | None, of_a_victim: bool, said_so: bool) -> str:
    """Why something may not stand in a letter; empty when it may.

    Args:
        is_a_victim: whether the suspect's identity stands as a victim in any case.
        kind: kind of the trace, None for a suspect.
        of_a_victim: whether the trace is linked to a victim.
        said_so: whether it is marked as an account that is possibly a victim's.
    """
    if is_a_victim:
        return "This person is on record as a victim; victims are never named to the financial intelligence unit."
    if of_a_victim and kind != TraceKind.ACCOUNT:
        return "This trace belongs to a victim; of hers only an account may be told, marked as possibly a victim’s."
    if of_a_victim and not said_so:
        return "This account belongs to a victim; mark it as possibly a victim’s, so that nobody is charged for it."
    if said_so and kind != TraceKind.ACCOUNT:
        return "Only an account is marked as possibly a victim’s."
    return ""
