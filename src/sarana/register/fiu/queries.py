from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import has_power
from sarana.base.once import composed_once
from sarana.register.cases.models import Case, Suspect, Victim
from sarana.register.cases.queries import cases_visible_to
from sarana.register.fiu.enums import Direction, LetterKind, LetterState, Worth
from sarana.register.fiu.models import FiuItem, FiuLetter
from sarana.register.fiu.rules import fault_of_item
from sarana.register.traces.models import Trace, TraceLink


def letters_visible_to(officer: Officer) -> QuerySet[FiuLetter]:
    """Letters about cases that the officer sees, for those who follow money; others learn of none, lest somebody be warned."""
    if not has_power(officer, Power.FOLLOW_MONEY):
        return FiuLetter.objects.none()
    seen = cases_visible_to(officer).filter(pk=OuterRef("case"))
    return FiuLetter.objects.filter(Exists(seen)).select_related(
        "case__agency", "agency", "written_by", "released_by", "agency_key"
    )


def fault_of(thing: Suspect | Trace, *, possibly_of_a_victim: bool) -> str:
    """Why it may not stand in a letter now; empty when it may."""
    if isinstance(thing, Suspect):
        is_a_victim = Victim.objects.filter(identity=thing.identity_id).exists()
        return fault_of_item(
            is_a_victim=is_a_victim, kind=None, of_a_victim=False, said_so=possibly_of_a_victim
        )
    # The same value may be a victim's in another case.
    of_a_victim = TraceLink.objects.filter(trace__token=thing.token, victim__isnull=False).exists()
    return fault_of_item(
        is_a_victim=False, kind=thing.kind, of_a_victim=of_a_victim, said_so=possibly_of_a_victim
    )


def items_at_fault(letter: FiuLetter) -> list[tuple[FiuItem, str]]:
    """Items that may not go out, each with the reason: what is known of a person may have changed since it was written."""
    found = []
    for item in letter.items.select_related("suspect", "trace"):
        thing = item.suspect or item.trace
        fault = fault_of(thing, possibly_of_a_victim=item.possibly_of_a_victim) if thing else ""
        if fault:
            found.append((item, fault))
    return found


def letter_answered_by(case: Case, number: str) -> FiuLetter | None:
    """Our released letter about the case that a report of theirs gives as its reference."""
    sent = FiuLetter.objects.filter(case=case, direction=Direction.TO_FIU, state=LetterState.RELEASED)
    return sent.filter(number=number).first()


def waiting_for_answer(case: Case) -> QuerySet[FiuLetter]:
    """Requests of ours that the other side has not answered."""
    answered = FiuLetter.objects.filter(answers=OuterRef("pk"), kind=LetterKind.ANSWER)
    return FiuLetter.objects.filter(
        case=case, direction=Direction.TO_FIU, kind=LetterKind.REQUEST, state=LetterState.RELEASED
    ).exclude(Exists(answered))


def letters_due(officer: Officer, until: date) -> list[FiuLetter]:
    """Requests whose answer is due by that day and has not come, of the officer who wrote them or took them down.

    Ours to the unit, and the unit's to us, which an answer that is still being written does not settle.
    """
    # Most have none, and what he sees is the long part of the question.
    return _letters_due(officer, until=until) if _any_asked(officer, until=until) else []


def _asked_by(officer: Officer, until: date) -> QuerySet[FiuLetter]:
    return FiuLetter.objects.filter(
        written_by=officer,
        kind=LetterKind.REQUEST,
        state__in=(LetterState.RELEASED, LetterState.RECEIVED),
        answer_by__lte=until,
    )


@composed_once
def _any_asked(officer: Officer, *, until: date) -> QuerySet[FiuLetter, tuple[UUID]]:
    return _asked_by(officer, until).values_list("pk")[:1]


@composed_once
def _letters_due(officer: Officer, *, until: date) -> QuerySet[FiuLetter]:
    answered = FiuLetter.objects.filter(
        answers=OuterRef("pk"),
        kind=LetterKind.ANSWER,
        state__in=(LetterState.RELEASED, LetterState.RECEIVED),
    )
    keys = _asked_by(officer, until).exclude(Exists(answered)).values("pk")
    return letters_visible_to(officer).filter(pk__in=keys).order_by("answer_by", "pk")


@dataclass(frozen=True, slots=True)
class ExchangeOfYear:
    """What FATF asks of the exchange in a year (immediate outcome 6)."""

    sent: dict[LetterKind, int]
    received: dict[LetterKind, int]
    answered: int
    median_days: float | None
    worth: dict[Worth, int]


def exchange_of_year(letters: QuerySet[FiuLetter], first: date, last: date) -> ExchangeOfYear:
    """Counts over the letters of a period; days between a request of ours and its answer.

    Args:
        letters: those the reader may see.
        first: first day of the period.
        last: its last day.
    """
    sent, received = dict.fromkeys(LetterKind, 0), dict.fromkeys(LetterKind, 0)
    worth, days = dict.fromkeys(Worth, 0), []
    out = letters.filter(
        state__in=[LetterState.RELEASED, LetterState.RECEIVED], dated_on__range=(first, last)
    )
    for letter in out.select_related("answers"):
        side = sent if letter.direction == Direction.TO_FIU else received
        side[LetterKind(letter.kind)] += 1
        if letter.worth:
            worth[Worth(letter.worth)] += 1
        asked = letter.answers
        if letter.kind == LetterKind.ANSWER and asked and asked.dated_on and letter.dated_on:
            days.append((letter.dated_on - asked.dated_on).days)
    days.sort()
    half = len(days) // 2
    median = None if not days else float(days[half] if len(days) % 2 else (days[half - 1] + days[half]) / 2)
    return ExchangeOfYear(sent, received, len(days), median, worth)
