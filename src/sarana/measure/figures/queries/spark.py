"""The same questions on Spark over the same Parquet files, for when data outgrows a machine (extra ``spark``).

The SQL is written once, for DuckDB; sqlglot says it in Spark's words. Answers are equal, which a test holds.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any

from sarana.measure.figures.models import Snapshot
from sarana.measure.figures.queries.snapshots import files_of
from sarana.measure.figures.tables import NUMBERS_SINCE, TABLES
from sarana.measure.figures.tables.columns import Table, reference

_SPARK_TYPES = {"string": "string", "date32": "date", "int64": "bigint"}


class SparkMissing(RuntimeError):
    """Spark was asked for and is not installed."""


class _Asked:
    """The rows of one question."""

    def __init__(self, rows: list[Any]) -> None:
        # DuckDB answers a division with a float; Spark with a decimal.
        self._rows = [tuple(float(v) if isinstance(v, Decimal) else v for v in row) for row in rows]

    def fetchall(self) -> list[tuple[Any, ...]]:
        return self._rows

    def fetchone(self) -> tuple[Any, ...] | None:
        return self._rows[0] if self._rows else None


class SparkConnection:
    """Takes the questions that a DuckDB connection takes."""

    def __init__(self, session: Any) -> None:
        self._session = session

    def execute(self, sql: str, values: Sequence[Any] = ()) -> _Asked:
        """Ask; question marks stand for the values in their order."""
        return _Asked(self._session.sql(in_sparks_words(sql, values)).collect())


def in_sparks_words(sql: str, values: Sequence[Any] = ()) -> str:
    """DuckDB's SQL in Spark's dialect, with its values written in."""
    import sqlglot
    from sqlglot import expressions

    tree = sqlglot.parse_one(sql, read="duckdb")
    places = list(tree.find_all(expressions.Placeholder, bfs=False))
    for place, value in zip(places, values, strict=True):
        text = value.isoformat() if isinstance(value, date) else value
        literal = expressions.convert(text)
        place.replace(
            expressions.cast(literal, expressions.DataType.Type.DATE) if isinstance(value, date) else literal
        )
    return str(tree.sql(dialect="spark"))


def _columns(table: Table, held: Sequence[str], schema_version: int) -> Iterator[str]:
    """What an older snapshot lacks is empty, and its pseudonyms, which were text, become numbers."""
    for name, kind, convert in table.columns:
        if name not in held:
            yield f"CAST(NULL AS {_SPARK_TYPES[kind]}) AS {name}"
        elif convert is reference and schema_version < NUMBERS_SINCE:
            yield f"CAST(conv(left({name}, 15), 16, 10) AS bigint) AS {name}"
        else:
            yield name


@contextmanager
def opened_on_spark(snapshot: Snapshot, *, master: str = "local[2]") -> Iterator[SparkConnection]:
    """A Spark session in which each of the snapshot's tables is a view; a cluster's address may be given as ``master``.

    Raises:
        SparkMissing: when the extra ``spark`` (and Java 17) is not installed.
    """
    try:
        import sqlglot  # noqa: F401
        from pyspark.sql import SparkSession
    except ImportError as fault:
        raise SparkMissing('Install the extra first: pip install "sarana[spark]", and Java 17.') from fault
    session = (
        SparkSession.builder.master(master)
        .appName("sarana figures")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "8")
        .getOrCreate()
    )
    files = files_of(snapshot)
    try:
        for table in TABLES:
            if named := files.get(table.name):
                frame = session.read.parquet(*map(str, named))
                frame = frame.selectExpr(*_columns(table, frame.columns, snapshot.schema_version))
            else:
                told = ", ".join(f"{name} {_SPARK_TYPES[kind]}" for name, kind, _ in table.columns)
                frame = session.createDataFrame([], told)
            frame.createOrReplaceTempView(table.name)
        yield SparkConnection(session)
    finally:
        session.stop()
