"""The whole register against a list: ``python bench/screening_register.py LIST.xml [--suspects N] [--profile]``.

So many invented suspects, sealed in the vault, are held against an edition of the Security Council's list of which twelve
entries are left out; then against the whole list, so that a new edition brings twelve entries; then once more with nothing
new. Seconds of the processor, and names a second, for each. The database is made in a folder of its own and removed.
"""

import argparse
import cProfile
import os
import pstats
import re
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
SEED, LEFT_OUT, AT_ONCE = 20_261_129, 12, 10_000


def main() -> None:
    wish = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wish.add_argument("list", type=Path)
    wish.add_argument("--suspects", type=int, default=100_000)
    wish.add_argument("--profile", action="store_true")
    told = wish.parse_args()
    with tempfile.TemporaryDirectory(prefix="sarana-bench-") as home:
        os.environ |= {"SARANA_HOME": home, "DJANGO_SETTINGS_MODULE": "sarana.site.settings"}
        import django

        django.setup()
        run(told.list.read_bytes(), told.suspects, profile=told.profile)


def run(content: bytes, many: int, *, profile: bool) -> None:
    from sarana.measure.screening.actions import bring_edition, screen_register
    from sarana.measure.screening.models import Alert

    officer = build(many)
    people = list(re.finditer(rb"<INDIVIDUAL>.*?</INDIVIDUAL>", content, re.DOTALL))[
        :: len(content) // 40_000
    ][:LEFT_OUT]
    before = re.sub(rb'dateGenerated="\d{4}', b'dateGenerated="2020', content, count=1)
    for person in people:
        before = before.replace(person[0], b"", 1)
    for what, brought in (
        ("first edition", before),
        (f"{len(people)} entries came", content),
        ("nothing new", b""),
    ):
        if brought:
            bring_edition(by=officer, content=brought)
        run_, seconds = timed(lambda: screen_register(by=officer, source="un"), profile=profile)
        print(
            f"{what}: {seconds:.1f} s of processor, {many / seconds:,.0f} suspects a second, {run_.screened:,} screened, "
            f"{run_.in_part:,} in part, {run_.raised:,} alerts",
            flush=True,
        )
    print(f"{Alert.objects.count():,} alerts")


def build(many: int) -> Any:
    from django.db import transaction

    from sarana.base.bulk import insert_rows
    from sarana.base.vault.actions import build_identity
    from sarana.base.vault.sealing import key_of
    from sarana.cli.system import set_up_database
    from sarana.register.cases.models import Suspect
    from sarana.science.linkage import generate

    set_up_database()
    officer, case = officer_and_case()
    made = generate(many, seed=SEED, per_person=1.0)
    key, columns = key_of(case.agency), made.columns
    for start in range(0, many, AT_ONCE):
        identities, suspects = [], []
        for at in range(start, min(start + AT_ONCE, len(columns["full_name"]))):
            words: dict[str, Any] = {"names": [columns["full_name"][at]]}
            if columns["date_of_birth"][at]:
                words["birth_date"] = columns["date_of_birth"][at]
            identity, _ = build_identity(words=words, agency_key=key)
            identities.append(identity)
            suspects.append(
                Suspect(number=f"S-{at:09d}", case=case, identity=identity, citizenships=["KH"] if at % 2 else [],
                        roles=[], added_by=officer)
            )  # fmt: skip
        with transaction.atomic():
            insert_rows(identities)
            Suspect.objects.bulk_create(suspects, batch_size=500)
        print(f"{start + len(identities):,} suspects", file=sys.stderr, flush=True)
    return officer


def officer_and_case() -> tuple[Any, Any]:
    from sarana.base.accounts.enums import Role
    from sarana.base.accounts.models import Agency, Officer
    from sarana.base.places.models import Place
    from sarana.register.cases.actions import open_case

    agency = Agency.objects.create(
        code="bench", name_km="សាកល្បង", name_en="Bench", kind="police", path="/bench/"
    )
    hands = [
        Officer.objects.create(
            username=f"bench-{role}", role=role, agency=agency, name_km="មន្ត្រី", name_latin="Officer"
        )
        for role in (Role.ANALYST, Role.INVESTIGATOR)
    ]
    where = Place.objects.filter(level="province").first()
    return hands[0], open_case(by=hands[1], opened_on=date(2026, 1, 5), place=where, words={"title": "Bench"})


def timed(work: Callable[[], Any], *, profile: bool) -> tuple[Any, float]:
    kept = cProfile.Profile() if profile else None
    begun = time.process_time()
    if kept:
        kept.enable()
    done = work()
    if kept:
        kept.disable()
        pstats.Stats(kept, stream=sys.stderr).sort_stats("tottime").print_stats(28)
    return done, time.process_time() - begun


if __name__ == "__main__":
    main()
