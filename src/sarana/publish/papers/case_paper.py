"""A case on paper at one of three levels of redaction (PDF by typst). What a level leaves out never reaches the paper."""

from typing import Any

from django.db import transaction
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import NotAllowed
from sarana.base.ledger.actions import record_deed
from sarana.base.places.queries import province_name
from sarana.base.vocabulary.queries import labels
from sarana.publish.papers.printing import printed
from sarana.register.cases.actions import (
    open_suspect_identity,
    open_victim_identity,
    read_case,
)
from sarana.register.cases.models import Case, Suspect, Victim
from sarana.register.cases.rules import may_see_case


class Redaction(TextChoices):
    """How much a paper tells, the least first."""

    FACTS = "facts", _("Facts only: no name, no words, no place below the province, no exact age")
    WORKING = "working", _("Working paper: words of the case, no identities")
    FULL = "full", _("Whole: with identities, each opening logged")


@transaction.atomic
def case_paper(*, by: Officer, case: Case, level: Redaction | str, reason: str, language: str) -> bytes:
    """The paper.

    Args:
        by: who makes it; he sees the case.
        case: the case.
        level: how much it tells.
        reason: what it is for; kept in the ledger and on the paper.
        language: ``km`` or ``en``.

    Raises:
        NotAllowed: the level tells what his role does not open.
        ValueError: no reason.
    """
    with override(language):
        content = case_content(by=by, case=case, level=Redaction(level), reason=reason)
    content["language"] = language
    return printed("case", content, any_script=True)


def case_content(*, by: Officer, case: Case, level: Redaction, reason: str) -> dict[str, Any]:
    """What the paper says at this level, as plain data; one ledger entry, and one for each identity."""
    if not may_see_case(by, case):
        raise NotAllowed(Power.SEE_CASES)
    if not reason.strip():
        raise ValueError("Write down what the paper is for.")
    record_deed(by=by, action="print_case", record=case, change={"level": level}, reason=reason.strip()[:300])
    words = {} if level is Redaction.FACTS else read_case(by=by, case=case)
    full = level is Redaction.FULL
    return {
        "title": f"{gettext('Case')} {case.number}",
        "level": str(level.label),
        "made": f"{timezone.localtime():%d/%m/%Y %H:%M} · {by.name}, {by.agency.name} · {reason.strip()}",
        "facts": [
            [
                gettext("Opened on"),
                f"{case.opened_on:%d/%m/%Y}" if level is not Redaction.FACTS else f"{case.opened_on:%m/%Y}",
            ],
            [gettext("State"), str(case.get_state_display())],
            [gettext("Where"), _place(case, level)],
        ],
        "words": [text for text in (words.get("title"), words.get("summary")) if text],
        "victims": [
            gettext("Victims"),
            [_victim(by, one, level, reason, full) for one in case.victims.order_by("pk")],
        ],
        "suspects": [
            gettext("Suspects"),
            [_suspect(by, one, level, reason, full) for one in case.suspects.order_by("pk")],
        ],
        "heads": [gettext("Number"), gettext("Person"), gettext("Facts")],
    }


def _place(case: Case, level: Redaction) -> str:
    if case.place is None:
        return "–"
    return province_name(case.place.code) if level is Redaction.FACTS else case.place.name


def _who(words: dict[str, Any]) -> str:
    parts = [*words.get("names", []), words.get("birth_date", ""), *words.get("documents", [])]
    return " · ".join(str(part) for part in parts if part) or "–"


def _victim(by: Officer, victim: Victim, level: Redaction, reason: str, full: bool) -> list[str]:
    named = full and victim.identity.erased_at is None
    who = _who(open_victim_identity(by=by, victim=victim, reason=reason)) if named else "–"
    age = victim.age_at_event
    if level is Redaction.FACTS:
        told_age = "" if age is None else gettext("Under 18") if age < 18 else gettext("Adult")  # noqa: PLR2004 - Palermo art. 3(d)
    else:
        told_age = "" if age is None else str(age)
    facts = [
        str(victim.get_sex_display()),
        told_age,
        ", ".join(labels("TypeOfExploitation", victim.forms_of_exploitation)),
        str(victim.get_standing_display()),
    ]
    return [victim.number if level is not Redaction.FACTS else "–", who, " · ".join(filter(None, facts))]


def _suspect(by: Officer, suspect: Suspect, level: Redaction, reason: str, full: bool) -> list[str]:
    named = full and suspect.identity.erased_at is None
    who = _who(open_suspect_identity(by=by, suspect=suspect, reason=reason)) if named else "–"
    facts = [str(suspect.get_sex_display()), ", ".join(labels("RoleInProcess", suspect.roles))]
    return [suspect.number if level is not Redaction.FACTS else "–", who, " · ".join(filter(None, facts))]
