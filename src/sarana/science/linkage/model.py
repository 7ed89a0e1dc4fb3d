"""The Fellegi-Sunter model: what each level of agreement says, learnt from the records, kept as one JSON.

u, how often two different persons agree, comes from random pairs; never from the pairs that blocking chose (F1 fell to
0.02 in a trial). m, how often two records of one person agree, is learnt by expectation maximisation over the candidates
with u held still; what was not a candidate counts as no match. Fellegi and Sunter, JASA 64 (1969) 1183-1210; Winkler,
"Using the EM algorithm for weight computation in the Fellegi-Sunter model of record linkage" (2000).
"""

import json
import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sarana.science.linkage.encoding import Encoded
from sarana.science.linkage.levels import BONES, NEAR, ONE_WORD, SIZES, Levels, compare
from sarana.science.linkage.records import MISSING, Ints
from sarana.science.linkage.words import RecordsNotUsable, refusal

type Floats = NDArray[np.float64]

MODEL_VERSION = 1
_RANDOM_PAIRS = 500_000
_ROUNDS, _STILL = 60, 1e-6
# What is believed of m before any record is seen, and with how many pairs' weight: so that ten records can be linked too.
_BELIEVED = {
    "name": (0.42, 0.2, 0.13, 0.14, 0.03, 0.04, 0.03, 0.01),
    "birth": (0.6, 0.1, 0.2, 0.06, 0.04),
    "phone": (0.7, 0.3),
    "sex": (0.98, 0.02),
    "place": (0.65, 0.2, 0.15),
}
_BELIEF = 30.0
_MOST_BITS = 17.0


@dataclass(frozen=True)
class Model:
    """What the levels say.

    Attributes:
        prior: the chance that two records drawn at random are one person's.
        m: by comparison, the chances of its levels between records of one person.
        u: the same between records of different persons.
    """

    prior: float
    m: dict[str, tuple[float, ...]]
    u: dict[str, tuple[float, ...]]

    @cached_property
    def bits(self) -> dict[str, Floats]:
        """By comparison and level, log2(m/u), never rising towards disagreement, and 0 at the end for "not known".

        The highest level is never below 0 and the lowest never above: a true agreement never lowers a score.
        """
        return {field: _falling(self.m[field], self.u[field]) for field in SIZES}

    @property
    def prior_bits(self) -> float:
        """The prior as log2 of its odds."""
        return math.log2(self.prior / (1 - self.prior))


def _falling(m: tuple[float, ...], u: tuple[float, ...]) -> Floats:
    """log2(m/u) by level; neighbours out of order are pooled (isotonic), each by its m and u together."""
    pools: list[list[float]] = []
    for one, other in zip(m, u, strict=True):
        pools.append([one, other, 1])
        while len(pools) > 1 and pools[-1][0] * pools[-2][1] > pools[-2][0] * pools[-1][1]:
            last = pools.pop()
            pools[-1] = [a + b for a, b in zip(pools[-1], last, strict=True)]
    bits = [
        min(max(math.log2(one / other), -_MOST_BITS), _MOST_BITS)
        for one, other, n in pools
        for _ in range(int(n))
    ]
    bits[0], bits[-1] = max(bits[0], 0.0), min(bits[-1], 0.0)
    return np.array([*bits, 0.0])


@dataclass(frozen=True, slots=True)
class Scores:
    """What a model says of pairs.

    Attributes:
        levels: how they agree.
        bits: the evidence, in bits, with the prior in it: 0 is even odds.
        barred: where what differs bars a link whatever else agrees: names of two members of one family, other names.
        name_bits: what names were worth, with how rare they are.
        phone_bits: the same of phones.
    """

    levels: Levels
    bits: Floats
    barred: NDArray[np.bool_]
    name_bits: Floats
    phone_bits: Floats

    @property
    def chances(self) -> Floats:
        """By pair, the probability that both are one person's; 0 where barred."""
        odds = np.exp2(np.clip(self.bits, -60, 60))
        chances: Floats = np.where(self.barred, 0.0, odds / (1 + odds))
        return chances


