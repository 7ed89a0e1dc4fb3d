"""What ``sarana bench`` measures, on a country built for it, with each limit beside it. Medians of several rounds."""

import csv
import http.client
import os
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from sarana.cli.screen import prepare, tell

_IMPORT_ROWS = 100_000
_OFFICERS = 20
_LOAD_SECONDS = 20
_START_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Measured:
    """One line of the table; ``limit`` is in the same unit."""

    what: str
    value: float
    limit: float
    unit: str

    @property
    def holds(self) -> bool:
        return self.value <= self.limit

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        return {
            "what": self.what,
            "value": self.value,
            "limit": self.limit,
            "unit": self.unit,
            "holds": self.holds,
        }

    def as_row(self) -> tuple[str, str, str, str]:
        """For people."""
        mark = "holds" if self.holds else "TOO SLOW"
        return self.what, f"{self.value:,.2f} {self.unit}", f"{self.limit:g} {self.unit}", mark


def measure(*, victims: int, only: list[str], rounds: int) -> list[Measured]:
    """Build the country if it isn't there yet, and measure what was asked for (everything by default)."""
    home = Path(os.environ.get("SARANA_HOME", "var")).resolve() / f"bench-{victims}"
    os.environ.update(SARANA_HOME=str(home), SARANA_DEMONSTRATION="1")
    if not (home / "sarana.sqlite3").exists() and "SARANA_DATABASE_URL" not in os.environ:
        tell(f"Building a country of {victims:,} victims in {home} …")
    _run("demo", "--victims", str(victims), "--no-serve")
    prepare()
    rows: list[Measured] = []
    for name, bench in _BENCHES.items():
        if not only or name in only:
            rows += bench(rounds)
    return rows


def _run(*arguments: str) -> None:
    command = [sys.executable, "-c", "from sarana.cli.main import run; run()", *arguments]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def _median(rounds: int, work: Callable[[], object]) -> float:
    taken = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def _snapshot(rounds: int) -> list[Measured]:
    from sarana.measure.figures.actions import take_snapshot

    return [Measured("snapshot", _median(rounds, lambda: take_snapshot(by=None)), 10, "s")]


def _figures(rounds: int) -> list[Measured]:
    from sarana.measure.figures.queries import figures, latest_snapshot, years_on_record

    snapshot = latest_snapshot()
    assert snapshot is not None  # noqa: S101 - the demonstration takes one
    years = years_on_record(snapshot)
    name = f"all indicators by province and breakdown, {len(years)} years"
    return [Measured(name, _median(rounds, lambda: figures(snapshot, years=years)), 2, "s")]


def _paper(rounds: int) -> list[Measured]:
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


def _import(_rounds: int) -> list[Measured]:
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
        subprocess.run(
            [*command, "import", "htcds", str(file)],
            check=True,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        taken = time.perf_counter() - began
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return [
        Measured(f"import of {_IMPORT_ROWS:,} HTCDS rows", taken, 60, "s"),
        Measured("its memory", memory, 1024, "MiB"),
    ]


def _write_rows(file: Path) -> None:
    from sarana.demo.names import invented_name

    random = Random(1)  # noqa: S311 - invented rows
    header = "prs_FirstName,prs_SecondName,con_Consent,prs_Birthdate,prs_Gender,prs_Citizenship,prs_MobilePhone,vic_TraffickingStatus,vic_TraffickingStatusDecisionMakingOrg,vic_MethodOfRecruitment,vic_MethodsOfControl,vic_TypeOfExploitation,cas_Status,cas_IncomingReferralDate,cas_IncomingReferralDetails"
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(header.split(","))
        for n in range(_IMPORT_ROWS):
            family, _, given = invented_name(random, "KH", "FM"[n % 2])[-1].partition(" ")
            born, on = (
                f"{1970 + n % 40}-{1 + n % 12:02}-{1 + n % 28:02}",
                f"2022-{1 + n % 12:02}-{1 + n % 28:02}",
            )
            phone = f"+8551{random.randrange(10**7):07}"
            writer.writerow(
                [given, family, "yes", born, ("Feminine", "Masculine")[n % 2], "KH", phone, "ActualVictimOfTrafficking", "Police", "AtWork", "DebtBondage;FalsePromises", "ForcedLabour", "Active", on, "Came by bus"]
            )  # fmt: skip


def _pages(_rounds: int) -> list[Measured]:
    """Twenty officers, each opening the case list or a case every second."""
    from sarana.base.accounts.models import Officer
    from sarana.register.cases.queries import cases_visible_to

    officers = list(
        Officer.objects.filter(role__in=["investigator", "social_worker", "ngo_worker"])[:_OFFICERS]
    )
    sessions = [
        (
            _session(officer),
            list(cases_visible_to(officer).order_by("-id").values_list("number", flat=True)[:200]),
        )
        for officer in officers
    ]
    waits: dict[str, list[float]] = {"case list": [], "case page": []}
    errors: list[int] = []
    with _server() as port:
        # The first page of each process compiles its templates; a server is restarted seldom.
        for cookie, cases in sessions * (_WARM_UP // max(1, len(sessions)) + 1):
            _open(port, cookie, "/cases/")
            if cases:
                _open(port, cookie, f"/cases/{cases[0]}/")
        threads = [
            threading.Thread(target=_officer_at_work, args=(port, cookie, cases, n, waits, errors))
            for n, (cookie, cases) in enumerate(sessions)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    rows = [
        Measured(
            f"{page}, p95 of {len(taken)} with {len(officers)} officers",
            1000 * statistics.quantiles(taken, n=20)[-1],
            100,
            "ms",
        )
        for page, taken in waits.items()
    ]
    return [*rows, Measured("pages that failed", len(errors), 0, "")]


def _session(officer: Any) -> str:
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    store = SessionStore()
    store[SESSION_KEY], store[HASH_SESSION_KEY] = str(officer.pk), officer.get_session_auth_hash()
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store.save()
    return f"{settings.SESSION_COOKIE_NAME}={store.session_key}"


_WARM_UP = 16


def _officer_at_work(
    port: int, cookie: str, cases: list[Any], number: int, waits: dict[str, list[float]], errors: list[int]
) -> None:
    time.sleep(number / _OFFICERS)
    for turn in range(_LOAD_SECONDS):
        began = time.perf_counter()
        page = "case page" if turn % 2 and cases else "case list"
        path = f"/cases/{cases[(turn * 7 + number) % len(cases)]}/" if page == "case page" else "/cases/"
        status = _open(port, cookie, path)
        taken = time.perf_counter() - began
        waits[page].append(taken)
        if status != http.client.OK:
            errors.append(status)
        time.sleep(max(0.0, 1 - taken))


def _open(port: int, cookie: str, path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers={"Cookie": cookie})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


@contextmanager
def _server() -> Any:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", "from sarana.cli.main import run; run()", "serve", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(10 * _START_SECONDS):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(10)


_BENCHES: dict[str, Callable[[int], list[Measured]]] = {
    "snapshot": _snapshot,
    "figures": _figures,
    "paper": _paper,
    "import": _import,
    "pages": _pages,
}
