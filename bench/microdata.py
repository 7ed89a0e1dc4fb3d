"""Records of nobody, and others' beside them from the same invented persons at the same price: ``python bench/microdata.py --peers``.

Prints, for 3,000 and 20,000 persons in the CTDC's 27 variables, by how much a count of one, of two and of three variables is off on
average, which share of the pairs is told well, and how many persons who are the only ones of their kind come out again, beside
how many would by chance. With ``--peers`` the same of pac-synth and of OpenDP's mbi (AIM), and what anonymeter's attackers make of
them all and of copies: the risk of singling out, of linking and of inference, each with its interval. Each lives in an environment
of its own under ``var/``.
"""

import argparse
import math
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from bench.beside import SECOND_OPINIONS, asked  # noqa: E402

from sarana.science.disclosure import synthesize  # noqa: E402
from sarana.science.indicators.ctdc import CTDC, values_of  # noqa: E402

YEAR = 2022
VALUES = [values_of(variable, YEAR) for variable in CTDC]
NAMES = [variable.name for variable in CTDC]
SIZES = [len(some) for some in VALUES]
_TRIPLES = 400
# With 20,000 persons pac-synth had not answered after seven minutes of processor.
_MOST_FOR_PACSYNTH = 3_000
# anonymeter asks so many times for each risk; more makes intervals narrower and takes longer.
_ATTACKS = 500
# What anonymeter's attacker knows of a person in one list and in another, and what he would like to know.
_HERE, _SECRET = ("gender", "ageBroad", "citizenship", "CountryOfExploitation"), "citizenship"


def main() -> None:
    wish = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wish.add_argument("--rho", type=Fraction, default=Fraction(1))
    wish.add_argument("--persons", type=int, nargs="+", default=[3_000, 20_000])
    wish.add_argument("--peers", action="store_true", help="pac-synth, OpenDP's mbi and anonymeter beside it")
    wish.add_argument("--rounds", type=int, default=6, help="into so many parts mbi cuts its price")
    given = wish.parse_args()
    print(f"{'':30}{'persons':>8}{'rows':>8}{'CPU':>8}{'one':>8}{'two':>8}{'three':>8}{'well':>7}{'met':>6}")
    for count in given.persons:
        true = persons(count)
        begun = time.process_time()
        ours = synthesize(true, SIZES, given.rho)
        told("ours", true, ours.rows, time.process_time() - begun, f"{len(ours.told_well())}")
        made = {"copies": true, "another draw of such persons": persons(count, seed=3), "ours": ours.rows}
        told("another draw of such persons", true, made["another draw of such persons"], 0.0, "")
        if not given.peers:
            continue
        peers = {"OpenDP's mbi (AIM)": lambda: by_mbi(true, given.rho, given.rounds)}  # noqa: B023 - asked at once
        if count <= _MOST_FOR_PACSYNTH:
            peers["pac-synth"] = lambda: by_pacsynth(true, given.rho)  # noqa: B023
        for name, ask in peers.items():
            try:
                made[name], took = ask()
            except subprocess.CalledProcessError as broken:
                print(f"{name:30}broke off: {broken.stderr.strip().splitlines()[-1][:90]}")
                continue
            told(name, true, made[name], took, "")
        second_opinion(true, persons(count, seed=2), made)


def persons(count: int, seed: int = 1) -> np.ndarray:
    """Invented persons: sex, age, country and means of control hang on the form of exploitation, as they do in the CTDC's set."""
    dice = np.random.default_rng(seed)
    shapes = np.random.default_rng(7)
    form = dice.choice(4, count, p=[0.45, 0.35, 0.12, 0.08])
    columns = []
    for name, size in zip(NAMES, SIZES, strict=True):
        weights = shapes.dirichlet(np.full(size, 0.5 if size > 4 else 1.2), size=4)  # noqa: PLR2004 - rare values in long lists
        if name == "gender":
            weights = np.array(
                [
                    [0.9, 0.08, 0.01, 0.01],
                    [0.35, 0.62, 0.01, 0.02],
                    [0.5, 0.47, 0.01, 0.02],
                    [0.6, 0.36, 0.01, 0.03],
                ]
            )
        sums = np.cumsum(weights, axis=1)
        columns.append(np.minimum((dice.random(count)[:, None] > sums[form]).sum(axis=1), size - 1))
    return np.column_stack(columns)


