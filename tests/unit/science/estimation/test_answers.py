import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sarana.science.estimation import (
    Method,
    TableNotUsable,
    Verdict,
    answer,
    change,
    diagnose,
    table_from_patterns,
    table_from_rows,
)
from sarana.science.estimation.bootstrap import Interval
from sarana.science.estimation.gates import gate_of_referrals, gates_of_interval
from sarana.science.estimation.variants import (
    among_list,
    false_links,
    listed_cases,
    merged_lists,
    missed_links,
    overlapping,
    without_list,
)
from sarana.science.estimation.words import METHODS, rounded, say

COUNTS = [0, 60, 45, 9, 70, 12, 6, 2, 30, 5, 7, 0, 11, 3, 0, 1]
TABLE = table_from_patterns(["a", "b", "c", "d"], dict(enumerate(COUNTS)))
INTERVAL = Interval(900, 1300, 5, 9, 0.95, 1000, 0, 0.4, 0.01)


def asked(**how):
    given = {
        "assumption": "a and b never meet",
        "methods": [Method.STEPWISE],
        "replicates": 200,
        "draws": 100,
    }
    return answer(TABLE, **(given | how))


def verdicts(found):
    return {gate.name: gate.verdict for gate in found.gates}


class TestVariants:
    def test_a_list_left_out_takes_its_own_cases_with_it(self):
        counts = without_list(TABLE, 0)
        assert counts.sum() == TABLE.cases - 60
        assert counts[0b0010] == 45 + 9
        assert counts[0] == 0

    def test_merged_lists_are_one(self):
        counts = merged_lists(TABLE, 0, 1)
        assert counts.sum() == TABLE.cases
        assert counts[0b0001] == 60 + 45 + 9

    def test_among_a_lists_cases_the_others_overlap_as_before(self):
        counts = among_list(TABLE, 0)
        assert counts[0b0010] == 9
        assert counts.sum() == listed_cases(TABLE)[0] - 60

    def test_missed_links_make_more_cases_and_false_links_fewer(self):
        generator = np.random.default_rng(4)
        assert missed_links(TABLE, 0.2, generator).sum() > TABLE.cases
        assert false_links(TABLE, 0.2, generator).sum() < TABLE.cases
        assert overlapping(TABLE) == sum(n for p, n in enumerate(COUNTS) if p.bit_count() > 1)

    def test_very_many_false_links_are_made_some_at_a_time(self):
        many = table_from_patterns(list("abc"), {1: 10**8, 2: 10**8, 4: 10**8, 3: 10**7, 6: 10**7, 7: 5})
        linked = false_links(many, 0.05, np.random.default_rng(1))
        assert sum(many.counts) - linked.sum() == pytest.approx(1_000_000, rel=0.01)

    def test_no_list_is_counted_otherwise_by_a_missed_link(self):
        counts = missed_links(TABLE, 0.3, np.random.default_rng(1))
        on_list = [sum(n for p, n in enumerate(counts) if p >> bit & 1) for bit in range(4)]
        assert tuple(on_list) == listed_cases(TABLE)


class TestDiagnosis:
    def test_each_list_is_left_out_and_each_pair_merged(self):
        found = diagnose(TABLE, draws=10)
        assert [one.lists for one in found.left_out] == [("a",), ("b",), ("c",), ("d",)]
        assert len(found.merged) == 6
        assert [one.known for one in found.consistency] == list(listed_cases(TABLE))

    def test_with_three_lists_none_can_be_spared(self):
        table = table_from_patterns(["a", "b", "c"], {1: 50, 2: 40, 4: 30, 3: 12, 5: 9, 6: 8, 7: 3})
        found = diagnose(table, draws=10)
        assert found.left_out == found.merged == found.consistency == ()
        assert math.isfinite(found.missed)


class TestGates:
    def test_without_an_assumption_there_are_diagnostics_and_no_estimate(self):
        found = asked(assumption="  ")
        assert found.estimates == ()
        assert found.diagnosis is not None
        assert verdicts(found)["assumption"] is Verdict.FAILED
        assert found.reading == say("reading none")

    def test_every_gate_speaks_both_languages(self):
        for gate in asked(methods=list(Method)).gates:
            assert gate.words.km
            assert gate.words.en
            assert not any(digit in gate.words.km for digit in "0123456789")

    def test_replicates_without_an_estimate_fail_the_interval(self):
        gates = gates_of_interval(replace(INTERVAL, failed=40), Method.BIC)
        assert gates[0].verdict is Verdict.FAILED

    def test_replicates_on_one_side_are_told(self):
        names = [gate.name for gate in gates_of_interval(replace(INTERVAL, below=1.0), Method.BIC)]
        assert "one side" in names

    def test_limits_whose_error_is_not_known_are_read_with_caution(self):
        gates = gates_of_interval(replace(INTERVAL, upper_error=math.nan), Method.BIC)
        assert {gate.name: gate.verdict for gate in gates}["limits"] is Verdict.CAUTION

    def test_referrals_that_the_model_ignores_fail(self):
        gate = gate_of_referrals([("a", "b")], ["c&d"], "stepwise")
        assert gate is not None
        assert gate.verdict is Verdict.FAILED
        assert "a&b" in gate.words.km
        joined = gate_of_referrals([("b", "a")], ["a&b&c"], "stepwise")
        assert joined is not None
        assert joined.verdict is Verdict.PASSED
        assert gate_of_referrals([], [], "bic") is None

    def test_a_referral_between_lists_that_are_none_is_refused(self):
        with pytest.raises(TableNotUsable, match="No list has the name 'z'"):
            asked(referrals=[("a", "z")])

    def test_a_method_that_refuses_says_why_and_the_others_answer(self):
        many = table_from_patterns(
            [f"list {n}" for n in range(7)], {1 << n: 40 for n in range(7)} | {3 << n: 9 for n in range(6)}
        )
        found = answer(
            many, assumption="none refers", methods=[Method.GRAPHICAL, Method.STEPWISE], replicates=100
        )
        assert [one.method for one in found.estimates] == [Method.STEPWISE]
        assert any("Merge lists" in gate.words.en for gate in found.gates if gate.method == "graphical")


