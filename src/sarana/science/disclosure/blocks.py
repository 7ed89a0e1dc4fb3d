"""Large sets of linked tables, cut into blocks small enough for quick programmes.

A block holds the cells of some categories of each dimension, with the totals over them. Moving counts inside a block while every
other count stays is one of the moves that all tables allow, so that what is possible in a block is possible altogether: proofs of
safety add up over blocks. What no block settles is asked of everything at once.
"""

from collections.abc import Sequence

import numpy as np

from sarana.science.disclosure.tables import Cell

# So many cells at most stand in a block; tables that are no larger than a few of them are worked on whole.
_MOST = 1_200
_WHOLE = 10_000
# A dimension with fewer categories is not cut: with too few nothing could move.
_FEWEST = 6
# By so much blocks grow with each turn after the first two.
_GROWS = 1.5


def blocks(cells: Sequence[Cell], *, turn: int = 0) -> list[np.ndarray]:
    """The positions of the cells of each block; none where the whole is small enough or can't be cut.

    Args:
        cells: all of them.
        turn: another number cuts elsewhere, into blocks that grow from turn to turn.
    """
    if len(cells) <= _WHOLE:
        return []
    chance = np.random.default_rng(turn) if turn else None
    names = sorted({name for cell in cells for name, _ in cell})
    column = {name: at for at, name in enumerate(names)}
    codes: dict[tuple[str, str], int] = {}
    placed = np.full((len(cells), len(names)), -1)
    for at, cell in enumerate(cells):
        for part in cell:
            placed[at, column[part[0]]] = codes.setdefault(part, len(codes))
    most = int(_MOST * _GROWS ** max(0, turn - 1))
    found = list(_cut(placed, np.arange(len(cells)), most, chance))
    return found if len(found) > 1 else []


def _cut(
    placed: np.ndarray, members: np.ndarray, most: int, chance: np.random.Generator | None
) -> list[np.ndarray]:
    if len(members) <= most:
        return [members]
    inside = placed[members]
    parts = [np.unique(column[column >= 0]) for column in inside.T]
    longest = int(np.argmax([len(one) for one in parts]))
    if len(parts[longest]) < _FEWEST:
        return [members]
    names = parts[longest] if chance is None else chance.permutation(parts[longest])
    halves = []
    # Every other category, so that both halves hold large and small ones.
    for start in (0, 1):
        keeps = np.isin(inside[:, longest], [-1, *names[start::2]])
        halves += _cut(placed, members[keeps], most, chance)
    return halves
