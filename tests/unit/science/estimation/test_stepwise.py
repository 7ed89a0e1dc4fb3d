import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sarana.science.estimation import TableNotUsable, stepwise, table_from_rows

LISTS = ["a", "b", "c", "d"]
PATTERNS = [[pattern >> bit & 1 for bit in range(4)] for pattern in range(1, 16)]
tables = st.lists(st.integers(0, 40), min_size=15, max_size=15)


def answer(lists, rows):
    """The estimate, or that there is none."""
    try:
        found = stepwise(table_from_rows(lists, rows))
    except TableNotUsable:
        return None
    return found.estimate


def same(one, other):
    return one is other is None or np.isclose(one, other, rtol=1e-6)


@settings(max_examples=60, deadline=None)
@given(tables, st.permutations(range(4)), st.randoms(use_true_random=False))
def test_the_order_of_lists_and_rows_changes_nothing(counts, order, chance):
    rows = [[*pattern, count] for pattern, count in zip(PATTERNS, counts, strict=True)]
    turned = [[*(row[bit] for bit in order), row[-1]] for row in rows]
    chance.shuffle(turned)
    assert same(answer(LISTS, rows), answer([LISTS[bit] for bit in order], turned))


@settings(max_examples=60, deadline=None)
@given(tables)
def test_an_empty_list_changes_nothing(counts):
    rows = [[*pattern, count] for pattern, count in zip(PATTERNS, counts, strict=True)]
    longer = [[*row[:-1], 0, row[-1]] for row in rows]
    assert same(answer(LISTS, rows), answer([*LISTS, "e"], longer))


@settings(max_examples=60, deadline=None)
@given(tables)
def test_an_estimate_is_never_below_the_cases_counted(counts):
    rows = [[*pattern, count] for pattern, count in zip(PATTERNS, counts, strict=True)]
    found = answer(LISTS, rows)
    assert found is None or found >= sum(counts)


def test_chances_too_small_for_a_number_are_still_told_apart():
    """Two overlaps so far beyond what is expected that both p-values are 0: the more extreme one enters first."""
    rows = [[1, 0, 0, 400], [0, 1, 0, 400], [0, 0, 1, 400], [1, 1, 0, 9000], [0, 1, 1, 4000], [1, 1, 1, 3]]
    one = stepwise(table_from_rows(["a", "b", "c"], rows))
    turned = stepwise(table_from_rows(["c", "b", "a"], [[c, b, a, n] for a, b, c, n in rows]))
    assert np.isclose(one.estimate, turned.estimate, rtol=1e-9)
