import math
from itertools import permutations

import numpy as np
import pytest

from sarana.science.estimation import TableNotUsable, graphical, over_deltas, table_from_patterns
from sarana.science.estimation.graphical import _margin_terms
from sarana.science.estimation.graphs import decomposable_graphs, margins_of_graphs

TABLE = table_from_patterns(["a", "b", "c"], {1: 20, 2: 14, 4: 11, 3: 5, 5: 4, 6: 3, 7: 1})


@pytest.mark.parametrize(("lists", "graphs"), [(3, 8), (4, 61), (5, 822), (6, 18_154)])
def test_there_are_as_many_graphs_as_mathematics_counts(lists, graphs):
    """Labelled chordal graphs (OEIS A058862)."""
    assert len(decomposable_graphs(lists)) == graphs


def test_a_path_has_the_margins_of_its_two_edges_over_the_middle():
    graph = decomposable_graphs(3).index((0b011, 0b110))
    margins = margins_of_graphs(3)[graph]
    assert {int(place): int(margins[place]) for place in np.flatnonzero(margins)} == {
        0b011: 1,
        0b110: 1,
        0b010: -1,
        # The last list's neighbours are none: the margin of nothing, which is 1.
        0b000: -1,
    }


def test_without_any_edge_the_posterior_is_that_of_independent_lists():
    """By the beta-binomial integral of each list on its own."""
    delta, alpha, cases = 0.125, 1.0, TABLE.cases
    sums = [
        sum(count for pattern, count in enumerate(TABLE.counts) if pattern >> bit & 1) for bit in range(3)
    ]

    def height(hidden):
        total = cases + hidden
        value = math.lgamma(total + 1) - math.lgamma(hidden + 1) - math.log(total)
        for listed in sums:
            value += math.lgamma(listed + 4 * delta) + math.lgamma(total - listed + 4 * delta)
            value -= math.lgamma(total + alpha)
        return value

    hidden = np.array([1.0, 5.0, 40.0, 300.0])
    empty = margins_of_graphs(3)[decomposable_graphs(3).index(())]
    ours = empty @ _margin_terms(TABLE, delta, hidden)
    theirs = [
        height(n) - math.lgamma(cases + n + 1) + math.lgamma(n + 1) + math.log(cases + n) for n in hidden
    ]
    assert np.diff(ours) == pytest.approx(np.diff(theirs), rel=1e-9)


def test_the_grid_extends_until_the_tail_is_next_to_nothing():
    found = graphical(TABLE)
    assert found.tail < 1e-6
    assert found.largest > found.upper > found.median > TABLE.cases
    wider = graphical(TABLE, largest=400_000)
    assert found.median == wider.median
    assert found.mean == pytest.approx(wider.mean, rel=0.01)


def test_a_grid_of_ones_own_says_how_much_lies_beyond():
    assert graphical(TABLE, largest=60).tail > 0.01


def test_the_answer_is_shown_over_delta():
    found = over_deltas(TABLE)
    assert [one.delta for one in found] == [2.0**-3, 2.0**-2, 2.0**-1, 1]


def test_the_order_of_the_lists_changes_nothing():
    answers = set()
    for order in permutations(range(3)):
        turned = {
            sum(1 << place for place, bit in enumerate(order) if pattern >> bit & 1): count
            for pattern, count in enumerate(TABLE.counts)
        }
        answers.add(round(graphical(table_from_patterns(["x", "y", "z"], turned)).mean, 6))
    assert len(answers) == 1


def test_too_many_lists_and_senseless_priors_are_refused():
    many = table_from_patterns(list("abcdefg"), {3: 4, 5: 2})
    with pytest.raises(TableNotUsable, match="6 are the most"):
        graphical(many)
    with pytest.raises(ValueError, match="above 0"):
        graphical(TABLE, delta=0)
    with pytest.raises(ValueError, match="between 0 and 1"):
        graphical(TABLE, level=95)
