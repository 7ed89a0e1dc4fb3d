"""How long it takes to protect and to attack a release: ``python bench/disclosure.py [--persons N…] [--size small|large] [--peers]``.

Tables of invented persons with small counts hidden and others beside them, then attacked; the same rounded, and with exact
discrete noise. Small: ten years, 25 provinces and three sexes (1,144 cells with their totals); large: ten years, 120 places and 75
ages (101,156 cells). Prints seconds of the processor (and by the clock, of all but noise), what part of the persons is no longer shown, and mean errors. Exits with 1 when the small one
takes more than 10 s or the large one more than 5 minutes, or when the attacker finds anything.
"""

import argparse
import sys
import time
from collections import Counter
from fractions import Fraction
from itertools import product
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
DIMENSIONS = {
    "small": (("year", 10), ("province", 25), ("sex", 3)),
    "large": (("year", 10), ("place", 120), ("age", 75)),
}
LIMIT_S = {"small": 10, "large": 300}
PERSONS = {"small": [3_000, 20_000], "large": [1_000_000]}


def table(persons: int, size: str = "small", seed: int = 1):  # noqa: ANN201
    """Persons spread over each dimension as 1, 1/2, 1/3 and so on."""
    from sarana.science.disclosure import with_totals

    chance = np.random.default_rng(seed)
    columns = []
    for name, parts in DIMENSIONS[size]:
        weights = 1 / np.arange(1, parts + 1)
        names = [f"{name}{n}" for n in range(parts)]
        columns.append(chance.choice(names, size=persons, p=weights / weights.sum()).tolist())
    return with_totals("persons", [name for name, _ in DIMENSIONS[size]], Counter(zip(*columns, strict=True)))


def told_of(what: str):  # noqa: ANN201
    """A line about progress, rewritten while it goes on, where somebody looks on."""

    def tell(done: int, of: int) -> None:
        if sys.stderr.isatty():
            print(f"\r{what}: {done:,} of {of:,}    ", end="\r", file=sys.stderr)

    return tell


class Watch:
    """Seconds of the processor and by the clock since it was made, or last read."""

    def __init__(self) -> None:
        self.begun = (time.process_time(), time.perf_counter())
        self.all = 0.0

    def __str__(self) -> str:
        """Read it; the next reading begins here."""
        now = (time.process_time(), time.perf_counter())
        processor, clock = (new - old for new, old in zip(now, self.begun, strict=True))
        self.begun = now
        self.all += processor
        return f"{processor:.1f} s (clock {clock:.1f} s)"


def suppressed(whole, persons: int, threshold: int, limit_s: float) -> bool:  # noqa: ANN001
    """Protect by suppression, then attack; whether both took no longer than they may and nothing was found."""
    from sarana.science.disclosure import ALL, audit, suppress

    watch = Watch()
    told = suppress([whole], threshold=threshold, progress=told_of("protected"))
    done = str(watch)
    found = audit(told, threshold=threshold, progress=told_of("attacked"))
    ended = str(watch)
    hidden = {key for key, count in told[0].values.items() if count is None}
    lost = sum(whole.values[key] for key in hidden if ALL not in key) / persons
    print(
        f"{persons:>7,} persons, threshold {threshold:>2}: protected in {done}, attacked in {ended}, "
        f"{len(hidden)} of {len(whole.values)} cells hidden with {100 * lost:.0f} % of the persons, derived: {len(found)}",
        flush=True,
    )
    return watch.all <= limit_s and not found


def rounded(whole, persons: int, base: int) -> bool:  # noqa: ANN001
    """Every count a multiple of the base; whether the attacker finds nothing in what is told of how far they are off."""
    from sarana.science.disclosure import Table, audit, round_tables

    watch = Watch()
    told = round_tables([whole], base)
    done = str(watch)
    unseen = Table("persons", whole.dimensions, dict.fromkeys(whole.values))
    found = audit([unseen], threshold=base, ranges=told.ranges(), progress=told_of("attacked"))
    error = sum(abs(told.tables[0].values[key] - count) for key, count in whole.values.items())
    print(
        f"{persons:>7,} persons, base {base:>2}: rounded in {done}, attacked in {watch}, "
        f"within {told.within}, mean distance {error / len(whole.values):.2f}, derived: {len(found)}",
        flush=True,
    )
    return not found


def with_noise(whole, persons: int, rho: Fraction) -> None:  # noqa: ANN001
    """The finest cells with exact discrete noise, a person in one of them."""
    from sarana.science.disclosure import ALL, noisy, not_negative, variance_for

    finest = {key: count for key, count in whole.values.items() if ALL not in key}
    begun = time.process_time()
    drawn = not_negative(noisy(finest, variance_for(rho, most_cells=1)), persons)
    took = time.process_time() - begun
    error = sum(abs(drawn[key] - count) for key, count in finest.items())
    print(
        f"{persons:>7,} persons, noise of rho {float(rho):.2f}: drawn in {took:.1f} s, mean error {error / len(finest):.2f} a cell, "
        f"{100 * error / persons:.1f} % of the persons"
    )


