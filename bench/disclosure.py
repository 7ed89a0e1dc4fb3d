"""How long it takes to protect and to attack a release: ``python bench/disclosure.py [--persons N]``.

Tables of invented persons by ten years, 25 provinces and three sexes (1,144 cells with their totals) with small counts hidden
and others beside them, then attacked; and what the same table costs with exact discrete noise instead. Prints processor
seconds, what part of the persons is no longer shown, and the mean error of the noise. Exits with 1 when the release of 1,144
cells takes more than 10 s, or when the attacker finds anything.
"""

import argparse
import sys
import time
from collections import Counter
from fractions import Fraction
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
DIMENSIONS = (("year", 10), ("province", 25), ("sex", 3))
LIMIT_S = 10


def table(persons: int, seed: int = 1):  # noqa: ANN201
    """Persons spread over each dimension as 1, 1/2, 1/3 and so on."""
    from sarana.science.disclosure import with_totals

    chance = np.random.default_rng(seed)
    columns = []
    for name, size in DIMENSIONS:
        weights = 1 / np.arange(1, size + 1)
        names = [f"{name}{n}" for n in range(size)]
        columns.append(chance.choice(names, size=persons, p=weights / weights.sum()).tolist())
    return with_totals("persons", [name for name, _ in DIMENSIONS], Counter(zip(*columns, strict=True)))


def suppressed(whole, persons: int, threshold: int) -> bool:  # noqa: ANN001
    """Protect by suppression, then attack; whether both took no longer than they may and nothing was found."""
    from sarana.science.disclosure import ALL, audit, suppress

    begun = time.process_time()
    told = suppress([whole], threshold=threshold)
    done = time.process_time()
    found = audit(told, threshold=threshold)
    ended = time.process_time()
    hidden = {key for key, count in told[0].values.items() if count is None}
    lost = sum(whole.values[key] for key in hidden if ALL not in key) / persons
    print(
        f"{persons:>7,} persons, threshold {threshold:>2}: protected in {done - begun:5.1f} s, attacked in {ended - done:5.1f} s, "
        f"{len(hidden)} of {len(whole.values)} cells hidden with {100 * lost:.0f} % of the persons, derived: {len(found)}"
    )
    return ended - begun <= LIMIT_S and not found


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


def main() -> None:
    wish = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wish.add_argument("--persons", type=int, nargs="+", default=[3000, 20_000])
    holds = []
    for persons in wish.parse_args().persons:
        whole = table(persons)
        holds += [suppressed(whole, persons, threshold) for threshold in (5, 11)]
        with_noise(whole, persons, Fraction(1, 2))
    sys.exit(0 if all(holds) else 1)


if __name__ == "__main__":
    main()
