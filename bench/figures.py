"""Figures of a million victims: a snapshot read anew, a day built upon it, and every indicator by five dimensions at once.

``python bench/figures.py`` writes a register in bulk (SQLite in ``var/bench-figures``, kept for the next run; or the database
that SARANA_DATABASE_URL names), takes a snapshot of it, lets a day of work go by and takes the next, and asks the snapshot for
all registered figures by province, month, sex, age and form. Beside it polars counts the same from the same files, in an
environment of its own (``--peer``). Prints clock, processor time and memory; exits with 1 when a limit is missed.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
import venv
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LIMITS = {"snapshot of everything": 60, "snapshot after a day": 2, "all figures by five dimensions": 3}
MEMORY = 2048


def main() -> int:
    wish = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wish.add_argument("--victims", type=int, default=1_000_000)
    wish.add_argument("--home", type=Path, default=ROOT / "var" / "bench-figures")
    wish.add_argument("--peer", action="store_true", help="let polars count the same, beside it")
    wish.add_argument("--build", action="store_true", help="only write the register")
    given = wish.parse_args()
    home = given.home / str(given.victims)
    home.mkdir(parents=True, exist_ok=True)
    os.environ.update(
        SARANA_HOME=str(home), SARANA_DEMONSTRATION="1", DJANGO_SETTINGS_MODULE="sarana.site.settings"
    )
    sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
    if not given.build:
        # Written by a process of its own, so that the memory told is the snapshot's and the figures'.
        build = ["--build", "--victims", str(given.victims), "--home", str(given.home)]
        subprocess.run([sys.executable, __file__, *build], check=True)
    import django

    django.setup()
    if given.build:
        _build(given.victims)
        return 0
    missed = _snapshots()
    missed += _figures()
    if given.peer:
        _peer(home)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{'memory, at its highest':34} {memory:8.0f} MiB (limit {MEMORY})")
    return 1 if missed or memory > MEMORY else 0


def _timed(what: str, act: Callable[[], Any]) -> tuple[Any, bool]:
    begun, busy = time.perf_counter(), sum(os.times()[:4])
    answer = act()
    took, worked = time.perf_counter() - begun, sum(os.times()[:4]) - busy
    limit = LIMITS.get(what)
    told = f" (limit {limit})" if limit else ""
    print(f"{what:34} {took:8.2f} s by the clock, {worked:7.2f} s of processor{told}", flush=True)
    return answer, bool(limit and took > limit)


def _build(victims: int) -> None:
    from bench.million import Register
    from django.db import connection, transaction

    from sarana.cli.system import set_up_database
    from sarana.measure.figures import triggers
    from sarana.register.cases.models import Victim

    set_up_database()
    if Victim.objects.exists():
        return

    def write() -> None:
        triggers.remove(connection)  # what is marked before the first snapshot is read anew anyhow
        with transaction.atomic():
            Register().years(victims)
        triggers.install(connection)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    _timed("register written in bulk", write)


def _snapshots() -> int:
    from bench.million import Register
    from django.db import transaction
    from django.db.models import Max

    from sarana.measure.figures.actions import take_snapshot
    from sarana.measure.figures.queries import files_of
    from sarana.register.cases.models import Case, StatusAssertion, Victim

    whole, late = _timed("snapshot of everything", lambda: take_snapshot(by=None, whole=True))
    files = [file for some in files_of(whole).values() for file in some]
    print(f"{'':34} {len(files)} files, {sum(file.stat().st_size for file in files) / 2**20:.0f} MiB")
    last: date = Case.objects.aggregate(last=Max("opened_on"))["last"]
    register = Register(seed=last.toordinal())
    with transaction.atomic():
        # A day like the days before it, and what is said and corrected of the last quarter and of older years.
        register.day(last + timedelta(days=1), Victim.objects.count() // 4 // (6 * 365))
        register.flush()
        recent = list(Victim.objects.order_by("-pk").values_list("pk", flat=True)[:40_000])
        for pk in register.random.sample(recent, 300):
            Victim.objects.filter(pk=pk).update(version=2, age_at_event=register.random.randrange(60))
        old = list(
            StatusAssertion.objects.order_by("pk").values_list("victim_id", flat=True)[1000:700_000:50_000]
        )
        for pk in old:
            Victim.objects.filter(pk=pk).update(sex="U")
    upon, slow = _timed("snapshot after a day", lambda: take_snapshot(by=None))
    again = take_snapshot(by=None, whole=True)
    if _files(again) != _files(upon):
        sys.exit("The snapshot after a day is not what reading everything gives.")
    print(f"{'':34} equal, bit by bit, to reading everything")
    return late + slow


def _files(snapshot: Any) -> Any:
    from sarana.measure.figures.queries import folder_of

    manifest = json.loads((folder_of(snapshot) / "manifest.json").read_text())
    return manifest["files"]


def _figures() -> int:
    from sarana.measure.figures.queries import finest_cells, latest_snapshot

    snapshot = latest_snapshot()
    assert snapshot is not None  # noqa: S101 - just taken
    cells, late = _timed("all figures by five dimensions", lambda: finest_cells(snapshot))
    print(f"{'':34} {len(cells)} figures, {sum(table.num_rows for table in cells.values()):,} cells")
    return late


def _peer(home: Path) -> None:
    """Polars counts victims identified and assisted by the same five dimensions, from the same files; sums must agree."""
    from sarana.measure.figures.queries import files_of, finest_cells, latest_snapshot

    place = home / "peer"
    python = place / "bin" / "python"
    if not python.is_file():
        venv.create(place, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "polars"], check=True)
    snapshot = latest_snapshot()
    assert snapshot is not None  # noqa: S101 - just taken
    named = {table: [str(file) for file in files] for table, files in files_of(snapshot).items()}
    told = subprocess.run(
        [python, ROOT / "bench" / "peers" / "figures_polars.py"],
        input=json.dumps(named), capture_output=True, text=True, check=True,
    )  # fmt: skip
    theirs = json.loads(told.stdout)
    begun, busy = time.perf_counter(), time.process_time()
    cells = finest_cells(snapshot, indicators=theirs["sums"])
    took, worked = time.perf_counter() - begun, time.process_time() - busy
    ours = {code: sum(cells[code]["value"].to_pylist()) for code in theirs["sums"]}
    print(f"{'two of them, here':34} {took:8.2f} s by the clock, {worked:7.2f} s of processor")
    print(
        f"{'two of them, polars':34} {theirs['clock']:8.2f} s by the clock, {theirs['processor']:7.2f} s of processor"
    )
    if ours != theirs["sums"]:
        sys.exit(f"The peer counts otherwise: {ours} here, {theirs['sums']} there.")


if __name__ == "__main__":
    sys.exit(main())
