"""Where, and of whom, a number in a sentence is."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from sarana.science.statements import english
from sarana.science.statements.counted import REACH
from sarana.science.statements.countries import PLACE_OF_KHMER, PLACE_OF_WORD
from sarana.science.statements.text import words_of

if TYPE_CHECKING:
    from sarana.science.statements.numbers import Number

_PLACE = re.compile(
    r"(?<![\w])(?:" + "|".join(sorted(map(re.escape, PLACE_OF_WORD), key=len, reverse=True)) + r")(?![\w])"
    r"(?!\s+(?:report|embassy|ambassador|TIP|State\s+Department|Trafficking\s+in\s+Persons)\b)"  # whose report it is
)
_PLACE_OPENINGS = frozenset(re.split(r"\W", name, maxsplit=1)[0].lower() for name in PLACE_OF_WORD)
_KHMER_PLACE = re.compile(
    r"(?:ខេត្ត|រាជធានី|ប្រទេស|ជនជាតិ|សញ្ជាតិ|នៅ)\s*("
    + "|".join(sorted(map(re.escape, PLACE_OF_KHMER), key=len, reverse=True))
    + ")"
)
_POPULATION = re.compile(
    r"\b(?:foreign(?:ers)?|women|woman|girls?|boys?|men|children|minors|juveniles|female|male|under\s+(?:the\s+age\s+of\s+)?1\d|under-1\d|aged\s+\d\d[-–]\d\d)\b|ស្ត្រី|ស្រី|កុមារ|បរទេស|អនីតិជន"
)
_PEOPLE = english.words(
    "foreign foreigners women woman girl girls boy boys men children minors juveniles female male under aged"
)


def place_of(text: str, number: Number, left: int, right: int) -> str:
    """Return the place named behind a number, else before it, between the numbers beside it; nothing when none is."""
    if not _place_words(text) and not words_of(text).khmer:
        return ""
    end = min(right, number.end + REACH)
    named = _place_at(text, number.end, end)
    if named is None:
        begin = max(left, number.start - 60)
        if words_of(text).khmer:
            khmer = _KHMER_PLACE.search(text, begin, min(right + 1, number.end + REACH))
            if khmer is not None:
                return PLACE_OF_KHMER[khmer.group(1)]
        named = _place_at(text, begin, number.start)
    return named or ""


def _place_at(text: str, start: int, end: int) -> str | None:
    """Return the first place named between two offsets."""
    for at, _ in _place_words(text):
        match = _PLACE.match(text, at, end) if start <= at < end else None
        if match is not None:
            return PLACE_OF_WORD[match.group()]
    return None


@lru_cache(maxsize=8)
def _place_words(text: str) -> list[tuple[int, str]]:
    """Return where words that open a place's name stand in a sentence; a few sentences are kept while they are read."""
    return words_of(text).places(_PLACE_OPENINGS)


def population_of(text: str, phrase: str) -> str:
    """Return the words of a phrase of the sentence that say of whom a number is: "foreign women", "under 18"."""
    words = words_of(text)
    if _PEOPLE.isdisjoint(words.present) and not words.khmer:
        return ""
    return " ".join(dict.fromkeys(_POPULATION.findall(phrase.lower())))
