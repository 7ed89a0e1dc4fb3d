"""# What is decided in a meeting is done, or everybody sees that it is not

What is late stands on the agenda by name; a decision needs a quorum and gets a number; signed minutes are frozen under a hash;
an action point can't be closed without proof, and an urgent one only after a second person has looked at it.
"""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarana.base.accounts.rules import NotAllowed
from sarana.register.meetings.actions import (
    add_agenda_item,
    call_next,
    cancel_action,
    finish_action,
    found_body,
    give_action,
    open_meeting,
    plan_meeting,
    read_minutes,
    seat_member,
    settle_item,
    sign_minutes,
    verify_action,
    write_minutes,
)
from sarana.register.meetings.models import Body, Meeting
from sarana.register.meetings.queries import action_points_of, meetings_visible_to
from sarana.register.meetings.rules import may_see_meeting, needed
from sarana.register.plans.actions import (
    add_file_evidence,
    add_measure,
    add_pillar,
    draft_plan,
    set_plan_state,
)
from sarana.register.plans.models import Node

DAY = date(2024, 9, 2)


@given(st.integers(0, 60), st.integers(1, 100))
def test_a_quorum_is_at_least_one_and_never_more_than_all(members, quorum):
    assert 1 <= needed(members, quorum) <= max(1, members)
    assert needed(members, quorum) * Decimal(100) >= members * quorum


@pytest.fixture
def late(world) -> Node:
    """A measure of the police of Preah Sihanouk that was due two months before the meeting."""
    by = world.officers["secretariat"]
    plan = draft_plan(
        by=by, title_km="ផែនការ", title_en="Plan", starts_on=date(2024, 1, 1), ends_on=date(2024, 12, 31)
    )
    pillar = add_pillar(by=by, plan=plan, title_km="ក", title_en="One")
    measure = add_measure(
        by=by, parent=pillar, code="1.1", title_km="ខ", title_en="Screen everybody", lead_agency=world.agencies["police-18"],
        starts_on=date(2024, 1, 1), due_on=date(2024, 6, 30),
    )  # fmt: skip
    set_plan_state(by=by, plan=plan, state="adopted", on=date(2024, 1, 5))
    return measure


@pytest.fixture
def body(world, late) -> Body:
    """The committee of Preah Sihanouk: three agencies, the provincial officer in the chair."""
    by = world.officers["secretariat"]
    found = found_body(
        by=by, code="sihanouk", kind="provincial_committee", title_km="គ", title_en="Committee",
        agency=world.agencies["pcct-18"], nodes=[late.parent],
    )  # fmt: skip
    since = date(2024, 1, 1)
    seat_member(
        by=by, body=found, agency=world.agencies["pcct-18"], seat="chair", since=since, officer=world.officers["provincial"]
    )  # fmt: skip
    for code in ("police-18", "court-18"):
        seat_member(by=by, body=found, agency=world.agencies[code], seat="member", since=since)
    return found


@pytest.fixture
def meeting(world, body) -> Meeting:
    return plan_meeting(by=world.officers["provincial"], body=body, held_on=DAY)


def begin(world, meeting, count=2):
    members = list(meeting.body.members.all())[:count]
    return open_meeting(by=world.officers["provincial"], meeting=meeting, present=members)


def test_who_is_late_by_two_weeks_stands_on_the_agenda_by_name(world, meeting, late):
    item = meeting.items.get()
    assert (item.node, item.late_agency) == (late, late.lead_agency)
    early = plan_meeting(
        by=world.officers["provincial"], body=meeting.body, held_on=late.due_on + timedelta(days=13)
    )
    assert not early.items.exists()


def test_without_a_quorum_nothing_is_decided(world, meeting):
    by, item = world.officers["provincial"], meeting.items.get()
    with pytest.raises(ValueError, match="who is present"):
        settle_item(by=by, item=item, outcome="decision", outcome_en="So be it.")
    begin(world, meeting, 1)
    with pytest.raises(ValueError, match="no quorum"):
        settle_item(by=by, item=item, outcome="decision", outcome_en="So be it.")
    begin(world, meeting, 2)
    settle_item(by=by, item=item, outcome="decision", outcome_en="So be it.")
    assert item.decision == "1/2024"


def test_decisions_are_numbered_by_body_and_year(world, meeting):
    by = world.officers["provincial"]
    begin(world, meeting)
    second = add_agenda_item(by=by, meeting=meeting, title_km="ក", title_en="Second")
    for item in (meeting.items.first(), second):
        settle_item(by=by, item=item, outcome="decision", outcome_en="So be it.")
    assert second.decision == "2/2024"


