"""Dates of birth as lists and forms write them: a day, a month, a year, a range, "circa"."""

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date

from sarana.science.screening.listed import Birth

_MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ],
        1,
    )
    for name in names.split()
}
_ABOUT = re.compile(r"\b(circa|ca|c|about|approx\w*|around|environ)\b\.?", re.IGNORECASE)
_YEARS = re.compile(r"\b(1[89]\d\d|20\d\d)\s*(?:-|–|to|and|or|/)\s*(1[89]\d\d|20\d\d)\b", re.IGNORECASE)
_ISO = re.compile(r"\b(1[89]\d\d|20\d\d)-(\d{1,2})(?:-(\d{1,2}))?(?!\d)")
_DAY_FIRST = re.compile(r"\b(\d{1,2})[./ -](\d{1,2})[./ -](1[89]\d\d|20\d\d)\b")
_WORDY = re.compile(r"\b(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?([A-Za-z]{3,9})\.?,?\s+(1[89]\d\d|20\d\d)\b")
_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")
_ROUND = (1, 1)
_ABOUT_YEARS = 2


def day_span(year: int, month: int = 0, day: int = 0, *, about: bool = False) -> Birth | None:
    """A day, a whole month, or a whole year; None for what is in no calendar."""
    try:
        if month and day:
            return Birth(date(year, month, day), date(year, month, day), about)
        if month:
            return Birth(date(year, month, 1), date(year, month, monthrange(year, month)[1]), about)
        return Birth(date(year, 1, 1), date(year, 12, 31), about)
    except ValueError:
        return None


def year_span(first: int, last: int, *, about: bool = False) -> Birth | None:
    """From the first to the last of two years, in whatever order they stand."""
    low, high = sorted((first, last))
    try:
        return Birth(date(low, 1, 1), date(high, 12, 31), about)
    except ValueError:
        return None


def births_in(text: str) -> tuple[Birth, ...]:
    """The date or dates of birth that a text names; none when it names none.

    A day and month of 00 are unknown, and the first of January is taken for the year alone: clerks write it so.
    """
    about = _ABOUT.search(text) is not None
    if found := _YEARS.search(text):
        return _those([year_span(int(found[1]), int(found[2]), about=about)])
    if dated := [*_ISO.finditer(text)]:
        return _those(
            [_written(int(m[1]), int(m[2]), int(m[3] or 0), about=about) for m in dated], text, about=about
        )
    if dated := [*_DAY_FIRST.finditer(text)]:
        return _those(
            [_written(int(m[3]), int(m[2]), int(m[1]), about=about) for m in dated], text, about=about
        )
    wordy = [m for m in _WORDY.finditer(text) if m[2].lower() in _MONTHS]
    if wordy:
        return _those(
            [_written(int(m[3]), _MONTHS[m[2].lower()], int(m[1] or 0), about=about) for m in wordy]
        )
    return _those([day_span(int(m[1]), about=about) for m in _YEAR.finditer(text)])


def _written(year: int, month: int, day: int, *, about: bool) -> Birth | None:
    if not month or (month, day) == _ROUND:
        return day_span(year, about=about)
    if month > 12 >= day:  # noqa: PLR2004 - day and month the American way round
        month, day = day, month
    return day_span(year, month, day, about=about)


def _those(found: Iterable[Birth | None], text: str = "", *, about: bool = False) -> tuple[Birth, ...]:
    kept = tuple(dict.fromkeys(birth for birth in found if birth))
    if kept or not text:
        return kept
    # A day that no calendar has still names a year.
    return tuple(birth for m in _YEAR.finditer(text) if (birth := day_span(int(m[1]), about=about)))


def years_apart(one: Birth, other: Birth) -> float:
    """How many years lie between the two at least; 0 when they may be the same day."""
    slack = _ABOUT_YEARS * 365.25 * (one.about + other.about)
    gap = max((other.earliest - one.latest).days, (one.earliest - other.latest).days, 0)
    return max(0.0, gap - slack) / 365.25


def is_same_day(one: Birth, other: Birth) -> bool:
    """Both name one and the same day."""
    return one.earliest == one.latest == other.earliest == other.latest


def is_swapped(one: Birth, other: Birth) -> bool:
    """Both name a day, with day and month exchanged."""
    if one.earliest != one.latest or other.earliest != other.latest:
        return False
    left, right = one.earliest, other.earliest
    return left.year == right.year and (left.day, left.month) == (right.month, right.day) and left != right
