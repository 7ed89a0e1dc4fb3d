"""Which snapshots there are, and how one is opened for questions."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from sarana.measure.figures.models import Snapshot
from sarana.measure.figures.tables import TABLES, Table

_SQL_TYPES = {"string": "VARCHAR", "date32": "DATE", "int64": "BIGINT"}


def latest_snapshot() -> Snapshot | None:
    """The snapshot that pages and commands use unless another is named."""
    return Snapshot.objects.order_by("-id").first()


def snapshots() -> QuerySet[Snapshot]:
    """Every snapshot, newest first."""
    return Snapshot.objects.select_related("taken_by__agency")


def folder_of(snapshot: Snapshot) -> Path:
    """Where the snapshot's files lie."""
    return Path(settings.SNAPSHOTS) / snapshot.folder


@contextmanager
def opened(snapshot: Snapshot) -> Iterator[Any]:
    """A DuckDB connection in which each of the snapshot's tables is a view.

    Tables and columns that an older snapshot does not hold are empty; which figures it can answer says ``Indicator.since``.
    """
    import duckdb

    folder = folder_of(snapshot)
    connection = duckdb.connect()
    try:
        for table in TABLES:
            connection.execute(f"CREATE VIEW {table.name} AS {_view(connection, table, folder)}")
        yield connection
    finally:
        connection.close()


def _view(connection: Any, table: Table, folder: Path) -> str:
    path = folder / f"{table.name}.parquet"
    empty = {name: f"CAST(NULL AS {_SQL_TYPES[kind]}) AS {name}" for name, kind, _ in table.columns}
    if not path.is_file():
        return f"SELECT {', '.join(empty.values())} WHERE FALSE"
    file = str(path).replace("'", "''")
    held = {row[0] for row in connection.execute(f"DESCRIBE SELECT * FROM read_parquet('{file}')").fetchall()}
    more = "".join(f", {told}" for name, told in empty.items() if name not in held)
    return f"SELECT *{more} FROM read_parquet('{file}')"
