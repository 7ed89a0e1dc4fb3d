"""Records of nobody: invented rows whose tables look like those of the true ones, made from noisy tables alone.

All tables of two variables get exact discrete noise; everything after that looks at these noisy tables only and costs no privacy
(McKenna, Miklau and Sheldon 2021: measure, fit, draw). The fit is the strongest tree of pairs (Chow and Liu 1968), whose rows are
then swapped, one variable at a time, as long as that brings the tables of the other telling pairs nearer.
"""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import pi, sqrt

import numpy as np
from scipy.sparse.csgraph import breadth_first_order, minimum_spanning_tree

from sarana.science.disclosure.noise import Chance, discrete_gaussian, variance_for

type Pair = tuple[int, int]
type Counts = np.ndarray
# So many swaps of two rows' values are tried at most; beyond some ten thousand rows the tree alone is near enough.
_MOST_SWAPS = 6_000_000
# Couples of rows that are looked at together, for each variable; how often each row is asked, and how often all variables.
_AT_ONCE, _SWEEPS, _PASSES = 128, 6, 2
# A pair is told well where no more than this share of the rows stands in another cell than it should.
_WELL = 0.1


@dataclass(frozen=True, slots=True)
class Synthetic:
    """Invented rows and what may be computed from them.

    Attributes:
        rows: a row for each invented person, a value's place in its variable for each column.
        misplaced: of each table of two variables, which share of the rows stands in another cell than it should, as far as the noise
            lets one see: half of what all counts are off, of all rows.
        noise: by how much the noise puts a count of such a table off on average.
    """

    rows: np.ndarray
    misplaced: Mapping[Pair, float]
    noise: float

    def told_well(self) -> list[Pair]:
        """The pairs of variables whose tables may be computed; of others, and of three together, nothing is promised."""
        return sorted(pair for pair, share in self.misplaced.items() if share <= _WELL)


def synthesize(
    rows: np.ndarray,
    sizes: Sequence[int],
    rho: Fraction,
    *,
    chance: Chance = secrets.randbelow,
    seed: bytes = b"",
) -> Synthetic:
    """Invented rows in the place of true ones, at a cost of ``rho`` (zCDP), for persons of whom each has one row.

    Args:
        rows: a row for each person, a value's place in its variable for each column.
        sizes: how many values each variable can have, whatever the persons have; known to everybody.
        rho: what of the year's budget is spent, above zero.
        chance: what the noise is drawn from; the same one draws the same.
        seed: what the rows are drawn from once the noise is there.

    Raises:
        ValueError: a value lies outside its variable, there are fewer than two variables, or the budget is not above zero.
    """
    if len(sizes) < 2:  # noqa: PLR2004 - pairs need two
        raise ValueError("Records have two variables at least.")
    if rows.size and ((rows < 0) | (rows >= np.array(sizes))).any():
        raise ValueError("A value lies outside its variable.")
    pairs = list(combinations(range(len(sizes)), 2))
    variance = variance_for(rho, most_cells=len(pairs))
    tables = {pair: _noisy(_counted(rows, pair, sizes), variance, chance) for pair in pairs}
    return fit(tables, sizes, sqrt(variance), seed=seed)


def fit(tables: Mapping[Pair, Counts], sizes: Sequence[int], sigma: float, *, seed: bytes = b"") -> Synthetic:
    """Invented rows from noisy tables of all pairs, whose noise has this standard deviation."""
    dice = np.random.default_rng(list(hashlib.sha256(b"sarana synthesis 1\0" + seed).digest()))
    total = max(0, round(float(np.mean([table.sum() for table in tables.values()]))))
    ones = [_one_way(at, tables, sizes, total) for at in range(len(sizes))]
    telling = {pair: _telling(table, ones, pair, sigma) for pair, table in tables.items()}
    joint = {pair: _on_simplex(table, total) for pair, table in tables.items() if telling[pair] > 0}
    drawn = _drawn(joint, telling, ones, total, dice)
    _swap(drawn, joint, sizes, sigma, dice)
    noise = sqrt(2 / pi) * sigma
    misplaced = {
        pair: float(np.abs(_counted(drawn, pair, sizes) - table).sum()) / (2 * max(1, total))
        for pair, table in tables.items()
    }
    return Synthetic(drawn, misplaced, noise)


