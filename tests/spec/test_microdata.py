"""# Records of nobody that go out with a release

Researchers ask for records of persons. They get rows that belong to nobody, in the 27 variables of the CTDC: drawn from noisy tables,
paid from the year's privacy budget, with what may be computed from them written beside them.
"""

import csv
import io
import json
from collections import Counter

import pytest
from tests.releases import draft, identify, made, published

from sarana.base.accounts.rules import NotAllowed
from sarana.base.vault.signing import public_key
from sarana.measure.figures.actions import take_snapshot
from sarana.measure.figures.queries import folder_of
from sarana.publish.releases.actions import (
    NotPublished,
    add_microdata,
    drop_microdata,
    open_seeds,
    protect_release,
)
from sarana.publish.releases.enums import ReleaseState
from sarana.publish.releases.queries import budget_of, files_to_publish
from sarana.publish.releases.recomputing import recompute_release
from sarana.publish.releases.verifying import verify_release
from sarana.science.indicators.ctdc import CTDC

CSV, ABOUT = "microdata/microdata-2022.csv", "microdata/microdata-2022.json"
NOISE = {"protection": "noise", "rho": "1/4"}


@pytest.fixture
def register(world, settings, tmp_path):
    """In 2022: 90 women, 60 men, 40 girls and 3 boys."""
    settings.SNAPSHOTS = tmp_path / "snapshots"
    identify(world, [("F", 24, 90), ("M", 25, 60), ("F", 16, 40), ("M", 15, 3)])
    return world


@pytest.fixture
def release(register):
    found = draft(register, take_snapshot(by=None), (("sex",), NOISE))
    add_microdata(by=register.officers["statistician"], release=found, year=2022, rho="1/2")
    return found


def rows(files):
    return list(csv.DictReader(io.StringIO(files[CSV].decode(), newline="")))


def test_they_stand_in_the_ctdcs_layout_with_what_may_be_computed_beside_them(register, release):
    files = files_to_publish(published(register, release))
    records, about = rows(files), json.loads(files[ABOUT])
    assert list(records[0]) == [variable.name for variable in CTDC]
    assert 130 < len(records) < 260
    assert about["records"] == len(records)
    assert about["privacy"]["rho"] == "1/2"
    assert "No row is a person" in about["of_nobody_en"]
    assert all(set(pair) <= set(records[0]) for pair in about["pairs"])
    assert json.loads(files["manifest.json"])["microdata"]["commitment"] == about["privacy"]["commitment"]
    package = json.loads(files["datapackage.json"])
    assert CSV in {one["path"] for one in package["resources"]}


def test_most_are_women_of_age_as_most_persons_are(register, release):
    records = rows(files_to_publish(published(register, release)))
    told = Counter(one["gender"] for one in records)
    assert told["Woman"] > told["Trans/Transgender/NonConforming"]
    assert sum(one["ageBroad"] == "24—26" for one in records) > sum(
        one["ageBroad"] == "48+" for one in records
    )


def test_noise_is_paid_once_and_stays_drawn(register, release):
    made(register, release)
    before = files_to_publish(release)[CSV]
    made(register, release)
    assert files_to_publish(release)[CSV] == before
    assert str(budget_of(2022).spent) == "3/4"


def test_a_budget_that_does_not_reach_refuses(register):
    release = draft(register, take_snapshot(by=None))
    add_microdata(by=register.officers["secretariat"], release=release, year=2022, rho="2")
    with pytest.raises(NotPublished, match="does not reach"):
        protect_release(by=register.officers["secretariat"], release=release)
    assert not budget_of(2022).spent


def test_they_never_stand_beside_true_counts_of_the_same_persons(register):
    """Neither in one release, nor after true counts went out, nor true counts after them."""
    snapshot, officer = take_snapshot(by=None), register.officers["secretariat"]
    beside = draft(register, snapshot, (("sex",), {}))
    add_microdata(by=officer, release=beside, year=2022, rho="1/2")
    with pytest.raises(NotPublished, match="Protect it with noise"):
        protect_release(by=officer, release=beside)
    drop_microdata(by=officer, release=beside)
    alone = draft(register, snapshot)
    add_microdata(by=officer, release=alone, year=2022, rho="1/2")
    published(register, alone)
    with pytest.raises(NotPublished, match="Protect it with noise"):
        protect_release(by=officer, release=beside)
    with pytest.raises(NotPublished, match="Protect it with noise"):
        part = draft(register, snapshot, ((), {"indicator": "victims_identified_by_police"}))
        protect_release(by=officer, release=part)


def test_true_counts_that_are_out_keep_them_in(register):
    snapshot, officer = take_snapshot(by=None), register.officers["secretariat"]
    published(register, draft(register, snapshot, (("sex",), {})))
    later = draft(register, snapshot)
    add_microdata(by=officer, release=later, year=2022, rho="1/2")
    with pytest.raises(NotPublished, match="true counts of these persons"):
        protect_release(by=officer, release=later)


def test_anybody_can_check_them_and_an_auditor_draws_them_again(register, release, tmp_path):
    out = published(register, release)
    folder, files = tmp_path / "out", files_to_publish(out)
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    assert verify_release(folder, key=public_key()) == []
    snapshot, seeds = folder_of(out.snapshot), open_seeds(release=out)
    assert recompute_release(folder, snapshot, seeds) == []
    assert recompute_release(folder, snapshot, {**seeds, "microdata-2022": "00" * 32})
    (folder / CSV).write_bytes(files[CSV].replace(b"Woman", b"Man", 1))
    assert verify_release(folder, key=public_key())


def test_a_year_without_anybody_and_a_share_that_is_none(register):
    snapshot, officer = take_snapshot(by=None), register.officers["secretariat"]
    empty = draft(register, snapshot)
    add_microdata(by=officer, release=empty, year=2019, rho="1")
    assert made(register, empty).state == ReleaseState.ATTACKED
    with pytest.raises(NotPublished, match="one year"):
        add_microdata(by=officer, release=empty, year=2020, rho="1")
    with pytest.raises(NotPublished, match="above 0"):
        add_microdata(by=officer, release=draft(register, snapshot), year=2020, rho="none")


def test_nobody_else_declares_them(register, release):
    with pytest.raises(NotAllowed):
        add_microdata(by=register.officers["investigator"], release=release, year=2022, rho="1")
