"""# Who is a victim of trafficking?

Status is an assertion: said by somebody, on a day, against a named standard, with its evidence. Authorities disagree;
every word is kept, and the person is counted by rule.
"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarana.register.cases.actions import assert_status, dispute_status
from sarana.register.cases.actions.status import NotSupported
from sarana.register.cases.enums import Standing
from sarana.science.palermo import ACTS, MEANS, PURPOSES, Outcome, weigh

DAY = date(2022, 9, 1)
ELEMENTS = {"acts": ["recruitment"], "means": ["deception"], "purposes": ["forced_criminality"]}


class TestPalermo:
    """Article 3 of the Palermo Protocol."""

    def test_an_adult_needs_act_and_means_and_purpose(self):
        assert weigh(**ELEMENTS, is_minor=False).outcome is Outcome.TRAFFICKING
        for left_out, name in (("acts", "act"), ("means", "means"), ("purposes", "purpose")):
            finding = weigh(**{**ELEMENTS, left_out: []}, is_minor=False)
            assert (finding.outcome, finding.missing) == (Outcome.INCOMPLETE, (name,))

    def test_under_18_at_the_event_no_means_are_needed(self):
        finding = weigh(acts=["harbouring"], means=[], purposes=["other_sexual"], is_minor=True)
        assert finding.outcome is Outcome.TRAFFICKING
        assert any("under 18" in reason for reason in finding.reasons_en)

    def test_an_unknown_age_is_weighed_as_an_adult_and_says_so(self):
        finding = weigh(acts=["harbouring"], means=[], purposes=["other_sexual"], is_minor=None)
        assert finding.missing == ("means",)
        assert any("age at the event isn't known" in reason for reason in finding.reasons_en)

    def test_a_sold_border_crossing_without_means_or_exploitation_is_smuggling(self):
        finding = weigh(
            acts=["transportation"], means=[], purposes=[], is_minor=False, crossed_border_for_gain=True
        )
        assert finding.outcome is Outcome.SMUGGLING

    def test_smuggling_turns_into_trafficking_once_somebody_exploits(self):
        finding = weigh(**ELEMENTS, is_minor=False, crossed_border_for_gain=True)
        assert finding.outcome is Outcome.TRAFFICKING

    @given(
        st.sets(st.sampled_from(sorted(ACTS))),
        st.sets(st.sampled_from(sorted(MEANS))),
        st.sets(st.sampled_from(sorted(PURPOSES))),
        st.sampled_from([True, False, None]),
    )
    def test_the_rule_holds_for_every_combination_and_the_reasons_come_in_both_languages(
        self, acts, means, purposes, minor
    ):
        finding = weigh(acts=acts, means=means, purposes=purposes, is_minor=minor)
        complete = bool(acts and purposes and (means or minor))
        assert (finding.outcome is Outcome.TRAFFICKING) == complete
        assert len(finding.reasons_en) == len(finding.reasons_km) >= 4

    def test_a_code_that_is_no_element_is_named(self):
        with pytest.raises(ValueError, match="bribery is no means"):
            weigh(acts=[], means=["bribery"], purposes=[], is_minor=False)


class TestAssertions:
    """Who said what about one person."""

    def test_victim_without_the_elements_is_refused_with_what_is_missing(self, world):
        victim = world.victim(world.case())
        with pytest.raises(NotSupported) as refused:
            assert_status(
                by=world.officers["investigator"],
                victim=victim,
                assertion="ActualVictimOfTrafficking",
                asserted_on=DAY,
                acts=["recruitment"],
            )
        assert refused.value.finding.missing == ("means", "purpose")

    def test_two_authorities_that_contradict_each_other_make_a_disputed_person(self, world):
        case = world.case()
        case.partners.add(world.agencies["shelter"])
        victim = world.victim(case)
        said = assert_status(
            by=world.officers["ngo_worker"],
            victim=victim,
            assertion="ActualVictimOfTrafficking",
            asserted_on=DAY,
            **ELEMENTS,
        )
        assert victim.standing == Standing.VICTIM
        dispute_status(
            by=world.officers["investigator"],
            disputed=said,
            assertion="NotAVictimOfTrafficking",
            asserted_on=date(2022, 9, 3),
            reason="A labour dispute",
        )
        victim.refresh_from_db()
        assert victim.standing == Standing.DISPUTED
        assert victim.assertions.count() == 2
        assert victim.first_identified_on == DAY

    def test_an_authority_may_change_its_mind_and_its_latest_word_counts(self, world):
        victim = world.victim(world.case())
        for day, assertion in ((1, "NotAVictimOfTrafficking"), (5, "ActualVictimOfTrafficking")):
            assert_status(
                by=world.officers["investigator"],
                victim=victim,
                assertion=assertion,
                asserted_on=date(2022, 9, day),
                **ELEMENTS,
            )
        assert victim.standing == Standing.VICTIM
