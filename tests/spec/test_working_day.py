"""# The working day: errands, flags, a supervisor's word, another owner, and a reminder that tells nothing"""

from datetime import timedelta
from functools import partial

import pytest
from django.core import mail
from django.utils import timezone
from django.utils.timezone import localdate

from sarana.base.accounts.rules import NotAllowed
from sarana.base.ledger.appointments import retire_officer
from sarana.base.ledger.models import Entry
from sarana.register.care.actions import move_reintegration
from sarana.register.cases.actions import break_glass, hand_over_cases
from sarana.register.cases.rules import may_see_case
from sarana.register.proceedings.actions import open_proceeding, record_detention
from sarana.register.referrals.actions import refer_victim
from sarana.register.repatriation.actions import ask_tracing, begin_repatriation
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
from sarana.register.supervision.queries import (
    approvals_waiting,
    cases_left_alone,
    errands_open,
    flags_on,
)
from sarana.web.views.supervision import left_alone_section


@pytest.fixture
def officer(world):
    return world.officers["investigator"]


# ## Errands and reminders


def test_an_errand_is_sealed_and_stands_on_the_day_until_it_is_done(world, officer):
    errand = give_errand(
        by=officer, officer=officer, what="Call Sophea's aunt", due_on=localdate(), case=world.case()
    )
    assert b"Sophea" not in bytes(errand.sealed)
    assert list(errands_open(officer, localdate())) == [errand]
    assert read_errand(by=officer, errand=errand)["what"] == "Call Sophea's aunt"
    with pytest.raises(NotAllowed):
        read_errand(by=world.officers["chief"], errand=errand)
    finish_errand(by=officer, errand=errand)
    assert list(errands_open(officer, localdate())) == []


def test_errands_go_to_ones_own_body_and_only_about_cases_that_both_see(world, officer):
    chief = world.officers["chief"]
    assert give_errand(by=chief, officer=officer, what="Ask the court", due_on=localdate(), case=world.case())
    with pytest.raises(NotAllowed):
        give_errand(by=officer, officer=world.officers["ngo_worker"], what="…", due_on=localdate())
    with pytest.raises(NotAllowed):
        give_errand(
            by=chief,
            officer=world.officers["other_investigator"],
            what="…",
            due_on=localdate(),
            case=world.case(),
        )
    with pytest.raises(ValueError, match="over already"):
        give_errand(by=officer, officer=officer, what="…", due_on=localdate() - timedelta(days=1))


@pytest.mark.parametrize("language", ["km", "en"])
def test_a_reminder_says_that_something_waits_once_a_day_and_nothing_else(world, officer, settings, language):
    settings.MAIL_HOST = "mail.example"
    officer.email, officer.language = "officer@example.org", language
    officer.save()
    case = world.case()
    give_errand(by=officer, officer=officer, what="Call Sophea's aunt", due_on=localdate(), case=case)
    assert remind_officers(today=localdate()) == 1
    assert remind_officers(today=localdate()) == 0
    (message,) = mail.outbox
    told = f"{message.subject} {message.body}"
    for secret in ("Sophea", case.number, "1", "Sarana", "victim", "ជនរងគ្រោះ", officer.name_km):
        assert secret not in told
    assert ("រង់ចាំ" in told) == (language == "km")


def _errand(world):
    officer = world.officers["investigator"]
    give_errand(by=officer, officer=officer, what="Call Sophea", due_on=localdate())


def _approval(world):
    ask_approval(
        by=world.officers["investigator"], case=world.case(), ask="close", supervisor=world.officers["chief"]
    )


def _referral(world, **more):
    facts = {"services": ["SocialCare"], "request": "A bed", "receiver": world.agencies["shelter"], **more}
    refer_victim(by=world.officers["investigator"], victim=world.victim(world.case()), **facts)


def _cared_for(world):
    case = world.case()
    case.partners.add(world.agencies["social"])
    return world.victim(case)


