"""Pages of figures: who sees small counts, what files hold, how one gets from a number to its records."""

import csv
import io
import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from sarana.measure.figures.actions import take_snapshot
from sarana.publish.charts import bar_chart
from sarana.register.cases.actions import assert_status
from sarana.register.cases.models import Victim
from sarana.register.duplicates.models import Pair
from sarana.web.views.drawing import drawn
from sarana.web.wording import figure

ELEMENTS = {"acts": ["recruitment"], "means": ["deception"], "purposes": ["forced_labour"]}


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.SNAPSHOTS = tmp_path
    settings.DEMONSTRATION = True
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def counted(world):
    """Eight identified victims in one case of Preah Sihanouk in 2022: six women and girls, two men; a snapshot of it."""
    case = world.case()
    for number in range(8):
        victim = world.victim(
            case,
            words={"names": [f"Invented Person {number}"]},
            sex="F" if number < 6 else "M",
            forms_of_exploitation=["ForcedLabour"],
        )
        assert_status(
            by=world.officers["investigator"],
            victim=victim,
            assertion="ActualVictimOfTrafficking",
            asserted_on=date(2022, 9, 1),
            **ELEMENTS,
        )
    take_snapshot(by=None)
    return case


def see(client, officer, address, **query):
    client.force_login(officer)
    return client.get(address, {"year": 2022, **query}, headers={"accept-language": "en"})


def indicator(code="victims_identified"):
    return reverse("web:figure", args=[code])


def rows_of(response):
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_without_a_snapshot_the_page_says_what_to_do(client, world):
    page = see(client, world.officers["secretariat"], reverse("web:figures"))
    assert "No snapshot yet" in page.text
    assert "Take a snapshot now" in page.text


def test_a_snapshot_is_taken_by_those_who_may(client, world):
    client.force_login(world.officers["statistician"])
    assert client.post(reverse("web:snapshot-new")).status_code == 302
    client.force_login(world.officers["investigator"])
    assert client.post(reverse("web:snapshot-new")).status_code == 403
    assert client.get(reverse("web:snapshot-new")).status_code == 405


def test_the_dashboard_shows_totals_coverage_and_source(client, world, counted):
    page = see(client, world.officers["statistician"], reverse("web:figures"))
    assert "Victims identified" in page.text
    assert ">8<" in page.text
    assert "units" in page.text
    assert page.context["snapshot"].digest in page.text


@pytest.mark.parametrize("role", ["statistician", "analyst", "embassy", "prosecutor"])
def test_whoever_sees_no_records_sees_no_small_counts(client, world, counted, role):
    page = see(client, world.officers[role], indicator())
    sexes = next(section for section in page.context["sections"] if section["by"] == "sex")
    assert {row["value"] for row in sexes["rows"]} == {"hidden"}
    assert "Counts of 1 to 4 are hidden" in page.text


def test_a_caseworker_sees_them(client, world, counted):
    page = see(client, world.officers["investigator"], indicator())
    sexes = next(section for section in page.context["sections"] if section["by"] == "sex")
    assert {row["name"]: row["value"] for row in sexes["rows"]} == {"Female": 6, "Male": 2}


def test_a_total_of_few_is_written_as_one_to_four(client, world):
    world.case()
    take_snapshot(by=None)
    page = see(client, world.officers["statistician"], indicator("cases_opened"))
    assert page.context["value"] == "1–4"
    assert all(section["by"] != "province" for section in page.context["sections"])


def test_files_hide_small_counts_whoever_takes_them(client, world, counted):
    file = see(client, world.officers["investigator"], indicator(), **{"as": "csv"})
    values = {row["code"]: row["value"] for row in rows_of(file) if row["by"] == "sex"}
    assert values == {"F": "hidden", "M": "hidden"}
    assert {row["snapshot"] for row in rows_of(file)} == {take_digest()}


def take_digest():
    from sarana.measure.figures.queries import latest_snapshot

    return latest_snapshot().digest


def test_the_workbook_holds_the_same_table(client, world, counted):
    from python_calamine import CalamineWorkbook

    file = see(client, world.officers["statistician"], indicator(), **{"as": "xlsx"})
    rows = CalamineWorkbook.from_filelike(io.BytesIO(file.content)).get_sheet_by_index(0).to_python()
    assert ["victims_identified", 1.0, 2022.0, "", "", "Whole country", 8.0] in rows
    dashboard = see(client, world.officers["statistician"], reverse("web:figures"), **{"as": "csv"})
    totals = {row["indicator"]: row["value"] for row in rows_of(dashboard)}
    assert totals["victims_identified"] == "8"
    assert totals["cases_opened"] == "1–4"


def test_the_records_behind_a_figure_are_those_one_may_see(client, world, counted):
    address = reverse("web:figure-records", args=["victims_identified"])
    mine = see(client, world.officers["investigator"], address)
    assert len(mine.context["rows"]) == 8
    assert mine.context["rows"][0]["url"] == reverse("web:victim", args=[mine.context["rows"][0]["number"]])
    theirs = see(client, world.officers["other_investigator"], address)
    assert theirs.context["rows"] == []
    assert "None of these records is yours to see" in theirs.text


def test_records_of_another_place_or_year_are_not_behind_it(client, world, counted):
    address = reverse("web:figure-records", args=["victims_identified"])
    assert see(client, world.officers["investigator"], address, place="12").context["rows"] == []
    assert see(client, world.officers["investigator"], address, year=2023).context["rows"] == []