def test_signed_minutes_are_frozen(world, meeting):
    by, item = world.officers["provincial"], meeting.items.get()
    begin(world, meeting)
    write_minutes(by=by, meeting=meeting, words={"minutes": "The police told of the quarter."})
    with pytest.raises(ValueError, match="needs an outcome"):
        sign_minutes(by=by, meeting=meeting)
    settle_item(by=by, item=item, outcome="postponed")
    with pytest.raises(NotAllowed):
        sign_minutes(by=world.officers["secretariat"], meeting=meeting)
    signed = sign_minutes(by=by, meeting=meeting)
    assert len(signed.digest) == 64
    for change in (
        lambda: write_minutes(by=by, meeting=meeting, words={"minutes": "Other."}),
        lambda: settle_item(by=by, item=item, outcome="information", outcome_en="Other."),
        lambda: add_agenda_item(by=by, meeting=meeting, title_km="ក", title_en="More"),
        lambda: give_action(
            by=by, source="meeting", item=item, assigned_to=by.agency, due_on=DAY, text_en="Other."
        ),
    ):
        with pytest.raises(ValueError, match="signed"):
            change()
    assert read_minutes(by=by, meeting=signed)["minutes"] == "The police told of the quarter."


def test_what_was_postponed_stands_on_the_next_agenda(world, meeting):
    by = world.officers["provincial"]
    begin(world, meeting)
    item = add_agenda_item(by=by, meeting=meeting, title_km="ក", title_en="Money for interpreters")
    settle_item(by=by, item=item, outcome="postponed")
    following = call_next(by=by, meeting=meeting)
    assert following.held_on == date(2024, 12, 2)
    assert "Money for interpreters" in [each.title_en for each in following.items.all()]


def given_action(world, meeting, **more):
    by, item = world.officers["provincial"], meeting.items.get()
    begin(world, meeting)
    return give_action(
        by=by, source="meeting", item=item, assigned_to=world.agencies["pcct-18"], due_on=date(2024, 10, 1),
        text_en="Screen the last two hotels", **more,
    )  # fmt: skip


def finish(world, point, evidence, by="provincial"):
    return finish_action(
        by=world.officers[by], point=point, on=date(2024, 9, 20), result="Both screened.", evidence=evidence
    )


def test_an_action_point_is_not_closed_without_proof(world, meeting, late):
    point = given_action(world, meeting)
    assert point in action_points_of(world.officers["provincial"])
    with pytest.raises(ValueError, match="Add the proof first"):
        finish(world, point, [])
    proof = add_file_evidence(
        by=world.officers["secretariat"], node=late, title="List", name="a.txt", content=b"Two hotels."
    )
    assert finish(world, point, [proof]).state == "closed"
    assert point not in action_points_of(world.officers["provincial"])


def test_an_urgent_one_waits_for_a_second_person(world, meeting, late):
    by = world.officers["secretariat"]
    proof = add_file_evidence(by=by, node=late, title="List", name="a.txt", content=b"Two hotels.")
    point = finish(world, given_action(world, meeting, priority="high"), [proof])
    assert point.state == "done"
    with pytest.raises(ValueError, match="what is missing"):
        verify_action(by=by, point=point, on=DAY, is_enough=False)
    assert verify_action(by=by, point=point, on=DAY, is_enough=False, reason="One is missing").state == "open"
    point = finish(world, point, [proof], by="secretariat")
    with pytest.raises(NotAllowed):
        verify_action(by=by, point=point, on=DAY, is_enough=True)


def test_only_who_gave_an_action_point_takes_it_back(world, meeting):
    point = given_action(world, meeting)
    with pytest.raises(NotAllowed):
        cancel_action(by=world.officers["secretariat"], point=point, reason="No")
    assert (
        cancel_action(by=world.officers["provincial"], point=point, reason="Given twice").state == "cancelled"
    )


def test_who_sees_a_meeting_is_the_same_by_rule_and_by_query(world, meeting):
    seen = set()
    for name, officer in world.officers.items():
        by_rule = may_see_meeting(officer, meeting)
        assert by_rule == meetings_visible_to(officer).filter(pk=meeting.pk).exists(), name
        seen |= {name} if by_rule else set()
    assert {"secretariat", "auditor", "provincial", "investigator", "prosecutor", "statistician"} == seen


def test_a_term_that_is_over_shows_no_new_meeting(world, meeting):
    officer = world.officers["investigator"]
    meeting.body.members.filter(agency=officer.agency).update(until=DAY - timedelta(days=1))
    meeting = Meeting.objects.get(pk=meeting.pk)
    assert not may_see_meeting(officer, meeting)
    assert not meetings_visible_to(officer).filter(pk=meeting.pk).exists()
