"""Find the periods of a sentence: the grammar of English and Khmer words for years, halves, quarters, months and days."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from sarana.science.statements.english import MONTHS
from sarana.science.statements.numbers import with_latin_digits
from sarana.science.statements.periods import Period, month_span, whole_year
from sarana.science.statements.text import words_of

if TYPE_CHECKING:
    from collections.abc import Callable


class FoundPeriod(NamedTuple):
    """A period and where it stands in the sentence."""

    start: int
    end: int
    period: Period


KHMER_MONTHS = {
    "មករា": 1, "កុម្ភៈ": 2, "មីនា": 3, "មេសា": 4, "ឧសភា": 5, "មិថុនា": 6, "កក្កដា": 7, "សីហា": 8, "កញ្ញា": 9, "តុលា": 10,
    "វិច្ឆិកា": 11, "ធ្នូ": 12,
}  # fmt: skip


_WORDS = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
}


_ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "last": 4,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
    "latter": 2,
}


_M = r"(?:january|february|march|april|may|june|july|august|september|october|november|december|(?:jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\b\.?)"


_Y = r"(?:19|20)\d\d"


_OF_YEAR = rf"(?:\s*(?:of|in|,)?\s*(?:the\s+year\s+)?(?P<year>{_Y}|this\s+year|last\s+year|the\s+year\b))?"


_KM = "|".join(KHMER_MONTHS)


_YEAR_DIGITS = re.compile(_Y)


_MONTH_STEM = re.compile("Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|JAN|MAY|JUN|JUL")


_EARLY = 3  # months in which "the past year" still means the calendar year before


type _Rule = tuple[re.Pattern[str], _Reader, list[frozenset[str]]]
type _Reader = Callable[[re.Match[str], _Now], Period | None]


@dataclass(frozen=True, slots=True)
class _Now:
    today: date

    def year(self, printed: str | None, month: int = 1) -> int:
        """Return the year that words or silence mean for a period which begins in ``month``."""
        if printed and printed[:4].isdigit():
            return int(printed[:4])
        lowered = " ".join((printed or "").lower().split())
        if lowered == "last year":
            return self.today.year - 1
        if lowered in ("this year", "the year"):
            return self.today.year
        return self.today.year if month <= self.today.month else self.today.year - 1


@lru_cache(maxsize=8)  # the rules for numbers and those for trends ask about the same sentence
def periods_in(text: str, *, published_on: date | None = None) -> tuple[FoundPeriod, ...]:
    """Return the periods of a sentence in order, the most specific reading of each span."""
    digits = with_latin_digits(text)
    hints = _hints(digits)
    if not hints:
        return ()
    now = _Now(published_on or _latest_year(digits))
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
def _rules_for(hints: frozenset[str]) -> list[tuple[re.Pattern[str], _Reader]]:
    """Return the rules that a sentence with these words may follow."""
    return [(pattern, read) for pattern, read, needed in _GRAMMAR if not any(map(hints.isdisjoint, needed))]


def _latest_year(text: str) -> date:
    years = [int(year) for year in re.findall(rf"\b{_Y}\b", text)]
    return date(max(years), 12, 31) if years else date(2000, 12, 31)


def _month(word: str) -> int:
    return MONTHS[word.lower().rstrip(".")]


def _half(match: re.Match[str], now: _Now) -> Period:
    word = match.group("half").lower()
    first = word in ("first", "1", "h1", "1st")
    year = now.year(match.groupdict().get("year"), 1 if first else 7)
    return month_span(year, *((1, 6) if first else (7, 12)), "half")


def _quarter(match: re.Match[str], now: _Now) -> Period:
    word = match.group("quarter").lower()
    index = int(word) if word.isdigit() else _ORDINALS.get(word, 1)
    year = now.year(match.groupdict().get("year"), 3 * index - 2)
    return month_span(year, 3 * index - 2, 3 * index, "quarter")


def _first_months(match: re.Match[str], now: _Now) -> Period | None:
    word = match.group("n").lower()
    count = int(word) if word.isdigit() else _WORDS.get(word, 0)
    return (
        month_span(now.year(match.groupdict().get("year")), 1, count, "months")
        if count in range(1, 13)
        else None
    )


def _months(match: re.Match[str], now: _Now) -> Period | None:
    first, last = _month(match.group("m1")), _month(match.group("m2"))
    year = now.year(match.groupdict().get("year"), first)
    start_year = (
        int(match.group("y1")) if match.groupdict().get("y1") else (year if first <= last else year - 1)
    )
    return Period(date(start_year, first, 1), date(year, last, monthrange(year, last)[1]), "months")


def _years(match: re.Match[str], _: _Now) -> Period | None:
    first, last = int(match.group("y1")), match.group("y2") or match.group("y2w")
    end = int(last) if len(last) == 4 else first // 100 * 100 + int(last)  # noqa: PLR2004
    return Period(date(first, 1, 1), date(end, 12, 31), "years")


def _day(match: re.Match[str], now: _Now) -> Period | None:
    month = _month(match.group("m"))
    year, day = now.year(match.group("year"), month), int(match.group("d"))
    if not 1 <= day <= monthrange(year, month)[1]:
        return None
    return Period(date(year, month, day), date(year, month, day), "day")


def _one_month(match: re.Match[str], now: _Now) -> Period:
    month = _month(match.group("m"))
    return month_span(now.year(match.group("year"), month), month, month, "month")


def _since(match: re.Match[str], now: _Now) -> Period | None:
    if match.group("m"):
        month = _month(match.group("m"))
        day = int(match.group("d") or 1)
        year = now.year(match.group("year"), month)
        start = date(year, month, min(day, monthrange(year, month)[1]))
    else:
        start = date(now.year(match.group("y")), 1, 1)
    return Period(start, max(start, now.today), "to date")


def _same(match: re.Match[str], now: _Now) -> Period:
    printed = match.group("year")
    year = now.year(printed) if printed else now.today.year - 1
    return Period(date(year, 1, 1), date(year, 12, 31), "same period", relative=True)


def _by_end(match: re.Match[str], now: _Now) -> Period:
    month = _month(match.group("m"))
    year = now.year(match.group("year"), month)
    last = monthrange(year, month)[1]
    day = int(match.group("d") or match.group("d2") or last)
    return Period(date(year, 1, 1), date(year, month, min(max(day, 1), last)), "to date")


def _relative_year(match: re.Match[str], now: _Now) -> Period:
    word = " ".join(match.group().lower().split())
    if "so far" in word or "to date" in word:
        return Period(date(now.today.year, 1, 1), now.today, "to date")
    year = now.today.year - (0 if "this" in word or "នេះ" in word else 1)
    before = "last" not in word and "this" not in word and "ឆ្នាំ" not in word
    later = "later" in word or "following" in word or "next" in word
    return Period(date(year, 1, 1), date(year, 12, 31), "year later" if later else "year", relative=before)


def _past_year(_: re.Match[str], now: _Now) -> Period | None:
    """In the first months of a year "over the past year" means the year that is over; later it fits no calendar year."""
    return whole_year(now.today.year - 1) if now.today.month <= _EARLY else None


def _last_month(_: re.Match[str], now: _Now) -> Period:
    year, month = (now.today.year, now.today.month - 1) if now.today.month > 1 else (now.today.year - 1, 12)
    return month_span(year, month, month, "month")


def _year(match: re.Match[str], _: _Now) -> Period:
    return whole_year(int(match.group("y")))


def _fiscal(match: re.Match[str], _: _Now) -> Period:
    year = int(match.group("y"))
    return Period(date(year - 1, 10, 1), date(year, 9, 30), "fiscal year")


def _khmer_day(match: re.Match[str], now: _Now) -> Period | None:
    month = KHMER_MONTHS[match.group("m")]
    year = now.year(match.group("year"), month)
    if match.group("d") is None:
        return month_span(year, month, month, "month")
    day = int(match.group("d"))
    return (
        Period(date(year, month, day), date(year, month, day), "day")
        if 1 <= day <= monthrange(year, month)[1]
        else None
    )


def _khmer_months(match: re.Match[str], now: _Now) -> Period:
    first, last = KHMER_MONTHS[match.group("m1")], KHMER_MONTHS[match.group("m2")]
    return month_span(now.year(match.group("year"), first), min(first, last), max(first, last), "months")


def _rule(needed: str, pattern: str, read: _Reader) -> _Rule:
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
    _rule("ដូចគ្នា", r"(?P<year>)(?:រយៈពេល|ឆមាស)ដូចគ្នា(?:នៃ)?(?:កាលពី)?(?:ឆ្នាំ(?:មុន|\s*\d{4})?)?", _same),
    _rule("ឆមាស", rf"ឆមាស(?:ទី)?\s*(?P<half>[12])\s*(?:នៃ)?\s*(?:ឆ្នាំ\s*(?P<year>{_Y}))?", _half),
    _rule("ត្រីមាស", rf"ត្រីមាស(?:ទី)?\s*(?P<quarter>[1-4])\s*(?:នៃ)?\s*(?:ឆ្នាំ\s*(?P<year>{_Y}))?", _quarter),
    _rule("ខែ", rf"(?P<n>\d{{1,2}})\s*ខែ(?:ដើមឆ្នាំ|ដំបូង)\s*(?:នៃ)?\s*(?:ឆ្នាំ)?\s*(?P<year>{_Y})?", _first_months),
    _rule("ខែ", rf"ខែ(?P<m1>{_KM})\s*(?:ដល់|រហូតដល់|ដល់ខែ|-|–)\s*(?:ខែ)?(?P<m2>{_KM})\s*(?:ឆ្នាំ\s*(?P<year>{_Y}))?", _khmer_months),
    _rule("ខែ", rf"(?:ថ្ងៃ(?:ទី)?\s*(?P<d>\d{{1,2}})\s*)?ខែ\s*(?P<m>{_KM})\s*(?:ឆ្នាំ\s*(?P<year>{_Y}))?", _khmer_day),
    _rule("ឆ្នាំ", r"ឆ្នាំ(?:នេះ|មុន|ទៅ)", _relative_year),
    _rule("ឆ្នាំ|year digits", r"ឆ្នាំ\s*(?P<y>(?:19|20)\d\d)", _year),
    _rule("same/corresponding/equivalent", rf"\bthe\s+(?:same|corresponding|equivalent)\s+(?:period|time|months|months?\s+period|half|quarter)(?:\s+(?:of|in|a|the))?(?:\s+(?P<year>{_Y}|last\s+year|(?:previous|preceding)\s+year|year\s+(?:ago|earlier|before)))?", _same),
    _rule("year digits|fiscal/fy", r"\b(?:fiscal\s+year\s+|fy\s?)(?P<y>20\d\d)\b", _fiscal),
    _rule("year digits|h1/h2", rf"\bh(?P<half>[12])\s*,?\s*(?P<year>{_Y})\b", _half),
    _rule("year digits|h1/h2", rf"\b(?P<year>{_Y})\s*-?\s*h(?P<half>[12])\b", _half),
    _rule("half", rf"\b(?P<half>first|second|latter|1st|2nd)[\s-]+half{_OF_YEAR}", _half),
    _rule("first/second|semester/months", rf"\b(?P<half>first|second)\s+(?:semester|six\s+months|6\s+months){_OF_YEAR}", _half),
    _rule("year digits|q", rf"\bq(?P<quarter>[1-4])\s*,?\s*(?P<year>{_Y})\b", _quarter),
    _rule("quarter/months", rf"\b(?P<quarter>first|second|third|fourth|last)\s+(?:quarter|three\s+months){_OF_YEAR}", _quarter),
    _rule("first|months", rf"\bfirst\s+(?P<n>\w+)\s+months{_OF_YEAR}", _first_months),
    _rule("month name", rf"\b(?:from\s+|between\s+)?(?P<m1>{_M})\s*(?P<y1>{_Y})?\s*(?:to|and|until|through|–|-|till)\s*(?P<m2>{_M}){_OF_YEAR}", _months),
    _rule("years", rf"\b(?:from\s+|between\s+)?(?P<y1>{_Y})\s*(?:(?:to|and|until|through)\s+(?P<y2w>{_Y})|[–-]\s*(?P<y2>{_Y}|\d\d))\b(?!-)", _years),
    _rule("since", rf"\bsince\s+(?:the\s+(?:start|beginning)\s+of\s+)?(?:(?P<d>\d{{1,2}})\s+)?(?:(?P<m>{_M})(?:\s+(?P<year>{_Y}))?|(?P<y>{_Y}))", _since),
    _rule("month name|by/until/as/up/at", rf"\b(?:(?:by|until|as\s+of|up\s+to)\s+(?:the\s+end\s+of\s+|mid-|late\s+|early\s+|(?P<d>\d{{1,2}})\s+)?|at\s+the\s+end\s+of\s+)(?P<m>{_M})(?:\s+(?P<d2>\d{{1,2}})\b)?(?:,?\s+(?P<year>{_Y}))?", _by_end),
    _rule("month name", rf"\b(?P<m>{_M})\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|[,.]\d{{3}})(?:,?\s+(?P<year>{_Y}))?\b", _day),
    _rule("month name", rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m>{_M})(?:,?\s+(?P<year>{_Y}))?\b", _day),
    _rule("month name", rf"\b(?P<m>{_M}),?\s+(?P<year>{_Y}|last\s+year|this\s+year)\b", _one_month),
    _rule("month name", r"\b(?:in|during|for|since|until|by|of|last|this|throughout)\s+(?P<m>january|february|march|april|may|june|july|august|september|october|november|december)\b(?P<year>)", _one_month),
    _rule("year", r"\b(?:so\s+far\s+this\s+year|this\s+year\s+to\s+date|this\s+year\s+so\s+far|this\s+year|last\s+year|the\s+previous\s+year|the\s+year\s+before|a\s+year\s+earlier|the\s+preceding\s+year|a\s+year\s+later|the\s+(?:following|next)\s+year|year-to-date)\b", _relative_year),
    _rule("year|past/last", r"\b(?:over|in|during|within)\s+the\s+(?:past|last)\s+year\b", _past_year),
    _rule("last month", r"\blast\s+month\b", _last_month),
    _rule("year digits|case/vict/arre/comp/tota/figu", r"(?:^|\bthe\s+|\()(?P<y>20[0-4]\d)\b(?=\s+(?:cases|victims|arrests|complaints|totals?|figures?))", _year),
    _rule("year digits", r"\b(?:all\s+of\s+|in\s+|during\s+|for\s+|of\s+|throughout\s+)?(?:the\s+year\s+)?(?P<y>(?:19|20)\d\d)\b(?![,.]\d|\s*(?:%|per\s?cent|people|victims|persons|cases|suspects|foreigners|arrests|complaints|workers|nationals))", _year),
)  # fmt: skip
