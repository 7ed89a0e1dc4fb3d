"""# How the hidden number is estimated

Lists that agencies keep on their own overlap; how they overlap tells how many cases are on none. The figures here are those
published for the tables in the shared folder, and what R prints for them.
"""

import csv
from pathlib import Path

import numpy as np
import pytest

from sarana.science.estimation import (
    TableNotUsable,
    bca_interval,
    bic_estimate,
    graphical,
    over_deltas,
    stepwise,
    stepwise_interval,
    stepwise_many,
    table_from_rows,
)
from sarana.science.estimation.bootstrap import acceleration

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "estimation"
published = [
    pytest.mark.shared,
    pytest.mark.skipif(
        not FOLDER.is_dir(), reason="the shared folder of real data is not beside the project"
    ),
]


def table_of(name):
    header, *rows = csv.reader((FOLDER / f"{name}.csv").open(encoding="utf-8"))
    return table_from_rows(header[:-1], rows)


def numbers_of(name, **how):
    return np.loadtxt(FOLDER / f"UKdat_5_replicates_{name}.csv", delimiter=",", **how)


class TestTheForwardStepwiseModel:
    """Chan, Silverman & Vincent 2021: pairs enter one by one while their one-sided p-value is below 0.02."""

    pytestmark = published

    @pytest.mark.parametrize(
        ("name", "estimate"),
        [
            ("UKdat_5", "11312.99"),
            ("UKdat", "11417.99"),
            ("NewOrl_5", "1034.151"),
            ("NewOrl", "1183.692"),
        ],
    )
    def test_the_published_estimates_come_out_to_the_printed_digits(self, name, estimate):
        digits = len(estimate.partition(".")[2])
        assert f"{stepwise(table_of(name)).estimate:.{digits}f}" == estimate

    def test_the_model_names_the_pairs_that_entered(self):
        table = table_of("NewOrl")
        assert [table.listed(pair) for pair in stepwise(table).pairs] == ["D&E"]

    def test_each_of_the_thousand_recorded_replicates_comes_out(self):
        patterns = [i for i, _ in _patterns_in_file_order("UKdat_5")]
        counts = np.zeros((1000, 32))
        counts[:, patterns] = numbers_of("counts")
        estimates, _ = stepwise_many(counts)
        np.testing.assert_allclose(estimates, numbers_of("estimates", skiprows=1), rtol=1e-7, atol=0)


def _patterns_in_file_order(name):
    _, *rows = csv.reader((FOLDER / f"{name}.csv").open(encoding="utf-8"))
    return [(sum(int(on) << bit for bit, on in enumerate(row[:-1])), row[-1]) for row in rows]


class TestTheInterval:
    """BCa: every replicate repeats the choice of the model; the limits carry their Monte Carlo error."""

    pytestmark = published

    def test_the_published_limits_come_out_of_the_recorded_replicates(self):
        table = table_of("UKdat_5")
        accelerated = acceleration(table, lambda counts: stepwise_many(counts)[0])
        drawn = numbers_of("estimates", skiprows=1)
        found = bca_interval(stepwise(table).estimate, drawn, accelerated)
        assert f"{found.lower:,.0f}, {found.upper:,.0f}" == "8,785, 14,701"

    @pytest.mark.parametrize(("name", "upper"), [("UKdat_5", 14_701), ("UKdat", 14_307)])
    def test_our_own_draws_agree_within_the_noise_of_a_thousand(self, name, upper):
        answer, found = stepwise_interval(table_of(name), replicates=2_000)
        noise = found.upper_error * (1 + 2**0.5)
        assert found.lower < answer.estimate < found.upper
        assert abs(found.upper - upper) < 3 * noise


