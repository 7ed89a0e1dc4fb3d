"""Noisy tables of a release that say the same where they share a total: weighted least squares from the top down.

Each table's noise was drawn for itself, so that what two of them say of one total differs. The least-squares estimate of a shared
total is the mean of what the tables say, each weighed by the inverse of its variance (Hay, Rastogi, Miklau and Suciu 2010). Totals
are settled first and parts are fitted into them: were all counts made non-negative at once, tables with many empty cells would grow,
since noise below zero is cut off and noise above it stays. Looks at noisy counts only, so it costs no privacy.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sarana.science.disclosure.noise import not_negative
from sarana.science.disclosure.tables import Key, Table, with_totals


@dataclass(frozen=True, slots=True)
class Drawn:
    """A table's finest counts with their noise, as drawn: negative ones among them.

    Attributes:
        name: what people call the table.
        dimensions: in the order of the keys.
        counts: of every combination of its categories, those of nobody too.
        variance: of the noise on each.
    """

    name: str
    dimensions: tuple[str, ...]
    counts: Mapping[Key, int]
    variance: Fraction


def agreeing_tables(drawn: Sequence[Drawn]) -> list[Table]:
    """The tables in whole numbers, none negative, every total the sum of its parts; what all share is the same in all.

    Args:
        drawn: of the same persons. Dimensions that stand in all of them mean the same in each.

    Raises:
        ValueError: no table, a variance that is not above zero, or tables whose shared categories differ.
    """
    if not drawn or any(one.variance <= 0 for one in drawn):
        raise ValueError("Each table has its noise, with a variance above zero.")
    shared = sorted(set.intersection(*(set(one.dimensions) for one in drawn)))
    slices = [_slices(one, shared) for one in drawn]
    if any(set(one) != set(slices[0]) for one in slices):
        raise ValueError("The tables don't have the same categories in what they share.")
    weighed: dict[Key, Fraction] = {}
    for part in slices[0]:
        weights = [1 / (len(found[part]) * one.variance) for one, found in zip(drawn, slices, strict=True)]
        said = [sum(found[part].values()) for found in slices]
        weighed[part] = sum((w * n for w, n in zip(weights, said, strict=True)), Fraction(0)) / sum(weights)
    totals = not_negative(weighed, max(0, round(sum(weighed.values(), Fraction(0)))))
    told = []
    for one, found in zip(drawn, slices, strict=True):
        counts = {key: n for part in found for key, n in not_negative(found[part], totals[part]).items()}
        told.append(with_totals(one.name, one.dimensions, {key: counts[key] for key in one.counts}))
    return told


def _slices(one: Drawn, shared: Sequence[str]) -> dict[Key, dict[Key, int]]:
    """The counts by the categories of what all tables share."""
    at = [one.dimensions.index(name) for name in shared]
    found: dict[Key, dict[Key, int]] = defaultdict(dict)
    for key, count in one.counts.items():
        found[tuple(key[n] for n in at)][key] = count
    return dict(found)
