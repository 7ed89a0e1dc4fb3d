"""# The way home

Of her own will or not at all. The family is looked for, the province looks at where she would live, a paper is issued, both
sides sign one list, each side keeps its own number of her case, and the state that sent her is told how it went.
"""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarana.base.accounts.rules import NotAllowed
from sarana.register.repatriation.actions import (
    answer_tracing,
    ask_tracing,
    assess_place,
    begin_repatriation,
    call_off,
    issue_document,
    make_handover_list,
    read_handover,
    read_way,
    record_agreement,
    send_feedback,
    sign_handover,
)
from sarana.register.repatriation.models import HandoverList, Repatriation
from sarana.register.repatriation.queries import handovers_visible_to, repatriations_visible_to, ways_due
from sarana.register.repatriation.rules import next_due, why_not_handed_over

DAY = date(2023, 3, 1)


@pytest.fixture
def worker(world):
    return world.officers["social_worker"]


@pytest.fixture
def way(world, worker):
    case = world.case()
    case.partners.add(worker.agency)
    return begin_repatriation(
        by=worker, victim=world.victim(case), direction="into", country="TH", their_number="TH-2023-118",
        words={"their_contact": "Khun Anong, 02 555 0199"},
    )  # fmt: skip


def ready(world, worker, way):
    way = record_agreement(by=worker, way=way, on=DAY)
    way = ask_tracing(by=worker, way=way, on=DAY)
    way = answer_tracing(by=worker, way=way, on=DAY + timedelta(days=12), result="found")
    way = assess_place(by=worker, way=way, on=DAY + timedelta(days=20), assessment="with_support",
                       place=world.places["12"], note="Her aunt takes her in")  # fmt: skip
    return issue_document(
        by=worker, way=way, on=DAY + timedelta(days=25), travel_document="emergency", number="ETD 4411"
    )


def test_both_numbers_and_what_is_sealed(worker, way):
    assert (way.number[:2], way.their_number) == ("W-", "TH-2023-118")
    assert b"Anong" not in bytes(way.sealed)
    assert read_way(by=worker, way=way) == {"their_contact": "Khun Anong, 02 555 0199"}


days = st.none() | st.just(DAY)


@given(
    days,
    days,
    days,
    st.sampled_from(["", "safe", "with_support", "not_safe"]),
    st.sampled_from(["into", "out_of"]),
)
def test_nobody_goes_against_her_will_without_a_paper_or_to_a_place_that_is_not_safe(
    agreed, assessed, document, assessment, direction
):
    way = Repatriation(
        agreed_on=agreed,
        assessed_on=assessed,
        document_on=document,
        assessment=assessment,
        direction=direction,
    )
    if why_not_handed_over(way) is None:
        assert agreed
        assert document
        assert assessment != "not_safe"
        assert assessed or direction == "out_of"


def test_the_list_takes_only_those_who_are_ready_and_saves_nothing_otherwise(world, worker, way):
    with pytest.raises(ValueError, match="her will"):
        make_handover_list(by=worker, ways=[way], planned_on=DAY, place=None)
    assert not HandoverList.objects.exists()


def test_both_sides_sign_and_only_then_she_is_handed_over(world, worker, way):
    way = ready(world, worker, way)
    made = make_handover_list(
        by=worker, ways=[way], planned_on=DAY + timedelta(days=30), place=world.places["18"]
    )
    sign_handover(by=worker, handover=made, on=DAY + timedelta(days=30), countersigned=False)
    way.refresh_from_db()
    assert way.handed_over_on is None
    sign_handover(by=worker, handover=made, on=DAY + timedelta(days=31), countersigned=True)
    way.refresh_from_db()
    assert way.handed_over_on == DAY + timedelta(days=31)
    with pytest.raises(ValueError, match="already"):
        sign_handover(by=worker, handover=made, on=DAY + timedelta(days=31), countersigned=True)


def test_the_paper_names_them_to_those_who_may_open_each_of_them(world, worker, way):
    way = ready(world, worker, way)
    made = make_handover_list(by=worker, ways=[way], planned_on=DAY, place=None)
    ((found, words),) = read_handover(by=worker, handover=made)
    assert (found, words["birth_date"]) == (way, "1999-04-13")
    for stranger in ("secretariat", "other_investigator"):
        with pytest.raises(NotAllowed):
            read_handover(by=world.officers[stranger], handover=made)
    assert not handovers_visible_to(world.officers["other_investigator"]).exists()


def test_what_is_owed_falls_due_by_itself(world, worker, way):
    way = ask_tracing(by=worker, way=way, on=DAY)
    assert next_due(way) == ("traced", DAY + timedelta(days=30))
    ((found, what, _on),) = ways_due(worker, DAY + timedelta(days=30), 8)
    assert (found, what) == (way, "traced")
    way = ready(world, worker, way)
    assert next_due(way) is None
    made = make_handover_list(by=worker, ways=[way], planned_on=DAY, place=None)
    for countersigned in (False, True):
        sign_handover(by=worker, handover=made, on=DAY + timedelta(days=40), countersigned=countersigned)
    way.refresh_from_db()
    assert next_due(way) == ("feedback", DAY + timedelta(days=100))
    way = send_feedback(by=worker, way=way, on=DAY + timedelta(days=60), words="She lives with her aunt")
    assert next_due(way) is None
    assert b"aunt" not in bytes(way.sealed)


def test_word_back_follows_the_handover_and_an_answer_the_question(worker, way):
    with pytest.raises(ValueError, match="follows the handover"):
        send_feedback(by=worker, way=way, on=DAY, words="…")
    with pytest.raises(ValueError, match="follows the request"):
        answer_tracing(by=worker, way=way, on=DAY, result="found")


def test_she_may_change_her_mind_and_go_another_time(worker, way):
    call_off(by=worker, way=way, on=DAY, reason="She wants to stay for the trial")
    with pytest.raises(ValueError, match="called off"):
        record_agreement(by=worker, way=way, on=DAY)
    assert begin_repatriation(by=worker, victim=way.victim, direction="into", country="TH")


def test_who_does_not_see_the_case_sees_no_way_home(world, way):
    other = world.officers["other_investigator"]
    assert not repatriations_visible_to(other).exists()
    with pytest.raises(NotAllowed):
        record_agreement(by=other, way=way, on=DAY)
