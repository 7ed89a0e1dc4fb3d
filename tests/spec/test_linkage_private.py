"""# Lists of agencies that may not send names

Each encodes at home with a key that they share; a third without the key compares the files. Attacks and what is left of
them: docs/reference/linkage.md.
"""

import base64
import csv
import json
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from sarana.cli.main import app
from sarana.science.linkage import FIELDS, generate
from sarana.science.linkage.private import Encodings
from sarana.science.linkage.private_file import _alike, to_lines

REGISTER = generate(700, seed=6)


def run(*words: object):
    return CliRunner().invoke(app, ["link-private", *map(str, words)])


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture
def folder(tmp_path) -> Path:
    """Two agencies with a key between them."""
    rows = REGISTER.rows()
    for name, kept in (("police", rows[::2]), ("shelter", rows[1::2])):
        with (tmp_path / f"{name}.csv").open("w", encoding="utf-8", newline="") as lines:
            writer = csv.DictWriter(lines, FIELDS)
            writer.writeheader()
            writer.writerows({**row, "list": name} for row in kept)
    assert run("key", tmp_path / "key").exit_code == 0
    return tmp_path


def encoded(folder: Path, name: str, *more: object, key: str = "key"):
    return run(
        "encode", folder / f"{name}.csv", "--key", folder / key, "--out", folder / f"{name}.enc", "--ids", folder / f"{name}.ids.csv",
        *more,
    )  # fmt: skip


def test_a_key_is_random_private_and_never_overwritten(folder):
    assert len(bytes.fromhex((folder / "key").read_text())) == 32
    assert (folder / "key").stat().st_mode & 0o077 == 0
    before = (folder / "key").read_text()
    assert run("key", folder / "key").exit_code == 2
    assert (folder / "key").read_text() == before
    assert run("key", folder / "other").exit_code == 0
    assert (folder / "other").read_text() != before


def test_who_compares_needs_no_key_and_the_proposals_are_mostly_right(folder):
    for name in ("police", "shelter"):
        assert encoded(folder, name).exit_code == 0
    done = run(
        "compare", folder / "police.enc", folder / "shelter.enc", "--out", folder / "pairs.csv", "--json"
    )
    assert done.exit_code == 0, done.output
    pairs = rows_of(folder / "pairs.csv")
    assert json.loads(done.stdout)["proposals"] == len(pairs)
    person = dict(zip(REGISTER.columns["record_id"], REGISTER.person.tolist(), strict=True))
    whose = {
        row["code"]: person[row["record_id"]]
        for name in ("police", "shelter")
        for row in rows_of(folder / f"{name}.ids.csv")
    }
    right = sum(whose[row["code"]] == whose[row["other_code"]] for row in pairs)
    ids = {
        name: {row["record_id"] for row in rows_of(folder / f"{name}.ids.csv")}
        for name in ("police", "shelter")
    }
    really = sum(person[a] == person[b] for a in ids["police"] for b in ids["shelter"])
    assert right / len(pairs) > 0.9
    assert right / really > 0.8
    assert {row["list"] for row in pairs} == {"police"}
    assert {row["other_list"] for row in pairs} == {"shelter"}
    likeness = [float(row["likeness"]) for row in pairs]
    assert likeness == sorted(likeness, reverse=True)


def test_the_file_carries_no_name_date_number_id_or_order(folder):
    encoded(folder, "police")
    sent = (folder / "police.enc").read_text()
    lines = [json.loads(line) for line in sent.splitlines()]
    assert set(lines[0]) == {"sarana_private_linkage", "made_with", "bits", "hashes"}
    assert {key for line in lines[1:] for key in line} == {"code", "list", "filter"}
    for row in rows_of(folder / "police.csv"):
        assert row["record_id"] not in sent
        for field in ("full_name", "other_name", "date_of_birth", "phone"):
            # What is shorter may stand in a filter by chance.
            assert len(row[field]) < 8 or row[field] not in sent
    assert (folder / "key").read_text().strip() not in sent
    codes = [line["code"] for line in lines[1:]]
    assert codes == sorted(codes)


def test_the_same_list_and_key_give_the_same_file_and_another_key_another(folder):
    encoded(folder, "police")
    first = (folder / "police.enc").read_text()
    encoded(folder, "police")
    assert (folder / "police.enc").read_text() == first
    run("key", folder / "other")
    encoded(folder, "police", key="other")
    told = [
        {json.loads(line)["filter"] for line in text.splitlines()[1:]}
        for text in (first, (folder / "police.enc").read_text())
    ]
    assert not told[0] & told[1]