def together(persons: int, rho: Fraction, rounds: int = 20) -> None:
    """Two noisy tables of one release that share their years: each made to add up for itself, and both together."""
    from random import Random

    from sarana.science.disclosure import (
        Drawn,
        agreeing_tables,
        noisy,
        not_negative,
        variance_for,
        with_totals,
    )

    shapes = (("year", "province"), ("year", "sex", "age"))
    sizes = {**dict(DIMENSIONS["small"]), "age": 5}
    chance, spread, off = np.random.default_rng(1), variance_for(rho, most_cells=1), np.zeros((2, 2))
    columns = {}
    for name, parts in sizes.items():
        weights = 1 / np.arange(1, parts + 1)
        columns[name] = chance.choice(
            [f"{name}{n}" for n in range(parts)], size=persons, p=weights / weights.sum()
        )
    watch = Watch()
    for seed in range(rounds):
        drawn, true, alone = [], [], []
        for names in shapes:
            found = Counter(zip(*(columns[name].tolist() for name in names), strict=True))
            every = {
                key: found[key]
                for key in product(*([f"{name}{n}" for n in range(sizes[name])] for name in names))
            }
            counts = noisy(every, spread, chance=Random(seed).randrange)
            drawn.append(Drawn(names[-1], names, counts, spread))
            true.append(with_totals(names[-1], names, every))
            alone.append(with_totals(names[-1], names, not_negative(counts, max(0, sum(counts.values())))))
        for row, told in enumerate((alone, agreeing_tables(drawn))):
            pairs = [
                (a.values[key] - b.values[key], key)
                for a, b in zip(told, true, strict=True)
                for key in b.values
            ]
            shared = [abs(n) for n, key in pairs if set(key[1:]) == {"*"}]
            off[row] += np.mean([abs(n) for n, _ in pairs]), np.mean(shared)
    (cell, year), (cells, years) = off / rounds
    print(
        f"{persons:>7,} persons, two tables with noise of rho {float(rho):.2f} each: mean error of a count {cell:.2f} for itself, {cells:.2f} "
        f"together; of a year's total {year:.2f} and {years:.2f}; {watch}"
    )


def of_peers(whole, persons: int, threshold: int, rho: Fraction) -> None:  # noqa: ANN001
    """OpenDP's noise and tau-Argus's suppression on the same table, from an environment of their own, attacked like ours."""
    from bench.beside import SECOND_OPINIONS, asked, audited_by_tauargus

    from sarana.science.disclosure import ALL, Table, audit, not_negative, suppress, variance_for

    finest = {key: count for key, count in whole.values.items() if ALL not in key}
    told = asked(
        SECOND_OPINIONS, "disclosure_opendp",
        {"counts": list(finest.values()), "scale": float(variance_for(rho, most_cells=1)) ** 0.5},
    )  # fmt: skip
    drawn = not_negative(dict(zip(finest, told["counts"], strict=True)), persons)
    error = sum(abs(drawn[key] - count) for key, count in finest.items())
    print(
        f"{persons:>7,} persons, OpenDP, rho {told['rho']:.2f}: drawn in {told['processor']:.1f} s, mean error {error / len(finest):.2f} a cell"
    )
    rows = [key for key, count in finest.items() for _ in range(count)]
    for margin in (0, 100):
        question = {
            "rows": rows,
            "names": whole.dimensions,
            "threshold": threshold,
            "margin": margin,
            "suppress": "MOD(1)",
        }
        told = asked(SECOND_OPINIONS, "disclosure_tauargus", question)
        shown = {tuple(key): count for key, count in told["rows"]}
        table = Table(whole.name, whole.dimensions, {key: shown.get(key, 0) for key in whole.values})
        lost = sum(count for key, count in finest.items() if shown.get(key, 0) is None) / persons
        found = audit([table], threshold=threshold)
        print(
            f"{persons:>7,} persons, tau-Argus, threshold {threshold}, margin {margin} %: protected in {told['processor']:.1f} s, "
            f"{100 * lost:.0f} % of the persons hidden, derived: {len(found)}",
            flush=True,
        )
    ours = suppress([whole], threshold=threshold)
    intervals = audited_by_tauargus(ours, [whole], threshold)
    small = {whole.cell(key) for key, count in whole.values.items() if 0 < count < threshold}
    found = {cell for cell in small & set(intervals) if intervals[cell][1] < threshold - 1e-6}
    known = sum(high - low < 1e-6 for low, high in intervals.values())  # noqa: PLR2004 - nought, as solvers count
    print(
        f"{persons:>7,} persons, our table in tau-Argus's audit: {len(intervals)} hidden counts, {len(small)} of them below {threshold}, "
        f"known to be small: {len(found)}, known to the digit: {known}"
    )


def main() -> None:
    wish = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wish.add_argument("--persons", type=int, nargs="+")
    wish.add_argument("--size", choices=sorted(DIMENSIONS), default="small")
    wish.add_argument("--peers", action="store_true")
    asked = wish.parse_args()
    holds = []
    for persons in asked.persons or PERSONS[asked.size]:
        whole = table(persons, asked.size)
        print(f"{len(whole.values):,} cells, {sum(map(bool, whole.values.values())):,} of them not nought")
        with_noise(whole, persons, Fraction(1, 2))
        if asked.size == "small":
            together(persons, Fraction(1, 4))
        if asked.peers and asked.size == "small":
            of_peers(whole, persons, 11, Fraction(1, 2))
        thresholds = (5, 11) if asked.size == "small" else (11,)
        holds += [suppressed(whole, persons, one, LIMIT_S[asked.size]) for one in thresholds]
        holds.append(rounded(whole, persons, 11))
    sys.exit(0 if all(holds) else 1)


if __name__ == "__main__":
    main()
