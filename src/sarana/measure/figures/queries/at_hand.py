"""A snapshot opened for very many counts at once: its tables of persons lie in memory, their codes as numbers."""

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from sarana.measure.figures.models import Snapshot
from sarana.measure.figures.queries.duck import a_new_duckdb
from sarana.measure.figures.queries.snapshots import files_of, make_view, words_of
from sarana.measure.figures.tables import TABLES
from sarana.measure.figures.tables.columns import TEXT

# Nearly every figure looks its persons up here.
_PERSONS = ("victims", "suspects")
_PLACE = "at_hand"


@contextmanager
def opened_at_hand(snapshot: Snapshot, facts: Iterable[str]) -> Iterator[Any]:
    """The snapshot's tables under their names, as far as these facts need them.

    Codes of persons are of kinds that list their values: they compare and group as numbers, and read as text.
    """
    words, files = words_of(" ".join(facts)), files_of(snapshot)
    with a_new_duckdb() as connection:
        # It is asked some sixty questions in a row and ends with them.
        connection.execute("SET parquet_metadata_cache = true")
        # Rows have no order here; keeping one would leave all writing to one thread.
        connection.execute("SET preserve_insertion_order = false")
        connection.execute(f"CREATE SCHEMA {_PLACE}")
        for table in TABLES:
            if table.name in words:
                make_view(connection, table, files, snapshot.schema_version, kind="VIEW")
            if table.name in _PERSONS and table.name in words:
                asked = [(name, kind) for name, kind, _ in table.columns if name in words]
                columns = [
                    _code(connection, table.name, name) if kind == TEXT else name for name, kind in asked
                ]
                connection.execute(
                    f"CREATE TABLE {_PLACE}.{table.name} AS SELECT {', '.join(columns)} FROM main.{table.name}"
                )
        yield connection


def answers_side_by_side(connection: Any, questions: Sequence[str]) -> list[Any]:
    """The answers to questions as Arrow tables, one question on each core.

    Each takes a fraction of a second: several cores at one of them wait for each other more than they help.
    """
    connection.execute("SET threads = 1")

    def asked(question: str) -> Any:
        with connection.cursor() as cursor:
            cursor.execute(f"SET search_path = '{_PLACE},main'")
            return cursor.sql(question).to_arrow_table()

    with ThreadPoolExecutor(os.cpu_count()) as threads:
        return list(threads.map(asked, questions))


def _code(connection: Any, table: str, column: str) -> str:
    kind = f"{table}_{column}"
    connection.execute(
        f"CREATE TYPE {kind} AS ENUM (SELECT DISTINCT {column} FROM main.{table} WHERE {column} IS NOT NULL)"
    )
    return f"CAST({column} AS {kind}) AS {column}"
