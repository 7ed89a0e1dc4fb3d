"""The list of those who go home together, with both sides' numbers; both sides sign it (PDF by typst)."""

from collections.abc import Sequence
from typing import Any

from sarana.base.vault.models import SealedWords
from sarana.base.vault.sealing import unseal
from sarana.base.vocabulary.queries import label
from sarana.publish.papers.handover import list_content, list_pdf, person_line
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
    """What the list of those who go home says, as plain data; where anybody stays is no part of it."""
    return list_content(
        [_line(way, words) for way, words in told],
        number=handover.number,
        note=str(unseal(handover).get("receiver", "")),
        mission=label("Country", handover.country),
        language=language,
        own_words=_OWN_WORDS,
    )


def _line(way: Repatriation, words: SealedWords) -> dict[str, str]:
    return person_line(
        way.number,
        words,
        sex=way.victim.get_sex_display(),
        paper=way.get_travel_document_display(),
        document=str(unseal(way).get("document_number", "")),
        journey=way.their_number,
    )


def handover_list_pdf(
    handover: HandoverList, told: Sequence[tuple[Repatriation, SealedWords]], *, language: str
) -> bytes:
    """The list of those who go home as a PDF with two places to sign.

    Args:
        handover: the list.
        told: each person with the words that the officer may read.
        language: ``km`` or ``en``.
    """
    return list_pdf(handover_list_content(handover, told, language=language))
