"""Forty officers at work among a million persons, in one command: ``python bench/load.py`` (PostgreSQL, built once).

Starts a PostgreSQL of its own whose writes are durable as in production (the server and the database share this
machine), keeps its data in ``var/bench-load`` for the next run, and hands over to ``sarana bench --only load``.
``--sqlite`` does the same with the embedded database and 100,000 persons.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    wish = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wish.add_argument("--persons", type=int, default=0, help="1,000,000; with --sqlite 100,000")
    wish.add_argument("--officers", type=int, default=40, help="how many are at work; 40")
    wish.add_argument("--home", type=Path, default=ROOT / "var" / "bench-load")
    wish.add_argument("--sqlite", action="store_true")
    given = wish.parse_args()
    home = given.home.resolve()
    environment = {**os.environ, "SARANA_HOME": str(home), "PYTHONPATH": str(ROOT / "src")}
    environment.pop("SARANA_DATABASE_URL", None)
    persons = given.persons or (100_000 if given.sqlite else 1_000_000)
    bench = [sys.executable, "-c", "from sarana.cli.main import run; run()", "bench", "--only", "load"]
    command = [*bench, "--persons", str(persons), "--officers", str(given.officers)]
    if given.sqlite:
        return subprocess.run(command, env=environment, check=False).returncode
    # One server for each size, since a database holds one country.
    folder = home / f"postgresql-{persons}"
    folder.parent.mkdir(parents=True, exist_ok=True)
    postgres = ROOT / ".ci" / "postgres"
    started = subprocess.run([postgres, "keep", folder], stdout=subprocess.PIPE, text=True, check=True)
    environment["SARANA_DATABASE_URL"] = started.stdout.split()[1]
    try:
        return subprocess.run(command, env=environment, check=False).returncode
    finally:
        subprocess.run([postgres, "halt", folder], check=False)


if __name__ == "__main__":
    sys.exit(main())
