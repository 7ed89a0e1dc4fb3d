"""Every plausible definition of a measure: which published indicators a speaker may have meant.

"Victims" may be those rescued by the police, those identified for the US report, foreigners rescued or Cambodians rescued
abroad. A verdict tries them all and shows the range, because a bare true or false would be wrong in both directions.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sarana.science.statements.kinds import Claim, Figure
    from sarana.science.statements.periods import Period

# Measure as read -> indicators of the ledger that may be meant, the closest first.
MEANINGS: dict[str, tuple[str, ...]] = {
    "victims_rescued": ("victims_rescued", "foreigners_rescued", "cambodians_rescued_abroad"),
    "victims": (
        "victims_rescued",
        "victims_identified",
        "victims_identified_non_sexual",
        "victims_identified_sex",
    ),
    "victims_identified": ("victims_identified", "victims_identified_non_sexual", "victims_identified_sex"),
    "foreigners_rescued": ("foreigners_rescued", "foreigners_found"),
    "foreigners": ("foreigners_rescued", "foreigners_found"),
    "arrests": (
        "arrests",
        "suspects",
        "suspects_to_court",
        "suspects_detained",
        "scam_arrested",
        "scam_detained",
    ),
    "suspects": ("suspects", "arrests", "suspects_to_court", "suspects_detained"),
    "suspects_to_court": ("suspects_to_court", "arrests", "suspects"),
    "cases": ("cases", "cases_foreigners"),
    "operations": ("operations", "cases"),
    "crime": ("cases",),
    "complaints": ("complaints", "complaints_facebook"),
    "complaints_closed": ("complaints_closed_vague", "complaints_no_action"),
    "deported": ("deported", "scam_deported"),
    "repatriated": ("repatriated", "cambodians_repatriated_abroad"),
    "persons_prosecuted": ("persons_prosecuted", "defendants"),
    "traffickers_convicted": ("traffickers_convicted",),
    "sentenced_to_prison": ("sentenced_to_prison", "traffickers_convicted"),
    "victims_assisted": ("victims_assisted",),
    "persons_estimated": ("estimated_forced_scam_workers",),
    "staff": ("ncct_secretariat_staff",),
    "locations": ("scam_locations_raided",),
    "hotline_signals": ("us_hotline_signals",),
}
# Measures that different bodies report under different names for the same thing.
SAME_CONCEPT: tuple[frozenset[str], ...] = (
    frozenset({"suspects_to_court", "persons_prosecuted", "defendants", "persons_charged"}),
    frozenset({"arrests", "suspects", "suspects_detained"}),
    frozenset({"victims_rescued", "victims", "victims_identified"}),
    frozenset({"cases", "cases_investigated", "operations"}),
    frozenset({"traffickers_convicted", "sentenced_to_prison"}),
)
_NAMES = {
    "victims_rescued": "victims rescued", "foreigners_rescued": "foreigners rescued",
    "cambodians_rescued_abroad": "Cambodians rescued abroad", "victims_identified": "victims identified",
    "suspects_to_court": "suspects sent to court", "arrests": "arrests", "suspects": "suspects", "cases": "cases",
    "persons_prosecuted": "persons prosecuted", "traffickers_convicted": "traffickers convicted",
}  # fmt: skip
_MONTH = 31  # days


@dataclass(frozen=True, slots=True)
class Series:
    """Figures of one indicator, scope and claimant: one definition that a speaker may have meant."""

    indicator: str
    scope: str
    claimant: str
    figures: tuple[Figure, ...]

    @property
    def name(self) -> str:
        """The definition in words."""
        what = _NAMES.get(self.indicator, self.indicator.replace("_", " "))
        return f"{what}, {self.claimant}" if self.claimant else what


def value_of(figure: Figure) -> Decimal | None:
    """Return the number of a figure, or None for one in words such as a tier."""
    try:
        return Decimal(str(figure.value))
    except InvalidOperation:
        return None


def indicators_for(claim: Claim) -> tuple[str, ...]:
    """Return the indicators that a claim may mean, the closest first; a place narrows them."""
    meant = MEANINGS.get(claim.measure, (claim.measure,))
    if claim.place and claim.place != "Cambodia":
        slug = claim.place.lower().replace(" ", "_")
        local = tuple(f"{indicator}_{slug}" for indicator in meant) + tuple(
            f"{slug}_{indicator}" for indicator in meant
        )
        return (*local, *meant)
    return meant


def series_for(claim: Claim, figures: Sequence[Figure]) -> list[Series]:
    """Return the series that a claim may be about, the closest definition first."""
    wanted = indicators_for(claim)
    slug = claim.place.lower().replace(" ", "_") if claim.place not in ("", "Cambodia") else ""
    grouped: dict[tuple[int, str, str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.indicator not in wanted or value_of(figure) is None:
            continue
        local = slug and (slug in figure.indicator or figure.place.lower() == claim.place.lower())
        if slug and not local:
            continue
        if not slug and figure.place not in ("", "Cambodia"):
            continue
        rank = wanted.index(figure.indicator)
        grouped[(rank, figure.indicator, figure.scope, figure.claimant)].append(figure)
    return [
        Series(indicator, scope, claimant, tuple(sorted(members, key=lambda f: f.period_end or date.max)))
        for (_, indicator, scope, claimant), members in sorted(grouped.items(), key=lambda item: item[0])
    ]


def same_concept(indicator: str) -> frozenset[str]:
    """Return the indicators under which bodies report the same thing."""
    return next((group for group in SAME_CONCEPT if indicator in group), frozenset({indicator}))


def covers(figure: Figure, period: Period, *, slack_days: int = 0) -> bool:
    """Tell whether a figure is for this period, give or take some days at either end."""
    if figure.period_start is None or figure.period_end is None:
        return figure.period_end is not None and period.start <= figure.period_end <= period.end
    return (
        abs((figure.period_start - period.start).days) <= slack_days
        and abs((figure.period_end - period.end).days) <= slack_days
    )


def within(figure: Figure, period: Period) -> bool:
    """Tell whether a figure's own period lies inside the one that is asked for."""
    if figure.period_start is None or figure.period_end is None:
        return False
    return period.start <= figure.period_start and figure.period_end <= period.end


def counted_to(figure: Figure, period: Period) -> bool:
    """Tell whether a running total ends where "by July" or "to date" ends, give or take a month; it may begin anywhere."""
    if period.precision != "to date" or figure.period_end is None or figure.period_start is None:
        return False
    near = abs((figure.period_end - period.end).days) <= _MONTH
    return near and (figure.period_end - figure.period_start).days > _MONTH


def period_name(figure: Figure) -> str:
    """Name the period of a figure for a reader."""
    start, end = figure.period_start, figure.period_end
    if start is None or end is None:
        return f"to {end}" if end else "undated"
    if start.month == 1 and start.day == 1 and end.month == 12 and end.day == 31 and start.year == end.year:  # noqa: PLR2004
        return str(start.year)
    return f"{start}…{end}"


def widest_per_year(figures: Iterable[Figure]) -> dict[int, Figure]:
    """Return for each year the figure that covers most of it: what can be added up over years without overlap."""
    best: dict[int, Figure] = {}
    for figure in figures:
        start, end = figure.period_start, figure.period_end
        if start is None or end is None or start.year != end.year:
            continue
        kept = best.get(start.year)
        if kept is None or _days(figure) > _days(kept):
            best[start.year] = figure
    return dict(sorted(best.items()))


def _days(figure: Figure) -> int:
    if figure.period_start is None or figure.period_end is None:
        return 0
    return (figure.period_end - figure.period_start).days
