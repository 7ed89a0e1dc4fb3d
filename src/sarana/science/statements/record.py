"""Hold a claim against published and registered figures, under every plausible definition and period."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from sarana.science.statements.arithmetic import percent_verdict
from sarana.science.statements.definitions import (
    counted_to,
    covers,
    period_name,
    record_for,
    series_for,
    value_of,
    widest_per_year,
)
from sarana.science.statements.kinds import (
    Claim,
    ClaimKind,
    Comparison,
    Direction,
    Finding,
    Outcome,
    Verdict,
    Word,
)
from sarana.science.statements.periods import Period, same_period, whole_year
from sarana.science.statements.wording import number, sentence, span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sarana.science.statements.definitions import Series
    from sarana.science.statements.kinds import Figure

_SLACK = 3  # days by which two statements of the same period may differ
_LONG = 300  # days: a figure that covers most of a year may stand for the year
_SHOWN = 5


def not_checkable(measure: str, record: str = "") -> Verdict:
    """Answer plainly that the record holds nothing to check this against, and what would."""
    needed = record or record_for(measure)
    english, khmer = sentence("not checkable", record=needed)
    return Verdict(Word.NOT_CHECKABLE, Finding.NOT_CHECKABLE, english, khmer, checkable_with=needed)


def level_verdict(claim: Claim, figures: Sequence[Figure], said_on: date | None = None) -> Verdict:
    """Judge a number (or "thousands") against the figures of its period, or of all periods when none is printed."""
    found = series_for(claim, figures)
    if not found:
        return not_checkable(claim.measure)
    if claim.period is not None and (claim.period_printed or claim.value is not None):
        dated = _dated_verdict(claim, found, claim.period)
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


def change_verdict(claim: Claim, figures: Sequence[Figure]) -> Verdict:
    """Judge a percentage change that prints no values, from figures of the period and of the year before."""
    if claim.period is None:
        return not_checkable(claim.measure)
    base_period = claim.base_period or same_period(claim.period, claim.period.end.year - 1)
    for series in series_for(claim, figures):
        new = _at(series, claim.period)
        old = _at(series, base_period)
        if new is None or old is None:
            continue
        verdict = percent_verdict(claim, value_of(new) or Decimal(0), value_of(old) or Decimal(0))
        return Verdict(
            verdict.word, verdict.finding, verdict.explanation_en, verdict.explanation_km, verdict.arithmetic,
            verdict.low, verdict.high, series.name, figures=(new, old),
        )  # fmt: skip
    return not_checkable(claim.measure, "figures for the period and for the one it is compared with")


def trend_verdict(claim: Claim, figures: Sequence[Figure], said_on: date | None = None) -> Verdict:
    """Judge "a reduction in …": the latest comparable pair known on that day decides, all pairs are shown."""
    outcomes: list[Outcome] = []
    for series in series_for(claim, figures):
        outcomes.extend(_pairs(claim, series, said_on))
    if not outcomes:
        return not_checkable(claim.measure)
    main = outcomes[0].definition
    same = [o for o in outcomes if o.definition == main]
    latest = max(same, key=lambda o: (max(f.period_end or date.min for f in o.figures), o.period))
    shown = tuple(
        dict.fromkeys(f"{o.period}: {number(o.low)} → {number(o.high)}" for o in [latest, *outcomes])
    )
    way = claim.trend.value if claim.trend else ""
    english, khmer = sentence("trend", list="; ".join(shown[:_SHOWN]), way=way)
    used = tuple(dict.fromkeys(f for o in outcomes for f in o.figures))
    low, high = min(o.high for o in outcomes), max(o.high for o in outcomes)
    if all(o.holds for o in outcomes):
        return Verdict(
            Word.SUPPORTED, Finding.CORRECT, english, khmer, shown, low, high, main, tuple(outcomes), used
        )
    if latest.holds:
        word, finding = Word.SUPPORTED_UNDER_DEFINITION, Finding.DEPENDS_ON_DEFINITION
        return Verdict(
            word, finding, english, khmer, shown, low, high, f"{main}, {latest.period}", tuple(outcomes), used
        )
    return Verdict(
        Word.CONTRADICTED, Finding.CONTRADICTED, english, khmer, shown, low, high, main, tuple(outcomes), used
    )


def rank_verdict(claim: Claim, figures: Sequence[Figure], said_on: date | None = None) -> Verdict:
    """Judge "the highest number": compare the year with every other year on record."""
    year = claim.period.end.year if claim.period is not None else None
    for series in series_for(claim, figures):
        yearly = {
            y: f for y, f in widest_per_year(series.figures).items() if said_on is None or y <= said_on.year
        }
        if len(yearly) < 2:  # noqa: PLR2004
            continue
        values = {y: value_of(f) or Decimal(0) for y, f in yearly.items()}
        best = (min if claim.label == "lowest" else max)(values, key=lambda y: values[y])
        if year is not None and year not in values:
            continue
        shown = tuple(f"{y}: {number(v)}" for y, v in values.items())
        holds = year is None or year == best
        english, khmer = sentence(
            "supported" if holds else "contradicted",
            range=", ".join(shown),
            definition=series.name,
            period="",
            stated=claim.label,
        )
        word, finding = (
            (Word.SUPPORTED, Finding.CORRECT) if holds else (Word.CONTRADICTED, Finding.CONTRADICTED)
        )
        return Verdict(
            word,
            finding,
            english,
            khmer,
            shown,
            min(values.values()),
            max(values.values()),
            series.name,
            (),
            tuple(yearly.values()),
        )
    return not_checkable(claim.measure)


def tier_verdict(claim: Claim, figures: Sequence[Figure], said_on: date | None = None) -> Verdict:
    """Judge a tier and its movement against the placements on record."""
    placed = {
        f.period_start.year: f for f in figures if f.indicator == "us_tip_tier" and f.period_start is not None
    }
    year = (
        claim.period.end.year
        if claim.period is not None
        else (said_on.year if said_on else max(placed, default=0))
    )
    if year not in placed:
        return not_checkable("us_tip_tier")
    now, before = placed[year], placed.get(year - 1)
    stated = claim.label
    right = str(now.value) == stated
    if before is not None and claim.trend is not None:
        steps = {"1": 0, "2": 1, "2WL": 2, "3": 3}
        moved = steps.get(str(now.value), 0) - steps.get(str(before.value), 0)
        expected = {Direction.DOWN: moved > 0, Direction.UP: moved < 0, Direction.SAME: moved == 0}
        right = right and expected[claim.trend]
    listed = ", ".join(f"{y}: Tier {placed[y].value}" for y in (year - 1, year) if y in placed)
    way = {Direction.DOWN: "downgraded", Direction.UP: "upgraded", Direction.SAME: "kept"}.get(
        claim.trend or Direction.SAME, ""
    )
    english, khmer = sentence(
        "tier right" if right else "tier wrong",
        list=listed,
        stated=f"Tier {stated} {way if claim.trend else ''}".strip(),
    )
    word, finding = (Word.SUPPORTED, Finding.CORRECT) if right else (Word.CONTRADICTED, Finding.CONTRADICTED)
    used = tuple(f for f in (before, now) if f is not None)
    return Verdict(
        word, finding, english, khmer, (listed,), definition="US TIP Report placement", figures=used
    )


def record_verdict(claim: Claim, figures: Sequence[Figure], said_on: date | None = None) -> Verdict:
    """Judge any claim against the record, by its kind."""
    if claim.kind is ClaimKind.TIER:
        return tier_verdict(claim, figures, said_on)
    if claim.kind is ClaimKind.TREND:
        return trend_verdict(claim, figures, said_on)
    if claim.kind is ClaimKind.RANK:
        return rank_verdict(claim, figures, said_on)
    if claim.kind is ClaimKind.PERCENT and claim.label == "change":
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
    outcomes: list[Outcome] = []
    by_indicator: dict[str, list[Figure]] = {}
    for series in found:
        known = [f for f in series.figures if said_on is None or (f.period_start or date.min) <= said_on]
        by_indicator.setdefault(series.indicator, []).extend(known)
    for indicator, known in by_indicator.items():
        yearly = widest_per_year(known)
        name = indicator.replace("_", " ")
        for year, figure in yearly.items():
            value = value_of(figure) or Decimal(0)
            outcomes.append(Outcome(name, str(year), value, value, fits(claim, value), (figure,)))
        past = {y: f for y, f in yearly.items() if said_on is None or y < said_on.year}
        if len(past) > 1:
            total = sum((value_of(f) or Decimal(0) for f in past.values()), Decimal(0))
            label = f"{min(past)}–{max(past)}"
            outcomes.append(Outcome(name, label, total, total, fits(claim, total), tuple(past.values())))
    if (
        claim.value is not None
        and claim.comparison is Comparison.EXACTLY
        and not any(o.holds for o in outcomes)
    ):
        return not_checkable(claim.measure, "the period, place and scope that the number is for")
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


def _at(series: Series, period: Period) -> Figure | None:
    return next((f for f in series.figures if covers(f, period, slack_days=_SLACK)), None)


def _pairs(claim: Claim, series: Series, said_on: date | None) -> list[Outcome]:
    """Compare each figure with the one for the same months of the last earlier year on record."""
    known = [
        f
        for f in series.figures
        if f.period_start and f.period_end and (said_on is None or f.period_end <= said_on)
    ]
    if (
        claim.period is not None
        and claim.period_printed
        and claim.period.precision in ("year", "half", "quarter", "months")
    ):
        targets = [f for f in known if covers(f, claim.period, slack_days=_SLACK)]
    else:
        targets = known
    outcomes = []
    for new in targets:
        old = _earlier(new, known)
        if old is None:
            continue
        was, now = value_of(old) or Decimal(0), value_of(new) or Decimal(0)
        holds = (now < was) if claim.trend is Direction.DOWN else (now > was)
        name = series.indicator.replace("_", " ")
        outcomes.append(
            Outcome(name, f"{period_name(old)} → {period_name(new)}", was, now, holds, (old, new))
        )
    return outcomes


def _earlier(new: Figure, known: Sequence[Figure]) -> Figure | None:
    if new.period_start is None or new.period_end is None:
        return None
    own = Period(new.period_start, new.period_end, "")
    candidates = [
        f for f in known
        if f.period_start and f.period_end and f.period_end < new.period_start
        and covers(f, same_period(own, f.period_end.year), slack_days=_SLACK)
    ]  # fmt: skip
    return max(candidates, key=lambda f: f.period_end or date.min, default=None)


__all__ = [
    "change_verdict", "fits", "level_verdict", "not_checkable", "rank_verdict", "record_verdict", "tier_verdict",
    "trend_verdict", "whole_year", "wrong_period",
]  # fmt: skip
