"""What the words for a period mean: from a match of the grammar to its first and last day."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sarana.science.statements.english import MONTHS
from sarana.science.statements.periods import Period, month_span, whole_year

if TYPE_CHECKING:
    from collections.abc import Callable


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
_EARLY = 3  # months in which "the past year" still means the calendar year before
type Reader = Callable[[re.Match[str], Now], Period | None]


@dataclass(frozen=True, slots=True)
class Now:
    """The day against which relative words are read, and the year that it gives them."""

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


def _month(word: str) -> int:
    return MONTHS[word.lower().rstrip(".")]


def half(match: re.Match[str], now: Now) -> Period:
    """A half-year: "the first half of 2031", "H2 2031"."""
    word = match.group("half").lower()
    first = word in ("first", "1", "h1", "1st")
    year = now.year(match.groupdict().get("year"), 1 if first else 7)
    return month_span(year, *((1, 6) if first else (7, 12)), "half")


def quarter(match: re.Match[str], now: Now) -> Period:
    """A quarter: "the third quarter", "Q3 2031", "the last three months"."""
    word = match.group("quarter").lower()
    index = int(word) if word.isdigit() else _ORDINALS.get(word, 1)
    year = now.year(match.groupdict().get("year"), 3 * index - 2)
    return month_span(year, 3 * index - 2, 3 * index, "quarter")


def first_months(match: re.Match[str], now: Now) -> Period | None:
    """Months from January on: "the first nine months of 2031"."""
    word = match.group("n").lower()
    count = int(word) if word.isdigit() else _WORDS.get(word, 0)
    return (
        month_span(now.year(match.groupdict().get("year")), 1, count, "months")
        if count in range(1, 13)
        else None
    )


def months(match: re.Match[str], now: Now) -> Period | None:
    """From month to month: "from November 2030 to March 2031". Without a year before it the first may lie in the year before."""
    first, last = _month(match.group("m1")), _month(match.group("m2"))
    year = now.year(match.groupdict().get("year"), first)
    start_year = (
        int(match.group("y1")) if match.groupdict().get("y1") else (year if first <= last else year - 1)
    )
    return Period(date(start_year, first, 1), date(year, last, monthrange(year, last)[1]), "months")


def years(match: re.Match[str], _: Now) -> Period | None:
    """From year to year: "2029 to 2031", "2029-31"."""
    first, last = int(match.group("y1")), match.group("y2") or match.group("y2w")
    end = int(last) if len(last) == 4 else first // 100 * 100 + int(last)  # noqa: PLR2004
    return Period(date(first, 1, 1), date(end, 12, 31), "years")


def one_day(match: re.Match[str], now: Now) -> Period | None:
    """A day: "12 March 2031"; None where the month has no such day."""
    month = _month(match.group("m"))
    year, day = now.year(match.group("year"), month), int(match.group("d"))
    if not 1 <= day <= monthrange(year, month)[1]:
        return None
    return Period(date(year, month, day), date(year, month, day), "day")


def one_month(match: re.Match[str], now: Now) -> Period:
    """A month: "March 2031", "in March"."""
    month = _month(match.group("m"))
    return month_span(now.year(match.group("year"), month), month, month, "month")


def since(match: re.Match[str], now: Now) -> Period | None:
    """What began then: "since March 2030", until the day of publication."""
    if match.group("m"):
        month = _month(match.group("m"))
        day = int(match.group("d") or 1)
        year = now.year(match.group("year"), month)
        start = date(year, month, min(day, monthrange(year, month)[1]))
    else:
        start = date(now.year(match.group("y")), 1, 1)
    return Period(start, max(start, now.today), "to date")


def same_period(match: re.Match[str], now: Now) -> Period:
    """A period of another year: "the same period of last year", as long as what it is compared with, so only its year is known."""
    printed = match.group("year")
    year = now.year(printed) if printed else now.today.year - 1
    return Period(date(year, 1, 1), date(year, 12, 31), "same period", relative=True)


def by_the_end(match: re.Match[str], now: Now) -> Period:
    """What ends then: "by the end of June 2031", from the beginning of that year."""
    month = _month(match.group("m"))
    year = now.year(match.group("year"), month)
    last = monthrange(year, month)[1]
    day = int(match.group("d") or match.group("d2") or last)
    return Period(date(year, 1, 1), date(year, month, min(max(day, 1), last)), "to date")


def relative_year(match: re.Match[str], now: Now) -> Period:
    """A year told from the day of publication: "this year", "last year", "a year earlier", "so far this year"."""
    word = " ".join(match.group().lower().split())
    if "so far" in word or "to date" in word:
        return Period(date(now.today.year, 1, 1), now.today, "to date")
    year = now.today.year - (0 if "this" in word or "នេះ" in word else 1)
    before = "last" not in word and "this" not in word and "ឆ្នាំ" not in word
    later = "later" in word or "following" in word or "next" in word
    return Period(date(year, 1, 1), date(year, 12, 31), "year later" if later else "year", relative=before)


def past_year(_: re.Match[str], now: Now) -> Period | None:
    """In the first months of a year "over the past year" means the year that is over; later it fits no calendar year."""
    return whole_year(now.today.year - 1) if now.today.month <= _EARLY else None


def last_month(_: re.Match[str], now: Now) -> Period:
    """The calendar month before the day of publication."""
    year, month = (now.today.year, now.today.month - 1) if now.today.month > 1 else (now.today.year - 1, 12)
    return month_span(year, month, month, "month")


def one_year(match: re.Match[str], _: Now) -> Period:
    """A year: "in 2031"."""
    return whole_year(int(match.group("y")))


def fiscal_year(match: re.Match[str], _: Now) -> Period:
    """A fiscal year of the United States: from October of the year before."""
    year = int(match.group("y"))
    return Period(date(year - 1, 10, 1), date(year, 9, 30), "fiscal year")


def khmer_day(match: re.Match[str], now: Now) -> Period | None:
    """A Khmer month, with its day where one is printed."""
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


def khmer_months(match: re.Match[str], now: Now) -> Period:
    """From one Khmer month to another of the same year."""
    first, last = KHMER_MONTHS[match.group("m1")], KHMER_MONTHS[match.group("m2")]
    return month_span(now.year(match.group("year"), first), min(first, last), max(first, last), "months")
