"""# Small counts are never published

Counts of one to four are hidden, and so is whatever would give them back by subtraction from the total.
"""

from hypothesis import given
from hypothesis import strategies as st

from sarana.science.disclosure import HIDDEN, protect_parts

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
