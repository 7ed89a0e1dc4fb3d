"""# The working day: errands, flags, a supervisor's word, another owner, and a reminder that tells nothing"""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from sarana.base.accounts.rules import NotAllowed
from sarana.base.ledger.models import Entry
from sarana.register.cases.actions import hand_over_cases
from sarana.register.cases.rules import may_see_case
from sarana.register.supervision.actions import (
    answer_approval,
    ask_approval,
    finish_errand,
    give_errand,
    lift_flag,
    raise_flag,
    read_errand,
    remind_officers,
)
from sarana.register.supervision.queries import approvals_waiting, errands_open, flags_on

TODAY = timezone.localdate()


@pytest.fixture
def officer(world):
    return world.officers["investigator"]


# ## Errands and reminders


def test_an_errand_is_sealed_and_stands_on_the_day_until_it_is_done(world, officer):
    errand = give_errand(
        by=officer, officer=officer, what="Call Sophea's aunt", due_on=TODAY, case=world.case()
    )
    assert b"Sophea" not in bytes(errand.sealed)
    assert list(errands_open(officer, TODAY)) == [errand]
    assert read_errand(by=officer, errand=errand)["what"] == "Call Sophea's aunt"
    with pytest.raises(NotAllowed):
        read_errand(by=world.officers["chief"], errand=errand)
    finish_errand(by=officer, errand=errand)
    assert list(errands_open(officer, TODAY)) == []


def test_errands_go_to_ones_own_body_and_only_about_cases_that_both_see(world, officer):
    chief = world.officers["chief"]
    assert give_errand(by=chief, officer=officer, what="Ask the court", due_on=TODAY, case=world.case())
    with pytest.raises(NotAllowed):
        give_errand(by=officer, officer=world.officers["ngo_worker"], what="…", due_on=TODAY)
    with pytest.raises(NotAllowed):
        give_errand(
            by=chief, officer=world.officers["other_investigator"], what="…", due_on=TODAY, case=world.case()
        )
    with pytest.raises(ValueError, match="over already"):
        give_errand(by=officer, officer=officer, what="…", due_on=TODAY - timedelta(days=1))


@pytest.mark.parametrize("language", ["km", "en"])
def test_a_reminder_says_that_something_waits_once_a_day_and_nothing_else(world, officer, settings, language):
    settings.MAIL_HOST = "mail.example"
    officer.email, officer.language = "officer@example.org", language
    officer.save()
    case = world.case()
    give_errand(by=officer, officer=officer, what="Call Sophea's aunt", due_on=TODAY, case=case)
    assert remind_officers(today=TODAY) == 1
    assert remind_officers(today=TODAY) == 0
    (message,) = mail.outbox
    told = f"{message.subject} {message.body}"
    for secret in ("Sophea", case.number, "1", "Sarana", "victim", "ជនរងគ្រោះ", officer.name_km):
        assert secret not in told
    assert ("រង់ចាំ" in told) == (language == "km")


def test_without_a_mail_server_nothing_is_sent(world, officer, settings):
    settings.MAIL_HOST = ""
    officer.email = "officer@example.org"
    officer.save()
    give_errand(by=officer, officer=officer, what="…", due_on=TODAY)
    assert remind_officers(today=TODAY) == 0
    assert mail.outbox == []


# ## Flags and approvals


def test_a_flag_stands_until_it_is_lifted_and_the_ledger_keeps_both(world, officer):
    case = world.case()
    flag = raise_flag(by=officer, case=case, kind="danger", note="He knows her street")
    assert list(flags_on(case)) == [flag]
    assert b"street" not in bytes(flag.sealed)
    lift_flag(by=officer, flag=flag)
    assert list(flags_on(case)) == []
    told = Entry.objects.filter(record_id=str(case.pk)).values_list("action", flat=True)
    assert {"raise_flag", "lift_flag"} <= set(told)


def test_a_supervisor_who_sees_the_case_says_his_word_once(world, officer):
    case, chief = world.case(), world.officers["chief"]
    with pytest.raises(ValueError, match="can't see"):
        ask_approval(by=officer, case=case, ask="close", supervisor=world.officers["other_investigator"])
    with pytest.raises(ValueError, match="himself"):
        ask_approval(by=officer, case=case, ask="close", supervisor=officer)
    asked = ask_approval(by=officer, case=case, ask="close", supervisor=chief)
    with pytest.raises(ValueError, match="asked already"):
        ask_approval(by=officer, case=case, ask="close", supervisor=chief)
    assert list(approvals_waiting(chief)) == [asked]
    with pytest.raises(NotAllowed):
        answer_approval(by=officer, approval=asked, word="approved")
    with pytest.raises(ValueError, match="missing"):
        answer_approval(by=chief, approval=asked, word="sent_back")
    answer_approval(by=chief, approval=asked, word="approved")
    with pytest.raises(ValueError, match="answered already"):
        answer_approval(by=chief, approval=asked, word="approved")


# ## Another owner


def test_cases_change_hands_together_or_not_at_all(world, officer):
    chief, prosecutor = world.officers["chief"], world.officers["prosecutor"]
    mine, theirs = world.case(), world.case("other_investigator", place=world.places["12"])
    with pytest.raises(NotAllowed):
        hand_over_cases(by=officer, cases=[mine, theirs], to=chief, reason="On leave")
    mine.refresh_from_db()
    assert mine.owner == officer
    with pytest.raises(ValueError, match="role"):
        hand_over_cases(by=officer, cases=[mine], to=prosecutor, reason="On leave")
    assert hand_over_cases(by=chief, cases=[mine, theirs], to=chief, reason="On leave") == 2
    mine.refresh_from_db()
    assert mine.owner == chief
    assert may_see_case(officer, mine)


def test_nobody_is_given_a_case_from_which_he_is_kept(world, officer):
    case = world.case()
    case.barred.add(world.officers["chief"])
    with pytest.raises(ValueError, match="can't take"):
        hand_over_cases(by=officer, cases=[case], to=world.officers["chief"], reason="On leave")