def off(true: np.ndarray, made: np.ndarray, some: Sequence[Sequence[int]]) -> float:
    """By how much a count that is not nought in either is off on average."""
    errors = []
    for columns in some:
        here, there = (Counter(map(tuple, rows[:, list(columns)].tolist())) for rows in (true, made))
        errors += [abs(here[key] - there[key]) for key in here.keys() | there.keys()]
    return float(np.mean(errors))


def told(name: str, true: np.ndarray, made: np.ndarray, took: float, well: str) -> None:
    ones = [(at,) for at in range(len(SIZES))]
    pairs = list(combinations(range(len(SIZES)), 2))
    triples = list(combinations(range(len(SIZES)), 3))
    some = [triples[at] for at in np.random.default_rng(3).choice(len(triples), _TRIPLES, replace=False)]
    alone = {key for key, n in Counter(map(tuple, true.tolist())).items() if n == 1}
    met = len(alone & set(map(tuple, made.tolist())))
    print(
        f"{name:30}{len(true):8}{len(made):8}{took:7.1f}s{off(true, made, ones):8.1f}{off(true, made, pairs):8.1f}"
        f"{off(true, made, some):8.1f}{well:>7}{met:6}",
        flush=True,
    )


def by_mbi(true: np.ndarray, rho: Fraction, rounds: int) -> tuple[np.ndarray, float]:
    """Rows of OpenDP's mbi and its processor time."""
    question = {
        "names": NAMES,
        "sizes": SIZES,
        "rows": true.tolist(),
        "rho": float(rho),
        "rounds": rounds,
    }
    found = asked("bench-mbi", "microdata_mbi", question)
    return np.array(found["rows"]), float(found["processor"])


def second_opinion(true: np.ndarray, others: np.ndarray, made: dict[str, np.ndarray]) -> None:
    """What anonymeter finds: what an attack does better against these persons than against others, with 95 per cent intervals."""
    # A variable of one value tells nothing and can't be asked for.
    keep = [at for at, size in enumerate(SIZES) if size > 1]
    names = [NAMES[at] for at in keep]
    question = {
        "names": names, "true": true[:, keep].tolist(), "control": others[:, keep].tolist(),
        "made": {name: rows[:, keep].tolist() for name, rows in made.items()},
        "attacks": _ATTACKS, "seed": 1, "columns": 4, "tries": 50_000,
        "here": list(_HERE), "there": [name for name in names if name not in _HERE], "secret": _SECRET,
    }  # fmt: skip
    print(f"{'anonymeter':30}{'persons':>8}{'CPU':>8}{'singling out':>22}{'linking':>22}{'inference':>22}")
    for name, found in asked(SECOND_OPINIONS, "microdata_anonymeter", question).items():
        risks = (found[attack] for attack in ("singling out", "linkability", "inference"))
        spoken = "".join(f"{one['risk']:8.2f} ({one['low']:.2f} to {one['high']:.2f})" for one in risks)
        print(f"{name:30}{len(true):8}{found['processor']:7.1f}s{spoken}", flush=True)


def by_pacsynth(true: np.ndarray, rho: Fraction) -> tuple[np.ndarray, float]:
    """Rows of pac-synth and its processor time; its epsilon is the one that this price (zCDP) gives at its delta."""
    delta = 1 / (len(true) * math.log(len(true)))
    epsilon = float(rho) + 2 * math.sqrt(float(rho) * math.log(1 / delta))
    spoken = [[some[at] for some, at in zip(VALUES, row, strict=True)] for row in true.tolist()]
    question = {"names": NAMES, "rows": spoken, "epsilon": epsilon, "delta": delta}
    found = asked("bench-microdata", "microdata_pacsynth", question)
    order = [found["names"].index(name) for name in NAMES]
    places = [{value: at for at, value in enumerate(some)} for some in VALUES]
    # It writes nothing where it drops a value; that is a value of its own here.
    rows = [
        [place.get(row[column], size) for place, column, size in zip(places, order, SIZES, strict=True)]
        for row in found["rows"]
    ]
    return np.array(rows), float(found["processor"])


if __name__ == "__main__":
    main()
