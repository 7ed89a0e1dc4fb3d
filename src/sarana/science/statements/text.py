"""Cut a text into paragraphs and sentences without losing a single offset.

Everything here is one pass over the characters: a hostile article of ten megabytes takes ten times as long as one of one
megabyte, and no longer.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from sarana.science.statements.english import ABBREVIATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

MASK = "\ue000"  # private use: stands for a quoted character, so that frames keep their length
LONGEST_SENTENCE = 3000  # characters; whatever has no full stop for longer is cut at a space

# Invisible marks: direction overrides and isolates, zero-width signs (Khmer text is full of U+200B), soft hyphens.
_INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SENTENCE_END = re.compile(
    '(?:[.!?…][)\\]]*["\'”’»]?|[!?.…]["”’»])(?=\\s+[\\[("\'“‘«]?[^\\sa-z])|[។៕]+["”»]?'
)
_STOP = re.compile("[.!?…។៕]")
_LAST_WORD = re.compile(r"([^\s(\[“\"‘']+)$")
_SOFT_BREAK = re.compile(r"\n[ \t]*(?:\n\s*)?")
_STEM = 4
_WORDS = re.compile(r"\w+")
_KHMER = re.compile("[\u1780-\u17ff]")
_KHMER_RUN = re.compile("[\u1780-\u17ff]+")
_LATIN_RUN = re.compile("[A-Za-z]+")


@dataclass(frozen=True, slots=True)
class CleanText:
    """The text without invisible marks, and where each of its characters stood."""

    text: str
    origin: array[int] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Translate a span of the clean text to the text as given."""
        if self.origin is None or start >= end:
            return start, end
        return self.origin[start], self.origin[end - 1] + 1


def clean(given: str) -> CleanText:
    """Drop invisible marks and lone surrogates; remember the origin of every character that stays."""
    plain = given.replace(MASK, " ").replace("\r", "\n").replace("\u00a0", " ").replace("\x00", " ")
    if not _INVISIBLE.search(plain):
        return CleanText(plain, None)
    origin = array("Q")
    pieces: list[str] = []
    last = 0
    for match in _INVISIBLE.finditer(plain):
        if match.start() > last:
            pieces.append(plain[last : match.start()])
            origin.extend(range(last, match.start()))
        last = match.end()
    pieces.append(plain[last:])
    origin.extend(range(last, len(plain)))
    return CleanText("".join(pieces), origin)


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of paragraphs: blank lines part them; a single line break does so after a full stop."""
    start = 0
    for match in _SOFT_BREAK.finditer(text):
        blank = match.group().count("\n") > 1
        before = text[max(start, match.start() - 3) : match.start()].rstrip()
        if not blank and (not before or before[-1] not in '.!?…:"”’»។៕'):
            continue
        yield from _trimmed(text, start, match.start())
        start = match.end()
    yield from _trimmed(text, start, len(text))


def sentences(frame: str) -> list[tuple[int, int]]:
    """Return the spans of sentences in a frame, the text of a paragraph whose quotations are masked."""
    spans: list[tuple[int, int]] = []
    start = 0
    for stop in _STOP.finditer(frame):  # single signs are found much faster than the pattern
        if stop.start() < start:
            continue
        match = _SENTENCE_END.match(frame, stop.start())
        if match is None or not _ends_sentence(frame, start, match):
            continue
        spans.extend(_pieces(frame, start, match.end()))
        start = match.end()
    spans.extend(_pieces(frame, start, len(frame)))
    return spans


class Words(NamedTuple):
    """A sentence in lower case (letter by letter, so that offsets stay) and its words.

    ``stems`` are the words' first four letters, ``khmer`` tells whether Khmer stands in the sentence.
    """

    lowered: str
    present: frozenset[str]
    stems: frozenset[str]
    khmer: bool

    def places(self, wanted: frozenset[str]) -> list[tuple[int, str]]:
        """Return where the wanted words stand, in order."""
        found: list[tuple[int, str]] = []
        text, last = self.lowered, len(self.lowered)
        for word in self.present & wanted:
            at = text.find(word)
            while at >= 0:
                end = at + len(word)
                if (not at or not is_wordy(text[at - 1])) and (end == last or not is_wordy(text[end])):
                    found.append((at, word))
                at = text.find(word, end)
        if len(found) > 1:
            found.sort()
        return found


def is_wordy(sign: str) -> bool:
    r"""Tell whether a character may stand in a word, as ``\w`` does."""
    return sign.isalnum() or sign == "_"


@lru_cache(maxsize=8)
def words_of(text: str) -> Words:
    """Return the words of a sentence: whoever looks for a word asks this before trying a pattern.

    A few sentences are kept, since the rules for numbers, periods, acts and trends ask about the same one in turn.
    """
    lowered = text.lower() if text.isascii() else text.replace("İ", "i").lower()
    present = frozenset(_WORDS.findall(lowered))
    return Words(lowered, present, frozenset([word[:_STEM] for word in present]), has_khmer(text))


def language_of(text: str) -> str:
    """Return ``km`` when Khmer letters prevail, else ``en``; the first 1,000 characters decide."""
    if text.isascii():
        return "en"
    head = text[:1000]
    khmer = sum(map(len, _KHMER_RUN.findall(head)))
    return "km" if khmer and khmer > sum(map(len, _LATIN_RUN.findall(head))) else "en"


def has_khmer(text: str) -> bool:
    """Tell whether any Khmer letter stands in the text."""
    return not text.isascii() and _KHMER.search(text) is not None


def _ends_sentence(frame: str, start: int, match: re.Match[str]) -> bool:
    sign = match.group()
    if sign[0] != ".":
        return True
    word = _LAST_WORD.search(frame, max(start, match.start() - 24), match.start())
    if word is None:
        return True
    lowered = word.group(1).lower().strip("(")
    if lowered == "no":  # "No. 4", but "she said no. Then …"
        return not frame[match.end() :].lstrip()[:1].isdigit()
    if lowered in ABBREVIATIONS:
        return False
    return not (len(lowered) == 1 and lowered.isalpha() and word.group(1).isupper())


def _pieces(frame: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST_SENTENCE:
        cut = frame.rfind(" ", start + LONGEST_SENTENCE // 2, start + LONGEST_SENTENCE)
        cut = cut if cut > 0 else start + LONGEST_SENTENCE
        yield from _trimmed(frame, start, cut)
        start = cut
    yield from _trimmed(frame, start, end)


def _trimmed(text: str, start: int, end: int) -> list[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return [(start, end)] if start < end else []
