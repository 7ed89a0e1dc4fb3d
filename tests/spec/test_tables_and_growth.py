"""# Tables by two dimensions, what changed between snapshots, what is silent, and how counts still grow"""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarana.measure.figures.actions import take_snapshot
from sarana.measure.figures.queries import (
    COUNTRY,
    Wanted,
    delay_triangle,
    dimensions_of,
    figures,
    police_against_others,
    tabulate,
    what_changed,
)
from sarana.measure.figures.queries.growth import growth_factors
from sarana.register.cases.actions import assert_status
from sarana.register.cases.models import StatusAssertion
from sarana.register.operations.actions import close_operation, plan_operation
from sarana.science.indicators import INDICATORS

ELEMENTS = {"acts": ["recruitment"], "means": ["deception"], "purposes": ["forced_labour"]}


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.SNAPSHOTS = tmp_path


def identify(world, victim, on, by="investigator", assertion="ActualVictimOfTrafficking"):
    return assert_status(
        by=world.officers[by], victim=victim, assertion=assertion, asserted_on=on, **ELEMENTS
    )


def total(snapshot, code, year=2022):
    found = figures(snapshot, years=[year], indicators=[code])
    return next(f.value for f in found if f.place == COUNTRY and not f.breakdown)


@pytest.fixture
def six(world):
    """Six victims: two a quarter, boys and girls and one of unknown age."""
    for at in range(6):
        victim = world.victim(
            world.case(), sex="FM"[at % 2], age_at_event=None if at == 5 else 12 + at * 5, citizenships=["VN"]
        )
        identify(world, victim, date(2022, 1 + at * 2, 1))
    return world


def test_the_cells_of_any_table_add_up_to_the_figure(six):
    snapshot = take_snapshot(by=None)
    known = dimensions_of("victims_identified")
    for rows in known:
        cells = tabulate(snapshot, Wanted("victims_identified", rows, "sex", (2022,)))
        assert sum(cells.values()) == total(snapshot, "victims_identified") == 6
    assert tabulate(snapshot, Wanted("victims_identified", "quarter", "sex", (2022,))) == {
        ("2022-Q1", "F"): 1, ("2022-Q1", "M"): 1, ("2022-Q2", "F"): 1,
        ("2022-Q3", "F"): 1, ("2022-Q3", "M"): 1, ("2022-Q4", "M"): 1,
    }  # fmt: skip


def test_unknown_values_have_a_row_of_their_own(six):
    cells = tabulate(take_snapshot(by=None), Wanted("victims_identified", "age_group", "form", (2022,)))
    assert cells["unknown", "unknown"] == 1
    assert sum(cells.values()) == 6


def test_a_figure_without_parts_and_an_unknown_dimension_are_refused(six):
    snapshot = take_snapshot(by=None)
    with pytest.raises(ValueError, match="no parts that add up"):
        tabulate(snapshot, Wanted("sdg_16_2_2", "sex", "year", (2022,)))
    with pytest.raises(ValueError, match="not told apart by shoe_size"):
        tabulate(snapshot, Wanted("victims_identified", "shoe_size", "year", (2022,)))


def test_the_sdg_names_its_numerator_and_foreign_victims_are_those_known_to_be(six):
    snapshot = take_snapshot(by=None)
    assert total(snapshot, "sdg_16_2_2") == pytest.approx(6 / 15_552_211 * 100_000, abs=1e-4)
    assert "victims_identified" in INDICATORS["sdg_16_2_2"].definition_en
    assert total(snapshot, "victims_foreign") == 6


def test_identification_by_the_police_and_by_others_is_kept_apart(world):
    case = world.case()
    case.partners.add(world.agencies["social"])
    both, police = world.victim(case), world.victim(case)
    identify(world, both, date(2022, 3, 1))
    identify(world, both, date(2022, 4, 1), by="social_worker")
    identify(world, police, date(2022, 3, 1))
    snapshot = take_snapshot(by=None)
    assert total(snapshot, "victims_identified") == 2
    assert total(snapshot, "victims_identified_by_police") == 2
    assert total(snapshot, "victims_identified_formally") == 1
    told = police_against_others(snapshot, 2022, "unodc")
    assert (told.police_only, told.others_only, told.both) == (1, 0, 1)


def test_persons_screened_are_added_up_over_operations(world):
    officer = world.officers["investigator"]
    for screened in (120, 30):
        operation = plan_operation(
            by=officer, kind="inspection", place=world.places["18"], planned_for=date(2022, 5, 1), cases=[]
        )
        close_operation(
            by=officer,
            operation=operation,
            carried_out_on=date(2022, 5, 1),
            found={},
            persons_screened=screened,
        )
    assert total(take_snapshot(by=None), "persons_screened") == 150


def test_a_comparison_tells_what_came_what_went_and_why(world):
    stays, goes, late = (world.victim(world.case()) for _ in range(3))
    identify(world, stays, date(2022, 2, 1))
    identify(world, goes, date(2022, 2, 1))
    older = take_snapshot(by=None)
    identify(world, goes, date(2022, 3, 1), assertion="NotAVictimOfTrafficking")
    identify(world, late, date(2022, 2, 1))
    identify(world, world.victim(world.case()), date(2022, 2, 1))
    newer = take_snapshot(by=None)
    told = {one.indicator: one for one in what_changed(older, newer, 2022, "unodc")}["victims_identified"]
    assert (told.before, told.now) == (2, 3)
    assert (told.new_records, told.now_counted, told.no_longer_counted, told.gone) == (1, 1, 1, 0)
    assert told.now - told.before == told.new_records + told.now_counted - told.no_longer_counted - told.gone


def test_nothing_changes_between_two_snapshots_of_the_same_register(six):
    one, two = take_snapshot(by=None), take_snapshot(by=None)
    assert all(
        told.before == told.now and not told.new_records for told in what_changed(one, two, 2022, "tip")
    )


def test_what_was_recorded_late_stands_further_right(world):
    taken = take_snapshot(by=None).taken_at
    first = date(taken.year - 1, 6, 1)
    for at in range(4):
        said = identify(world, world.victim(world.case()), first)
        StatusAssertion.objects.filter(pk=said.pk).update(
            recorded_at=datetime(first.year, 6 + (at > 1), 9, 5, tzinfo=UTC)
        )
    [month] = delay_triangle(take_snapshot(by=None), "victims_identified")
    assert month.month == f"{first:%Y-%m}"
    assert month.known_after[:2] == (2, 4)
    assert month.now == 4


@given(st.lists(st.lists(st.integers(0, 50), min_size=1, max_size=6), min_size=1, max_size=8))
def test_growth_from_month_to_month_is_that_of_all_months_together(rows):
    cumulated = [[sum(row[: at + 1]) for at in range(len(row))] for row in rows]
    factors = growth_factors(cumulated)
    assert len(factors) == max(len(row) for row in cumulated) - 1
    for late, factor in enumerate(factors):
        assert factor is None or factor >= 1
        if factor is not None:
            both = [row for row in cumulated if len(row) > late + 1]
            assert factor * sum(row[late] for row in both) == pytest.approx(
                sum(row[late + 1] for row in both)
            )
