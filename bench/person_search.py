"""Find one person among a million: ``python bench/person_search.py`` (some 20 minutes on two cores, most of it
building both databases; they are kept for the next run).

One run builds the same invented million twice, in SQLite and in PostgreSQL, through the vault: names sealed, found by
keyed tokens only. Beside it, in the same PostgreSQL, stand the same names in clear with an index for each peer: pg_trgm
similarity, Soundex and double metaphone (fuzzystrmatch). Looked for are the positive pairs of tests/spec/person_pairs:
one spelling is stored, the other is typed. A pair counts as found when the person is among the first twenty; "crowded out"
are those before whom twenty others stand who fit no less (namesakes, whom only a date or a number tells apart).
"""

import argparse
import csv
import json
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PAIRS = ROOT / "tests" / "spec" / "person_pairs"
SHOWN = 20
BATCH = 20_000


def invented(count: int) -> Iterator[tuple[list[str], str]]:
    """Names (Khmer, Latin or both) and birth dates; a few names are very common, as in life."""
    from sarana.demo.wide_names import wide_spellings

    chance = random.Random(20220809)
    first = date(1950, 1, 1)
    for _ in range(count):
        spellings = wide_spellings(chance)
        names = list(spellings) if chance.getrandbits(1) else [chance.choice(spellings)]
        yield names, (first + timedelta(days=chance.randrange(22_000))).isoformat()


