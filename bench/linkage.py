"""Linkage beside plain Splink: ``python bench/linkage.py [--records N] [--ours-alone] [--seed S] [--home FOLDER]``.

Both get the same invented register, of a seed on which no threshold was chosen. F1 is that of pairs in clusters against the
truth, at several thresholds (the best of Splink's counts, and ours at the recommended one); time is that of the processor.
Splink runs in an environment of its own that is made in FOLDER, on names as they are written and on names that Sarana
romanised for it.
"""

import argparse
import csv
import json
import resource
import subprocess
import sys
import time
import venv
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))
if TYPE_CHECKING:
    from sarana.science.linkage import Register

type Ints = NDArray[np.int64]
CHANCES = (0.1, 0.3, 0.5, 0.7, 0.9, 0.99)


def main() -> None:
    wish = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wish.add_argument("--records", type=int, default=50_000)
    wish.add_argument("--seed", type=int, default=2026)
    wish.add_argument("--ours-alone", action="store_true")
    wish.add_argument("--home", type=Path, default=ROOT / "var" / "bench-linkage")
    told = wish.parse_args()
    from sarana.science.linkage import generate

    register = generate(told.records, seed=told.seed)
    truth = dict(zip(register.columns["record_id"], register.person.tolist(), strict=True))
    khmer = dict(zip(register.columns["record_id"], register.khmer.tolist(), strict=True))
    ours(register, truth, khmer)
    if not told.ours_alone:
        told.home.mkdir(parents=True, exist_ok=True)
        peer(register, truth, told.home)


def ours(register: "Register", truth: dict[str, int], khmer: dict[str, bool]) -> None:
    from sarana.science.linkage import link, read_records

    rows = register.rows()
    begun = time.process_time()
    records = read_records(rows)
    del rows
    read = time.process_time()
    linked = link(records)
    done = time.process_time()
    person = np.array([truth[key] for key in records.ids])
    script = np.array([khmer[key] for key in records.ids])
    print(f"{len(records):,} records, {len(linked.left):,} pairs looked at, seed of its own")
    print(
        f"ours: {said(linked.clusters.of, person)}, {read - begun:.1f} s to read and {done - read:.1f} s to link, of processor"
    )
    print(
        f"      most memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.2f} GiB, the register with it"
    )
    for name, recall in by_script(linked.clusters.of, person, script).items():
        print(f"      recall {name}: {recall:.3f}")


def by_script(of: Ints, person: Ints, script: NDArray[np.bool_]) -> dict[str, float]:
    order = np.argsort(person, kind="stable")
    held: dict[int, list[NDArray[np.bool_]]] = {0: [], 1: [], 2: []}
    step = 1
    while len(first := np.flatnonzero(person[order][:-step] == person[order][step:])):
        one, other = order[first], order[first + step]
        scripts, same = script[one].astype(int) + script[other], of[one] == of[other]
        for kind, found in held.items():
            found.append(same[scripts == kind])
        step += 1
    names = {0: "Latin to Latin", 1: "Khmer to Latin", 2: "Khmer to Khmer"}
    return {name: float(np.concatenate(held[kind]).mean()) for kind, name in names.items()}


def pairs_in(groups: Ints) -> int:
    sizes = np.unique(groups, return_counts=True)[1]
    return int((sizes * (sizes - 1) // 2).sum())


def said(of: Ints, person: Ints) -> str:
    both = pairs_in(of.astype(np.int64) * (int(person.max()) + 1) + person)
    precision, recall = both / max(pairs_in(of), 1), both / pairs_in(person)
    return f"F1 {2 * both / (pairs_in(of) + pairs_in(person)):.4f}, precision {precision:.4f}, recall {recall:.4f}"


def peer(register: "Register", truth: dict[str, int], home: Path) -> None:
    from sarana.science.names import romanise

    python = home / "peer" / "bin" / "python"
    if not python.is_file():
        venv.create(home / "peer", with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "splink", "pyarrow", "pandas"], check=True)
    file = home / "records.csv"
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(
            ["unique_id", "full_name", "latin_name", "sorted_name", "sex", "date_of_birth", "phone", "place"]
        )
        for row in register.rows():
            cells = [row[field] for field in ("sex", "date_of_birth", "phone", "place")]
            latin = romanise(row["full_name"])
            names = [row["full_name"].lower(), latin, " ".join(sorted(latin.split()))]
            writer.writerow([row["record_id"], *names, *cells])
    answered = subprocess.run(
        [python, ROOT / "bench" / "peers" / "linkage_splink.py"],
        input=json.dumps({"file": str(file), "chances": CHANCES}), capture_output=True, text=True, check=False,
    )  # fmt: skip
    if answered.returncode:
        sys.exit(answered.stderr[-3000:])
    theirs = json.loads(answered.stdout[answered.stdout.index('{"version"') :])
    for setting, answer in theirs["answers"].items():
        print(
            f"Splink {theirs['version']}, names {setting}: {answer['processor']:.1f} s of processor, all thresholds"
        )
        for chance, rows in answer["clusters"].items():
            numbers: dict[str, int] = {}
            of = np.array([numbers.setdefault(str(group), len(numbers)) for _, group in rows])
            person = np.array([truth[key] for key, _ in rows])
            print(f"      at {chance}: {said(of, person)}")


if __name__ == "__main__":
    main()
