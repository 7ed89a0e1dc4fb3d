from datetime import date, timedelta

import pytest
from django.utils import timezone

from sarana.base.accounts.rules import NotAllowed
from sarana.base.ledger.actions import verify_ledger
from sarana.base.ledger.queries import trail_of
from sarana.register.care.actions import move_reintegration, record_service
from sarana.register.cases.actions import (
    amend_case,
    amend_victim,
    arrest_suspect,
    close_case,
    open_victim_identity,
    share_case,
)
from sarana.register.editing import EditConflict
from sarana.register.operations.actions import close_operation, plan_operation
from sarana.register.operations.enums import FoundAs
from sarana.register.proceedings.actions import move_proceeding, open_proceeding
from sarana.register.reports.actions import close_report
from sarana.register.returns.actions import send_return


def test_a_case_opened_from_reports_links_them(world):
    reports = [world.report(), world.report()]
    case = world.case(reports=reports)
    assert set(case.reports.all()) == set(reports)
    assert {r.state for r in case.reports.all()} == {"linked"}


def test_a_report_of_the_future_is_refused(world):
    with pytest.raises(ValueError, match="future"):
        world.report(received_at=timezone.now() + timedelta(days=1))


def test_a_report_is_closed_only_with_a_reason_and_stays(world):
    report = world.report()
    officer = world.officers["investigator"]
    with pytest.raises(ValueError, match="why"):
        close_report(by=officer, report=report, because="unfounded", reason="")
    close_report(by=officer, report=report, because="unfounded", reason="Went there; the house is empty")
    assert trail_of(report).first().reason == "Went there; the house is empty"


@pytest.mark.parametrize(
    ("born", "says"), [("2999-01-01", "future"), ("1999-02-31", "not a day"), ("1820-01-01", "1900")]
)
def test_an_impossible_birth_date_is_refused(world, born, says):
    with pytest.raises(ValueError, match=says):
        world.victim(world.case(), words={"names": ["Chan Sophea"], "birth_date": born})


def test_two_officers_editing_different_fields_both_keep_their_work(world):
    victim = world.victim(world.case())
    officer, chief = world.officers["investigator"], world.officers["chief"]
    amend_victim(by=officer, victim=victim, seen_version=1, changes={"age_at_event": 22})
    victim = amend_victim(by=chief, victim=victim, seen_version=1, changes={"sex": "O"})
    assert (victim.age_at_event, victim.sex, victim.version) == (22, "O", 3)


def test_two_officers_editing_the_same_field_are_asked(world):
    case = world.case()
    officer, chief = world.officers["investigator"], world.officers["chief"]
    amend_case(by=officer, case=case, seen_version=1, changes={"place": world.places["12"]})
    with pytest.raises(EditConflict) as conflict:
        amend_case(by=chief, case=case, seen_version=1, changes={"place": None})
    assert conflict.value.theirs == {"place": world.places["12"]}
    assert conflict.value.yours == {"place": None}


def test_a_partner_agency_sees_the_case_it_was_given(world):
    case = world.case()
    victim = world.victim(case)
    with pytest.raises(NotAllowed):
        open_victim_identity(by=world.officers["ngo_worker"], victim=victim, reason="Counselling")
    share_case(
        by=world.officers["investigator"], case=case, agency=world.agencies["shelter"], reason="Shelter"
    )
    shown = open_victim_identity(by=world.officers["ngo_worker"], victim=victim, reason="Counselling")
    assert shown["names"][1] == "Chan Sophea"


def test_one_operation_frees_victims_of_several_cases_and_arrests(world):
    officer = world.officers["investigator"]
    cases = [world.case(), world.case()]
    victims = [world.victim(case) for case in cases]
    suspect = world.suspect(cases[0])
    operation = plan_operation(
        by=officer, kind="raid", place=world.places["18"], planned_for=date(2022, 9, 17), cases=cases
    )
    with pytest.raises(ValueError, match="screened"):
        close_operation(
            by=officer,
            operation=operation,
            carried_out_on=date(2022, 9, 17),
            found=dict.fromkeys(victims, FoundAs.FREED),
        )
    close_operation(
        by=officer,
        operation=operation,
        carried_out_on=date(2022, 9, 17),
        found=dict.fromkeys(victims, FoundAs.FREED),
        arrested=[suspect],
        persons_screened=2,
    )
    suspect.refresh_from_db()
    assert suspect.arrested_on == date(2022, 9, 17)
    assert operation.persons_found.filter(found_as="freed").count() == 2