class TestTheModelWithTheSmallestBic:
    """Silverman, Chan & Vincent 2024: all models of a class are fitted; the one with the smallest BIC answers."""

    pytestmark = published

    @pytest.mark.parametrize(
        ("name", "order", "estimate", "bic"),
        [
            ("UKdat_5", 2, "22991.33", "196.5398"),
            ("UKdat_5", None, "25311.29", "195.8791"),
            ("UKdat", 2, "12349.59", "244.1193"),
            ("NewOrleans_5_186", 2, "981.43", None),
            ("Kosovo", 2, "14341.66", None),
            ("Kosovo", None, "10356.52", "203.0296"),
        ],
    )
    def test_the_published_estimates_come_out_to_the_printed_digits(self, name, order, estimate, bic):
        found = bic_estimate(table_of(name), order=order)
        assert f"{found.estimate:.2f}" == estimate
        assert bic is None or f"{found.bic:.4f}" == bic

    def test_the_model_is_told_by_its_largest_interactions(self):
        table = table_of("UKdat_5")
        found = bic_estimate(table, order=None)
        assert [table.listed(term) for term in found.model] == ["PFNCA&GO", "NG&GP", "LA&NG&PFNCA"]

    def test_models_without_an_estimate_are_counted_and_left_out(self):
        found = bic_estimate(table_of("UKdat_5"), order=None)
        assert (found.models, found.usable) == (6_893, 6_519)

    def test_too_many_models_are_refused_before_any_is_fitted(self):
        with pytest.raises(TableNotUsable, match="8 lists have more than 32,768 models"):
            bic_estimate(table_of("NewOrl"))


class TestTheAverageOverDecomposableGraphs:
    """Madigan & York 1997, as the R package dga computes it: what comes out hangs on the prior count in a cell."""

    pytestmark = published

    def test_the_published_posterior_comes_out_to_the_printed_digits(self):
        table = table_of("UKdat_5")
        found = graphical(table, delta=2**-5, largest=30 * table.cases)
        printed = [f"{number:,.0f}" for number in (found.mean, found.median, found.lower, found.upper)]
        assert printed == ["21,282", "22,990", "10,387", "33,510"]

    def test_the_mean_runs_from_one_end_to_the_other_with_delta(self):
        means = {found.delta: f"{found.mean:,.0f}" for found in over_deltas(table_of("UKdat_5"))}
        assert (means[2**-5], means[2**-1]) == ("21,282", "2,856")

    def test_the_grid_reaches_as_far_as_it_must(self):
        assert all(found.tail < 1e-6 for found in over_deltas(table_of("UKdat_5")))


class TestATableThatCannotAnswer:
    """Every refusal says why and what would help."""

    @pytest.mark.parametrize(
        ("lists", "rows", "says"),
        [
            (["a"], [[1, 5]], "1 list can't show"),
            (["a", "b"], [[1, 0, 5], [1, 1, 2]], "2 lists can't show"),
            (["a", "b", "c"], [[1, 0, 0, 5], [0, 1, 0, 2], [0, 0, 1, 9]], "No case is on two lists"),
            (["a", "b", "c"], [[1, 0, 0, 1]], "No case is on two lists"),
            (["a", "b", "c"], [[1, 1, 0, -1]], "is negative"),
            (["a", "b", "c"], [[1, 1, 0, 2.5]], "is not whole"),
            (["a", "b", "c"], [[1, 1, 0, "855 12 345 678 901"]], "is not a number"),
            (["a", "b", "c"], [[1, 1, 0, "99999999999999999999"]], "telephone or document number"),
            (["a", "b", "c"], [[1, 1, 0, "Sokha"]], "is not a number"),
            (["a", "b", "c"], [["Sokha", 1, 0, 3]], "names or numbers of persons don't belong"),
            (["a", "b", "c"], [[2, 1, 0, 3]], "neither 0 nor 1"),
            (["a", "b", "c"], [[1, 1, 3]], "has 3 columns, not 4"),
            (["a", "b", "c"], [[0, 0, 0, 3]], "cases on no list"),
            (["a", "b", "c"], [], "holds no case"),
            (["a", "b", "a"], [[1, 1, 0, 3]], "Two lists have the name 'a'"),
            ([f"list {n}" for n in range(13)], [], "Merge lists"),
        ],
    )
    def test_it_is_refused_with_the_reason(self, lists, rows, says):
        with pytest.raises(TableNotUsable, match=says):
            table_from_rows(lists, rows)

    def test_lists_that_fall_into_two_groups_leave_the_number_open(self):
        """a and b overlap, c overlaps with neither: the cases beyond a and b can't be told from the cases of c."""
        table = table_from_rows(["a", "b", "c"], [[1, 1, 0, 3]])
        with pytest.raises(TableNotUsable, match="Merge lists"):
            stepwise(table)

    def test_twelve_lists_are_taken(self):
        lists = [f"list {n}" for n in range(12)]
        rows = [[int(n == bit) for bit in range(12)] + [30] for n in range(12)]
        rows += [[int(bit in {n, (n + 1) % 12}) for bit in range(12)] + [4] for n in range(12)]
        assert stepwise(table_from_rows(lists, rows)).estimate > 12 * 34
