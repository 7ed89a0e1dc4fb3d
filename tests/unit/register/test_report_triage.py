"""Triage never falls when more is at stake, says the same in Python and in SQL; clocks; what two reports share."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from sarana.base.accounts.rules import NotAllowed
from sarana.base.ledger.queries import trail_of
from sarana.register.reports.actions import (
    acknowledge_report,
    link_as_same_matter,
    record_first_check,
    unlink_reports,
)
from sarana.register.reports.models import Report, ReportToken
from sarana.register.reports.queries import bounds_of_age, likely_same, links_of, reports_waiting, with_score
from sarana.register.reports.rules import is_late, next_clock, tokens_of_report, triage, triage_of

ANSWERS = ["no", "unknown", "yes"]
DOORS = ["", "seen", "known", "held"]
signals = st.fixed_dictionaries(
    {
        "danger": st.sampled_from(ANSWERS),
        "situation": st.sampled_from(DOORS),
        "minors": st.sampled_from(ANSWERS),
        "persons": st.none() | st.integers(0, 500),
        "age": st.integers(0, 60 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes)),
    }
)


@given(signals, signals)
def test_more_at_stake_never_lowers_the_score(one, two):
    def ranks(signal):
        persons = 1 if signal["persons"] is None else signal["persons"]
        return (
            ANSWERS.index(signal["danger"]),
            DOORS.index(signal["situation"]),
            ANSWERS.index(signal["minors"]),
            persons,
            -signal["age"],
        )

    if all(a >= b for a, b in zip(ranks(one), ranks(two), strict=True)):
        assert triage(**one).score >= triage(**two).score
    assert 0 <= triage(**one).score <= 100
    assert triage(**one).score == sum(part.points for part in triage(**one).parts)


@settings(max_examples=40)
@given(signals)
def test_the_list_sorts_by_the_same_score(world, signal):
    now = timezone.now()
    report = world.report(received_at=now - signal["age"], persons=signal["persons"])
    Report.objects.filter(pk=report.pk).update(
        danger_now=signal["danger"], situation=signal["situation"], minors=signal["minors"]
    )
    found = with_score(Report.objects.filter(pk=report.pk), bounds_of_age(now)).get()
    assert found.score == triage_of(found, now).score


def test_what_waits_is_listed_most_urgent_first(world):
    calm = world.report(danger_now="no", minors="no")
    child = world.report(danger_now="no", minors="yes")
    danger = world.report(danger_now="yes")
    assert list(reports_waiting(world.officers["investigator"])) == [danger, child, calm]


@pytest.mark.parametrize(
    ("facts", "minutes", "hours"),
    [({"danger_now": "yes"}, 15, 24), ({"danger_now": "no"}, 24 * 60, 72)],
)
def test_clocks_first_to_take_it_up_then_to_check_it(world, facts, minutes, hours):
    report, by = world.report(**facts), world.officers["investigator"]
    clock = next_clock(report)
    assert (clock.step, clock.due_at - report.received_at) == ("acknowledge", timedelta(minutes=minutes))
    assert is_late(report, clock.due_at + timedelta(seconds=1))
    report = acknowledge_report(by=by, report=report)
    clock = next_clock(report)
    assert (clock.step, clock.due_at - report.received_at) == ("check", timedelta(hours=hours))
    report = record_first_check(by=by, report=report)
    assert next_clock(report) is None
    assert trail_of(record_first_check(by=by, report=report)).filter(action="record_first_check").count() == 1


def test_a_held_reporter_is_as_pressing_as_danger(world):
    report = world.public_report(danger_now="unknown", situation="held")
    assert next_clock(report).due_at - report.received_at == timedelta(minutes=15)


def shared(*texts, public=False, **more):
    return set.intersection(*(tokens_of_report({"building": t, **more}, from_public=public) for t in texts))


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Mekong Pearl tower, 4th floor", "the building called MEKONG PEARL"),
        ("អគារមេគង្គ ជាន់ទី៤", "នៅអគារមេគង្គជិតផ្សារ"),
        ("tòa nhà Hoàng Gia tầng 3", "Hoàng Gia"),
        ("金象大楼", "金象酒店 3层"),
    ],
)
def test_words_of_one_building_meet(one, two):
    assert shared(one, two)


def test_common_words_and_numbers_of_a_reporter_are_no_likeness():
    assert not shared("a building near the market", "the building near another market floor")
    own = {"narrative": "Call me on 012 345 678", "contact_how": "012 345 678", "reporter": "@sokdara"}
    assert tokens_of_report(own, from_public=True) == set()
    theirs = {"accused": "The boss uses +855 12 345 678 and t.me/goldjobs", "vehicle": "Lexus 2A-1234"}
    assert {text for _, text in tokens_of_report(theirs, from_public=True)} == {
        "12345678",
        "goldjobs",
        "lexus2a1234",
    }


def test_likely_the_same_is_told_only_of_what_the_officer_may_see_and_nothing_is_stored_in_clear(world):
    words = {"narrative": "Their number is 012 345 678.", "whereabouts": "Mekong Pearl"}
    mine, near = world.report(words=words), world.report("chief", words=words, place=world.places["18"])
    hidden = world.report("embassy", words=words, place=world.places["12"])
    public = world.public_report()
    found = likely_same(mine, world.officers["investigator"])
    assert [(each.report, each.shared) for each in found] == []
    found = likely_same(mine, world.officers["chief"])
    assert [each.report for each in found] == [near]
    assert found[0].shared == ("building", "contact")
    national = {each.report for each in likely_same(mine, world.officers["secretariat"])}
    assert national == {near, hidden, public}
    for token in ReportToken.objects.all():
        assert len(bytes(token.token)) == 16


def test_one_district_in_one_week_is_a_hint(world, gazetteer_district):
    district = gazetteer_district
    one = world.report(place=district, words={})
    world.report(place=district, words={}, received_at=timezone.now() - timedelta(days=30))
    two = world.report(place=district, words={})
    found = likely_same(one, world.officers["investigator"])
    assert [(each.report, each.shared) for each in found] == [(two, ("place",))]


@pytest.fixture
def gazetteer_district(world):
    from sarana.base.places.models import Place

    return Place.objects.create(
        code="1801", level="district", parent=world.places["18"], name_km="មិត្តភាព", name_latin="Mittapheap"
    )


def test_a_link_has_no_direction_merges_nothing_and_can_be_taken_back(world):
    by = world.officers["investigator"]
    one, two = world.report(), world.report(persons=3)
    link = link_as_same_matter(by=by, report=two, other=one, reason="The same floor")
    assert [other for _, other in links_of(one, by)] == [two]
    assert [other for _, other in links_of(two, by)] == [one]
    assert likely_same(one, by) == []
    with pytest.raises(ValueError, match="already"):
        link_as_same_matter(by=by, report=one, other=two, reason="Again")
    with pytest.raises(ValueError, match="itself"):
        link_as_same_matter(by=by, report=one, other=one, reason="Again")
    with pytest.raises(ValueError, match="why"):
        unlink_reports(by=by, link=link, reason="")
    unlink_reports(by=by, link=link, reason="Another street")
    assert links_of(one, by) == []
    link_as_same_matter(by=by, report=one, other=two, reason="After all")
    assert {e.action for e in trail_of(two)} >= {"link_same_matter", "unlink_reports"}
    assert (Report.objects.count(), Report.objects.get(pk=two.pk).persons) == (2, 3)
    with pytest.raises(NotAllowed):
        link_as_same_matter(by=world.officers["other_investigator"], report=one, other=two, reason="Mine")
