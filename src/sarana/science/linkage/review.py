"""How good the links are, told from pairs that people decided on, with intervals."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from sarana.science.linkage.linking import Linked
from sarana.science.linkage.model import Floats
from sarana.science.linkage.records import Ints
from sarana.science.linkage.words import refusal

_DRAWS = 4000
_LEAST = 1e-3
_BANDS = np.array([-8.0, -4.0, -1.0, 0.0, 1.0, 4.0, 8.0])


class Share(NamedTuple):
    """A share with its 95 % interval."""

    value: float
    low: float
    high: float


class Quality(NamedTuple):
    """What reviewed pairs say of the links: precision, recall among the candidates, and how many pairs were reviewed."""

    precision: Share
    recall: Share
    reviewed: int


def quality(linked: Linked, decisions: Sequence[tuple[int, bool]], *, seed: int = 1) -> Quality:
    """Estimate precision and recall from decisions on pairs, drawn in bands of likeliness.

    In each band the share of true pairs among the reviewed stands for the whole band; the model's own chances weigh there as
    much as one reviewed pair. Bands are weighted by their size, so reviewing the doubtful first does no harm. Recall is that among the candidates: pairs that no rule
    brought together are not in it.

    Args:
        linked: what linkage proposes.
        decisions: number of a pair, and whether a person found both to be one person; "cannot tell" is left out.
        seed: of the draws for the intervals.

    Raises:
        RecordsNotUsable: no pair was reviewed.
    """
    if not decisions:
        raise refusal("no review")
    is_linked = linked.clusters.of[linked.left] == linked.clusters.of[linked.right]
    band = np.digitize(linked.scores.bits, _BANDS) * 2 + is_linked
    band[linked.scores.barred & ~is_linked] = 0
    sizes = np.bincount(band, minlength=2 * (len(_BANDS) + 1))
    same, other = _decided(band, decisions, len(sizes))
    believed = np.bincount(band, linked.scores.chances, minlength=len(sizes)) / np.maximum(sizes, 1)
    believed = np.clip(believed, _LEAST, 1 - _LEAST)
    shares = np.random.default_rng(seed).beta(same + believed, other + 1 - believed, (_DRAWS, len(sizes)))
    true = shares * sizes
    of_links, missed = true[:, 1::2].sum(axis=1), true[:, 0::2].sum(axis=1)
    links = max(int(sizes[1::2].sum()), 1)
    return Quality(
        _share(of_links / links), _share(of_links / np.maximum(of_links + missed, 1e-9)), len(decisions)
    )


def _decided(band: Ints, decisions: Sequence[tuple[int, bool]], size: int) -> tuple[Ints, Ints]:
    pairs = np.array([pair for pair, _ in decisions], dtype=np.int64)
    true = np.array([found for _, found in decisions], dtype=bool)
    same: Ints = np.bincount(band[pairs[true]], minlength=size)
    other: Ints = np.bincount(band[pairs[~true]], minlength=size)
    return same, other


def _share(drawn: Floats) -> Share:
    low, middle, high = np.quantile(drawn, [0.025, 0.5, 0.975])
    return Share(round(float(middle), 4), round(float(low), 4), round(float(high), 4))
