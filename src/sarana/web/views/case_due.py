"""What a case still asks for, told from the records themselves."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import ngettext

from sarana.register.cases.enums import CaseState, Standing
from sarana.register.cases.models import Case, Suspect, Victim


def what_is_due(
    case: Case,
    victims: Sequence[Victim],
    suspects: Sequence[Suspect],
    *,
    helped: set[UUID],
    before_court: set[UUID],
) -> list[str]:
    """Sentences about what is missing, the gravest first; none for a closed case.

    Args:
        case: the case.
        victims: its victims.
        suspects: its suspects.
        helped: keys of the victims to whom some help was given.
        before_court: keys of the suspects against whom there is a proceeding.
    """
    if case.state in {CaseState.CLOSED, CaseState.CLOSED_REFERRED}:
        return []
    disputed = sum(v.standing == Standing.DISPUTED for v in victims)
    unsaid = sum(v.standing == Standing.NONE for v in victims)
    unhelped = sum(v.standing == Standing.VICTIM and v.pk not in helped for v in victims)
    waiting = sum(s.arrested_on is not None and s.pk not in before_court for s in suspects)
    sentences = [
        (
            unhelped,
            ngettext(
                "%(n)s victim has been given no help yet",
                "%(n)s victims have been given no help yet",
                unhelped,
            ),
        ),
        (
            waiting,
            ngettext(
                "%(n)s arrested suspect is before no court",
                "%(n)s arrested suspects are before no court",
                waiting,
            ),
        ),
        (
            disputed,
            ngettext(
                "Authorities disagree on %(n)s person", "Authorities disagree on %(n)s persons", disputed
            ),
        ),
        (unsaid, ngettext("%(n)s person has no status yet", "%(n)s persons have no status yet", unsaid)),
    ]
    return [sentence % {"n": number} for number, sentence in sentences if number]
