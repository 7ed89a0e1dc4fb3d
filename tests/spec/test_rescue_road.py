"""# The road home of a person whom a mission seeks

Fourteen states, each with a clock. The ordinary course needs no words; whoever leaves a step out, goes back or ends the
search says why. Nobody is handed over without its step before, and no status is given without an authority's word.
"""

import itertools
from datetime import UTC, datetime, timedelta

import pytest

from sarana.register.rescue.enums import SoughtState as S
from sarana.register.rescue.rules import (
    ROAD,
    Move,
    Trace,
    days_in_state,
    distinct_persons,
    leave_by,
    move_of,
    next_states,
    status_may_be_given,
    with_whom,
)

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_the_ordinary_course_leads_from_the_request_to_the_end():
    road = [S.RECEIVED, S.ACKNOWLEDGED, S.LOCATED, S.OPERATION_PLANNED, S.CONTACTED, S.OUT_OF_PLACE, S.SCREENED,
            S.STATUS_GIVEN, S.IN_CARE, S.IDENTITY_CONFIRMED, S.EXIT_CLEARED, S.HANDED_OVER, S.CLOSED]  # fmt: skip
    for before, after in itertools.pairwise(road):
        assert move_of(before, after) is Move.USUAL


@pytest.mark.parametrize(
    ("before", "after", "move"),
    [
        (S.RECEIVED, S.NEEDS_DETAIL, Move.USUAL),  # too vague from the start
        (S.NEEDS_DETAIL, S.ACKNOWLEDGED, Move.USUAL),  # the mission answered
        (S.RECEIVED, S.OUT_OF_PLACE, Move.SKIP),  # she walked out by herself
        (S.LOCATED, S.SCREENED, Move.SKIP),
        (S.CONTACTED, S.NEEDS_DETAIL, Move.BACK),  # she was moved; nobody knows where
        (S.HANDED_OVER, S.LOCATED, Move.BACK),  # the wrong person had been handed over
        (S.CLOSED, S.NEEDS_DETAIL, Move.BACK),  # closed in error
        (S.LOCATED, S.CLOSED, Move.SKIP),  # every early end says why
        (S.LOCATED, S.HANDED_OVER, Move.FORBIDDEN),  # identity and exit come first
        (S.OUT_OF_PLACE, S.STATUS_GIVEN, Move.FORBIDDEN),  # nobody has a status who was not screened
        (S.EXIT_CLEARED, S.RECEIVED, Move.FORBIDDEN),
        (S.LOCATED, S.LOCATED, Move.FORBIDDEN),
        (S.NEEDS_DETAIL, S.NEEDS_DETAIL, Move.BACK),  # a second question
    ],
)
def test_skips_and_ways_back(before, after, move):
    assert move_of(before, after) is move


def test_handing_over_follows_the_exit_and_nothing_else():
    assert [state for state in ROAD if move_of(state, S.HANDED_OVER) is not Move.FORBIDDEN] == [
        S.EXIT_CLEARED
    ]


def test_what_is_offered_next_begins_with_the_usual():
    offered = next_states(S.LOCATED)
    assert offered[:2] == [S.OPERATION_PLANNED, S.CONTACTED]
    assert S.HANDED_OVER not in offered
    assert S.LOCATED not in offered


def test_every_state_but_the_last_has_a_clock():
    for state in ROAD:
        assert (leave_by(state, NOON, urgent=False) is None) == (state is S.CLOSED)


def test_danger_or_youth_makes_the_clock_run_faster():
    assert leave_by(S.RECEIVED, NOON, urgent=False) == NOON + timedelta(hours=24)
    assert leave_by(S.RECEIVED, NOON, urgent=True) == NOON + timedelta(minutes=15)
    assert leave_by(S.OUT_OF_PLACE, NOON, urgent=False) == NOON + timedelta(days=2)
    assert leave_by(S.OUT_OF_PLACE, NOON, urgent=True) == NOON + timedelta(days=1)


def test_days_are_whole_and_never_negative():
    assert days_in_state(NOON, NOON + timedelta(hours=47)) == 1
    assert days_in_state(NOON, NOON - timedelta(hours=1)) == 0


def test_a_status_comes_from_an_authority_even_a_disputed_one():
    assert not status_may_be_given(None)
    assert not status_may_be_given("none")
    assert status_may_be_given("disputed")
    assert status_may_be_given("not_victim")


def test_a_shelter_is_only_ever_called_care():
    assert with_whom("ngo") is with_whom("social_affairs")
    assert with_whom("ngo").value == "care"
    assert with_whom(None) is None


def test_totals_count_persons_and_not_lines():
    """Two missions' lines share a passport; an officer says that a third is the same; a fourth stands alone."""
    lines = [
        Trace(1, frozenset({("document", b"A1")})),
        Trace(2, frozenset({("document", b"A1"), ("victim", 7)})),
        Trace(3, frozenset({2})),
        Trace(4, frozenset({("document", b"B2")})),
    ]
    assert sorted(map(len, distinct_persons(lines))) == [1, 3]
    assert sorted(map(len, distinct_persons(lines[::-1]))) == [1, 3]
    assert distinct_persons([]) == []
