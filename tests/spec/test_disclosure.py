"""# Publication that shows nobody

Hiding small counts alone is undone by subtraction. So before anything is published the attacker tries it: bounds on every hidden
count from all sums of all tables, groups that stand in one place, differences between releases. What he can derive may not leave.
"""

import json
from collections import Counter
from fractions import Fraction
from itertools import combinations, pairwise, product
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array
from typer.testing import CliRunner

from sarana.cli.main import app
from sarana.science.disclosure import (
    ALL,
    Budget,
    BudgetSpent,
    Drawn,
    Kind,
    Table,
    TableUnreadable,
    agreeing_tables,
    audit,
    bounds,
    differences,
    dominated,
    noisy,
    not_negative,
    suppress,
    tables_of,
    variance_for,
    with_totals,
)
from sarana.science.disclosure import blocks as cutting
from sarana.science.disclosure.fitting import fitted
from sarana.science.disclosure.inside import drawn_in, point_inside
from sarana.science.disclosure.noise import discrete_gaussian, discrete_laplace
from sarana.science.disclosure.systems import shown, systems

DIMENSIONS = ("year", "age", "sex")
AGES = ("0-8", "9-17", "18-29", "30-44", "45+")


def of_persons(persons: int, seed: int = 7) -> Table:
    """A table of invented persons by year, age and sex with the uneven spread that registers have."""
    chance = Random(seed)
    drawn = (
        (
            str(chance.choices(range(2018, 2025), (2, 3, 5, 6, 7, 9, 8))[0]),
            chance.choices(AGES, (1, 12, 60, 24, 3))[0],
            chance.choices(("female", "male"), (7, 3))[0],
        )
        for _ in range(persons)
    )
    return with_totals("victims", DIMENSIONS, Counter(drawn))


def blanked(table: Table, threshold: int) -> Table:
    """As everyone does: small counts are left out, and nothing else."""
    values = {key: None if count and count < threshold else count for key, count in table.values.items()}
    return Table(table.name, table.dimensions, values)


def key_of(table: Table, cell: tuple) -> tuple:
    return tuple(dict(cell).get(name, ALL) for name in table.dimensions)


def small(table: Table, threshold: int) -> set:
    return {table.cell(key) for key, count in table.values.items() if count and count < threshold}


def test_blanking_alone_is_undone_by_subtraction():
    """The first regression: year by age by sex of 3,000 victims, counts of 1 to 4 left out."""
    table = of_persons(3000)
    hidden = small(table, 5)
    assert len(hidden) > 5
    derived = audit([blanked(table, 5)], threshold=5)
    assert {one.cell for one in derived} == hidden
    truth = {table.cell(key): count for key, count in table.values.items()}
    assert all(one.low <= truth[one.cell] <= one.high for one in derived)
    assert sum(one.kind == Kind.EXACT for one in derived) > len(hidden) / 2


@pytest.mark.parametrize("threshold", [5, 11])
@pytest.mark.parametrize("persons", [50, 3000, 5_000])
def test_with_others_hidden_beside_them_nothing_is_derived(persons, threshold):
    table = of_persons(persons)
    (told,) = suppress([table], threshold=threshold)
    assert audit([told], threshold=threshold) == []
    assert all(count in (None, table.values[key]) for key, count in told.values.items())
    assert small(table, threshold) <= {told.cell(key) for key, count in told.values.items() if count is None}
    if persons > 1000:
        assert told.values[ALL, ALL, ALL] == persons


def test_tables_that_share_a_total_are_protected_together():
    """By year and age in one table, by year and sex in another: what one hides, the other must not give back."""
    whole = of_persons(400, seed=1)
    by_age = Table("age", ("year", "age"), {(y, a): n for (y, a, s), n in whole.values.items() if s == ALL})
    by_sex = Table("sex", ("year", "sex"), {(y, s): n for (y, a, s), n in whole.values.items() if a == ALL})
    apart = [*suppress([by_age], threshold=11), *suppress([by_sex], threshold=11)]
    assert audit(apart, threshold=11) != []
    assert audit(suppress([by_age, by_sex], threshold=11), threshold=11) == []


