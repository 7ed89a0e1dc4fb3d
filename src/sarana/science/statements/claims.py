"""All claims of a paragraph: those with a number, and trends, tiers, ranks, commitments and obligations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sarana.science.statements.assertions import assertions_in
from sarana.science.statements.kinds import Claim, ClaimKind
from sarana.science.statements.periods import whole_year
from sarana.science.statements.quantities import quantities_in

if TYPE_CHECKING:
    from datetime import date

    from sarana.science.statements.period_choice import Thread
    from sarana.science.statements.periods import Period


def claims_in(
    paragraph: str,
    spans: list[tuple[int, int]],
    *,
    published_on: date | None = None,
    at: int = 0,
    thread: Thread | None = None,
) -> list[Claim]:
    """Return the claims of a paragraph in order of appearance.

    Args:
        paragraph: Its text, quotations included: what is said in them is claimed as well.
        spans: The spans of its sentences.
        published_on: The day against which relative periods are read.
        at: Where the paragraph stands in the text.
        thread: What numbers of the paragraphs before this one's may hang on.

    Returns:
        Claims with offsets in the text. A trend that only repeats the direction of a printed change is left out.
    """
    tier: Period | None = None
    counted = quantities_in(paragraph, spans, published_on=published_on, at=at, thread=thread)
    claims = list(counted)
    for start, end in spans:
        begin = at + start
        for claim in assertions_in(paragraph[start:end], published_on=published_on):
            moved = claim._replace(start=claim.start + begin, end=claim.end + begin, sentence=begin)
            if moved.kind is ClaimKind.TIER:
                moved = _of_year_before(moved, tier)
                tier = moved.period or tier
            if _repeats(moved, counted):
                continue
            level = _level_with_base(moved, counted)
            if level is None:
                claims.append(moved)
            elif level in claims:
                claims[claims.index(level)] = level._replace(trend=moved.trend)
    return sorted(claims, key=lambda claim: (claim.start, claim.end))


def _of_year_before(claim: Claim, spoken_of: Period | None) -> Claim:
    """A tier "a year earlier" is that of the year before the tier that was spoken of."""
    if claim.period is None or not claim.period.relative or spoken_of is None:
        return claim
    step = 1 if claim.period.precision == "year later" else -1
    return claim._replace(period=whole_year(spoken_of.end.year + step))


def _level_with_base(claim: Claim, counted: list[Claim]) -> Claim | None:
    """Return the level whose own numbers show which way a trend goes: "fell from 150 to 135"."""
    if claim.kind is not ClaimKind.TREND:
        return None
    here = [
        c for c in counted if c.sentence == claim.sentence and c.kind is ClaimKind.LEVEL and c.unit == "count"
    ]
    base = next((c for c in here if c.label == "base"), None)
    level = next(
        (c for c in here if c.label != "base" and base is not None and c.measure == base.measure), None
    )
    same = level is not None and level.measure in (claim.measure, f"{claim.measure}_rescued")
    return level if same else None


def _repeats(claim: Claim, counted: list[Claim]) -> bool:
    """Tell whether a trend is already carried by a change in numbers of the same sentence."""
    if claim.kind is not ClaimKind.TREND:
        return False
    return any(
        other.sentence == claim.sentence and other.trend is claim.trend and other.measure == claim.measure
        for other in counted
    )
