"""Which engine finds the pairs: in process up to some 100,000 records, Splink on DuckDB above, Splink on Spark for a cluster.

All give the same persons from the same model. Never Splink on SQLite: 326 s where DuckDB took 9.
"""

import logging
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from sarana.measure.linkage.splink_model import (
    LEAST_CHANCE,
    NAME_LEVEL,
    levels_told,
    name_level_of,
    pair_queries,
    rarities,
    settings_of,
    table_of,
)
from sarana.science.linkage import Compared, Engine, Model, in_process
from sarana.science.linkage.encoding import Encoded
from sarana.science.linkage.levels import SIZES
from sarana.science.linkage.model import believed, learn_from_patterns
from sarana.science.linkage.records import Ints

#: Above so many records DuckDB is chosen when nobody says otherwise.
IN_PROCESS_UP_TO = 100_000
ENGINES = ("in-process", "duckdb", "spark")


class EngineMissing(RuntimeError):
    """An engine was asked for, or is needed, and is not installed; says what to install."""


def chosen(name: str | None, records: int) -> tuple[str, Engine]:
    """The engine of that name, or the one that fits so many records.

    Raises:
        EngineMissing: it is not installed.
    """
    engine = name or ("in-process" if records <= IN_PROCESS_UP_TO else "duckdb")
    if engine == "in-process":
        return engine, in_process
    _require(engine, chosen_for=None if name else records)
    return engine, {"duckdb": on_duckdb, "spark": on_spark}[engine]


def _require(engine: str, *, chosen_for: int | None) -> None:
    needed = {"duckdb": ("splink", "linkage"), "spark": ("pyspark", "spark")}[engine]
    try:
        import splink  # noqa: F401

        __import__(needed[0])
    except ImportError as fault:
        why = f"{chosen_for:,} records are linked with Splink on DuckDB. " if chosen_for else ""
        raise EngineMissing(
            f'{why}Install the extra first: pip install "sarana[{needed[1]}]"'
            + (", and Java 17." if engine == "spark" else ", or say --engine in-process (slower and larger).")
        ) from fault


def on_duckdb(
    encoded: Encoded, only_with: Ints | None, model: Model | None, told: Callable[[int], None]
) -> Compared:
    """Splink on DuckDB: what does not fit into memory goes to a folder that is removed afterwards; no name is in it."""
    import duckdb
    from splink import DuckDBAPI

    with TemporaryDirectory(prefix="sarana-link-") as folder, duckdb.connect() as con:
        con.execute("SET temp_directory = ?", [folder])
        con.execute("SET enable_progress_bar = false")
        # Its stubs want an enumeration that older versions do not have.
        teach: Any = con.create_function
        teach(NAME_LEVEL, _for_arrow(name_level_of(encoded)), ["BIGINT"] * 4, "INTEGER", type="arrow")

        def keep(sql: str, name: str) -> Any:
            con.execute(f"CREATE TEMP TABLE {name} AS {sql}")
            return con.table(name)

        def fetch(sql: str) -> dict[str, Any]:
            return con.execute(sql).fetchnumpy()

        spoken = _Spoken(DuckDBAPI(connection=con), "unnest", keep, fetch)
        return _compared(spoken, encoded, only_with, model, told)


def _for_arrow(levels: Callable[..., Any]) -> Callable[..., Any]:
    import pyarrow as pa

    # DuckDB counts the parameters.
    def called(name: Any, other: Any, its_name: Any, its_other: Any) -> Any:
        return pa.array(levels(name.to_numpy(), other.to_numpy(), its_name.to_numpy(), its_other.to_numpy()))

    return called


def on_spark(
    encoded: Encoded, only_with: Ints | None, model: Model | None, told: Callable[[int], None]
) -> Compared:
    """Splink on Spark: the session in which it runs, or one of this machine's; its workers need Sarana installed."""
    from splink.backends.spark import SparkAPI

    with _session() as session:
        _teach_spark(session, encoded)

        def keep(sql: str, name: str) -> Any:
            frame = session.sql(sql).persist()
            frame.createOrReplaceTempView(name)
            return frame

        def fetch(sql: str) -> dict[str, Any]:
            table = session.sql(sql).toArrow()
            return {name: table.column(name).to_numpy() for name in table.column_names}

        api = SparkAPI(  # type: ignore[no-untyped-call]
            spark_session=session, break_lineage_method="persist", register_udfs_automatically=False,
            num_partitions_on_repartition=8,
        )  # fmt: skip
        return _compared(_Spoken(api, "explode", keep, fetch), encoded, only_with, model, told)


