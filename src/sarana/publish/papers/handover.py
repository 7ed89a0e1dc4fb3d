"""The handover list: who is given into a mission's care, on which day; both sides sign it (PDF by typst)."""

import json
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from anyascii import anyascii
from django.conf import settings
from django.utils import timezone

from sarana.base.vault.models import SealedWords
from sarana.register.rescue.models import RescueRequest, SoughtPerson

HERE = Path(__file__).parent
FONTS = HERE.parent / "fonts"
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


def handover_content(
    request: RescueRequest, told: Sequence[tuple[SoughtPerson, SealedWords]], *, language: str
) -> dict[str, Any]:
    """What the list says, as plain data. Where a person stays is not part of it."""
    km = language == "km"
    return {
        "w": {name: khmer if km else english for name, (english, khmer) in WORDS.items()},
        "language": language,
        "demonstration": settings.DEMONSTRATION,
        "number": request.number,
        "note": request.note_number or "–",
        "mission": request.mission.name_km if km else request.mission.name_en,
        "made": timezone.localdate().strftime("%d/%m/%Y"),
        "people": [_row(person, words) for person, words in told],
    }


def _row(person: SoughtPerson, words: SealedWords) -> dict[str, str]:
    documents = [words.get("travel_number", ""), *words.get("documents", [])]
    return {
        "number": person.number,
        "name": " / ".join(map(readable, words.get("names", []))) or "–",
        "sex": str(person.get_sex_display()),
        "born": str(words.get("birth_date") or "–"),
        "paper": " ".join(
            part
            for part in (str(person.get_travel_paper_display()), next(filter(None, documents), ""))
            if part
        )
        or "–",
        "journey": str(words.get("flight") or "–"),
    }


def readable(name: str) -> str:
    """The name, with Latin letters behind it where the paper's own fonts (Latin, Khmer) lack its script."""
    foreign = any(not _OURS.fullmatch(sign) for sign in name)
    return f"{name} ({anyascii(name).strip()})" if foreign else name


def handover_pdf(
    request: RescueRequest, told: Sequence[tuple[SoughtPerson, SealedWords]], *, language: str
) -> bytes:
    """The list as a PDF with two places to sign.

    Args:
        request: the mission's request.
        told: each person with the words that the officer may read.
        language: ``km`` or ``en``.
    """
    import typst

    content = handover_content(request, told, language=language)
    with tempfile.TemporaryDirectory(prefix="sarana-paper-") as folder:
        root = Path(folder)
        (root / "content.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        (root / "handover.typ").write_bytes((HERE / "typst" / "handover.typ").read_bytes())
        made: bytes = typst.compile(
            str(root / "handover.typ"),
            root=str(root),
            font_paths=[str(FONTS)],
            # Names stand in any script: what the machine has for Chinese or Thai is used behind our own fonts.
            ignore_system_fonts=False,
            format="pdf",
        )
    return made
