"""The query and the predicate are the same rule: proved over every role, scope, partnership and bar."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.world import World

from sarana.base.accounts.models import Agency
from sarana.register.cases.queries import cases_visible_to
from sarana.register.cases.rules import may_see_case
from sarana.register.operations.actions import close_operation, plan_operation
from sarana.register.operations.queries import operations_visible_to
from sarana.register.operations.rules import may_see_operation
from sarana.register.reports.queries import reports_visible_to
from sarana.register.reports.rules import may_see_report

OFFICERS = [
    "secretariat",
    "provincial",
    "investigator",
    "other_investigator",
    "chief",
    "prosecutor",
    "social_worker",
    "ngo_worker",
    "immigration",
    "embassy",
    "analyst",
    "statistician",
    "auditor",
    "administrator",
]
a_few = st.lists(st.sampled_from(OFFICERS), max_size=3, unique=True)


@settings(max_examples=40)
@given(
    team=a_few,
    barred=a_few,
    partner=st.sampled_from([None, "court-18", "shelter", "pcct-12"]),
    place=st.sampled_from([None, "12", "18"]),
    agency=st.sampled_from(["police-18", "police-12", "police"]),
)
def test_a_case_is_listed_exactly_for_those_who_may_see_it(
    world: World, team, barred, partner, place, agency
):
    case = world.case(place=world.places.get(place or ""), agency=world.agencies[agency])
    case.team.set(world.officers[name] for name in team)
    case.barred.set(world.officers[name] for name in barred)
    case.partners.set([world.agencies[partner]] if partner else [])
    for officer in world.officers.values():
        listed = cases_visible_to(officer).filter(pk=case.pk).exists()
        assert listed == may_see_case(officer, case), officer.username
        if officer.username in barred:
            assert not listed


AGENCIES = ["ncct", "police", "police-18", "pcct-18", "court-18", "shelter", "embassy", "social"]


@settings(max_examples=60)
@given(
    by=st.sampled_from([None, "investigator", "chief", "provincial", "embassy", "ngo_worker"]),
    barred=a_few,
    place=st.sampled_from([None, "12", "18"]),
    shared=st.sampled_from([None, "police", "police-18", "shelter"]),
    out=st.lists(st.sampled_from(AGENCIES), max_size=2, unique=True),
    provinces_out=st.lists(st.sampled_from(["12", "18"]), max_size=2, unique=True),
)
def test_a_report_is_listed_exactly_for_those_who_may_see_it(
    world: World, by, barred, place, shared, out, provinces_out
):
    where = world.places.get(place or "")
    report = world.report(by, place=where) if by else world.public_report(place=where)
    report.barred.set(world.officers[name] for name in barred)
    report.shared_with.set([world.agencies[shared]] if shared else [])
    report.excluded_agencies.set(world.agencies[code] for code in out)
    report.excluded_provinces.set(world.places[code] for code in provinces_out)
    for officer in world.officers.values():
        listed = reports_visible_to(officer).filter(pk=report.pk).exists()
        assert listed == may_see_report(officer, report), officer.username
        below = any(officer.agency.path.startswith(world.agencies[code].path) for code in out)
        stands_in = {officer.place_id, officer.agency.place_id} & set(provinces_out)
        if officer.username in barred or below or stands_in:
            assert not listed, officer.username


def test_what_the_reporter_excludes_holds_below_it_and_for_oversight(world):
    """A post without a place of its own, below a police unit of the province, is kept out with its province."""
    post = Agency.objects.create(
        code="post", name_km="ប៉ុស្តិ៍", name_en="Post", kind="police",
        parent=world.agencies["police-18"], path=f"{world.agencies['police-18'].path}post/",
    )  # fmt: skip
    officer = world.officers["chief"]
    officer.agency = post
    officer.save()
    report = world.public_report(excluded_provinces=[world.places["18"]])
    report.shared_with.set([post])
    assert not may_see_report(officer, report)
    report.excluded_provinces.clear()
    assert may_see_report(officer, report)
    report.excluded_agencies.set([world.agencies["police"], world.agencies["ncct"]])
    for name in ("chief", "secretariat", "auditor"):
        assert not may_see_report(world.officers[name], report)
        assert not reports_visible_to(world.officers[name]).exists()


@settings(max_examples=30)
@given(team=a_few, barred=a_few, done=st.booleans(), place=st.sampled_from(["12", "18"]))
def test_an_operation_is_listed_exactly_for_those_who_may_see_it(world: World, team, barred, done, place):
    planner = world.officers["investigator"]
    operation = plan_operation(
        by=planner,
        kind="raid",
        place=world.places[place],
        planned_for=date(2022, 9, 17),
        team=[world.officers[name] for name in team],
    )
    if done:
        close_operation(by=planner, operation=operation, carried_out_on=date(2022, 9, 17))
    operation.barred.set(world.officers[name] for name in barred)
    for officer in world.officers.values():
        listed = operations_visible_to(officer).filter(pk=operation.pk).exists()
        assert listed == may_see_operation(officer, operation), officer.username


@pytest.mark.parametrize("name", ["chief", "secretariat", "auditor", "provincial"])
def test_a_planned_operation_is_sealed_to_its_team(world, name):
    """Early word of a raid is what a complicit official wants most."""
    operation = plan_operation(
        by=world.officers["investigator"],
        kind="raid",
        place=world.places["18"],
        planned_for=date(2022, 9, 17),
    )
    assert not may_see_operation(world.officers[name], operation)