def test_files_of_different_keys_are_not_compared(folder):
    run("key", folder / "other")
    encoded(folder, "police")
    encoded(folder, "shelter", key="other")
    done = run("compare", folder / "police.enc", folder / "shelter.enc", "--out", folder / "pairs.csv")
    assert done.exit_code == 2
    assert "same on both sides" in " ".join(done.output.split())
    assert not (folder / "pairs.csv").exists()


@pytest.mark.parametrize(
    "more", [("--bits", "512"), ("--bits", "2050"), ("--hashes", "2"), ("--hashes", "400")]
)
def test_weak_parameters_are_refused_and_nothing_is_written(folder, more):
    done = encoded(folder, "police", *more)
    assert done.exit_code == 2
    assert "too weak" in done.output
    assert not (folder / "police.enc").exists()
    assert not (folder / "police.ids.csv").exists()


@pytest.mark.parametrize("text", ["", "secret", "00" * 32, "hunter2" * 20])
def test_a_weak_key_is_refused(folder, text):
    (folder / "weak").write_text(text)
    done = encoded(folder, "police", key="weak")
    assert done.exit_code == 2
    assert "too weak" in done.output


def broken(folder: Path, change) -> None:
    lines = (folder / "police.enc").read_text().splitlines()
    (folder / "police.enc").write_text("\n".join(change(lines)))


def weak_head(lines: list[str]) -> list[str]:
    return [json.dumps({**json.loads(lines[0]), "hashes": 1}), *lines[1:]]


def full(lines: list[str]) -> list[str]:
    everything = base64.b64encode(b"\xff" * 256).decode()
    return [lines[0], *(json.dumps({**json.loads(line), "filter": everything}) for line in lines[1:])]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda _lines: [], "no whole encoded list"),
        (lambda lines: lines[1:], "no whole encoded list"),
        (lambda lines: [*lines[:-1], lines[-1][:60]], "no whole encoded list"),
        (lambda lines: [lines[0], *lines[1:], lines[1]], "no whole encoded list"),
        (
            lambda lines: [lines[0], json.dumps({"code": "a", "list": "b", "filter": "AAAA"})],
            "no whole encoded list",
        ),
        (lambda lines: ["[1, 2]", *lines[1:]], "no whole encoded list"),
        (weak_head, "too weak"),
        (full, "too weak"),
    ],
)
def test_a_broken_or_weak_file_is_refused_by_who_compares(folder, change, said):
    for name in ("police", "shelter"):
        encoded(folder, name)
    broken(folder, change)
    done = run("compare", folder / "police.enc", folder / "shelter.enc", "--out", folder / "pairs.csv")
    assert done.exit_code == 2
    assert said in " ".join(done.output.split())
    assert not (folder / "pairs.csv").exists()


def test_one_list_alone_is_nothing_to_compare(folder):
    encoded(folder, "police")
    done = run("compare", folder / "police.enc", "--out", folder / "pairs.csv", "--language", "km")
    assert done.exit_code == 2
    assert "បញ្ជី" in done.output


def test_the_fast_comparison_is_dices_coefficient():
    draw = np.random.default_rng(1)
    one, other = (draw.integers(0, 2**63, (5, 32), dtype=np.uint64) for _ in range(2))
    here, there, likeness = _alike(one, other, 0.0)
    for a, b, told in zip(here, there, likeness, strict=True):
        both = int(np.bitwise_count(one[a] & other[b]).sum())
        dice = 2 * both / int(np.bitwise_count(one[a]).sum() + np.bitwise_count(other[b]).sum())
        assert told == pytest.approx(dice, abs=1e-6)
    assert len(here) == 25


def test_the_lines_of_a_file_are_in_the_order_of_codes_whatever_the_order_of_records():
    filters = np.arange(4, dtype=np.uint64).reshape(2, 2)
    forward = to_lines(Encodings(("a", "b"), filters, "x", 16), ["1", "0"], ["l", "l"])
    backward = to_lines(Encodings(("b", "a"), filters[::-1], "x", 16), ["0", "1"], ["l", "l"])
    assert forward == backward
