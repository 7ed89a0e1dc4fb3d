"""The list of those who go home together, with both sides' numbers; both sides sign it (PDF by typst)."""

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from sarana.base.vault.models import SealedWords
from sarana.base.vault.sealing import unseal
from sarana.base.vocabulary.queries import label
from sarana.publish.papers.handover import FONTS, HERE, WORDS, readable
from sarana.register.repatriation.models import HandoverList, Repatriation

_OWN_WORDS: dict[str, tuple[str, str]] = {
    "title": ("Handover list: the way home", "បញ្ជីប្រគល់ និងទទួល៖ ការវិលត្រឡប់"),
    "request": ("List", "បញ្ជី"),
    "mission": ("The other state", "រដ្ឋភាគីម្ខាងទៀត"),
    "note": ("Received by", "អ្នកទទួល"),
    "journey": ("Their number", "លេខរបស់ភាគីម្ខាងទៀត"),
    "text": (
        "The persons named above were handed over on the day below, each of her own will. Neither side paid or asked for any payment.",
        "បុគ្គលដែលមានឈ្មោះខាងលើត្រូវបានប្រគល់នៅថ្ងៃខាងក្រោម តាមឆន្ទៈរបស់ខ្លួន។ ភាគីទាំងពីរមិនបានបង់ ឬទាមទារប្រាក់អ្វីឡើយ។",
    ),
}


def handover_list_content(
    handover: HandoverList, told: Sequence[tuple[Repatriation, SealedWords]], *, language: str
) -> dict[str, Any]:
    """What the list says, as plain data; where anybody stays is no part of it."""
    km = language == "km"
    words = {name: khmer if km else english for name, (english, khmer) in {**WORDS, **_OWN_WORDS}.items()}
    return {
        "w": words,
        "language": language,
        "demonstration": settings.DEMONSTRATION,
        "number": handover.number,
        "note": unseal(handover).get("receiver") or "–",
        "mission": label("Country", handover.country),
        "made": timezone.localdate().strftime("%d/%m/%Y"),
        "people": [
            {
                "number": way.number,
                "name": " / ".join(map(readable, said.get("names", []))) or "–",
                "sex": str(way.victim.get_sex_display()),
                "born": str(said.get("birth_date") or "–"),
                "paper": " ".join(
                    filter(
                        None, [str(way.get_travel_document_display()), unseal(way).get("document_number", "")]
                    )
                )
                or "–",
                "journey": way.their_number or "–",
            }
            for way, said in told
        ],
    }


def handover_list_pdf(
    handover: HandoverList, told: Sequence[tuple[Repatriation, SealedWords]], *, language: str
) -> bytes:
    """The list as a PDF with two places to sign.

    Args:
        handover: the list.
        told: each person with the words that the officer may read.
        language: ``km`` or ``en``.
    """
    import typst

    content = handover_list_content(handover, told, language=language)
    with tempfile.TemporaryDirectory(prefix="sarana-paper-") as folder:
        root = Path(folder)
        (root / "content.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        (root / "handover.typ").write_bytes((HERE / "typst" / "handover.typ").read_bytes())
        made: bytes = typst.compile(
            str(root / "handover.typ"),
            root=str(root),
            font_paths=[str(FONTS)],
            ignore_system_fonts=False,
            format="pdf",
        )
    return made
