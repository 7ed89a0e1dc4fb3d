"""Hold a claim against published and registered figures, under every plausible definition and period."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from sarana.science.statements.definitions import (
    counted_to,
    covers,
    period_name,
    series_for,
    value_of,
    widest_per_year,
    within,
)
from sarana.science.statements.kinds import (
    Claim,
    ClaimKind,
    Comparison,
    Finding,
    Outcome,
    Verdict,
    Word,
)
from sarana.science.statements.missing import PERIOD_AND_SCOPE
from sarana.science.statements.movements import (
    change_verdict,
    not_checkable,
    rank_verdict,
    tier_verdict,
    trend_verdict,
)
from sarana.science.statements.periods import Period, whole_year
from sarana.science.statements.wording import sentence, span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sarana.science.statements.definitions import Series
    from sarana.science.statements.kinds import Figure


_SLACK = 3  # days by which two statements of the same period may differ


_LONG = 300  # days: a figure that covers most of a year may stand for the year


_SHOWN = 5


def level_verdict(claim: Claim, figures: Sequence[Figure], said_on: date | None = None) -> Verdict:
    """Judge a number (or "thousands") against the figures of its period, or of all periods when none is printed."""
    found = series_for(claim, figures)
    if not found:
        return not_checkable(claim.measure)
    if claim.period is not None and (claim.period_printed or claim.value is not None):
        dated = _dated_verdict(claim, found, claim.period)
        if dated is not None and dated.word is Word.CONTRADICTED and not claim.period_printed:
            # The period was only taken from the words before: nobody is contradicted by our guess.
            free = _undated_verdict(claim, found, said_on)
            return dated if free.word is Word.NOT_CHECKABLE else free
        if dated is not None:
            return dated
        return wrong_period(claim, found) or not_checkable(claim.measure)
    return _undated_verdict(claim, found, said_on)


def fits(claim: Claim, value: Decimal) -> bool:
    """Tell whether a figure lies within what the claim's words allow."""
    if claim.comparison is Comparison.MORE_THAN and claim.value is not None:
        return value > claim.value or value == claim.value
    if claim.low is not None and value < claim.low:
        return False
    return claim.high is None or value <= claim.high


def wrong_period(claim: Claim, found: Sequence[Series]) -> Verdict | None:
    """Find the claimed number on record for another period: a running total passed off as a month's."""
    if claim.value is None or claim.period is None or claim.value < 20:  # noqa: PLR2004
        return None
    hits = [
        f
        for series in found[:6]
        for f in series.figures
        if value_of(f) == claim.value
        and not covers(f, claim.period, slack_days=_SLACK)
        and not counted_to(f, claim.period)
    ]
    if not hits:
        return None
    figure = hits[0]
    english, khmer = sentence(
        "wrong period", stated=claim.value, true=period_name(figure), period=claim.period.label
    )
    return Verdict(
        Word.CONTRADICTED,
        Finding.WRONG_PERIOD,
        english,
        khmer,
        low=claim.value,
        high=claim.value,
        figures=tuple(hits),
    )


def record_verdict(claim: Claim, figures: Sequence[Figure], said_on: date | None = None) -> Verdict:
    """Judge any claim against the record, by its kind."""
    if claim.kind is ClaimKind.TIER:
        return tier_verdict(claim, figures, said_on)
    if claim.kind is ClaimKind.TREND:
        return trend_verdict(claim, figures, said_on)
    if claim.kind is ClaimKind.RANK:
        return rank_verdict(claim, figures, said_on)
    if claim.kind in (ClaimKind.PERCENT, ClaimKind.CHANGE) and claim.label == "change":
        return change_verdict(claim, figures)
    if claim.kind is ClaimKind.LEVEL and claim.unit == "count":
        return level_verdict(claim, figures, said_on)
    return not_checkable(claim.measure)


def _dated_verdict(claim: Claim, found: Sequence[Series], period: Period) -> Verdict | None:
    outcomes: list[Outcome] = []
    for series in found:
        exact = [f for f in series.figures if covers(f, period, slack_days=_SLACK) or counted_to(f, period)]
        for figure in exact:
            value = value_of(figure) or Decimal(0)
            outcomes.append(Outcome(series.name, period.label, value, value, fits(claim, value), (figure,)))
    if not outcomes:  # how many are held is estimated on a day: it stands for the year it was estimated in
        outcomes = [
            Outcome(series.name, period.label, known, known, fits(claim, known), (figure,))
            for series in found
            if series.indicator.startswith("estimated")
            for figure in series.figures
            if within(figure, period) and (known := value_of(figure)) is not None
        ]
    if not outcomes:
        total = _added(claim, found, period)
        outcomes = [total] if total is not None else []
    closest = [o for o in outcomes if o.figures and o.figures[0].indicator == found[0].indicator]
    return _summed_up(claim, closest or outcomes) if outcomes else None