def _counted(rows: np.ndarray, pair: Pair, sizes: Sequence[int]) -> Counts:
    one, other = pair
    flat = (
        rows[:, one].astype(np.int64) * sizes[other] + rows[:, other] if rows.size else np.zeros(0, np.int64)
    )
    counts: np.ndarray = np.bincount(flat, minlength=sizes[one] * sizes[other])
    return counts.reshape(sizes[one], sizes[other])


def _noisy(counts: Counts, variance: Fraction, chance: Chance) -> Counts:
    drawn = [int(count) + discrete_gaussian(variance, chance=chance) for count in counts.ravel()]
    return np.array(drawn, dtype=float).reshape(counts.shape)


def _one_way(at: int, tables: Mapping[Pair, Counts], sizes: Sequence[int], total: int) -> Counts:
    """What all tables of a variable say of it together; a sum over few cells says it with less noise."""
    sums = np.zeros(sizes[at])
    weights = 0.0
    for pair, table in tables.items():
        if at in pair:
            axis = 1 if pair[0] == at else 0
            sums += table.sum(axis=axis) / table.shape[axis]
            weights += 1 / table.shape[axis]
    return _on_simplex(sums / weights, total)


def _on_simplex(counts: Counts, total: int) -> Counts:
    """The nearest counts of 0 or more that add up to the total (Held, Wolfe and Crowder 1974)."""
    flat = np.sort(counts.ravel())[::-1]
    shifts = (np.cumsum(flat) - total) / np.arange(1, len(flat) + 1)
    above = np.flatnonzero(flat > shifts)
    nearest: Counts = np.maximum(counts - shifts[above[-1] if len(above) else 0], 0.0)
    return nearest


def _telling(table: Counts, ones: Sequence[Counts], pair: Pair, sigma: float) -> float:
    """How much further a pair is from independence than noise alone would make it."""
    one, other = (ones[at] for at in pair)
    total = one.sum()
    apart = np.outer(one, other) / total if total else np.zeros(table.shape)
    return float(np.abs(table - apart).sum() - sqrt(2 / pi) * sigma * table.size)


def _drawn(
    joint: Mapping[Pair, Counts],
    telling: Mapping[Pair, float],
    ones: Sequence[Counts],
    total: int,
    dice: np.random.Generator,
) -> np.ndarray:
    size = len(ones)
    weights = np.zeros((size, size))
    for pair in joint:
        weights[pair] = -telling[pair]
    tree = minimum_spanning_tree(weights)
    rows = np.zeros((total, size), dtype=np.int16)
    left = set(range(size))
    while left:
        root = min(left)
        order, before = breadth_first_order(tree, root, directed=False)
        rows[:, root] = dice.permutation(_shared_out(ones[root], total))
        for at in order[1:]:
            _draw_child(rows, int(before[at]), int(at), joint, ones, dice)
        left -= {int(one) for one in order}
    return rows


def _draw_child(
    rows: np.ndarray,
    parent: int,
    child: int,
    joint: Mapping[Pair, Counts],
    ones: Sequence[Counts],
    dice: np.random.Generator,
) -> None:
    pair = (min(parent, child), max(parent, child))
    table = joint[pair] if pair[0] == parent else joint[pair].T
    for value in np.unique(rows[:, parent]):
        some = np.flatnonzero(rows[:, parent] == value)
        shares = table[value] if table[value].sum() else ones[child]
        rows[some, child] = dice.permutation(_shared_out(shares, len(some)))