counted = st.dictionaries(
    st.tuples(st.sampled_from("abc"), st.sampled_from("xyz")), st.integers(0, 40), min_size=2, max_size=9
)


@settings(max_examples=25)
@given(counted, st.sampled_from([5, 11]))
def test_whatever_the_table_is_the_attacker_finds_nothing_below_the_rule(counts, threshold):
    table = with_totals("any", ("row", "column"), counts)
    (told,) = suppress([table], threshold=threshold)
    assert audit([told], threshold=threshold) == []


@settings(max_examples=25)
@given(counted, st.data())
def test_a_planted_leak_is_always_found(counts, data):
    """One small count that is hidden alone: its row and column give it back, to the digit."""
    table = with_totals("any", ("row", "column"), counts)
    rows, columns = table.categories
    leak = data.draw(st.tuples(st.sampled_from(rows), st.sampled_from(columns)))
    if len(rows) < 2 or not 0 < table.values[leak] < 5:
        return
    told = Table("any", table.dimensions, {**table.values, leak: None})
    exact = [one for one in audit([told], threshold=5) if one.kind == Kind.EXACT]
    assert [(one.cell, one.low) for one in exact] == [(table.cell(leak), table.values[leak])]


@pytest.fixture
def small_blocks(monkeypatch):
    """Tables of a few cells are cut into blocks as those of a hundred thousand are."""
    for name, value in (("_WHOLE", 8), ("_MOST", 12), ("_FEWEST", 3)):
        monkeypatch.setattr(cutting, name, value)


drawn = st.dictionaries(
    st.tuples(st.sampled_from("abcd"), st.sampled_from("wxyz"), st.sampled_from("pq")),
    st.integers(0, 40),
    min_size=6,
    max_size=32,
)


@settings(max_examples=40)
@given(counts=drawn, threshold=st.sampled_from([5, 11]), data=st.data())
def test_block_by_block_the_attacker_finds_just_what_he_finds_at_once(small_blocks, counts, threshold, data):
    """Whichever counts are left out: small ones alone, or any others beside them."""
    table = with_totals("any", ("one", "two", "three"), counts)
    more = data.draw(st.sets(st.sampled_from(sorted(table.values)), max_size=12))
    values = {k: None if n and (n < threshold or k in more) else n for k, n in table.values.items()}
    told = Table("any", table.dimensions, values)
    in_blocks = audit([told], threshold=threshold)
    with pytest.MonkeyPatch.context() as whole:
        whole.setattr(cutting, "_WHOLE", 10_000)
        assert in_blocks == audit([told], threshold=threshold)


@settings(max_examples=40)
@given(counts=drawn, threshold=st.sampled_from([5, 11]))
def test_what_is_protected_block_by_block_is_safe_as_a_whole(small_blocks, counts, threshold):
    table = with_totals("any", ("one", "two", "three"), counts)
    (told,) = suppress([table], threshold=threshold)
    assert small(table, threshold) <= {told.cell(key) for key, n in told.values.items() if n is None}
    with pytest.MonkeyPatch.context() as whole:
        whole.setattr(cutting, "_WHOLE", 10_000)
        assert audit([told], threshold=threshold) == []


@settings(max_examples=60, deadline=None)
@given(counts=drawn, data=st.data())
def test_where_the_attacker_begins_fits_every_sum(counts, data):
    """Counts found without a programme fit all sums and limits, and what single sums say never leaves the truth out."""
    table = with_totals("any", ("one", "two", "three"), counts)
    gone = data.draw(st.sets(st.sampled_from(sorted(table.values)), min_size=2, max_size=40))
    told = Table(
        "any", table.dimensions, {k: None if k in gone and n else n for k, n in table.values.items()}
    )
    for system in systems([told], shown([told]), {}):
        truth = np.array([table.values[key_of(table, cell)] for cell in system.cells])
        low, high = drawn_in(system.sums, system.known, system.least, system.most)
        assert (low <= truth).all()
        assert (truth <= high).all()
        point = point_inside(system.sums, system.known, low, high)
        if point is not None:
            assert np.abs(system.sums @ point - system.known).max() < 1e-6
            assert (system.least <= point).all()


