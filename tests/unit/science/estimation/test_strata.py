import numpy as np
import pytest

from sarana.science.estimation import TableNotUsable, doubly_robust, stepwise, stratified, table_from_patterns


def drawn(cases, chances, seed):
    on = np.random.default_rng(seed).random((cases, len(chances))) < chances
    patterns, counts = np.unique((on << np.arange(len(chances))).sum(axis=1), return_counts=True)
    return {int(p): int(n) for p, n in zip(patterns, counts, strict=True) if p}


class TestStrata:
    easy = table_from_patterns("abc", drawn(3000, [0.6, 0.5, 0.6], 1))
    hard = table_from_patterns("abc", drawn(3000, [0.15, 0.2, 0.1], 2))

    def test_the_strata_are_estimated_each_by_itself_and_summed(self):
        found = stratified({"men": self.easy, "women": self.hard}, replicates=300)
        assert found.estimate == pytest.approx(stepwise(self.easy).estimate + stepwise(self.hard).estimate)
        assert found.interval.lower < 6_000 < found.interval.upper

    def test_one_stratum_is_the_table_itself(self):
        from sarana.science.estimation import stepwise_interval

        _, whole = stepwise_interval(self.hard, replicates=300)
        one = stratified({"all": self.hard}, replicates=300).interval
        assert (one.lower, one.upper) == pytest.approx((whole.lower, whole.upper), rel=1e-9)

    def test_a_stratum_that_cannot_answer_is_named(self):
        poor = table_from_patterns("abc", {3: 5})
        with pytest.raises(TableNotUsable, match="Stratum 'poor'"):
            stratified({"rich": self.easy, "poor": poor}, replicates=50)

    def test_strata_of_other_lists_are_refused(self):
        other = table_from_patterns("abd", drawn(500, [0.6, 0.5, 0.6], 1))
        with pytest.raises(TableNotUsable, match="same lists"):
            stratified({"one": self.easy, "other": other}, replicates=50)
        with pytest.raises(TableNotUsable, match="no stratum"):
            stratified({}, replicates=50)


def two_lists(cases, seed):
    """Both lists catch the same cases best: taken as they are, they seem to overlap more than they do."""
    generator = np.random.default_rng(seed)
    known = generator.normal(size=(cases, 2))
    first = generator.random(cases) < 1 / (1 + np.exp(0.5 - 0.8 * known[:, 0]))
    second = generator.random(cases) < 1 / (1 + np.exp(0.7 - 0.8 * known[:, 0] + 0.4 * known[:, 1]))
    seen = first | second
    return first[seen], second[seen], known[seen]


class TestTwoLists:
    def test_what_is_known_of_the_cases_mends_what_two_lists_alone_get_wrong(self):
        found = doubly_robust(*two_lists(10_000, seed=3))
        assert found.ignoring < 9_000
        assert found.lower < 10_000 < found.upper
        assert found.estimate == pytest.approx(10_000, rel=0.08)

    def test_the_interval_holds_the_number_about_as_often_as_it_says(self):
        found = [doubly_robust(*two_lists(3_000, seed=seed)) for seed in range(60)]
        held = np.mean([one.lower < 3_000 < one.upper for one in found])
        assert held >= 0.85

    def test_neither_the_seed_nor_the_order_of_cases_alike_draws_the_answer(self):
        """At each of two kinds of place by Lincoln and Petersen: 180 · 150 / 60 and 140 · 110 / 20."""
        rows = [(1, 0, 0)] * 120 + [(0, 1, 0)] * 90 + [(1, 1, 0)] * 60
        rows += [(1, 0, 1)] * 120 + [(0, 1, 1)] * 90 + [(1, 1, 1)] * 20
        turned = [rows[at] for at in np.random.default_rng(5).permutation(len(rows))]
        for some, seed in ((rows, 1), (rows, 2), (turned, 1)):
            one, two, known = ([row[at] for row in some] for at in range(3))
            found = doubly_robust(one, two, [[value] for value in known], seed=seed)
            assert found.estimate == pytest.approx(450 + 770, rel=0.001)

    def test_without_anything_known_two_lists_are_refused(self):
        with pytest.raises(TableNotUsable, match="or a third list"):
            doubly_robust([True] * 200, [True] * 200, [[]] * 200)

    @pytest.mark.parametrize(
        ("one", "two", "known", "says"),
        [
            ([True] * 200, [True] * 199 + [False], [[1.0]] * 199, "same number of rows"),
            ([True] * 200, [True] * 200, [[float("nan")]] * 200, "missing"),
            ([False] * 200, [False] * 200, [[1.0]] * 200, "on neither list"),
            ([True] * 99, [True] * 99, [[1.0]] * 99, "at least 100"),
            ([True] * 200, [False] * 200, [[1.0]] * 200, "0 of them on both"),
        ],
    )
    def test_bad_input_is_told(self, one, two, known, says):
        with pytest.raises(TableNotUsable, match=says):
            doubly_robust(one, two, known)
