"""Three lists and more with what is known of each case."""

import math

import numpy as np
import pytest

from sarana.science.estimation import TableNotUsable, Verdict, adjusted, stepwise, table_from_patterns
from sarana.science.estimation.gates import gates_of_kinds

COUNTS = {1: 60, 2: 45, 3: 9, 4: 70, 5: 12, 6: 6, 7: 2, 8: 30, 9: 5, 10: 7, 12: 11, 13: 3, 15: 1}
TABLE = table_from_patterns(list("abcd"), COUNTS)


def asked(covariates, replicates=20, lists="abcd", **how):
    return adjusted(
        list(lists), list(COUNTS), list(COUNTS.values()), covariates, replicates=replicates, **how
    )


def two_kinds(cases, seed):
    """Cases at sea are seldom on a list, those on land often; within each the lists are independent."""
    generator = np.random.default_rng(seed)
    at_sea = generator.random(cases) < 0.5
    chances = np.where(at_sea[:, None], [0.1, 0.12, 0.08, 0.1], [0.45, 0.5, 0.4, 0.35])
    patterns = (generator.random((cases, 4)) < chances) @ (1 << np.arange(4))
    seen = patterns > 0
    rows, counts = np.unique(np.column_stack([patterns, at_sea])[seen], axis=0, return_counts=True)
    return rows[:, 0].tolist(), counts.tolist(), rows[:, 1:].astype(float).tolist()


def test_where_nothing_is_known_it_is_the_stepwise_model():
    found = asked([[] for _ in COUNTS])
    assert found.estimate == pytest.approx(stepwise(TABLE).estimate, rel=1e-8)
    assert found.pairs == stepwise(TABLE).pairs
    assert found.kinds == 1


def test_what_says_nothing_of_the_lists_changes_next_to_nothing():
    patterns, counts = list(COUNTS) * 2, [2 * n for n in COUNTS.values()] * 2
    kinds = [[float(at >= len(COUNTS))] for at in range(len(patterns))]
    found = adjusted(list("abcd"), patterns, counts, kinds, replicates=5)
    assert found.estimate == pytest.approx(found.ignoring, rel=1e-6)
    assert found.kinds == 2


def test_kinds_that_lists_catch_unlike_are_told_apart():
    """Thrown together, the lists seem to depend on each other, and the number comes out too low."""
    found = adjusted(list("abcd"), *two_kinds(6_000, 5), replicates=60)
    assert found.pairs == ()
    assert found.interval.lower < 6_000 < found.interval.upper
    assert abs(found.estimate / 6_000 - 1) < abs(found.ignoring / 6_000 - 1)
    assert 0.3 < found.least_seen < 0.4


def test_the_order_of_lists_and_rows_changes_nothing():
    patterns, counts, known = two_kinds(1_000, 6)
    one = adjusted(list("abcd"), patterns, counts, known, replicates=5)
    turned = [sum(1 << "dbca".index("abcd"[bit]) for bit in range(4) if p >> bit & 1) for p in patterns]
    other = adjusted(list("dbca"), turned[::-1], counts[::-1], known[::-1], replicates=5)
    assert other.estimate == pytest.approx(one.estimate, rel=1e-9)
    assert other.interval.lower == pytest.approx(one.interval.lower, rel=1e-9)


def test_a_list_with_nobody_of_a_kind_still_leaves_an_estimate():
    patterns, counts, known = two_kinds(2_000, 7)
    kept = [(p, n, k) for p, n, k in zip(patterns, counts, known, strict=True) if not (k[0] and p & 8)]
    found = adjusted(list("abcd"), *map(list, zip(*kept, strict=True)), replicates=5)
    assert sum(n for _, n, _ in kept) < found.estimate < 4_000


def test_a_kind_that_is_whole_on_one_list_fails_its_check():
    patterns, counts = [1, 3, 5, 2, 4, 6, 3, 5], [60, 9, 12, 45, 70, 6, 9, 5]
    found = adjusted(list("abc"), patterns, counts, [[float(at > 2)] for at in range(8)], replicates=5)
    (kinds,) = (gate for gate in gates_of_kinds(found) if gate.name == "kinds")
    assert kinds.verdict is Verdict.FAILED
    assert "on one list" in kinds.words.en


@pytest.mark.parametrize(
    ("known", "says"),
    [
        ([[math.nan]] * len(COUNTS), "missing"),
        ([[float(p == 8)] for p in COUNTS], "none is on two lists"),
    ],
)
def test_what_cannot_answer_is_told_in_both_languages(known, says):
    with pytest.raises(TableNotUsable, match=says) as refused:
        asked(known)
    assert any("\u1780" <= letter <= "\u17ff" for letter in refused.value.words.km)
