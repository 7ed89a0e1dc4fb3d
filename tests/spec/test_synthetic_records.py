"""# Records of nobody

Rows that may be given away because they belong to no person: they are made from noisy tables of two variables each, and nothing
else of the true rows is looked at.
"""

from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sarana.publish.releases.chance import chance_from
from sarana.science.disclosure.synthesis import fit, synthesize

SEED = bytes(32)
CLEAR = Fraction(10**9)


def persons(count, seed=1):
    """A form of exploitation on which sex and five means of control hang, and an age that hangs on nothing."""
    dice = np.random.default_rng(seed)
    form = dice.choice(3, count, p=[0.5, 0.3, 0.2])
    sex = (dice.random(count) < np.array([0.1, 0.6, 0.5])[form]).astype(int)
    means = [
        (dice.random(count) < np.array(shares)[form])
        for shares in ((0.9, 0.1, 0.1), (0.1, 0.8, 0.1), (0.2, 0.2, 0.9))
    ]
    return np.column_stack([form, sex, dice.integers(0, 4, count), *means]).astype(int), [3, 2, 4, 2, 2, 2]


def table(rows, one, other, sizes):
    found = np.zeros((sizes[one], sizes[other]), int)
    np.add.at(found, (rows[:, one], rows[:, other]), 1)
    return found


def test_with_hardly_any_noise_tables_of_two_variables_are_those_of_the_true_rows():
    rows, sizes = persons(2000)
    made = synthesize(rows, sizes, CLEAR, chance=chance_from(SEED), seed=SEED)
    assert len(made.rows) == 2000
    for one, other in combinations(range(len(sizes)), 2):
        off = np.abs(table(made.rows, one, other, sizes) - table(rows, one, other, sizes)).mean()
        assert off < 20, (one, other)  # of 2,000 persons in four to twelve cells


def test_what_is_strong_survives_the_noise_of_a_years_budget():
    rows, sizes = persons(3000)
    made = synthesize(rows, sizes, Fraction(1), chance=chance_from(SEED), seed=SEED)
    assert abs(len(made.rows) - 3000) < 30
    debt = table(made.rows, 0, 3, sizes)
    shares = debt[:, 1] / debt.sum(axis=1)
    assert shares[0] > 0.8
    assert shares[1] < 0.3
    assert (0, 3) in made.told_well()


def test_nothing_but_tables_of_two_variables_is_looked_at():
    """Other persons with the same tables of two variables give the same rows: by parity, any two of three say nothing."""
    even = np.array([(a, b, a ^ b) for a in (0, 1) for b in (0, 1)] * 50)
    odd = np.array([(a, b, 1 - (a ^ b)) for a in (0, 1) for b in (0, 1)] * 50)
    made = [
        synthesize(rows, [2, 2, 2], Fraction(1), chance=chance_from(SEED), seed=SEED) for rows in (even, odd)
    ]
    assert (made[0].rows == made[1].rows).all()


def test_the_same_chance_makes_the_same_rows_and_another_seed_others():
    rows, sizes = persons(400)
    first, again = (
        synthesize(rows, sizes, Fraction(1), chance=chance_from(SEED), seed=SEED) for _ in range(2)
    )
    other = synthesize(rows, sizes, Fraction(1), chance=chance_from(b"1" * 32), seed=b"1" * 32)
    assert (first.rows == again.rows).all()
    assert first.rows.shape != other.rows.shape or (first.rows != other.rows).any()


@settings(max_examples=25, deadline=None)
@given(
    sizes=st.lists(st.integers(1, 5), min_size=2, max_size=5),
    count=st.integers(0, 60),
    rho=st.fractions(Fraction(1, 1000), 100, max_denominator=1000),
    seed=st.binary(min_size=1, max_size=4),
)
def test_whatever_the_persons_are_rows_keep_to_the_variables(sizes, count, rho, seed):
    dice = np.random.default_rng(list(seed))
    rows = (
        np.column_stack([dice.integers(0, size, count) for size in sizes])
        if count
        else np.zeros((0, len(sizes)), int)
    )
    made = synthesize(rows, sizes, rho, chance=chance_from(seed), seed=seed)
    assert made.rows.shape[1] == len(sizes)
    assert ((made.rows >= 0) & (made.rows < np.array(sizes))).all()


def test_variables_that_hang_on_nothing_are_drawn_by_themselves():
    flat = {(0, 1): np.full((2, 3), 10.0)}
    made = fit(flat, [2, 3], 1.0)
    assert np.bincount(made.rows[:, 0]).tolist() == [30, 30]
    assert np.bincount(made.rows[:, 1]).tolist() == [20, 20, 20]


@pytest.mark.parametrize(
    ("rows", "sizes", "rho"),
    [([[0, 2]], [2, 2], 1), ([[0]], [2], 1), ([[0, 0]], [2, 2], 0), ([[-1, 0]], [2, 2], 1)],
)
def test_what_can_not_be_is_refused(rows, sizes, rho):
    with pytest.raises(ValueError, match=r"variable|budget"):
        synthesize(np.array(rows), sizes, Fraction(rho))