def score(model: Model, records: Encoded, left: Ints, right: Ints, levels: Levels | None = None) -> Scores:
    """Say what the model makes of pairs of records, with how rare their names and phones are among the records."""
    found = compare(records, left, right) if levels is None else levels
    name = _by_rarity_of_names(model, records, left, right, found["name"])
    phone = _by_rarity_of_phones(model, records, left, found["phone"])
    bits = model.prior_bits + name + phone
    for field in ("birth", "sex", "place"):
        bits += model.bits[field][found[field]]
    return Scores(found, bits, found["name"] >= ONE_WORD, name, phone)


def _by_rarity_of_names(
    model: Model, records: Encoded, left: Ints, right: Ints, level: NDArray[np.int8]
) -> Floats:
    """A common name says less, a rare one more; never less than the next lower level, nor than nothing known."""
    weight: Floats = model.bits["name"][level].copy()
    at = np.flatnonzero((level != MISSING) & (level <= BONES))
    bearers, usual = bearers_of_names(records)
    many = np.maximum(bearers[left[at]], bearers[right[at]])
    weight[at] = weight_of_names(model, level[at], many, usual)
    return weight


def weight_of_names(model: Model, level: NDArray[np.int8], bearers: Ints, usual: float) -> Floats:
    """The bits of names that agree on a level up to BONES, by how many bear the more common of the two."""
    floor = max(float(model.bits["name"][NEAR]), 0.0)
    weights: Floats = np.maximum(
        model.bits["name"][level] + np.log2(usual / np.maximum(bearers, 2).astype(float)), floor
    )
    return weights


def bearers_of_names(records: Encoded) -> tuple[Ints, float]:
    """By record how many have the most common of its names, by its consonants; and how many bear a usual name."""
    primary = records.names[:, 0] != MISSING
    counts = np.bincount(records.classes[records.names[primary, 0]], minlength=len(records.classes))
    usual = float((counts.astype(float) ** 2).sum()) / max(int(counts.sum()), 1)
    kept = np.zeros(len(records), dtype=np.int64)
    for number in (0, 1):
        name = records.names[:, number]
        kept = np.maximum(kept, np.where(name != MISSING, counts[records.classes[name]], 0))
    return kept, usual


def _by_rarity_of_phones(model: Model, records: Encoded, left: Ints, level: NDArray[np.int8]) -> Floats:
    """A phone that many records share says less; never less than nothing known."""
    weight: Floats = model.bits["phone"][level].copy()
    at = np.flatnonzero(level == 0)
    if len(at):
        weight[at] = weight_of_phones(model, sharers_of_phones(records)[left[at]])
    return weight


def weight_of_phones(model: Model, sharers: Ints) -> Floats:
    """The bits of a phone that agrees, by how many records have it."""
    weights: Floats = np.maximum(model.bits["phone"][0] - np.log2(np.maximum(sharers / 2, 1)), 0.0)
    return weights


def sharers_of_phones(records: Encoded) -> Ints:
    """By record, how many records have its phone."""
    _, number, counts = np.unique(records.phones, return_inverse=True, return_counts=True)
    many: Ints = counts[number]
    return many


def learn(records: Encoded, levels: Levels, *, seed: int = 1) -> Model:
    """Learn a model from records without any labels.

    Args:
        records: the encoded records.
        levels: how the candidates agree.
        seed: of the random pairs.
    """
    patterns, back = _patterns(levels)
    counts = np.bincount(back, minlength=len(patterns)).astype(float)
    return learn_from_patterns(believed(records, seed=seed), len(records), patterns, counts)


def believed(records: Encoded, *, seed: int = 1) -> Model:
    """What is believed before any candidate is seen: u from random pairs, m from experience."""
    every = len(records) * (len(records) - 1) / 2
    return Model(min(0.3 * len(records) / every, 0.5), {f: _BELIEVED[f] for f in SIZES}, _u(records, seed))


