"""# A link run that breaks off loses nothing and doubles nothing

The command is killed at each moment at which it has written something; run again, it gives what it would have given at once.
"""

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sarana.cli.main import app
from sarana.science.linkage import FIELDS, generate

ROWS = generate(360, seed=9).rows()
WRITTEN = ("m.json", "l.csv", "l.draws.csv", "p.csv", "c.csv")


def write_rows(file: Path, rows: list[dict[str, str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, FIELDS)
        writer.writeheader()
        writer.writerows(rows)


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def words(folder: Path) -> list[str]:
    """The second month: new records, the persons of the first month kept in the file that is written again."""
    said = [
        "link", "records.csv", "--model", "m.json", "--previous", "c.csv", "--only-new", "--out", "c.csv", "--lists", "l.csv",
        "--draws", "2", "--review", "p.csv",
    ]  # fmt: skip
    return [str(folder / word) if "." in word else word for word in said]


@pytest.fixture
def month(tmp_path) -> Path:
    write_rows(tmp_path / "records.csv", ROWS[:300])
    first = ["link", str(tmp_path / "records.csv"), "--out", str(tmp_path / "c.csv")]
    assert CliRunner().invoke(app, first).exit_code == 0
    write_rows(tmp_path / "records.csv", ROWS)
    return tmp_path


def content(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


# Kills the process, as a cut of power does, when it is about to write its n-th file or has just written its text beside it.
KILLER = """
import os, signal, sys
from pathlib import Path
from sarana.cli import main
moment, at = sys.argv.pop(1), int(sys.argv.pop(1))
before, count = Path.replace, 0
def replace(self, target):
    global count
    count += 1
    if count == at and moment == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    done = before(self, target)
    if count == at and moment == "after":
        os.kill(os.getpid(), signal.SIGKILL)
    return done
Path.replace = replace
main.run()
"""


def killed(folder: Path, moment: str, at: int) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", KILLER, moment, str(at), *words(folder)],
        env=environment,
        capture_output=True,
        check=False,
    )
    assert done.returncode == -9, done.stderr.decode()


@pytest.fixture(scope="module")
def at_once(tmp_path_factory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("once")
    write_rows(folder / "records.csv", ROWS[:300])
    assert (
        CliRunner()
        .invoke(app, ["link", str(folder / "records.csv"), "--out", str(folder / "c.csv")])
        .exit_code
        == 0
    )
    write_rows(folder / "records.csv", ROWS)
    assert CliRunner().invoke(app, words(folder)).exit_code == 0
    return content(folder)


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("at", range(1, len(WRITTEN) + 1))
def test_killed_at_any_file_and_run_again_all_is_as_if_nothing_had_happened(month, at_once, moment, at):
    killed(month, moment, at)
    if (moment, at) == ("after", len(WRITTEN)):
        # All was written; the next run finds nothing new, and persons stay who they are.
        assert content(month) == at_once
        return
    assert CliRunner().invoke(app, words(month)).exit_code == 0
    assert content(month) == at_once


def test_a_pair_is_proposed_once_and_every_record_has_one_person(at_once, tmp_path):
    for name, text in at_once.items():
        (tmp_path / name).write_bytes(text)
    pairs = [tuple(sorted((row["record_id"], row["other_record_id"]))) for row in rows_of(tmp_path / "p.csv")]
    assert pairs
    assert len(pairs) == len(set(pairs))
    assert sorted(row["record_id"] for row in rows_of(tmp_path / "c.csv")) == sorted(
        row["record_id"] for row in ROWS
    )


def test_what_people_wrote_into_a_review_stays_when_the_run_is_begun_again(month):
    assert (
        CliRunner()
        .invoke(app, ["link", str(month / "records.csv"), "--review", str(month / "p.csv")])
        .exit_code
        == 0
    )
    pairs = rows_of(month / "p.csv")
    pairs[0]["decision"], pairs[-1]["decision"] = "yes", "no"
    with (month / "p.csv").open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, list(pairs[0]))
        writer.writeheader()
        writer.writerows(pairs)
    again = ["link", str(month / "records.csv"), "--review", str(month / "p.csv"), "--most", "3"]
    assert CliRunner().invoke(app, again).exit_code == 0
    kept = rows_of(month / "p.csv")
    assert len(kept) == 4
    assert kept[0]["decision"] == "yes"
    assert kept[-1] == pairs[-1]


def test_what_a_killed_run_left_beside_is_cleared_away_and_a_living_one_is_left_alone(month):
    dead = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, text=True, check=True
    )
    (month / f".c.csv.{dead.stdout.strip()}").write_text("half")
    (month / f".c.csv.{os.getppid()}").write_text("another's")
    assert (
        CliRunner().invoke(app, ["link", str(month / "records.csv"), "--out", str(month / "c.csv")]).exit_code
        == 0
    )
    assert [file.name for file in month.glob(".c.csv.*")] == [f".c.csv.{os.getppid()}"]
