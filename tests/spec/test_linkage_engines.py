"""# One model, three engines, the same persons

In process up to some 100,000 records, Splink on DuckDB above (extra `linkage`), Splink on Spark for a cluster (extra `spark`).
The tests that need them say so and are skipped where they are not installed.
"""

import csv
import importlib.util
import json
import shutil
import sys

import numpy as np
import pytest
from typer.testing import CliRunner

from sarana.cli.main import app
from sarana.measure.linkage import engines
from sarana.measure.linkage.splink_model import settings_of
from sarana.science.linkage import (
    FIELDS,
    Linked,
    Model,
    from_json,
    generate,
    in_process,
    link,
    person_ids,
    read_records,
    to_json,
)
from sarana.science.linkage.blocking import candidates, keys_of
from sarana.science.linkage.encoding import encode

needs_splink = pytest.mark.skipif(
    importlib.util.find_spec("splink") is None, reason="the extra 'linkage' is not installed"
)
needs_spark = pytest.mark.skipif(
    any(importlib.util.find_spec(name) is None for name in ("splink", "pyspark", "pandas"))
    or not shutil.which("java"),
    reason="the extra 'spark' or Java 17 is not installed",
)


def same(one: Linked, other: Linked) -> None:
    """The same persons, and the same chances for every pair that either could link."""
    assert (one.clusters.of == other.clusters.of).all()
    told = [
        {
            (a, b): round(float(chance), 9)
            for a, b, chance in zip(
                linked.left.tolist(), linked.right.tolist(), linked.scores.chances, strict=True
            )
            if chance >= engines.LEAST_CHANCE
        }
        for linked in (one, other)
    ]
    assert told[0] == told[1]


def test_the_keys_that_an_engine_joins_by_give_the_same_candidates():
    records = encode(read_records(generate(900, seed=3).rows()))
    holders, keys, left_out = keys_of(records)
    held: dict[int, list[int]] = {}
    for holder, key in zip(holders.tolist(), keys.tolist(), strict=True):
        held.setdefault(key, []).append(holder)
    joined = {(a, b) for group in held.values() for a in group for b in group if a < b}
    found = candidates(records)
    assert joined == set(zip(found.left.tolist(), found.right.tolist(), strict=True))
    assert left_out == found.left_out


def alike(one: Model, other: Model) -> bool:
    """Equal up to the order in which floats were added."""
    told = [
        [model.prior, *(x for part in (model.m, model.u) for field in part for x in part[field])]
        for model in (one, other)
    ]
    return told[0] == pytest.approx(told[1], rel=1e-9)


@needs_splink
@pytest.mark.parametrize("seed", [4, 11])
def test_duckdb_gives_the_persons_that_we_give_whether_the_model_is_learnt_or_given(seed: int):
    records = read_records(generate(3000, seed=seed).rows())
    ours = link(records)
    theirs = link(records, engine=engines.on_duckdb)
    assert alike(ours.model, theirs.model)
    same(ours, theirs)
    kept = from_json(to_json(ours.model))
    other = read_records(generate(2000, seed=seed + 1).rows())
    same(link(other, model=kept), link(other, model=kept, engine=engines.on_duckdb))


@needs_splink
def test_splink_weighs_as_we_do():
    records = read_records(generate(2000, seed=5).rows())
    ours = link(records)
    bits = {
        (a, b): weight
        for a, b, weight, barred in zip(
            ours.left.tolist(), ours.right.tolist(), ours.scores.bits, ours.scores.barred, strict=True
        )
        if not barred
    }
    told = splinks_weights(records, ours)
    assert set(told) == set(bits)
    assert max(abs(told[pair] - bits[pair]) for pair in bits) < 1e-6


def splinks_weights(records, ours: Linked) -> dict[tuple[int, int], float]:
    heard: dict[tuple[int, int], float] = {}
    predicted = engines._predicted

    def listen(api, table, pairs, encoded, model, _least):
        made = predicted(api, table, pairs, encoded, model, None)
        for row in made.as_record_list():
            heard[row["unique_id_l"], row["unique_id_r"]] = row["match_weight"]
        return made

    engines._predicted = listen
    try:
        link(records, model=ours.model, engine=engines.on_duckdb)
    finally:
        engines._predicted = predicted
    return heard


