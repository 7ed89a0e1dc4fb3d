"""Which values a hidden count can have: seen in answers that fit all sums, many counts by one answer.

What is possible is no secret told, so a count of which two answers differ and one is large enough is settled. Linear programmes
over fractions (Fischetti and Salazar 2000, their audit problem).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from scipy.optimize import linprog

from sarana.science.disclosure.blocks import blocks
from sarana.science.disclosure.inside import drawn_in, point_inside
from sarana.science.disclosure.solving import method_for
from sarana.science.disclosure.systems import System

SLACK = 1e-6
# Groups are cut into so many while an answer for all of a group settles less than so large a part; of fewer than so many each is
# asked for by itself.
_PARTS, _WORTH, _ALONE = 4, 0.1, 2
_GROUPS_IN_BLOCK = 64
# So often all is cut into blocks anew.
_CUTS = 6
# Its types know no sparse sums.
_linprog: Any = linprog


@dataclass
class Seen:
    """The lowest and highest of each count in the answers that were met: what is possible is no secret told."""

    threshold: int
    is_hidden: np.ndarray
    lowest: np.ndarray
    highest: np.ndarray
    # All answers summed up, and how many they were.
    total: np.ndarray | float = 0.0
    times: int = 0
    # Told how many are settled.
    tell: Callable[[int], None] | None = None

    def note(self, counts: np.ndarray | None) -> None:
        """Another answer; nothing where a programme had none."""
        if counts is not None and len(counts):
            np.maximum(self.highest, counts, out=self.highest)
            np.minimum(self.lowest, counts, out=self.lowest)
            self.total, self.times = self.total + counts, self.times + 1
            if self.tell is not None:
                self.tell(len(self.highest) - int(self.unsettled().sum()))

    def unsettled(self) -> np.ndarray:
        """Counts not yet seen to be possible as large as the threshold, or not yet seen to differ.

        Of one that was not hidden (rounded, or never published), those neither seen so large nor seen to be none at all.
        """
        known = self.few() | (self.highest - self.lowest < 1 - SLACK)
        return np.asarray(np.where(self.is_hidden, known, self.few() & (self.lowest > SLACK)))

    def few(self) -> np.ndarray:
        """Counts not yet seen to be possible as large as the threshold."""
        return np.asarray(self.highest < self.threshold - SLACK)

    def to_lower(self) -> np.ndarray:
        """Unsettled counts which a lower answer would settle."""
        return np.asarray(self.unsettled() & ~(self.few() & self.is_hidden))


def see_in_blocks(system: System, seen: Seen) -> None:
    """Settle what can be settled by moving the counts of a block alone, away from counts that fit everything.

    The mean of answers is an answer, and one with room on all sides. What one cut into blocks leaves is tried in others.
    """
    middle = _inside(system, seen)
    if middle is None:
        return
    for turn in range(_CUTS):
        before = int(seen.unsettled().sum())
        for members in blocks(system.cells, turn=turn):
            if seen.unsettled()[members].any():
                _see_in_block(system, seen, members, middle)
        left = int(seen.unsettled().sum())
        if not left or before - left < left * _WORTH:
            return


def _see_in_block(system: System, seen: Seen, members: np.ndarray, middle: np.ndarray) -> None:
    """Move the counts of these cells alone; ``middle`` is written: it stays an answer and gains room."""
    sums = system.sums[:, members]
    sums = sums[np.diff(sums.indptr) > 0]
    part = System(
        [system.cells[one] for one in members], sums, sums @ middle[members],
        *(told[members] for told in (system.least, system.most, system.is_hidden)),
    )  # fmt: skip
    met = Seen(seen.threshold, part.is_hidden, seen.lowest[members], seen.highest[members])
    see_together(part, met, most_groups=_GROUPS_IN_BLOCK)
    seen.lowest[members], seen.highest[members] = met.lowest, met.highest
    if seen.tell is not None:
        seen.tell(len(seen.highest) - int(seen.unsettled().sum()))
    if met.times:
        inside = (middle[members] + met.total / met.times) / 2
        middle[members] = np.clip(inside, part.least, part.most)


def _inside(system: System, seen: Seen) -> np.ndarray | None:
    """Counts that fit everything, with room on all sides where there is any; None where programmes have no end."""
    known: list[np.ndarray | None] = [point_inside(system.sums, system.known, *_limits(system))]
    if known[0] is None:
        every = np.arange(len(system.cells))
        known = [
            _capped(system, _aim(system, every, -1), seen, every),
            _solved(system, _aim(system, every, 1)),
        ]
    met = [answer for answer in known if answer is not None]
    for answer in met:
        seen.note(answer)
    return np.clip(np.mean(met, axis=0), system.least, system.most) if met else None


def _limits(system: System) -> tuple[np.ndarray, np.ndarray]:
    return drawn_in(system.sums, system.known, system.least, system.most)


def see_together(system: System, seen: Seen, *, most_groups: int | None = None) -> None:
    """Settle many by one answer: those that are left are raised and lowered together, in ever smaller groups.

    None is asked for more than settles it, so that one answer raises many a little and not one of them a lot.
    """
    groups = 1
    while len(left := np.flatnonzero(seen.unsettled())) > groups * _ALONE:
        if most_groups is not None and groups > most_groups:
            return
        for some in np.array_split(left, groups):
            raised = some[seen.unsettled()[some]]
            if len(raised):
                seen.note(_capped(system, _aim(system, raised, -1), seen, raised))
            if len(lowered := some[seen.to_lower()[some]]):
                seen.note(_solved(system, _aim(system, lowered, 1)))
        if seen.unsettled().sum() > len(left) * (1 - _WORTH):
            groups *= _PARTS


def _capped(system: System, aim: np.ndarray, seen: Seen, asked: np.ndarray) -> np.ndarray | None:
    """An answer in which none of these lies above the least that settles it; any answer where there is no such."""
    enough = system.most.copy()
    small = asked[seen.highest[asked] < seen.threshold]
    enough[small] = np.minimum(enough[small], np.maximum(seen.threshold, system.least[small]))
    capped = replace(system, most=enough)
    try:
        return _solved(capped, aim)
    except ValueError:
        return _solved(system, aim)


def extreme(system: System, at: int, sign: int) -> tuple[float, np.ndarray]:
    """The highest (sign -1) or lowest (1) value of one count, infinite where nothing limits it, and an answer that has it."""
    solved = _solved(system, _aim(system, np.array([at]), sign))
    return (np.inf, np.zeros(0)) if solved is None else (float(solved[at]), solved)


def _aim(system: System, these: np.ndarray, sign: int) -> np.ndarray:
    aim = np.zeros(len(system.cells))
    aim[these] = sign
    return aim


def _solved(system: System, aim: np.ndarray) -> np.ndarray | None:
    """Counts that fit all sums and make the aim least; None where it has no least.

    Raises:
        ValueError: no counts fit.
    """
    bounds = np.column_stack([system.least, system.most])
    found = _linprog(aim, A_eq=system.sums, b_eq=system.known, bounds=bounds, method=method_for(len(aim)))
    if found.status == 3:  # noqa: PLR2004 - HiGHS's word for unbounded
        return None
    if found.x is None:
        raise ValueError(
            "No counts fit these tables together: they are not of the same persons, or zeros are hidden."
        )
    return np.asarray(found.x)
