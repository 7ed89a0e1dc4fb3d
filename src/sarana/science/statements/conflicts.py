"""Hold figures against each other: bodies that disagree, running totals that fall, jumps."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from sarana.science.statements.definitions import covers, indicators_for, period_name, same_concept, value_of
from sarana.science.statements.kinds import Claim, Figure, Finding, Verdict, Word
from sarana.science.statements.wording import number, sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sarana.science.statements.periods import Period

_SLACK = 3
_JUMP = 5  # times the earlier pace per day before a jump is called implausible
_LEAST_JUMP = 1000  # smaller counts jump by chance
_YEAR = 400  # days within which two running totals are compared
_SAME_START = 60  # days by which the starts of one series may differ
_SHORT_NAME = 4  # a body named in so few letters must match whole


def described(figure: Figure) -> str:
    """One figure in words: value, body, what and period."""
    value = value_of(figure)
    shown = number(value) if value is not None else str(figure.value)
    return f"{shown} ({figure.claimant}, {figure.indicator.replace('_', ' ')}, {period_name(figure)})"


def conflict_verdict(
    indicators: Sequence[str],
    period: Period,
    figures: Sequence[Figure],
    *,
    bodies: Sequence[str] = (),
    stated: Decimal | None = None,
) -> Verdict | None:
    """Compare what different bodies give for the same thing and period; None when fewer than two bodies do."""
    wanted = {name for indicator in indicators for name in same_concept(indicator)}
    hits = [
        f
        for f in figures
        if f.indicator in wanted and covers(f, period, slack_days=_SLACK) and value_of(f) is not None
    ]
    if bodies:
        hits = [f for f in hits if any(_same_body(f.claimant, body) for body in bodies)]
    if len({_body(f.claimant) for f in hits}) < 2:  # noqa: PLR2004
        return None
    differing = _disagreeing(hits, stated)
    used = tuple(differing or hits)
    values = [value_of(f) or Decimal(0) for f in used]
    english, khmer = sentence("conflict", period=period.label, list="; ".join(described(f) for f in used))
    if not differing:
        english, khmer = sentence(
            "supported", range=number(values[0]), definition=used[0].indicator, period=period.label
        )
        return Verdict(
            Word.SUPPORTED, Finding.CORRECT, english, khmer, low=min(values), high=max(values), figures=used
        )
    return Verdict(
        Word.CONFLICT, Finding.CONFLICT, english, khmer, low=min(values), high=max(values), figures=used
    )


def running_total_verdict(
    claim: Claim, figures: Sequence[Figure], *, indicators: Sequence[str] = ()
) -> Verdict | None:
    """Judge a count "so far" against later and earlier counts of the same thing that overlap with it."""
    if claim.value is None or claim.period is None:
        return None
    wanted = list(indicators) or list(indicators_for(claim))
    own = claim.period
    series = _family(wanted, claim, figures)
    before: Figure | None = None
    for figure in series:
        value = value_of(figure)
        if value is None or figure.period_end is None or not _overlaps(figure, own):
            continue
        if figure.indicator.startswith("estimated"):
            continue  # how many are held at a time is no running total
        if figure.period_end > own.end and value < claim.value:
            return _fall(_as_figure(claim, wanted[0]), figure, claim, series)
        if figure.period_end < own.end and value > claim.value and _starts_no_earlier(figure, own):
            before = figure if before is None or value > (value_of(before) or Decimal(0)) else before
    if before is not None:
        return _fall(before, _as_figure(claim, wanted[0]), claim, series)
    return None


def jump_verdict(claim: Claim, figures: Sequence[Figure]) -> Verdict | None:
    """Judge whether a running total grew at a pace that the earlier counts make implausible."""
    if claim.value is None or claim.value < _LEAST_JUMP:
        return None
    end = claim.period.end if claim.period is not None else None
    names = sorted(
        indicators_for(claim),
        key=lambda name: not any(f.indicator == name and value_of(f) == claim.value for f in figures),
    )
    for indicator in names:
        runs = [
            f
            for f in figures
            if f.indicator == indicator and f.period_end and f.period_start and (value_of(f) or 0) > 0
        ]
        target = next((f for f in runs if value_of(f) == claim.value), None)
        last = end or (target.period_end if target else None)
        if last is None:
            continue
        earlier = [
            f
            for f in runs
            if f.period_end
            and f.period_end < last
            and f.period_start
            and (last - f.period_end).days < _YEAR
            and (value_of(f) or 0) < claim.value
        ]
        if not earlier:
            continue
        old = max(earlier, key=lambda f: f.period_end or date.min)
        if (
            old.period_end is None
            or old.period_start is None
            or (
                target and target.period_start and (target.period_start - old.period_start).days > _SAME_START
            )
        ):
            continue
        was = value_of(old) or Decimal(1)
        pace = was / max(1, (old.period_end - old.period_start).days)
        new_pace = (claim.value - was) / max(1, (last - old.period_end).days)
        if new_pace > pace * _JUMP:
            english, khmer = sentence(
                "jump",
                before=described(old),
                after=f"{number(claim.value)} ({last})",
                times=number(new_pace / pace),
            )
            used = (old, target) if target else (old,)
            return Verdict(
                Word.IMPLAUSIBLE_JUMP,
                Finding.IMPLAUSIBLE_JUMP,
                english,
                khmer,
                (f"{number(was)} → {number(claim.value)}",),
                figures=used,
            )
    return None


def _family(wanted: Sequence[str], claim: Claim, figures: Sequence[Figure]) -> list[Figure]:
    """The figures of the indicator that holds the claim's own number, else of the first that has any."""
    for indicator in wanted:
        members = [f for f in figures if f.indicator == indicator and value_of(f) is not None]
        if any(value_of(f) == claim.value for f in members):
            scope = next(f.scope for f in members if value_of(f) == claim.value)
            return sorted((f for f in members if f.scope == scope), key=lambda f: f.period_end or date.max)
    for indicator in wanted:
        members = [f for f in figures if f.indicator == indicator and value_of(f) is not None]
        if members:
            return sorted(members, key=lambda f: f.period_end or date.max)
    return []


