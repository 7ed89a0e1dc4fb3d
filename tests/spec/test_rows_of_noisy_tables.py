"""# The rows of a noisy table are laid down beforehand

Noise covers how many persons stand in a row, not that the row is there. A row into which one person from a far country falls would
tell of her however large the noise. So every row stands in the table that could be there, and countries off the routes stand together.
"""

import json

import pytest
from tests.releases import draft, identify, made, published

from sarana.base.vocabulary.alpha3 import alpha_3
from sarana.measure.figures.actions import take_snapshot
from sarana.measure.figures.queries import folder_of
from sarana.publish.releases.actions import open_seeds, protect_release
from sarana.publish.releases.categories import (
    COUNTRIES,
    ELSEWHERE,
    LAID_DOWN,
    laid_down,
    under_laid_down,
)
from sarana.publish.releases.queries import files_to_publish
from sarana.publish.releases.recomputing import recompute_release
from sarana.register.cases.models import Victim
from sarana.science.disclosure import ALL
from sarana.science.indicators import INDICATORS, ctdc

NOISE = {"protection": "noise", "rho": "1/4"}


def rows_of(release, name):
    """The keys of a protected table."""
    content = release.tables.get(name=name).content
    return {tuple(parts) for *parts, _count in content["rows"]}


@pytest.fixture
def snapshots(world, settings, tmp_path):
    """Takes a snapshot of what is on record now."""
    settings.SNAPSHOTS = tmp_path
    return lambda: take_snapshot(by=world.officers["secretariat"])


def test_one_person_from_a_far_country_adds_no_row(world, snapshots):
    identify(world, [("F", 20, 30), ("M", 30, 20)])
    choices = [(("citizenship",), NOISE), (("sex", "age_group"), NOISE)]
    before = draft(world, snapshots(), *choices)
    protect_release(by=world.officers["secretariat"], release=before)
    far = Victim.objects.order_by("pk").first()
    far.citizenships, far.sex = ["TO"], "O"
    far.save()
    after = draft(world, snapshots(), *choices)
    protect_release(by=world.officers["secretariat"], release=after)
    for name in ("victims_identified-2022-citizenship", "victims_identified-2022-sex-age_group"):
        assert rows_of(before, name) == rows_of(after, name)
    assert ("TO",) not in rows_of(after, "victims_identified-2022-citizenship")
    assert (ELSEWHERE,) in rows_of(after, "victims_identified-2022-citizenship")


def test_a_year_in_which_there_was_nobody_has_the_same_rows_and_noise_too(world, snapshots):
    identify(world, [("F", 20, 30)])
    nobody = draft(world, snapshots(), (("sex",), {**NOISE, "year": 2019}), (("sex",), NOISE))
    protect_release(by=world.officers["secretariat"], release=nobody)
    assert rows_of(nobody, "victims_identified-2019-sex") == rows_of(nobody, "victims_identified-2022-sex")
    assert nobody.tables.get(year=2019).commitment


def test_an_auditor_draws_the_same_rows_and_numbers_again(world, snapshots, tmp_path):
    identify(world, [("F", 20, 30), ("M", 30, 20)])
    snapshot = snapshots()
    release = published(world, made(world, draft(world, snapshot, (("citizenship", "sex"), NOISE))))
    folder = tmp_path / "release"
    for name, content in files_to_publish(release).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    table = json.loads((folder / "tables/victims_identified-2022-citizenship-sex.json").read_text())[
        "tables"
    ][0]
    assert table["protection"]["rows"] == LAID_DOWN
    seeds = open_seeds(release=release)
    assert recompute_release(folder, folder_of(snapshot), seeds) == []


def test_a_table_that_was_drawn_before_there_was_such_a_rule_stays_as_it_is(world, snapshots):
    identify(world, [("F", 20, 30), ("M", 30, 20)])
    release = draft(world, snapshots(), (("sex",), NOISE))
    protect_release(by=world.officers["secretariat"], release=release)
    table = release.tables.get()
    old = {key: value for key, value in table.content["protection"].items() if key != "rows"}
    table.content = {**table.content, "protection": old}
    table.save(update_fields=["content"])
    release.refresh_from_db()
    protect_release(by=world.officers["secretariat"], release=release)
    assert rows_of(release, table.name) == {("F",), ("M",), (ALL,)}
    assert "rows" not in release.tables.get().content["protection"]


def test_every_figure_of_persons_has_its_rows_laid_down():
    for one in INDICATORS.values():
        for breakdown in one.breakdowns:
            told = laid_down(breakdown.code, 2022)
            assert len(told) == len(set(told)) > 1


def test_the_countries_are_those_of_the_records_of_nobody():
    assert tuple(alpha_3(code) for code in COUNTRIES) == ctdc.COUNTRIES


def test_what_no_definition_knows_is_refused_and_never_left_out():
    assert under_laid_down({("TO", "F"): 2, ("UY", "F"): 1}, ((ELSEWHERE, "VN"), ("F", "M"))) == {
        (ELSEWHERE, "F"): 3
    }
    with pytest.raises(ValueError, match="does not know"):
        under_laid_down({("X",): 1}, (("F", "M"),))
