"""# The return into a community: visits, the end of help, and its beginning anew

"Reintegrated" is a claim until somebody has gone and looked. After 1, 3, 6, 12 and 24 months a social worker visits; how it
goes is the person's own word. Help ends when she was seen to be safe after half a year, or with a written reason. Who is
trafficked again is helped again, and the first round of help stays on record as it was.
"""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.world import World

from sarana.base.accounts.rules import NotAllowed
from sarana.base.vault.sealing import unseal
from sarana.register.care.actions import (
    move_reintegration,
    record_visit,
    reopen_reintegration,
    round_of,
)
from sarana.register.care.queries import visits_due
from sarana.register.care.rules import VISIT_MONTHS, due_visits

HOME = date(2022, 10, 1)
SAFE, UNSAFE = {"safety": 4, "housing": 3}, {"safety": 1}


@pytest.fixture
def victim(world: World):
    """Somebody who went home on the first of October; social affairs take part in her case."""
    case = world.case()
    case.partners.add(world.agencies["social"])
    person = world.victim(case)
    move_reintegration(by=world.officers["social_worker"], victim=person, stage="integration", on=HOME)
    return person


def visit(world, victim, months, areas=SAFE, **facts):
    facts = {"visited_on": HOME + timedelta(days=30 * months), **facts}
    return record_visit(
        by=world.officers["social_worker"], victim=victim, months=months, areas=areas, **facts
    )


def close(world, victim, on, **facts):
    return move_reintegration(
        by=world.officers["social_worker"], victim=victim, stage="closed", on=on, **facts
    )


# ## Visits


def test_the_visits_fall_due_by_themselves():
    assert [(v.months, v.due_on) for v in due_visits(HOME, [1])] == [
        (3, date(2023, 1, 1)),
        (6, date(2023, 4, 1)),
        (12, date(2023, 10, 1)),
        (24, date(2024, 10, 1)),
    ]


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.sets(st.sampled_from(VISIT_MONTHS)))
def test_no_visit_is_due_twice_and_none_is_forgotten(day, made):
    due = [visit.months for visit in due_visits(day, made)]
    assert sorted([*due, *made]) == sorted(VISIT_MONTHS)


def test_a_visit_stands_on_the_social_workers_day_until_it_is_made(world, victim):
    worker = world.officers["social_worker"]
    assert visits_due(worker, date(2022, 10, 31)) == []
    ((found, due),) = visits_due(worker, date(2022, 11, 1))
    assert (found, due.months) == (victim, 1)
    visit(world, victim, 1)
    assert visits_due(worker, date(2022, 11, 1)) == []
    assert visits_due(world.officers["other_investigator"], date(2030, 1, 1)) == []


def test_what_she_says_is_sealed_and_how_it_goes_is_a_word_of_hers(world, victim):
    made = visit(world, victim, 1, note="Her brother drinks")
    assert b"brother" not in bytes(made.sealed)
    assert unseal(made) == {"note": "Her brother drinks"}
    assert made.areas == SAFE


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"months": 2}, "1, 3, 6, 12 and 24"),
        ({"months": 1, "visited_on": HOME - timedelta(days=1)}, "after the integration"),
        ({"months": 1, "visited_on": date(2100, 1, 1)}, "not in the future"),
    ],
)
def test_a_visit_that_does_not_fit_says_why(world, victim, facts, said):
    with pytest.raises(ValueError, match=said):
        visit(world, victim, **facts)


def test_a_visit_is_made_once_and_by_those_who_care(world, victim):
    visit(world, victim, 3)
    with pytest.raises(ValueError, match="already"):
        visit(world, victim, 3)
    with pytest.raises(NotAllowed):
        record_visit(
            by=world.officers["investigator"], victim=victim, months=6, visited_on=date(2023, 4, 1), areas={}
        )


# ## The end of help


def test_help_does_not_end_before_somebody_looked_after_half_a_year(world, victim):
    visit(world, victim, 3)
    with pytest.raises(ValueError, match="six months"):
        close(world, victim, date(2023, 2, 1))
    assert close(world, victim, date(2023, 2, 1), reason="She moved abroad with her family")


def test_nor_while_she_is_not_safe(world, victim):
    visit(world, victim, 6, UNSAFE)
    with pytest.raises(ValueError, match="not safe"):
        close(world, victim, date(2023, 5, 1))
    visit(world, victim, 12, SAFE)
    assert close(world, victim, date(2023, 11, 1))


def test_who_is_closed_is_visited_no_more(world, victim):
    visit(world, victim, 6)
    close(world, victim, date(2023, 5, 1))
    assert visits_due(world.officers["social_worker"], date(2030, 1, 1)) == []


# ## Beginning anew


def test_who_is_trafficked_again_is_helped_again_and_the_first_round_stays(world, victim):
    worker = world.officers["social_worker"]
    visit(world, victim, 6)
    close(world, victim, date(2023, 5, 1))
    reopen_reintegration(by=worker, victim=victim, on=date(2024, 1, 10), because="retrafficked")
    assert round_of(victim) == 2
    move_reintegration(by=worker, victim=victim, stage="integration", on=date(2024, 3, 1))
    ((found, due),) = visits_due(worker, date(2024, 4, 1))
    assert (found, due.months) == (victim, 1)
    stages = list(victim.reintegration.values_list("round", "stage"))
    assert stages == [(1, "integration"), (1, "closed"), (2, "integration")]


def test_help_that_goes_on_is_not_begun_anew(world, victim):
    with pytest.raises(ValueError, match="not ended"):
        reopen_reintegration(
            by=world.officers["social_worker"], victim=victim, on=date(2023, 1, 1), because="needs_help"
        )
