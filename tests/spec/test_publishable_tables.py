"""# Tables that leave the house are in step with what other pages show"""

from datetime import date

import pytest
from django.test import Client

from sarana.measure.figures.actions import take_snapshot
from sarana.measure.figures.queries import Wanted
from sarana.publish.crossed import NotPublishable, exact_table, publishable_table
from sarana.publish.datasets.layouts import LAYOUTS
from sarana.publish.datasets.sdmx import Dimension, data_message
from sarana.register.cases.actions import assert_status

ELEMENTS = {"acts": ["recruitment"], "means": ["deception"], "purposes": ["forced_labour"]}


@pytest.fixture
def snapshot(world, settings, tmp_path):
    """In 2021 twelve girls of 15; in 2022 eight women and two boys."""
    settings.SNAPSHOTS = tmp_path
    case = world.case(opened_on=date(2021, 5, 1))
    for year, sex, age, count in ((2021, "F", 15, 12), (2022, "F", 30, 8), (2022, "M", 15, 2)):
        for _ in range(count):
            assert_status(
                by=world.officers["investigator"],
                victim=world.victim(case, sex=sex, age_at_event=age),
                assertion="ActualVictimOfTrafficking",
                asserted_on=date(year, 6, 1),
                **ELEMENTS,
            )
    return take_snapshot(by=None)


def wanted(rows, columns, *years):
    return Wanted("victims_identified", rows, columns, years)


def test_years_beside_a_dimension_show_what_each_years_page_shows(snapshot):
    told = publishable_table(snapshot, wanted("year", "sex", 2021, 2022))
    assert told.cells == {("2021", "F"): 12, ("2022", "F"): None, ("2022", "M"): None}
    assert told.rows == {"2021": 12, "2022": 10}


def test_two_dimensions_hide_what_the_parts_hide(snapshot):
    told = publishable_table(snapshot, wanted("sex", "age_group", 2022))
    assert told.total == 10
    assert None in told.rows.values()
    assert told.cells["M", "0-17"] is None
    assert told.cells["F", "18+"] is None


@pytest.mark.parametrize(
    ("rows", "columns", "years"),
    [
        ("quarter", "sex", (2022,)),
        ("sex", "age_group", (2021, 2022)),
        ("sex", "sex", (2022,)),
    ],
)
def test_what_could_be_subtracted_from_other_pages_is_refused(snapshot, rows, columns, years):
    with pytest.raises(NotPublishable):
        publishable_table(snapshot, wanted(rows, columns, *years))


def test_who_sees_the_records_sees_the_counts_on_the_page_but_not_in_files(snapshot, world):
    assert exact_table(snapshot, wanted("year", "sex", 2021, 2022)).cells["2022", "M"] == 2
    client = Client()
    client.force_login(world.officers["provincial"])
    address = "/figures/tables/?indicator=victims_identified&rows=year&columns=sex"
    assert ">2<" in client.get(address).content.decode()
    lines = client.get(f"{address}&as=csv").content.decode()
    assert "2022" in lines
    assert ",2," not in lines
    message = client.get(f"{address}&as=json").json()
    assert [seen[1] for seen in message["data"]["dataSets"][0]["observations"].values() if seen[1]] == [1] * 2
    client.force_login(world.officers["statistician"])
    assert ">2<" not in client.get(address).content.decode()
    assert client.get(f"{address}&rows=quarter").status_code == 422


def test_a_message_names_each_observation_by_its_place_in_the_dimensions():
    from django.utils import timezone

    made = data_message(
        "victims:1",
        "Victims",
        [
            Dimension("SEX", "Sex", [("F", "Female"), ("M", "Male")]),
            Dimension("YEAR", "Year", [("2022", "2022")]),
        ],
        {("F", "2022"): 8},
        prepared=timezone.now(),
        hidden=[("M", "2022")],
    )
    assert made["data"]["dataSets"][0]["observations"] == {"0:0": [8, 0], "1:0": [None, 1]}
    assert [one["id"] for one in made["data"]["structures"][0]["dimensions"]["observation"]] == [
        "SEX",
        "YEAR",
    ]


def test_the_layouts_of_others_hide_small_counts_and_name_each_answer(snapshot):
    glotip = list(LAYOUTS["glotip"].rows(snapshot, 2022, "en"))
    detected = [row for row in glotip if row[2] == "Detected trafficking victims"]
    assert (
        "KHM",
        "Cambodia",
        "Detected trafficking victims",
        "Total",
        "Total",
        "Total",
        "Total",
        2022,
        "Counts",
        10,
    ) in detected
    assert {row[-1] for row in detected if row[5] == "Male"} <= {"hidden", 0}
    assert {row[3] for row in glotip} >= {"Total", "by citizenship", "by form of exploitation"}
    told = {row[0]: row[4] for row in LAYOUTS["us-questions"].rows(snapshot, 2023, "en")}
    assert told["victims_identified"] == 10
    assert told["convictions"] == 0
    assert told["median_months"] == "not on record"
    told = {row[:3]: row[5] for row in LAYOUTS["ic-tip"].rows(snapshot, 2022, "en")}
    assert told["VICTIM", "identified", "total"] == 10
    assert told["VICTIM", "identified:sex", "M"] == told["VICTIM", "identified:sex", "F"] == "hidden"
    assert told["PERPETRATOR", "convicted", "total"] == 0
    elements = {row[1:]: count for row, count in told.items() if row[1] in {"act", "means", "purpose"}}
    assert elements == {
        ("act", "recruitment"): 10,
        ("means", "deception"): 10,
        ("purpose", "forced_labour"): 10,
    }
    assert [row[0] for row in LAYOUTS["odihr-stages"].rows(snapshot, 2022, "en")][:2] == [
        "possible",
        "identified",
    ]
