"""What the figures and imports of a country cost: medians of several rounds."""

import csv
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from random import Random

from sarana.cli.bench.measured import Measured

_IMPORT_ROWS = 100_000
# Forty years of births: were there few days, everybody would have namesakes of the same day.
_BIRTHS = 40 * 365


def _median(rounds: int, work: Callable[[], object]) -> float:
    taken = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def snapshot(rounds: int) -> list[Measured]:
    """One snapshot of the whole register."""
    from sarana.measure.figures.actions import take_snapshot

    return [Measured("snapshot", _median(rounds, lambda: take_snapshot(by=None)), 10, "s")]


def all_figures(rounds: int) -> list[Measured]:
    """Every indicator of every year, told apart by province and breakdown."""
    from sarana.measure.figures.queries import figures, latest_snapshot, years_on_record

    snapshot = latest_snapshot()
    assert snapshot is not None  # noqa: S101 - the demonstration takes one
    years = years_on_record(snapshot)
    name = f"all indicators by province and breakdown, {len(years)} years"
    return [Measured(name, _median(rounds, lambda: figures(snapshot, years=years)), 2, "s")]


def paper(rounds: int) -> list[Measured]:
    """The annual report in both languages."""
    from sarana.measure.figures.queries import latest_snapshot
    from sarana.publish.papers.annual import annual_report_pdf

    snapshot = latest_snapshot()
    assert snapshot is not None  # noqa: S101 - the demonstration takes one
    return [
        Measured(
            f"report PDF ({lang})",
            _median(rounds, partial(annual_report_pdf, snapshot, year=2022, language=lang)),
            10,
            "s",
        )
        for lang in ("km", "en")
    ]


def import_rows(_rounds: int) -> list[Measured]:
    """Once, into a database of its own, in a process of its own so that its memory is known."""
    with tempfile.TemporaryDirectory(prefix="sarana-bench-") as folder:
        file = Path(folder) / "rows.csv"
        _write_rows(file)
        environment = {**os.environ, "SARANA_HOME": folder}
        environment.pop("SARANA_DATABASE_URL", None)
        command = [sys.executable, "-c", "from sarana.cli.main import run; run()"]
        subprocess.run(
            [*command, "demo", "--victims", "50", "--no-serve"],
            check=True,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        began = time.perf_counter()
        done = subprocess.run(
            [*command, "import", "htcds", str(file), "--json"],
            # 1 when a row waits for a word who its person is: among so many invented names some are alike.
            check=False,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        taken = time.perf_counter() - began
        told = json.loads(done.stdout)
        if told["imported"] + told["to_decide"] != _IMPORT_ROWS:
            raise RuntimeError(f"Of {_IMPORT_ROWS} rows some are missing: {told}")
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return [
        Measured(f"import of {_IMPORT_ROWS:,} HTCDS rows", taken, 60, "s"),
        Measured("its memory", memory, 1024, "MiB"),
    ]


def _write_rows(file: Path) -> None:
    from sarana.demo.names import invented_name

    random = Random(1)
    header = "prs_FirstName,prs_SecondName,con_Consent,prs_Birthdate,prs_Gender,prs_Citizenship,prs_MobilePhone,vic_TraffickingStatus,vic_TraffickingStatusDecisionMakingOrg,vic_MethodOfRecruitment,vic_MethodsOfControl,vic_TypeOfExploitation,cas_Status,cas_IncomingReferralDate,cas_IncomingReferralDetails"
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(header.split(","))
        for n in range(_IMPORT_ROWS):
            family, _, given = invented_name(random, "KH", "FM"[n % 2])[-1].partition(" ")
            born = f"{date(1970, 1, 1) + timedelta(days=random.randrange(_BIRTHS))}"
            on = f"2022-{1 + n % 12:02}-{1 + n % 28:02}"
            phone = f"+8551{random.randrange(10**7):07}"
            writer.writerow(
                [given, family, "yes", born, ("Feminine", "Masculine")[n % 2], "KH", phone, "ActualVictimOfTrafficking", "Police", "AtWork", "DebtBondage;FalsePromises", "ForcedLabour", "Active", on, "Came by bus"]
            )  # fmt: skip
