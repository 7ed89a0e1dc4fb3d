import numpy as np
import pytest

from sarana.science.estimation import latent, table_from_patterns, table_from_rows
from sarana.science.estimation.latent import r_hat

FEW = {"draws": 300, "burn_in": 300, "classes": 4}


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
    found = latent(table, draws=800, burn_in=800, classes=4)
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
    assert not latent(table, draws=60, burn_in=0).converged


def test_fewer_than_twenty_chains_are_refused():
    with pytest.raises(ValueError, match="at least 20"):
        latent(drawn_table(200, [0.4, 0.5, 0.3], seed=1), chains=4)


def test_the_order_of_lists_and_rows_changes_nothing():
    rows = [[1, 0, 0, 40], [0, 1, 0, 30], [0, 0, 1, 20], [1, 1, 0, 9], [0, 1, 1, 6], [1, 0, 1, 5]]
    one = latent(table_from_rows(["a", "b", "c"], rows), **FEW)
    other = latent(table_from_rows(["c", "a", "b"], [[c, a, b, n] for a, b, c, n in reversed(rows)]), **FEW)
    assert one == other
