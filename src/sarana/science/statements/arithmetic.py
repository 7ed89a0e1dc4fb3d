"""Check what a text computes: percentages and their base, differences, shares, sums of parts and mixed units.

A printed percentage is right when the true one rounds or truncates to it: newspapers do both. A frequent slip, the new
value as the base of the percentage, is recognised and named.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from sarana.science.statements.kinds import Claim, ClaimKind, Comparison, Direction, Finding, Verdict, Word
from sarana.science.statements.sums import sum_verdicts
from sarana.science.statements.wording import number, sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

_PAIR = 2
_NEAR = 400  # characters within which a change and its values must stand


def arithmetic_verdicts(claims: Sequence[Claim]) -> dict[int, list[Verdict]]:
    """Return verdicts on the text's own sums, by the index of the claim they are about."""
    verdicts: dict[int, list[Verdict]] = defaultdict(list)
    for index, claim in enumerate(claims):
        if claim.value is None and not claim.measure.startswith("mixed"):
            continue
        verdict = None
        if claim.measure.startswith("mixed"):
            verdict = _mixed(claim)
        elif claim.kind is ClaimKind.PERCENT and claim.label.startswith("share"):
            verdict = _share(claim, index, claims)
        elif claim.kind is ClaimKind.PERCENT:
            verdict = _percent(claim, index, claims)
        elif claim.kind is ClaimKind.CHANGE:
            verdict = _difference(claim, index, claims)
        elif claim.kind is ClaimKind.LEVEL and claim.trend is not None and claim.label != "base":
            verdict = _direction(claim, index, claims)
        if verdict is not None:
            verdicts[index].append(verdict)
    for index, verdict in sum_verdicts(claims):
        verdicts[index].append(verdict)
    return verdicts


def printed_right(true: Decimal, claim: Claim) -> bool:
    """Tell whether a printed percentage agrees with the true one, given its decimals and its modifier."""
    stated = claim.value if claim.value is not None else Decimal(0)
    exponent = stated.as_tuple().exponent
    unit = Decimal(1).scaleb(exponent if isinstance(exponent, int) and exponent < 0 else 0)
    match claim.comparison:
        case Comparison.MORE_THAN | Comparison.AT_LEAST:
            return true >= stated
        case Comparison.LESS_THAN | Comparison.AT_MOST:
            return true <= stated
        case Comparison.ABOUT | Comparison.NEARLY:
            return abs(true - stated) <= max(unit, stated / 20)
        case _:
            return abs(true - stated) < unit


def percent_verdict(claim: Claim, new: Decimal, old: Decimal) -> Verdict:
    """Judge a printed change in percent against the new and the old value."""
    stated = abs(claim.value or Decimal(0))
    if old == 0:
        english, khmer = sentence("not checkable", record="a base other than zero")
        return Verdict(
            Word.NOT_CHECKABLE, Finding.NOT_CHECKABLE, english, khmer, checkable_with="a base other than zero"
        )
    delta = new - old
    true = abs(delta) / old * 100
    shown: tuple[str, ...] = (
        f"{number(new)} − {number(old)} = {number(delta)}",
        f"{number(abs(delta))} ÷ {number(old)} = {number(true)} %",
    )
    if (
        claim.trend in (Direction.UP, Direction.DOWN)
        and delta
        and (delta > 0) != (claim.trend is Direction.UP)
    ):
        english, khmer = sentence("wrong direction", new=new, old=old)
        return Verdict(Word.WRONG_ARITHMETIC, Finding.WRONG_ARITHMETIC, english, khmer, shown, true, true)
    if printed_right(true, claim):
        english, khmer = sentence("percent right", new=new, old=old, true=true, stated=stated)
        return Verdict(Word.SUPPORTED, Finding.CORRECT, english, khmer, shown, true, true)
    if new and printed_right(abs(delta) / new * 100, claim) and claim.comparison is Comparison.EXACTLY:
        shown = (*shown, f"{number(abs(delta))} ÷ {number(new)} = {number(abs(delta) / new * 100)} %")
        english, khmer = sentence("wrong base", new=new, old=old, true=true, stated=stated, delta=abs(delta))
    else:
        english, khmer = sentence("percent wrong", new=new, old=old, true=true, stated=stated)
    return Verdict(Word.WRONG_ARITHMETIC, Finding.WRONG_ARITHMETIC, english, khmer, shown, true, true)


def difference_verdict(claim: Claim, new: Decimal, old: Decimal) -> Verdict:
    """Judge a printed difference against the new and the old value."""
    true = abs(new - old)
    stated = claim.value or Decimal(0)
    shown = (f"{number(new)} − {number(old)} = {number(new - old)}",)
    if claim.trend is not None and new != old and (new > old) is not (claim.trend is Direction.UP):
        english, khmer = sentence("wrong direction", new=new, old=old)
        return Verdict(Word.WRONG_ARITHMETIC, Finding.WRONG_ARITHMETIC, english, khmer, shown, true, true)
    right = printed_right(true, claim)
    english, khmer = sentence(
        "difference right" if right else "difference wrong", old=old, new=new, true=true, stated=stated
    )
    word, finding = (
        (Word.SUPPORTED, Finding.CORRECT) if right else (Word.WRONG_ARITHMETIC, Finding.WRONG_ARITHMETIC)
    )
    return Verdict(word, finding, english, khmer, shown, true, true)


