"""# Counts in multiples, and what was published before

A release may round instead of hiding: every count becomes a multiple, every sum still holds, and the range that is told is true.
And no release stands alone: whoever kept the one of last year subtracts it from this year's.
"""

from collections import Counter
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sarana.publish.releases.shown import ShownTable
from sarana.publish.releases.verifying import _derived
from sarana.science.disclosure import (
    ALL,
    Kind,
    State,
    Table,
    audit,
    audit_contained,
    audit_states,
    ranges_of,
    round_tables,
    suppress,
    with_totals,
)

counted = st.dictionaries(
    st.tuples(st.sampled_from("abc"), st.sampled_from("xyz")), st.integers(0, 60), min_size=2, max_size=9
)
# Tables of one later state: who came, where.
came = st.dictionaries(
    st.tuples(st.sampled_from("abc"), st.sampled_from("xyz")), st.integers(0, 9), max_size=3
)


def unseen(table: Table) -> Table:
    """As the attacker sees a rounded table: no true count, only ranges."""
    return Table(table.name, table.dimensions, dict.fromkeys(table.values))


@settings(max_examples=25)
@given(counted, st.sampled_from([5, 11]), st.randoms(use_true_random=False))
def test_rounded_tables_add_up_and_every_true_count_lies_in_the_range_that_is_told(counts, base, chance):
    table = with_totals("any", ("row", "column"), counts)
    told = round_tables([table], base, chance=chance.randrange)
    (shown,) = told.tables
    assert told.within == base - 1, "two dimensions never need more than one base"
    for key, count in shown.values.items():
        assert count % base == 0
        assert abs(count - table.values[key]) <= told.within
    for total, parts in shown.sums():
        assert shown.values[total] == sum(shown.values[part] for part in parts)
    assert audit([unseen(table)], threshold=base, ranges=ranges_of([shown], told.within)) == []


def test_three_dimensions_are_rounded_as_well_and_say_how_far():
    chance = Random(5)
    drawn = ((chance.choice("ab"), chance.choice("xyz"), chance.choice("pqr")) for _ in range(150))
    table = with_totals("any", ("one", "two", "three"), Counter(drawn))
    told = round_tables([table], 5, chance=chance.randrange)
    spans = told.ranges()
    for key, count in table.values.items():
        low, high = spans[table.cell(key)]
        assert low <= count <= high


def test_a_range_that_is_too_narrow_gives_a_small_count_away():
    """The attacker takes ranges at their word: 2 to 4 in one place is a small count, whoever rounded it."""
    table = with_totals("any", ("row",), {("a",): 3, ("b",): 40})
    ranges = {(("row", "a"),): (2, 4), (("row", "b"),): (38, 42), (): (40, 46)}
    assert {one.kind for one in audit([unseen(table)], threshold=5, ranges=ranges)} == {Kind.SMALL}


@pytest.mark.parametrize("base", [0, 1, 4])
def test_no_base_below_five(base):
    with pytest.raises(ValueError, match="5 is the least"):
        round_tables([with_totals("any", ("row",), {("a",): 3})], base)


def later(table: Table, new: dict) -> Table:
    """The same table once late records came in."""
    counts = Counter({key: count for key, count in table.values.items() if ALL not in key})
    for key, count in new.items():
        counts[key] += count
    return with_totals(table.name, table.dimensions, counts)


def test_who_came_between_two_releases_is_found_although_each_is_safe():
    table = with_totals("any", ("row", "column"), {(r, c): 30 for r in "abc" for c in "xyz"})
    states = [State((table,)), State((later(table, {("a", "x"): 2}),))]
    found = audit_states(states, threshold=5)
    assert {(one.kind, one.high) for one in found} == {(Kind.DIFFERENCE, 2)}
    assert (("column", "x"), ("row", "a")) in {one.cell for one in found}


def test_a_small_step_is_found_across_a_release_between():
    """The middle release tells neither the first total nor the last: together the outer two do."""
    table = with_totals("any", ("row",), {("a",): 30, ("b",): 40})
    middle = Table("any", ("row",), {("a",): 33})
    states = [State((table,)), State((middle,)), State((later(table, {("a",): 3}),))]
    assert any(one.kind == Kind.DIFFERENCE and one.high == 3 for one in audit_states(states, threshold=5))


@settings(max_examples=20, deadline=None)
@given(counted, came)
def test_what_the_attacker_lets_pass_tells_nobody_who_came(counts, new):
    """A step that both releases show is never below the rule when nothing was found."""
    table = with_totals("any", ("row", "column"), counts)
    states = [
        State(tuple(suppress([table], threshold=5))),
        State(tuple(suppress([later(table, new)], threshold=5))),
    ]
    if audit_states(states, threshold=5):
        return
    before, after = (state.tables[0].values for state in states)
    for key, count in after.items():
        if count is not None and before.get(key) is not None:
            assert not 0 < count - before[key] < 5


def test_records_taken_out_in_between_are_compared_one_by_one():
    table = with_totals("any", ("row",), {("a",): 30, ("b",): 40})
    states = [State((table,)), State((later(table, {("a",): -2}),))]
    assert {one.high for one in audit_states(states, threshold=5)} == {2}


def test_a_category_that_nobody_was_in_before_counts_as_none():
    before = with_totals("any", ("row",), {("a",): 30})
    after = with_totals("any", ("row",), {("a",): 30, ("b",): 4})
    told = State((Table("any", ("row",), {("a",): 30, ("b",): None, (ALL,): None}),))
    assert audit_states([State((before,)), State((after,))], threshold=5) != []
    assert audit_states([told], threshold=5) == []


def told(indicator, count):
    table = {"name": indicator, "indicator": indicator, "year": 2022, "dimensions": [], "rows": [[count]]}
    return ShownTable({**table, "protection": {"kind": "suppression", "threshold": 11}})


@pytest.mark.parametrize(("count", "faults"), [(190, 1), (150, 0), (193, 0)])
def test_who_checks_a_release_alone_sees_that_a_part_gives_the_rest_of_its_whole_away(count, faults):
    populations = {one.population: [one] for one in (told("victims_identified", 193), told("victims_identified_by_police", count))}  # fmt: skip
    assert sum(len(list(_derived(one, populations))) for one in populations) == faults


@settings(max_examples=30, deadline=None)
@given(
    parts=st.dictionaries(st.tuples(st.sampled_from("FMU")), st.integers(0, 40), min_size=1),
    beside=st.dictionaries(st.tuples(st.sampled_from("FMU")), st.integers(0, 40), min_size=1),
)
def test_whatever_a_part_and_its_whole_tell_together_is_true(parts, beside):
    """Nothing false is derived, and every small rest that two shown counts leave is found."""
    sexes = {key: (parts.get(key, 0), beside.get(key, 0)) for key in {*parts, *beside}}
    part, whole = (
        suppress(
            [with_totals("t", ("sex",), {key: some[0] + n * some[1] for key, some in sexes.items()})],
            threshold=11,
        )
        for n in (0, 1)
    )
    found = audit_contained(State(tuple(part)), State(tuple(whole)), threshold=11)
    for key, (_, rest) in sexes.items():
        shown = part[0].values[key], whole[0].values[key]
        if None not in shown and 0 < rest < 11:
            assert any(one.cell == (("sex", key[0]),) and one.low == one.high == rest for one in found)
    true = {(("sex", key[0]),): some for key, some in sexes.items()}
    for one in found:
        if one.cell in true and one.low == one.high:
            inside, rest = true[one.cell]
            assert one.low in {inside, rest, inside + rest}
