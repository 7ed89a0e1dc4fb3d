"""Which pairs are looked at: those that share a key, in blocks of limited size.

Births known by the year alone (or written YYYY-01-01) are no day: no key joins them by day. A block larger than its limit
is left out whole, never cut, so that the choice does not depend on the order of records; how many were left out is told.
"""

from dataclasses import dataclass

import numpy as np

from sarana.science.linkage.encoding import MOST_WORDS, Encoded
from sarana.science.linkage.records import MISSING, Ints

_ODD = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of records by number, the lower first, in order; and the blocks that were left out by rule.

    Attributes:
        left: the first of each pair.
        right: the second.
        left_out: records in blocks over the limit, by rule.
    """

    left: Ints
    right: Ints
    left_out: dict[str, int]


def candidates(records: Encoded, *, largest: int = 100, only_with: Ints | None = None) -> Candidates:
    """The pairs that share a key.

    Args:
        records: the encoded records.
        largest: the limit of a block by name; blocks by phone have a third of it.
        only_with: if given, by record 1 when it is new: pairs without a new record are left out.
    """
    total = len(records)
    found: list[Ints] = []
    left_out: dict[str, int] = {}
    for rule, limit, keys in _rules(records, largest):
        holders, column = np.nonzero(keys)
        pairs, over = _pairs(keys[holders, column], holders, limit, total)
        if only_with is not None:
            pairs = pairs[(only_with[pairs // total] | only_with[pairs % total]) == 1]
        found.append(pairs)
        left_out[rule] = over
    unique = np.unique(np.concatenate(found)) if found else np.zeros(0, dtype=np.int64)
    return Candidates(unique // total, unique % total, {rule: n for rule, n in left_out.items() if n})


def keys_of(records: Encoded, *, largest: int = 100) -> tuple[Ints, Ints, dict[str, int]]:
    """The same blocks for an engine that joins by itself: holders, their keys, and what was left out by rule.

    A key says which rule it is of, so that all rules are one join; a key that nobody shares is left away.
    """
    total = len(records)
    held: list[Ints] = []
    left_out: dict[str, int] = {}
    for rule, limit, keys in _rules(records, largest):
        holders, column = np.nonzero(keys)
        found, its_holders, _, over = _blocks(keys[holders, column], holders, limit)
        held.append(np.stack([its_holders, found], axis=1))
        if over:
            left_out[rule] = over
    both = np.unique(np.concatenate(held), axis=0) if total else np.zeros((0, 2), dtype=np.int64)
    return both[:, 0], both[:, 1], left_out


def _hashed(salt: int, *parts: Ints) -> Ints:
    """One number for several, 0 where any of them is unknown."""
    key = np.full(len(parts[0]), salt, dtype=np.uint64)
    known = np.ones(len(parts[0]), dtype=bool)
    for part in parts:
        known &= part != MISSING
        key = (key ^ part.astype(np.uint64)) * _ODD
        key = (key ^ (key >> np.uint64(31))) * _MIX
    hashed: Ints = np.where(known, key.astype(np.int64) | 1, 0)
    return hashed


def _rules(records: Encoded, largest: int) -> list[tuple[str, int, Ints]]:
    year = np.where(records.births[:, 0] > 0, records.births[:, 0], MISSING)
    day = _day_of(records.births)
    rules = [
        ("phone", max(largest // 3, 2), _hashed(1, records.phones)),
        ("day, place and sex", largest, _hashed(2, day, records.provinces, records.sex)),
    ]
    for number in (0, 1):
        name = records.names[:, number]
        has = name != MISSING
        if not has.any():
            continue
        whole = np.where(has, records.classes[name], MISSING)
        rules += [
            ("name", largest // 2, _hashed(3, whole)),
            ("name and year", largest, _hashed(4, whole, year)),
            ("name and place", largest, _hashed(5, whole, records.provinces)),
        ]
        for place in range(MOST_WORDS):
            word = np.where(has, records.words[name, place], MISSING)
            bones = np.where(word != MISSING, records.bones[word], MISSING)
            rules += [
                ("word and day", largest, _hashed(6, bones, day)),
                ("word, year and place", largest // 2, _hashed(7, bones, year, records.places)),
            ]
    return _together(rules)


def _together(rules: list[tuple[str, int, Ints]]) -> list[tuple[str, int, Ints]]:
    """Rules of one name over all words and names as one: the given name of one may be the first word of the other."""
    names = dict.fromkeys(name for name, _, _ in rules)
    merged = []
    for name in names:
        same = [(limit, keys) for rule, limit, keys in rules if rule == name]
        merged.append((name, same[0][0], np.stack([keys for _, keys in same], axis=1)))
    return merged


def _day_of(births: Ints) -> Ints:
    """The day of birth with day and month in one order, so that exchanged ones meet; -1 when no day is known."""
    year, month, day = births.T
    low, high = np.minimum(month, day), np.maximum(month, day)
    days: Ints = np.where(day > 0, (year * 32 + low) * 32 + high, MISSING)
    return days


def _pairs(keys: Ints, holders: Ints, limit: int, total: int) -> tuple[Ints, int]:
    """Pairs of holders of one key, as first * total + second, and how many stand in blocks over the limit."""
    keys, holders, size, over = _blocks(keys, holders, limit)
    found = []
    for step in range(1, int(size.max(initial=1))):
        first = np.flatnonzero(keys[:-step] == keys[step:])
        one, other = holders[first], holders[first + step]
        one, other = np.minimum(one, other), np.maximum(one, other)
        found.append((one * total + other)[one != other])
        longer = size > step + 1
        keys, holders, size = keys[longer], holders[longer], size[longer]
    return (np.concatenate(found) if found else np.zeros(0, dtype=np.int64)), over


def _blocks(keys: Ints, holders: Ints, limit: int) -> tuple[Ints, Ints, Ints, int]:
    """Keys, holders and sizes of the blocks of two and more up to the limit, and how many stand in larger ones."""
    order = np.argsort(keys, kind="stable")
    keys, holders = keys[order], holders[order]
    starts = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]]) if len(keys) else np.zeros(0, dtype=np.int64)
    sizes = np.diff(np.r_[starts, len(keys)])
    size = np.repeat(sizes, sizes)
    kept = (size > 1) & (size <= limit)
    return keys[kept], holders[kept], size[kept], int((size > limit).sum())