def test_a_leak_among_many_blocks_is_found_whatever_the_cut(small_blocks):
    """Small counts that stand alone in a line of a large safe table are found, and nothing beside them."""
    table = of_persons(5_000)
    (told,) = suppress([table], threshold=5)
    shown = [key for key, n in told.values.items() if n and ALL not in key]
    leaks = shown[::7]
    values = {**told.values, **dict.fromkeys(leaks)}
    found = audit([Table("victims", DIMENSIONS, values)], threshold=5)
    with pytest.MonkeyPatch.context() as whole:
        whole.setattr(cutting, "_WHOLE", 10_000)
        assert found == audit([Table("victims", DIMENSIONS, values)], threshold=5)
    assert any(one.kind == Kind.EXACT for one in found)


def test_sums_that_contradict_each_other_are_told_before_any_programme():
    sums, known = csr_array([[1, 1], [1, 1]]), np.array([5, 6])
    with pytest.raises(ValueError, match="contradict"):
        drawn_in(sums, known, np.ones(2), np.full(2, np.inf))


def test_whoever_waits_is_told_how_far_it_is(small_blocks):
    table = of_persons(3000)
    cells = [table.cell(key) for key, count in table.values.items() if count]
    assert len(cutting.blocks(cells)) > 1
    assert {at for block in cutting.blocks(cells) for at in block} == set(range(len(cells)))
    steps = {"protected": [], "attacked": []}
    (told,) = suppress([table], threshold=11, progress=lambda done, of: steps["protected"].append((done, of)))
    audit([told], threshold=11, progress=lambda done, of: steps["attacked"].append((done, of)))
    for some in steps.values():
        assert len(some) > 1
        assert all(0 <= done <= of for done, of in some)
    assert steps["attacked"][-1][0] == steps["attacked"][-1][1]


def test_bounds_of_hidden_counts_are_what_the_sums_leave_open():
    told = Table(
        "t", ("row", "column"),
        {("a", "x"): None, ("a", "y"): None, ("b", "x"): None, ("b", "y"): None, ("a", ALL): 10, ("b", ALL): 20,
         (ALL, "x"): 12, (ALL, "y"): 18, (ALL, ALL): 30},
    )  # fmt: skip
    assert bounds([told])[("column", "x"), ("row", "a")] == (1, 9)
    assert bounds([told])[("column", "y"), ("row", "b")] == (9, 17)


def test_what_came_between_two_releases_is_a_small_count_too():
    before, after = (
        with_totals("t", ("place",), {("a",): 20, ("b",): 30}),
        with_totals("t", ("place",), {("a",): 23, ("b",): 45}),
    )
    (found,) = differences([before], [after], threshold=11)
    assert (found.kind, found.cell, found.low) == (Kind.DIFFERENCE, (("place", "a"),), 3)


def test_what_one_release_hides_and_the_next_gives_back_is_found_in_both_together():
    """A later release is the earlier one and what is new; where records were taken out, counts are compared one by one."""
    first = Table("t", ("place",), {("a",): None, ("b",): None, ("c",): 30, (ALL,): 45})
    second = Table("t", ("place",), {("a",): 12, ("b",): 33, ("c",): 30, (ALL,): 75})
    assert audit([first], threshold=11) == audit([second], threshold=11) == []
    derived = {
        (one.kind, one.cell): (one.low, one.high) for one in differences([first], [second], threshold=11)
    }
    assert derived == {}
    third = Table("t", ("place",), {("a",): 4 + 8, ("b",): 11, ("c",): 30, (ALL,): 53})
    derived = {
        (one.kind, one.cell): (one.low, one.high) for one in differences([first], [third], threshold=11)
    }
    assert derived[Kind.DIFFERENCE, ()] == (8, 8)
    corrected = Table("t", ("place",), {("a",): 12, ("b",): 33, ("c",): 27, (ALL,): 72})
    fewer = differences([second], [corrected], threshold=5)
    assert {(one.kind, one.cell, one.low) for one in fewer} == {
        (Kind.DIFFERENCE, (), 3),
        (Kind.DIFFERENCE, (("place", "c"),), 3),
    }


