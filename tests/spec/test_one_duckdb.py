"""# One DuckDB answers for the process, and keeps nothing of what it was asked

Snapshots are read by one DuckDB that stays, since a new one takes 20 ms of the processor before it reads anything. Whoever
asks sees his own snapshot only; a file that was written anew is read anew; no file stays open; no child inherits it.
"""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sarana.measure.figures.actions import take_snapshot
from sarana.measure.figures.models import Snapshot
from sarana.measure.figures.queries import duck, figures, files_of
from sarana.measure.figures.queries.ctdc import ctdc_records
from sarana.measure.figures.queries.figures import years_on_record
from sarana.measure.figures.queries.snapshots import opened
from sarana.measure.figures.tables import TABLES

ALL = " UNION ALL ".join(f"SELECT COUNT(*) FROM {table.name}" for table in TABLES)
# An hour long past: what looks at a file's hour and length alone takes the new one for the old.
LONG_AGO = 1_600_000_000 * 10**9


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.SNAPSHOTS = tmp_path


@pytest.fixture
def snapshot(world) -> Snapshot:
    world.victim(world.case())
    return take_snapshot(by=None)


def cases(snapshot) -> list[tuple]:
    with opened(snapshot) as connection:
        return connection.execute("SELECT ref, form FROM cases ORDER BY ref").fetchall()


def changed(file: Path, form: str) -> pa.Table:
    table = pq.read_table(file)
    at = table.column_names.index("form")
    return table.set_column(at, "form", pa.array([form] * table.num_rows, pa.string()))


def test_a_file_that_was_written_anew_is_read_anew(snapshot):
    """In its place, beside it and moved there, or removed and made again: of the same length and the same hour as before."""
    (file,) = files_of(snapshot)["cases"]
    pq.write_table(changed(file, "aaaa"), file)
    os.utime(file, ns=(LONG_AGO, LONG_AGO))
    long = file.stat().st_size
    assert {form for _, form in cases(snapshot)} == {"aaaa"}

    def in_its_place(table):
        pq.write_table(table, file)

    def moved_there(table):
        beside = file.with_suffix(".new")
        pq.write_table(table, beside)
        beside.replace(file)

    def made_again(table):
        file.unlink()
        with pytest.raises(duckdb.IOException):
            cases(snapshot)
        pq.write_table(table, file)

    for form, write in (("bbbb", in_its_place), ("cccc", moved_there), ("dddd", made_again)):
        write(changed(file, form))
        os.utime(file, ns=(LONG_AGO, LONG_AGO))
        assert file.stat().st_size == long
        assert {form for _, form in cases(snapshot)} == {form}
    file.write_bytes(b"PAR1 not a table at all PAR1")
    with pytest.raises(duckdb.Error):
        cases(snapshot)


def test_those_who_ask_side_by_side_see_their_own_snapshot(world):
    """Eight threads, two snapshots under the same names: none ever reads the other's."""
    world.victim(world.case())
    first = take_snapshot(by=None)
    world.case()
    second = take_snapshot(by=None)
    right = {one.pk: cases(one) for one in (first, second)}
    assert len(right[first.pk]) != len(right[second.pk])
    together = Barrier(8, timeout=60)

    def asked(at):
        one = (first, second)[at % 2]
        for _ in range(10):
            with opened(one) as connection:
                connection.execute("SELECT ref FROM cases")
                connection.execute(f"CREATE TEMP TABLE mine AS SELECT {at} AS thread")
                together.wait()
                assert connection.execute("SELECT thread FROM mine").fetchall() == [(at,)]
                assert (
                    connection.execute("SELECT ref, form FROM cases ORDER BY ref").fetchall() == right[one.pk]
                )
        return True

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(asked, range(8)))


def test_who_opens_within_an_opening_sees_his_own(world, snapshot):
    world.case()
    later = take_snapshot(by=None)
    with opened(snapshot) as connection:
        before = connection.execute("SELECT COUNT(*) FROM cases").fetchone()
        assert len(cases(later)) == before[0] + 1
        assert connection.execute("SELECT COUNT(*) FROM cases").fetchone() == before


def held() -> dict:
    """What is there beside the one who asks: names, rows in memory, files."""
    with duck.cursor() as connection:
        found = {
            "names": connection.execute(
                "SELECT view_name FROM duckdb_views() WHERE NOT internal UNION ALL SELECT table_name FROM duckdb_tables() "
                "UNION ALL SELECT schema_name FROM duckdb_schemas() WHERE NOT internal"
            ).fetchall(),
            "memory": connection.execute("SELECT SUM(memory_usage_bytes) FROM duckdb_memory()").fetchone()[0],
        }
    open_files = Path("/proc/self/fd")
    found["files"] = (
        [one for one in map(os.path.realpath, open_files.iterdir()) if one.endswith(".parquet")]
        if open_files.is_dir()
        else []
    )
    return found


def test_nothing_of_a_question_is_kept(snapshot):
    with opened(snapshot) as connection:
        assert connection.execute(ALL).fetchall()
    figures(snapshot, years=[2022])
    years_on_record(snapshot)
    list(ctdc_records(snapshot, 2022))
    assert held() == {"names": [], "memory": 0, "files": []}


def test_it_is_kept_and_is_made_anew_when_it_answers_no_more(snapshot):
    cases(snapshot)
    (kept,) = duck._kept
    cases(snapshot)
    assert duck._kept == [kept]
    with pytest.raises(duckdb.FatalException), duck.cursor():
        raise duckdb.FatalException("the database has been invalidated")
    assert cases(snapshot)
    assert duck._kept
    assert duck._kept != [kept]
    with pytest.raises(duckdb.CatalogException), duck.cursor() as connection:
        connection.execute("SELECT * FROM nothing_of_this_name")
    (kept,) = duck._kept
    assert cases(snapshot)
    assert duck._kept == [kept]


def test_an_answer_in_the_midst_of_a_closing_is_given(snapshot):
    with opened(snapshot) as connection:
        connection.execute("SELECT COUNT(*) FROM cases")
        duck.let_go()
        assert connection.execute("SELECT COUNT(*) FROM cases").fetchone() == (1,)
        assert cases(snapshot)


def test_nothing_is_fetched_from_elsewhere_and_no_variable_is_a_table():
    variable = pa.table({"a": [1]})
    assert variable.num_rows
    with duck.cursor() as connection:
        told = dict(connection.execute("SELECT name, value FROM duckdb_settings()").fetchall())
        for question in (
            "FROM read_parquet('https://127.0.0.1:9/a.parquet')",
            "FROM variable",
            "INSTALL httpfs FROM community",
        ):
            with pytest.raises(duckdb.Error):
                connection.execute(question)
    assert {told[name] for name in duck.STRICT} == {"false"}
    assert told["parquet_metadata_cache"] == told["cache_local_files"] == "false"


CHILD = """
import importlib.util, os, sys
spec = importlib.util.spec_from_file_location("duck", sys.argv[1])
duck = importlib.util.module_from_spec(spec)
spec.loader.exec_module(duck)

def asked():
    with duck.cursor() as connection:
        return connection.execute("SELECT SUM(range) FROM range(1000000)").fetchone()[0]

def in_a_child():
    child = os.fork()
    if child == 0:
        assert asked() == 499999500000
        sys.exit(7)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7

assert asked() == 499999500000
in_a_child()
assert asked() == 499999500000
print("through")
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no forks here")
def test_a_forked_server_opens_its_own():
    """``sarana demo`` asks for figures and then serves; its workers are forked. A child with the parent's is aborted at its end."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", CHILD, duck.__file__],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "through\n", "")
