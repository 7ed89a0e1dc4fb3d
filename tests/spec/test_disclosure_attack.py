"""What a stranger derives from published tables: subtraction, linked tables, differencing, dominance, full rows."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from sarana.science.disclosure.attack import (
    ALL,
    Bounds,
    Sum,
    derive,
    differences,
    dominated,
    sums_of,
    with_totals,
)


def year_age_sex() -> dict[tuple[str, ...], int]:
    """Invented victims by year, age and sex: one small count in each of 31 pairs of year and age."""
    chance = Random(7)
    return {
        (str(1990 + year), age, sex): chance.randint(1, 4) if (age, sex) == ("0-8", "male") else 40
        for year in range(31)
        for age in ("0-8", "9-17", "18-26", "27-38")
        for sex in ("female", "male")
    }


def blanked(table: dict[tuple[str, ...], int], threshold: int) -> dict[tuple[str, ...], int | None]:
    return {key: None if 0 < count < threshold else count for key, count in table.items()}


def test_small_counts_hidden_alone_all_come_back_by_subtraction():
    table = with_totals(year_age_sex())
    published = blanked(table, 5)

    found = derive(published, sums_of(published), threshold=5)

    assert len(found.small) == 31
    assert all(each.least == each.most == table[each.key] for each in found.small)  # type: ignore[index]
    assert not found.counts_are_safe


def test_a_count_that_is_shown_small_is_told():
    assert derive({"a": 3, "b": 0, "c": 20}, [], threshold=5).shown == ("a",)


def test_nothing_is_derived_where_hidden_counts_leave_room():
    published = {"a": None, "b": None, "c": 30, "all": 60}

    assert derive(published, [Sum("all", ("a", "b", "c"))], threshold=5).counts_are_safe


def test_two_hidden_counts_that_are_small_together_are_bounded():
    published = {"a": None, "b": None, "all": 4}

    found = derive(published, [Sum("all", ("a", "b"))], threshold=5)

    assert set(found.small) == {Bounds("a", 1, 3), Bounds("b", 1, 3)}


def test_a_table_that_is_safe_alone_is_undone_by_a_linked_one():
    published = {"a": None, "b": None, "all": 60, "b north": 38, "b south": 20}
    alone = [Sum("all", ("a", "b"))]
    linked = [*alone, Sum("b", ("b north", "b south"))]

    assert derive(published, alone, threshold=5).counts_are_safe
    assert derive(published, linked, threshold=5).small == (Bounds("a", 2, 2),)


def test_hidden_totals_leave_their_parts_in_the_dark():
    published = {"a": None, "b": 30, "all": None}

    assert derive(published, [Sum("all", ("a", "b"))], threshold=5).counts_are_safe


def test_tables_that_contradict_each_other_are_not_called_safe():
    published = {"a": None, "b": 30, "all": 20}

    found = derive(published, [Sum("all", ("a", "b"))], threshold=5)

    assert found.unclear == ("a",)
    assert not found.counts_are_safe


def test_everybody_in_one_part_is_a_full_row():
    published = {("north", "forced labour"): 40, ("north", "other"): 0, ("north", ALL): 40}

    (row,) = derive(published, sums_of(published), threshold=5).full

    assert row.total == ("north", ALL)


def test_two_releases_are_subtracted():
    earlier = {"north": 20, "south": 30, "east": None}

    assert differences(earlier, {"north": 22, "south": 30, "east": 40}, threshold=5) == {"north": 2}


def test_one_operation_dominates_a_cell():
    operations = {"north": [40, 3], "south": [40, 20], "east": [12], "west": []}

    assert dominated(operations, threshold=5) == ["north", "east"]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.integers(0, 40), min_size=12, max_size=12),
    st.integers(0, 11),
    st.integers(1, 10),
)
def test_a_planted_leak_is_always_found(counts, at, small):
    keys = [(row, column) for row in "abc" for column in "wxyz"]
    table = with_totals(dict(zip(keys, counts, strict=True)) | {keys[at]: small})
    # The planted count alone is hidden: its row gives it back.
    published: dict[tuple[str, ...], int | None] = {**table, keys[at]: None}

    assert derive(published, sums_of(published), threshold=11).small == (Bounds(keys[at], small, small),)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 15), min_size=9, max_size=9), st.sets(st.integers(0, 8)))
def test_bounds_hold_the_truth(counts, hide):
    keys = [(row, column) for row in "abc" for column in "xyz"]
    table = with_totals(dict(zip(keys, counts, strict=True)))
    hidden = {keys[at] for at in hide if table[keys[at]]}
    published = {key: None if key in hidden else count for key, count in table.items()}

    found = derive(published, sums_of(published), threshold=11)

    assert not found.unclear
    assert all(each.least <= table[each.key] <= each.most < 11 for each in found.small)  # type: ignore[index]


def test_a_secret_count_of_any_size_is_told_when_it_is_known_exactly():
    published = {"a": None, "b": 60, "all": 110}
    sums = [Sum("all", ("a", "b"))]

    assert derive(published, sums, threshold=5).counts_are_safe
    assert derive(published, sums, threshold=5, secret=["a"]).small == (Bounds("a", 50, 50),)
