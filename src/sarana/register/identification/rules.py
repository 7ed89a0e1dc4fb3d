"""Who may interview and read interviews, and what an interview may be. Pure decisions."""

from collections.abc import Iterable
from typing import Any

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import has_power
from sarana.base.vault.models import SealedWords
from sarana.register.cases.models import Victim
from sarana.register.cases.rules import may_open_identities, may_see_case, sees_case_by_right
from sarana.register.identification.enums import InterviewForm
from sarana.register.identification.models import Interview, ScreeningAnswer
from sarana.science.palermo import FORMS, Seen, questions_of

# Where an answer comes from that the interviewer did not ask for himself.
FROM_IDENTITY, FROM_CASE = "identity", "case"


def may_see_interview(officer: Officer, interview: Interview) -> bool:
    """Whether the officer may see that the interview took place: whoever may see the case."""
    return may_see_case(officer, interview.victim.case)


def may_interview(officer: Officer, victim: Victim) -> bool:
    """Whether the officer may interview: he may say what his agency finds, opens identities in the case, and works on it.

    Who opened the case in an emergency reads it and interviews nobody.
    """
    may_ask = has_power(officer, Power.ASSERT_STATUS) and may_open_identities(officer, victim.case)
    return may_ask and sees_case_by_right(officer, victim.case)


def may_read_interview(officer: Officer, interview: Interview) -> bool:
    """Whether the officer may read what she said: those who may open her identity in the case."""
    return may_open_identities(officer, interview.victim.case)


def asked_in(form: str) -> set[str]:
    """The codes of the questions of an official interview; none for a screening."""
    if form == InterviewForm.SCREENING or form not in FORMS:
        return set()
    return {question.code for questions in questions_of(form).values() for question in questions}


def seen_in(answers: Iterable[ScreeningAnswer]) -> dict[tuple[str, str], Seen]:
    """A screening's answers as the guide takes them."""
    return {(answer.part, answer.code): Seen(answer.strength) for answer in answers}


def from_identity(words: SealedWords) -> dict[str, str]:
    """What the vault knows already, by question."""
    texts: dict[str, Any] = {
        "names": " · ".join(words.get("names", [])),
        "birth_date": _day_first(str(words.get("birth_date", ""))),
        "documents": " · ".join(words.get("documents", [])),
        "phones": " · ".join(words.get("phones", [])),
        "address": words.get("address", ""),
    }
    return {code: str(text) for code, text in texts.items() if text}


def answer_in(words: SealedWords, code: str, language: str) -> str:
    """An answer as it is read in a language: what the case knew is kept in both, what she said as she said it."""
    answer: str = words["answers"].get(code, "")
    if words["sources"].get(code) == FROM_CASE:
        known: dict[str, str] = words["case"].get(language, {})
        return known.get(code, answer)
    return answer


def _day_first(text: str) -> str:
    """A birth date as people write it; one that is only partly known stays as it is."""
    year, dash, rest = text.partition("-")
    month, also, day = rest.partition("-")
    return f"{day}/{month}/{year}" if dash and also else text
