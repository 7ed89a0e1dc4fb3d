"""Screenings and official interviews of the demonstration country, so that their pages are alive. Invented words only."""

from datetime import datetime, timedelta
from random import Random

from django.utils import timezone

from sarana.base.accounts.models import Officer
from sarana.register.cases.models import Victim
from sarana.register.identification.actions import (
    answer_interview,
    begin_interview,
    end_interview,
    note_screening,
)

_PEOPLE = 10
_TOLD = {
    "promise": "Office work at 800 dollars a month, food and a room.",
    "route": "By bus to the border at night, then in a van without windows.",
    "hours_pay": "Sixteen hours a day; no pay after the first month.",
    "threats": "They said that the police would arrest us.",
    "fears": "That they find my family.",
    "wants": "To go home and to have my papers back.",
    "others_there": "About forty on our floor.",
}
_SEEN = {
    "act": {"recruitment": ("clear", ""), "harbouring": ("clear", "Locked floor, guards at the door")},
    "means": {"deception": ("clear", "Another work than promised"), "threat": ("some", ""), "force": ("nothing", "")},
    "purpose": {"forced_labour": ("some", ""), "forced_criminality": ("clear", "Made to write to strangers")},
    "indicator": {"FL03": ("clear", ""), "FL07": ("clear", "Passport kept"), "FL09": ("some", ""), "FL11": ("clear", "")},
}  # fmt: skip


def hold_interviews(officers: dict[str, Officer], random: Random) -> None:
    """Interviews with the newest persons in the shown investigator's cases."""
    officer = officers["investigator"]
    people = Victim.objects.filter(case__owner=officer, identity__erased_at=None).select_related(
        "case__agency"
    )
    for at, victim in enumerate(people.order_by("-pk")[:_PEOPLE]):
        begun = min(
            timezone.make_aware(datetime.combine(victim.case.opened_on, datetime.min.time()))
            + timedelta(hours=9),
            timezone.now() - timedelta(hours=2),
        )
        _screen(officer, victim, begun, random)
        if at % 2 == 0:
            _ask(officer, victim, "police", begun + timedelta(hours=1), random)
        if at % 4 == 0:
            _ask(officers["social_worker"], victim, "social", begun + timedelta(hours=2), random)


def _screen(officer: Officer, victim: Victim, begun: datetime, random: Random) -> None:
    interview = begin_interview(
        by=officer,
        victim=victim,
        form="screening",
        interpretation=random.choice(["own_language", "present"]),
        setting="safe_room",
        consent="yes",
        reason="Identification",
        started_at=min(begun, timezone.now()),
    )
    for part, seen in _SEEN.items():
        kept = {code: answer for code, answer in seen.items() if random.random() < 0.85}
        note_screening(by=officer, interview=interview, part=part, seen=kept)
    if random.random() < 0.7:
        end_interview(by=officer, interview=interview)


def _ask(officer: Officer, victim: Victim, form: str, begun: datetime, random: Random) -> None:
    interview = begin_interview(
        by=officer,
        victim=victim,
        form=form,
        language="Khmer",
        interpretation="own_language",
        setting="shelter" if form == "social" else "safe_room",
        consent="yes",
        reason="ការសម្ភាសផ្លូវការ",
        started_at=min(begun, timezone.now()),
    )
    told = {code: text for code, text in _TOLD.items() if random.random() < 0.7}
    answer_interview(by=officer, interview=interview, answers=told)
