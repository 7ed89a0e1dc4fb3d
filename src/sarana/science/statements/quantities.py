"""From numbers to claims: what is counted, for when, where, of whom, and how one number hangs on another.

News prose leaves out what the reader can supply: "203 arrests, up from 113", "138 were under 15", "including 351 from
Malaysia". A number without a noun takes the measure of the number before it; a number under "including", "of them" or
"were under 15" is a part of it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sarana.science.statements import english, measures, nouns
from sarana.science.statements.counted import (
    REACH,
    Counted,
    counted_by,
    is_khmer_near,
    mixed_units,
    others_follow,
)
from sarana.science.statements.kinds import Claim, ClaimKind
from sarana.science.statements.numbers import Number, numbers_in
from sarana.science.statements.period_choice import (
    Thread,
    chosen_period,
    compared_with,
    part_years,
    periods_told,
    share_period,
)
from sarana.science.statements.roles import Role, direction_of, label_of, listing_of, opens_list, role_of
from sarana.science.statements.text import words_of
from sarana.science.statements.whereabouts import place_of, population_of

if TYPE_CHECKING:
    from datetime import date

    from sarana.science.statements.period_grammar import FoundPeriod


_NUMBER_WORDS = english.words(
    """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
    twenty thirty forty fifty sixty seventy eighty ninety dozen dozens scores hundred hundreds thousand thousands million millions
    half third thirds quarter quarters"""
)


_DIGIT = re.compile(r"[0-9០-៩]")


_BEFORE_REACH = 110


_GOES_ON = re.compile(
    r"(?:Of|Among)\s+(?:these|those|them|the)\b|They\s+(?:include|are|were)|These\s+(?:include|are|were)|ក្នុងនោះ|ក្នុងចំណោម"
)


_CRIME = re.compile(r"\b(?:crimes?|trafficking|exploitation)\b", re.IGNORECASE)


_OPENING = 60  # characters in which a sentence names what it is about
_THEY_MOVED = re.compile(
    r"\b(?:they|it)\s+(?:ha(?:ve|s|d)\s+)?(?:rose|risen|fell|fallen|grew|grown|went|gone|dropped|declined|increased|decreased|climbed)\b",
    re.IGNORECASE,
)
_EACH_YEAR = re.compile(
    r"[^.;,\d]{0,60}?\b(?:(?:a|per|each|every)\s+year\b|annually\b|yearly\b)|[^។\d]{0,40}?ក្នុងមួយឆ្នាំ"
)


# What is done to these stands behind them: "88 people were prosecuted and 75 traffickers were convicted".
_DONE_TO_THEM = re.compile(
    r"\s+(?!of\b)(?:[a-z-]+\s+){1,2}?(?:were|was|had\s+been|have\s+been|has\s+been)\s+(?:later\s+|also\s+)?"
    r"(?P<verb>(?!being\b|from\b|under\b|in\b|among\b|not\b)[a-z]+(?:ed|en|ght|nt|wn)\b[^,;.]{0,40}?)(?=[,;.]|\s+and\b|\s+in\b|\s+after\b|$)",
    re.IGNORECASE,
)


def quantities_in(
    paragraph: str,
    spans: list[tuple[int, int]],
    *,
    published_on: date | None = None,
    at: int = 0,
    thread: Thread | None = None,
) -> list[Claim]:
    """Return the claims with a number in one paragraph; offsets count in the text.

    Args:
        paragraph: Its text.
        spans: The spans of its sentences.
        published_on: The day against which relative periods are read.
        at: Where the paragraph stands in the text.
        thread: What the paragraphs before have left open; kept only when this one opens with "Of these" or the like.
    """
    if thread is None or not _GOES_ON.match(paragraph):
        if thread is not None:
            thread.carried = thread.period
            thread.last, thread.noun, thread.period, thread.base_period = None, "", None, None
        else:
            thread = Thread()
    claims: list[Claim] = []
    for start, end in spans:
        text = paragraph[start:end]
        if not _counts(text):
            opening = nouns.noun_at(text, 0, min(len(text), _OPENING))
            thread.subject = opening[0] if opening is not None else ""
            continue
        if not thread.noun and thread.subject and _THEY_MOVED.search(text):
            thread.noun = thread.subject
        thread.sentence_at = at + start
        claims.extend(_sentence(text, thread, published_on))
    return claims


def _counts(text: str) -> bool:
    """Tell whether a sentence holds a number at all."""
    if _DIGIT.search(text):
        return True
    words = words_of(text)
    return not _NUMBER_WORDS.isdisjoint(words.present) or (words.khmer and "រាប់" in text)


def _sentence(text: str, thread: Thread, published_on: date | None) -> list[Claim]:
    periods = periods_told(text, published_on)
    compared = compared_with(text, periods)
    thread.base_spans = {f.start for f in compared}
    thread.base_period = compared[0].period if compared and not compared[0].period.relative else None
    numbers = numbers_in(text, [(found.start, found.end) for found in periods])
    claims: list[Claim] = []
    for index, number in enumerate(numbers):
        left = numbers[index - 1].end if index else 0
        right = numbers[index + 1].start if index + 1 < len(numbers) else len(text)
        claim = _claim(text, number, left, right, periods, thread, claims)
        if claim is None:
            continue
        if claims and claims[-1].label == "of next" and claims[-1].group is None:
            claims[-1] = claims[-1]._replace(group=claim.start)
        claims.append(claim)
        if claim.kind is ClaimKind.LEVEL and claim.label != "base":
            thread.last = claim
            thread.period = claim.period or thread.period
        elif claim.label == "of those":
            thread.period = claim.period or thread.period
    claims = part_years(share_period(claims, periods))
    if any(claim.measure == "cases_se" for claim in claims):
        claims = [_trafficking_only(claim, text) for claim in claims]
    if not claims and periods and not periods[0].period.relative and periods[0].period.precision != "day":
        thread.period = periods[0].period
    return claims


def _trafficking_only(claim: Claim, text: str) -> Claim:
    """Beside cases of sexual exploitation, "22 cases of human trafficking" are those of trafficking alone."""
    named = re.match(
        r"\s+(?:human\s+)?(?:trafficking\s+cases|cases\s+of\s+(?:human\s+)?trafficking)\b",
        text[claim.end - claim.sentence :],
        re.IGNORECASE,
    )
    return claim._replace(measure="cases_ht") if claim.measure == "cases" and named else claim


def _claim(
    text: str,
    number: Number,
    left: int,
    right: int,
    periods: list[FoundPeriod],
    thread: Thread,
    earlier: list[Claim],
) -> Claim | None:
    before = text[max(left, number.start - _BEFORE_REACH) : number.start]
    after = text[number.end : min(right, number.end + REACH)]
    role = role_of(text, number, before, after, thread.last, earlier)
    mixed = mixed_units(text, number)
    counted = counted_by(text, number, left, right, role, thread.noun, hanging=bool(earlier))
    if (
        role is Role.BASE
        and counted.printed
        and counted.noun in ("country", "place", "province")
        and counted.noun != thread.noun
    ):
        role = Role.LEVEL  # "23 suspects from four countries" compares nothing
    of_pair = bool(earlier) and earlier[-1].label == "of next" and earlier[-1].group is None
    if not _worth_keeping(text, number, counted, role) and not mixed and not of_pair:
        return None
    measure = (
        "money"
        if number.money
        else f"mixed:{mixed}"
        if mixed
        else _measure(text, number, left, right, counted, thread, earlier)
    )
    period, printed = chosen_period(text, number, periods, role, thread)
    claim = Claim(
        kind=ClaimKind.LEVEL,
        measure=measure,
        text=text[number.start : number.end],
        start=thread.sentence_at + number.start,
        end=thread.sentence_at + number.end,
        sentence=thread.sentence_at,
        value=number.value,
        low=number.low,
        high=number.high,
        comparison=number.comparison,
        vague=number.vague,
        unit="money" if number.money else "percent" if number.percent else "count",
        period=period,
        period_printed=printed,
        place=place_of(text, number, left, right),
        population=population_of(text, counted.phrase or after[:40]),
        measure_printed=counted.printed,
    )
    return claim if number.money else _in_role(claim, number, before, after, role, thread, earlier)


def _worth_keeping(text: str, number: Number, counted: Counted, role: Role) -> bool:
    if number.money or number.percent:
        return True
    spelt = number.in_words and not number.vague and not counted.printed
    if spelt and role is not Role.CHANGE and not others_follow(text, number):
        return False
    return bool(counted.noun) or role is not Role.LEVEL


def _measure(
    text: str, number: Number, left: int, right: int, counted: Counted, thread: Thread, earlier: list[Claim]
) -> str:
    if not counted.printed and thread.last is not None:
        return thread.last.measure
    if not counted.printed and earlier and counted.noun == thread.noun:
        return earlier[-1].measure  # "from 60 to 75": only the base was read so far
    if not counted.printed and counted.noun and counted.noun == thread.subject:
        return measures.plain_measure(counted.noun)
    if not counted.noun:
        return "crime" if _CRIME.search(text[: number.start]) else ""
    near = text[max(left, number.start - 40) : min(right, number.end + 70)]
    clause = text[max(left, number.start - 160) : min(right + 60, number.end + 120, len(text))]
    if counted.noun in ("place", "company", "complaint"):
        near = (
            text[max(left, number.start - 40) : number.end]
            + re.split(r",|\band\b", text[number.end : min(right, number.end + 70)])[0]
        )
    done = _DONE_TO_THEM.match(text, number.end)
    if done is not None:
        near, clause = text[done.start("verb") : done.end()], ""
    if is_khmer_near(text, number):
        near, clause = text[max(left, number.start - 60) : number.start], near
    act = measures.act_near(counted.noun, near, clause, text)
    thread.noun = counted.noun
    phrase = counted.phrase if counted.phrase.strip() else near
    return measures.measure_of(counted.noun, act, text[number.end : min(right, number.end + REACH)], phrase)


def _group(before: str, thread: Thread, earlier: list[Claim]) -> int | None:
    """Return the start of the total a part belongs to: "57 were foreigners, including 20 from …" is a list in a list."""
    if earlier and earlier[-1].kind is ClaimKind.PART and earlier[-1].label != "of next":
        return earlier[-1].start if opens_list(before) else earlier[-1].group
    return thread.last.start if thread.last is not None else None


def _in_role(
    claim: Claim, number: Number, before: str, after: str, role: Role, thread: Thread, earlier: list[Claim]
) -> Claim:
    match role:
        case Role.BASE:
            return claim._replace(label="base", base=claim.value, base_period=claim.period)
        case Role.CHANGE:
            kind = ClaimKind.PERCENT if number.percent else ClaimKind.CHANGE
            return claim._replace(
                kind=kind,
                base_period=thread.base_period,
                trend=direction_of(number, before, after, earlier),
                label="change",
            )
        case Role.SHARE:
            return claim._replace(kind=ClaimKind.PERCENT, label=f"share:{label_of(after)}")
        case Role.OF_NEXT | Role.OF_THOSE:
            return claim._replace(kind=ClaimKind.PART, label=role.value)
        case Role.PART if thread.last is not None:
            total = thread.last
            return claim._replace(
                kind=ClaimKind.PART,
                group=_group(before, thread, earlier),
                listing=listing_of(before, earlier),
                label=label_of(after),
                period=claim.period or total.period,
                measure=total.measure,
            )
        case _:
            yearly = claim.period is None and _EACH_YEAR.match(after) is not None
            return claim._replace(label="each year") if yearly else claim
