"""Measure the names package on labelled pairs: ``python bench/names.py`` (about half a minute on one core).

Reads the shared folder beside the project (``--shared``): name_bench.csv (826 labelled pairs, MIT, from nomenklatura)
and khmer_latin_pairs.csv (500 names, MIT, from sovanken/kname). Half of the labelled pairs were used to choose the
threshold, the other half only to report. Peers: rapidfuzz's token sort ratio and Jaro-Winkler on romanised text, each
at the threshold that is best for it on the first half, and Soundex for keys.
"""

import argparse
import csv
import time
from pathlib import Path
from typing import TYPE_CHECKING

from anyascii import anyascii
from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

from sarana.science.names import RECOMMENDED_THRESHOLD, compare, compare_prepared, prepare, search_keys

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[1]
SOUNDEX = str.maketrans("bfpvcgjkqsxzdtlmnr", "111122222222334556")


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def in_first_half(number: int) -> bool:
    return (number * 2654435761 >> 7) % 2 == 0


def f1(scored: list[tuple[float, bool]], threshold: float) -> tuple[float, float, float]:
    hits = sum(same and score >= threshold for score, same in scored)
    false = sum(not same and score >= threshold for score, same in scored)
    missed = sum(same and score < threshold for score, same in scored)
    return 2 * hits / (2 * hits + false + missed), hits / max(1, hits + false), hits / max(1, hits + missed)


def labelled_pairs(shared: Path) -> None:
    rows = rows_of(shared / "screening" / "name_bench.csv")
    peers: dict[str, Callable[[str, str], float]] = {
        "sarana": lambda one, other: compare(one, other).score,
        "token sort ratio": lambda a, b: (
            fuzz.token_sort_ratio(anyascii(a).lower(), anyascii(b).lower()) / 100
        ),
        "Jaro-Winkler": lambda a, b: JaroWinkler.similarity(anyascii(a).lower(), anyascii(b).lower()),
    }
    print(f"\n{len(rows)} labelled pairs (the first pass includes all first-time costs)")
    print(
        f"{'':18}{'threshold':>10}{'half A F1':>10}{'half B F1':>10}{'all F1':>8}{'P':>7}{'R':>7}{'µs a pair':>11}"
    )
    for name, score in peers.items():
        begin = time.process_time()
        found = [(score(row["name1"], row["name2"]), row["is_match"] == "true") for row in rows]
        cost = (time.process_time() - begin) / len(rows) * 1e6
        first = [pair for number, pair in enumerate(found) if in_first_half(number)]
        second = [pair for number, pair in enumerate(found) if not in_first_half(number)]
        best = max(range(40, 100), key=lambda hundredth: f1(first, hundredth / 100)[0]) / 100
        threshold = RECOMMENDED_THRESHOLD if name == "sarana" else best
        whole = f1(found, threshold)
        print(
            f"{name:18}{threshold:>10.2f}{f1(first, threshold)[0]:>10.3f}{f1(second, threshold)[0]:>10.3f}"
            f"{whole[0]:>8.3f}{whole[1]:>7.3f}{whole[2]:>7.3f}{cost:>11.0f}"
        )
    begin = time.process_time()
    for row in rows:
        compare(row["name1"], row["name2"])
    print(f"{'sarana, again':18}{'':>52}{(time.process_time() - begin) / len(rows) * 1e6:>18.0f}")


def script_twins(shared: Path) -> None:
    rows = rows_of(shared / "names" / "khmer_latin_pairs.csv")
    khmer = [f"{row['surname']} {row['givenName']}" for row in rows]
    latin = [f"{row['romanizedSurname']} {row['romanizedGiven']}" for row in rows]
    left, right = [prepare(name) for name in khmer], [prepare(name) for name in latin]
    scores = [[compare_prepared(one, other).score for other in right] for one in left]
    print(f"\n{len(rows)} names in Khmer and Latin: the script twin comes first among all")
    for title, table, names in (
        ("Khmer to Latin", scores, latin),
        ("Latin to Khmer", [list(column) for column in zip(*scores, strict=True)], khmer),
    ):
        alone = shared_first = 0
        for number, row in enumerate(table):
            best = {names[place] for place, score in enumerate(row) if score == max(row)}
            alone += best == {names[number]}
            shared_first += names[number] in best
        print(
            f"{title:18} alone {alone / len(rows):7.1%}   alone or level with another spelling {shared_first / len(rows):7.1%}"
        )


def soundex(word: str) -> str:
    code = word[0] + "".join(sign for sign in word[1:].translate(SOUNDEX) if sign.isdigit())
    return (code + "000")[:4]


def keys(shared: Path) -> None:
    rows = rows_of(shared / "names" / "khmer_latin_pairs.csv")
    words = {row["surname"]: row["romanizedSurname"] for row in rows}
    words |= {row["givenName"]: row["romanizedGiven"] for row in rows}
    latin = sorted(set(words.values()))
    couples = [(one, other) for one in latin for other in latin if one < other]
    print(
        f"\nKeys of {len(words)} single words: agreement across scripts, and of different Latin words with one another"
    )
    kinds: dict[str, Callable[[str], frozenset[str]]] = {
        "sarana": lambda word: frozenset(key for key in search_keys(word) if key[0] == "t"),
        "Soundex": lambda word: frozenset({soundex(anyascii(word).lower())}),
    }
    for name, key in kinds.items():
        agree = sum(bool(key(one) & key(other)) for one, other in words.items()) / len(words)
        collide = sum(bool(key(one) & key(other)) for one, other in couples) / len(couples)
        print(f"{name:18} agree {agree:7.1%}   collide {collide:6.2%}")


def village_names(shared: Path) -> None:
    rows = rows_of(shared / "standards" / "kh_villages.csv")
    names = {
        row["name_km"]: row["name_latin"]
        for row in rows
        if not any(sign.isdigit() for sign in row["name_km"])
    }
    meet = sum(
        any(key[0] == "w" for key in search_keys(one) & search_keys(other)) for one, other in names.items()
    )
    print(
        f"{len(names)} village names without spaces in Khmer: share the whole-name key {meet / len(names):7.1%}"
    )


def person_pairs() -> None:
    print(f"\nPairs for person search at {RECOMMENDED_THRESHOLD}")
    for part in ("open", "held_out"):
        rows = rows_of(ROOT / "tests" / "spec" / "person_pairs" / f"{part}.csv")
        found = [(compare(row["one"], row["other"]).score, row["same"] == "yes") for row in rows]
        _, precision, recall = f1(found, RECOMMENDED_THRESHOLD)
        print(f"{part:18} {len(rows)} pairs   precision {precision:6.1%}   recall {recall:6.1%}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    shared = parser.parse_args().shared
    labelled_pairs(shared)
    script_twins(shared)
    keys(shared)
    village_names(shared)
    person_pairs()


if __name__ == "__main__":
    main()
