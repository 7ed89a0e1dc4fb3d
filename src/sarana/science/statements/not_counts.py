"""Numbers that count nothing: of articles and roads, times and ages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

_NOT_A_COUNT = re.compile(
    r"\b(?:article|articles|route|road|street|section|chapter|paragraph|resolution|hotline|no\.|number|room|building|block|page|aged|age|ages|"
    r"floor|step|phase|group\s+of|covid|tier|level|version|part|law|act|dial|call|telephone|phone|sdg|goal|"
    r"sub-decree|prakas|flight|unit|zone|camp|gate|annex|strategy|strategic|objective|pillar|measure|grade|class)\s*-?\s*(?:\(\s*)?$"
    r"|(?:មាត្រា|លេខ|កម្រិត|ថ្នាក់|ថ្នាក់ទី|កម្រិតទី|លើកទី|អាយុ|ទី|ម៉ោង|ថ្ងៃទី|ថ្ងៃ)\s*$",
    re.IGNORECASE,
)
_BESIDE_NAMES = " -(\t\n\u2009\u200a\u202f\u2002\u2003\u3000"
# How every word above ends.
_NAMED_ENDS = (
    "article", "articles", "route", "road", "street", "section", "chapter", "paragraph", "resolution", "hotline", "no.", "number",
    "room", "building", "block", "page", "age", "aged", "ages", "floor", "step", "phase", "group of", "covid", "tier", "level",
    "version", "part", "law", "act", "dial", "call", "phone", "sdg", "goal", "decree", "prakas", "flight", "unit", "zone", "camp",
    "gate", "annex", "strategy", "strategic", "objective", "pillar", "measure", "grade", "class",
    "មាត្រា", "លេខ", "កម្រិត", "ថ្នាក់", "ទី", "អាយុ", "ម៉ោង", "ថ្ងៃ",
)  # fmt: skip
_NOT_AFTER = re.compile(
    r"^(?:-?(?:year|years|month|months|week|weeks|day|days|hour|hours|minute|minutes)-?\s*(?:old|long)?\b"
    r"|\s+(?:years?|months?|weeks?|days?|hours?|minutes?|km|kilomet(?:er|re)s?|met(?:er|re)s?|hectares?|storeys?|stories|times|percentage\s+points)\b"
    r"|(?:st|nd|rd|th)\b|\s*(?:a\.m|p\.m|am\b|pm\b)|:\d|-\d|\s*ឆ្នាំ|\s*ខែ|\s*ថ្ងៃ|\s*ម៉ោង|\s*លើក)"
)
_AGE_BOUND = re.compile(
    r"(?:\d|\b(?:were|was|are|is|aged|those|children|girls|boys|minors|people|women|men|victims|and|or|persons))\s+(?:under|over|below|above)\s+$",
    re.IGNORECASE,
)
_COMMA = re.compile(r",\s")
_NAME_AND_COMMA = re.compile(r"[a-z’]+,\s+$")
_YOUNGEST, _OLDEST = 5, 100  # "Khun Tha, 38, a former worker" gives an age
_OLDEST_BOUND = 21  # "over 18" and the like after a word for persons is an age


def counts_nothing(before: str, after: str) -> bool:
    """Tell "Article 12" and "12 years old" from a count; the last letters before decide whether a pattern is tried."""
    named = before.rstrip(_BESIDE_NAMES).lower().endswith(_NAMED_ENDS)
    return (named and _NOT_A_COUNT.search(before) is not None) or _NOT_AFTER.match(after.lower()) is not None


def is_age(value: Decimal, before: str, after: str, *, percent: bool) -> bool:
    """Tell "Khun Tha, 38, a former worker" and "girls under 18" from a count."""
    if _YOUNGEST < value < _OLDEST and _COMMA.match(after) and _NAME_AND_COMMA.search(before):
        return True
    return not percent and value <= _OLDEST_BOUND and _AGE_BOUND.search(before) is not None
