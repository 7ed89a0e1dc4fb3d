"""Counts with exact discrete noise: differential privacy without a floating-point number anywhere.

The samplers are those of Canonne, Kamath and Steinke (2020), "The Discrete Gaussian for Differential Privacy"; privacy is counted
as zero-concentrated differential privacy (Bun and Steinke 2016), which adds up over releases. Whole numbers and fractions only:
a rounded density would leak (Mironov 2012).
"""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import pi, sqrt

from sarana.science.disclosure.tables import ALL, Key, Table, with_totals

# Gives a whole number from 0 to one less than the given one, each as likely as the others.
type Chance = Callable[[int], int]
# Adds noise of a variance to counts, each drawn once: ``noisy`` here, or another's (``opendp_noise``).
type Sampler = Callable[[Mapping[Key, int], Fraction], dict[Key, int]]


class BudgetSpent(ValueError):
    """What may be told about these persons was told already."""


@dataclass(frozen=True, slots=True)
class Budget:
    """How much may be learnt of any person of one data year over all releases, and how much was spent.

    Attributes:
        rho: zCDP in all.
        spent: zCDP of the releases so far.
    """

    rho: Fraction
    spent: Fraction = Fraction(0)

    def after(self, rho: Fraction) -> "Budget":
        """The budget once a release has spent so much.

        Raises:
            BudgetSpent: more than is left.
            ValueError: nothing, or less, is to be spent.
        """
        if rho <= 0:
            raise ValueError("A release with noise spends something; one without noise is none.")
        if self.spent + rho > self.rho:
            raise BudgetSpent(
                f"Only {self.rho - self.spent} of the budget of {self.rho} is left, {rho} is asked for."
            )
        return Budget(self.rho, self.spent + rho)


def variance_for(rho: Fraction, *, most_cells: int) -> Fraction:
    """The variance of the noise of each count by which a release costs rho, when a person stands in so many cells at most."""
    if rho <= 0 or most_cells < 1:
        raise ValueError("The budget is above zero, and a person stands in one cell at least.")
    return Fraction(most_cells) / (2 * rho)


def noisy[Cell](
    counts: Mapping[Cell, int], variance: Fraction, *, chance: Chance = secrets.randbelow
) -> dict[Cell, int]:
    """The counts with noise, each drawn once; draw them, keep them, and never draw them again for the same persons."""
    return {key: count + discrete_gaussian(variance, chance=chance) for key, count in counts.items()}


def noisy_finest(
    table: Table, rho: Fraction, *, chance: Chance = secrets.randbelow, sampler: Sampler | None = None
) -> dict[Key, int]:
    """The table's finest counts with noise as drawn, negative ones among them.

    For persons of whom each stands in one finest cell at most. Cells are drawn for in the order of their keys, so that whoever has
    the source of chance draws the same.

    Args:
        table: true counts.
        rho: what it costs (zCDP).
        chance: what our own sampler draws from.
        sampler: another that draws in its place, from chance of its own.

    Raises:
        ValueError: a count is hidden, or the budget is not above zero.
    """
    finest = {key: count for key, count in sorted(table.values.items()) if ALL not in key}
    if any(count is None for count in finest.values()):
        raise ValueError("A count is hidden already; give the true ones.")
    counts = {key: int(count or 0) for key, count in finest.items()}
    variance = variance_for(rho, most_cells=1)
    return sampler(counts, variance) if sampler else noisy(counts, variance, chance=chance)


def noisy_table(
    table: Table, rho: Fraction, *, chance: Chance = secrets.randbelow, sampler: Sampler | None = None
) -> Table:
    """The table with noise on each of its finest counts, none negative, every total the sum of its parts.

    Drawn as ``noisy_finest`` does.

    Raises:
        ValueError: a count is hidden, or the budget is not above zero.
    """
    drawn = noisy_finest(table, rho, chance=chance, sampler=sampler)
    told = with_totals(table.name, table.dimensions, not_negative(drawn, max(0, sum(drawn.values()))))
    return Table(table.name, table.dimensions, {key: told.values.get(key, 0) for key in table.values})


def expected_error(rho: Fraction, *, cells: int = 1) -> float:
    """By how much a sum of so many noisy counts is off on average, before negative ones are mended."""
    return sqrt(2 / pi * cells * float(variance_for(rho, most_cells=1)))


def not_negative[Cell](counts: Mapping[Cell, int] | Mapping[Cell, Fraction], total: int) -> dict[Cell, int]:
    """The nearest counts of 0 or more that add up to a total: what lies below zero is taken from the others evenly.

    Looks at nothing but noisy counts, so it costs no privacy.

    Raises:
        ValueError: the total is negative, or there is no count to carry it.
    """
    if total < 0 or (total and not counts):
        raise ValueError("A total of 0 or more needs at least one count.")
    ordered = sorted(counts, key=lambda key: counts[key], reverse=True)
    left, carried = [], Fraction(0)
    # The projection on the simplex (Held, Wolfe and Crowder 1974), in fractions.
    for n, key in enumerate(ordered, 1):
        carried += counts[key]
        if counts[key] - (carried - total) / n <= 0:
            carried -= counts[key]
            break
        left.append(key)
    shift = (carried - total) / len(left) if left else Fraction(0)
    exact = {key: counts[key] - shift for key in left}
    whole = {key: int(value // 1) for key, value in exact.items()}
    # What rounding down lost goes to those that lost the most.
    lost = total - sum(whole.values())
    for key in sorted(left, key=lambda key: (whole[key] - exact[key], str(key)))[:lost]:
        whole[key] += 1
    return {key: whole.get(key, 0) for key in counts}


def discrete_gaussian(variance: Fraction, *, chance: Chance = secrets.randbelow) -> int:
    """A whole number with probability in proportion to exp(-x² / 2 variance)."""
    if variance <= 0:
        raise ValueError("The variance of noise is above zero.")
    step = _root(variance) + 1
    while True:
        drawn = discrete_laplace(Fraction(step), chance=chance)
        off = abs(drawn) - variance / step
        if _happens(off * off / (2 * variance), chance):
            return drawn


def discrete_laplace(scale: Fraction, *, chance: Chance = secrets.randbelow) -> int:
    """A whole number with probability in proportion to exp of minus the distance from 0, over the scale."""
    if scale <= 0:
        raise ValueError("The scale of noise is above zero.")
    long, short = scale.numerator, scale.denominator
    while True:
        start = chance(long)
        if not _happens(Fraction(start, long), chance):
            continue
        rounds = 0
        while _happens(Fraction(1), chance):
            rounds += 1
        size = (start + long * rounds) // short
        is_negative = chance(2)
        if not (is_negative and size == 0):
            return -size if is_negative else size


def _happens(exponent: Fraction, chance: Chance) -> bool:
    """Yes with probability exp(-exponent), without computing it."""
    while exponent > 1:
        if not _happens(Fraction(1), chance):
            return False
        exponent -= 1
    # The number of terms of a falling product: odd with just this probability (von Neumann 1951).
    terms = 1
    while chance(exponent.denominator * terms) < exponent.numerator:
        terms += 1
    return bool(terms % 2)


def _root(value: Fraction) -> int:
    """The whole part of the square root."""
    low, high = 0, 1
    while high * high <= value:
        high *= 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if middle * middle <= value else (low, middle)
    return low
