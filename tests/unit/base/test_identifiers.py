"""Identifiers tell when a record was made and in which order, and leave the rest to chance."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarana.base import identifiers
from sarana.base.identifiers import first_id_at, new_id

pytestmark = pytest.mark.pure
NOON = int(datetime(2026, 11, 30, 12, tzinfo=UTC).timestamp() * 1_000_000_000)
SECOND = 1_000_000_000


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands where it is set, and no identifier given before it."""
    told = [NOON]
    monkeypatch.setattr(identifiers.time, "time_ns", lambda: told[0])
    monkeypatch.setattr(identifiers, "_last", 0)
    return told


def test_those_of_one_moment_sort_as_they_were_made(clock):
    made = [new_id() for _ in range(10_000)]
    assert made == sorted(set(made))
    assert {(one.version, one.variant) for one in made} == {(7, "specified in RFC 4122")}


def test_those_of_several_threads_are_all_different_and_each_in_its_order():
    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(lambda _n: [new_id() for _ in range(2_000)], range(8)))
    assert len({one for some in made for one in some}) == 16_000
    assert all(earlier < later for some in made for earlier, later in pairwise(some))


def test_a_clock_that_is_put_right_by_a_little_loses_no_order_and_one_that_was_wrong_is_believed(clock):
    before = new_id()
    clock[0] -= SECOND // 2
    assert new_id() > before
    clock[0] -= 3_600 * SECOND
    assert new_id() < before


@given(microseconds=st.integers(0, 10**15))
def test_what_is_made_from_a_moment_on_sorts_from_its_first_identifier_on(microseconds):
    moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds)
    nanoseconds = (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1) * 1_000
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(identifiers.time, "time_ns", lambda: nanoseconds)
        patch.setattr(identifiers, "_last", 0)
        made = new_id()
    assert first_id_at(moment) <= made < first_id_at(moment + timedelta(milliseconds=1))


def test_numbers_of_records_made_one_after_the_other_tell_no_order():
    numbers = [identifiers.number_of("C", new_id()) for _ in range(200)]
    assert len(set(numbers)) == 200
    assert numbers != sorted(numbers)
