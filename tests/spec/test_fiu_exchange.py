"""# Letters with the financial intelligence unit

Suspects, their companies, phones, accounts and premises go to the unit, and intelligence comes back with its caveats. Nobody who is
a victim is ever named: not as a suspect by mistake, not by her telephone, not by an account that was opened in her name. Two
officers let a letter out; who read it is on record.
"""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from sarana.base.accounts.rules import NotAllowed
from sarana.base.ledger.models import Entry
from sarana.register.cases.models import Victim
from sarana.register.fiu.actions import (
    add_item,
    drop_letter,
    read_letter,
    receive_letter,
    release_letter,
    say_worth,
    send_back,
    submit_letter,
    take_letter,
    write_letter,
)
from sarana.register.fiu.enums import LetterKind, LetterState, Worth
from sarana.register.fiu.queries import exchange_of_year, letters_visible_to, waiting_for_answer
from sarana.register.fiu.rules import fault_of_item
from sarana.register.supervision.queries import has_letter_due
from sarana.register.traces.actions import add_trace, link_trace
from sarana.register.traces.enums import TraceKind


@pytest.fixture
def two(world):
    """The investigator who writes and the prosecutor who releases, in a case of theirs; its suspect."""
    case = world.case()
    case.partners.add(world.agencies["court-18"])
    return world.officers["investigator"], world.officers["prosecutor"], case, world.suspect(case)


def a_letter(two, *things, **more):
    writer, _second, case, _suspect = two
    letter = write_letter(by=writer, case=case, kind="spontaneous", text="Rent paid in cash.", **more)
    for thing in things:
        add_item(by=writer, letter=letter, thing=thing)
    return letter


def sent(two, *things, **more):
    letter = submit_letter(by=two[0], letter=a_letter(two, *things, **more))
    return release_letter(by=two[1], letter=letter)


# ## Two officers


def test_whoever_wrote_a_letter_does_not_release_it(two):
    writer, second, _case, suspect = two
    letter = submit_letter(by=writer, letter=a_letter(two, suspect))
    with pytest.raises(ValueError, match="second officer"):
        release_letter(by=writer, letter=letter)
    released = release_letter(by=second, letter=letter)
    assert (released.state, released.released_by, released.dated_on) == (
        LetterState.RELEASED,
        second,
        timezone.localdate(),
    )
    with pytest.raises(ValueError, match="no more"):
        add_item(by=writer, letter=released, thing=suspect)


def test_the_second_officer_may_send_it_back_with_a_reason(two):
    writer, second, _case, suspect = two
    letter = submit_letter(by=writer, letter=a_letter(two, suspect))
    with pytest.raises(ValueError, match="changed"):
        send_back(by=second, letter=letter, reason=" ")
    letter = send_back(by=second, letter=letter, reason="Name the second account as well")
    assert letter.state == LetterState.DRAFT
    with pytest.raises(ValueError, match="why"):
        drop_letter(by=writer, letter=letter, reason="")
    assert drop_letter(by=writer, letter=letter, reason="Told by telephone").state == LetterState.DROPPED


def test_others_learn_of_no_letter_whatever_they_see_of_the_case(world, two):
    letter = sent(two, two[3])
    assert letters_visible_to(two[0]).get() == letter
    for who in ("secretariat", "auditor", "social_worker", "provincial"):
        assert not letters_visible_to(world.officers[who]).exists()
        with pytest.raises(NotAllowed):
            read_letter(by=world.officers[who], letter=letter)
    two[2].barred.add(two[1])
    assert not letters_visible_to(two[1]).exists()


def test_who_read_it_is_on_record_and_the_words_are_not(two):
    letter = a_letter(two)
    assert read_letter(by=two[0], letter=letter) == {"text": "Rent paid in cash."}
    assert Entry.objects.filter(action="read_letter").count() == 1
    assert not Entry.objects.filter(change__contains="cash").exists()


def test_who_asked_is_reminded_until_an_answer_came(world, two):
    today = timezone.localdate()
    writer, second, case, _suspect = two
    letter = write_letter(by=writer, case=case, kind="request", text="Whose?", answer_by=today)
    assert not has_letter_due(writer, today)
    letter = release_letter(by=second, letter=submit_letter(by=writer, letter=letter))
    assert has_letter_due(writer, today)
    assert not has_letter_due(writer, today - timedelta(days=1))
    assert not has_letter_due(second, today)
    case.barred.add(writer)
    assert not has_letter_due(writer, today)
    case.barred.clear()
    receive_letter(by=writer, case=case, kind="answer", text="A company.", dated_on=today, answers=letter)
    assert not has_letter_due(writer, today)


def test_a_request_of_theirs_is_due_until_our_answer_is_released(world, two):
    today = timezone.localdate()
    writer, second, case, _suspect = two
    theirs = receive_letter(by=writer, case=case, kind="request", text="Who is he?", dated_on=today)
    type(theirs).objects.filter(pk=theirs.pk).update(answer_by=today)
    assert has_letter_due(writer, today)
    ours = write_letter(by=writer, case=case, kind="answer", text="A suspect.", answers=theirs)
    assert has_letter_due(writer, today)
    release_letter(by=second, letter=submit_letter(by=writer, letter=ours))
    assert not has_letter_due(writer, today)


# ## Never a victim


