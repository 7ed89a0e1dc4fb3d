"""A snapshot opened for very many counts at once: persons and their records as numbers, which are matched in half the time.

Pseudonyms are text of 24 signs. Where every figure is asked for, that text is read once for each table and never again.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sarana.measure.figures.models import Snapshot
from sarana.measure.figures.queries.snapshots import files_of, opened
from sarana.measure.figures.tables import TABLES

# Tables of records of persons, and the column by which other tables name these records.
_NAMED_AS = {"victims": "victim", "suspects": "suspect"}
# Numbers of records alone of their person begin here, by file and row; a part holds fewer rows than this.
_ALONE, _ROWS = 10**15, 10**8


@contextmanager
def opened_for_all(snapshot: Snapshot, facts: Iterable[str]) -> Iterator[Any]:
    """The snapshot's tables under their names, as far as these facts need them, references to persons' records as numbers.

    Records of one person are numbered in the order of their pseudonyms, so that "the first by day and then by record" is the
    same fact as everywhere.
    """
    asked = " ".join(facts)
    words = set(re.findall(r"\w+", asked))
    files = files_of(snapshot)
    with opened(snapshot, words) as connection:
        # Rows have no order here; keeping one would leave all writing to one thread.
        connection.execute("SET preserve_insertion_order = false")
        for table, column in _NAMED_AS.items():
            if table in words and files.get(table):
                _number_records(connection, table, files[table], words)
                for other in TABLES:
                    if other.name in words and files.get(other.name):
                        names = [name for name, *_ in other.columns]
                        if column in names:
                            _number_references(connection, other.name, (table, column), names, words)
        yield connection


def _number_records(connection: Any, table: str, files: list[Path], words: set[str]) -> None:
    """Two records of one person get two numbers in the order of their pseudonyms, and the person the lower one."""
    connection.execute(
        f"CREATE TEMP TABLE {table}_of_one AS SELECT ref, nth, MIN(nth) OVER (PARTITION BY person) AS who FROM ("
        f"SELECT ref, person, ROW_NUMBER() OVER (ORDER BY ref) AS nth FROM main.{table} WHERE hash(person) IN ("
        # Different hashes mean different persons; equal ones are looked at as a whole.
        f"SELECT hash(person) FROM main.{table} GROUP BY hash(person) HAVING COUNT(*) > 1))"
    )
    columns = next(one.columns for one in TABLES if one.name == table)
    others = ", ".join(name for name, *_ in columns if name in words - {"ref", "person"})
    alone = f"CAST({_ALONE} + file_index * {_ROWS} + file_row_number AS BIGINT)"
    named = ", ".join("'" + str(file).replace("'", "''") + "'" for file in files)
    connection.execute(
        f"CREATE TEMP TABLE {table}_numbered AS SELECT r.ref AS pseudonym, COALESCE(o.nth, {alone}) AS ref, "
        f"COALESCE(o.who, {alone}) AS person, {others} "
        f"FROM read_parquet([{named}], file_row_number = true) r LEFT JOIN {table}_of_one o ON o.ref = r.ref"
    )
    connection.execute(f"CREATE TEMP VIEW {table} AS SELECT * EXCLUDE (pseudonym) FROM {table}_numbered")


def _number_references(
    connection: Any, table: str, of: tuple[str, str], names: list[str], words: set[str]
) -> None:
    records, column = of
    others = ", ".join(f"t.{name}" for name in names if name in words - {column})
    connection.execute(
        f"CREATE TEMP TABLE {table} AS SELECT n.ref AS {column}{', ' if others else ''}{others} "
        f"FROM main.{table} t JOIN {records}_numbered n ON n.pseudonym = t.{column}"
    )
