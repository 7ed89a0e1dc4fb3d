"""# Suspects against lists, and the CTDC's variables, as figures

The Financial Action Task Force asks how many were screened, how many are possible, how many confirmed. Zero is an answer. The
CTDC's 27 variables are told as counts, and nothing that a page hides can be worked out from them.
"""

from datetime import date
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from sarana.measure.figures.actions import take_snapshot
from sarana.measure.figures.queries import COUNTRY, ctdc_counts, figures
from sarana.measure.screening.models import Alert, ListEdition, ScreenedName
from sarana.publish.datasets import layouts_counted
from sarana.publish.datasets.layouts import LAYOUTS
from sarana.register.cases.actions import assert_status
from sarana.register.cases.models import Event, Suspect, Victim
from sarana.register.money.models import AssetMeasure
from sarana.science.indicators.ctdc import CTDC, NULL

YEAR = timezone.localdate().year
ELEMENTS = {"acts": ["recruitment"], "means": ["deception"], "purposes": ["forced_labour"]}


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.SNAPSHOTS = tmp_path
    settings.DEMONSTRATION = True  # roles that must have a second factor do without


def rows(snapshot, layout, year=YEAR):
    return list(LAYOUTS[layout].rows(snapshot, year, "en"))


@pytest.fixture
def screened(world):
    """Seven suspects held against the UN's list: six alike and undecided, one decided by two; one of the seven is a victim too."""
    case, officer = world.case(), world.officers["chief"]
    edition = ListEdition.objects.create(
        source="un", generated_on=date(2022, 1, 1), digest="d", content=b"", entry_count=1, brought_by=officer
    )
    for at in range(8):
        identity = world.victim(case, words={"names": [f"Invented Person {at}"]}).identity
        if at:
            Victim.objects.filter(identity=identity).delete()
        Suspect.objects.create(number=f"S-{at}", case=case, identity=identity, added_by=officer)
        ScreenedName.objects.create(identity=identity, edition=edition, source="un", person_digest=b"p")
        decided = {"state": "decided", "verdict": "same", "decided_at": timezone.now()} if at == 1 else {}
        Alert.objects.create(
            identity=identity, edition=edition, source="un", regime="terrorism", score=0.9, entry_token=b"t",
            entry_digest=b"e", person_digest=b"p", **decided,
        )  # fmt: skip
    return case


def test_screened_possible_confirmed_and_nobody_who_is_protected(world, screened):
    snapshot = take_snapshot(by=None)
    codes = ["suspects_screened", "list_matches_possible", "list_matches_confirmed"]
    told = figures(snapshot, years=[YEAR], indicators=codes)
    assert {one.indicator: one.value for one in told if one.place == COUNTRY and not one.breakdown} == {
        "suspects_screened": 7,
        "list_matches_possible": 6,
        "list_matches_confirmed": 1,
    }
    found = {(count, one, reason): value for count, _, one, reason, _, value in rows(snapshot, "fatf")}
    assert found["possible", "UN Security Council", "Terrorism financing"] == 6
    assert found["possible", "", "Proliferation financing"] == 0
    assert found["confirmed", "", ""] == "hidden"


def test_whoever_sees_records_but_does_not_screen_sees_no_few_likenesses(client, world, screened):
    take_snapshot(by=None)
    records = reverse("web:figure-records", args=["list_matches_confirmed"])
    client.force_login(world.officers["investigator"])
    page = client.get(
        reverse("web:figure", args=["list_matches_confirmed"]),
        {"year": YEAR},
        headers={"accept-language": "en"},
    )
    assert page.context["value"] == "1–4"
    assert {section["by"] for section in page.context["sections"]} <= {"source", "regime"}
    assert client.get(records, {"year": YEAR}).status_code == 404
    client.force_login(world.officers["analyst"])
    behind = client.get(records, {"year": YEAR})
    assert [row["url"] for row in behind.context["rows"]] == [
        reverse("web:alert", args=[Alert.objects.get(verdict="same").pk])
    ]


def test_zero_is_an_answer(world):
    found = rows(take_snapshot(by=None), "fatf")
    assert {(row[0], row[-1]) for row in found if not row[2] and not row[3]} == {
        ("screened", 0), ("possible", 0), ("confirmed", 0), ("financial investigations", 0), ("measures", 0), ("cases", 0), ("cases with a financial investigation", 0), ("letters sent", 0), ("letters received", 0), ("median days to an answer", "not on record")
    }  # fmt: skip


