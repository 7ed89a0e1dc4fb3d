"""What protection costs beside what was measured before Sarana was built: ``python bench/utility.py [--peers] [--demonstration]``.

For 3,000 and 20,000 invented victims, in a table of two dimensions (ten years, 25 provinces) and in one of three (with sex): the
share of the victims that suppression with threshold 11 hides, and by what share of the victims noise of epsilon 1 (discrete Laplace,
each in one cell) is off, none negative, beside the figures of that measurement; with ``--peers`` OpenDP's noise and tau-Argus's
suppression as well. ``--demonstration`` asks the demonstration country's own years, provinces and sexes. Exits with 1 when ours is
worse than a figure by more than a tenth. The data of that measurement are not at hand, and a table's shape decides what hiding costs.
"""

import argparse
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path
from random import Random

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from sarana.science.disclosure import ALL, Table, not_negative, suppress, with_totals  # noqa: E402
from sarana.science.disclosure.noise import discrete_laplace  # noqa: E402

THRESHOLD, DRAWS = 11, 20
# Per cent of the victims, by persons and dimensions (design/security.md). Of 20,000 no share that is hidden was told.
MEASURED = {
    (3_000, 2): {"hidden": 24.0, "off": 6.8},
    (3_000, 3): {"hidden": 77.0, "off": 17.0},
    (20_000, 2): {"off": 0.9},
    (20_000, 3): {"off": 3.0},
}
_ALLOWED = 1.1
SHAPE = (("year", 10), ("province", 25), ("sex", 3))


def main() -> None:
    wish = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wish.add_argument("--persons", type=int, nargs="+", default=[3_000, 20_000])
    wish.add_argument("--peers", action="store_true", help="OpenDP and tau-Argus beside it")
    wish.add_argument(
        "--demonstration", action="store_true", help="the demonstration's victims (takes minutes)"
    )
    wish.add_argument("--read", type=Path, help=argparse.SUPPRESS)
    given = wish.parse_args()
    if given.read:
        json.dump(read(given.read), sys.stdout)
        return
    worse = []
    print(f"{'':52}{'cells':>7}{'persons':>9}{'hidden':>9}{'off':>8}{'a cell':>8}")
    for asked_for in given.persons:
        counts = of_demonstration(asked_for) if given.demonstration else generated(asked_for)
        for size in (2, 3):
            worse += compared(asked_for, size, counts, peers=given.peers)
    print(*worse, sep="\n")
    sys.exit(1 if worse else 0)


def compared(asked_for: int, size: int, counts: Mapping[tuple[str, ...], int], *, peers: bool) -> list[str]:
    """Print a table's costs beside what was measured; what of ours is worse."""
    names = [name for name, _parts in SHAPE[:size]]
    summed: Counter[tuple[str, ...]] = Counter()
    for key, count in counts.items():
        summed[key[:size]] += count
    parts = [sorted({key[at] for key in summed}) for at in range(size)]
    every = {
        tuple(parts[at][place] for at, place in enumerate(index)): 0 for index in np.ndindex(*map(len, parts))
    }
    whole = with_totals("persons", names, {**every, **summed})
    persons = sum(summed.values())
    where = f"{asked_for:,} victims, {' by '.join(names)}"
    measured = MEASURED.get((asked_for, size), {})
    told(f"{where}: measured before", whole, persons, measured.get("hidden"), measured.get("off"))
    (shown,) = suppress([whole], threshold=THRESHOLD)
    ours = {"hidden": hidden_of(whole, shown.values, persons), "off": off_by(whole, persons, _own)}
    told(f"{where}: ours", whole, persons, ours["hidden"], ours["off"])
    if peers:
        told(f"{where}: OpenDP", whole, persons, None, off_by(whole, persons, _opendp))
        told(f"{where}: tau-Argus", whole, persons, by_tauargus(whole, persons), None)
    return [
        f"{where}: {what} {ours[what]:.1f} %, measured {figure:.1f} %"
        for what, figure in measured.items()
        if ours[what] > figure * _ALLOWED
    ]