def _mixed(claim: Claim) -> Verdict:
    what = claim.measure.partition(":")[2].replace("+", ", ")
    amount = number(claim.value) if claim.value is not None else claim.text
    english, khmer = sentence("mixed units", total=amount, what=what)
    return Verdict(Word.MIXED_UNITS, Finding.MIXED_UNITS, english, khmer)


def _near(index: int, claims: Sequence[Claim], *, kind: ClaimKind, label: str | None = None) -> Claim | None:
    """Return the closest claim of a kind in the same sentence, else in the one before."""
    here = claims[index]
    best: tuple[tuple[bool, int], Claim] | None = None
    for other in claims:
        if other is here or other.kind is not kind or other.value is None or other.unit in ("money", "tier"):
            continue
        if (label is None) == (other.label == "base") or (label is not None and other.label != label):
            continue
        if other.unit == "percent" or abs(other.start - here.start) > _NEAR:
            continue
        if kind is not ClaimKind.LEVEL and other.sentence != here.sentence:
            continue
        rank = (other.sentence != here.sentence, abs(other.start - here.start))
        if best is None or rank < best[0]:
            best = (rank, other)
    return best[1] if best else None


def levels_of(index: int, claims: Sequence[Claim]) -> tuple[Decimal, Decimal] | None:
    """Return the new and the old value that a change refers to, when the text prints enough to know them."""
    claim = claims[index]
    old = _near(index, claims, kind=ClaimKind.LEVEL, label="base")
    new = _near(index, claims, kind=ClaimKind.LEVEL)
    if old is not None and old.sentence != claim.sentence:
        old = None
    if new is None or new.value is None:
        return None
    if old is None and new.sentence != claim.sentence:
        pair = [
            c
            for c in claims
            if c.sentence == new.sentence and c.measure == new.measure and c.kind is ClaimKind.LEVEL
        ]
        values = [c.value for c in pair if c.value is not None]
        if len(pair) == len(values) == _PAIR:  # "175 in 2031, 160 now. The drop …"
            return (values[0], values[1]) if pair[1].label == "base" else (values[1], values[0])
    if old is not None and old.value is not None:
        return new.value, old.value
    delta = claim if claim.kind is ClaimKind.CHANGE else _near(index, claims, kind=ClaimKind.CHANGE)
    if delta is not None and delta.value is not None and new.sentence == claim.sentence:
        signed = delta.value if (delta.trend or claim.trend) is not Direction.DOWN else -delta.value
        return new.value, new.value - signed
    return None


def _percent(claim: Claim, index: int, claims: Sequence[Claim]) -> Verdict | None:
    values = levels_of(index, claims)
    return percent_verdict(claim, *values) if values is not None else None


def _difference(claim: Claim, index: int, claims: Sequence[Claim]) -> Verdict | None:
    old = _near(index, claims, kind=ClaimKind.LEVEL, label="base")
    new = _near(index, claims, kind=ClaimKind.LEVEL)
    if old is None or new is None or old.value is None or new.value is None or claim.value is None:
        return None
    if old.sentence != claim.sentence or new.sentence != claim.sentence:
        return None
    return difference_verdict(claim, new.value, old.value)


def _direction(claim: Claim, index: int, claims: Sequence[Claim]) -> Verdict | None:
    """Judge "fell from 120 to 150" by its own numbers; None when they go the way that was said."""
    old = _near(index, claims, kind=ClaimKind.LEVEL, label="base")
    if old is None or old.value is None or claim.value is None or old.sentence != claim.sentence:
        return None
    went = (
        Direction.UP
        if claim.value > old.value
        else Direction.DOWN
        if claim.value < old.value
        else Direction.SAME
    )
    if went is claim.trend:
        return None
    english, khmer = sentence("wrong direction", new=claim.value, old=old.value)
    return Verdict(Word.WRONG_ARITHMETIC, Finding.WRONG_ARITHMETIC, english, khmer)


def _share(claim: Claim, index: int, claims: Sequence[Claim]) -> Verdict | None:
    parts = [
        c
        for c in claims
        if c.kind is ClaimKind.PART
        and c.group is not None
        and c.sentence == claim.sentence
        and c.value is not None
    ]
    if not parts:
        return None
    part = min(parts, key=lambda c: abs(c.start - claims[index].start))
    total = next((c for c in claims if c.start == part.group and c.value), None)
    if total is None or total.value is None or part.value is None:
        return None
    true = part.value / total.value * 100
    right = printed_right(true, claim)
    english, khmer = sentence(
        "share right" if right else "share wrong",
        part=part.value,
        total=total.value,
        true=true,
        stated=claim.value,
    )
    word, finding = (
        (Word.SUPPORTED, Finding.CORRECT) if right else (Word.WRONG_ARITHMETIC, Finding.WRONG_ARITHMETIC)
    )
    return Verdict(
        word,
        finding,
        english,
        khmer,
        (f"{number(part.value)} ÷ {number(total.value)} = {number(true)} %",),
        true,
        true,
    )
