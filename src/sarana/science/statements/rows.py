"""Check one claim given as a short sentence, as a checker's log or the public "check a sentence" page holds it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sarana.science.statements.arithmetic import arithmetic_verdicts
from sarana.science.statements.claims import claims_in
from sarana.science.statements.conflicts import (
    conflict_verdict,
    described,
    jump_verdict,
    running_total_verdict,
)
from sarana.science.statements.definitions import counted_to, covers, indicators_for, series_for, value_of
from sarana.science.statements.gravity import gravest
from sarana.science.statements.inference import weak_inference
from sarana.science.statements.kinds import Claim, ClaimKind, Finding, Verdict, Word
from sarana.science.statements.movements import not_checkable
from sarana.science.statements.numbers import parse_figure
from sarana.science.statements.period_grammar import periods_in
from sarana.science.statements.periods import Period
from sarana.science.statements.quoted_documents import names_document, quotation_verdict
from sarana.science.statements.record import record_verdict, wrong_period
from sarana.science.statements.status import status_dispute
from sarana.science.statements.sums import sum_verdict
from sarana.science.statements.text import sentences
from sarana.science.statements.wording import sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from sarana.science.statements.kinds import Figure

_MANNER = re.compile(
    r"\b(quietly|secretly|silently|covertly|stealthily|abruptly|suddenly|discreetly|unannounced|without\s+announcement|openly|unilaterally)\b",
    re.IGNORECASE,
)
_EQUATION = re.compile(
    r"(?P<parts>\d[\d,.]*[^+=\d]{0,30}(?:\+\s*\d[\d,.]*[^+=\d]{0,30})+)=\s*(?P<total>\d[\d,.]*)"
)
_REVISED = re.compile(r"\brevis|\bcorrect|\bsupersed|\breplac", re.IGNORECASE)
_BODIES = re.compile(r"\s+(?:v\.?|vs\.?|versus|against|and)\s+")


@dataclass(frozen=True, slots=True)
class Row:
    """A claim to check: its words, the claims read in them, and what it is held against."""

    text: str
    claims: list[Claim]
    claimant: str
    said_on: date | None
    figures: Sequence[Figure]


def check_claim(
    text: str,
    *,
    check: str = "",
    claimant: str = "",
    said_on: date | None = None,
    figures: Sequence[Figure] = (),
) -> Verdict:
    """Check one claim.

    Args:
        text: The claim in a sentence or a note ("H1 2024: 104 cases, up 17 on H1 2023, i.e. +16.34%").
        check: The kind of check asked for (``percent_change``, ``parts_sum``, ``running_total``, …); any other word or
            none lets every check try and returns the gravest answer.
        claimant: Who said it; "A v B" names two bodies to compare.
        said_on: When; relative periods are read against it.
        figures: The published and registered figures.

    Returns:
        The verdict, with its arithmetic and sources.
    """
    claims = [c._replace(speaker=claimant) for c in claims_in(text, sentences(text), published_on=said_on)]
    row = Row(text, claims, claimant, said_on, figures)
    chosen = _CHECKS.get(check)
    if chosen is not None:
        verdict = chosen(row)
        if verdict is not None:
            return verdict
    answers = [
        verdict for name, run in _CHECKS.items() if name in _GENERAL and (verdict := run(row)) is not None
    ]
    return gravest(answers)[0] if answers else not_checkable(claims[0].measure if claims else "claim")


def _arithmetic(row: Row) -> Verdict | None:
    found = [verdict for group in arithmetic_verdicts(row.claims).values() for verdict in group]
    found += _equation(row.text)
    if not found:
        changes = [c for c in row.claims if c.kind is ClaimKind.PERCENT and c.label == "change"]
        found = [
            v
            for c in changes
            if (v := record_verdict(c, row.figures, row.said_on)).word is not Word.NOT_CHECKABLE
        ]
    if found and gravest(found)[0].word is Word.SUPPORTED:
        weak = _inference(row)
        if weak is not None:
            return weak
    return gravest(found)[0] if found else None


def _equation(text: str) -> list[Verdict]:
    """Check a printed sum such as "403 returned + 296 remaining = 699"."""
    found = []
    for match in _EQUATION.finditer(text):
        parts = [parse_figure(part) for part in re.findall(r"\d[\d,.]*\d|\d", match.group("parts"))]
        if len(parts) > 1:
            found.append(sum_verdict(parse_figure(match.group("total")), parts, partial=False))
    return found


def _superseded(row: Row) -> Verdict | None:
    """Find a later figure that its own note calls a revision of the claimed number."""
    words = set(re.findall(r"\w{4,}", row.text.lower()))
    for claim in _levels(row.claims):
        for old in row.figures:
            if value_of(old) != claim.value or not words & set(old.indicator.split("_")):
                continue
            new = next(
                (
                    f
                    for f in row.figures
                    if f.indicator == old.indicator and value_of(f) != claim.value and _REVISED.search(f.note)
                ),
                None,
            )
            if new is not None:
                english, khmer = sentence(
                    "superseded", old=claim.value or 0, new=f"{described(new)}: {new.note}"
                )
                return Verdict(Word.SUPERSEDED, Finding.SUPERSEDED, english, khmer, figures=(old, new))
    return None


def _inference(row: Row) -> Verdict | None:
    return weak_inference(row.text, row.claims, row.figures)


def _running_total(row: Row) -> Verdict | None:
    for claim in _levels(row.claims):
        verdict = running_total_verdict(_with_recorded_period(claim, row.figures), row.figures)
        if verdict is not None:
            return verdict
    return None


def _jump(row: Row) -> Verdict | None:
    return next((v for c in _levels(row.claims) if (v := jump_verdict(c, row.figures)) is not None), None)


def _period(row: Row) -> Verdict | None:
    for claim in _levels(row.claims):
        verdict = wrong_period(claim, series_for(claim, row.figures))
        if verdict is not None:
            return verdict
    return _record(row)


def _cross_agency(row: Row) -> Verdict | None:
    bodies = _BODIES.split(row.claimant) if _BODIES.search(row.claimant) else []
    periods = [found.period for found in periods_in(row.text, published_on=row.said_on)]
    for claim in _levels(row.claims):
        period = claim.period or (periods[0] if periods else None)
        if period is not None:
            verdict = conflict_verdict(
                [*indicators_for(claim)], period, row.figures, bodies=bodies, stated=claim.value
            )
            if verdict is not None:
                return verdict
    for period in periods:
        everything = (
            sorted({f.indicator for f in row.figures if covers(f, period, slack_days=3)}) if bodies else []
        )
        said = set(re.findall(r"\w+", row.text.lower()))
        named = [name for name in everything if set(name.split("_")) <= said]
        verdict = conflict_verdict(named or everything, period, row.figures, bodies=bodies)
        if verdict is not None:
            return verdict
    return None


def _quote(row: Row) -> Verdict | None:
    if not names_document(row.text):
        return None
    return next(
        (
            v
            for c in row.claims
            if c.unit == "count" and (v := quotation_verdict(c, row.text, row.figures)) is not None
        ),
        None,
    )


def _lookup(row: Row) -> Verdict | None:
    """Look an event up; a word about its manner needs more than the event."""
    subjects = re.findall(r"\b[A-Z]{3,}\b", row.text)
    events = [
        f
        for f in row.figures
        if f.note
        and any(f.claimant.lower() == s.lower() or f.indicator.startswith(s.lower()) for s in subjects)
    ]
    verb = re.search(
        r"\b(remov|list|delist|relist|downgrad|upgrad|adopt|sign|clos|launch|add)\w*", row.text, re.IGNORECASE
    )
    matching = [f for f in events if verb and verb.group(1).lower()[:5] in f.note.lower()]
    matching.sort(
        key=lambda f: verb is not None and f.note.lower().startswith(verb.group(1).lower()), reverse=True
    )
    if matching:
        manner = _MANNER.search(row.text)
        event = f"{matching[0].claimant}: {matching[0].note}"
        if manner:
            english, khmer = sentence("contested word", event=event, manner=manner.group(1))
            return Verdict(
                Word.SUPPORTED_UNDER_DEFINITION,
                Finding.CONTESTED_WORD,
                english,
                khmer,
                definition="the event without its manner",
                figures=(matching[0],),
            )
        english, khmer = sentence("event", event=event)
        return Verdict(Word.SUPPORTED, Finding.CORRECT, english, khmer, figures=(matching[0],))
    return _record(row)


def _record(row: Row) -> Verdict | None:
    verdicts = [
        record_verdict(claim, row.figures, row.said_on)
        for claim in row.claims
        if claim.kind not in (ClaimKind.PART, ClaimKind.CHANGE, ClaimKind.STATUS)
    ]
    known = [verdict for verdict in verdicts if verdict.word is not Word.NOT_CHECKABLE]
    return gravest(known)[0] if known else None


def _status(row: Row) -> Verdict | None:
    return status_dispute(row.text, row.claimant)


def _levels(claims: list[Claim]) -> list[Claim]:
    return [c for c in claims if c.kind is ClaimKind.LEVEL and c.label != "base" and c.unit == "count"]


def _with_recorded_period(claim: Claim, figures: Sequence[Figure]) -> Claim:
    """Give a claim without printed period the period under which its number is on record."""
    if claim.period is not None and claim.period.precision != "to date":
        return claim

    for indicator in indicators_for(claim):
        for f in figures:
            if (
                f.indicator == indicator
                and value_of(f) == claim.value
                and f.period_start
                and f.period_end
                and (claim.period is None or counted_to(f, claim.period))
            ):
                return claim._replace(period=Period(f.period_start, f.period_end, "on record"))
    return claim


_CHECKS: dict[str, Callable[[Row], Verdict | None]] = {
    "percent_change": _arithmetic, "percent": _arithmetic, "parts_sum": _arithmetic, "arithmetic": _arithmetic, "units": _arithmetic,
    "mixed_units": _arithmetic, "inference": _inference, "running_total": _running_total, "jump": _jump, "period": _period,
    "cross_agency": _cross_agency, "quote_check": _quote, "status_dispute": _status, "lookup": _lookup, "level": _record,
    "trend": _record, "rank": _lookup, "superseded": _superseded, "tier": _record, "record": _record,
}  # fmt: skip
_GENERAL = frozenset(
    {
        "arithmetic",
        "inference",
        "running_total",
        "jump",
        "quote_check",
        "status_dispute",
        "lookup",
        "cross_agency",
        "superseded",
    }
)