class TestAnswers:
    def test_each_method_answers_with_its_interval(self):
        found = asked(methods=list(Method))
        assert [one.method for one in found.estimates] == list(Method)
        for one in found.estimates:
            assert TABLE.cases <= one.lower < one.estimate < one.upper
        assert set(found.densities) == {Method.GRAPHICAL, Method.LATENT}
        assert "methods" in verdicts(found)

    def test_the_reading_is_a_range_to_two_digits(self):
        assert rounded(11_312.99) == "11,000"
        assert rounded(87) == "87"
        assert rounded(math.inf) == "∞"
        found = asked()
        assert rounded(found.estimates[0].upper) in found.reading.en

    def test_a_method_alone_that_failed_its_own_check_gives_no_range(self):
        """Which prior count one takes decides this table's average over graphs: its range is no answer by itself."""
        sparse = table_from_patterns(list("abcd"), {1: 500, 2: 400, 4: 300, 8: 90, 3: 6, 5: 3, 12: 2, 10: 1})
        alone = answer(sparse, assumption="x", methods=[Method.GRAPHICAL])
        assert verdicts(alone)["delta"] is Verdict.FAILED
        assert alone.reading == say("reading doubted")
        beside = answer(sparse, assumption="x", methods=[Method.GRAPHICAL, Method.STEPWISE], replicates=100)
        if all(g.verdict is not Verdict.FAILED for g in beside.gates if g.method == "stepwise"):
            assert rounded(beside.estimates[0].lower) in beside.reading.en

    def test_the_same_seed_answers_the_same(self):
        assert repr(asked().estimates) == repr(asked().estimates)

    def test_an_overlap_of_intervals_leaves_the_change_open(self):
        found = asked()
        assert change(found, found).words == say("change open")
        less = replace(found, estimates=(replace(found.estimates[0], lower=1.0, upper=2.0),))
        assert change(found, less).words == say("change fell")
        assert change(less, found).decidable
        assert not change(found, replace(found, estimates=())).decidable

    def test_every_method_has_a_name(self):
        assert set(METHODS) == {*Method, "covariates", "two lists"}


class TestEveryTable:
    tables = st.lists(st.integers(0, 12), min_size=15, max_size=15)

    @staticmethod
    def asked(lists, rows):
        try:
            table = table_from_rows(lists, rows)
        except TableNotUsable:
            return None
        return answer(
            table,
            assumption="x",
            methods=[Method.STEPWISE, Method.BIC, Method.GRAPHICAL],
            order=None if len(table.lists) == 4 else 2,
            replicates=10,
        )

    @settings(max_examples=10, deadline=None)
    @given(tables, st.permutations(range(4)))
    def test_the_order_of_the_lists_changes_no_answer(self, counts, order):
        rows = [[*(p >> bit & 1 for bit in range(4)), n] for p, n in enumerate(counts, start=1)]
        turned = [[*(row[bit] for bit in order), row[-1]] for row in reversed(rows)]
        one, other = self.asked("abcd", rows), self.asked(["abcd"[bit] for bit in order], turned)
        if one is None or other is None:
            assert one is other
            return
        assert [gate.name for gate in one.gates] == [gate.name for gate in other.gates]
        for mine, theirs in zip(one.estimates, other.estimates, strict=True):
            found = (theirs.estimate, theirs.lower, theirs.upper)
            assert (mine.estimate, mine.lower, mine.upper) == pytest.approx(found, rel=1e-6)

    @settings(max_examples=4, deadline=None)
    @given(tables)
    def test_an_empty_list_and_empty_patterns_are_taken(self, counts):
        rows = [[*(p >> bit & 1 for bit in range(4)), 0, n] for p, n in enumerate(counts, start=1) if p < 12]
        found = self.asked("abcde", rows) if sum(counts[:11]) > 40 else None
        for one in found.estimates if found else ():
            assert one.estimate >= found.table.cases - 1e-6
