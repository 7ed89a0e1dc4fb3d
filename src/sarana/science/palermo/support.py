"""What a screening's answers say for each element: explained, never scored, and never a status by itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sarana.science.palermo.eleven import ELEVEN
from sarana.science.palermo.guide import ACT_GUIDE, MEANS_GUIDE, PURPOSE_GUIDE

PARTS: dict[str, tuple[str, ...]] = {
    "act": tuple(one.code for one in ACT_GUIDE),
    "means": tuple(one.code for one in MEANS_GUIDE),
    "purpose": tuple(one.code for one in PURPOSE_GUIDE),
    "indicator": tuple(one.code for one in ELEVEN),
}


class Seen(StrEnum):
    """What was seen of one element. What was not asked has no answer at all."""

    CLEAR = "clear"
    SOME = "some"
    NOTHING = "nothing"


type Answers = Mapping[tuple[str, str], Seen]


class Standing(StrEnum):
    """How an element stands after the screening, in words that the officer weighs herself."""

    SUPPORTED = "supported"
    SOME_SIGNS = "some_signs"
    NOTHING_SEEN = "nothing_seen"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True, slots=True)
class Support:
    """What speaks for act, means or purpose: codes seen clearly, by some signs, asked in vain, and not asked.

    ``through`` are indicators of the eleven that were seen and may speak for one of its codes: (indicator, code).
    """

    part: str
    standing: Standing
    clear: tuple[str, ...]
    some: tuple[str, ...]
    nothing: tuple[str, ...]
    unasked: tuple[str, ...]
    through: tuple[tuple[str, str], ...]


def support(answers: Answers, *, is_minor: bool | None) -> tuple[Support, Support, Support]:
    """Act, means and purpose, each with what speaks for it and what was not asked.

    Args:
        answers: what was seen, by part (act, means, purpose, indicator) and code.
        is_minor: under 18 at the event; then no means is needed (article 3(c)).

    Raises:
        ValueError: an answer for something that the guide does not ask.
    """
    for part, code in answers:
        if code not in PARTS.get(part, ()):
            raise ValueError(f"The guide asks for no {part} “{code}”.")
    act, means, purpose = (_of(part, answers, is_minor=is_minor) for part in ("act", "means", "purpose"))
    return act, means, purpose


def _of(part: str, answers: Answers, *, is_minor: bool | None) -> Support:
    by_seen: dict[Seen | None, list[str]] = {seen: [] for seen in (*Seen, None)}
    for code in PARTS[part]:
        by_seen[answers.get((part, code))].append(code)
    through = tuple(
        (one.code, code)
        for one in ELEVEN
        if answers.get(("indicator", one.code)) in {Seen.CLEAR, Seen.SOME}
        for spoken_part, code in one.speaks_for
        if spoken_part == part
    )
    if part == "means" and is_minor:
        standing = Standing.NOT_NEEDED
    elif by_seen[Seen.CLEAR]:
        standing = Standing.SUPPORTED
    else:
        standing = Standing.SOME_SIGNS if by_seen[Seen.SOME] or through else Standing.NOTHING_SEEN
    return Support(
        part,
        standing,
        tuple(by_seen[Seen.CLEAR]),
        tuple(by_seen[Seen.SOME]),
        tuple(by_seen[Seen.NOTHING]),
        tuple(by_seen[None]),
        through,
    )


def elements_seen(answers: Answers) -> dict[str, list[str]]:
    """The codes of acts, means and purposes for which anything speaks, for an officer to confirm one by one."""
    found: dict[str, list[str]] = {}
    for one in support(answers, is_minor=None):
        codes = {*one.clear, *one.some, *(code for _, code in one.through)} - {*one.nothing}
        found[one.part] = [code for code in PARTS[one.part] if code in codes]
    return found
