"""Have we met her? ``python bench/intake.py [--persons N] [--postgres]`` (25 minutes at a million, most of it building).

The register is that of ``science/linkage/generate.py``: romanisations, Khmer, reversed order, slips, exchanged day and
month, years alone, old and shared phones, moves, twins and sisters. The first record of each person goes into the vault,
sealed and found by keyed tokens only; another record of hers, with faults of its own, is what is typed at intake. She counts
as found when she is among the first ten that would be shown. Side by side with the search for persons on the same
questions. The seed was used for nothing else: weights and keys were chosen on seed 7 at 300,000 persons.

Without ``--postgres`` in SQLite, with it in a PostgreSQL of its own; both are kept for the next run.
"""

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SEED = 20_260_811
SHOWN = 10
BATCH = 20_000
PROVINCES = """
ភ្នំពេញ/Phnom Penh កណ្តាល/Kandal កំពត/Kampot តាកែវ/Takeo កែប/Kep ព្រះសីហនុ/Preah Sihanouk កោះកុង/Koh Kong
បាត់ដំបង/Battambang បន្ទាយមានជ័យ/Banteay Meanchey ប៉ៃលិន/Pailin ពោធិ៍សាត់/Pursat សៀមរាប/Siem Reap
ឧត្តរមានជ័យ/Oddar Meanchey ព្រះវិហារ/Preah Vihear កំពង់ធំ/Kampong Thom កំពង់ចាម/Kampong Cham
កំពង់ឆ្នាំង/Kampong Chhnang កំពង់ស្ពឺ/Kampong Speu ព្រៃវែង/Prey Veng ស្វាយរៀង/Svay Rieng ក្រចេះ/Kratie
មណ្ឌលគិរី/Mondulkiri រតនគិរី/Ratanakiri ស្ទឹងត្រែង/Stung Treng ត្បូងឃ្មុំ/Tbong Khmum
"""

type Words = dict[str, Any]


def provinces() -> list[tuple[str, str]]:
    """The 25 provinces in Khmer and Latin letters."""
    found: list[tuple[str, str]] = []
    for word in PROVINCES.split():
        if "/" in word:
            khmer, latin = word.split("/")
            found.append((khmer, latin))
        else:
            found[-1] = found[-1][0], f"{found[-1][1]} {word}"
    return found


def address_of(code: str, khmer: bool, names: list[tuple[str, str]]) -> str:
    """An invented commune and a province, in the script of the record."""
    from sarana.science.linkage.name_parts import FIRSTS, SECONDS

    if not code:
        return ""
    province, commune = int(code[:2]) - 1, int(code[2:]) - 1
    first, second = FIRSTS[(commune * 7 + province) % len(FIRSTS)], SECONDS[commune % len(SECONDS)]
    if khmer:
        return f"ឃុំ{first.khmer}{second.khmer}, ខេត្ត{names[province][0]}"
    return f"{(first.latin[0] + second.latin[0]).capitalize()} commune, {names[province][1]} province"


def register_of(persons: int, questions: int) -> tuple[list[Words], list[tuple[int, Words]]]:
    """What is on record of each person, and what is typed: number of the person meant, and her words."""
    from sarana.science.linkage.generate import generate

    # A few more records than needed, so that as many persons are left as were asked for.
    made = generate(int(persons * 1.7) + 2, seed=SEED, per_person=1.7)
    columns, khmer, names = made.columns, made.khmer.tolist(), provinces()

    def words(at: int) -> Words:
        lists = {"names": columns["full_name"][at], "phones": columns["phone"][at]}
        told: Words = {key: [value] for key, value in lists.items() if value}
        if born := columns["date_of_birth"][at]:
            told["birth_date"] = born
        if address := address_of(columns["place"][at], khmer[at], names):
            told["address"] = address
        return told

    first: dict[int, int] = {}
    again: list[tuple[int, int]] = []
    for at, person in enumerate(made.person.tolist()):
        if person in first:
            again.append((person, at))
        else:
            first[person] = at
    asked = random.Random(SEED).sample(again, questions)
    place = {person: number for number, person in enumerate(first)}
    return [words(at) for at in first.values()], [(place[person], words(at)) for person, at in asked]


