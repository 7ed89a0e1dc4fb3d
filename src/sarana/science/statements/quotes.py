"""Find quotations in a paragraph: one state machine that tells an apostrophe from a closing mark.

The machine walks over the quotation marks of a paragraph once. An opened quotation that is never closed runs to the
paragraph's end, as newspapers print quotations of several paragraphs; the next paragraph then opens again.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from sarana.science.statements.text import MASK, has_khmer

_MARKS = re.compile("[\"“”„«»‟‘’']")
_SINGLE = "‘’'"
_NO_APOSTROPHE = re.compile("(?<![\\w])[‘'](?=[\\w(])|[’'](?!\\w)|(?<=[.,!?…])[’'](?=\\s|$)")
_CLOSER = {"“": "”", "„": "“”", "«": "»", '"': '"', "‟": "”"}
_SHORT_WORDS = 3  # a quotation of at most so many words, without a stop inside, only borrows a word
_SHORT_LENGTH = {False: 60, True: 16}  # Khmer parts no words by spaces
_STOPS = ".,!?…។"


class Quote(NamedTuple):
    """A quotation: ``start`` and ``end`` include the marks, ``inner_start`` and ``inner_end`` do not."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool
    short: bool


def quotations(paragraph: str) -> list[Quote]:
    """Return the outermost quotations of a paragraph, in order; marks nested inside are part of the words."""
    found: list[Quote] = []
    opened: tuple[int, str] | None = None
    depth = 0
    for match in _MARKS.finditer(paragraph):
        at, mark = match.start(), match.group()
        if mark in _SINGLE and not _NO_APOSTROPHE.match(paragraph, at):
            continue
        if opened is None:
            if _opens(paragraph, at, mark):
                opened, depth = (at, mark), 0
            continue
        start, opener = opened
        if mark == opener and mark not in "\"'":
            depth += 1
        elif _closes(paragraph, at, mark, opener):
            if depth:
                depth -= 1
                continue
            found.append(_quote(paragraph, start, at + 1, closed=True))
            opened = None
    if opened is not None and opened[1] not in "'‘":
        last = paragraph.rfind(_CLOSER.get(opened[1], opened[1])[-1], opened[0] + 1) if depth else -1
        end = last + 1 if last > 0 else len(paragraph)
        found.append(_quote(paragraph, opened[0], end, closed=last > 0))
    return found


def mask(paragraph: str, quotes: list[Quote]) -> str:
    """Return the frame: quotations replaced by signs of the same length, so that offsets stay.

    A borrowed word of up to three words stays readable. A quotation that ends a sentence ("… gone.” Sok Dara left")
    keeps its full stop, so that the sentence ends where the reader hears it end.
    """
    if not quotes:
        return paragraph
    pieces: list[str] = []
    last = 0
    for quote in quotes:
        pieces.append(paragraph[last : quote.start])
        inside = paragraph[quote.start : quote.end]
        if quote.short:
            pieces.append(" " + inside[1:-1] + " ")
        else:
            ends = inside[-2:-1] in (".", "។") and _sentence_follows(paragraph, quote.end)
            pieces.append(MASK * (len(inside) - 1) + "." if ends else MASK * len(inside))
        last = quote.end
    pieces.append(paragraph[last:])
    return "".join(pieces)


def _sentence_follows(paragraph: str, at: int) -> bool:
    following = paragraph[at : at + 2].strip()
    return not following or not following[0].islower()


def _opens(paragraph: str, at: int, mark: str) -> bool:
    if mark in "“„«‟":
        return True
    before = paragraph[at - 1] if at else " "
    after = paragraph[at + 1] if at + 1 < len(paragraph) else " "
    if mark == '"':
        return not after.isspace() and not before.isalnum()
    if mark in "‘'":
        return not before.isalnum() and after.isalpha()
    return False


def _closes(paragraph: str, at: int, mark: str, opener: str) -> bool:
    if opener in "‘'":
        if mark not in "’'":
            return False
        before = paragraph[at - 1]
        after = paragraph[at + 1] if at + 1 < len(paragraph) else " "
        # "the workers' pay" keeps the quotation open: a closing mark follows a stop or stands before one.
        return before in _STOPS or after in ".,;:!?)" or (after.isspace() and before != "s")
    if opener == '"' and mark == '"':
        return at == 0 or not paragraph[at - 1].isspace() or at + 1 >= len(paragraph)
    return mark in _CLOSER.get(opener, opener)


def _quote(paragraph: str, start: int, end: int, *, closed: bool) -> Quote:
    inner_start, inner_end = start + 1, end - 1 if closed else end
    while inner_start < inner_end and paragraph[inner_start].isspace():
        inner_start += 1
    while inner_end > inner_start and (paragraph[inner_end - 1].isspace() or paragraph[inner_end - 1] == ","):
        inner_end -= 1
    inner = (
        paragraph[inner_start : inner_start + 80]
        if inner_end > inner_start + 80
        else paragraph[inner_start:inner_end]
    )
    stopped = paragraph[end - 2 : end - 1] in _STOPS if closed else False
    khmer = has_khmer(inner)
    short = (
        closed and not stopped and len(inner.split()) <= _SHORT_WORDS and len(inner) < _SHORT_LENGTH[khmer]
    )
    return Quote(start, end, inner_start, inner_end, closed, short)
