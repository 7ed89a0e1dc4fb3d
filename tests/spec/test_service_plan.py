"""# The service plan, a bed, and money

What she needs, what she wants to reach, by which help and until when: agreed with her, counted under the four groups of the
child-protection systems. A bed is found without any table that tells where she sleeps. Money counts when it reached her.
"""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.utils.timezone import localdate
from hypothesis import given
from hypothesis import strategies as st

from sarana.base.accounts.rules import NotAllowed
from sarana.base.ledger.models import Entry
from sarana.register.care.actions import (
    ask_compensation,
    leave_bed,
    move_goal,
    open_shelter,
    plan_goal,
    read_goal,
    read_stay,
    record_money,
    take_bed,
)
from sarana.register.care.enums import GoalState, ServiceGroup
from sarana.register.care.models import Shelter
from sarana.register.care.queries import goals_due
from sarana.register.care.rules import may_follow, outcome_change


@pytest.fixture
def worker(world):
    return world.officers["social_worker"]


@pytest.fixture
def victim(world):
    case = world.case()
    case.partners.add(world.agencies["social"], world.agencies["shelter"])
    return world.victim(case)


@pytest.fixture
def house(world):
    return open_shelter(
        by=world.officers["ngo_worker"],
        takes_in="women",
        beds=1,
        words={"address": "Street 9, behind the temple"},
    )


def goal(worker, victim, **facts):
    facts = {"area": "livelihood", "kind": "Livelihood", "service_group": "anti_trafficking_community_reintegration",
             "due_on": localdate() + timedelta(days=30), "need": "No income", "goal": "A sewing shop with her sister", **facts}  # fmt: skip
    return plan_goal(by=worker, victim=victim, **facts)


# ## Needs, goals, services


def test_the_four_groups_are_those_of_the_child_protection_systems():
    assert {group.value.removeprefix("anti_trafficking_") for group in ServiceGroup} == {
        "rescue", "transitional_accommodation", "post_trafficking", "community_reintegration",
    }  # fmt: skip


def test_a_goal_is_hers_sealed_and_read_by_those_who_work_on_the_case(world, worker, victim):
    planned = goal(worker, victim)
    assert b"sewing" not in bytes(planned.sealed)
    assert read_goal(by=worker, goal=planned)["goal"] == "A sewing shop with her sister"
    for stranger in ("secretariat", "other_investigator"):
        with pytest.raises(NotAllowed):
            read_goal(by=world.officers[stranger], goal=planned)


@given(st.sampled_from(GoalState), st.sampled_from(GoalState))
def test_no_end_is_taken_back(now, to):
    if now in {GoalState.REACHED, GoalState.DROPPED}:
        assert not may_follow(now, to)


def test_a_goal_is_reached_or_given_up_with_a_reason(worker, victim):
    planned = goal(worker, victim)
    assert list(goals_due(worker, localdate() + timedelta(days=30))) == [planned]
    with pytest.raises(ValueError, match="given up"):
        move_goal(by=worker, goal=planned, to="dropped", on=localdate())
    move_goal(by=worker, goal=planned, to="reached", on=localdate())
    assert list(goals_due(worker, localdate() + timedelta(days=30))) == []
    with pytest.raises(ValueError, match="ended"):
        move_goal(by=worker, goal=planned, to="under_way", on=localdate())


def test_how_it_went_at_first_and_at_last():
    class Made:
        def __init__(self, on, **areas):
            self.months, self.visited_on, self.areas = 1, on, areas

    made = [Made(date(2023, 1, 1), safety=3), Made(date(2022, 11, 1), safety=1, health=2)]
    assert outcome_change(made) == {"safety": (1, 3)}


# ## A bed


def test_no_table_and_no_ledger_entry_tells_in_which_house_she_sleeps(worker, victim, house):
    stay = take_bed(by=worker, victim=victim, shelter=house, on=localdate())
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM care_shelterstay")
        stored = repr(
            [[bytes(v) if isinstance(v, memoryview) else v for v in row] for row in cursor.fetchall()]
        )
    assert house.pk.hex not in stored.replace("-", "")
    assert str(house.pk) not in "".join(
        Entry.objects.exclude(action="open_shelter").values_list("change", flat=True)
    )
    assert b"temple" not in bytes(house.sealed)
    assert read_stay(by=worker, stay=stay, reason="To visit her")[1]["address"].startswith("Street 9")


def test_only_the_house_and_who_found_the_bed_learn_where_she_is(world, worker, victim, house):
    stay = take_bed(by=worker, victim=victim, shelter=house, on=localdate())
    assert read_stay(by=world.officers["ngo_worker"], stay=stay, reason="She lives with us")
    for stranger in ("investigator", "chief", "prosecutor", "secretariat", "auditor"):
        with pytest.raises(NotAllowed):
            read_stay(by=world.officers[stranger], stay=stay, reason="To know")
    with pytest.raises(ValueError, match="why"):
        read_stay(by=worker, stay=stay, reason=" ")


def test_beds_are_counted_and_never_given_twice(world, worker, victim, house):
    stay = take_bed(by=worker, victim=victim, shelter=house, on=localdate())
    with pytest.raises(ValueError, match="No bed"):
        take_bed(by=worker, victim=world.victim(victim.case), shelter=house, on=localdate())
    with pytest.raises(ValueError, match="already"):
        take_bed(by=worker, victim=victim, shelter=house, on=localdate())
    leave_bed(by=worker, stay=stay, on=localdate())
    assert Shelter.objects.get().beds_taken == 0
    with pytest.raises(ValueError, match="ended"):
        leave_bed(by=worker, stay=stay, on=localdate())


# ## Money


def test_what_was_asked_granted_and_paid(worker, victim):
    asked = ask_compensation(
        by=worker, victim=victim, route="court", asked_on=date(2023, 1, 9), amount_asked=Decimal(5_000_000)
    )
    with pytest.raises(ValueError, match="go together"):
        record_money(by=worker, compensation=asked, granted_on=date(2023, 5, 1))
    with pytest.raises(ValueError, match="than was granted"):
        record_money(by=worker, compensation=asked, paid_on=date(2023, 6, 1), amount_paid=Decimal(1))
    record_money(
        by=worker, compensation=asked, granted_on=date(2023, 5, 1), amount_granted=Decimal(3_000_000),
        paid_on=date(2023, 9, 1), amount_paid=Decimal(500_000),
    )  # fmt: skip
    asked.refresh_from_db()
    assert (asked.amount_granted, asked.amount_paid) == (3_000_000, 500_000)
