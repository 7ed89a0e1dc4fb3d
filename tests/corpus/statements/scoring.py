"""Score the reader on the annotated corpus: precision, recall and F1 of statements and quantities, verdicts right.

A statement counts as found when its speaker is right (letter case aside), the gold role is part of the read role, and its words begin within 25
characters of the gold ones; a quantity when number, measure, value and, where the gold names one, period are right; a
verdict when the first verdict's word is the gold one.
"""

import re
import tomllib
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from sarana.science.statements import Claim, Figure, Reading, Word, judge, read_text

HERE = Path(__file__).resolve().parent
SLACK = 25
PARTS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth",
)  # fmt: skip

# Scored once and left as it was met: no rule was changed for it.
UNTOUCHED = ("fourteenth",)


@dataclass
class Score:
    """Counts of one kind, and what went wrong, for the person who tunes the rules."""

    right: int = 0
    found: int = 0
    gold: int = 0
    misses: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def texts(half: str) -> list[dict[str, Any]]:
    with (HERE / f"{half}.toml").open("rb") as file:
        return list(tomllib.load(file)["text"])


def ledger() -> list[Figure]:
    with (HERE / "figures.toml").open("rb") as file:
        rows = tomllib.load(file)["figure"]
    return [
        Figure(name, value, date.fromisoformat(start), date.fromisoformat(end), claimant, scope, "", source)
        for name, value, start, end, claimant, scope, source in rows
    ]


def score(half: str) -> dict[str, Score]:
    """Return the scores of one half of the corpus by kind."""
    scores: dict[str, Score] = {}
    figures = ledger()
    for text in texts(half):
        reading = read_text(text["body"], published_on=text["on"])
        _statements(text, reading, scores)
        _quantities(text, reading, scores)
        _verdicts(text, reading, figures, scores)
    return scores


def _of(scores: dict[str, Score], name: str) -> Score:
    return scores.setdefault(name, Score())


def _statements(text: dict[str, Any], reading: Reading, scores: dict[str, Score]) -> None:
    free = list(reading.statements)
    total = _of(scores, "statements")
    for begins, speaker, role, kind in text.get("statement", []):
        at = text["body"].index(begins)
        per_kind = _of(scores, f"statements, {kind}")
        total.gold += 1
        per_kind.gold += 1
        hit = next(
            (
                s
                for s in free
                if abs(s.start - at) <= SLACK
                and s.speaker.lower() == speaker.lower()
                and role.lower() in s.role.lower()
            ),
            None,
        )
        if hit is None:
            total.misses.append(f"{text['id']}: missed {speaker} [{role}]: {begins}")
            continue
        free.remove(hit)
        total.right += 1
        per_kind.right += 1
        if hit.kind != kind:
            total.misses.append(f"{text['id']}: kind {hit.kind} for {kind}: {begins}")
    total.found += len(reading.statements)
    for statement in reading.statements:
        _of(scores, f"statements, {statement.kind}").found += 1
    total.misses += [f"{text['id']}: extra {s.kind} {s.speaker} [{s.role}]: {s.text[:60]}" for s in free]


def _quantities(text: dict[str, Any], reading: Reading, scores: dict[str, Score]) -> None:
    total = _of(scores, "quantities")
    counted = [c for c in reading.claims if (c.value is not None or c.vague) and c.unit != "tier"]
    total.found += len(counted)
    free = list(counted)
    for printed, measure, value, period in text.get("quantity", []):
        total.gold += 1
        spots = {m.start() for m in re.finditer(rf"(?<![\d,.]){re.escape(printed)}(?![\d])", text["body"])}
        hit = next((c for c in free if c.start in spots and _is(c, measure, value, period)), None)
        if hit is None:
            near = [
                (c.measure, str(c.value), c.period.label if c.period else "")
                for c in counted
                if c.start in spots
            ]
            total.misses.append(f"{text['id']}: missed {printed} {measure} {period}: read {near}")
        else:
            free.remove(hit)
            total.right += 1
    total.misses += [f"{text['id']}: extra {c.measure} {c.text}" for c in free]


def _is(claim: Claim, measure: str, value: float, period: str) -> bool:
    number = claim.value if claim.value is not None else claim.low
    if number is None or abs(number - Decimal(str(value))) > Decimal("0.05"):
        return False
    if claim.measure.partition(":")[0] != measure:
        return False
    return not period or (claim.period is not None and claim.period.label == period)


def _verdicts(
    text: dict[str, Any], reading: Reading, figures: list[Figure], scores: dict[str, Score]
) -> None:
    total = _of(scores, "verdicts")
    judged = judge(reading.statements, figures, narrated=reading.narrative_claims, said_on=text["on"])
    for printed, word in text.get("verdict", []):
        total.gold += 1
        total.found += 1
        at = text["body"].index(printed)
        rows = [row for row in judged if row.claim.start <= at + len(printed) and at <= row.claim.end]
        rows.sort(key=lambda row: abs(row.claim.start - at))
        if rows and rows[0].verdict.word is Word(word):
            total.right += 1
        else:
            told = (
                f"{rows[0].claim.text}: {rows[0].verdict.word}: {rows[0].verdict.explanation_en}"
                if rows
                else "no claim"
            )
            total.misses.append(f"{text['id']}: {printed} is {word}, got {told}")


def table(half: str, *, misses: bool = False) -> str:
    """Return a Markdown table of the scores of one half, with the misses below if asked."""
    scores = score(half)
    lines = ["| What | Gold | Found | Precision | Recall | F1 |", "|---|---:|---:|---:|---:|---:|"]
    for name, found in sorted(scores.items()):
        lines.append(
            f"| {name} | {found.gold} | {found.found} | {found.precision:.3f} | {found.recall:.3f} | {found.f1:.3f} |"
        )
    if misses:
        lines += ["", *(miss for found in scores.values() for miss in found.misses)]
    return "\n".join(lines)