def test_a_group_that_stands_in_one_place_and_an_operation_that_is_nearly_all_are_told():
    table = with_totals(
        "t", ("place", "form"), {("a", "labour"): 40, ("b", "labour"): 20, ("b", "sexual"): 30}
    )
    (found,) = audit([table], sensitive=["form"])
    assert (found.kind, dict(found.cell)) == (Kind.FULL, {"place": "a", "form": "labour"})
    assert dominated({(("place", "a"),): [90, 5], (("place", "b"),): [30, 30, 30]}) == [(("place", "a"),)]


def test_a_count_that_one_operation_makes_is_not_known_exactly_however_large():
    table = with_totals(
        "t", ("place", "sex"), {("a", "f"): 95, ("a", "m"): 40, ("b", "f"): 60, ("b", "m"): 70}
    )
    one = table.cell(("a", "f"))
    (told,) = suppress([table], secret=[one])
    low, high = bounds([told])[one]
    assert low < 95 < high


def test_tables_of_different_persons_are_refused_in_words():
    one, other = with_totals("one", ("p",), {("a",): 20}), with_totals("other", ("p",), {("a",): 21})
    with pytest.raises(ValueError, match=r"p a is 21 here and 20 elsewhere"):
        audit([one, other])


def test_noise_is_whole_drawn_exactly_and_spread_as_asked():
    chance = Random(5).randrange
    gauss = [discrete_gaussian(Fraction(9), chance=chance) for _ in range(4000)]
    assert abs(sum(gauss)) / 4000 < 0.2
    assert 8 < sum(x * x for x in gauss) / 4000 < 10
    laplace = [discrete_laplace(Fraction(5, 2), chance=chance) for _ in range(4000)]
    assert 10.5 < sum(x * x for x in laplace) / 4000 < 14.5
    assert all(isinstance(x, int) for x in (*gauss, *laplace))
    assert noisy({"a": 0}, Fraction(1, 10**6), chance=chance) == {"a": 0}


@settings(max_examples=50)
@given(
    st.dictionaries(st.text(max_size=3), st.integers(-50, 50), min_size=1, max_size=8), st.integers(0, 200)
)
def test_noisy_counts_are_made_to_add_up_without_a_negative_one(counts, total):
    made = not_negative(counts, total)
    assert list(made) == list(counts)
    assert sum(made.values()) == total
    assert min(made.values()) >= 0
    ranked = sorted(counts, key=counts.get)
    assert all(made[one] <= made[other] + 1 for one, other in pairwise(ranked))


in_years = st.fixed_dictionaries({(y, p): st.integers(-9, 40) for y in "abc" for p in "xyz"})
in_sexes = st.fixed_dictionaries({(s, y): st.integers(-9, 40) for y in "abc" for s in "fm"})


@settings(max_examples=60)
@given(in_years, in_sexes)
def test_noisy_tables_of_one_release_say_the_same_of_what_they_share(by_place, by_sex):
    drawn = [
        Drawn("place", ("year", "place"), by_place, Fraction(1)),
        Drawn("sex", ("sex", "year"), by_sex, Fraction(2)),
    ]
    place, sex = agreeing_tables(drawn)
    for year in (*"abc", ALL):
        assert place.values[year, ALL] == sex.values[ALL, year]
    assert min((*place.values.values(), *sex.values.values())) >= 0
    for table in (place, sex):
        for total, parts in table.sums():
            assert table.values[total] == sum(table.values[part] for part in parts)


