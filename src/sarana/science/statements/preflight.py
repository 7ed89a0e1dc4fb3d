"""A speech before it is given: a light for every sentence, and the sentence as the record bears it out.

A mended sentence is proposed only when the whole text, read and judged again with it, finds nothing wrong in it any more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sarana.science.statements.kinds import ClaimKind, Comparison, Word
from sarana.science.statements.reading import read_text
from sarana.science.statements.text import paragraphs, sentences
from sarana.science.statements.verdicts import judge

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from sarana.science.statements.kinds import Figure, JudgedClaim

_WRONG = frozenset({Word.CONTRADICTED, Word.WRONG_ARITHMETIC, Word.PARTS_DO_NOT_SUM, Word.MISQUOTED})
_DIGITS = re.compile(r"[0-9០-៩][0-9០-៩.,\u00a0\u202f]*(?<![.,\u00a0\u202f])")
_KHMER_DIGITS = str.maketrans("0123456789", "០១២៣៤៥៦៧៨៩")
_MODIFIER = re.compile(
    r"(?:(?:more|fewer|less) than|over|at least|at most|up to|nearly|almost|about|around|some|roughly|approximately)\s+$"
    r"|(?:ច្រើនជាង|តិចជាង|លើសពី|ជាង|យ៉ាងតិច|យ៉ាងហោច|ប្រហែល|ប្រមាណ|ជិត|រហូតដល់)\s*$",
    re.IGNORECASE,
)
_DEPENDS = frozenset({Word.CONTRADICTED, Word.SUPPORTED_UNDER_DEFINITION})
_MOST_CHOICES = 4
_LOOK_BACK = 24
_GROUPED_FROM = 10_000


class Light(StrEnum):
    """What to do with a sentence before it is said."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Choice:
    """A sentence that the record bears out when it is said what is counted, and for when.

    ``figures`` are those it rests on: from them the definition can be told in any language.
    """

    text: str
    definition: str
    period: str
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class SpokenSentence:
    """A sentence of the speech, ``text[start:end]``; ``mended`` is empty when nothing sure can be proposed.

    Where the record gives several numbers, ``choices`` holds the sentence once for each, with its definition.
    """

    start: int
    end: int
    text: str
    light: Light
    claims: tuple[JudgedClaim, ...] = ()
    mended: str = ""
    choices: tuple[Choice, ...] = ()


def preflight(
    text: str, figures: Sequence[Figure] = (), *, said_on: date | None = None
) -> tuple[SpokenSentence, ...]:
    """Judge every sentence of a speech, and mend those whose number the record or the arithmetic gives.

    Args:
        text: the speech as it is to be given, English or Khmer.
        figures: published and registered figures.
        said_on: the day of speaking.
    """
    judged = _judged(text, figures, said_on)
    found = []
    for start, end in _spans(text):
        claims = tuple(one for one in judged if start <= one.claim.start < end)
        light = _light(claims)
        mended = _mended(text, (start, end), claims, figures, said_on) if light is Light.RED else ""
        choices = () if mended else _choices(text, (start, end), claims, figures, said_on)
        found.append(SpokenSentence(start, end, text[start:end], light, claims, mended, choices))
    return tuple(found)


def mended_text(text: str, sentences_of: Sequence[SpokenSentence]) -> str:
    """The speech with every mended sentence in its place."""
    for one in reversed(sentences_of):
        if one.mended:
            text = text[: one.start] + one.mended + text[one.end :]
    return text


def _judged(text: str, figures: Sequence[Figure], said_on: date | None) -> list[JudgedClaim]:
    reading = read_text(text, published_on=said_on)
    return judge(reading.statements, figures, narrated=reading.narrative_claims, said_on=said_on)


def _spans(text: str) -> list[tuple[int, int]]:
    return [
        (first + start, first + end)
        for first, last in paragraphs(text)
        for start, end in sentences(text[first:last])
    ]


def _light(claims: Sequence[JudgedClaim]) -> Light:
    if not claims:
        return Light.NONE
    words = {verdict.word for one in claims for verdict in one.verdicts}
    if words & _WRONG:
        return Light.RED
    return Light.GREEN if words == {Word.SUPPORTED} else Light.AMBER


def _mended(
    text: str,
    span: tuple[int, int],
    claims: Sequence[JudgedClaim],
    figures: Sequence[Figure],
    said_on: date | None,
) -> str:
    start, end = span
    sentence = text[start:end]
    for one in reversed(claims):
        verdict = one.verdict
        if verdict.word not in _WRONG:
            continue
        if verdict.low is None or verdict.low != verdict.high:
            return ""  # the record gives a range, or nothing: a person decides what to say
        changed = _with_number(sentence, one.claim.start - start, one.claim.end - start, verdict.low, one)
        if not changed:
            return ""
        sentence = changed
    again = _judged(text[:start] + sentence + text[end:], figures, said_on)
    inside = [one for one in again if start <= one.claim.start < start + len(sentence)]
    return sentence if len(inside) >= len(claims) and _light(inside) is not Light.RED else ""


def _choices(
    text: str,
    span: tuple[int, int],
    claims: Sequence[JudgedClaim],
    figures: Sequence[Figure],
    said_on: date | None,
) -> tuple[Choice, ...]:
    """The sentence once for each number on record, when one claim alone hangs on what is counted."""
    start, end = span
    open_ones = [one for one in claims if one.verdict.word in _DEPENDS and len(one.verdict.outcomes) > 1]
    if (
        len(open_ones) != 1
        or open_ones[0].claim.value is None
        or open_ones[0].claim.kind is not ClaimKind.LEVEL
    ):
        return ()
    one = open_ones[0]
    found: list[Choice] = []
    for outcome in one.verdict.outcomes:
        if outcome.low != outcome.high or len(found) == _MOST_CHOICES:
            continue
        sentence = text[start:end]
        if not outcome.holds:
            sentence = _with_number(
                sentence, one.claim.start - start, one.claim.end - start, outcome.low, one
            )
        if not sentence or any(
            outcome.period in choice.period and sentence == choice.text for choice in found
        ):
            continue
        again = _judged(text[:start] + sentence + text[end:], figures, said_on)
        inside = [told for told in again if start <= told.claim.start < start + len(sentence)]
        if inside and _light(inside) is not Light.RED:
            found.append(Choice(sentence, outcome.definition, outcome.period, outcome.figures))
    return tuple(found) if len(found) > 1 or (found and one.verdict.word is not Word.CONTRADICTED) else ()


def _with_number(sentence: str, start: int, end: int, value: Decimal, one: JudgedClaim) -> str:
    """The sentence with another number between these places, without the "more than" before it; empty if none stands there."""
    found = _DIGITS.search(sentence, start, end)
    if found is None:
        return ""
    number = _written(value, like=found[0])
    before, after = sentence[: found.start()], sentence[found.end() :]
    if one.claim.comparison is not Comparison.EXACTLY:
        near = len(before) - _LOOK_BACK if len(before) > _LOOK_BACK else 0
        before = before[:near] + _MODIFIER.sub("", before[near:])
    return before + number + after


def _written(value: Decimal, *, like: str) -> str:
    """The number in the signs of the one it replaces."""
    whole = value == value.to_integral_value()
    grouped = abs(value) >= _GROUPED_FROM or "," in like
    text = f"{int(value):,}" if whole else f"{round(value, 1):,}"
    text = text if grouped else text.replace(",", "")
    return text.translate(_KHMER_DIGITS) if re.search("[០-៩]", like) else text
