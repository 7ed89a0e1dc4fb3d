"""Reading an offer: folded so that spelling, case, invisible signs and missing spaces don't matter; spans lead back."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from sarana.science.offers.amounts import monthly_sums
from sarana.science.offers.phrases import ABROAD, LATIN, LICENCE, NOT_PAY, UNSKILLED, UNSPACED
from sarana.science.offers.signs import SIGNS, Sign, Strength

# Longer texts are read up to here; no offer is as long.
LONGEST = 20_000
# So many signs before a sum may say that it is no pay.
_BEFORE_A_SUM = 25
_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")


@dataclass(frozen=True, slots=True)
class WarningSign:
    """A sign that was found.

    Attributes:
        sign: which.
        start: where in the text it begins, counted in characters; 0 where something is missing rather than said.
        end: where it ends; equal to ``start`` where something is missing.
        words: the words of the offer.
    """

    sign: Sign
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as it is compared, and for each of its signs where it began and ended in the text as written."""

    text: str
    starts: list[int]
    ends: list[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a piece of the folded text stands in the text as written."""
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> Folded:
    """Compatibility forms, case, invisible signs and other scripts' digits evened out, sign by sign."""
    folded, starts, ends = [], [], []
    for start, end in _clusters(text):
        for sign in unicodedata.normalize("NFKC", text[start:end]).casefold():
            if sign in _INVISIBLE:
                continue
            digit = unicodedata.decimal(sign, None)
            even = str(digit) if digit is not None else "'" if sign in "’ʼ" else sign
            folded.append(" " if even.isspace() and even != "\n" else even)
            starts.append(start)
            ends.append(end)
    return Folded("".join(folded), starts, ends)


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Pieces of a base sign with the accents that follow it, so that a letter typed in two parts is one."""
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or not unicodedata.combining(text[at]):
            yield start, at
            start = at


def _even(pattern: str) -> str:
    return fold(pattern).text


def _with_gaps(phrase: str) -> str:
    """Letters in a row, between which a space may stand; ``~`` is a gap of up to 15 signs in the same sentence."""
    parts = (r" ?".join(re.escape(sign) for sign in _even(part)) for part in phrase.split("~"))
    return r"[^.។。!\n]{0,15}?".join(parts)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    found = {}
    for code in SIGNS:
        latin = [rf"(?<!\w)(?:{_even(pattern)})" for pattern in LATIN.get(code, ())]
        unspaced = sorted(UNSPACED.get(code, ()), key=len, reverse=True)
        if choices := [*latin, *map(_with_gaps, unspaced)]:
            found[code] = re.compile("|".join(choices))
    return found


@cache
def _cue(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{_even(pattern)})" for pattern in patterns))


def warning_signs(text: str) -> list[WarningSign]:
    """The warning signs in an offer written in Khmer, English, Vietnamese, Chinese, Thai or Indonesian.

    None found does not mean that an offer is safe: the reading knows phrases, not intentions.

    Args:
        text: the offer as it was written; what lies beyond 20,000 characters is not read.

    Returns:
        One entry for each sign, at its first place in the text, strong signs first.
    """
    text = text[:LONGEST]
    folded = fold(text)
    found: dict[str, tuple[int, int]] = {}
    for code, pattern in _patterns().items():
        if match := pattern.search(folded.text):
            found[code] = folded.span(match.start(), match.end())
    if pay := _high_pay(folded, unskilled="no_experience" in found):
        found["high_pay"] = pay
    if found and _cue(ABROAD).search(folded.text) and not _cue(LICENCE).search(folded.text):
        found["no_licence"] = (0, 0)
    signs = [_sign(text, SIGNS[code], *span) for code, span in found.items()]
    return sorted(signs, key=lambda one: (one.sign.strength is not Strength.STRONG, one.start))


def _sign(text: str, sign: Sign, start: int, end: int) -> WarningSign:
    """The sign with its words, without the spaces around them."""
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return WarningSign(sign, start, start + len(words.strip()), words.strip())


def _high_pay(folded: Folded, *, unskilled: bool) -> tuple[int, int] | None:
    """The first sum that is far above what unskilled work pays, where the work is unskilled."""
    if not (unskilled or _cue(UNSKILLED).search(folded.text)):
        return None
    sums = (one for one in monthly_sums(folded.text) if one.is_high)
    before = ((one, folded.text[max(0, one.start - _BEFORE_A_SUM) : one.start]) for one in sums)
    high = next((one for one, words in before if not _cue(NOT_PAY).search(words)), None)
    return folded.span(high.start, high.end) if high else None
