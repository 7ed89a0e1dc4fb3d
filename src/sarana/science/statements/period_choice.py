"""Which period a number is for: the one beside it, the one before it, or the one it is compared with."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sarana.science.statements import english
from sarana.science.statements.counted import REACH
from sarana.science.statements.period_grammar import periods_in
from sarana.science.statements.periods import Period, same_period, whole_year
from sarana.science.statements.roles import Role
from sarana.science.statements.text import words_of

if TYPE_CHECKING:
    from datetime import date

    from sarana.science.statements.kinds import Claim
    from sarana.science.statements.numbers import Number
    from sarana.science.statements.period_grammar import FoundPeriod

_DIGIT = re.compile(r"\d")
_BESIDE = 12  # characters: "160 a year later", "140 the year before"
_COMPARED = re.compile(
    r"[;]|\bcompared\b|\bup\s+from\b|\bagainst\b|\bfrom\b|\bthan\b|\bwhile\b|\bwhereas\b|ខណៈ|ធៀប|លើស(?=ពី|ឆ|ត្រី|រយៈ|ខែ)|ច្រើនជាង(?=ឆ|ពី)|តិចជាង(?=ឆ|ពី)|ពី(?=\s*(?:ចំនួន\s*)?[0-9០-៩])|\bon\s+the\s+same\b|\bover\s+the\b|\bv\b"
)
# "For the full year the number was 610": of the year that was spoken of.
_WHOLE_YEAR = re.compile(r"\b(?:full|whole|entire)\s+year\b|ពេញមួយឆ្នាំ", re.IGNORECASE)
# "dropped 7.3 per cent to 380 in 2032": the change is of the year of the number it leads to.
_MOVED_TO = re.compile(r"\s+to\s+(?:[a-z]+\s+){0,2}\d[\d,.]*(?:\s+[a-z]+){0,3}\s*", re.IGNORECASE)
_LEAD = 60  # characters before a period in which its preposition may stand
# The day on which something was said is not the period that it is about.
_SAID_WHEN = re.compile(
    r"\b(?:said|told\s+\w+|announced|reported|wrote|added|released|published|says|claimed|noted)\s+(?:on|in|last|this)?\s*\w{0,2}$"
)
_COMPARING = english.words("on over against than compared versus v")
_SAYING = english.words("said told announced reported wrote added released published says claimed noted")
_WHEN = re.compile(r",?\s+when\b")  # "compared with 2020, when there were 155 cases" gives those their year
_AGAINST = re.compile(
    r"\b(?:on|over|against|than|compared\s+(?:with|to)|versus|v\.?)\s+(?:in\s+)?$|(?:លើស|ច្រើនជាង|តិចជាង|ធៀប(?:ទៅ)?នឹង)(?:ពី)?\s*$"
)


@dataclass(slots=True)
class Thread:
    """What is known so far: the last level, which later numbers may hang on, and where the sentence stands in the text."""

    last: Claim | None = None
    sentence_at: int = 0
    noun: str = ""
    # What the sentence before was about, for "they rose from …".
    subject: str = ""
    period: Period | None = None
    # The period of the paragraph before, for one that prints none at all.
    carried: Period | None = None
    base_period: Period | None = None
    base_spans: set[int] = field(default_factory=set)


def periods_told(text: str, published_on: date | None) -> list[FoundPeriod]:
    """Return the periods that a sentence is about; not the day on which something was said."""
    periods = [*periods_in(text, published_on=published_on)]
    if periods and not _SAYING.isdisjoint(words_of(text).present):
        periods = [f for f in periods if not _SAID_WHEN.search(text, max(0, f.start - _LEAD), f.start + 3)]
    return periods


def compared_with(text: str, periods: list[FoundPeriod]) -> list[FoundPeriod]:
    """Return those of a sentence's periods that something is compared with."""
    words = words_of(text)
    if not words.khmer and _COMPARING.isdisjoint(words.present):
        return []
    return [
        f
        for f in periods
        if f.period.precision != "day"
        and _AGAINST.search(words.lowered, max(0, f.start - _LEAD), f.start)
        and not _WHEN.match(text, f.end)
    ]


