"""# Verify it yourself

Whoever downloads a release checks it without the register: every file, every sum, both signatures, its line in the release ledger.
One byte changed anywhere is found. Inside the house an appointed auditor computes every number anew from the snapshot.
"""

import json
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.releases import draft, identify, published
from typer.testing import CliRunner

from sarana.base.vault.signing import public_key
from sarana.cli.main import app
from sarana.measure.figures.actions import take_snapshot
from sarana.measure.figures.queries import folder_of
from sarana.publish.releases.actions import open_seeds, withdraw_release, write_erratum
from sarana.publish.releases.freezing import as_json, packed
from sarana.publish.releases.ledger_line import day_of
from sarana.publish.releases.queries import files_to_publish, ledger_file, release_head
from sarana.publish.releases.recomputing import recompute_release
from sarana.publish.releases.verifying import verify_release

FIRST, LAST = datetime(1990, 1, 1), datetime(2090, 1, 1)  # noqa: DTZ001 - Hypothesis adds the zone
NOISE = {"protection": "noise", "rho": "1/4", "year": 2021}


@pytest.fixture
def release(world, settings, tmp_path):
    """Two tables with small counts hidden, one with noise, and an erratum."""
    settings.SNAPSHOTS = tmp_path / "snapshots"
    identify(world, [("F", 24, 90), ("M", 25, 60), ("F", 16, 40), ("M", 15, 3)])
    identify(world, [("F", 24, 30), ("M", 25, 6)], year=2021)
    tables = ((("sex", "age_group"), {}), ((), {}), (("sex",), NOISE))
    made = published(world, draft(world, take_snapshot(by=None), *tables))
    words = {"words_km": "ចំណងជើងខុស", "words_en": "The title was wrong."}
    write_erratum(by=world.officers["secretariat"], release=made, **words)
    return made


@pytest.fixture
def folder(release, tmp_path):
    """The release's files as they were downloaded."""
    there = tmp_path / "release"
    write(there, files_to_publish(release))
    return there


def write(folder, files):
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def test_a_whole_release_is_told_so_and_a_byte_changed_anywhere_is_found(folder):
    assert verify_release(folder, key=public_key()) == []
    chance = Random(3)
    files = {one: one.read_bytes() for one in folder.rglob("*") if one.is_file()}
    assert {one.name for one in files} >= {
        "manifest.json",
        "signatures.json",
        "errata.json",
        "ledger.json",
        "datapackage.json",
        "dcat.jsonld",
    }
    for file, content in files.items():
        places = {0, len(content) - 1, *(chance.randrange(len(content)) for _ in range(6))}
        for at in places:
            file.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
            assert verify_release(folder, key=public_key()), f"{file.name}, byte {at}"
        file.write_bytes(content + b"\n")
        assert verify_release(folder), f"{file.name} with a line more"
        file.unlink()
        assert verify_release(folder), f"{file.name} is missing"
        file.write_bytes(content)
    (folder / "tables" / "more.csv").write_bytes(b"count\n1\n")
    assert [one.en for one in verify_release(folder)] == ["tables/more.csv does not belong to the release."]


def test_who_has_no_key_can_not_make_a_release(folder):
    """Every hash put right after a change: only the signatures stand in the way."""
    from sarana.publish.releases.freezing import sha256

    file = folder / "tables" / "victims_identified-2022.csv"
    file.write_bytes(file.read_bytes().replace(b"193", b"194"))
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["files"]["tables/victims_identified-2022.csv"]["sha256"] = sha256(file.read_bytes())
    (folder / "manifest.json").write_bytes(as_json(manifest))
    found = [one.en for one in verify_release(folder)]
    assert "The signature of the first officer does not fit this release." in found
    assert "Its line of the release ledger does not fit." in found


def test_another_key_or_head_than_the_published_one_is_told(folder, release):
    assert verify_release(folder, key="0" * 64)
    assert verify_release(folder, head="0" * 64)
    first = release.entries.order_by("seq").first()
    assert verify_release(folder, key=public_key()[:12], head=first.head) == []
    assert release_head()[0] == 2, "the erratum has a line of its own"