def test_the_money_behind_cases_is_counted_and_leads_to_its_records(client, world):
    case, officer = world.case(), world.officers["chief"]
    for at in range(6):
        AssetMeasure.objects.create(
            case=case, deed="frozen" if at else "confiscated", kind="cash", on=date(YEAR, 1, 2), ordered_by="A court",
            recorded_by=officer,
        )  # fmt: skip
    found = {(count, part): value for count, _, part, _, _, value in rows(take_snapshot(by=None), "fatf")}
    assert found["measures", ""] == 6
    assert found["measures", "Frozen"] == found["measures", "Confiscated"] == "hidden"
    assert found["measures", "Paid to victims"] == 0
    client.force_login(officer)
    behind = client.get(reverse("web:figure-records", args=["asset_measures"]), {"year": YEAR})
    assert {row["url"] for row in behind.context["rows"]} == {reverse("web:case-money", args=[case.number])}


@pytest.fixture
def identified(world):
    """Eight women of 19 and two girls of 9, held by debt, most of them on farms for fifteen months."""
    case = world.case()
    event = Event.objects.create(
        case=case, started_on=date(2021, 1, 1), ended_on=date(2022, 4, 1), country="TH"
    )
    for at in range(10):
        victim = world.victim(
            case,
            words={"names": [f"Invented Person {at}"]},
            sex="F",
            age_at_event=19 if at < 8 else 9,
            citizenships=["KH"],
            forms_of_exploitation=["ForcedLabour"],
            relations_to_recruiter=["family"],
            methods_of_control=["DebtBondage", "RestrictsMovement"],
            labour_industries=["A_AgricultureForestryAndFishing"] if at < 9 else [],
        )
        victim.events.add(event)
        assert_status(
            by=world.officers["investigator"], victim=victim, assertion="ActualVictimOfTrafficking",
            asserted_on=date(2022, 9, 1), **ELEMENTS,
        )  # fmt: skip


def test_the_27_variables_of_the_ctdc(world, identified):
    snapshot = take_snapshot(by=None)
    assert len(CTDC) == 27
    counts = ctdc_counts(snapshot, 2022)
    assert all(sum(parts.values()) == 10 for parts in counts.values())
    told = {(variable, value): count for _, variable, _, value, _, count in rows(snapshot, "ctdc", 2022)}
    assert {name for name, _ in told} == {variable.name for variable in CTDC}
    assert told["gender", "Woman"] == 10
    assert told["citizenship", "KHM"] == 10
    assert told["CountryOfExploitation", "THA"] == 10
    assert told["traffickMonths", "13—24 (1-2 yrs)"] == 10
    assert told["meansDebtBondageEarnings", "1"] == told["meansDenyBasicNeeds", "1"] == 10
    assert told["meansThreats", NULL] == 10
    assert told["recruiterRelationFamily", "1"] == 10
    assert told["recruiterRelationFriend", NULL] == told["recruiterRelationOther", NULL] == 10


def test_what_is_few_is_hidden_with_what_would_give_it_back(world, identified):
    told = {(row[1], row[3]): row[5] for row in rows(take_snapshot(by=None), "ctdc", 2022)}
    assert told["ageBroad", "9—17"] == told["ageBroad", "18—20"] == "hidden"
    assert told["typeOfLabourAgriculture", "1"] == told["typeOfLabourAgriculture", NULL] == "hidden"


def test_a_part_that_the_page_hides_stays_hidden_in_its_finer_bands():
    page = [
        SimpleNamespace(
            indicator="victims_identified", value=40, place=COUNTRY, breakdown={}, gives_way=False
        )
    ] + [
        SimpleNamespace(
            indicator="victims_identified",
            value=count,
            place=COUNTRY,
            breakdown={"age_group": code},
            gives_way=False,
        )
        for code, count in (("0-17", 30), ("18+", 7), ("unknown", 3))
    ]
    variable = next(one for one in CTDC if one.name == "ageBroad")
    bands = {
        ("0-17", "0—8"): 21,
        ("0-17", "9—17"): 9,
        ("18+", "18—20"): 6,
        ("18+", "48+"): 1,
        ("unknown", NULL): 3,
    }
    shown = layouts_counted._protected(variable, bands, page)
    assert shown == {"0—8": 21, "9—17": 9, "18—20": None, "48+": None, NULL: None}