def learn_from_patterns(before: Model, total: int, patterns: NDArray[np.int8], counts: Floats) -> Model:
    """Learn m and the prior from how often the candidates show each pattern of levels.

    Args:
        before: what was believed; its u stays.
        total: how many records there are.
        patterns: one a row, the levels in the order of SIZES.
        counts: how many candidates show it. Barred patterns say nothing and may be left out.
    """
    every = total * (total - 1) / 2
    barred = patterns[:, 0] >= ONE_WORD
    model, u, prior = before, before.u, 0.0
    for _ in range(_ROUNDS):
        bits = np.full(len(patterns), model.prior_bits)
        for column, field in enumerate(SIZES):
            bits += model.bits[field][patterns[:, column]]
        odds = np.exp2(np.clip(bits, -60, 60))
        matches = np.where(barred, 0.0, odds / (1 + odds)) * counts
        model = Model(
            min(max(matches.sum(), 0.5) / every, 0.5),
            {field: _m(field, patterns[:, column], matches) for column, field in enumerate(SIZES)},
            u,
        )
        if abs(model.prior - prior) <= _STILL * model.prior:
            break
        prior = model.prior
    return model


def _m(field: str, level: NDArray[np.int8], matches: Floats) -> tuple[float, ...]:
    seen = np.bincount(level[level >= 0], matches[level >= 0], minlength=SIZES[field])
    held = seen + _BELIEF * np.array(_BELIEVED[field])
    return tuple((held / held.sum()).tolist())


def _u(records: Encoded, seed: int) -> dict[str, tuple[float, ...]]:
    total = len(records)
    if total * (total - 1) // 2 <= _RANDOM_PAIRS:
        left, right = np.triu_indices(total, 1)
    else:
        drawn = np.random.default_rng(seed).integers(0, total, (2, _RANDOM_PAIRS))
        left, right = drawn[:, drawn[0] != drawn[1]]
    levels = compare(records, left.astype(np.int64), right.astype(np.int64))
    chances = {}
    for field, size in SIZES.items():
        known = levels[field][levels[field] != MISSING]
        # Believed in part, so that a level that no random pair reached has some chance.
        held = np.bincount(known, minlength=size) + np.full(size, 0.5)
        chances[field] = tuple((held / held.sum()).tolist())
    return chances


def _patterns(levels: Levels) -> tuple[NDArray[np.int8], Ints]:
    """The distinct patterns of levels, and by pair which one it has."""
    code = np.zeros(len(levels["name"]), dtype=np.int64)
    for field, size in SIZES.items():
        code = code * (size + 1) + levels[field] + 1
    _, first, back = np.unique(code, return_index=True, return_inverse=True)
    return np.stack([levels[field][first] for field in SIZES], axis=1), back


def to_json(model: Model) -> str:
    """The model as JSON text."""
    told = {"sarana_linkage_model": MODEL_VERSION, "prior": model.prior, "m": model.m, "u": model.u}
    return json.dumps(told, indent=1)


def from_json(text: str) -> Model:
    """Read a model.

    Raises:
        RecordsNotUsable: it is none, or of another version.
    """
    try:
        told = json.loads(text)
        if told["sarana_linkage_model"] != MODEL_VERSION:
            raise refusal("no model", value=f"version {told['sarana_linkage_model']}, not {MODEL_VERSION}")
        chances = {
            part: {field: _chances(told[part][field], size) for field, size in SIZES.items()}
            for part in ("m", "u")
        }
        prior = _chances([told["prior"]], 1)[0]
    except RecordsNotUsable:
        raise
    except (KeyError, TypeError, ValueError) as fault:
        raise refusal("no model", value=f"{type(fault).__name__} {fault}") from None
    return Model(prior, chances["m"], chances["u"])


def _chances(values: list[float], size: int) -> tuple[float, ...]:
    read = tuple(float(value) for value in values)
    if len(read) != size or not all(0 < value < 1 for value in read):
        raise ValueError(str(values))
    return read
