"""A speech before it is given, on one page for whoever gives it: the light of each claim in words, the record, what to say instead.

Nothing of it is kept: the paper is made in memory and handed over.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from pypdf import PdfReader

from sarana.publish.papers.printing import printed
from sarana.publish.papers.word_file import WordPaper

WORDS: dict[str, tuple[str, str]] = {
    "title": ("Before a speech", "មុនពេលថ្លែងសុន្ទរកថា"),
    "demonstration": (
        "Demonstration: an invented country. None of these numbers is about real people.",
        "ការបង្ហាញសាកល្បង៖ ប្រទេសប្រឌិត។ គ្មានលេខណាមួយអំពីមនុស្សពិតទេ។",
    ),
    "day": ("Day of the speech", "ថ្ងៃថ្លែងសុន្ទរកថា"),
    "light": ("Light", "ភ្លើងសញ្ញា"),
    "said": ("What is to be said", "អ្វីដែលនឹងនិយាយ"),
    "record": ("What the record says, and what is counted", "អ្វីដែលកំណត់ត្រានិយាយ និងអ្វីដែលត្រូវបានរាប់"),
    "instead": ("What to say instead", "អ្វីដែលគួរនិយាយជំនួស"),
    "nothing": ("There is nothing in it to check.", "គ្មានអ្វីត្រូវពិនិត្យក្នុងនេះទេ។"),
    "left": (
        "{n} more sentences with a claim found no room on this page; the check on the screen shows them.",
        "ប្រយោគ {n} ទៀតដែលមានការអះអាង គ្មានកន្លែងនៅលើទំព័រនេះទេ។ ការពិនិត្យនៅលើអេក្រង់បង្ហាញប្រយោគទាំងនោះ។",
    ),
    "not_kept": (
        "Nothing of the speech is kept. Small counts of the register are held against no sentence.",
        "គ្មានអ្វីនៃសុន្ទរកថាត្រូវបានរក្សាទុកទេ។ ចំនួនតូចៗក្នុងបញ្ជីការណ៍មិនត្រូវបានប្រើធៀបនឹងប្រយោគណាទេ។",
    ),
    "snapshot": ("Snapshot (SHA-256)", "រូបថតទិន្នន័យ (SHA-256)"),
}  # fmt: skip
_MOST_LINES = 16
# Of one sentence so much is shown that a single one always fits a page.
_SIGNS, _PARTS = 260, 4


@dataclass(frozen=True, slots=True)
class SpokenLine:
    """A sentence that claims something, in the words of the paper's language.

    Attributes:
        light: ``red``, ``amber`` or ``green``.
        light_word: what to do with it, in words.
        text: the sentence.
        record: each number on record with what is counted, by whom and for when; or why there is none.
        instead: the sentence as the record bears it out; several where it depends on what is counted.
    """

    light: str
    light_word: str
    text: str
    record: tuple[str, ...]
    instead: tuple[str, ...]


def speech_content(
    lines: Sequence[SpokenLine], *, counts: Sequence[str], said_on: str, snapshot: str, language: str
) -> dict[str, Any]:
    """What the page says, the gravest first, with as many sentences as fit it: the same for PDF and Word.

    Args:
        lines: the sentences that claim something.
        counts: how many sentences have each light, in words.
        said_on: the day of the speech.
        snapshot: the digest of what the speech was held against; empty without a snapshot.
        language: ``km`` or ``en``.
    """
    gravest = ("red", "amber", "green")
    ranked = sorted(lines, key=lambda line: gravest.index(line.light))
    content = {
        "language": language,
        "w": {name: pair[language == "km"] for name, pair in WORDS.items()},
        "demonstration": settings.DEMONSTRATION,
        "said_on": said_on,
        "counts": " · ".join(counts),
        "snapshot": snapshot,
    }
    fits, too_many = 0, min(len(ranked), _MOST_LINES) + 1
    while too_many - fits > 1:
        middle = (fits + too_many) // 2
        if _pages(_with(content, ranked, middle)) == 1:
            fits = middle
        else:
            too_many = middle
    return _with(content, ranked, fits)


def _with(content: dict[str, Any], ranked: Sequence[SpokenLine], most: int) -> dict[str, Any]:
    left = len(ranked) - most
    rows = [
        {
            "light": line.light,
            "light_word": line.light_word,
            "text": _short(line.text),
            "record": [_short(part) for part in line.record[:_PARTS]],
            "instead": [_short(part) for part in line.instead[:_PARTS]],
        }
        for line in ranked[:most]
    ]
    return {**content, "rows": rows, "left": content["w"]["left"].format(n=left) if left else ""}


def _short(text: str) -> str:
    return text if len(text) <= _SIGNS else f"{text[:_SIGNS].rstrip()} …"


def _pages(content: dict[str, Any]) -> int:
    return len(PdfReader(io.BytesIO(speech_pdf(content))).pages)


def speech_pdf(content: dict[str, Any]) -> bytes:
    """The page as a tagged PDF."""
    return printed("speech", content)


def speech_docx(content: dict[str, Any]) -> bytes:
    """The page as a Word document."""
    w = content["w"]
    paper = WordPaper(w["title"], content["language"], landscape=True)
    if content["demonstration"]:
        paper.says(w["demonstration"], bold=True)
    paper.says(f"{w['day']}: {content['said_on']} · {content['counts']}", quiet=True)
    rows = [
        [row["light_word"], row["text"], "\n".join(row["record"]), "\n".join(row["instead"]) or "–"]
        for row in content["rows"]
    ]
    if rows:
        paper.table([w["light"], w["said"], w["record"], w["instead"]], rows)
    else:
        paper.says(w["nothing"])
    paper.says(content["left"])
    paper.says(w["not_kept"], quiet=True)
    if content["snapshot"]:
        paper.says(f"{w['snapshot']}: {content['snapshot']}", quiet=True)
    return paper.file()
