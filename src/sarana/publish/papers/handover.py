"""The handover list: who is given into a mission's care, on which day; both sides sign it (PDF by typst)."""

import re
from collections.abc import Sequence
from typing import Any

from anyascii import anyascii
from django.conf import settings
from django.utils import timezone

from sarana.base.vault.models import SealedWords
from sarana.publish.papers.printing import printed
from sarana.register.rescue.models import RescueRequest, SoughtPerson

# Latin with its extended letters (Vietnamese too), accents, invisible signs, Khmer.
_OURS = re.compile(r"[\u0000-\u036f\u1e00-\u1eff\u2000-\u206f\u1780-\u17ff]")

WORDS: dict[str, tuple[str, str]] = {
    "title": ("Handover list", "បញ្ជីប្រគល់ និងទទួល"),
    "state": ("Kingdom of Cambodia", "ព្រះរាជាណាចក្រកម្ពុជា"),
    "committee": ("National Committee for Counter Trafficking", "គណៈកម្មាធិការជាតិប្រយុទ្ធប្រឆាំងអំពើជួញដូរមនុស្ស"),
    "request": ("Request", "សំណើ"),
    "note": ("Note verbale", "កំណត់ទូត"),
    "mission": ("Mission", "បេសកកម្មការទូត"),
    "made": ("Made on", "ធ្វើនៅថ្ងៃទី"),
    "persons": ("Persons", "ចំនួនបុគ្គល"),
    "no": ("No.", "ល.រ"),
    "line": ("Number", "លេខ"),
    "name": ("Name", "ឈ្មោះ"),
    "sex": ("Sex", "ភេទ"),
    "born": ("Birth date", "ថ្ងៃកំណើត"),
    "paper": ("Document", "ឯកសារ"),
    "journey": ("Flight or crossing", "ជើងហោះហើរ ឬច្រកចេញ"),
    "mark": ("Mark", "សម្គាល់"),
    "text": (
        "The persons named above were handed over to the mission on the day below. Neither side paid or asked for any payment.",
        "បុគ្គលដែលមានឈ្មោះខាងលើត្រូវបានប្រគល់ជូនបេសកកម្មការទូត នៅថ្ងៃខាងក្រោម។ ភាគីទាំងពីរមិនបានបង់ ឬទាមទារប្រាក់អ្វីឡើយ។",
    ),
    "gives": ("Handed over by", "ភាគីប្រគល់"),
    "takes": ("Received by", "ភាគីទទួល"),
    "sign": ("Name, function, signature, day", "ឈ្មោះ មុខងារ ហត្ថលេខា ថ្ងៃខែ"),
    "sealed": (
        "Names: keep this paper as you would keep a passport.",
        "មានឈ្មោះបុគ្គល៖ សូមរក្សាក្រដាសនេះដូចលិខិតឆ្លងដែន។",
    ),
    "demonstration": (
        "Demonstration: invented persons only.",
        "ការបង្ហាញសាកល្បង៖ មានតែបុគ្គលប្រឌិតប៉ុណ្ណោះ។",
    ),
}


def list_content(
    people: Sequence[dict[str, str]],
    *,
    number: str,
    note: str,
    mission: str,
    language: str,
    own_words: dict[str, tuple[str, str]] | None = None,
) -> dict[str, Any]:
    """What a list of persons handed over says, as plain data. Where anybody stays is no part of it.

    Args:
        people: a line for each, as ``person_line`` makes it.
        number: of the request or of the list.
        note: the note verbale, or who receives them.
        mission: the mission or the other state.
        language: ``km`` or ``en``.
        own_words: what this list calls otherwise, by the names of ``WORDS``.
    """
    place = 1 if language == "km" else 0
    return {
        "w": {name: both[place] for name, both in {**WORDS, **(own_words or {})}.items()},
        "language": language,
        "demonstration": settings.DEMONSTRATION,
        "number": number,
        "note": note or "–",
        "mission": mission,
        "made": timezone.localdate().strftime("%d/%m/%Y"),
        "people": list(people),
    }


def person_line(
    number: str, words: SealedWords, *, sex: object, paper: object, document: str, journey: str
) -> dict[str, str]:
    """One person of a list: names in every script, the paper that she travels with, her journey or the other number."""
    return {
        "number": number,
        "name": " / ".join(map(readable, words.get("names", []))) or "–",
        "sex": str(sex),
        "born": str(words.get("birth_date") or "–"),
        "paper": " ".join(part for part in (str(paper), document) if part) or "–",
        "journey": journey or "–",
    }


def handover_content(
    request: RescueRequest, told: Sequence[tuple[SoughtPerson, SealedWords]], *, language: str
) -> dict[str, Any]:
    """What the list for a mission says, as plain data."""
    return list_content(
        [_line(person, words) for person, words in told],
        number=request.number,
        note=request.note_number,
        mission=request.mission.name_km if language == "km" else request.mission.name_en,
        language=language,
    )


def _line(person: SoughtPerson, words: SealedWords) -> dict[str, str]:
    documents = [words.get("travel_number", ""), *words.get("documents", [])]
    return person_line(
        person.number,
        words,
        sex=person.get_sex_display(),
        paper=person.get_travel_paper_display(),
        document=next(filter(None, documents), ""),
        journey=str(words.get("flight", "")),
    )


def readable(name: str) -> str:
    """The name, with Latin letters behind it where the paper's own fonts (Latin, Khmer) lack its script."""
    foreign = any(not _OURS.fullmatch(sign) for sign in name)
    return f"{name} ({anyascii(name).strip()})" if foreign else name


def list_pdf(content: dict[str, Any]) -> bytes:
    """A list as a PDF with two places to sign; names stand in any script."""
    return printed("handover", content, any_script=True)


def handover_pdf(
    request: RescueRequest, told: Sequence[tuple[SoughtPerson, SealedWords]], *, language: str
) -> bytes:
    """The list for a mission as a PDF with two places to sign.

    Args:
        request: the mission's request.
        told: each person with the words that the officer may read.
        language: ``km`` or ``en``.
    """
    return list_pdf(handover_content(request, told, language=language))