def of_a_release(draw):
    """Up to five noisy tables over four dimensions, each by three of them at most."""
    parts = {"age": "ab", "form": "fgh", "place": "pq", "sex": "st"}
    some = st.lists(st.sampled_from(sorted(parts)), unique=True, max_size=3)
    drawn = []
    for at, names in enumerate(draw(st.lists(some, min_size=1, max_size=5))):
        keys = list(product(*(parts[name] for name in names)))
        counts = draw(st.lists(st.integers(-9, 30), min_size=len(keys), max_size=len(keys)))
        variance = Fraction(draw(st.integers(1, 5)), draw(st.integers(1, 3)))
        drawn.append(Drawn(f"t{at}", tuple(names), dict(zip(keys, counts, strict=True)), variance))
    return drawn


@settings(max_examples=150)
@given(st.composite(of_a_release)())
def test_whatever_two_tables_of_a_release_share_is_the_same_in_both(drawn):
    """Totals of every common division, in whole numbers of zero or more; drawn again they come out the same."""
    told = agreeing_tables(drawn)
    assert told == agreeing_tables(drawn)
    shown = {}
    for table in told:
        assert min(table.values.values()) >= 0
        for total, parts in table.sums():
            assert table.values[total] == sum(table.values[part] for part in parts)
        for key, count in table.values.items():
            assert shown.setdefault(table.cell(key), count) == count


def test_four_tables_that_share_every_pair_of_four_dimensions_are_refused():
    drawn = [
        Drawn("".join(names), names, dict.fromkeys(product("xy", repeat=3), 4), Fraction(1))
        for names in combinations("abcd", 3)
    ]
    assert len(agreeing_tables(drawn[:3])) == 3
    with pytest.raises(ValueError, match="leave one"):
        agreeing_tables(drawn)


tables_of_counts = st.integers(1, 3).flatmap(
    lambda wide: st.lists(
        st.lists(st.tuples(st.integers(0, 4), st.integers(-12, 20)), min_size=wide, max_size=wide),
        min_size=1, max_size=3,
    )
)  # fmt: skip


@settings(max_examples=60)
@given(tables_of_counts)
def test_a_table_is_fitted_to_its_totals_as_near_as_whole_numbers_can(given):
    """Held against every table that has these totals."""
    rows = {at: sum(true for true, _ in row) for at, row in enumerate(given)}
    columns = {at: sum(row[at][0] for row in given) for at in range(len(given[0]))}
    counts = {(i, j): Fraction(said, 4) for i, row in enumerate(given) for j, (_, said) in enumerate(row)}
    made = fitted(counts, rows, columns)
    assert all(sum(made[i, j] for j in columns) == total for i, total in rows.items())
    assert all(sum(made[i, j] for i in rows) == total for j, total in columns.items())

    def off(table):
        return sum((table[cell] - counts[cell]) ** 2 for cell in counts)

    assert min(made.values()) >= 0
    assert off(made) == min(map(off, every_table(rows, columns)))


def every_table(rows, columns):
    """Every two-way table with these totals."""
    lines = [
        [line for line in product(*(range(n + 1) for n in columns.values())) if sum(line) == total]
        for total in rows.values()
    ]
    for some in product(*lines):
        if all(sum(line[j] for line in some) == total for j, total in columns.items()):
            yield {(i, j): n for i, line in enumerate(some) for j, n in enumerate(line)}


def test_a_total_that_two_tables_share_is_weighed_by_how_much_noise_each_has():
    """A hundred with variance 1 beside two hundred with variance 3: three parts of the first and one of the second."""
    one = Drawn("one", ("year",), {("a",): 100}, Fraction(1))
    other = Drawn("other", ("year",), {("a",): 200}, Fraction(3))
    assert [table.values["a",] for table in agreeing_tables([one, other])] == [125, 125]


