"""Judge the claims of statements: against the text's own arithmetic, against other statements and against figures."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sarana.science.statements.arithmetic import arithmetic_verdicts, levels_of
from sarana.science.statements.conflicts import conflict_verdict, jump_verdict, running_total_verdict
from sarana.science.statements.definitions import indicators_for
from sarana.science.statements.gravity import gravest
from sarana.science.statements.inference import weak_inference
from sarana.science.statements.kinds import (
    Claim,
    ClaimKind,
    Direction,
    Figure,
    Finding,
    JudgedClaim,
    Statement,
    Verdict,
    Word,
)
from sarana.science.statements.movements import not_checkable
from sarana.science.statements.quoted_documents import quotation_verdict
from sarana.science.statements.record import record_verdict
from sarana.science.statements.status import dispute_verdict, status_of
from sarana.science.statements.wording import number, sentence

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

_PROMISES = frozenset({ClaimKind.COMMITMENT, ClaimKind.OBLIGATION})


def judge(
    statements: Sequence[Statement],
    figures: Sequence[Figure] = (),
    *,
    narrated: Sequence[Claim] = (),
    said_on: date | None = None,
) -> list[JudgedClaim]:
    """Judge every claim of a text.

    Args:
        statements: Statements as read, from one text or from several that are to be held against each other.
        figures: Published and registered figures; may be empty, then only the texts themselves are checked.
        narrated: Claims that the text makes in its own voice.
        said_on: The day of speaking: figures for later years are not held against it.

    Returns:
        One row a claim, in order of appearance, with its verdicts, the gravest first.
    """
    owners: list[tuple[Claim, Statement | None]] = [(c, s) for s in statements for c in s.claims]
    owners += [(claim, None) for claim in narrated]
    owners.sort(key=lambda pair: (pair[0].start, pair[0].end))
    claims = [claim for claim, _ in owners]
    verdicts: dict[int, list[Verdict]] = defaultdict(list)
    for index, found in arithmetic_verdicts(claims).items():
        weak = _weak(index, claims, owners[index][1], figures) if found[0].word is Word.SUPPORTED else None
        verdicts[index].extend([weak] if weak is not None else found)
    for index, verdict in [*_between(owners), *_disputes(owners, statements)]:
        verdicts[index].append(verdict)
    for index, claim in enumerate(claims):
        if claim.kind is ClaimKind.CHANGE and verdicts[index]:
            continue  # the text's own numbers have settled it
        verdicts[index].extend(_on_record(claim, index, claims, owners[index][1], figures, said_on))
    return [
        JudgedClaim(claim, tuple(_told(verdicts[i], claim)), owners[i][1]) for i, claim in enumerate(claims)
    ]


def _on_record(
    claim: Claim,
    index: int,
    claims: list[Claim],
    statement: Statement | None,
    figures: Sequence[Figure],
    said_on: date | None,
) -> list[Verdict]:
    if not figures or claim.kind in (ClaimKind.STATUS, *_PROMISES) or claim.measure.startswith("mixed"):
        return []
    if claim.kind is ClaimKind.PERCENT and levels_of(index, claims) is not None:
        return []
    found = [record_verdict(claim, figures, said_on)]
    if (
        claim.kind is ClaimKind.LEVEL
        and claim.label != "base"
        and claim.value is not None
        and claim.unit == "count"
    ):
        told = found[0].word is Word.CONTRADICTED and claim.period_printed  # its own period says it already
        fall = None if told else running_total_verdict(claim, figures)
        jump = jump_verdict(claim, figures)
        found.extend(verdict for verdict in (fall, jump) if verdict is not None)
        if claim.period is not None and claim.period_printed:
            conflict = conflict_verdict([indicators_for(claim)[0]], claim.period, figures, stated=claim.value)
            if conflict is not None and conflict.word is Word.CONFLICT:
                found.append(conflict)
    if statement is not None and claim.unit == "count" and claim.kind is ClaimKind.LEVEL:
        quoted = (
            quotation_verdict(claim, f"{statement.cue} {statement.speaker}", figures)
            if statement.speaker
            else None
        )
        if quoted is not None and quoted.word is Word.MISQUOTED:
            found.append(quoted)
    return found


def _told(verdicts: list[Verdict], claim: Claim) -> list[Verdict]:
    """Sort the verdicts; an answer that nothing is on record is kept only when it is the only one."""
    known = [verdict for verdict in verdicts if verdict.word is not Word.NOT_CHECKABLE]
    if known:
        return gravest(known)
    return verdicts[:1] or [not_checkable(claim.measure)]


def _weak(
    index: int, claims: list[Claim], statement: Statement | None, figures: Sequence[Figure]
) -> Verdict | None:
    """Tell whether a right sum about crime rests on counts of police work."""
    claim = claims[index]
    if claim.measure != "crime":
        return None
    nearby = [other for other in claims if other.sentence == claim.sentence]
    return weak_inference(statement.text if statement is not None else "crime fell", nearby, figures)


def _between(owners: Sequence[tuple[Claim, Statement | None]]) -> list[tuple[int, Verdict]]:
    """Compare what different speakers say about the same measure, period and place, and how they value its movement."""
    found: list[tuple[int, Verdict]] = []
    seen: dict[tuple[object, ...], tuple[Claim, Statement | None]] = {}
    ways: dict[str, Claim] = {}
    for index, (claim, statement) in enumerate(owners):
        if (
            claim.kind is ClaimKind.LEVEL
            and claim.value is not None
            and claim.label != "base"
            and claim.unit == "count"
        ):
            key = (claim.measure, claim.period.label if claim.period else None, claim.place, claim.population)
            earlier = seen.get(key)
            if earlier is None:
                seen[key] = (claim, statement)
            elif (
                claim.period is not None
                and not _agree(earlier[0], claim)
                and _who(earlier) != _who((claim, statement))
            ):
                found.append((index, _conflict(earlier, (claim, statement))))
        if (
            claim.kind is ClaimKind.TREND
            and claim.trend in (Direction.UP, Direction.DOWN)
            and statement is not None
        ):
            other = ways.setdefault(claim.measure, claim)
            if other.trend is not claim.trend:
                english, khmer = sentence(
                    "both ways", measure=claim.measure.replace("_", " "), one=other.text, other=claim.text
                )
                found.append((index, Verdict(Word.CONFLICT, Finding.PRAISED_BOTH_WAYS, english, khmer)))
    return found


def _disputes(
    owners: Sequence[tuple[Claim, Statement | None]], statements: Sequence[Statement]
) -> list[tuple[int, Verdict]]:
    """Find statements of different speakers that give opposite statuses to the same number of persons."""
    told = [(status, statement) for statement in statements if (status := status_of(statement.text))]
    for status, statement in told:
        for other_status, other in told:
            if status == "not a victim" and other_status == "victim" and statement.speaker != other.speaker:
                verdict = dispute_verdict(
                    statement.text, other.text, f"{statement.speaker} / {other.speaker}"
                )
                return [(i, verdict) for i, (_, s) in enumerate(owners) if s in (statement, other)]
    return []


def _agree(one: Claim, other: Claim) -> bool:
    if one.value == other.value:
        return True
    low, high = other.low, other.high
    value = one.value
    return value is not None and (low is None or value >= low) and (high is None or value <= high)


def _who(owner: tuple[Claim, Statement | None]) -> str:
    return owner[1].speaker if owner[1] is not None else ""


def _conflict(one: tuple[Claim, Statement | None], other: tuple[Claim, Statement | None]) -> Verdict:
    listed = "; ".join(
        f"{number(claim.value)} ({_who((claim, statement)) or 'the text'})"
        for claim, statement in (one, other)
    )
    period = other[0].period.label if other[0].period else ""
    english, khmer = sentence("conflict", period=period, list=listed)
    values = [claim.value for claim, _ in (one, other) if claim.value is not None]
    return Verdict(Word.CONFLICT, Finding.CONFLICT, english, khmer, low=min(values), high=max(values))
