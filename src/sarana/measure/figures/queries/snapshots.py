"""Which snapshots there are, and how one is opened for questions."""

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from sarana.base.once import composed_once
from sarana.measure.figures.models import Snapshot
from sarana.measure.figures.queries.duck import cursor
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
def opened(snapshot: Snapshot) -> Iterator["Opened"]:
    """The snapshot's tables, each a view that nobody else sees, to be asked in SQL.

    Tables and columns that an older snapshot does not hold are empty, and pseudonyms that were text are numbers; which figures it can answer says ``Indicator.since``.
    """
    with cursor() as connection:
        yield Opened(connection, snapshot)


class Opened:
    """Takes the questions that a DuckDB connection takes. A table becomes a view when a question first names it.

    Most name three of thirty, and each view takes as long as ten cursors.
    """

    def __init__(self, connection: Any, snapshot: Snapshot) -> None:
        self._connection = connection
        self._version = snapshot.schema_version
        self._files = files_of(snapshot)
        self._unnamed = {table.name: table for table in TABLES}

    def execute(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """Ask; question marks stand for the values in their order."""
        self._make_views(sql)
        return self._connection.execute(sql, values)

    def sql(self, sql: str) -> Any:
        """Ask for what can be fetched in DuckDB's other forms."""
        self._make_views(sql)
        return self._connection.sql(sql)

    def _make_views(self, sql: str) -> None:
        for name in self._unnamed.keys() & words_of(sql):
            make_view(self._connection, self._unnamed.pop(name), self._files, self._version, kind="TEMP VIEW")


def words_of(sql: str) -> set[str]:
    """All its words: the tables that it names are among them."""
    return set(re.findall(r"\w+", sql))


def make_view(
    connection: Any, table: Table, files: dict[str, list[Path]], schema_version: int, *, kind: str
) -> None:
    """Let the table be read under its name: by this cursor alone (``TEMP VIEW``), or by all of its DuckDB (``VIEW``)."""
    view = _view(connection, table, files.get(table.name, []), schema_version)
    connection.execute(f"CREATE {kind} {table.name} AS {view}")


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
