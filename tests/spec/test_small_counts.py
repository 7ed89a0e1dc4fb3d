"""# Small counts are never published

Counts of one to four are hidden, and so is whatever would give them back by subtraction from the total.
"""

from decimal import Decimal
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from sarana.science.disclosure import HIDDEN, THRESHOLD, gives_away, protect_parts, sums_of

parts = st.dictionaries(st.integers(0, 20), st.integers(0, 60), min_size=1, max_size=12)


def test_a_small_count_takes_the_next_smallest_with_it():
    assert protect_parts({"a": 3, "b": 40, "c": 12, "d": 0}) == {"a": None, "b": 40, "c": None, "d": 0}


def test_two_ones_do_not_protect_each_other():
    """Two hidden cells that add up to two are both one."""
    assert protect_parts({"a": 1, "b": 1, "c": 30}) == {"a": None, "b": None, "c": None}


def test_nothing_small_hides_nothing():
    assert protect_parts({"a": 5, "b": 0, "c": 7}) == {"a": 5, "b": 0, "c": 7}


@given(parts)
def test_no_small_count_is_shown_and_what_is_shown_is_true(counts):
    for key, shown in protect_parts(counts).items():
        assert shown is HIDDEN or (shown == counts[key] and not 0 < shown < 5)


@given(parts)
def test_a_stranger_who_subtracts_learns_of_no_small_count(counts):
    """The largest value that a hidden cell could have, knowing the total, is never below five."""
    shown = protect_parts(counts)
    hidden = [key for key, value in shown.items() if value is HIDDEN]
    if not hidden:
        return
    rest = sum(counts.values()) - sum(value for value in shown.values() if value is not HIDDEN)
    everything_is_hidden = all(value is HIDDEN or value == 0 for value in shown.values())
    assert rest - (len(hidden) - 1) >= 5 or everything_is_hidden


@given(
    parts=st.lists(st.integers(0, 60), min_size=2, max_size=4),
    untold=st.sets(st.integers(0, 3), max_size=2),
)
def test_a_period_and_its_parts_never_tell_a_small_count_by_subtraction(parts, untold):
    """Whatever is told of a year and its quarters: what passes leaves nobody sure of a small count.

    Small parts are hidden as such; the attacker knows that, and that counts are whole and not negative.
    """
    untold = {at for at in untold if at < len(parts)}
    hidden = {at for at, part in enumerate(parts) if 0 < part < THRESHOLD} - untold
    told = [part for at, part in enumerate(parts) if at not in untold | hidden]
    whole = sum(parts)
    if whole and whole < THRESHOLD:
        return  # then the year itself is hidden
    if gives_away(Decimal(whole), [Decimal(part) for part in told], hidden=len(hidden), untold=len(untold)):
        return
    rest = whole - sum(told)
    ranges = [range(1, THRESHOLD) for _ in hidden] + [range(rest + 1) for _ in untold]
    fitting = [found for found in product(*ranges) if sum(found) == rest]
    for at in range(len(ranges)):
        possible = {found[at] for found in fitting}
        if at < len(hidden):
            assert possible == set(range(1, THRESHOLD)), "the sign says small, subtraction says no more"
        else:
            assert len(possible) > 1 or not 0 < min(possible) < THRESHOLD


def test_a_year_is_the_sum_of_its_parts_in_four_ways():
    assert [parts for whole, parts in sums_of("2026") if whole == "2026"] == [
        ("2026-H1", "2026-H2"),
        ("2026-H1", "2026-Q3", "2026-Q4"),
        ("2026-Q1", "2026-Q2", "2026-H2"),
        ("2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"),
    ]


def test_where_nothing_is_left_to_hide_with_the_small_ones_nothing_is_told():
    assert protect_parts({"a": 1, "b": 1, "c": 1, "d": 1, "e": 1, "f": 0}) == dict.fromkeys("abcdef")
    assert protect_parts({"a": 4, "b": 1, "c": 0}) == dict.fromkeys("abc")
    assert protect_parts({"a": 3, "b": 1, "c": 0}) == {"a": None, "b": None, "c": 0}, (
        "of 4 the total is hidden too"
    )


@given(st.dictionaries(st.text(max_size=2), st.integers(0, 9), min_size=1, max_size=7))
def test_no_hidden_count_follows_from_the_total_and_the_zeros_that_are_shown(counts):
    shown = protect_parts(counts)
    hidden = [key for key, count in shown.items() if count is None]
    if not hidden or len(hidden) == len(counts) or sum(counts.values()) < THRESHOLD:
        return
    left = sum(counts[key] for key in hidden)
    assert left - (len(hidden) - 1) >= THRESHOLD, "each of them may be as large as the threshold"
    assert left > len(hidden), "and none is known to the digit"
