"""Lists of persons by the kind of agency that met them, and the page that tells what they say."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from sarana.base.accounts.models import Agency
from sarana.measure.estimates.queries import LISTS, change_since_last_year, estimates_of, lists_of
from sarana.measure.figures.actions import take_snapshot
from sarana.register.care.models import Service
from sarana.science.estimation import TableNotUsable


@pytest.fixture
def snapshots(settings, tmp_path):
    settings.SNAPSHOTS = tmp_path
    settings.DEMONSTRATION = True


def meet(world, kinds, number):
    """So many persons of a police case whom agencies of these kinds gave a service besides."""
    worker = world.officers["social_worker"]
    case = world.case()
    for _ in range(number):
        victim = world.victim(case)
        for kind in kinds:
            agency = Agency.objects.filter(kind=kind).first()
            Service.objects.create(
                victim=victim, kind="Health", agency=agency, started_on=date(2022, 9, 1), recorded_by=worker
            )


def test_every_list_is_a_kind_of_agency_that_meets_victims(db):
    assert set(LISTS.values()) == {"POLICE", "NGO", "SOCIAL", "COURTS", "EMBASSY"}


def test_too_few_lists_are_refused(world, snapshots):
    world.victim(world.case())
    with pytest.raises(TableNotUsable, match="with fewer than 3"):
        lists_of(take_snapshot(by=None), 2022)


def test_persons_are_on_the_list_of_each_kind_of_agency_that_met_them(world, snapshots):
    meet(world, [], 7)
    meet(world, ["ngo"], 5)
    meet(world, ["ngo", "social_affairs"], 3)
    table = lists_of(take_snapshot(by=None), 2022)
    assert table.lists == ("NGO", "POLICE", "SOCIAL")
    assert {table.listed(pattern): n for pattern, n in enumerate(table.counts) if n} == {
        "POLICE": 7,
        "NGO&POLICE": 5,
        "NGO&POLICE&SOCIAL": 3,
    }


def test_without_an_assumption_the_year_has_diagnostics_alone(world, snapshots):
    meet(world, [], 7)
    meet(world, ["ngo"], 5)
    meet(world, ["ngo", "social_affairs"], 6)
    snapshot = take_snapshot(by=None)
    assert estimates_of(snapshot, 2022, "unodc", "").estimates == ()
    with pytest.raises(TableNotUsable):
        change_since_last_year(snapshot, 2022, "unodc", "they work apart")


def test_the_page_hides_small_overlaps_and_answers_only_to_an_assumption(world, snapshots):
    meet(world, [], 9)
    meet(world, ["ngo"], 8)
    meet(world, ["social_affairs"], 3)
    meet(world, ["ngo", "social_affairs"], 6)
    take_snapshot(by=None)
    signed_in = Client(headers={"Accept-Language": "en"})
    signed_in.force_login(world.officers["statistician"])
    address = f"{reverse('web:hidden-number')}?year=2022"
    page = signed_in.get(address)
    assert page.context["form"].errors == {}
    assert "answers" not in page.context
    rows = {row["lists"]: str(row["persons"]) for row in page.context["overlap_rows"]}
    assert rows["POLICE & SOCIAL"] not in {"3", "5", "0"}
    assert rows["NGO & POLICE"] == "10"
    words = {"assumption": "The police refer to organisations; the others work apart."}
    answered = signed_in.post(address, words)
    assert answered.status_code == 200
    assert [one["method"] for one in answered.context["answers"]]
    assert signed_in.post(address, {"assumption": "too short"}).status_code == 422


@pytest.mark.parametrize("role", ["statistician", "investigator"])
def test_the_page_says_what_is_missing_where_lists_cannot_answer(world, snapshots, role):
    world.victim(world.case())
    take_snapshot(by=None)
    signed_in = Client()
    signed_in.force_login(world.officers[role])
    page = signed_in.get(reverse("web:hidden-number"), {"year": 2022}, headers={"Accept-Language": "en"})
    assert page.status_code == 200
    assert page.context["unusable"]