def test_shared_totals_of_noisy_tables_lie_nearer_to_the_truth_together():
    chance, off = Random(3), {"alone": 0, "together": 0}
    truth = {(y, p): 20 for y in "abc" for p in "xyz"}, {(y, s): 30 for y in "abc" for s in "fm"}
    for _ in range(200):
        tables = [
            Drawn(str(n), ("year", "by"), noisy(true, Fraction(4), chance=chance.randrange), Fraction(4))
            for n, true in enumerate(truth)
        ]
        off["alone"] += sum(abs(sum(tables[1].counts[y, s] for s in "fm") - 60) for y in "abc")
        off["together"] += sum(abs(agreeing_tables([
            Drawn("p", ("year", "place"), tables[0].counts, Fraction(4)),
            Drawn("s", ("year", "sex"), tables[1].counts, Fraction(4)),
        ])[0].values[y, ALL] - 60) for y in "abc")  # fmt: skip
    assert off["together"] < 0.9 * off["alone"]


def test_tables_that_divide_differently_what_they_share_are_refused():
    one = Drawn("one", ("year",), {("a",): 1}, Fraction(1))
    with pytest.raises(ValueError, match="same categories"):
        agreeing_tables([one, Drawn("other", ("year",), {("b",): 1}, Fraction(1))])
    with pytest.raises(ValueError, match="above zero"):
        agreeing_tables([Drawn("none", ("year",), {("a",): 1}, Fraction(0))])


def test_what_may_be_told_of_a_year_is_spent_once():
    budget = Budget(Fraction(1)).after(Fraction(3, 4))
    with pytest.raises(BudgetSpent, match="1/4"):
        budget.after(Fraction(1, 2))
    assert budget.after(Fraction(1, 4)).spent == 1
    assert variance_for(Fraction(1, 2), most_cells=3) == 3


LEAK = "year,sex,count\n2022,female,…\n2022,male,20\n2022,*,23\n2023,female,30\n2023,male,<5\n2023,*,33\n*,*,56\n"


def test_the_command_prints_what_a_stranger_derives_and_fails(tmp_path):
    (tmp_path / "t.csv").write_text(LEAK, encoding="utf-8")
    told = CliRunner().invoke(app, ["audit-release", str(tmp_path), "--json"])
    assert told.exit_code == 1
    derived = json.loads(told.stdout)["derived"]
    assert {(one["cell"]["sex"], one["cell"]["year"], one["low"]) for one in derived} == {
        ("female", "2022", 3),
        ("male", "2023", 3),
    }
    in_khmer = CliRunner().invoke(app, ["audit-release", str(tmp_path / "t.csv"), "--language", "km"])
    assert "ចំនួនដែលលាក់ត្រូវបានដឹងច្បាស់" in in_khmer.stdout
    safe = tmp_path / "safe.json"
    rows = [["a", 40], ["b", 20], ["*", 60]]
    safe.write_text(json.dumps({"tables": [{"name": "s", "dimensions": ["place"], "rows": rows}]}))
    assert CliRunner().invoke(app, ["audit-release", str(safe)]).exit_code == 0


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("year,n\n2022,many\n", "row 2: “many” is no count"),
        ("year,sex\n2022,f\n", "no column is called count"),
        ("year,count\n2022,1\n2022,2\n", "row 3: the same cell a second time"),
        ("year,count\n2022,1,4\n", "row 2: 3 cells, the header has 2"),
        ('{"tables": [{"name": "t"}]}', "not JSON of the form"),
        ("", "no column is called count"),
    ],
)
def test_a_file_that_is_no_table_is_told_by_its_row(content, words):
    with pytest.raises(TableUnreadable, match=words) as refused:
        tables_of("t.csv", content.encode())
    assert refused.value.km != refused.value.en
    with pytest.raises(TableUnreadable, match="UTF-8"):
        tables_of("t.csv", "year,count\nតា,1".encode("utf-16"))


def test_a_threshold_below_the_floor_is_refused():
    table = with_totals("persons", ["sex"], {("female",): 40, ("male",): 3})
    with pytest.raises(ValueError, match="5 is the least"):
        suppress([table], threshold=4)