@contextmanager
def _session() -> Iterator[Any]:
    from pyspark.sql import SparkSession

    if (running := SparkSession.getActiveSession()) is not None:
        yield running
        return
    # The workers of this machine run the Python that runs this.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    session = (
        SparkSession.builder.master("local[2]")
        .appName("sarana link")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "8")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    try:
        yield session
    finally:
        session.stop()


def _teach_spark(session: Any, encoded: Encoded) -> None:
    """The comparison of names as a function of the session; each worker gets the words once."""
    import pandas as pd
    from pyspark.sql.functions import pandas_udf

    shared = session.sparkContext.broadcast(encoded)

    def level(name: pd.Series, other: pd.Series, its_name: pd.Series, its_other: pd.Series) -> pd.Series:
        return pd.Series(name_level_of(shared.value)(name, other, its_name, its_other))

    session.udf.register(NAME_LEVEL, pandas_udf(level, "int"))


@dataclass(frozen=True, slots=True)
class _Spoken:
    """How one engine is spoken to: Splink's door to it, its word for "rows of a list", and its answers, kept or fetched."""

    api: Any
    explode: str
    keep: Callable[[str, str], Any]
    fetch: Callable[[str], dict[str, Any]]


def _compared(
    engine: _Spoken,
    encoded: Encoded,
    only_with: Ints | None,
    model: Model | None,
    told: Callable[[int], None],
) -> Compared:
    """Join in the engine, compare and weigh with Splink; the model is learnt from the patterns that Splink counts."""
    logging.getLogger("splink").setLevel(logging.ERROR)
    told(1)
    table, left_out = table_of(encoded, only_with)
    if not pairs_possible(table):
        return _none(encoded, model, left_out)
    records = engine.api.register(table)
    pairs = None
    before_it = ""
    for number, query in enumerate(pair_queries(records.physical_name, engine.explode)):
        name = f"sarana_pairs_{number}"
        pairs, before_it = engine.keep(query.format(before_it), name), name
    pairs = engine.api.register(pairs)
    told(2)
    if model is None:
        before = believed(encoded)
        predicted = _predicted(engine.api, records, pairs, encoded, before, None)
        columns = ", ".join(f"gamma_{field}" for field in SIZES)
        seen = engine.fetch(
            f"SELECT {columns}, count(*) AS many FROM {predicted.physical_name} GROUP BY {columns}"
        )
        levels = levels_told({field: seen[f"gamma_{field}"] for field in SIZES})
        patterns = np.stack([levels[field] for field in SIZES], axis=1)
        model = learn_from_patterns(before, len(encoded), *_sorted(patterns, seen["many"].astype(float)))
    told(3)
    predicted = _predicted(engine.api, records, pairs, encoded, model, LEAST_CHANCE)
    wanted = ", ".join(["unique_id_l", "unique_id_r", *(f"gamma_{field}" for field in SIZES)])
    return _told(engine.fetch(f"SELECT {wanted} FROM {predicted.physical_name}"), model, left_out)


def _sorted(patterns: Any, counts: Any) -> tuple[Any, Any]:
    """In an order of their own, so that sums do not depend on the order in which an engine counts."""
    order = np.lexsort(patterns.T[::-1])
    return patterns[order], counts[order]


def pairs_possible(table: Any) -> bool:
    """Whether any two records share a key."""
    import pyarrow.compute as pc

    return bool(pc.sum(pc.list_value_length(table.column("block"))).as_py())


def _none(encoded: Encoded, model: Model | None, left_out: dict[str, int]) -> Compared:
    nobody = np.zeros(0, dtype=np.int64)
    levels = {field: np.zeros(0, dtype=np.int8) for field in SIZES}
    return Compared(nobody, nobody, levels, model or believed(encoded), left_out)


def _predicted(
    api: Any, records: Any, pairs: Any, encoded: Encoded, model: Model, least: float | None
) -> Any:
    from splink import Linker, SettingsCreator

    linker = Linker(
        records, SettingsCreator(**settings_of(model)), log_level=logging.ERROR, validate_settings=False
    )
    for column, rarity in rarities(model, encoded).items():
        linker.table_management.register_term_frequency_lookup(api.register(rarity), column)
    linker.table_management.register_blocked_pairs_for_predict(pairs)
    return linker.inference.predict(threshold_match_probability=least)


def _told(rows: dict[str, Any], model: Model, left_out: dict[str, int]) -> Compared:
    one, other = rows["unique_id_l"].astype(np.int64), rows["unique_id_r"].astype(np.int64)
    left, right = np.minimum(one, other), np.maximum(one, other)
    order = np.lexsort((right, left))
    levels = levels_told({field: rows[f"gamma_{field}"][order] for field in SIZES})
    return Compared(left[order], right[order], levels, model, left_out)
