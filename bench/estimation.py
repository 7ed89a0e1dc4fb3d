"""Measure estimation on the published tables: process time, growth with the replicates, memory, coverage.

Run ``.venv/bin/python bench/estimation.py FOLDER``, FOLDER holding UKdat.csv and the others; ``--coverage N`` adds the study of
N drawn tables. The figures of SparseMSE 2.0.1 in R 4.2 beside ours were recorded on another run of the same table.
"""

import csv
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

# One core: what the limits are given for.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

import scipy.optimize  # noqa: E402
import scipy.special  # noqa: E402 - imported before the clock starts
import scipy.stats  # noqa: E402, F401

from sarana.science.estimation import (  # noqa: E402
    CaptureTable,
    bic_interval,
    coverage,
    latent,
    over_deltas,
    stepwise_interval,
    table_from_rows,
)

# Seconds of CPU for the stepwise estimate with 1,000 BCa replicates.
RECORDED = 1_000
SPARSE_MSE = {"UKdat_5": 79.5, "UKdat": 175.7}


def table_of(folder: Path, name: str) -> CaptureTable:
    header, *rows = csv.reader((folder / f"{name}.csv").open(encoding="utf-8"))
    return table_from_rows(header[:-1], rows)


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    started = time.process_time()
    found = work()
    return time.process_time() - started, found


def speed(folder: Path) -> None:
    for name, theirs in SPARSE_MSE.items():
        table = table_of(folder, name)
        for replicates in (RECORDED, 5_000, 20_000):
            seconds, (answer, limits) = timed(
                lambda t=table, n=replicates: stepwise_interval(t, replicates=n)
            )
            beside = (
                f"; SparseMSE {theirs} s, {theirs / seconds:,.0f} times" if replicates == RECORDED else ""
            )
            print(
                f"{name} stepwise, {replicates:,} replicates: {seconds:.2f} s: {answer.estimate:,.2f} "
                f"({limits.lower:,.0f} ± {limits.lower_error:,.0f}, {limits.upper:,.0f} ± {limits.upper_error:,.0f})"
                f"{beside}"
            )
    for name, order, replicates in (
        ("UKdat_5", 2, 1_000),
        ("UKdat_5", None, 1_000),
        ("UKdat", 2, 1_000),
        ("Kosovo", None, 1_000),
    ):
        table = table_of(folder, name)
        seconds, (best, limits) = timed(
            lambda t=table, o=order, n=replicates: bic_interval(t, order=o, replicates=n)
        )
        print(
            f"{name} BIC, order {order or 'all'}, {best.models:,} models, {replicates:,} replicates: {seconds:.1f} s: "
            f"{best.estimate:,.2f} ({limits.lower:,.0f}, {limits.upper:,.0f})"
        )
    for name in ("UKdat_5", "UKdat"):
        table = table_of(folder, name)
        seconds, found = timed(lambda t=table: over_deltas(t))
        print(f"{name} graphs at {len(found)} deltas: {seconds:.1f} s: {[round(one.mean) for one in found]}")
    for name in ("Kosovo", "UKdat_5"):
        seconds, chains = timed(lambda n=name: latent(table_of(folder, n)))
        print(
            f"{name} latent classes, {chains.chains} chains of {chains.draws:,}: {seconds:.1f} s: {chains.median:,.0f} "
            f"({chains.lower:,.0f}, {chains.upper:,.0f}), R-hat {chains.r_hat:.3f}"
        )


def peer(folder: Path) -> None:
    """The same estimate by base R's glm, where R is installed."""
    if shutil.which("Rscript") is None:
        print("Rscript is not installed: nothing is run beside ours.")
        return
    for name in ("UKdat_5", "UKdat", "NewOrl_5", "NewOrl"):
        words = ["Rscript", str(ROOT / "bench" / "peers" / "stepwise.R"), str(folder / f"{name}.csv"), "100"]
        told = subprocess.run(words, check=True, capture_output=True, text=True).stdout
        print(f"{name} by R's glm: {' · '.join(told.split(chr(10))[:2])}")


def whole_process(folder: Path) -> None:
    words = ["estimate", str(folder / "UKdat.csv"), "--method", "stepwise", "--assumption", "bench", "--json"]
    program = "import sys; from sarana.cli.main import run; sys.argv[0] = 'sarana'; run()"
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-c", program, *words],
        check=True,
        stdout=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(
        f"sarana estimate UKdat.csv, 20,000 replicates, whole process with imports: {seconds:.2f} s, "
        f"{after.ru_maxrss / 1024:.0f} MB at most"
    )


def main() -> None:
    folder = Path(sys.argv[1])
    whole_process(folder)
    speed(folder)
    peer(folder)
    if "--coverage" in sys.argv:
        tables = int(sys.argv[sys.argv.index("--coverage") + 1])
        seconds, found = timed(lambda: coverage(table_of(folder, "UKdat_5"), tables=tables))
        print(
            f"UKdat_5 coverage at 95 %, {found.tables} tables of 1,000 replicates: {found.covered:.1%} ± "
            f"{found.error:.1%} (published: about 89 %), {seconds:.0f} s"
        )


if __name__ == "__main__":
    main()