def build(stored: list[Words]) -> list[str]:
    """Fill the vault, unless it is full already; gives the key of each identity."""
    from django.db import connection, transaction

    from sarana.base.accounts.models import Agency
    from sarana.base.bulk import insert_rows
    from sarana.base.vault.actions import build_identity, keep_tokens
    from sarana.base.vault.models import SearchToken
    from sarana.base.vault.sealing import key_of
    from sarana.cli.system import set_up_database

    set_up_database()
    marks = Path(os.environ["SARANA_HOME"]) / f"met-{connection.vendor}-{len(stored)}.json"
    if marks.exists():
        return list(json.loads(marks.read_text()))
    agency = Agency.objects.create(
        code="bench", name_km="សាកល្បង", name_en="Bench", kind="police", path="/bench/"
    )
    key, keys = key_of(agency), list[str]()
    index = SearchToken._meta.indexes[0]  # noqa: SLF001
    with connection.schema_editor() as editor:
        editor.remove_index(SearchToken, index)
    for start in range(0, len(stored), BATCH):
        made, tokens = [], []
        for words in stored[start : start + BATCH]:
            identity, own = build_identity(words=words, agency_key=key)
            made.append(identity)
            tokens += own
        keys += [str(identity.pk) for identity in made]
        with transaction.atomic():
            insert_rows(made)
            keep_tokens(tokens)
        print(f"{connection.vendor}: {len(keys):,}", file=sys.stderr, flush=True)
    with connection.schema_editor() as editor:
        editor.add_index(SearchToken, index)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    marks.write_text(json.dumps(keys))
    return keys


def timed(
    ask: Callable[[Words], list[str]], asked: list[tuple[int, Words]], keys: list[str]
) -> dict[str, float]:
    """Share of persons found among those shown, and milliseconds a question: by the clock and of our processor."""
    clock, processor, ten, one = [], [], 0, 0
    for number, words in asked:
        begin, used = time.perf_counter(), time.process_time()
        answer = ask(words)
        clock.append((time.perf_counter() - begin) * 1000)
        processor.append((time.process_time() - used) * 1000)
        ten += keys[number] in answer[:SHOWN]
        one += keys[number] in answer[:1]
    clock.sort()
    processor.sort()
    at = int(len(asked) * 0.95)
    return {
        "ten": ten / len(asked), "one": one / len(asked), "p50": statistics.median(clock), "p95": clock[at],
        "worst": clock[-1], "processor p50": statistics.median(processor), "processor p95": processor[at],
    }  # fmt: skip


def one_database(persons: int, questions: int) -> None:
    """Build and ask in this process; prints JSON."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "sarana.site.settings"
    django.setup()
    from django.db import connection

    from sarana.base.vault.meeting import identities_met, keys_met
    from sarana.base.vault.queries import identities_like

    stored, asked = register_of(persons, questions)
    keys = build(stored)
    warm, asked = asked[:200], asked[200:]
    where = "SQLite" if connection.vendor == "sqlite" else "PostgreSQL"

    def by_tokens(words: Words) -> list[str]:
        from uuid import UUID

        return [str(UUID(str(key))) for key in keys_met(words)]

    def with_reasons(words: Words) -> list[str]:
        return [str(like.identity.pk) for like in identities_met(words)]

    def present(words: Words) -> list[str]:
        return [str(like.identity.pk) for like in identities_like(words, limit=SHOWN)]

    results = {}
    for what, ask, some in (
        ("met: by tokens alone", by_tokens, asked),
        ("met: ten opened, with reasons", with_reasons, asked),
        ("search for persons", present, asked[:500]),
    ):
        for _number, words in warm:
            ask(words)
        results[f"{what}, {where}"] = timed(ask, some, keys)
    print(json.dumps({"persons": len(stored), "asked": len(asked), "results": results}))


def main() -> None:
    """Run in a process with a database of its own, and print the table."""
    wish = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wish.add_argument("--persons", type=int, default=1_000_000)
    wish.add_argument("--questions", type=int, default=2_200)
    wish.add_argument("--postgres", action="store_true")
    wish.add_argument("--home", type=Path, default=ROOT / "var" / "bench-intake")
    wish.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    given = wish.parse_args()
    if given.one:
        one_database(given.persons, given.questions)
        return
    home = given.home.resolve()
    home.mkdir(parents=True, exist_ok=True)
    postgres, folder = ROOT / ".ci" / "postgres", home / f"postgresql-{given.persons}"
    url = f"sqlite:///{home / f'met-{given.persons}.sqlite3'}"
    if given.postgres:
        started = subprocess.run([postgres, "keep", folder], capture_output=True, text=True, check=True)
        url = started.stdout.strip().partition(" ")[2]
    command = [sys.executable, __file__, "--one", "--persons", str(given.persons)]
    command += ["--questions", str(given.questions)]
    try:
        environment = {**os.environ, "SARANA_HOME": str(home), "SARANA_DATABASE_URL": url}
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    finally:
        if given.postgres:
            subprocess.run([postgres, "halt", folder], check=False)
    told = json.loads(done.stdout.strip().splitlines()[-1])
    print(f"\n{told['persons']:,} persons, {told['asked']:,} questions")
    columns = ("ten", "one", "p50", "p95", "worst", "processor p50", "processor p95")
    print(f"{'':44}" + "".join(f"{column:>15}" for column in columns))
    for name, values in told["results"].items():
        shown = [f"{values[c]:>15.1%}" if c in {"ten", "one"} else f"{values[c]:>15.1f}" for c in columns]
        print(f"{name:44}" + "".join(shown))


if __name__ == "__main__":
    main()