@needs_splink
def test_new_records_are_added_alike():
    rows = generate(1200, seed=21).rows()
    first = link(read_records(rows[:1000]))
    earlier = dict(zip(first.records.ids, person_ids(first), strict=True))
    everything = read_records(rows)
    asked = {"model": first.model, "previous": earlier}
    same(link(everything, **asked), link(everything, **asked, engine=engines.on_duckdb))


@needs_splink
def test_records_that_share_nothing_are_persons_of_their_own():
    rows = [
        {"record_id": str(n), "list": "police", "full_name": name}
        for n, name in enumerate(["Sok Dara", "Heng Vuthy"])
    ]
    assert link(read_records(rows), engine=engines.on_duckdb).clusters.of.tolist() == [0, 1]


@needs_splink
def test_nothing_of_it_stays_on_disk_and_no_name_goes_to_the_engine(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.chdir(tmp_path)
    records = read_records(generate(300, seed=2).rows())
    link(records, engine=engines.on_duckdb)
    assert list(tmp_path.iterdir()) == []
    table, _ = engines.table_of(encode(records), None)
    assert not [column.name for column in table.schema if "string" in str(column.type)]


@needs_spark
def test_spark_gives_the_persons_that_we_give():
    records = read_records(generate(400, seed=8).rows())
    same(link(records), link(records, engine=engines.on_spark))


def test_the_model_is_told_to_splink_as_it_is():
    model = link(read_records(generate(300, seed=2).rows())).model
    told = settings_of(model)
    for comparison in told["comparisons"]:
        levels = [level for level in comparison["comparison_levels"] if not level.get("is_null_level")]
        bits = [np.log2(level["m_probability"] / level["u_probability"]) for level in levels]
        assert bits == pytest.approx(model.bits[comparison["output_column_name"]][: len(bits)].tolist())


# Which engine


@pytest.fixture
def without_splink(monkeypatch):
    monkeypatch.setitem(sys.modules, "splink", None)


def test_few_records_are_linked_in_process_whatever_is_installed(without_splink):
    assert engines.chosen(None, engines.IN_PROCESS_UP_TO) == ("in-process", in_process)


@pytest.mark.parametrize(
    ("name", "records", "said"),
    [
        (None, engines.IN_PROCESS_UP_TO + 1, r"100,001 records .*sarana\[linkage\].*--engine in-process"),
        ("duckdb", 10, r"sarana\[linkage\]"),
        ("spark", 10, r"sarana\[spark\].*Java 17"),
    ],
)
def test_what_is_not_installed_is_told_with_what_to_install(without_splink, name, records, said):
    with pytest.raises(engines.EngineMissing, match=said):
        engines.chosen(name, records)


def test_the_command_tells_it_in_one_line_and_writes_nothing(without_splink, tmp_path):
    records(tmp_path / "records.csv")
    asked = ["link", str(tmp_path / "records.csv"), "--out", str(tmp_path / "c.csv")]
    done = CliRunner().invoke(app, [*asked, "--engine", "duckdb"])
    assert done.exit_code == 2
    assert "sarana[linkage]" in done.output
    assert not (tmp_path / "c.csv").exists()
    assert CliRunner().invoke(app, [*asked, "--engine", "sqlite"]).exit_code == 2


@needs_splink
def test_the_command_takes_the_engine_and_writes_the_same_persons(tmp_path):
    records(tmp_path / "records.csv")
    for engine in ("in-process", "duckdb"):
        asked = [
            "link",
            str(tmp_path / "records.csv"),
            "--out",
            str(tmp_path / f"{engine}.csv"),
            "--engine",
            engine,
        ]
        done = CliRunner().invoke(app, [*asked, "--json"])
        assert done.exit_code == 0, done.output
        assert json.loads(done.stdout)["engine"] == engine
    assert (tmp_path / "duckdb.csv").read_text() == (tmp_path / "in-process.csv").read_text()


def records(file) -> None:
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, FIELDS)
        writer.writeheader()
        writer.writerows(generate(400, seed=2).rows())