def _overlaps(figure: Figure, period: Period) -> bool:
    return (
        figure.period_start is not None
        and figure.period_end is not None
        and figure.period_start <= period.end
        and figure.period_end >= period.start
    )


def _starts_no_earlier(figure: Figure, period: Period) -> bool:
    return figure.period_start is not None and figure.period_start >= period.start


def _fall(before: Figure, after: Figure, claim: Claim, series: Sequence[Figure]) -> Verdict:
    same_start = before.period_start == after.period_start
    note = "" if same_start else " The two begin on different days: ask for the scope."
    english, khmer = sentence("falls", before=described(before), after=described(after), scope=note)
    if not same_start:
        khmer = khmer.replace(note, " ថ្ងៃចាប់ផ្តើមខុសគ្នា៖ សូមសួរវិសាលភាព។")
    finding = Finding.CONTRADICTED if same_start else Finding.CONTRADICTED_OR_SCOPE
    values = [value_of(f) or Decimal(0) for f in series]
    used = tuple(f for f in series if value_of(f) != claim.value) or (after,)
    return Verdict(
        Word.FALLS_OVER_TIME,
        finding,
        english,
        khmer,
        tuple(described(f) for f in series),
        min(values, default=None),
        max(values, default=None),
        figures=used,
    )


def _as_figure(claim: Claim, indicator: str) -> Figure:
    period = claim.period
    value = claim.value if claim.value is not None else Decimal(0)
    return Figure(
        indicator,
        value,
        period.start if period else None,
        period.end if period else None,
        claim.speaker or "this claim",
    )


def _disagreeing(hits: Sequence[Figure], stated: Decimal | None) -> list[Figure]:
    """Return figures that differ between bodies for one indicator, or between the stated number and another body."""
    result: list[Figure] = []
    for indicator in dict.fromkeys(f.indicator for f in hits):
        members = [f for f in hits if f.indicator == indicator]
        if len({value_of(f) for f in members}) > 1 and len({_body(f.claimant) for f in members}) > 1:
            result.extend(members)
    if not result and len({value_of(f) for f in hits}) > 1:
        result = list(hits)
    if stated is not None and result and stated not in {value_of(f) for f in result}:
        return result
    return result


def _body(claimant: str) -> str:
    return re.sub(r"\W+", " ", claimant.lower()).strip()


def _same_body(claimant: str, body: str) -> bool:
    one, other = _body(claimant), _body(body)
    return (
        bool(one)
        and bool(other)
        and (one == other or other in one.split(" via ") or (len(other) > _SHORT_NAME and other in one))
    )
