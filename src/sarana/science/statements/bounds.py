"""The words that bound a number, "at least" or "about", and the range that they allow."""

from __future__ import annotations

import re
from decimal import Decimal

from sarana.science.statements.kinds import Comparison

# The words that bound a number, how they end (most numbers have none, and no pattern is tried), and the bound they give.
_BEFORE: tuple[tuple[re.Pattern[str], tuple[str, ...], Comparison], ...] = tuple(
    (re.compile(rf"(?:\b|(?<=[\u1780-\u17ff ]))(?:{words})\s*$"), tuple(ends.split()), comparison)
    for words, ends, comparison in (
        (r"at\s+least|(?:no|never)\s+fewer\s+than|no\s+less\s+than|not\s+less\s+than|a\s+minimum\s+of|យ៉ាងហោចណាស់|យ៉ាងតិច", "least than of", Comparison.AT_LEAST),
        (r"up\s+to|as\s+many\s+as|at\s+most|(?:no|not|never)\s+more\s+than|a\s+maximum\s+of|រហូតដល់", "to as most than of", Comparison.AT_MOST),
        (r"more\s+than|over|above|in\s+excess\s+of|upwards\s+of|exceeding|exceeded|topped|surpassed|ជាង|លើសពី|លើស", "than over above of exceeding exceeded topped surpassed", Comparison.MORE_THAN),
        (r"nearly|almost|close\s+to|just\s+under|ជិត|ជិតដល់", "nearly almost to under", Comparison.NEARLY),
        (r"about|around|some|roughly|approximately|an\s+estimated|estimated|circa|ប្រមាណ|ប្រហែល|ប្រមាណជា|ចំនួនប្រមាណ", "about around some roughly approximately estimated circa", Comparison.ABOUT),
        (r"fewer\s+than|less\s+than|below|under|តិចជាង|ក្រោម", "than below under", Comparison.LESS_THAN),
    )
)  # fmt: skip
_BEFORE_ENDS = tuple(sorted({end for _, ends, _ in _BEFORE for end in ends}))


def bounds(value: Decimal, comparison: Comparison) -> tuple[Decimal | None, Decimal | None]:
    """Return the range that a modifier allows: about and nearly give a tenth below, about a tenth above as well."""
    match comparison:
        case Comparison.EXACTLY:
            return value, value
        case Comparison.AT_LEAST | Comparison.MORE_THAN:
            return value, None
        case Comparison.AT_MOST | Comparison.LESS_THAN:
            return None, value
    tenth = (value / 10).quantize(Decimal(1)) if abs(value) >= 10 else value / 10  # noqa: PLR2004
    return value - tenth, value + tenth if comparison is Comparison.ABOUT else value


def comparison_before(before: str, otherwise: Comparison) -> Comparison:
    """Return how the words before a number bound it."""
    lowered = before.lower()
    tail = lowered.rstrip()
    khmer = "\u1780" <= tail[-1:] <= "\u17ff"
    if not khmer and not tail.endswith(_BEFORE_ENDS):
        return otherwise
    for pattern, ends, comparison in _BEFORE:
        if (khmer or tail.endswith(ends)) and pattern.search(lowered):
            return comparison
    return otherwise