@pytest.fixture
def proceeding(world):
    case = world.case()
    share_case(
        by=world.officers["investigator"], case=case, agency=world.agencies["court-18"], reason="Trial"
    )
    suspect = world.suspect(case)
    return open_proceeding(
        by=world.officers["prosecutor"],
        suspect=suspect,
        court=world.agencies["court-18"],
        complaint_on=date(2022, 8, 10),
    )


def test_a_proceeding_moves_through_dated_stages(world, proceeding):
    clerk = world.officers["prosecutor"]
    move_proceeding(by=clerk, proceeding=proceeding, stage="arrest", on=date(2022, 8, 12))
    move_proceeding(by=clerk, proceeding=proceeding, stage="charge", on=date(2022, 8, 15), articles=["12"])
    move_proceeding(
        by=clerk, proceeding=proceeding, stage="verdict", on=date(2023, 1, 9), verdict="convicted"
    )
    move_proceeding(
        by=clerk,
        proceeding=proceeding,
        stage="sentence",
        on=date(2023, 1, 9),
        months_imposed=120,
        months_suspended=24,
    )
    proceeding.refresh_from_db()
    assert (proceeding.stage, proceeding.outcome) == ("sentence", "convicted")


@pytest.mark.parametrize(
    ("stage", "on", "facts", "says"),
    [
        ("complaint", date(2022, 8, 20), {}, "already"),
        ("arrest", date(2022, 8, 9), {}, "before the stage"),
        ("charge", date(2022, 8, 12), {}, "articles"),
        ("sentence", date(2022, 9, 12), {"months_imposed": 12}, "conviction"),
        ("verdict", date(2022, 9, 12), {}, "what the verdict was"),
        ("trial", date(2999, 1, 1), {}, "future"),
    ],
)
def test_a_stage_that_does_not_fit_is_refused_with_the_reason(world, proceeding, stage, on, facts, says):
    with pytest.raises(ValueError, match=says):
        move_proceeding(by=world.officers["prosecutor"], proceeding=proceeding, stage=stage, on=on, **facts)


def test_care_and_reintegration_are_dated(world):
    case = world.case()
    case.partners.add(world.agencies["social"])
    victim = world.victim(case)
    worker = world.officers["social_worker"]
    record_service(by=worker, victim=victim, kind="SocialCare", started_on=date(2022, 9, 20))
    move_reintegration(by=worker, victim=victim, stage="integration", on=date(2022, 12, 1))
    with pytest.raises(ValueError, match="does not fit"):
        move_reintegration(by=worker, victim=victim, stage="pre_integration", on=date(2022, 12, 24))


def test_a_return_is_about_a_month_that_is_over(world):
    officer = world.officers["provincial"]
    with pytest.raises(ValueError, match="over"):
        send_return(by=officer, month=timezone.localdate())
    first = send_return(by=officer, month=date(2022, 7, 1), nothing_to_report=True)
    assert send_return(by=officer, month=date(2022, 7, 14)) == first


def test_closing_a_case_needs_a_reason(world):
    case = world.case()
    with pytest.raises(ValueError, match="why"):
        close_case(by=world.officers["investigator"], case=case, on=date(2022, 9, 1), reason=" ")
    close_case(
        by=world.officers["investigator"], case=case, on=date(2022, 9, 1), reason="All victims cared for"
    )
    assert verify_ledger().is_whole


def test_an_arrest_is_recorded_only_by_those_who_see_the_case(world):
    suspect = world.suspect(world.case())
    for name in ("other_investigator", "statistician", "secretariat"):
        with pytest.raises(NotAllowed):
            arrest_suspect(by=world.officers[name], suspect=suspect, on=date(2022, 9, 1))
    assert arrest_suspect(by=world.officers["investigator"], suspect=suspect, on=date(2022, 9, 1)).arrested_on