def test_a_copy_that_leaves_an_erratum_out_is_noticed_offline(folder, release, world):
    (folder / "errata.json").unlink()
    assert [one.en for one in verify_release(folder)] == [
        f"The erratum of {timezone.localdate(release.errata.get().written_at):%Y-%m-%d} is missing."
    ]
    # Without the ledger nobody can tell; that is said, and is no clean bill.
    ledger = (folder / "ledger.json").read_bytes()
    (folder / "ledger.json").unlink()
    assert "ledger.json is missing" in verify_release(folder)[0].en
    # A ledger that was cut short, its count put right: the signature of the head is not.
    told = json.loads(ledger)
    told["lines"].pop()
    told["head"] = {"lines": 1, "head": told["lines"][-1]["head"], "errata": 0}
    (folder / "ledger.json").write_bytes(as_json(told))
    assert "The head of the release ledger is not signed as it stands there." in [
        one.en for one in verify_release(folder)
    ]


def test_an_older_copy_is_told_by_the_head_that_was_published_since(folder, release, world):
    words = {"words_km": "ឯកតាខុស", "words_en": "The unit was wrong."}
    write_erratum(by=world.officers["secretariat"], release=release, **words)
    assert verify_release(folder) == [], "by itself it is whole, as far as its ledger reaches"
    assert [one.en for one in verify_release(folder, head=release_head()[1])] == [
        "The release ledger does not reach the head that was published: take a newer copy."
    ]


def test_a_release_that_was_withdrawn_is_told_by_the_ledger_alone(folder, release, world):
    withdraw_release(
        by=world.officers["secretariat"], release=release, words_km="ឯកតាខុស", words_en="The unit was wrong."
    )
    (folder / "ledger.json").write_bytes(ledger_file())
    assert any(one.en.startswith("It was withdrawn on") for one in verify_release(folder))


def test_a_day_is_told_as_on_the_page_of_the_release(folder, release, world, monkeypatch):
    """Half past midnight here is the day, the month and the year before in UTC, which the ledger's lines are kept in."""
    monkeypatch.setattr(timezone, "now", lambda: datetime(2031, 12, 31, 17, 30, tzinfo=UTC))
    words = {"words_km": "ឯកតាខុស", "words_en": "The unit was wrong."}
    write_erratum(by=world.officers["secretariat"], release=release, **words)
    (folder / "ledger.json").write_bytes(ledger_file())
    page = Client().get(reverse("web:public-release-in", args=["en", release.code])).content.decode()
    assert "1 Jan 2032" in page
    assert "31 Dec 2031" not in page
    assert "The erratum of 2032-01-01 is missing." in [one.en for one in verify_release(folder)]
    (folder / "errata.json").write_bytes(files_to_publish(release)["errata.json"])
    told = CliRunner().invoke(app, ["verify", "release", str(folder), "--key", public_key()])
    assert told.exit_code == 0
    assert "of 2032-01-01;" in told.output.replace("\n", " ")
    withdraw_release(by=world.officers["secretariat"], release=release, **words)
    (folder / "ledger.json").write_bytes(ledger_file())
    assert "It was withdrawn on 2032-01-01." in [one.en for one in verify_release(folder)]


@given(st.datetimes(timezones=st.just(UTC), min_value=FIRST, max_value=LAST))
def test_the_verifier_knows_the_day_of_the_country_without_a_list_of_hours(moment):
    assert day_of({"at": moment.isoformat()}) == timezone.localdate(moment).isoformat()


def test_the_auditor_computes_every_number_anew(folder, release, tmp_path):
    snapshot = folder_of(release.snapshot)
    seeds = open_seeds(release=release)
    assert list(seeds) == ["victims_identified-2021-sex"]
    assert recompute_release(folder, snapshot, seeds) == []
    assert "does not fit the published commitment" in recompute_release(folder, snapshot, {})[0].en
    file = folder / "tables" / "victims_identified-2022.json"
    file.write_bytes(file.read_bytes().replace(b"193", b"194"))
    assert "does not follow from the snapshot" in recompute_release(folder, snapshot, seeds)[0].en


