"""# What was taught is measured by what people know, not by how many stood there

A campaign names its audience, the tricks it warns of and its cost; sessions count heads. Before and after, a survey asks what
people know; shares stand with their interval, and what a point of knowledge cost is told only where the rise is more than chance.
"""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarana.base.accounts.rules import NotAllowed
from sarana.intake.kap_form import count_kap_rows, kap_workbook
from sarana.intake.reading import FileNotTaken
from sarana.register.outreach.actions import cite_campaign, hold_session, keep_survey, record_campaign
from sarana.register.outreach.queries import campaigns, citations_in_time
from sarana.register.outreach.rules import (
    gain,
    knowledge,
    per_person,
    per_point,
    session_fault,
    share,
    shown_count,
)

counted = st.tuples(st.integers(0, 400), st.integers(1, 400)).map(lambda n: (min(n), max(n)))


@given(counted)
def test_a_share_lies_in_its_interval_and_the_interval_between_nothing_and_all(pair):
    found = share(*pair)
    assert 0 <= found.low <= found.percent <= found.high <= 100


@given(counted, counted)
def test_a_rise_lies_in_its_interval_and_turned_round_it_is_a_fall(one, other):
    before, after = share(*one), share(*other)
    rise, fall = gain(before, after), gain(after, before)
    assert rise.low <= rise.points <= rise.high
    assert rise.points == pytest.approx(-fall.points)
    assert rise.low == pytest.approx(-fall.high)


def test_the_interval_is_wilson_s():
    found = share(81, 263)
    assert (round(found.low, 2), round(found.high, 2)) == (25.53, 36.62)  # Newcombe 1998, table I


def test_the_difference_is_newcombe_s():
    found = gain(share(48, 80), share(56, 70))
    assert (round(found.low / 100, 4), round(found.high / 100, 4)) == (
        0.0524,
        0.3339,
    )  # Newcombe 1998, method 10


def test_a_point_of_knowledge_has_a_price_only_where_the_rise_is_more_than_chance():
    small = gain(share(10, 20), share(11, 20))
    large = gain(share(60, 200), share(120, 200))
    assert per_point(Decimal(3000), small) is None
    assert per_point(Decimal(3000), large) == Decimal(100)
    assert per_person(Decimal(3000), 0) is None


@given(*[st.integers(0, 30)] * 4)
def test_parts_of_a_session_are_never_more_than_the_whole(reached, women, men, young):
    assert bool(session_fault(reached, women, men, young, 0)) == (
        women + men > reached or max(women, men, young) > reached
    )


@pytest.fixture
def campaign(world):
    return record_campaign(
        by=world.officers["provincial"], title_km="យ", title_en="Safe migration", agency=world.agencies["pcct-18"],
        audience="migrants", channel="meeting", starts_on=date(2022, 3, 1), ends_on=date(2022, 6, 30), cost=Decimal(3000),
    )  # fmt: skip


def test_an_agency_records_its_own_campaigns(campaign, world):
    with pytest.raises(NotAllowed):
        record_campaign(
            by=world.officers["provincial"], title_km="យ", title_en="A", agency=world.agencies["pcct-12"], audience="public",
            channel="radio", starts_on=date(2022, 1, 1), ends_on=date(2022, 1, 2),
        )  # fmt: skip
    by = world.officers["provincial"]
    hold_session(by=by, campaign=campaign, held_on=date(2022, 3, 5), reached=120, women=70, men=50)
    hold_session(by=by, campaign=campaign, held_on=date(2022, 4, 5), reached=80)
    assert campaigns().get().people == 200
    with pytest.raises(ValueError, match="within its campaign"):
        hold_session(by=by, campaign=campaign, held_on=date(2022, 8, 5), reached=80)


def test_a_survey_goes_out_as_xlsform_and_its_rows_are_counted_and_not_kept(campaign, world, tmp_path):
    assert kap_workbook(campaign).startswith(b"PK")
    path = tmp_path / "kap.csv"
    lines = ["campaign,warning_signs,kap/hotline", *[f"{campaign.pk},yes,no"] * 6, *[f"{campaign.pk},បាទ,"] * 4, "other,yes,yes"]  # fmt: skip
    path.write_text("\n".join(lines), encoding="utf-8")
    counts = count_kap_rows(path, campaign)
    assert (counts.asked, counts.answers) == (10, {"warning_signs": [10, 10], "hotline": [6, 0]})
    survey = keep_survey(
        by=world.officers["provincial"], campaign=campaign, round="before", held_on=date(2022, 3, 1), sampling="random",
        asked=counts.asked, answers=counts.answers, digest=counts.digest,
    )  # fmt: skip
    assert knowledge(survey.answers).answered == 16
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(FileNotTaken, match="none of its questions"):
        count_kap_rows(path, campaign)


def test_reports_that_name_a_campaign_count_within_ninety_days(campaign, world):
    by = world.officers["investigator"]
    for month, day in ((2, 1), (4, 1), (9, 28), (9, 29)):
        report = world.report(received_at=datetime(2022, month, day, 5, tzinfo=UTC))
        cite_campaign(by=by, campaign=campaign, report=report)
        cite_campaign(by=by, campaign=campaign, report=report)
    assert citations_in_time(campaign) == 2
    assert shown_count(2) is None
    with pytest.raises(NotAllowed):
        cite_campaign(by=world.officers["other_investigator"], campaign=campaign, report=report)
