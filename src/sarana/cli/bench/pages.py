"""Twenty officers, each opening the case list or a case every second."""

import http.client
import statistics
import threading
import time
from typing import Any

from sarana.cli.bench.measured import Measured
from sarana.cli.bench.server import Browser, served, session_of

_OFFICERS = 20
_SECONDS = 20
# The first page of each process compiles its templates; a server is restarted seldom.
_WARM_UP = 16


def pages(_rounds: int) -> list[Measured]:
    """How long the case list and a case take while the others read as well."""
    from sarana.base.accounts.models import Officer
    from sarana.register.cases.queries import cases_visible_to

    roles = ["investigator", "social_worker", "ngo_worker"]
    officers = list(Officer.objects.filter(role__in=roles)[:_OFFICERS])
    waits: dict[str, list[float]] = {"case list": [], "case page": []}
    errors: list[int] = []
    with served() as port:
        readers = [
            (
                Browser(port, session_of(officer)),
                list(cases_visible_to(officer).order_by("-id").values_list("number", flat=True)[:200]),
            )
            for officer in officers
        ]
        for browser, cases in readers * (_WARM_UP // max(1, len(readers)) + 1):
            browser.ask("/cases/")
            if cases:
                browser.ask(f"/cases/{cases[0]}/")
        threads = [
            threading.Thread(target=_read, args=(browser, cases, number, waits, errors))
            for number, (browser, cases) in enumerate(readers)
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


def _read(
    browser: Browser, cases: list[Any], number: int, waits: dict[str, list[float]], errors: list[int]
) -> None:
    time.sleep(number / _OFFICERS)
    for turn in range(_SECONDS):
        began = time.perf_counter()
        page = "case page" if turn % 2 and cases else "case list"
        path = f"/cases/{cases[(turn * 7 + number) % len(cases)]}/" if page == "case page" else "/cases/"
        status = browser.ask(path).status
        taken = time.perf_counter() - began
        waits[page].append(taken)
        if status != http.client.OK:
            errors.append(status)
        time.sleep(max(0.0, 1 - taken))
