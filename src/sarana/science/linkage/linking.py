"""Records in, proposed persons out: the whole way in one call."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from sarana.science.linkage.blocking import candidates
from sarana.science.linkage.clusters import CERTAIN, RECOMMENDED_CHANCE, Clusters, cluster
from sarana.science.linkage.encoding import Encoded, encode
from sarana.science.linkage.levels import Levels, compare
from sarana.science.linkage.model import Model, Scores, learn, score
from sarana.science.linkage.records import MISSING, Ints, Records
from sarana.science.linkage.words import COMMON, LEVELS, RARE, Told

#: Told what is done, of how many steps, and which step begins.
type Steps = Callable[[int, int, str], None]
_STEPS = ("names", "candidates", "comparison", "model", "persons")
_WORTH_A_WORD = 3.0


@dataclass(frozen=True, slots=True)
class Linked:
    """What linkage proposes.

    Attributes:
        records: the records.
        encoded: the same as numbers.
        model: what was learnt or given.
        left: the first record of each pair that was looked at.
        right: the second.
        scores: what the model says of these pairs.
        clusters: who is proposed to be one person.
        left_out: records in blocks that were too large to be looked at, by rule.
    """

    records: Records
    encoded: Encoded
    model: Model
    left: Ints
    right: Ints
    scores: Scores
    clusters: Clusters
    left_out: dict[str, int]

    @property
    def persons(self) -> int:
        """How many persons are proposed."""
        return len(np.unique(self.clusters.of))


@dataclass(frozen=True, slots=True)
class Compared:
    """What an engine found: the pairs worth scoring, how they agree, and the model that was given or learnt.

    Attributes:
        left: the first record of each pair, in the order of pairs.
        right: the second, always of a higher number.
        levels: how they agree.
        model: what the levels say.
        left_out: records in blocks that were too large, by rule.
    """

    left: Ints
    right: Ints
    levels: Levels
    model: Model
    left_out: dict[str, int]


#: Finds and compares pairs: the records, by record 1 when it is new (None: all are), the model if there is one, and whom to tell.
type Engine = Callable[[Encoded, Ints | None, Model | None, Callable[[int], None]], Compared]


def in_process(
    encoded: Encoded, only_with: Ints | None, model: Model | None, told: Callable[[int], None]
) -> Compared:
    """The engine that needs nothing else: columns in memory, a million records in some two gigabytes."""
    told(1)
    pairs = candidates(encoded, only_with=only_with)
    told(2)
    levels = compare(encoded, pairs.left, pairs.right)
    told(3)
    return Compared(pairs.left, pairs.right, levels, model or learn(encoded, levels), pairs.left_out)


def link(
    records: Records,
    *,
    model: Model | None = None,
    chance: float = RECOMMENDED_CHANCE,
    previous: Mapping[str, str] | None = None,
    steps: Steps = lambda _done, _of, _what: None,
    engine: Engine = in_process,
) -> Linked:
    """Propose which records are one person's.

    Args:
        records: the records.
        model: one learnt before; without it one is learnt from these records.
        chance: pairs that are less likely are no links.
        previous: by record id, the person id of an earlier run whose decisions stay: only pairs with a new record are
            looked at.
        steps: told how far it is.
        engine: what finds and compares the pairs; every engine gives the same persons.
    """
    steps(0, len(_STEPS), _STEPS[0])
    encoded = encode(records)
    kept = None if previous is None else _kept(records, previous)
    only_with = None if kept is None else (kept == MISSING).astype(np.int64)
    found = engine(encoded, only_with, model, lambda at: steps(at, len(_STEPS), _STEPS[at]))
    used, left, right = found.model, found.left, found.right
    scores = score(used, encoded, left, right, found.levels)
    steps(4, len(_STEPS), _STEPS[4])
    if kept is not None:
        left, right, scores = _with_earlier(used, encoded, kept, left, right, scores)
    clusters = cluster(used, encoded, left, right, scores, chance=chance, kept=kept)
    steps(len(_STEPS), len(_STEPS), "")
    return Linked(records, encoded, used, left, right, scores, clusters, found.left_out)


def _kept(records: Records, previous: Mapping[str, str]) -> Ints:
    numbers: dict[str, int] = {}
    return np.array(
        [
            numbers.setdefault(previous[key], len(numbers)) if key in previous else MISSING
            for key in records.ids
        ],
        dtype=np.int64,
    )


def _with_earlier(
    model: Model, encoded: Encoded, kept: Ints, left: Ints, right: Ints, scores: Scores
) -> tuple[Ints, Ints, Scores]:
    """The pairs, and links between the records that an earlier run held for one person's."""
    known = np.flatnonzero(kept != MISSING)
    known = known[np.argsort(kept[known], kind="stable")]
    same = np.flatnonzero(kept[known[1:]] == kept[known[:-1]])
    one, other = known[same], known[same + 1]
    links = score(model, encoded, one, other)
    return (
        np.concatenate([left, one]),
        np.concatenate([right, other]),
        Scores(
            {field: np.concatenate([scores.levels[field], links.levels[field]]) for field in scores.levels},
            np.concatenate([scores.bits, np.full(len(one), CERTAIN)]),
            np.concatenate([scores.barred, np.zeros(len(one), dtype=bool)]),
            np.concatenate([scores.name_bits, links.name_bits]),
            np.concatenate([scores.phone_bits, links.phone_bits]),
        ),
    )


def explain(linked: Linked, pair: int) -> tuple[tuple[Told, float], ...]:
    """Why a pair is likely or not: each comparison in words with its bits, the strongest evidence first."""
    scores, model = linked.scores, linked.model
    told = []
    for field, levels in LEVELS.items():
        level = int(scores.levels[field][pair])
        if level == MISSING:
            continue
        worth = {"name": scores.name_bits, "phone": scores.phone_bits}.get(field)
        bits = float(model.bits[field][level] if worth is None else worth[pair])
        words = levels[level]
        if field == "name" and abs(shift := bits - float(model.bits["name"][level])) >= _WORTH_A_WORD:
            kind = RARE if shift > 0 else COMMON
            words = Told(f"{words.km} ({kind.km})", f"{words.en} ({kind.en})")
        told.append((words, round(bits, 1)))
    return tuple(sorted(told, key=lambda reason: -abs(reason[1])))


def most_doubtful(linked: Linked, most: int) -> Ints:
    """The pairs that a person should look at first: conflicts, then those nearest to even odds."""
    bits = np.abs(linked.scores.bits)
    bits = np.where(linked.scores.barred, np.inf, bits)
    bits[linked.clusters.refused] = -1.0
    order = np.argsort(bits, kind="stable")
    return order[np.isfinite(bits[order])][:most]