def _shared_out(shares: Counts, total: int) -> np.ndarray:
    """So many values in these shares, as whole numbers: what rounding down loses goes to those that lost the most."""
    if not shares.sum():
        shares = np.ones(len(shares))
    exact = shares * (total / shares.sum())
    whole = np.floor(exact).astype(int)
    order = np.argsort(whole - exact, kind="stable")
    whole[order[: total - whole.sum()]] += 1
    return np.repeat(np.arange(len(shares)), whole)


def _swap(
    rows: np.ndarray,
    joint: Mapping[Pair, Counts],
    sizes: Sequence[int],
    sigma: float,
    dice: np.random.Generator,
) -> None:
    """Let rows exchange a value wherever that brings the tables of telling pairs nearer; each variable's own table stays.

    What is as near as the noise lets one see is left as it is: nearer still would only be nearer to the noise.
    """
    total = len(rows)
    if total < 2:  # noqa: PLR2004 - two rows exchange
        return
    at_once = max(1, min(_AT_ONCE, total // 16))
    sweeps = max(1, min(_SWEEPS, _MOST_SWAPS // (total * len(sizes))))
    for at in [*range(len(sizes))] * _PASSES:
        if not (partners := [pair for pair in joint if at in pair]):
            continue
        off = _Off(rows, at, partners, joint, sizes)
        for _sweep in range(sweeps):
            order = dice.permutation(total)
            for start in range(0, total - 2 * at_once + 1, 2 * at_once):
                off.swap(order[start : start + 2 * at_once].reshape(2, at_once))
            if not off.is_beyond(sigma):
                break


class _Off:
    """By how much the rows' tables of one variable with its partners are off, kept as rows exchange that variable."""

    def __init__(
        self,
        rows: np.ndarray,
        at: int,
        pairs: Sequence[Pair],
        joint: Mapping[Pair, Counts],
        sizes: Sequence[int],
    ) -> None:
        self.rows, self.at = rows, at
        self.others = np.array([pair[1] if pair[0] == at else pair[0] for pair in pairs])
        widest = max(sizes[other] for other in self.others)
        # By the value of the variable, then by partner and its value.
        self.off = np.zeros((sizes[at], len(pairs), widest))
        self.cells = sizes[at] * sum(sizes[other] for other in self.others)
        for n, pair in enumerate(pairs):
            table = _counted(rows, pair, sizes) - joint[pair]
            table = table if pair[0] == at else table.T
            self.off[:, n, : table.shape[1]] = table
        self._each = np.arange(len(pairs))

    def is_beyond(self, sigma: float) -> bool:
        """Whether more is off than noise of this standard deviation alone puts there."""
        return bool(np.square(self.off).sum() > sigma * sigma * self.cells)

    def swap(self, couples: np.ndarray) -> None:
        """Let those couples of rows exchange by which the squares of what is off become smaller, each looked at by itself."""
        one, other = couples
        mine, theirs = (self.rows[some, self.at][:, None] for some in couples)
        here, there = (self.rows[some][:, self.others] for some in couples)
        off, each = self.off, self._each
        # A count that goes down changes its square by 1 - 2 off, one that goes up by 1 + 2 off.
        change = 4 + 2 * (
            off[theirs, each, here]
            - off[mine, each, here]
            + off[mine, each, there]
            - off[theirs, each, there]
        )
        gain = np.where(here != there, change, 0).sum(axis=1)
        take = (gain < 0) & (mine != theirs)[:, 0]
        if not take.any():
            return
        mine, theirs, here, there = mine[take], theirs[take], here[take], there[take]
        for value, column, step in (
            (mine, here, -1), (theirs, here, 1), (theirs, there, -1), (mine, there, 1),
        ):  # fmt: skip
            np.add.at(off, (value, each, column), step)
        self.rows[one[take], self.at], self.rows[other[take], self.at] = theirs[:, 0], mine[:, 0]
