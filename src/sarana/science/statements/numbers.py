"""Read printed numbers: figures, number words, Khmer digits, bounds ("at least") and vague amounts ("thousands").

"1,577" and "1.577" are both 1,577 when persons or things are counted; "16.34%" and "16,34%" are a decimal. A vague plural
is taken at its weakest: "thousands" is at least two thousand.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from sarana.science.statements.bounds import bounds, comparison_before
from sarana.science.statements.kinds import Comparison
from sarana.science.statements.not_counts import counts_nothing, is_age
from sarana.science.statements.text import words_of

KHMER_DIGITS = str.maketrans("០១២៣៤៥៦៧៨៩", "0123456789")
_UNSPACED_DIGITS = {**KHMER_DIGITS, ord(" "): None, 0x202F: None}
_UNITS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCALES = {
    "dozen": 12,
    "score": 20,
    "hundred": 100,
    "thousand": 1000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
}
_VAGUE = {
    "dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000, "millions": 2_000_000, "tens of thousands": 20_000,
    "hundreds of thousands": 200_000, "tens of millions": 20_000_000,
    "រាប់សិប": 20, "រាប់រយ": 200, "រាប់ពាន់": 2000, "រាប់ម៉ឺន": 20_000, "រាប់សែន": 200_000, "រាប់លាន": 2_000_000,
}  # fmt: skip
_FRACTIONS = {
    "half": 50, "third": 100 / 3, "thirds": 200 / 3, "quarter": 25, "quarters": 75, "fifth": 20, "tenth": 10, "sixth": 100 / 6,
    "eighth": 12.5,
}  # fmt: skip
_MANY = {"two": 2, "three": 3, "four": 4}
_LONGEST = 15  # printed digits and separators; longer runs are no counts
_SEVERAL = 3  # "several hundred" is at least three hundred
_WORD = "|".join([*_UNITS])
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_FIGURE = re.compile(
    r"(?P<sign>(?<![\w.,–-])[+−–-])?(?<![\w.,/:])(?<!\d[-–])(?P<money>(?:us)?\$\s?)?"
    r"(?P<digits>\d{1,3}(?:[ \u202f]\d{3})+(?![\d])|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)"
    r"(?:\s+(?P<scale>hundred|thousand|million|billion|dozen)\b)?(?P<percent>\s?%|\s+per\s?cent\b|\s+percent\b|\s?ភាគរយ)?(?![\w]*\d)"
)  # tried on lower case only, as the next one is
_SPELT = re.compile(
    r"\b(?:(?P<vague>(?:tens|hundreds)\s+of\s+(?:thousands|millions)\b|(?:dozens|scores|hundreds|thousands|millions)\b(?!\s+of\s+(?:years|times)))"
    r"|(?P<several>several|a\s+few|many)\s+(?P<severalscale>dozen|hundred|thousand|million)\b"
    r"|(?<!first )(?<!second )(?<!latter )(?P<fraction>half|one[ -]third|a\s+third|two[ -]thirds|a\s+quarter|three[ -]quarters|(?:a|one)[ -](?:fifth|sixth|eighth|tenth)|(?:two|three|four)[ -]fifths)\b"
    r"(?=\s+(?:of|from|compared|in|on|to|over|since)\b|\s*[,.;]|$)"
    rf"|(?P<words>(?:(?:{_TENS})-(?:{_WORD})|(?:{_WORD})|a|half\s+a)(?:\s+(?P<wordscale>dozen|hundred|thousand|million)\b(?:\s+and\s+(?P<wordtail>(?:{_TENS})-(?:{_WORD})|(?:{_WORD}))\b)?)?)"
    r"(?P<wordpercent>\s+per\s?cent\b|\s+percent\b)?(?=[\s,.;:)]))"
    r"|(?P<khmer>រាប់(?:សិប|រយ|ពាន់|ម៉ឺន|សែន|លាន))"
)  # tried on lower case only: several times as fast as a pattern that ignores case
# A sentence without any of these words holds no number in words.
_SPELT_WORDS = frozenset(
    [*_UNITS, *_SCALES, *_FRACTIONS, *(word for vague in _VAGUE for word in vague.split()), "fifths"]
)
_RUN = re.compile(r"\d[\d.,]*")
_ONLY_ONE = re.compile(
    r"(?:\b(?:only|just|including|least|and|rescued|arrested|freed|killed|or)\s+|,\s+)$", re.IGNORECASE
)
_ONE_IN = re.compile(
    r"\s+(?:out\s+of|in)\s+(?:every\s+)?(?:two|three|four|five|six|eight|ten|\d)", re.IGNORECASE
)
_IN_SO_MANY = re.compile(r"\b(?:one|two|three|four|nine)\s+in\s+$", re.IGNORECASE)
_OR_MORE = re.compile(r"\s+or\s+more\b|\s*នាក់ឡើង")
_CURRENCIES = ("riel", "dollars", "៛", "រៀល", "ដុល្លារ")
_MINUS = {"−": "-", "–": "-"}


class Number(NamedTuple):
    """A printed number with the bounds its words allow; ``low`` or ``high`` is None where the words leave it open."""

    start: int
    end: int
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    comparison: Comparison
    vague: bool = False
    percent: bool = False
    money: bool = False
    sign: str = ""
    in_words: bool = False


def with_latin_digits(text: str) -> str:
    """Return the text with Khmer digits written as 0 to 9; offsets stay."""
    return text.translate(KHMER_DIGITS) if words_of(text).khmer else text


def numbers_in(text: str, taken: list[tuple[int, int]]) -> list[Number]:
    """Return the numbers of a sentence that count something.

    Args:
        text: The sentence; Khmer digits are read too.
        taken: Spans that are dates or periods, which are skipped.
    """
    digits = with_latin_digits(text)
    found: list[Number] = []
    for match in _candidates(digits, taken):
        begin, stop = match.span()
        if taken and any(start < stop and begin < end for start, end in taken):
            continue
        number = _number(digits, match)
        if number is not None:
            found.append(number)
    return found


def _candidates(text: str, taken: list[tuple[int, int]]) -> list[re.Match[str]]:
    """Find printed figures around runs of digits, and numbers in words; in order, without overlap."""
    found: list[re.Match[str]] = []
    done = 0
    words = words_of(text)
    dates = [] if words.khmer else taken  # in English a run inside a date never begins a number
    for run in _RUN.finditer(text):
        at = run.start()
        if at < done or (dates and any(start <= at < end for start, end in dates)):
            continue
        match = _FIGURE.search(words.lowered, max(done, at - 5), at + 64)
        if match is not None:
            found.append(match)
            done = match.end()
    if _SPELT_WORDS.isdisjoint(words.present) and not (words.khmer and "រាប់" in text):
        return found
    spelt = [*_SPELT.finditer(words.lowered)]
    if found:
        printed = [match.span() for match in found]
        spelt = [
            match for match in spelt if not any(a < match.end() and match.start() < b for a, b in printed)
        ]
        if spelt:
            return sorted([*found, *spelt], key=lambda match: match.start())
    return found or spelt


def parse_figure(printed: str, *, decimal_fraction: bool = False) -> Decimal:
    """Return the value of printed digits; the last separator is a decimal sign only if it cannot group thousands.

    Args:
        printed: Digits with separators, in English, French or Khmer fashion.
        decimal_fraction: Whether a fraction is expected, as before a percent sign.
    """
    figure = printed if printed.isdecimal() else printed.translate(_UNSPACED_DIGITS)
    if figure.isdecimal():
        return Decimal(figure)
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", figure):
        if decimal_fraction and figure.count(",") == 1 and "." not in figure:
            return Decimal(figure.replace(",", "."))
        return Decimal(figure.replace(",", ""))
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", figure):
        if decimal_fraction and figure.count(".") == 1 and "," not in figure:
            return Decimal(figure)
        return Decimal(figure.replace(".", "").replace(",", "."))
    return Decimal(figure.replace(",", "."))


def _number(text: str, match: re.Match[str]) -> Number | None:
    start, end = match.span()
    before, after = text[max(0, start - 28) : start], text[end : end + 24]
    return (_printed if match.re is _FIGURE else _spelt)(match, before, after)


def _printed(match: re.Match[str], before: str, after: str) -> Number | None:
    """Read a number in digits."""
    sign, money, printed, scale, percent = match.group("sign", "money", "digits", "scale", "percent")
    if not percent and counts_nothing(before, after):
        return None
    if len(printed) > _LONGEST:
        return None
    value = parse_figure(printed, decimal_fraction=bool(percent or scale))
    if scale:
        value *= _SCALES[scale.lower()]
    return _bounded(match, value, before, after, percent=bool(percent), money=bool(money), sign=sign or "")


def _spelt(match: re.Match[str], before: str, after: str) -> Number | None:
    """Read a number in words."""
    vague = match.group("vague") or match.group("khmer")
    if vague or match.group("several"):
        least = (
            _VAGUE[" ".join(vague.lower().split())]
            if vague
            else _SEVERAL * _SCALES[match.group("severalscale").lower()]
        )
        return Number(
            *match.span(), None, Decimal(least), None, Comparison.AT_LEAST, vague=True, in_words=True
        )
    if match.group("fraction"):
        return _fraction(match, before)
    percent = bool(match.group("wordpercent"))
    value = _in_words(match)
    if value is None or (not percent and counts_nothing(before, after)):
        return None
    if value == 1 and not percent and (not _ONLY_ONE.search(before) or after.startswith(" of ")):
        return None
    if _ONE_IN.match(after) or before.endswith("out of ") or _IN_SO_MANY.search(before):
        return None  # "two out of three callers", "one in ten survivors"
    return _bounded(match, value, before, after, percent=percent)


def _bounded(
    match: re.Match[str],
    value: Decimal,
    before: str,
    after: str,
    *,
    percent: bool,
    money: bool = False,
    sign: str = "",
) -> Number | None:
    """Give a number the bounds of the words around it; None when it is somebody's age."""
    if is_age(value, before, after, percent=percent):
        return None
    comparison = comparison_before(before, Comparison.EXACTLY)
    if comparison is Comparison.EXACTLY and _OR_MORE.match(after):
        comparison = Comparison.AT_LEAST
    low, high = bounds(value, comparison)
    return Number(
        *match.span(),
        value,
        low,
        high,
        comparison,
        percent=percent,
        money=money or after.lstrip().startswith(_CURRENCIES),
        sign=_MINUS.get(sign, sign),
        in_words=match.re is _SPELT,
    )


def _fraction(match: re.Match[str], before: str) -> Number:
    """Read "half" or "two thirds" as a percentage; without a modifier it is an approximate one."""
    many, _, part = re.sub(r"[\s-]+", " ", match.group("fraction").lower()).rpartition(" ")
    share = _FRACTIONS[part] if part in _FRACTIONS else _FRACTIONS[part.removesuffix("s")] * _MANY[many]
    value = round(Decimal(share), 1)
    comparison = comparison_before(before, Comparison.ABOUT)
    low, high = bounds(value, comparison)
    return Number(match.start(), match.end(), value, low, high, comparison, percent=True, in_words=True)


def _in_words(match: re.Match[str]) -> Decimal | None:
    words = match.group("words").lower().split()
    scale = (match.group("wordscale") or "").lower()
    first = words[0]
    if first in ("a", "half") and not scale:
        return None
    if first == "half":
        return Decimal(_SCALES[scale]) / 2
    total = sum(_UNITS.get(part, 0) for part in first.split("-")) or 1
    tail = sum(_UNITS.get(part, 0) for part in (match.group("wordtail") or "").lower().split("-"))
    return Decimal(total * _SCALES.get(scale, 1) + tail)
