import math

import numpy as np
import pytest

from sarana.science.estimation import (
    TableNotUsable,
    bca_interval,
    stepwise_interval,
    stepwise_many,
    table_from_patterns,
    table_from_rows,
)
from sarana.science.estimation.bootstrap import acceleration, resampled

TABLE = table_from_patterns(["a", "b", "c"], {1: 50, 2: 40, 4: 30, 3: 12, 5: 9, 6: 8, 7: 3})


def estimates(counts):
    return stepwise_many(counts)[0]


class TestBcaInterval:
    normal = np.random.default_rng(3).normal(100, 10, 20_000)

    def test_without_bias_and_acceleration_it_is_the_percentile_interval(self):
        middle = float(np.median(self.normal))
        found = bca_interval(middle, self.normal, 0.0)
        expected = np.quantile(self.normal, [0.025, 0.975], method="median_unbiased")
        assert (found.lower, found.upper) == pytest.approx(expected, rel=1e-12)
        assert found.below == 0.5

    def test_ties_count_by_half_though_rounding_parts_them(self):
        drawn = np.array([100.0] * 50 + [100.0 + 1e-9] * 50)
        assert bca_interval(100.0, drawn, 0.0).below == 0.5

    @pytest.mark.parametrize(("estimate", "below"), [(0.0, 0.0), (1000.0, 1.0)])
    def test_replicates_all_on_one_side_still_give_limits(self, estimate, below):
        found = bca_interval(estimate, self.normal, 0.05)
        assert found.below == below
        assert self.normal.min() <= found.lower <= found.upper <= self.normal.max()

    def test_tables_without_an_estimate_are_counted_and_left_out(self):
        found = bca_interval(100.0, np.append(self.normal, [np.nan] * 7), 0.0)
        assert (found.replicates, found.failed) == (20_000, 7)
        assert math.isfinite(found.lower)

    def test_no_estimate_at_all_is_refused(self):
        with pytest.raises(TableNotUsable, match="No resampled table"):
            bca_interval(100.0, np.full(10, np.nan), 0.0)

    @pytest.mark.parametrize("level", [0, 1, 95])
    def test_a_level_is_a_chance(self, level):
        with pytest.raises(ValueError, match="between 0 and 1"):
            bca_interval(100.0, self.normal, 0.0, level=level)

    def test_the_monte_carlo_error_is_how_far_the_limits_spread(self):
        """Two hundred sets of five thousand replicates: their limits spread as each says of itself."""
        generator = np.random.default_rng(5)
        found = [bca_interval(1.0, generator.gamma(4, 0.25, 5_000), 0.02) for _ in range(200)]
        for limit, error in [("lower", "lower_error"), ("upper", "upper_error")]:
            spread = np.std([getattr(one, limit) for one in found])
            assert spread == pytest.approx(np.mean([getattr(one, error) for one in found]), rel=0.2)

    def test_too_few_replicates_beyond_a_limit_leave_its_error_open(self):
        assert math.isnan(bca_interval(100.0, self.normal[:100], 0.0).lower_error)

    def test_an_acceleration_beyond_its_range_ends_at_the_last_replicate(self):
        assert bca_interval(100.0, self.normal, 0.9).upper == self.normal.max()


class TestResampling:
    def test_each_table_has_as_many_cases_on_patterns_that_were_seen(self):
        (counts,) = resampled(TABLE, 50, seed=1)
        assert (counts.sum(axis=1) == TABLE.cases).all()
        assert (counts[:, 0] == 0).all()

    def test_the_same_seed_draws_the_same(self):
        (one,), (again,), (other,) = (resampled(TABLE, 50, seed=seed) for seed in (4, 4, 5))
        assert (one == again).all()
        assert (one != other).any()

    def test_the_order_of_the_lists_changes_no_limit(self):
        rows = [[*(pattern >> bit & 1 for bit in range(3)), n] for pattern, n in enumerate(TABLE.counts)]
        turned = table_from_rows(["c", "a", "b"], [[c, a, b, n] for a, b, c, n in rows])
        _, one = stepwise_interval(TABLE, replicates=500)
        _, other = stepwise_interval(turned, replicates=500)
        assert (one.lower, one.upper) == pytest.approx((other.lower, other.upper), rel=1e-6)


class TestAcceleration:
    def test_cases_of_one_pattern_count_as_many_times_as_there_are(self):
        """Left out one by one, in the long way."""
        left = []
        for pattern, count in enumerate(TABLE.counts):
            row = np.array([TABLE.counts], dtype=float)
            row[0, pattern] -= 1
            left += [float(estimates(row)[0])] * count if count else []
        pull = np.mean(left) - np.array(left)
        expected = (pull**3).sum() / (6 * (pull**2).sum() ** 1.5)
        assert acceleration(TABLE, estimates) == pytest.approx(expected, rel=1e-9)

    def test_patterns_that_nobody_has_are_not_left_out_one_by_one(self):
        """A row of count zero would become minus one, and the spread would be of cases that there are not."""
        asked = []

        def estimates(counts):
            asked.append(counts.copy())
            return counts.sum(axis=1) + counts[:, 1]

        table = table_from_patterns(list("abc"), {1: 5, 2: 4, 3: 2, 4: 0})
        acceleration(table, estimates)
        (counts,) = asked
        assert counts.shape[0] == 3
        assert counts.min() >= 0

    def test_cases_without_which_there_is_no_estimate_are_passed_over(self):
        table = table_from_patterns(["a", "b", "c"], {1: 9, 2: 8, 4: 7, 3: 1, 5: 2, 6: 3})
        assert math.isfinite(acceleration(table, estimates))

    def test_it_is_zero_where_every_case_pulls_alike(self):
        table = table_from_patterns(["a", "b", "c"], {7: 9})
        assert acceleration(table, lambda counts: np.full(len(counts), 9.0)) == 0
