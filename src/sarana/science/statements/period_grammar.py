"""Find the periods of a sentence: the grammar of English and Khmer words for years, halves, quarters, months and days."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from sarana.science.statements import period_readings as means
from sarana.science.statements.numbers import with_latin_digits
from sarana.science.statements.period_readings import KHMER_MONTHS, Now, Reader
from sarana.science.statements.text import words_of

if TYPE_CHECKING:
    from sarana.science.statements.periods import Period


class FoundPeriod(NamedTuple):
    """A period and where it stands in the sentence."""

    start: int
    end: int
    period: Period


_M = r"(?:january|february|march|april|may|june|july|august|september|october|november|december|(?:jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\b\.?)"


_Y = r"(?:19|20)\d\d"


_OF_YEAR = rf"(?:\s*(?:of|in|,)?\s*(?:the\s+year\s+)?(?P<year>{_Y}|this\s+year|last\s+year|the\s+year\b))?"


_KM = "|".join(KHMER_MONTHS)


_YEAR_DIGITS = re.compile(_Y)


_MONTH_STEM = re.compile("Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|JAN|MAY|JUN|JUL")


type _Rule = tuple[re.Pattern[str], Reader, list[frozenset[str]]]


@lru_cache(maxsize=8)  # the rules for numbers and those for trends ask about the same sentence
def periods_in(text: str, *, published_on: date | None = None) -> tuple[FoundPeriod, ...]:
    """Return the periods of a sentence in order, the most specific reading of each span."""
    digits = with_latin_digits(text)
    hints = _hints(digits)
    if not hints:
        return ()
    now = Now(published_on or _latest_year(digits))
    found: list[FoundPeriod] = []
    lowered = words_of(digits).lowered
    for pattern, read in _rules_for(hints):
        for match in pattern.finditer(lowered):
            start, end = match.span()
            if any(f.start < end and start < f.end for f in found):
                continue
            period = read(match, now)
            if period is not None and period.start <= period.end:
                found.append(FoundPeriod(start, end, period))
    return tuple(sorted(found, key=lambda f: f.start))


def _hints(text: str) -> frozenset[str]:
    """Return which words of the grammar a sentence holds at all: most sentences hold none, and no pattern is tried."""
    words = words_of(text)
    hints = [_TRIGGERS[stem] for stem in words.stems & _TRIGGERS.keys()]
    lowered = words.lowered
    hints += [word for word in _LOOSE_TRIGGERS if word in lowered]
    if words.khmer:
        hints += [word for word in _KHMER_TRIGGERS if word in lowered]
    if _MONTH_STEM.search(text):
        hints.append("month name")
    years = len(_YEAR_DIGITS.findall(text))
    if years:
        hints.append("year digits")
        if years > 1 or "-" in text or "–" in text:
            hints.append("years")
    return (
        frozenset(hints).union(words.present & _HINT_WORDS, words.stems & _HINT_STEMS)
        if hints
        else frozenset()
    )


@lru_cache(maxsize=1024)
def _rules_for(hints: frozenset[str]) -> list[tuple[re.Pattern[str], Reader]]:
    """Return the rules that a sentence with these words may follow."""
    return [(pattern, read) for pattern, read, needed in _GRAMMAR if not any(map(hints.isdisjoint, needed))]


def _latest_year(text: str) -> date:
    years = [int(year) for year in re.findall(rf"\b{_Y}\b", text)]
    return date(max(years), 12, 31) if years else date(2000, 12, 31)


def _rule(needed: str, pattern: str, read: Reader) -> _Rule:
    """Return a rule that is tried when the sentence holds, of each part of ``needed`` between bars, one of the words between strokes."""
    return (
        re.compile(pattern),  # tried on lower case only
        read,
        [frozenset(part.split("/")) for part in needed.split("|")],
    )


# How the grammar's words begin -> what the rules call them.
_TRIGGERS = {
    "same": "same", "corr": "corresponding", "fisc": "fiscal", "half": "half", "firs": "first", "seco": "second", "mont": "months",
    "quar": "quarter", "sinc": "since", "year": "year", "seme": "semester",
}  # fmt: skip
_LOOSE_TRIGGERS = ("fy", "h1", "h2", "q", "last month", "to date", "end of")
_KHMER_TRIGGERS = ("ដូចគ្នា", "ឆមាស", "ត្រីមាស", "ខែ", "ឆ្នាំ")
_HINT_STEMS = frozenset(["case", "vict", "arre", "comp", "tota", "figu"])
# Whole words that single rules ask for besides.
_HINT_WORDS = frozenset(["equivalent", "past", "last", "by", "until", "as", "up", "at"])


_GRAMMAR = (
    _rule("ដូចគ្នា", r"(?P<year>)(?:រយៈពេល|ឆមាស)ដូចគ្នា(?:នៃ)?(?:កាលពី)?(?:ឆ្នាំ(?:មុន|\s*\d{4})?)?", means.same_period),
    _rule("ឆមាស", rf"ឆមាស(?:ទី)?\s*(?P<half>[12])\s*(?:នៃ)?\s*(?:ឆ្នាំ\s*(?P<year>{_Y}))?", means.half),
    _rule("ត្រីមាស", rf"ត្រីមាស(?:ទី)?\s*(?P<quarter>[1-4])\s*(?:នៃ)?\s*(?:ឆ្នាំ\s*(?P<year>{_Y}))?", means.quarter),
    _rule("ខែ", rf"(?P<n>\d{{1,2}})\s*ខែ(?:ដើមឆ្នាំ|ដំបូង)\s*(?:នៃ)?\s*(?:ឆ្នាំ)?\s*(?P<year>{_Y})?", means.first_months),
    _rule("ខែ", rf"ខែ(?P<m1>{_KM})\s*(?:ដល់|រហូតដល់|ដល់ខែ|-|–)\s*(?:ខែ)?(?P<m2>{_KM})\s*(?:ឆ្នាំ\s*(?P<year>{_Y}))?", means.khmer_months),
    _rule("ខែ", rf"(?:ថ្ងៃ(?:ទី)?\s*(?P<d>\d{{1,2}})\s*)?ខែ\s*(?P<m>{_KM})\s*(?:ឆ្នាំ\s*(?P<year>{_Y}))?", means.khmer_day),
    _rule("ឆ្នាំ", r"ឆ្នាំ(?:នេះ|មុន|ទៅ)", means.relative_year),
    _rule("ឆ្នាំ|year digits", r"ឆ្នាំ\s*(?P<y>(?:19|20)\d\d)", means.one_year),
    _rule("same/corresponding/equivalent", rf"\bthe\s+(?:same|corresponding|equivalent)\s+(?:period|time|months|months?\s+period|half|quarter)(?:\s+(?:of|in|a|the))?(?:\s+(?P<year>{_Y}|last\s+year|(?:previous|preceding)\s+year|year\s+(?:ago|earlier|before)))?", means.same_period),
    _rule("year digits|fiscal/fy", r"\b(?:fiscal\s+year\s+|fy\s?)(?P<y>20\d\d)\b", means.fiscal_year),
    _rule("year digits|h1/h2", rf"\bh(?P<half>[12])\s*,?\s*(?P<year>{_Y})\b", means.half),
    _rule("year digits|h1/h2", rf"\b(?P<year>{_Y})\s*-?\s*h(?P<half>[12])\b", means.half),
    _rule("half", rf"\b(?P<half>first|second|latter|1st|2nd)[\s-]+half{_OF_YEAR}", means.half),
    _rule("first/second|semester/months", rf"\b(?P<half>first|second)\s+(?:semester|six\s+months|6\s+months){_OF_YEAR}", means.half),
    _rule("year digits|q", rf"\bq(?P<quarter>[1-4])\s*,?\s*(?P<year>{_Y})\b", means.quarter),
    _rule("quarter/months", rf"\b(?P<quarter>first|second|third|fourth|last)\s+(?:quarter|three\s+months){_OF_YEAR}", means.quarter),
    _rule("first|months", rf"\bfirst\s+(?P<n>\w+)\s+months{_OF_YEAR}", means.first_months),
    _rule("month name", rf"\b(?:from\s+|between\s+)?(?P<m1>{_M})\s*(?P<y1>{_Y})?\s*(?:to|and|until|through|–|-|till)\s*(?P<m2>{_M}){_OF_YEAR}", means.months),
    _rule("years", rf"\b(?:from\s+|between\s+)?(?P<y1>{_Y})\s*(?:(?:to|and|until|through)\s+(?P<y2w>{_Y})|[–-]\s*(?P<y2>{_Y}|\d\d))\b(?!-)", means.years),
    _rule("since", rf"\bsince\s+(?:the\s+(?:start|beginning)\s+of\s+)?(?:(?P<d>\d{{1,2}})\s+)?(?:(?P<m>{_M})(?:\s+(?P<year>{_Y}))?|(?P<y>{_Y}))", means.since),
    _rule("month name|by/until/as/up/at", rf"\b(?:(?:by|until|as\s+of|up\s+to)\s+(?:the\s+end\s+of\s+|mid-|late\s+|early\s+|(?P<d>\d{{1,2}})\s+)?|at\s+the\s+end\s+of\s+)(?P<m>{_M})(?:\s+(?P<d2>\d{{1,2}})\b)?(?:,?\s+(?P<year>{_Y}))?", means.by_the_end),
    _rule("month name", rf"\b(?P<m>{_M})\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|[,.]\d{{3}})(?:,?\s+(?P<year>{_Y}))?\b", means.one_day),
    _rule("month name", rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m>{_M})(?:,?\s+(?P<year>{_Y}))?\b", means.one_day),
    _rule("month name", rf"\b(?P<m>{_M}),?\s+(?P<year>{_Y}|last\s+year|this\s+year)\b", means.one_month),
    _rule("month name", r"\b(?:in|during|for|since|until|by|of|last|this|throughout)\s+(?P<m>january|february|march|april|may|june|july|august|september|october|november|december)\b(?P<year>)", means.one_month),
    _rule("year", r"\b(?:so\s+far\s+this\s+year|this\s+year\s+to\s+date|this\s+year\s+so\s+far|this\s+year|last\s+year|the\s+previous\s+year|the\s+year\s+before|a\s+year\s+earlier|the\s+preceding\s+year|a\s+year\s+later|the\s+(?:following|next)\s+year|year-to-date)\b", means.relative_year),
    _rule("year|past/last", r"\b(?:over|in|during|within)\s+the\s+(?:past|last)\s+year\b", means.past_year),
    _rule("last month", r"\blast\s+month\b", means.last_month),
    _rule("year digits|case/vict/arre/comp/tota/figu", r"(?:^|\bthe\s+|\()(?P<y>20[0-4]\d)\b(?=\s+(?:cases|victims|arrests|complaints|totals?|figures?))", means.one_year),
    _rule("year digits", r"\b(?:all\s+of\s+|in\s+|during\s+|for\s+|of\s+|throughout\s+)?(?:the\s+year\s+)?(?P<y>(?:19|20)\d\d)\b(?![,.]\d|\s*(?:%|per\s?cent|people|victims|persons|cases|suspects|foreigners|arrests|complaints|workers|nationals))", means.one_year),
)  # fmt: skip
