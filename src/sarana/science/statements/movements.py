"""How a measure moves and where it stands: percentages without values, trends, ranks and tiers on record."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from sarana.science.statements.arithmetic import difference_verdict, percent_verdict
from sarana.science.statements.definitions import (
    covers,
    period_name,
    series_for,
    value_of,
    widest_per_year,
)
from sarana.science.statements.kinds import (
    Claim,
    ClaimKind,
    Direction,
    Finding,
    Outcome,
    Verdict,
    Word,
)
from sarana.science.statements.missing import BOTH_PERIODS, record_for
from sarana.science.statements.periods import Period, same_period, whole_year
from sarana.science.statements.wording import number, sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sarana.science.statements.definitions import Series
    from sarana.science.statements.kinds import Figure


_SLACK = 3  # days by which two statements of the same period may differ


_SHOWN = 5


def not_checkable(measure: str, record: tuple[str, str] | None = None) -> Verdict:
    """Answer plainly that the record holds nothing to check this against, and what would."""
    needed, needed_km = record or record_for(measure)
    english, khmer = sentence("not checkable", record=needed, record_km=needed_km)
    return Verdict(Word.NOT_CHECKABLE, Finding.NOT_CHECKABLE, english, khmer, checkable_with=needed)


def change_verdict(claim: Claim, figures: Sequence[Figure]) -> Verdict:
    """Judge a change that prints no values, from figures of the period and of the year before."""
    if claim.period is None:
        return not_checkable(claim.measure)
    if claim.period.start.year != claim.period.end.year:  # "between 2030 and 2031", "since 2030"
        last = _last_year_of(claim, figures) if claim.period.precision == "to date" else claim.period.end.year
        period, base_period = whole_year(last), whole_year(claim.period.start.year)
    else:
        period = claim.period
        base_period = claim.base_period or same_period(period, period.end.year - 1)
    for series in series_for(claim, figures):
        new = _at(series, period)
        old = _at(series, base_period)
        if new is None or old is None:
            continue
        judge = percent_verdict if claim.kind is ClaimKind.PERCENT else difference_verdict
        verdict = judge(claim, value_of(new) or Decimal(0), value_of(old) or Decimal(0))
        word, finding = verdict.word, verdict.finding
        if word is Word.WRONG_ARITHMETIC and not any(sign.isdigit() for sign in claim.text):
            word, finding = Word.CONTRADICTED, Finding.CONTRADICTED  # "doubled" computes nothing
        return Verdict(
            word, finding, verdict.explanation_en, verdict.explanation_km, verdict.arithmetic,
            verdict.low, verdict.high, series.name, figures=(new, old),
        )  # fmt: skip
    return not_checkable(claim.measure, BOTH_PERIODS)


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
        # A year that is not over is no match for whole ones.
        whole = {y: f for y, f in yearly.items() if covers(f, whole_year(y), slack_days=_SLACK)}
        yearly = whole if len(whole) > 1 and (year is None or year in whole) else yearly
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


def _last_year_of(claim: Claim, figures: Sequence[Figure]) -> int:
    """The last whole year on record up to the end of the claim's period; without any, the year it ends in."""
    if claim.period is None:
        return 0
    first, end = claim.period.start.year, claim.period.end
    years = [
        year
        for series in series_for(claim, figures)
        for year in range(first + 1, end.year + 1)
        if whole_year(year).end <= end and _at(series, whole_year(year)) is not None
    ]
    return max(years, default=end.year)


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
    elif claim.period is not None and claim.period.precision == "years":
        first, last = (
            _at(series, whole_year(year)) for year in (claim.period.start.year, claim.period.end.year)
        )
        known = [f for f in (first, last) if f is not None]
        targets = known
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
