"""The annual report's page: a part at a time, in the language one chooses, with its files."""

import pytest
from django.urls import reverse

from sarana.base.places.queries import provinces
from sarana.measure.figures.actions import take_snapshot


@pytest.fixture(autouse=True)
def _settings(settings, tmp_path):
    settings.SNAPSHOTS = tmp_path
    settings.DEMONSTRATION = True


@pytest.fixture
def writer(client, world):
    for _ in range(6):
        world.case()
    take_snapshot(by=None)
    client.force_login(world.officers["statistician"])
    return world.officers["statistician"]


def test_the_report_is_read_in_the_language_one_chooses(client, writer):
    wish = {"year": 2022, "calendar": "unodc", "language": "km"}
    page = client.get(reverse("web:papers"), wish, headers={"accept-language": "en"})
    assert '<div lang="km">' in page.text
    assert "សំណុំរឿងដែលបានបើក" in page.text
    assert "How small counts are hidden" in page.text


@pytest.mark.parametrize("part", ["summary", "plan", "statements", "gaps", "cases_opened", "nonsense"])
def test_every_part_of_the_report_has_a_page(client, writer, part):
    page = client.get(reverse("web:papers"), {"year": 2022, "part": part})
    assert page.status_code == 200


def test_small_counts_are_hidden_on_the_page_too(client, world, writer):
    world.victim(world.case())
    take_snapshot(by=None)
    page = client.get(reverse("web:papers"), {"year": 2022, "language": "en", "part": "victims_possible"})
    assert "too few to show" in page.text or page.context["section"]["value"] in {"0", "–"}


@pytest.mark.parametrize(("name", "start"), [("paper-pdf", b"%PDF"), ("paper-html", b"<!doctype html>")])
def test_the_files_are_taken_away_not_shown(client, writer, name, start):
    file = client.get(reverse(f"web:{name}"), {"year": 2022, "calendar": "tip", "language": "en"})
    assert file.content.startswith(start)
    assert file["Content-Disposition"].startswith('attachment; filename="annual-report-2022-tip-en.')


def test_without_a_snapshot_there_is_no_report(client, world):
    client.force_login(world.officers["secretariat"])
    assert "figures/none.html" in [t.name for t in client.get(reverse("web:papers")).templates]
    assert client.get(reverse("web:paper-pdf")).status_code == 409


@pytest.mark.parametrize("role", ["provincial", "investigator", "auditor"])
def test_only_those_who_write_it_see_it(client, world, role):
    client.force_login(world.officers[role])
    assert client.get(reverse("web:papers")).status_code == 403
    assert client.get(reverse("web:paper-pdf")).status_code == 403


def test_the_sheet_of_each_province_is_taken_from_one_page(client, world, writer):
    client.force_login(world.officers["provincial"])
    page = client.get(reverse("web:province-sheets"), {"year": 2022, "language": "en"})
    assert len(page.content) < 60_000
    assert len(page.context["rows"]) == len(provinces())
    for code in provinces():
        for kind in ("pdf", "docx"):
            assert f"{reverse(f'web:province-sheet-{kind}', args=[code])}?year=2022" in page.text
    file = client.get(reverse("web:province-sheet-docx", args=["18"]), {"year": 2022, "language": "en"})
    assert file["Content-Disposition"] == 'attachment; filename="province-18-2022-unodc-en.docx"'
    assert file.content.startswith(b"PK")
    assert client.get(reverse("web:province-sheet-pdf", args=["99"])).status_code == 404


def test_without_a_snapshot_there_is_no_sheet(client, world):
    client.force_login(world.officers["provincial"])
    assert "figures/none.html" in [t.name for t in client.get(reverse("web:province-sheets")).templates]
    assert client.get(reverse("web:province-sheet-pdf", args=["18"])).status_code == 409
