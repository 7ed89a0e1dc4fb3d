"""Forty officers of mixed roles, each doing one thing a second against the server as in production.

Latency counts from the moment at which the officer meant to act, so that waiting behind a slow answer counts as well.
"""

import os
import statistics
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from sarana.cli.bench.deeds import HABITS, Ask, Deed, Desk, Habit
from sarana.cli.bench.load_country import build_once
from sarana.cli.bench.measured import Measured
from sarana.cli.bench.server import Browser, served, session_of
from sarana.cli.screen import complain, prepare, tell

READS_MS, WRITES_MS = 150, 300
_WARM_UP_SECONDS, _SECONDS = 45, 60
_PERSONS = {"postgresql": 1_000_000, "sqlite": 100_000}
_KNOWN = 150
# How many officers of each role; together forty.
_ROLES = {
    "investigator": 15,
    "provincial": 8,
    "prosecutor": 5,
    "social_worker": 3,
    "ngo_worker": 3,
    "secretariat": 2,
    "statistician": 1,
    "auditor": 1,
    "analyst": 1,
    "immigration": 1,
}


@dataclass
class _Seen:
    """What was measured so far; threads only append."""

    reads: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    writes: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


def load(persons: int = 0, officers: int = 40) -> list[Measured]:
    """Build the country once, serve it, let the officers work for a minute; one line for each kind of request.

    Args:
        persons: size of the country; 1,000,000 on PostgreSQL and 100,000 on SQLite when not given.
        officers: how many of the forty are at work, of mixed roles.
    """
    vendor = "postgresql" if os.environ.get("SARANA_DATABASE_URL", "").startswith("postgres") else "sqlite"
    persons = persons or _PERSONS[vendor]
    home = Path(os.environ.get("SARANA_HOME", "var")).resolve() / f"bench-load-{vendor}-{persons}"
    os.environ.update(SARANA_HOME=str(home), SARANA_DEMONSTRATION="1")
    prepare()
    sizes = build_once(persons, home, tell)
    tell(", ".join(f"{value:,.0f} {name}" for name, value in sizes.items() if name != "seconds"))
    at_work = _mixed(_officers(), officers)
    desks = [_desk(officer, Random(f"desk/{officer.username}")) for officer in at_work]
    seen = _Seen()
    with served() as port:
        workers = [
            _Worker(Browser(port, session_of(officer)), desk, _habits(officer, desk), place / len(at_work))
            for place, (officer, desk) in enumerate(zip(at_work, desks, strict=True))
        ]
        for seconds, into in ((_WARM_UP_SECONDS, _Seen()), (_SECONDS, seen)):
            _all_work(workers, seconds, into)
    for kind, told in seen.errors.items():
        complain(f"{kind}: {len(told)} failed, for instance {told[0]}")
    return _table(seen)


def _officers() -> list[Any]:
    from sarana.base.accounts.models import Officer

    found: list[Any] = []
    for role, number in _ROLES.items():
        of_role = Officer.objects.filter(role=role).select_related("agency", "place").order_by("pk")
        found += of_role[:number]
    return found


def _mixed(everybody: list[Any], number: int) -> list[Any]:
    """So many of them, taken evenly through the roles."""
    return [everybody[len(everybody) * place // number] for place in range(min(number, len(everybody)))]


def _desk(officer: Any, random: Random) -> Desk:
    """The newest records that the officer may see; names are read from the vault, as they stand on papers before him."""
    from sarana.base.vault.sealing import unseal
    from sarana.register.cases.models import Victim
    from sarana.register.cases.queries import cases_visible_to, victims_visible_to

    cases = list(cases_visible_to(officer).order_by("-pk")[:_KNOWN])
    own = [case for case in cases if case.owner_id == officer.pk and case.state == "Active"]
    victims = list(victims_visible_to(officer).order_by("-pk")[:_KNOWN])
    mine = {case.pk for case in own}
    people = Victim.objects.filter(case__in=mine).values_list("number", flat=True)
    names = [unseal(victim.identity).get("names", []) for victim in victims[:40]]
    return Desk(
        random=random,
        cases=[case.number for case in cases],
        own_cases=[case.number for case in own],
        victims=[victim.number for victim in victims],
        own_victims=list(people[:_KNOWN]),
        names=[random.choice(spellings) for spellings in names if spellings],
    )


def _habits(officer: Any, desk: Desk) -> list[Habit]:
    from sarana.base.accounts.rules import has_power

    return [
        habit
        for habit in HABITS
        if (habit.power is None or has_power(officer, habit.power))
        and (not habit.needs or getattr(desk, habit.needs))
    ]


@dataclass
class _Worker:
    """One officer before his browser; ``late_by`` spreads the forty over the second."""

    browser: Browser
    desk: Desk
    habits: list[Habit]
    late_by: float
    _deed: Deed | None = None
    _next: Ask | None = None

    def work(self, begin: float, seconds: int, seen: _Seen) -> None:
        """One request a second, on the second, whatever the one before took."""
        for turn in range(seconds):
            meant = begin + turn + self.late_by
            time.sleep(max(0.0, meant - time.perf_counter()))
            self._act(meant, seen)

    def _act(self, meant: float, seen: _Seen) -> None:
        ask = self._next or self._begin()
        answer = self.browser.ask(ask.path, ask.posted)
        taken = 1000 * (time.perf_counter() - meant)
        (seen.writes if ask.writes else seen.reads)[ask.kind].append(taken)
        self._next = None
        if answer.status not in ask.wanted:
            seen.errors[ask.kind].append(f"{answer.status} {ask.path}")
            self._deed = None
        elif self._deed is not None:
            try:
                self._next = self._deed.send(answer)
            except StopIteration:
                self._deed = None

    def _begin(self) -> Ask:
        weights = [habit.weight for habit in self.habits]
        habit = self.desk.random.choices(self.habits, weights)[0]
        self._deed = habit.do(self.desk)
        return next(self._deed)


def _all_work(workers: list[_Worker], seconds: int, seen: _Seen) -> None:
    begin = time.perf_counter() + 0.5
    threads = [threading.Thread(target=worker.work, args=(begin, seconds, seen)) for worker in workers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _table(seen: _Seen) -> list[Measured]:
    rows = []
    for name, kinds, limit in (("READS", seen.reads, READS_MS), ("WRITES", seen.writes, WRITES_MS)):
        everything = [taken for waits in kinds.values() for taken in waits]
        rows.append(_line(f"{name}, all kinds", everything, limit))
        rows += [_line(kind, waits, limit) for kind, waits in sorted(kinds.items())]
    return [*rows, Measured("errors", sum(map(len, seen.errors.values())), 0, "")]


def _line(what: str, waits: list[float], limit: float) -> Measured:
    p95 = (
        statistics.quantiles(waits, n=20, method="inclusive")[-1] if len(waits) > 1 else max(waits, default=0)
    )
    beside = {"p50": statistics.median(waits or [0]), "worst": max(waits, default=0), "requests": len(waits)}
    return Measured(f"{what}, p95", p95, limit, "ms", beside)
