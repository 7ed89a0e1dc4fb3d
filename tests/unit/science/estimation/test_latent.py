import numpy as np
import pytest

from sarana.science.estimation import latent, table_from_patterns, table_from_rows
from sarana.science.estimation.latent import r_hat
from sarana.science.estimation.tempered import Tempered

FEW = {"draws": 100, "classes": 3, "levels": 3}


def drawn_table(cases, chances, seed):
    """Cases that each list catches on its own."""
    on = np.random.default_rng(seed).random((cases, len(chances))) < chances
    patterns, counts = np.unique((on << np.arange(len(chances))).sum(axis=1), return_counts=True)
    kept = {int(p): int(n) for p, n in zip(patterns, counts, strict=True) if p}
    return table_from_patterns([f"list {bit}" for bit in range(len(chances))], kept)


def test_independent_lists_give_back_the_number_they_were_drawn_from():
    found = latent(drawn_table(2_000, [0.4, 0.5, 0.3, 0.45], seed=5), **FEW)
    assert found.lower < 2_000 < found.upper
    assert found.upper / found.lower < 1.25


def test_kinds_of_cases_that_lists_catch_unlike_are_seen():
    """Half the cases are hard to find: taken for alike, the lists would count far too few."""
    generator = np.random.default_rng(8)
    chances = np.where(generator.random(6_000)[:, None] < 0.5, 0.6, 0.12)
    on = generator.random((6_000, 5)) < chances
    patterns, counts = np.unique((on << np.arange(5)).sum(axis=1), return_counts=True)
    table = table_from_patterns(
        list("abcde"), {int(p): int(n) for p, n in zip(patterns, counts, strict=True) if p}
    )
    found = latent(table, draws=120, classes=3, levels=3)
    assert found.lower < 6_000 < found.upper


def test_chains_that_tell_different_stories_are_found_out():
    same = np.random.default_rng(1).normal(size=(20, 500))
    assert r_hat(same) < 1.01
    assert r_hat(same + np.arange(20)[:, None]) > 2
    # The same middle, another spread: only the folded form sees it.
    assert r_hat(same * np.where(np.arange(20) < 10, 1, 9)[:, None]) > 1.2
    assert r_hat(np.ones((20, 50))) == 1


def test_chains_that_do_not_agree_are_no_answer():
    table = table_from_patterns(list("abcd"), {1: 500, 2: 300, 4: 200, 8: 90, 3: 3, 5: 2, 12: 2})
    assert not latent(table, draws=60, levels=2).converged


def test_fewer_than_twenty_chains_are_refused():
    with pytest.raises(ValueError, match="at least 20"):
        latent(drawn_table(200, [0.4, 0.5, 0.3], seed=1), chains=4)


def test_one_class_is_refused():
    with pytest.raises(ValueError, match="two or more"):
        latent(drawn_table(200, [0.4, 0.5, 0.3], seed=1), classes=1)


def test_it_tells_how_far_it_is():
    told = []
    latent(drawn_table(300, [0.4, 0.5, 0.3], seed=1), **FEW, progress=lambda *done: told.append(done))
    assert told[-1] == (200, 200)


class TestTempering:
    """The draws themselves: checked against arithmetic that shares nothing with them."""

    SMALL = table_from_patterns(list("abc"), {1: 4, 2: 3, 4: 2, 3: 2, 6: 1})

    def test_the_gradient_is_the_slope_of_the_density(self):
        """Also after steps in which only what changed was reckoned anew."""
        moving = Tempered(self.SMALL, 3, 4, np.random.default_rng(2), levels=3)
        for _ in range(40):
            moving.step(warming=True)
        here, place = moving._here, moving._place
        fresh = moving._look(place)
        for kept, anew in zip(here, fresh, strict=True):
            np.testing.assert_allclose(kept, anew, rtol=1e-7, atol=1e-7)
        for row in range(len(place)):
            up, down = place.copy(), place.copy()
            up[row] += 1e-5
            down[row] -= 1e-5
            slope = (moving._look(up).density - moving._look(down).density) / 2e-5
            np.testing.assert_allclose(slope, here.gradient[row], rtol=1e-4, atol=1e-4)

    def test_the_chance_to_be_on_no_list_is_that_of_draws_from_the_prior_weighed(self):
        generator = np.random.default_rng(4)
        draws, classes, levels = 60_000, 3, 3
        concentration = np.maximum(generator.gamma(0.25, 4.0, draws), 1e-9)
        sticks = generator.beta(1.0, concentration[:, None], (draws, classes - 1))
        rest = np.cumprod(1 - sticks, axis=1)
        shares = np.column_stack([sticks[:, 0], sticks[:, 1] * rest[:, 0], rest[:, 1]])
        chances = generator.random((draws, classes, 3))
        on = np.array([[p >> bit & 1 for bit in range(3)] for p in range(8)], dtype=bool)
        by_pattern = np.stack(
            [(shares * np.where(row, chances, 1 - chances).prod(axis=2)).sum(axis=1) for row in on], axis=1
        )
        seen = 1 - by_pattern[:, 0]
        weights = np.prod((by_pattern / seen[:, None]) ** np.array(self.SMALL.counts), axis=1)
        expected = float((weights * by_pattern[:, 0]).sum() / weights.sum())
        moving = Tempered(self.SMALL, 20, classes, np.random.default_rng(3), levels)
        for _ in range(100):
            moving.step(warming=True)
        drawn = []
        for _ in range(300):
            moving.step()
            drawn.append(moving._here.unseen[::levels].mean())
        assert float(np.mean(drawn)) == pytest.approx(expected, abs=0.02)

    def test_temperatures_are_spaced_so_that_exchanges_are_refused_alike(self):
        table = drawn_table(1_000, [0.4, 0.5, 0.3, 0.45], seed=5)
        moving = Tempered(table, 20, 4, np.random.default_rng(1), levels=5)
        for at in range(100):
            moving.step(warming=True)
            if at in {25, 50}:
                moving.space()
        assert moving.refused < 0.9


def test_the_order_of_lists_and_rows_changes_nothing():
    rows = [[1, 0, 0, 40], [0, 1, 0, 30], [0, 0, 1, 20], [1, 1, 0, 9], [0, 1, 1, 6], [1, 0, 1, 5]]
    one = latent(table_from_rows(["a", "b", "c"], rows), **FEW)
    other = latent(table_from_rows(["c", "a", "b"], [[c, a, b, n] for a, b, c, n in reversed(rows)]), **FEW)
    assert one == other