def test_a_number_of_campaigns_leads_whoever_sees_figures_to_them(client, world):
    from sarana.register.outreach.models import Campaign, Session

    world.case(opened_on=date(2022, 1, 1))
    campaign = Campaign.objects.create(
        title_km="យុទ្ធនាការ", title_en="Invented campaign", agency=world.agencies["police"], audience="public", channel="radio",
        starts_on=date(2022, 3, 1), ends_on=date(2022, 4, 1), place=world.places["18"], recorded_by=world.officers["chief"],
    )  # fmt: skip
    Session.objects.create(campaign=campaign, held_on=date(2022, 3, 2), reached=40)
    take_snapshot(by=None)
    assert (
        "The records behind it"
        in see(client, world.officers["statistician"], indicator("campaigns_begun")).text
    )
    for code, name in (
        ("campaigns_begun", "Invented campaign"),
        ("persons_reached", "Invented campaign: 2 March 2022"),
    ):
        address = reverse("web:figure-records", args=[code])
        page = see(client, world.officers["statistician"], address)
        assert [(row["number"], row["url"]) for row in page.context["rows"]] == [
            (name, reverse("web:campaign", args=[campaign.pk]))
        ]


def test_nobody_without_records_is_led_to_them(client, world, counted):
    page = see(client, world.officers["statistician"], indicator())
    assert "The records behind it" not in page.text
    address = reverse("web:figure-records", args=["victims_identified"])
    assert see(client, world.officers["statistician"], address).status_code == 403
    assert see(client, world.officers["embassy"], address).status_code == 404


@pytest.mark.parametrize(
    "query",
    [{"year": "x"}, {"year": "99999999999"}, {"calendar": "moon"}, {"whole": "nothing"}, {"place": "'"}],
)
def test_a_strange_address_still_gives_a_page(client, world, counted, query):
    assert see(client, world.officers["investigator"], indicator(), **query).status_code == 200


def test_strange_keys_of_records_are_not_found(client, world, counted):
    address = reverse("web:figure-records", args=["victims_identified"])
    assert see(client, world.officers["investigator"], address, after="x").status_code == 404
    assert see(client, world.officers["investigator"], indicator("nothing")).status_code == 404


def test_the_tip_year_runs_from_april_to_march(client, world, counted):
    page = see(client, world.officers["statistician"], indicator(), year=2023, calendar="tip")
    assert page.context["value"] == 8
    assert page.context["period"].start == date(2022, 4, 1)


def test_a_province_that_was_not_heard_is_a_dash_and_not_a_zero(client, world, counted):
    page = see(client, world.officers["investigator"], indicator())
    provinces = next(section for section in page.context["sections"] if section["by"] == "province")
    assert {row["name"]: row["value"] for row in provinces["rows"]} == {
        "Preah Sihanouk": 8,
        "Phnom Penh": None,
    }


def test_the_administrator_sees_no_figures(client, world):
    assert see(client, world.officers["administrator"], reverse("web:figures")).status_code == 403


def test_beside_what_counts_persons_stands_how_sure_it_is_that_each_is_counted_once(client, world, counted):
    page = see(client, world.officers["secretariat"], indicator())
    assert "Persons may be counted twice: 0 pairs" in page.text
    assert "too few were decided" in page.text
    assert "counted twice" not in see(client, world.officers["secretariat"], indicator("cases_opened")).text
    keys = sorted(Victim.objects.values_list("identity", flat=True))
    for place, second in enumerate(keys[1:]):
        state = "waiting" if place == 0 else "merged"
        Pair.objects.create(first_id=keys[0], second_id=second, score=0.95, state=state)
    for place, second in enumerate(keys[2:]):
        state = "apart" if place == 0 else "merged"
        Pair.objects.create(first_id=keys[1], second_id=second, score=0.95, state=state)
    page = see(client, world.officers["secretariat"], indicator())
    assert "92% (95% interval 65%–99%) were one person" in page.text
    assert "&lt;10 pairs" in see(client, world.officers["statistician"], indicator()).text


# ## Numbers in drawings

KHMER_NUMBER = re.compile(r">[០-៩][០-៩.,]*</text>")


def test_a_drawing_on_a_page_writes_numbers_as_the_table_beside_it(client, world, counted):
    client.force_login(world.officers["statistician"])
    page = client.get(indicator(), {"year": 2022}, headers={"accept-language": "km"}).content.decode()
    drawings = "".join(re.findall(r"<svg.*?</svg>", page, re.DOTALL))
    assert re.search(r">8</text>", drawings)
    assert not KHMER_NUMBER.search(drawings)


def test_words_of_a_drawing_keep_their_numerals_and_a_paper_its_own():
    """Under eighteen is written ១៨ in Khmer words, wherever they stand; a paper in Khmer counts in Khmer numerals."""
    chart = bar_chart("ក", [("អាយុក្រោម ១៨ ឆ្នាំ", 1234.5)], language="km", hidden="–")
    assert ">១.២៣៤,៥<" in chart
    with translation.override("km"):
        assert f">{figure(1234.5)}<" in drawn(chart)
    assert "អាយុក្រោម ១៨ ឆ្នាំ" in drawn(chart)
