import numpy as np
import pytest

from sarana.science.estimation import loglinear
from sarana.science.estimation.existence import Standing, standings
from sarana.science.estimation.lattice import subset_sums, superset_sums
from sarana.science.estimation.loglinear import fit

PATTERNS = np.arange(8)


def counts_of(**cells):
    row = np.zeros((1, 8))
    for pattern, count in cells.items():
        row[0, sum(1 << "abc".index(name) for name in pattern)] = count
    return row


def model(*terms):
    row = np.zeros((1, 8), dtype=np.bool_)
    row[0, [0, 1, 2, 4, *terms]] = True
    return row


def test_sums_over_the_lattice_are_what_they_say():
    rows = np.random.default_rng(7).normal(size=(3, 8))
    within = (PATTERNS[:, None] & PATTERNS) == PATTERNS
    np.testing.assert_allclose(subset_sums(rows), rows @ within.T)
    np.testing.assert_allclose(superset_sums(rows), rows @ within)


class TestFit:
    full = counts_of(a=50, b=40, c=30, ab=12, ac=9, bc=8, abc=3)

    def test_the_fitted_margins_are_the_margins_counted(self):
        terms = model(0b011)
        fits = fit(self.full, terms)
        expected = superset_sums(fits.means)[terms]
        np.testing.assert_allclose(expected, superset_sums(self.full)[terms], rtol=1e-10)

    def test_all_pairs_of_three_lists_have_a_closed_form(self):
        """With every pair the model is saturated: hidden = a·b·c·abc / (ab·ac·bc)."""
        fits = fit(self.full, model(0b011, 0b101, 0b110))
        assert fits.hidden[0] == pytest.approx(50 * 40 * 30 * 3 / (12 * 9 * 8), rel=1e-10)

    def test_one_pair_with_no_overlap_takes_its_patterns_out(self):
        """Extended maximum likelihood: the patterns above it are expected never; the other margins are met."""
        counts = counts_of(a=50, b=40, c=30, ac=9, bc=8)
        fits = fit(counts, model(0b011))
        assert fits.means[0, [0b011, 0b111]].tolist() == [0, 0]
        assert fits.hidden[0] > 0
        np.testing.assert_allclose(superset_sums(fits.means)[0, [0, 1, 2, 4]], [137, 59, 48, 47], rtol=1e-10)

    def test_many_at_once_are_each_as_alone(self):
        generator = np.random.default_rng(11)
        counts = generator.poisson(20, size=(40, 8)).astype(float)
        counts[:, 0] = 0
        terms = np.repeat(model(), 40, axis=0)
        terms[:, [3, 5]] = generator.random((40, 2)) < 0.5
        together = fit(counts, terms).hidden
        alone = [fit(counts[[row]], terms[[row]]).hidden[0] for row in range(40)]
        np.testing.assert_allclose(together, alone, rtol=1e-10)

    def test_what_does_not_reach_its_maximum_is_told(self, monkeypatch):
        monkeypatch.setattr(loglinear, "_MOST_STEPS", 1)
        with pytest.raises(loglinear.NotConverged, match="1 of 1 models"):
            fit(self.full, model(0b011, 0b101, 0b110))

    def test_rows_come_back_in_their_order_whatever_their_models(self):
        """No pair, one, two, and a circle: each kind is fitted by itself."""
        terms = np.concatenate([model(0b011, 0b101, 0b110), model(0b011, 0b101), model(), model(0b110)])
        counts = np.repeat(self.full, 4, axis=0) + np.arange(4)[:, None] * (PATTERNS > 0)
        fits = fit(counts, terms)
        for row in range(4):
            alone = fit(counts[[row]], terms[[row]])
            np.testing.assert_allclose(fits.means[row], alone.means[0], rtol=1e-9)
            np.testing.assert_allclose(fits.terms[row], alone.terms[0], rtol=1e-9)

    def test_no_rows_have_no_fits(self):
        assert len(fit(np.zeros((0, 8)), np.zeros((0, 8), dtype=np.bool_)).hidden) == 0


class TestStanding:
    def test_overlap_among_all_lists_is_usable(self):
        assert standings(counts_of(a=5, b=4, c=3, ab=1, ac=1, bc=1), model()) == [Standing.USABLE]

    def test_all_pairs_have_no_maximum_when_no_case_is_on_all_lists(self):
        """The margins are all positive, yet they lie on the border of what the model can meet."""
        counts = counts_of(a=5, b=4, c=3, ab=1, ac=1, bc=1)
        assert standings(counts, model(0b011, 0b101, 0b110)) == [Standing.NO_MAXIMUM]

    def test_lists_that_never_meet_leave_the_intercept_open(self):
        counts = counts_of(a=5, b=4, c=3, ab=1)
        assert standings(counts, model(0b011, 0b101, 0b110)) == [Standing.NOT_IDENTIFIABLE]

    def test_a_table_without_singles_may_still_be_usable(self):
        assert standings(counts_of(ab=5, ac=4, bc=3, abc=2), model()) == [Standing.USABLE]

    def test_zero_overlaps_are_settled_by_rank_without_a_linear_programme(self, monkeypatch):
        import scipy.optimize

        def never(*_args, **_kwargs):
            raise AssertionError("a linear programme for what the rank settles")

        monkeypatch.setattr(scipy.optimize, "linprog", never)
        counts = counts_of(a=31, b=17, c=23, ac=7, bc=5)
        assert standings(counts, model(0b011)) == [Standing.USABLE]
        # The term's own pattern was not seen, though its margin is positive: elimination is no help.
        counts = counts_of(a=31, b=17, c=23, ac=7, bc=5, abc=2)
        assert standings(counts, model(0b011)) == [Standing.USABLE]
