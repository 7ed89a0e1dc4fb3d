"""Noisy tables of a release that say the same wherever they share a total: least squares, then whole numbers from the top down.

Each table's noise was drawn for itself, so that what two of them say of one total differs. The least-squares estimate of a total
that several share is the mean of what they say, each weighed by the inverse of its variance (Hay, Rastogi, Miklau and Suciu 2010);
taken from the coarsest to the finest of what any of them share, a later mean leaves the earlier ones as they are (Qardaji, Yang and
Li 2014). Then totals are settled first and parts are fitted into them: were all counts made non-negative at once, tables with many
empty cells would grow, since noise below zero is cut off and noise above it stays. Looks at noisy counts only, so it costs no
privacy; whole numbers and fractions alone, so that whoever has the seeds gets the same digits on any machine.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sarana.science.disclosure.fitting import fitted
from sarana.science.disclosure.noise import not_negative
from sarana.science.disclosure.tables import Key, Table, with_totals

# Names of dimensions in their order.
type Names = tuple[str, ...]


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
    """The tables in whole numbers, none negative, every total the sum of its parts; what any of them share is the same in each.

    Args:
        drawn: of the same persons. A dimension that stands in several of them means the same in each.

    Raises:
        ValueError: no table, a variance that is not above zero, tables whose shared categories differ, or so many of three
            dimensions and more, each sharing another pair, that whole numbers need not fit them all.
    """
    if not drawn or any(one.variance <= 0 for one in drawn):
        raise ValueError("Each table has its noise, with a variance above zero.")
    tables = [_sorted(one) for one in drawn]
    shared = _shared([names for names, _ in tables])
    for names in shared:
        _weigh(names, tables, [one.variance for one in drawn])
    settled: dict[Names, dict[Key, int]] = {}
    for names in _in_order(shared, [names for names, _ in tables]):
        settled[names] = _settled(names, tables, settled)
    return [
        with_totals(one.name, one.dimensions, _as_given(one, names, settled[names]))
        for one, (names, _) in zip(drawn, tables, strict=True)
    ]


def _sorted(one: Drawn) -> tuple[Names, dict[Key, Fraction]]:
    """Its counts with dimensions in the order of their names."""
    names = tuple(sorted(one.dimensions))
    at = [one.dimensions.index(name) for name in names]
    return names, {tuple(key[n] for n in at): Fraction(count) for key, count in one.counts.items()}


def _as_given(one: Drawn, names: Names, counts: Mapping[Key, int]) -> dict[Key, int]:
    at = [one.dimensions.index(name) for name in names]
    return {key: counts[tuple(key[n] for n in at)] for key in one.counts}


def _shared(of_tables: Sequence[Names]) -> list[Names]:
    """What any tables have in common, the coarsest first; the total of all before everything."""
    found: set[Names] = {()}
    for names in of_tables:
        mine = set(names)
        found |= {tuple(sorted(mine & set(other))) for other in found}
        found |= {tuple(sorted(mine & set(other))) for other in of_tables if other is not names}
    while more := {tuple(sorted(set(a) & set(b))) for a in found for b in found} - found:
        found |= more
    return _coarsest_first(found)


def _coarsest_first(found: set[Names]) -> list[Names]:
    return sorted(found, key=lambda names: (len(names), names))


def _summed[Number: (int, Fraction)](
    names: Names, counts: Mapping[Key, Number], to: Names
) -> dict[Key, Number]:
    """Counts by some of their dimensions."""
    at = [names.index(name) for name in to]
    found: dict[Key, Number] = {}
    for key, count in counts.items():
        part = tuple(key[n] for n in at)
        found[part] = found[part] + count if part in found else count
    return found


def _weigh(
    names: Names, tables: Sequence[tuple[Names, dict[Key, Fraction]]], variances: Sequence[Fraction]
) -> None:
    """Make what these tables say of a shared division the mean of what they said, spread evenly over its parts."""
    those = [at for at, (own, _) in enumerate(tables) if set(names) <= set(own)]
    said = [_summed(tables[at][0], tables[at][1], names) for at in those]
    if any(set(one) != set(said[0]) for one in said):
        raise ValueError("The tables don't have the same categories in what they share.")
    if len(those) < 2:  # noqa: PLR2004 - one table agrees with itself
        return
    weights = [1 / (len(tables[at][1]) * variances[at]) for at in those]
    every = sum(weights)
    mean = {
        part: sum((w * one[part] for w, one in zip(weights, said, strict=True)), Fraction(0)) / every
        for part in said[0]
    }
    for at, one in zip(those, said, strict=True):
        own, counts = tables[at]
        places, cells = [own.index(name) for name in names], Fraction(len(one), len(counts))
        shift = {part: (mean[part] - one[part]) * cells for part in one}
        for key in counts:
            counts[key] += shift[tuple(key[n] for n in places)]


def _in_order(shared: Sequence[Names], of_tables: Sequence[Names]) -> list[Names]:
    """In which order divisions are settled, so that each can be fitted into those before it."""
    every, order, later = _coarsest_first({*shared, *of_tables}), list[Names](), list[Names]()
    for names in every:
        finer = [one for one in every if set(names) < set(one)]
        # A finer table that could not be fitted with this is settled first, and tells this.
        is_first = all(_road(one, [*order, names]) is not None for one in finer)
        (order if is_first else later).append(names)
    return order + later


def _road(names: Names, before: Sequence[Names]) -> list[Names] | None:
    """What of a division is settled already, in an order in which each meets what came before inside one of them; else None."""
    met = {tuple(sorted(set(names) & set(one))) for one in before}
    left = [one for one in _coarsest_first(met) if not any(set(one) < set(other) for other in met)]
    road: list[Names] = []
    while left:
        covered = {name for one in road for name in one}
        one = max(left, key=lambda one: (len(covered & set(one)), len(one), one))
        common = covered & set(one)
        if road and not any(common <= set(other) for other in road):
            return None
        left.remove(one)
        road.append(one)
    return road


def _settled(
    names: Names,
    tables: Sequence[tuple[Names, dict[Key, Fraction]]],
    settled: Mapping[Names, dict[Key, int]],
) -> dict[Key, int]:
    """Whole numbers for a division, as near as can be to what is said of it, that add up to all that was settled before."""
    own, counts = next((own, counts) for own, counts in tables if set(names) <= set(own))
    said = _summed(own, counts, names)
    if not settled:
        return {key: max(0, round(count)) for key, count in said.items()}
    road = _road(names, list(settled))
    if road is None:
        raise ValueError("These tables can't be made to agree together; leave one of three dimensions out.")
    parts = [(one, _known(one, settled)) for one in road]
    known, made = parts[0]
    for more, told in parts[1:]:
        both = tuple(sorted({*known, *more}))
        made = _joined((known, made), (more, told), both, _summed(names, said, both))
        known = both
    if known == names:
        return made
    return _split(names, said, known, made)


def _known(names: Names, settled: Mapping[Names, dict[Key, int]]) -> dict[Key, int]:
    finer = next(one for one in settled if set(names) <= set(one))
    return _summed(finer, settled[finer], names)


def _split(
    names: Names, said: Mapping[Key, Fraction], known: Names, totals: Mapping[Key, int]
) -> dict[Key, int]:
    """Parts of totals that are settled."""
    at = [names.index(name) for name in known]
    slices: dict[Key, dict[Key, Fraction]] = defaultdict(dict)
    for key, count in said.items():
        slices[tuple(key[n] for n in at)][key] = count
    return {
        key: n for part, counts in slices.items() for key, n in not_negative(counts, totals[part]).items()
    }


def _joined(
    one: tuple[Names, dict[Key, int]],
    other: tuple[Names, dict[Key, int]],
    both: Names,
    said: Mapping[Key, Fraction],
) -> dict[Key, int]:
    """Counts by the dimensions of two divisions that are settled, adding up to either: a two-way table for all that they share."""
    common = tuple(sorted(set(one[0]) & set(other[0])))

    def places(names: Names) -> list[int]:
        return [both.index(name) for name in names]

    at_one, at_other, at_common = places(one[0]), places(other[0]), places(common)
    slices: dict[Key, dict[tuple[Key, Key], Fraction]] = defaultdict(dict)
    back: dict[tuple[Key, Key], Key] = {}
    for key, count in said.items():
        line = tuple(key[n] for n in at_one), tuple(key[n] for n in at_other)
        slices[tuple(key[n] for n in at_common)][line] = count
        back[line] = key
    found: dict[Key, int] = {}
    for counts in slices.values():
        found |= {back[line]: n for line, n in fitted(counts, one[1], other[1]).items()}
    return found
