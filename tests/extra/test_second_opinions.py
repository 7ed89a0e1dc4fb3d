"""# Second opinions

What we say of our own protection, programs of others say too, which know nothing of ours: tau-Argus's audit (pytauargus) of tables,
anonymeter of records of nobody. They live in an environment of their own, which `.ci/peers` makes; where it can't be made these are skipped.
"""

from collections import Counter
from fractions import Fraction
from random import Random

import numpy as np
import pytest
from bench.beside import PACKAGES, ROOT, SECOND_OPINIONS, asked, audited_by_tauargus

from sarana.publish.releases.chance import chance_from
from sarana.science.disclosure import ALL, Table, audit, bounds, suppress, synthesize, with_totals

pytestmark = pytest.mark.skipif(
    not (ROOT / "var" / SECOND_OPINIONS / "done").is_file(),
    reason="others' programs are not installed here (bash .ci/peers)",
)
THRESHOLD = 11
AGES = ("0-8", "9-17", "18-29", "30-44", "45+")
# anonymeter's floor: so much risk it finds at times where there is nothing to be found.
FLOOR = 0.15


@pytest.fixture(scope="module")
def whole():
    """Year by age by sex of 3,000 invented victims, uneven as registers are."""
    chance = Random(7)
    drawn = (
        (
            str(chance.choices(range(2018, 2025), (2, 3, 5, 6, 7, 9, 8))[0]),
            chance.choices(AGES, (1, 12, 60, 24, 3))[0],
            chance.choices(("female", "male"), (7, 3))[0],
        )
        for _ in range(3000)
    )
    return with_totals("victims", ("year", "age", "sex"), Counter(drawn))


def derived(told, truth):
    """Small counts of which tau-Argus's audit can tell that they are small."""
    intervals = audited_by_tauargus(told, truth, THRESHOLD)
    small = {t.cell(key) for t in truth for key, count in t.values.items() if 0 < (count or 0) < THRESHOLD}
    return {cell for cell in small & set(intervals) if intervals[cell][1] < THRESHOLD - 1e-6}


def test_tau_argus_derives_nothing_from_a_table_of_ours(whole):
    told = suppress([whole], threshold=THRESHOLD)
    assert sum(count is None for count in told[0].values.values()) > 20
    assert derived(told, [whole]) == set()


def test_tau_argus_undoes_a_table_whose_small_counts_are_merely_left_out(whole):
    """And finds the same cells as our own attacker."""
    blank = {key: None if count and count < THRESHOLD else count for key, count in whole.values.items()}
    told = Table("victims", whole.dimensions, blank)
    hidden = {whole.cell(key) for key, count in blank.items() if count is None}
    assert derived([told], [whole]) == {one.cell for one in audit([told], threshold=THRESHOLD)} == hidden


def test_one_hidden_count_given_back_is_noticed_by_both(whole):
    (told,) = suppress([whole], threshold=THRESHOLD)
    found = 0
    hidden = [key for key, count in told.values.items() if count is None and whole.values[key] >= THRESHOLD]
    for key in hidden[:4]:
        leaky = Table("victims", whole.dimensions, {**told.values, key: whole.values[key]})
        theirs = derived([leaky], [whole])
        assert theirs == {one.cell for one in audit([leaky], threshold=THRESHOLD) if one.cell in theirs}
        found += bool(theirs)
    assert found, "cells hidden beside small ones are needed"


def test_both_say_the_same_of_every_hidden_count_of_linked_tables(whole):
    """By year and age in one table, by year and sex in another: interval by interval."""
    by_age = Table("age", ("year", "age"), {(y, a): n for (y, a, s), n in whole.values.items() if s == ALL})
    by_sex = Table("sex", ("year", "sex"), {(y, s): n for (y, a, s), n in whole.values.items() if a == ALL})
    told = suppress([by_age, by_sex], threshold=THRESHOLD)
    ours, theirs = bounds(told), audited_by_tauargus(told, [by_age, by_sex], THRESHOLD)
    assert set(ours) == set(theirs) != set()
    most = whole.values[ALL, ALL, ALL]
    for cell, (low, high) in ours.items():
        assert theirs[cell][0] == pytest.approx(low, abs=1e-4), cell
        assert theirs[cell][1] == pytest.approx(min(high, most), abs=1e-4), cell


def persons(count, seed):
    """Invented persons in nine variables; sex, age and three means of control hang on the form of exploitation."""
    dice = np.random.default_rng(seed)
    form = dice.choice(4, count, p=[0.45, 0.3, 0.15, 0.1])
    sex = dice.random(count) < np.array([0.1, 0.6, 0.5, 0.3])[form]
    age = np.minimum(dice.poisson(3 + form), 8)
    means = [dice.random(count) < np.roll([0.9, 0.2, 0.1, 0.5], n)[form] for n in range(3)]
    apart = [dice.integers(0, size, count) for size in (25, 20, 30)]
    return np.column_stack([form, sex, age, *apart, *means]).astype(int)


@pytest.fixture(scope="module")
def risks():
    """What anonymeter finds in copies, in persons of the same kind of whom nothing was used, and in our records of nobody."""
    sizes, names = [4, 2, 9, 25, 20, 30, 2, 2, 2], [f"c{n}" for n in range(9)]
    true, seed = persons(500, 1), bytes(32)
    made = {
        "copied": true,
        "others": persons(500, 3),
        "ours": synthesize(true, sizes, Fraction(1), chance=chance_from(seed), seed=seed).rows,
    }
    question = {
        "names": names, "true": true.tolist(), "control": persons(500, 2).tolist(),
        "made": {name: rows.tolist() for name, rows in made.items()},
        "attacks": 150, "seed": 1, "columns": 4, "tries": 20_000,
        "here": names[:4], "there": names[4:], "secret": "c4",
    }  # fmt: skip
    return asked(SECOND_OPINIONS, "microdata_anonymeter", question)


# Its attackers are compiled anew in each process: one worker asks them.
one_worker = pytest.mark.xdist_group("anonymeter")
ATTACKS = ("singling out", "linkability", "inference")


@one_worker
@pytest.mark.parametrize("attack", ATTACKS)
def test_anonymeter_finds_the_risk_in_copied_records(risks, attack):
    assert risks["copied"][attack]["low"] > 2 * FLOOR


@one_worker
@pytest.mark.parametrize("attack", ATTACKS)
def test_anonymeter_finds_no_more_in_ours_than_where_there_is_nothing(risks, attack):
    found = risks["ours"][attack]
    assert found["low"] <= risks["others"][attack]["high"], (
        "beyond the interval of what knows nothing of them"
    )
    assert found["low"] < FLOOR < risks["copied"][attack]["low"]


def test_versions_of_others_are_pinned():
    lock = (ROOT / "requirements" / "peers.lock").read_text()
    for one in ("anonymeter==1.1.0", "opendp==0.16.0", "pytauargus==0.6.0"):
        assert f"{one} \\" in lock
    assert all("==" in one for some in PACKAGES.values() for one in some)
