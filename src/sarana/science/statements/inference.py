"""Conclusions drawn from figures that do not bear them: fewer police actions are not fewer crimes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sarana.science.statements.arithmetic import arithmetic_verdicts
from sarana.science.statements.definitions import covers
from sarana.science.statements.gravity import gravest
from sarana.science.statements.kinds import Claim, Figure, Finding, Verdict, Word
from sarana.science.statements.wording import sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

_POLICE_WORK = frozenset(
    {"cases", "operations", "arrests", "complaints", "suspects", "cases_investigated", "cases_se"}
)
_CRIME = re.compile(
    r"\b(?:traffick\w*|crimes?|offences?|offenses?|exploitation|prevalence|problem)\b[^.;:()]{0,40}?\b(?:fell|fallen|declin\w+|decreas\w+|drop\w*|down|reduc\w+|rose|risen|increas\w+|shr\w+|improv\w+)|\b(?:fewer|less|decline\s+in|reduction\s+in|drop\s+in|decrease\s+in|rise\s+in|increase\s+in)\s+(?:\w+\s+){0,2}?(?:traffick\w*|crimes?|offences?)\b",
    re.IGNORECASE,
)


def weak_inference(text: str, claims: Sequence[Claim], figures: Sequence[Figure]) -> Verdict | None:
    """Find crime inferred from counts of police work, whose arithmetic may well be right.

    Args:
        text: The sentence, to see whether it speaks of crime at all.
        claims: Its claims.
        figures: Figures on record; a count of reporting units shows how much of the country was covered.

    Returns:
        The verdict, a wrong sum if there is one, or None when nothing is inferred.
    """
    counted = [c for c in claims if c.measure in _POLICE_WORK and c.value is not None and c.unit == "count"]
    if not counted or not _CRIME.search(text):
        return None
    sums = [v for group in arithmetic_verdicts(claims).values() for v in group]
    if any(v.word is not Word.SUPPORTED for v in sums):
        return gravest(sums)[0]
    units = [
        f
        for f in figures
        if f.indicator == "reporting_units"
        and any(c.period and covers(f, c.period, slack_days=3) for c in counted)
    ]
    period = next((c.period for c in claims if c.period is not None), None)
    if not units and period is not None:
        units = [
            f
            for f in figures
            if f.indicator == "reporting_units"
            and f.period_start
            and (f.period_start.month, f.period_start.day) == (period.start.month, period.start.day)
        ]
    coverage = f" Only {units[0].value} reporting bodies are counted: {units[0].note}." if units else ""
    arithmetic = sums[0].arithmetic if sums else ()
    english, khmer = sentence(
        "weak inference", sum="; ".join(arithmetic) or counted[0].text, coverage=coverage
    )
    return Verdict(
        Word.SUPPORTED_UNDER_DEFINITION, Finding.ARITHMETIC_OK_INFERENCE_WEAK, english, khmer, arithmetic,
        definition="police actions recorded", figures=tuple(units),
    )  # fmt: skip
