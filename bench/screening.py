"""Names against the Security Council's list: ``python bench/screening.py SHARED`` (SHARED holds the labelled names).

Recall on 683 altered names and alerts on 20,000 people who are not listed, by threshold, on both halves; names a second on one
core, single and worst. With ``--peer PYTHON`` (an interpreter in an environment of its own with nomenklatura) OpenSanctions'
logic-v2 scores the same queries against the same entries in the same run.
"""

import argparse
import csv
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))
THRESHOLDS = (0.65, 0.7, 0.72, 0.75, 0.8, 0.85)

PEER = """
import json, sys, time
from followthemoney import model
from nomenklatura.matching import get_algorithm
told = json.load(sys.stdin)
logic = get_algorithm("logic-v2")
config = logic.default_config()
def entity(number, e):
    return model.get_proxy({"id": str(number), "schema": "Person", "properties": e})
listed = [entity(n, e) for n, e in enumerate(told["entries"])]
words = {}
for n, e in enumerate(told["entries"]):
    for name in e["name"] + e.get("alias", []):
        for word in name.casefold().replace(",", " ").split():
            words.setdefault(word[:4], set()).add(n)
began = time.process_time()
best = []
for number, q in enumerate(told["queries"]):
    query = entity(f"q{number}", q)
    near = set().union(*(words.get(word[:4], set()) for word in q["name"][0].casefold().replace(",", " ").split()))
    best.append(max((logic.compare(query, listed[n], config).score for n in near), default=0.0))
json.dump({"best": best, "seconds": time.process_time() - began}, sys.stdout)
"""


def main() -> None:
    wish = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wish.add_argument("shared", type=Path)
    wish.add_argument("--peer", default="", help="interpreter with nomenklatura")
    wish.add_argument("--peer-negatives", type=int, default=2000)
    given = wish.parse_args()
    from sarana.science.screening import ListedAs, Query, ScreeningIndex, births_in, read_list

    folder = given.shared / "screening"
    version = read_list((folder / "un_2026-02-27.xml").read_bytes())
    began = time.process_time()
    index = ScreeningIndex([version])
    print(f"index of {len(index):,} entries: {time.process_time() - began:.2f} s")
    rows = {name: _rows(folder / f"{name}.csv") for name in ("positives_un_treated", "negatives_20k")}
    best: dict[str, list[float]] = {}
    for name, people in rows.items():
        took = []
        scores = []
        for row in people:
            query = Query(
                row["full_name"],
                births_in(row["date_of_birth"]),
                listed_as=ListedAs.PERSON if row["date_of_birth"] else None,
            )
            begun = time.perf_counter()
            hits = index.screen(query, threshold=0.0)
            took.append(1000 * (time.perf_counter() - begun))
            scores.append(hits[0].score if hits else 0.0)
        took.sort()
        best[name] = scores
        print(
            f"{name}: {len(people):,} names, {1000 * len(people) / sum(took):,.0f} a second,"
            f" p95 {took[int(len(took) * 0.95)]:.2f} ms, worst {took[-1]:.1f} ms"
        )
    _table("sarana", best["positives_un_treated"], best["negatives_20k"])
    if given.peer:
        _peer(
            given.peer, version, rows["positives_un_treated"], rows["negatives_20k"][: given.peer_negatives]
        )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _table(who: str, positives: list[float], negatives: list[float]) -> None:
    print(f"{who:10} {'recall A':>9} {'recall B':>9} {'alerts A %':>11} {'alerts B %':>11}")
    for limit in THRESHOLDS:
        shares = [
            sum(score >= limit for score in scores[half::2]) / len(scores[half::2])
            for scores in (positives, negatives)
            for half in (0, 1)
        ]
        print(f"{limit:10} {shares[0]:9.4f} {shares[1]:9.4f} {100 * shares[2]:11.3f} {100 * shares[3]:11.3f}")


def _peer(
    python: str, version: Any, positives: list[dict[str, str]], negatives: list[dict[str, str]]
) -> None:
    entries = [
        {
            "name": [n.text for n in e.names],
            "birthDate": [b.earliest.isoformat() for b in e.births if b.earliest == b.latest],
        }
        for e in version.entries
    ]
    queries = [
        {"name": [r["full_name"]], "birthDate": [r["date_of_birth"]] if r["date_of_birth"] else []}
        for r in [*positives, *negatives]
    ]
    done = subprocess.run(
        [python, "-c", PEER],
        input=json.dumps({"entries": entries, "queries": queries}),
        capture_output=True,
        text=True,
        check=True,
    )
    told = json.loads(done.stdout)
    print(
        f"logic-v2: {len(queries) / told['seconds']:,.0f} names a second (candidates by the first four letters of a word)"
    )
    _table("logic-v2", told["best"][: len(positives)], told["best"][len(positives) :])


if __name__ == "__main__":
    main()