def share_period(claims: list[Claim], periods: list[FoundPeriod]) -> list[Claim]:
    """Give "109 v 129, Jan-Oct" the months for the first number, and the same months a year before for the second."""
    bases = [c for c in claims if c.label == "base" and c.period_printed and c.period is not None]
    if len(periods) != 1 or len(bases) != 1 or any(c.period for c in claims if c.label != "base"):
        return claims
    period = periods[0].period
    if period.relative:
        return claims
    before = same_period(period, period.end.year - 1)
    return [
        c._replace(period=before, base_period=before)
        if c.label == "base"
        else c._replace(period=period, period_printed=True)
        for c in claims
    ]


def part_years(claims: list[Claim]) -> list[Claim]:
    """Give "from 60 to 75 between 2031 and 2032" its first year for the first number, and its last for what follows."""
    base = next((c for c in claims if c.label == "base" and c.unit == "count"), None)
    both = next((c.period for c in claims if c.period is not None and c.period.precision == "years"), None)
    if base is None or both is None or both.end.year - both.start.year < 1:
        return claims
    if base.period is not None and base.period != both:
        return claims
    first, last = whole_year(both.start.year), whole_year(both.end.year)
    return [
        c._replace(period=first, base_period=first, period_printed=True)
        if c is base
        else c._replace(period=last, base_period=first, period_printed=True)
        if c.period == both
        else c
        for c in claims
    ]


def chosen_period(
    text: str, number: Number, periods: list[FoundPeriod], role: Role, thread: Thread
) -> tuple[Period | None, bool]:
    """Return the period that the number is for, and whether it is printed with it."""
    if role is Role.BASE:
        return _base_period(text, number, periods, thread)
    usable = [f for f in periods if not f.period.relative and f.start not in thread.base_spans]
    dated = [f for f in usable if f.period.precision != "day"] or usable
    after = next((f for f in dated if f.start >= number.end and f.start - number.end < REACH), None)
    before = next((f for f in reversed(dated) if f.end <= number.start), None)
    if after is not None and _COMPARED.search(words_of(text).lowered, number.end, after.start):
        after = None
    if after is not None and before is not None and _DIGIT.search(text, number.end, after.start):
        moved = role is Role.CHANGE and _MOVED_TO.fullmatch(text, number.end, after.start)
        after = after if moved else None
    own = thread.last.period if thread.last is not None else None
    for found in periods:
        beside = found.period.relative and 0 <= found.start - number.end < _BESIDE
        if beside and own is not None and role is Role.LEVEL and found.start not in thread.base_spans:
            return _before(own, found, text), True
    nearest = after or before
    own_year = thread.period or thread.carried
    if nearest is None and own_year is not None and _WHOLE_YEAR.search(text):
        return whole_year(own_year.start.year), True
    return (nearest.period, True) if nearest is not None else (thread.period or thread.carried, False)


def _base_period(
    text: str, number: Number, periods: list[FoundPeriod], thread: Thread
) -> tuple[Period | None, bool]:
    found = next((f for f in periods if f.start >= number.end and f.start - number.end < REACH), None)
    if found is None or _DIGIT.search(text, number.end, found.start):
        relative = next((f for f in periods if f.period.relative), None)
        if relative is None:
            return thread.base_period, False
        found = relative
    thread.base_spans.add(found.start)
    period = found.period
    own = thread.last.period if thread.last is not None and thread.last.period is not None else thread.period
    if own is None:
        own = next((f.period for f in periods if not f.period.relative and f.period.precision != "day"), None)
    if period.relative and own is not None:
        period = _before(own, found, text)
    thread.base_period = period
    return period, True


def _before(own: Period, found: FoundPeriod, text: str) -> Period:
    """Return the period that "the same period last year" or "a year earlier" means beside one's own."""
    explicit = re.search(r"\d{4}", text[found.start : found.end])
    step = 1 if found.period.precision == "year later" else -1
    return same_period(own, found.period.end.year if explicit else own.end.year + step)