def told(name: str, whole: Table, persons: int, hidden: float | None, off: float | None) -> None:
    cells = sum(ALL not in key for key in whole.values)
    each = "" if off is None else f"{off * persons / 100 / cells:.2f}"
    spoken = ["" if value is None else f"{value:.1f} %" for value in (hidden, off)]
    print(f"{name:52}{cells:7,}{persons:9,}{spoken[0]:>9}{spoken[1]:>8}{each:>8}", flush=True)


def hidden_of(whole: Table, shown: Mapping[tuple[str, ...], int | None], persons: int) -> float:
    lost = sum(
        int(count or 0) for key, count in whole.values.items() if ALL not in key and shown.get(key) is None
    )
    return 100 * lost / persons


def off_by(whole: Table, persons: int, noise: Callable[[list[int]], list[int]]) -> float:
    """By what share of the persons all finest counts are off together, on average over some draws."""
    finest = {key: int(count or 0) for key, count in whole.values.items() if ALL not in key}
    drawn, far = noise(list(finest.values()) * DRAWS), 0
    for draw in range(DRAWS):
        noisy = dict(zip(finest, drawn[draw * len(finest) : (draw + 1) * len(finest)], strict=True))
        made = not_negative(noisy, max(0, sum(noisy.values())))
        far += sum(abs(made[key] - count) for key, count in finest.items())
    return 100 * far / DRAWS / persons


def _own(counts: list[int]) -> list[int]:
    chance = Random(1).randrange
    return [count + discrete_laplace(Fraction(1), chance=chance) for count in counts]


def _opendp(counts: list[int]) -> list[int]:
    from bench.beside import SECOND_OPINIONS, asked

    # A list of as many draws as one: noise is drawn for each count by itself.
    return asked(SECOND_OPINIONS, "disclosure_opendp", {"counts": counts, "epsilon": 1.0})["counts"]


def by_tauargus(whole: Table, persons: int) -> float:
    from bench.beside import SECOND_OPINIONS, asked

    rows = [key for key, count in whole.values.items() if ALL not in key and count for _ in range(int(count))]
    question = {
        "rows": rows, "names": whole.dimensions, "threshold": THRESHOLD, "margin": 0, "suppress": "MOD(1)",
    }  # fmt: skip
    answer = asked(SECOND_OPINIONS, "disclosure_tauargus", question)
    shown = {tuple(key): count for key, count in answer["rows"]}
    return hidden_of(whole, {key: shown.get(key, 0) for key in whole.values}, persons)


def generated(persons: int, seed: int = 1) -> Counter[tuple[str, ...]]:
    """Persons spread over each dimension as 1, 1/2, 1/3 and so on."""
    dice = np.random.default_rng(seed)
    columns = []
    for name, parts in SHAPE:
        weights = 1 / np.arange(1, parts + 1)
        values = [f"{name}{at:02}" for at in range(parts)]
        columns.append(dice.choice(values, size=persons, p=weights / weights.sum()).tolist())
    return Counter(zip(*columns, strict=True))


def of_demonstration(victims: int) -> dict[tuple[str, ...], int]:
    """Identified victims of the demonstration country by year, province and sex, from a snapshot of its own."""
    home = ROOT / "var" / "bench-utility" / str(victims)
    kept = home / "counts.json"
    if not kept.is_file():
        home.mkdir(parents=True, exist_ok=True)
        surroundings = {**os.environ, "SARANA_HOME": str(home), "SARANA_DEMONSTRATION": "1"}
        command = [sys.executable, "-c", "from sarana.cli.main import run; run()", "demo"]
        subprocess.run([*command, "--victims", str(victims), "--no-serve"], env=surroundings, check=True)
        done = subprocess.run(
            [sys.executable, __file__, "--read", str(home)],
            env={**surroundings, "DJANGO_SETTINGS_MODULE": "sarana.site.settings"},
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        kept.write_text(done.stdout)
    return {tuple(key): count for key, count in json.loads(kept.read_text())}


def read(_home: Path) -> list[list[object]]:
    import django

    django.setup()
    from sarana.measure.figures.models import Snapshot
    from sarana.measure.figures.queries import counts_of_year

    snapshot = Snapshot.objects.latest("taken_at")
    found = []
    for year in range(1990, 2101):
        for key, count in counts_of_year(snapshot, "victims_identified", year, ("province", "sex")).items():
            found.append([[str(year), *key], count])
    return found


if __name__ == "__main__":
    main()