def wanted() -> list[tuple[str, str, str]]:
    """Stored spelling, typed spelling, birth date of each person who is looked for."""
    chance = random.Random(1)
    found = []
    for part in ("open", "held_out"):
        with (PAIRS / f"{part}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row["same"] == "yes":
                    born = (date(1960, 1, 1) + timedelta(days=chance.randrange(18_000))).isoformat()
                    found.append((row["one"], row["other"], born))
    return found


# ------------------------------------------------------------------ one database, in a process of its own


def build(persons: int) -> dict[int, str]:
    """Fill the vault, unless it is full already; gives the identity of each person who is looked for."""
    from django.db import connection, transaction

    from sarana.base.accounts.models import Agency
    from sarana.base.bulk import insert_rows
    from sarana.base.vault.actions import build_identity, keep_tokens
    from sarana.base.vault.models import Identity
    from sarana.base.vault.sealing import key_of
    from sarana.cli.system import set_up_database

    set_up_database()
    marks = Path(os.environ["SARANA_HOME"]) / f"wanted-{connection.vendor}-{persons}.json"
    if marks.exists():
        return {int(number): key for number, key in json.loads(marks.read_text()).items()}
    agency = Agency.objects.create(
        code="bench", name_km="សាកល្បង", name_en="Bench", kind="police", path="/bench/"
    )
    key = key_of(agency)
    targets: dict[int, str] = {}
    rows = [
        *((number, [stored], born) for number, (stored, _typed, born) in enumerate(wanted())),
        *((None, names, born) for names, born in invented(persons)),
    ]
    for start in range(0, len(rows), BATCH):
        made, tokens = [], []
        for number, names, born in rows[start : start + BATCH]:
            identity, own = build_identity(words={"names": names, "birth_date": born}, agency_key=key)
            made.append(identity)
            tokens += own
            if number is not None:
                targets[number] = str(identity.pk)
        with transaction.atomic():
            insert_rows(made)
            keep_tokens(tokens)
        print(f"{connection.vendor}: {start + len(made):,}", file=sys.stderr, flush=True)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    if Identity.objects.count() != len(rows):
        raise SystemExit("The vault holds another number of identities than were built; remove the folder.")
    marks.write_text(json.dumps(targets))
    return targets


def timed(
    ask: Callable[[int, str, str], list[str]],
    targets: dict[int, str],
    crowded: Callable[[int, str, str], bool] = lambda *_: False,
) -> dict[str, float]:
    """Share of persons found among the first twenty, share crowded out, and milliseconds a search."""
    took, hits, out = [], 0, 0
    for number, (_stored, typed, born) in enumerate(wanted()):
        begin = time.perf_counter()
        answer = ask(number, typed, born)
        took.append((time.perf_counter() - begin) * 1000)
        found = targets[number] in answer[:SHOWN]
        hits += found
        out += not found and crowded(number, typed, born)
    took.sort()
    return {
        "found": hits / len(took),
        "crowded": out / len(took),
        "p50": statistics.median(took),
        "p95": took[int(len(took) * 0.95)],
        "worst": took[-1],
    }


def of_the_vault(targets: dict[int, str]) -> dict[str, dict[str, float]]:
    from sarana.base.vault.queries import identities_like
    from sarana.base.vault.rules import likeness_of

    def by_name(_number: int, typed: str, _born: str) -> list[str]:
        return [str(like.identity.pk) for like in identities_like({"names": [typed]}, limit=SHOWN)]

    def with_date(_number: int, typed: str, born: str) -> list[str]:
        words = {"names": [typed], "birth_date": born}
        return [str(like.identity.pk) for like in identities_like(words, limit=SHOWN)]

    def crowded(number: int, typed: str, _born: str) -> bool:
        """Whether twenty others fit the typed name no less than the stored spelling does."""
        own = likeness_of({"names": [typed]}, {"names": [wanted()[number][0]]})[0]
        others = identities_like({"names": [typed]}, limit=SHOWN)
        return len(others) == SHOWN and others[-1].score >= own

    by_name(0, "Sok Sophea", "")  # opens connections and tables once
    return {"by name": timed(by_name, targets, crowded), "by name and birth date": timed(with_date, targets)}


PEERS: dict[str, tuple[str, str]] = {
    "pg_trgm similarity": (
        "CREATE INDEX ON peer USING gin (lower(name) gin_trgm_ops)",
        """SELECT person FROM peer WHERE lower(name) % lower(%(typed)s)
        ORDER BY similarity(lower(name), lower(%(typed)s)) DESC LIMIT 20""",
    ),
    "Soundex": (
        "CREATE INDEX ON peer USING gin (soundexes)",
        "SELECT person FROM peer WHERE soundexes @> %(soundexes)s LIMIT 20",
    ),
    "double metaphone": (
        "CREATE INDEX ON peer USING gin (metaphones)",
        "SELECT person FROM peer WHERE metaphones @> %(metaphones)s LIMIT 20",
    ),
}


def of_the_peers(persons: int) -> dict[str, dict[str, float]]:
    """The same names in clear, each peer with the index that suits it; they search by name alone."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('peer')")
        if cursor.fetchone()[0] is None:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            cursor.execute("CREATE EXTENSION IF NOT EXISTS fuzzystrmatch")
            cursor.execute("CREATE TABLE peer (person text, name text, soundexes text[], metaphones text[])")
            with cursor.copy("COPY peer (person, name) FROM STDIN") as copy:
                for number, (stored, _typed, _born) in enumerate(wanted()):
                    copy.write_row((f"w{number}", stored))
                for number, (names, _born) in enumerate(invented(persons)):
                    for name in names:
                        copy.write_row((f"p{number}", name))
            cursor.execute(
                "UPDATE peer SET soundexes = ARRAY(SELECT soundex(w) FROM unnest(string_to_array(name, ' ')) w), "
                "metaphones = ARRAY(SELECT dmetaphone(w) FROM unnest(string_to_array(name, ' ')) w)"
            )
            for index, _query in PEERS.values():
                cursor.execute(index)
            cursor.execute("ANALYZE peer")
        codes = "SELECT ARRAY(SELECT {f}(w) FROM unnest(string_to_array(%s, ' ')) w)"
        targets = {number: f"w{number}" for number in range(len(wanted()))}
        found = {}
        for peer, (_index, query) in PEERS.items():

            def ask(_number: int, typed: str, _born: str, query: str = query) -> list[str]:
                values: dict[str, Any] = {"typed": typed}
                if "soundexes" in query:
                    cursor.execute(codes.format(f="soundex"), [typed])
                    values["soundexes"] = cursor.fetchone()[0]
                elif "metaphones" in query:
                    cursor.execute(codes.format(f="dmetaphone"), [typed])
                    values["metaphones"] = cursor.fetchone()[0]
                cursor.execute(query.replace(" % ", " %% "), values)
                return [row[0] for row in cursor.fetchall()]

            found[peer] = timed(ask, targets)
        return found


def one_database(persons: int) -> None:
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "sarana.site.settings"
    django.setup()
    from django.db import connection

    targets = build(persons)
    name = "SQLite" if connection.vendor == "sqlite" else "PostgreSQL"
    results = {f"sarana, {name}, {how}": values for how, values in of_the_vault(targets).items()}
    if connection.vendor == "postgresql":
        results |= {f"{peer}, names in clear": values for peer, values in of_the_peers(persons).items()}
    print(json.dumps(results))


# ------------------------------------------------------------------ both, side by side


def main() -> None:
    wish = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wish.add_argument("--persons", type=int, default=1_000_000)
    wish.add_argument("--home", type=Path, default=ROOT / "var" / "bench-persons")
    wish.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    given = wish.parse_args()
    if given.one:
        one_database(given.persons)
        return
    home = given.home.resolve()
    home.mkdir(parents=True, exist_ok=True)
    postgres, folder = ROOT / ".ci" / "postgres", home / f"postgresql-{given.persons}"
    started = subprocess.run([postgres, "keep", folder], capture_output=True, text=True, check=False)
    url = started.stdout.strip().partition(" ")[2]
    databases = [f"sqlite:///{home / f'persons-{given.persons}.sqlite3'}", *([url] if url else [])]
    command = [sys.executable, __file__, "--one", "--persons", str(given.persons)]
    results: dict[str, dict[str, float]] = {}
    try:
        for database in databases:
            environment = {**os.environ, "SARANA_HOME": str(home), "SARANA_DATABASE_URL": database}
            done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
            results |= json.loads(done.stdout.strip().splitlines()[-1])
    finally:
        if url:
            subprocess.run([postgres, "halt", folder], check=False)
    print(f"\n{given.persons:,} persons, {len(wanted())} searches")
    print(f"{'':50}{'found':>8}{'crowded out':>13}{'p50 ms':>9}{'p95 ms':>9}{'worst ms':>10}")
    for name, v in results.items():
        print(
            f"{name:50}{v['found']:>8.1%}{v['crowded']:>13.1%}{v['p50']:>9.1f}{v['p95']:>9.1f}{v['worst']:>10.1f}"
        )


if __name__ == "__main__":
    main()