def _visit(world):
    move_reintegration(
        by=world.officers["social_worker"],
        victim=_cared_for(world),
        stage="integration",
        on=localdate() - timedelta(days=40),
    )


def _way_home(world):
    social = world.officers["social_worker"]
    way = begin_repatriation(by=social, victim=_cared_for(world), direction="into", country="TH")
    ask_tracing(by=social, way=way, on=localdate() - timedelta(days=60))


def _custody(world):
    prosecutor, case = world.officers["prosecutor"], world.case()
    case.partners.add(prosecutor.agency)
    proceeding = open_proceeding(
        by=prosecutor, suspect=world.suspect(case), court=prosecutor.agency, complaint_on=localdate()
    )
    record_detention(by=prosecutor, proceeding=proceeding, kind="custody", began_at=timezone.now())


def _glass(world):
    break_glass(
        by=world.officers["other_investigator"], number=world.case().number, reason="She is moved at five"
    )


def _report(world):
    world.report(received_at=timezone.now() - timedelta(days=2))


@pytest.mark.parametrize(
    ("what", "who"),
    [
        (_errand, {"investigator"}),
        (_approval, {"chief"}),
        (_referral, {"ngo_worker"}),
        (partial(_referral, answer_by=timezone.now() - timedelta(hours=1)), {"ngo_worker", "investigator"}),
        (_visit, {"social_worker"}),
        (_way_home, {"social_worker"}),
        (_custody, {"prosecutor"}),
        (_glass, {"investigator", "auditor", "secretariat"}),
        (_report, {"investigator"}),
    ],
    ids=["errand", "approval", "asked", "unanswered", "visit", "tracing", "court", "emergency", "report"],
)
def test_whoever_something_waits_for_is_written_to_and_nobody_else(world, settings, what, who):
    settings.MAIL_HOST = "mail.example"
    for name, officer in world.officers.items():
        officer.email = f"{name}@example.org"
        officer.save()
    assert remind_officers(today=localdate()) == 0
    what(world)
    assert remind_officers(today=localdate()) == len(who)
    assert {message.to[0].removesuffix("@example.org") for message in mail.outbox} == who
    assert len({message.body for message in mail.outbox}) == 1


def test_without_a_mail_server_nothing_is_sent(world, officer, settings):
    settings.MAIL_HOST = ""
    officer.email = "officer@example.org"
    officer.save()
    give_errand(by=officer, officer=officer, what="…", due_on=localdate())
    assert remind_officers(today=localdate()) == 0
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


@pytest.mark.parametrize("why", ["retired", "barred", "his body barred"])
def test_a_case_whose_owner_may_no_longer_work_on_it_turns_up_with_those_who_may(world, officer, why):
    """Why it has no owner is not told: a lock must not show by who lost his cases."""
    case, chief = world.case("other_investigator", place=world.places["12"]), world.officers["chief"]
    other = case.owner
    assert cases_left_alone(chief) == []
    if why == "retired":
        retire_officer(by=world.officers["administrator"], officer=other, reason="He left")
    elif why == "barred":
        case.barred.add(other)
    else:
        case.barred_agencies.add(other.agency)
    assert cases_left_alone(chief) == [case]
    assert cases_left_alone(officer) == [], "a case that he does not see"
    assert cases_left_alone(other) == []
    hand_over_cases(by=chief, cases=[case], to=chief, reason="Nobody works on it")
    assert cases_left_alone(chief) == []
    assert other not in case.team.all()
    assert "other_investigator" not in str(left_alone_section(chief, 3))


def test_cases_of_who_may_work_on_them_and_closed_ones_are_left_to_their_owners(world, officer):
    world.case("other_investigator", place=world.places["12"])
    closed = world.case("other_investigator", place=world.places["12"])
    closed.barred.add(closed.owner)
    type(closed).objects.filter(pk=closed.pk).update(state="Closed")
    assert cases_left_alone(world.officers["chief"]) == []