def _added(claim: Claim, found: Sequence[Series], period: Period) -> Outcome | None:
    """Add years up for a claim about several years; an incomplete sum is a lower bound."""
    if period.start.year == period.end.year:
        return None
    same = [f for series in found if series.indicator == found[0].indicator for f in series.figures]
    yearly = {y: f for y, f in widest_per_year(same).items() if period.start.year <= y <= period.end.year}
    if not yearly:
        return None
    total = sum((value_of(f) or Decimal(0) for f in yearly.values()), Decimal(0))
    return Outcome(found[0].name, period.label, total, total, fits(claim, total), tuple(yearly.values()))


def _undated_verdict(claim: Claim, found: Sequence[Series], said_on: date | None) -> Verdict:
    """Try every single year, and all years together, for a number that names no period."""
    each = claim.label == "each year"
    outcomes: list[Outcome] = []
    by_indicator: dict[str, list[Figure]] = {}
    for series in found:
        known = [f for f in series.figures if said_on is None or (f.period_start or date.min) <= said_on]
        by_indicator.setdefault(series.indicator, []).extend(known)
    for indicator, known in by_indicator.items():
        yearly = widest_per_year(known)
        if each:  # "never more than 100 a year" is about whole years, and about each of them
            yearly = {y: f for y, f in yearly.items() if covers(f, whole_year(y), slack_days=_SLACK)}
        name = indicator.replace("_", " ")
        for year, figure in yearly.items():
            value = value_of(figure) or Decimal(0)
            outcomes.append(Outcome(name, str(year), value, value, fits(claim, value), (figure,)))
        past = {y: f for y, f in yearly.items() if said_on is None or y < said_on.year}
        if len(past) > 1 and not each:
            total = sum((value_of(f) or Decimal(0) for f in past.values()), Decimal(0))
            label = f"{min(past)}–{max(past)}"
            outcomes.append(Outcome(name, label, total, total, fits(claim, total), tuple(past.values())))
    if (
        claim.value is not None
        and claim.comparison is Comparison.EXACTLY
        and not any(o.holds for o in outcomes)
    ):
        return not_checkable(claim.measure, PERIOD_AND_SCOPE)
    return _summed_up(claim, outcomes) if outcomes else not_checkable(claim.measure)


def _summed_up(claim: Claim, outcomes: Sequence[Outcome]) -> Verdict:
    low, high = min(o.low for o in outcomes), max(o.high for o in outcomes)
    used = tuple(dict.fromkeys(f for o in outcomes for f in o.figures))
    shown = tuple(f"{o.definition}, {o.period}: {span(o.low, o.high)}" for o in outcomes)
    holding = [o for o in outcomes if o.holds]
    stated = claim.text
    definition = outcomes[0].definition
    periods = ", ".join(dict.fromkeys(o.period for o in outcomes))
    if len(holding) == len(outcomes):
        english, khmer = sentence("supported", range=span(low, high), definition=definition, period=periods)
        return Verdict(
            Word.SUPPORTED,
            Finding.CORRECT,
            english,
            khmer,
            shown,
            low,
            high,
            definition,
            tuple(outcomes),
            used,
        )
    if not holding:
        english, khmer = sentence(
            "contradicted", range=span(low, high), definition=definition, period=periods, stated=stated
        )
        return Verdict(
            Word.CONTRADICTED,
            Finding.CONTRADICTED,
            english,
            khmer,
            shown,
            low,
            high,
            definition,
            tuple(outcomes),
            used,
        )
    fitting = [f"{o.definition}, {o.period}: {span(o.low, o.high)}" for o in holding]
    failing = [f"{o.definition}, {o.period}: {span(o.low, o.high)}" for o in outcomes if not o.holds]
    english, khmer = sentence("depends", fits="; ".join(fitting[:_SHOWN]), fails="; ".join(failing[:_SHOWN]))
    word, finding = Word.SUPPORTED_UNDER_DEFINITION, Finding.DEPENDS_ON_DEFINITION
    return Verdict(word, finding, english, khmer, shown, low, high, "; ".join(fitting), tuple(outcomes), used)


__all__ = [
    "change_verdict", "fits", "level_verdict", "not_checkable", "rank_verdict", "record_verdict", "tier_verdict",
    "trend_verdict", "whole_year", "wrong_period",
]  # fmt: skip
