"""Others' programs asked from outside, each in an environment of its own: a question goes in as JSON, the answer comes out as JSON."""

import json
import subprocess
import venv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sarana.science.disclosure import Cell, Table

ROOT = Path(__file__).resolve().parents[1]
PEERS = Path(__file__).parent / "peers"
# By environment in ``var/``, what it holds. That of second opinions is pinned in requirements/peers.lock: the tests ask it too.
PACKAGES = {"bench-microdata": ["pac-synth==0.0.8"], "bench-mbi": ["opendp[mbi]==0.16.0", "pandas==3.1.1"]}
SECOND_OPINIONS = "peers"


class NotHere(RuntimeError):
    """The program could not be installed."""


def asked(place: str, script: str, question: Mapping[str, Any]) -> Any:
    """What a program of ``bench/peers`` answers.

    Raises:
        NotHere: its environment could not be made.
        subprocess.CalledProcessError: it broke off; what it said stands in ``stderr``.
    """
    done = subprocess.run(
        [_python(place), PEERS / f"{script}.py"],
        input=json.dumps(question), capture_output=True, text=True, check=True,
    )  # fmt: skip
    return json.loads(done.stdout)


def _python(place: str) -> Path:
    folder = ROOT / "var" / place
    python = folder / "bin" / "python"
    if place == SECOND_OPINIONS:
        done = subprocess.run(["bash", ROOT / ".ci" / "peers"], capture_output=True, text=True, check=True)
        if not (folder / "done").is_file():
            raise NotHere(done.stdout.strip())
    elif not (folder / "done").is_file():
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES[place]], check=True)
        (folder / "done").touch()
    return python


def audited_by_tauargus(
    told: Sequence[Table], truth: Sequence[Table], threshold: int
) -> dict[Cell, tuple[float, float]]:
    """Between which counts tau-Argus's audit says that each hidden count lies, by all sums of all tables.

    Args:
        told: tables as they are published.
        truth: the same tables with their counts.
        threshold: the smallest count that may be known.
    """
    true = {table.cell(key): int(count or 0) for table in truth for key, count in table.values.items()}
    shown = {table.cell(key): count for table in told for key, count in table.values.items()}
    places = {cell: at for at, cell in enumerate(shown)}
    sums = {
        (places[table.cell(total)], tuple(places[table.cell(part)] for part in parts))
        for table in told
        for total, parts in table.sums()
    }
    cells = [
        [true[cell], count is None, max(0, threshold - true[cell]) if count is None else 0]
        for cell, count in shown.items()
    ]
    answer = asked(SECOND_OPINIONS, "disclosure_audit", {"cells": cells, "sums": sorted(sums)})
    named = list(places)
    return {named[at]: (low, high) for at, low, high, _unsafe in answer["cells"]}