@pytest.fixture
def noisy(world, settings, tmp_path):
    """Three tables with noise of the same persons, that say the same of every total they share."""
    settings.SNAPSHOTS = tmp_path / "snapshots"
    identify(world, [("F", 24, 90), ("M", 25, 60), ("F", 16, 40), ("M", 15, 3)])
    more = NOISE | {"year": 2022}
    found = draft(world, take_snapshot(by=None), (("sex", "age_group"), more), (("sex",), more), ((), more))
    return published(world, found)


def test_the_auditor_draws_tables_that_agree_again_to_the_digit(noisy, tmp_path):
    folder, snapshot, seeds = tmp_path / "noisy", folder_of(noisy.snapshot), open_seeds(release=noisy)
    write(folder, files_to_publish(noisy))
    assert verify_release(folder, key=public_key()) == []
    assert recompute_release(folder, snapshot, seeds) == []
    lost = {name: seed for name, seed in seeds.items() if name != "victims_identified-2022-sex"}
    (fault,) = recompute_release(folder, snapshot, lost)
    assert "victims_identified-2022-sex: the seed" in fault.en


def test_tables_that_agree_by_their_words_and_not_by_their_numbers_are_found_offline(noisy, tmp_path):
    folder = tmp_path / "noisy"
    write(folder, files_to_publish(noisy))
    change(folder, "tables/victims_identified-2022.json", lambda table: table["rows"][0].__setitem__(0, 1))
    said = [fault.en for fault in verify_release(folder)]
    assert any("something else than another table of the release" in one for one in said)
    (folder / "tables/victims_identified-2022.json").unlink()
    assert any("not all tables that agree are there" in fault.en for fault in verify_release(folder))


def change(folder, name, how):
    file = folder / name
    told = json.loads(file.read_bytes())
    how(told["tables"][0])
    file.write_bytes(as_json(told))


def test_a_release_from_before_noisy_tables_agreed_is_still_verified_and_computed_anew(
    world, settings, tmp_path, monkeypatch
):
    """Each of its tables was made to add up for itself, and its manifest names no method."""
    settings.SNAPSHOTS = tmp_path / "snapshots"
    identify(world, [("F", 24, 90), ("M", 25, 60), ("F", 16, 40), ("M", 15, 3)])
    more = NOISE | {"year": 2022}
    with monkeypatch.context() as then:
        for place in ("sarana.publish.releases.agreement", "sarana.publish.releases.actions.noise"):
            then.setattr(f"{place}.agreement_of", lambda _seeded: {})
        old = published(world, draft(world, take_snapshot(by=None), (("sex",), more), (("age_group",), more)))
    write(tmp_path / "old", files_to_publish(old))
    assert "agreement" not in (tmp_path / "old" / "manifest.json").read_text()
    assert verify_release(tmp_path / "old", key=public_key()) == []
    assert recompute_release(tmp_path / "old", folder_of(old.snapshot), open_seeds(release=old)) == []


def test_the_command_needs_no_database_and_says_plainly_what_it_found(folder, release):
    def said(*more):
        return CliRunner().invoke(app, ["verify", "release", str(folder), *more])

    whole = said("--key", public_key())
    assert whole.exit_code == 0, whole.output
    assert "is whole" in whole.output
    assert json.loads(said("--json").stdout)["tables"] == 3
    assert "ពេញលេញ" in said("--language", "km").output
    (folder / "dcat.jsonld").write_bytes(b"{}\n")
    broken = said("--language", "km")
    assert broken.exit_code == 1
    assert packed(files_to_publish(release)) == packed(files_to_publish(release))


def test_the_command_reads_khmer_on_a_computer_whose_own_signs_are_others(folder, monkeypatch):
    """A stranger’s Windows reads files in a code page without Khmer, unless it is told how they are written."""
    read_text = Path.read_text
    monkeypatch.setattr(
        Path, "read_text", lambda file, encoding=None, *more: read_text(file, encoding or "ascii", *more)
    )
    whole = CliRunner().invoke(app, ["verify", "release", str(folder), "--key", public_key()])
    assert whole.exit_code == 0, whole.output
