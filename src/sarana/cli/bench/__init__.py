"""What ``sarana bench`` measures, on a country built for it, with each limit beside it."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

from sarana.cli.bench.load import load
from sarana.cli.bench.measured import Measured
from sarana.cli.bench.pages import pages
from sarana.cli.bench.records import all_figures, import_rows, paper, snapshot
from sarana.cli.bench.server import sarana
from sarana.cli.screen import prepare, tell

_BENCHES: dict[str, Callable[[int], list[Measured]]] = {
    "snapshot": snapshot,
    "figures": all_figures,
    "paper": paper,
    "import": import_rows,
    "pages": pages,
}
LOAD = "load"


def measure(
    *, victims: int, only: list[str], rounds: int, persons: int = 0, officers: int = 40
) -> list[Measured]:
    """Build the country if it isn't there yet, and measure what was asked for.

    Everything is measured by default but the load of forty officers, which has a larger country of its own.
    """
    rows: list[Measured] = []
    if wanted := [name for name in _BENCHES if not only or name in only]:
        _country(victims)
        for name in wanted:
            rows += _BENCHES[name](rounds)
    if LOAD in only:
        rows += load(persons, officers)
    return rows


def _country(victims: int) -> None:
    home = Path(os.environ.get("SARANA_HOME", "var")).resolve() / f"bench-{victims}"
    os.environ.update(SARANA_HOME=str(home), SARANA_DEMONSTRATION="1")
    if not (home / "sarana.sqlite3").exists() and "SARANA_DATABASE_URL" not in os.environ:
        tell(f"Building a country of {victims:,} victims in {home} …")
    command = sarana("demo", "--victims", str(victims), "--no-serve")
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    prepare()
