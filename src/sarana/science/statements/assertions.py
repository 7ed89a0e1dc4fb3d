"""Claims without a number: trends, tiers, ranks, commitments and obligations."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from sarana.science.statements import english, measures, nouns
from sarana.science.statements.kinds import Claim, ClaimKind, Direction
from sarana.science.statements.period_grammar import periods_in
from sarana.science.statements.promises import promises_in
from sarana.science.statements.status import status_span
from sarana.science.statements.text import words_of
from sarana.science.statements.trends import trends_in

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sarana.science.statements.period_grammar import FoundPeriod
    from sarana.science.statements.periods import Period

_TIER = re.compile(
    r"\bTier[\s-]*(?P<n>[123]|one|two|three)\b(?P<wl>(?:\s+(?:status\s+)?)?(?:\s*\(?\s*)?Watch\s*-?\s*list)?|\b(?P<o>first|second|third|bottom|lowest|top|1st|2nd|3rd)[\s-]+tier\b|"
    r"\btier\s+(?P<l>2WL)|(?:កម្រិត|ថ្នាក់)(?:ទី)?\s*(?P<km>[១២៣123])(?P<kmwl>\s*(?:បញ្ជី(?:ឃ្លាំ|តាមដាន)\S*))?",
    re.IGNORECASE,
)
_TIER_WORDS = {"one": "1", "two": "2", "three": "3", "first": "1", "second": "2", "third": "3", "bottom": "3", "lowest": "3", "top": "1", "1st": "1", "2nd": "2", "3rd": "3", "១": "1", "២": "2", "៣": "3"}  # fmt: skip
_TIER_DOWN = re.compile(
    r"\bdowngrad|\bdropp|\bdemot|\brelegat|\bfell\b|\bfall|\blower|ទម្លាក់|ធ្លាក់", re.IGNORECASE
)
_TIER_UP = re.compile(r"\bupgrad|\bpromot|\brais|\bimprov|\bmoved\s+up", re.IGNORECASE)
_TIER_SAME = re.compile(r"\bremain|\bkept\b|\bstay|\bstill\b|\bmaintain|\bagain\b", re.IGNORECASE)
_RANK = re.compile(
    r"\b(?:the\s+)?(?P<word>highest|lowest|largest|smallest|most|fewest|record)\s+(?:\w+\s+){0,4}?(?:number|total|figure|ever|on\s+record|since|in)\b",
    re.IGNORECASE,
)
_SUPERLATIVES = english.words("highest lowest largest smallest most fewest record")


def assertions_in(text: str, *, published_on: date | None = None) -> list[Claim]:
    """Return the claims of one sentence that carry no number of their own; offsets count in the sentence."""
    words = words_of(text)
    lowered = words.lowered
    claims: list[Claim] = []
    if "tier" in lowered or "កម្រិត" in text or "ថ្នាក់" in text:
        claims.extend(_tiers(text))
    claims.extend(trends_in(text))
    if not words.present.isdisjoint(_SUPERLATIVES):
        claims.extend(_ranks(text))
    claims.extend(promises_in(text))
    claims.extend(_statuses(text))
    if not claims:
        return []
    found = periods_in(text, published_on=published_on)
    if not found:
        return claims
    return [claim._replace(period=_nearest(claim, found), period_printed=True) for claim in claims]


def _nearest(claim: Claim, found: Sequence[FoundPeriod]) -> Period:
    """Return the period that an assertion is about: the last before it that is longer than a day, else the first."""
    longer = [f for f in found if f.period.precision != "day" and not f.period.relative] or found
    before = [f for f in longer if f.end <= claim.start]
    return (before[-1] if before else longer[0]).period


def _tiers(text: str) -> list[Claim]:
    claims = []
    for match in _TIER.finditer(text):
        printed = match.group("n") or match.group("o") or match.group("km") or "2"
        tier = _TIER_WORDS.get(printed.lower(), printed)
        if match.group("o") and not re.search(
            r"\b(?:status|rank|trafficking|TIP|State|report|list|countr|Cambodia|Kingdom|Watch)",
            text,
            re.IGNORECASE,
        ):
            continue
        if match.group("km") and not re.search("ជួញដូរ|អាមេរិក|ចំណាត់ថ្នាក់|ទម្លាក់", text):
            continue
        watch = bool(match.group("wl") or match.group("l") or match.group("kmwl")) or bool(
            re.match(
                r"\s*(?:status\s*)?[,(]?\s*(?:the\s+)?Watch\s*-?\s*list", text[match.end() :], re.IGNORECASE
            )
        )
        near = text[max(0, match.start() - 90) : match.end() + 30]
        way = (
            Direction.DOWN
            if _TIER_DOWN.search(near)
            else Direction.UP
            if _TIER_UP.search(near)
            else Direction.SAME
            if _TIER_SAME.search(near)
            else None
        )
        label = tier + ("WL" if watch else "")
        claims.append(
            Claim(
                ClaimKind.TIER,
                "us_tip_tier",
                match.group(),
                match.start(),
                match.end(),
                value=Decimal(tier),
                low=Decimal(tier),
                high=Decimal(tier),
                unit="tier",
                trend=way,
                label=label,
            )
        )
    return claims


def _ranks(text: str) -> list[Claim]:
    claims = []
    for match in _RANK.finditer(text):
        after = nouns.noun_at(text, match.start(), min(len(text), match.end() + 60))
        before = nouns.noun_at(text, max(0, match.start() - 80), match.start(), last=True)
        apposed = re.search(r"[-–—,(]\s*$", text[: match.start()]) is not None
        noun = (before or after) if apposed else (after or before)
        if noun is None:
            continue
        near = text[max(0, match.start() - 60) : match.end() + 60]
        measure = measures.measure_of(noun[0], measures.act_near(noun[0], near, "", text), "", near)
        lowest = match.group("word").lower() in ("lowest", "smallest", "fewest")
        claims.append(
            Claim(
                ClaimKind.RANK,
                measure,
                match.group(),
                match.start(),
                match.end(),
                trend=Direction.DOWN if lowest else Direction.UP,
                label="lowest" if lowest else "highest",
            )
        )
    return claims


def _statuses(text: str) -> list[Claim]:
    found = status_span(text)
    if found is None:
        return []
    status, start, end = found
    return [Claim(ClaimKind.STATUS, "status", text[start:end], start, end, label=status)]