@given(st.booleans(), st.sampled_from([None, *TraceKind]), st.booleans(), st.booleans())
def test_of_a_victim_only_an_account_goes_out_and_only_marked(is_a_victim, kind, of_a_victim, said_so):
    fault = fault_of_item(is_a_victim=is_a_victim, kind=kind, of_a_victim=of_a_victim, said_so=said_so)
    if not fault:
        assert not is_a_victim
        assert not of_a_victim or (kind is TraceKind.ACCOUNT and said_so)


def test_a_suspect_who_is_a_victim_elsewhere_is_refused(world, two):
    writer, _second, _case, suspect = two
    letter = a_letter(two)
    Victim.objects.filter(pk=world.victim(world.case()).pk).update(identity=suspect.identity)
    with pytest.raises(ValueError, match="on record as a victim"):
        add_item(by=writer, letter=letter, thing=suspect)


def test_who_became_a_victim_after_it_was_written_does_not_go_out(world, two):
    writer, second, _case, suspect = two
    letter = submit_letter(by=writer, letter=a_letter(two, suspect))
    Victim.objects.filter(pk=world.victim(world.case()).pk).update(identity=suspect.identity)
    with pytest.raises(ValueError, match=suspect.number):
        release_letter(by=second, letter=letter)


def test_nor_does_its_file_when_she_became_one_after_it_was_released(world, two):
    letter = sent(two, two[3])
    assert take_letter(by=two[0], letter=letter)["persons"][0]["number"] == two[3].number
    Victim.objects.filter(pk=world.victim(world.case()).pk).update(identity=two[3].identity)
    with pytest.raises(ValueError, match="on record as a victim"):
        take_letter(by=two[0], letter=letter)


def test_her_telephone_stays_here_and_her_account_goes_without_her_name(world, two):
    writer, _second, case, _suspect = two
    victim = world.victim(case, words={"names": ["Meas Bopha"]})
    phone = add_trace(by=writer, case=case, kind="phone", value="097 555 01 23")
    account = add_trace(by=writer, case=case, kind="account", value="001 002 003 004")
    for trace in (phone, account):
        link_trace(by=writer, trace=trace, to=victim, relation="uses", known_from="victim")
    letter = a_letter(two)
    with pytest.raises(ValueError, match="only an account"):
        add_item(by=writer, letter=letter, thing=phone)
    with pytest.raises(ValueError, match="mark it"):
        add_item(by=writer, letter=letter, thing=account)
    add_item(by=writer, letter=letter, thing=account, possibly_of_a_victim=True)
    letter = release_letter(by=two[1], letter=submit_letter(by=writer, letter=letter))
    told = take_letter(by=writer, letter=letter)
    assert told["traces"] == [
        {
            "number": account.number,
            "kind": "account",
            "value": "001 002 003 004",
            "possibly_of_a_victim": True,
        }
    ]
    assert "Bopha" not in str(told)


def test_a_telephone_that_is_a_victims_in_another_case_stays_here_too(world, two):
    writer, _second, case, _suspect = two
    elsewhere = world.case()
    hers = add_trace(by=writer, case=elsewhere, kind="phone", value="097 555 01 23")
    link_trace(by=writer, trace=hers, to=world.victim(elsewhere), relation="uses", known_from="victim")
    same = add_trace(by=writer, case=case, kind="phone", value="+855 97 555 01 23")
    with pytest.raises(ValueError, match="belongs to a victim"):
        add_item(by=writer, letter=a_letter(two), thing=same)


# ## Answers and what they were worth


def test_a_request_waits_until_it_is_answered_and_the_days_are_counted(world, two):
    writer, second, case, suspect = two
    letter = write_letter(by=writer, case=case, kind="request", text="Whose account is it?")
    add_item(by=writer, letter=letter, thing=suspect)
    letter = release_letter(by=second, letter=submit_letter(by=writer, letter=letter))
    assert list(waiting_for_answer(case)) == [letter]
    today = timezone.localdate()
    with pytest.raises(ValueError, match="had gone out"):
        receive_letter(
            by=writer, case=case, kind="answer", text="Hers.", dated_on=today - timedelta(days=1), answers=letter
        )  # fmt: skip
    answer = receive_letter(
        by=writer, case=case, kind="answer", text="A company's.", dated_on=today, answers=letter,
        caveats=["intelligence_only", "no_onward"], their_reference="FIU-77",
    )  # fmt: skip
    say_worth(by=writer, letter=answer, worth="useful")
    assert not waiting_for_answer(case).exists()
    year = exchange_of_year(letters_visible_to(writer), date(today.year, 1, 1), date(today.year, 12, 31))
    assert (year.sent[LetterKind.REQUEST], year.received[LetterKind.ANSWER]) == (1, 1)
    assert (year.answered, year.median_days) == (1, 0.0)
    assert year.worth == {Worth.USEFUL: 1, Worth.NOT_USEFUL: 0}
    assert year.sent[LetterKind.FEEDBACK] == 0  # zero is an answer
    assert answer.caveats == ["intelligence_only", "no_onward"]


@pytest.mark.parametrize(
    ("kind", "fault"),
    [
        ("dissemination", "this way"),
        ("acknowledgement", "this way"),
        ("answer", "which letter"),
        ("feedback", "which letter"),
    ],
)
def test_letters_that_make_no_sense_are_refused(two, kind, fault):
    with pytest.raises(ValueError, match=fault):
        write_letter(by=two[0], case=two[2], kind=kind, text="Words")
