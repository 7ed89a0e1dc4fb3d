"""From pairs to persons: links that hold together, and the conflicts that keep records apart.

A chain of likely links may join records that contradict each other. So links are taken from the strongest down, and two
groups become one only when no two of their records are barred from each other and all pairs between them, together, speak
for it. What was refused is kept: it is what a person should look at first.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from sarana.science.linkage.encoding import Encoded
from sarana.science.linkage.model import Floats, Model, Scores, score
from sarana.science.linkage.records import Ints

#: Pairs with at least this chance are linked; chosen on one generated register, reported on others.
RECOMMENDED_CHANCE = 0.5
#: The bits of a link that stands from an earlier run.
CERTAIN = 60.0
_LARGEST = 200
_MORE_BITS = 4.0


@dataclass(frozen=True, slots=True)
class Clusters:
    """Which records are proposed to be one person's.

    Attributes:
        of: by record, the number of the lowest record of its cluster.
        refused: numbers of the candidate pairs that were likely enough and were kept apart by a conflict.
    """

    of: Ints
    refused: Ints


def cluster(
    model: Model, records: Encoded, left: Ints, right: Ints, scores: Scores, *,
    chance: float = RECOMMENDED_CHANCE, kept: Ints | None = None,
) -> Clusters:  # fmt: skip
    """Join records by their links, from the strongest down, and keep apart what contradicts.

    Args:
        model: what the levels say.
        records: the encoded records.
        left: the first records of the candidate pairs.
        right: the second.
        scores: of these pairs.
        chance: pairs below it are no links.
        kept: by record, the number of its person in an earlier run whose decisions stay; -1 for a new record.
    """
    limit = np.log2(chance / (1 - chance))
    strong = np.flatnonzero((scores.bits >= limit) & ~scores.barred)
    of = np.arange(len(records), dtype=np.int64)
    open_links = _parted(len(records), left, right, scores.bits, strong)
    group, sizes = _components(len(records), left[open_links], right[open_links])
    pairs = sizes[group[left[open_links]]] == 2  # noqa: PLR2004 - two records and no chain
    sure = open_links[pairs]
    of[right[sure]] = left[sure]
    chained = open_links[~pairs]
    _resolve(model, records, limit, left, right, scores.bits, chained, group, of, kept)
    refused = strong[of[left[strong]] != of[right[strong]]]
    return Clusters(of, refused)


def _components(total: int, left: Ints, right: Ints) -> tuple[Ints, Ints]:
    graph = coo_array((np.ones(len(left), dtype=np.int8), (left, right)), shape=(total, total))
    _, group = connected_components(graph, directed=False)
    return group.astype(np.int64), np.bincount(group).astype(np.int64)


def _parted(total: int, left: Ints, right: Ints, bits: Floats, strong: Ints) -> Ints:
    """The links without the weakest of any group that is too large to be one person's."""
    kept, step = strong, 0.0
    while True:
        group, sizes = _components(total, left[kept], right[kept])
        large = sizes[group[left[kept]]] > _LARGEST
        if not large.any():
            return kept
        step = max(step, float(bits[kept[large]].min())) + _MORE_BITS
        kept = kept[~large | (bits[kept] >= step)]


def _resolve(
    model: Model, records: Encoded, limit: float, left: Ints, right: Ints, bits: Floats, links: Ints, group: Ints, of: Ints,
    kept: Ints | None,
) -> None:  # fmt: skip
    """Join the records of each group of three and more, looking at all pairs within it."""
    if not len(links):
        return
    members = np.unique(np.concatenate([left[links], right[links]]))
    members = members[np.argsort(group[members], kind="stable")]
    cuts = np.flatnonzero(np.diff(group[members])) + 1
    groups = np.split(members, cuts)
    inside = [np.triu_indices(len(part), 1) for part in groups]
    ones = np.concatenate([part[i] for part, (i, _) in zip(groups, inside, strict=True)])
    others = np.concatenate([part[j] for part, (_, j) in zip(groups, inside, strict=True)])
    every = score(model, records, ones, others)
    if kept is not None:
        settled = (kept[ones] >= 0) & (kept[ones] == kept[others])
        every.bits[settled], every.barred[settled] = CERTAIN, False
    at = 0
    order = np.argsort(-bits[links], kind="stable")
    links = links[order][np.argsort(group[left[links[order]]], kind="stable")]
    ends = np.searchsorted(group[left[links]], [group[part[0]] for part in groups], side="right")
    began = 0
    for part, (i, j), end in zip(groups, inside, ends, strict=True):
        size = len(i)
        matrix, barred = np.zeros((len(part), len(part))), np.zeros((len(part), len(part)), dtype=bool)
        matrix[i, j] = matrix[j, i] = every.bits[at : at + size]
        barred[i, j] = barred[j, i] = every.barred[at : at + size]
        mine = links[began:end]
        one, other = np.searchsorted(part, left[mine]), np.searchsorted(part, right[mine])
        for joined in _joined(matrix, barred, limit, one.tolist(), other.tolist()):
            of[part[joined]] = part[min(joined)]
        at, began = at + size, int(end)


def _joined(
    matrix: Floats,
    barred: "np.ndarray[tuple[int, ...], np.dtype[np.bool_]]",
    limit: float,
    one: list[int],
    other: list[int],
) -> list[list[int]]:
    """The groups that the links of one component make, the strongest link first."""
    held = {number: [number] for number in range(len(matrix))}
    of = list(range(len(matrix)))
    for a, b in zip(one, other, strict=True):
        here, there = of[a], of[b]
        if here == there:
            continue
        between = np.ix_(held[here], held[there])
        if barred[between].any() or matrix[between].mean() < limit:
            continue
        held[here] += held[there]
        for number in held.pop(there):
            of[number] = here
    return list(held.values())
