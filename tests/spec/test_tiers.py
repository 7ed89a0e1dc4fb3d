"""The US test of efforts against trafficking (22 USC 7106, 7107): what each rule says, on invented years and on real tiers."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarana.science.tiers import (
    CRITERIA,
    FACTS,
    HEADS,
    INDICIA,
    Answer,
    CountryYear,
    Silence,
    Standing,
    Tier,
    Why,
    ahead,
    explain,
    find,
    heads_of,
    histories,
    read,
    unexplained,
    what_would_move,
)

GOOD = {code: kind.good for code, kind in FACTS.items()}
LAST_YEAR = {**GOOD, "prosecutions": 80, "convictions": 60, "victims_assisted": 90, "investigations": 90}


def history(**tiers: str):
    rows = [CountryYear("Nowhere", "NWH", int(year[1:]), Tier(tier)) for year, tier in tiers.items()]
    return histories(rows)["NWH"]


def why(**tiers: str) -> list[str]:
    return [one.why.value for one in explain(history(**tiers))]


# The two-year limit


def test_two_years_on_the_watch_list_are_allowed_a_third_by_waiver_only_and_then_comes_tier_3():
    told = why(y2018="2", y2019="2WL", y2020="2WL", y2021="2WL", y2022="3", y2023="3")
    assert told == ["free", "within", "within", "waived", "automatic", "free"]


def test_until_2018_two_waivers_were_possible():
    assert why(y2008="2WL", y2009="2WL", y2010="2WL", y2011="2WL", y2012="2WL", y2013="3") == [
        "within", "within", "waived", "waived", "automatic",
    ]  # fmt: skip


def test_years_before_2009_do_not_count():
    assert why(y2005="2WL", y2006="2WL", y2007="2WL", y2008="2WL", y2009="2WL", y2010="3")[-1] == "judged"


def test_tier_3_after_two_years_without_a_waiver_is_explained_and_after_one_year_is_a_judgement():
    assert why(y2020="2", y2021="2WL", y2022="2WL", y2023="3")[-1] == "not_waived"
    assert why(y2020="2", y2021="2WL", y2022="3")[-1] == "judged"


def test_who_comes_back_from_tier_3_by_the_limit_has_one_year_only():
    years = {"y2018": "2", "y2019": "2WL", "y2020": "2WL", "y2021": "2WL", "y2022": "3", "y2023": "2WL"}
    assert why(**years, y2024="3")[-1] == "after_return"
    assert why(**years, y2024="2WL")[-1] == "beyond"
    assert ahead(history(**{k: v for k, v in years.items() if k != "y2023"})).one_year_only


def test_a_gap_in_the_record_is_never_bridged_by_a_guess():
    assert why(y2014="2WL", y2015="2WL", y2020="2WL", y2021="3") == [
        "unknown_before", "unknown_before", "unknown_before", "unknown_before",
    ]  # fmt: skip
    assert ahead(history(y2020="2WL")).counted_from_incomplete_years


def test_a_year_off_the_list_starts_the_count_again():
    assert why(y2019="2", y2020="2WL", y2021="2", y2022="2WL", y2023="2WL")[-1] == "within"


def test_the_next_report_after_three_years_on_the_list_can_not_keep_the_country_there():
    told = ahead(history(y2018="2", y2019="2WL", y2020="2WL", y2021="2WL"))
    assert (told.year, told.run, told.watch_list) == (2022, 3, Why.BEYOND)


def test_one_year_has_one_placement():
    with pytest.raises(ValueError, match="two placements for 2020"):
        histories([CountryYear("Nowhere", "NWH", 2020, Tier.ONE)] * 2)


@pytest.fixture(scope="module")
def real(shared):
    with (shared / "standards" / "tiers.csv").open(encoding="utf-8") as file:
        return histories(
            CountryYear(
                row["country"],
                row["iso3"],
                int(row["year"]),
                Tier(row["tier"]),
                row["source"],
                row["confidence"],
            )
            for row in csv.DictReader(file)
        )


def test_the_limit_explains_the_automatic_downgrades_of_the_real_record(real):
    automatic = {
        (one.placement.iso3, one.placement.year)
        for history in real.values()
        for one in explain(history)
        if one.why is Why.AUTOMATIC
    }
    assert {
        ("KHM", 2022),
        ("CHN", 2013),
        ("RUS", 2013),
        ("UZB", 2013),
        ("THA", 2014),
        ("MYS", 2014),
    } <= automatic


def test_cambodia_stood_three_years_on_the_list_the_last_by_waiver(real):
    told = {one.placement.year: one.why for one in explain(real["KHM"])}
    assert [told[year] for year in range(2019, 2023)] == [Why.WITHIN, Why.WITHIN, Why.WAIVED, Why.AUTOMATIC]


def test_every_country_year_that_the_limit_can_not_explain_is_named(real):
    left = unexplained(real.values())
    named = {(one.placement.iso3, one.placement.year) for one in left}
    # Downgrades after less than two years that count: judgements.
    assert ("BLR", 2022) in named
    # The first known year after those that nobody recorded.
    assert ("VNM", 2020) in named
    falls = [
        (key, year)
        for key, history in real.items()
        for year in history.years
        if year > 2009
        and history.tier(year) is Tier.THREE
        and history.tier(year - 1) not in {Tier.THREE, None}
    ]
    explained = {
        (one.placement.iso3, one.placement.year)
        for history in real.values()
        for one in explain(history)
        if one.why in {Why.AUTOMATIC, Why.NOT_WAIVED, Why.AFTER_RETURN}
    }
    assert {fall for fall in falls if fall not in explained} <= named
    assert not [one for one in left if one.why is Why.BEYOND], (
        "no country of the record stayed longer than the law allows"
    )


# Standards and indicia


def standing(code: str, **facts: float | Silence) -> Standing:
    return find(code, facts, {}).standing


def test_a_year_without_data_is_unknown_and_a_request_without_answer_is_presumed_against():
    assert standing("I1") is Standing.UNKNOWN
    assert standing("I1", prosecutions=Silence.NO_ANSWER) is Standing.PRESUMED_NOT
    assert standing("I7", officials_prosecuted=Silence.NO_ANSWER) is Standing.PRESUMED_NOT
    # The presumption stands in the law for these two only.
    assert standing("I3", campaigns=Silence.NO_ANSWER) is Standing.UNKNOWN


def test_zero_is_an_answer():
    assert standing("I1", investigations=0, prosecutions=0, convictions=0) is Standing.NOT_MET
    assert standing("I7", officials_alleged=0, officials_investigated=0) is Standing.MET


def test_sentences_that_nobody_serves_weigh():
    full = {"investigations": 9, "prosecutions": 8, "convictions": 6}
    assert standing("I1", **full, prison_sentences=6, sentences_suspended=0) is Standing.MET
    assert standing("I1", **full, prison_sentences=2, sentences_suspended=4) is Standing.PARTLY
    assert standing("I1", **full, prison_sentences=0) is Standing.PARTLY


def test_who_punishes_victims_does_not_protect_them():
    helped = {"victims_identified": 9, "victims_referred": 9, "victims_assisted": 9, "staff_trained": 9}
    assert standing("I2", **helped, victims_penalised=0) is Standing.MET
    assert standing("I2", **helped, victims_penalised=1) is Standing.NOT_MET
    assert standing("I2", **helped) is Standing.PARTLY


def test_allegations_against_officials_that_nobody_looks_at_count_as_inaction():
    assert standing("I7", officials_alleged=4, officials_investigated=0) is Standing.NOT_MET
    assert standing("I7", officials_alleged=4, officials_investigated=2) is Standing.PARTLY
    assert (
        standing("I7", officials_alleged=4, officials_investigated=4, officials_prosecuted=1) is Standing.MET
    )


@pytest.mark.parametrize(
    ("code", "facts", "expected"),
    [
        ("MS1", {"law_all_forms": 0}, Standing.NOT_MET),
        ("MS1", {"law_all_forms": 1, "convictions": 3}, Standing.MET),
        ("MS1", {"law_all_forms": 1, "convictions": 0}, Standing.PARTLY),
        ("MS2", {"penalty_gravest_years": 20, "penalty_rape_years": 10}, Standing.MET),
        ("MS2", {"penalty_gravest_years": 5, "penalty_rape_years": 10}, Standing.NOT_MET),
        ("MS3", {"penalty_most_years": 3}, Standing.NOT_MET),
        ("MS3", {"penalty_most_years": 20}, Standing.MET),
        ("MS3", {"penalty_most_years": 20, "convictions": 10, "sentences_suspended": 9}, Standing.PARTLY),
        ("I3", {"campaigns": 2, "recruiters_sanctioned": 0, "labour_inspections": 1}, Standing.PARTLY),
        ("I4", {"arrangements_in_force": 2, "joint_cases": 1}, Standing.MET),
        ("I5", {"extradition_barred": 1}, Standing.NOT_MET),
        ("I5", {"extradition_barred": 0, "extradition_requests": 0, "extraditions": 0}, Standing.MET),
        ("I5", {"extradition_barred": 0, "extradition_requests": 3, "extraditions": 0}, Standing.PARTLY),
        ("I6", {"border_screenings": 900, "border_referrals": 0}, Standing.PARTLY),
        ("I8", {"victims_identified": 100, "victims_foreign": 4}, Standing.MET),
        ("I8", {"victims_identified": 100, "victims_foreign": 60}, Standing.NOT_MET),
        ("I9", {"partnerships_civil": 2, "partnerships_us": 0}, Standing.MET),
        ("I10", {"assessment_published": 0}, Standing.NOT_MET),
        ("I10", {"assessment_published": 1, "assessment_covers": 5}, Standing.PARTLY),
        ("I10", {"assessment_published": 1, "assessment_covers": 8}, Standing.MET),
        ("I12", {"demand_campaigns": 1, "buyers_prosecuted": 1, "sex_tourism_cases": 0}, Standing.PARTLY),
        ("SE4", {"state_pattern": 1}, Standing.NOT_MET),
        ("SE5", {"budget_prosecution": 5000}, Standing.MET),
        ("SE6", {"budget_protection": 0}, Standing.NOT_MET),
        ("SE7", {}, Standing.UNKNOWN),
    ],
)
def test_what_a_criterion_makes_of_facts(code, facts, expected):
    assert standing(code, **facts) is expected


def test_progress_compares_only_what_both_years_know():
    now = {"prosecutions": 10, "convictions": 5, "sentences_suspended": 1, "campaigns": 4}
    assert find("I11", now, {}).standing is Standing.UNKNOWN
    assert (
        find("I11", now, {"prosecutions": 8, "convictions": 4, "sentences_suspended": 3}).standing
        is Standing.MET
    )
    assert find("I11", now, {"prosecutions": 12, "convictions": 4}).standing is Standing.PARTLY
    assert find("I11", now, {"prosecutions": 12, "convictions": 5}).standing is Standing.NOT_MET


def test_efforts_are_serious_when_all_indicia_are_met():
    assert find("MS4", GOOD, LAST_YEAR).standing is Standing.MET
    assert find("MS4", {**GOOD, "victims_penalised": 3}, LAST_YEAR).standing is Standing.PARTLY
    assert find("MS4", {}, {}).standing is Standing.UNKNOWN


# The tiers


def test_a_full_record_speaks_for_the_first_tier():
    reading = read(GOOD, LAST_YEAR)
    assert reading.not_ruled_out == [Tier.ONE]


def test_an_empty_record_rules_nothing_out():
    assert read({}, {}).not_ruled_out == [Tier.ONE, Tier.TWO, Tier.WATCH_LIST, Tier.THREE]


def test_no_answers_on_prosecution_leave_only_the_lowest_tier():
    assert read({**GOOD, "prosecutions": Silence.NO_ANSWER}, LAST_YEAR).not_ruled_out == [Tier.THREE]


def test_no_increase_of_any_effort_puts_on_the_watch_list_and_the_limit_below_it():
    now = {**GOOD, "labour_inspections": 0}
    assert read(now, now, ahead(history(y2019="2", y2020="2"))).not_ruled_out == [Tier.WATCH_LIST]
    used_up = ahead(history(y2018="2", y2019="2WL", y2020="2WL", y2021="2WL"))
    assert read(now, now, used_up).not_ruled_out == [Tier.THREE]
    by_waiver = ahead(history(y2018="2", y2019="2WL", y2020="2WL"))
    assert read(now, now, by_waiver).not_ruled_out == [Tier.WATCH_LIST, Tier.THREE]


def test_more_victims_without_more_action_is_a_watch_list_test():
    now, before = {**GOOD, "victims_identified": 200}, {**GOOD, "victims_identified": 100}
    assert read(now, before).victims_rise.answer is Answer.YES
    assert read({**now, "prosecutions": 300, "convictions": 200}, before).victims_rise.answer is Answer.NO
    assert read({**GOOD, "victims_identified": 110}, before).victims_rise.answer is Answer.NO


def test_a_policy_of_the_state_is_proof_of_failure():
    assert read({**GOOD, "state_pattern": 1, "campaigns": 0}, LAST_YEAR).not_ruled_out == [Tier.THREE]


# What would move us


def test_the_missing_fact_that_changes_most_stands_first():
    now = {**GOOD, "victims_penalised": 0}
    del now["state_pattern"], now["recruiters_sanctioned"]
    gaps = what_would_move(now, LAST_YEAR)
    assert [gap.fact for gap in gaps] == ["recruiters_sanctioned", "state_pattern"]
    assert set(gaps[0].criteria) == {"I3", "MS4"}
    assert Tier.ONE in gaps[0].tiers
    assert set(gaps[1].tiers) <= set(gaps[0].tiers)


def test_nothing_is_missing_from_a_full_record():
    assert what_would_move(GOOD, LAST_YEAR) == []


facts = st.dictionaries(
    st.sampled_from(sorted(FACTS)), st.one_of(st.sampled_from(list(Silence)), st.integers(0, 300).map(float))
)


@given(facts, facts)
def test_any_record_gets_a_reading_that_leaves_a_tier_and_gives_its_reasons_in_both_languages(now, before):
    reading = read(now, before)
    assert reading.not_ruled_out
    for finding in reading.findings.values():
        assert all(reason["km"] and reason["en"] for reason in finding.reasons)
        assert all(isinstance(now.get(code, Silence.NOT_ASKED), Silence) for code in finding.missing)


@given(facts, facts, st.sampled_from(sorted(FACTS)))
def test_silence_never_speaks_for_a_country(now, before, code):
    """Leaving a question without answer gives no better standing on the presumed indicia than not being asked."""
    asked = read({**now, code: Silence.NO_ANSWER}, before)
    not_asked = read({**now, code: Silence.NOT_ASKED}, before)
    for indicium in ("I1", "I7"):
        if asked.findings[indicium].standing is not not_asked.findings[indicium].standing:
            assert asked.findings[indicium].standing is Standing.PRESUMED_NOT


def test_every_criterion_has_a_rule_words_and_known_facts():
    for code, one in CRITERIA.items():
        find(code, {}, {})
        assert set(one.facts) <= set(FACTS)
        assert one.title_km
        assert one.asks_km
        assert one.cite.startswith("22 USC 71")
    assert len(INDICIA) == 12


def test_other_examiners_headings_use_evidence_that_exists():
    for head in HEADS:
        assert set(head.criteria) <= set(CRITERIA)
        assert set(head.facts) <= set(FACTS)
    assert {head.scheme for head in heads_of("I1")} == {"greta", "asean", "odihr", "fatf"}
