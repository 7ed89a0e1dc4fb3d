"""Which snapshots there are, and how one is opened for questions."""

import json
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from sarana.base.once import composed_once
from sarana.measure.figures.models import Snapshot
from sarana.measure.figures.tables import NUMBERS_SINCE, SCHEMA_VERSION, TABLES
from sarana.measure.figures.tables.columns import Table, reference

_SQL_TYPES = {"string": "VARCHAR", "date32": "DATE", "int64": "BIGINT"}


def latest_snapshot() -> Snapshot | None:
    """The snapshot that pages and commands use unless another is named."""
    return next(iter(_latest_snapshot()), None)


@composed_once
def _latest_snapshot() -> QuerySet[Snapshot]:
    return Snapshot.objects.order_by("-id")[:1]


def snapshots() -> QuerySet[Snapshot]:
    """Every snapshot, newest first."""
    return Snapshot.objects.select_related("taken_by__agency")


def folder_of(snapshot: Snapshot) -> Path:
    """Where the snapshot's files lie."""
    return Path(settings.SNAPSHOTS) / snapshot.folder


def files_of(snapshot: Snapshot) -> dict[str, list[Path]]:
    """The files of each table, as the manifest names them: one, or its parts, or none."""
    folder = folder_of(snapshot)
    named = json.loads((folder / "manifest.json").read_bytes())["files"]
    found: dict[str, list[Path]] = {}
    for name in sorted(named):
        found.setdefault(name.removesuffix(".parquet").split("/")[0], []).append(folder / name)
    return found


@contextmanager
def opened(snapshot: Snapshot, only: Collection[str] | None = None) -> Iterator[Any]:
    """A DuckDB connection in which each of the snapshot's tables, or only those named, is a view.

    Tables and columns that an older snapshot does not hold are empty, and pseudonyms that were text are numbers; which figures it can answer says ``Indicator.since``.
    """
    import duckdb

    files = files_of(snapshot)
    connection = duckdb.connect()
    try:
        connection.execute("SET parquet_metadata_cache = true")
        for table in TABLES:
            if only is not None and table.name not in only:
                continue
            view = _view(connection, table, files.get(table.name, []), snapshot.schema_version)
            connection.execute(f"CREATE VIEW {table.name} AS {view}")
        yield connection
    finally:
        connection.close()


def _view(connection: Any, table: Table, files: list[Path], schema_version: int) -> str:
    empty = {name: f"CAST(NULL AS {_SQL_TYPES[kind]}) AS {name}" for name, kind, _ in table.columns}
    if not files:
        return f"SELECT {', '.join(empty.values())} WHERE FALSE"
    named = ", ".join("'" + str(file).replace("'", "''") + "'" for file in files)
    source = f"read_parquet([{named}])"
    if schema_version == SCHEMA_VERSION:
        return f"SELECT * FROM {source}"
    held = {row[0] for row in connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()}
    more = "".join(f", {told}" for name, told in empty.items() if name not in held)
    if schema_version >= NUMBERS_SINCE:
        return f"SELECT *{more} FROM {source}"
    number = "CAST('0x' || left({0}, 15) AS BIGINT) AS {0}"
    numbers = ", ".join(
        number.format(name) for name, _, convert in table.columns if convert is reference and name in held
    )
    return f"SELECT *{f' REPLACE ({numbers})' if numbers else ''}{more} FROM {source}"
