"""# Consent, and referral as a contract

A victim decides about her own data. What she agreed to is an object of its own: for which purposes, to which bodies, which
facts, until when. A referral is a contract on top of it: the body that is asked sees what was agreed and nothing else, and
sees nothing more from the moment in which she takes her word back. Who agrees to nothing is helped all the same.
"""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.pages import client_of
from tests.world import World

from sarana.base.accounts.rules import NotAllowed
from sarana.base.ledger.queries import trail_of
from sarana.base.vault.models import IdentityOpening
from sarana.register.cases.queries import cases_visible_to
from sarana.register.referrals.actions import (
    LinkRefused,
    answer_referral,
    finish_referral,
    open_link,
    read_by_link,
    read_shared,
    record_consent,
    refer_victim,
    renew_link,
    revoke_referral,
    withdraw_consent,
)
from sarana.register.referrals.enums import Purpose, SharedField
from sarana.register.referrals.models import Referral, ReferralLink
from sarana.register.referrals.queries import (
    referrals_received,
    referrals_unanswered,
    referrals_visible_to,
    still_readable,
)
from sarana.register.referrals.rules import may_see_referral, may_still_read

TODAY = date(2022, 9, 17)


@pytest.fixture
def victim(world: World):
    return world.victim(
        world.case(),
        words={
            "names": ["Chan Sophea"],
            "birth_date": "1999-04-13",
            "phones": ["012 345 678"],
            "documents": ["N1"],
        },
    )


def agree(world: World, victim, **facts):
    facts = {
        "purposes": ["care"],
        "fields": ["names", "age"],
        "recipients": [world.agencies["shelter"]],
        "given_on": TODAY,
        "until": timezone.localdate() + timedelta(days=90),
        "language": "km",
        **facts,
    }
    return record_consent(by=world.officers["investigator"], victim=victim, **facts)


def refer(world: World, victim, **facts):
    facts = {
        "services": ["SocialCare"],
        "request": "A bed for two weeks and somebody to talk to",
        "receiver": world.agencies["shelter"],
        **facts,
    }
    return refer_victim(by=world.officers["investigator"], victim=victim, **facts)


# ## The receiver sees what was agreed and nothing else


def test_the_body_that_is_asked_reads_the_agreed_facts_and_not_the_case(world, victim):
    consent = agree(world, victim)
    referral, _ = refer(world, victim, consent=consent, fields=["names", "age"])
    ngo = world.officers["ngo_worker"]
    assert read_shared(by=ngo, referral=referral) == {"names": ["Chan Sophea"], "age": 23}
    assert not cases_visible_to(ngo).filter(pk=victim.case_id).exists()
    opening = IdentityOpening.objects.get()
    assert (opening.officer, opening.fields) == (ngo, "names")


@settings(max_examples=20)
@given(
    agreed=st.sets(st.sampled_from(list(SharedField))),
    asked=st.sets(st.sampled_from(list(SharedField))),
    purposes=st.sets(st.sampled_from(list(Purpose)), min_size=1),
)
def test_no_field_goes_along_that_no_consent_covers(world, victim, agreed, asked, purposes):
    consent = agree(world, victim, fields=agreed, purposes=purposes)
    try:
        referral, _ = refer(world, victim, consent=consent, fields=asked)
    except ValueError:
        assert asked
        assert asked - agreed or Purpose.CARE not in purposes
        return
    shown = read_shared(by=world.officers["ngo_worker"], referral=referral)
    assert set(shown) <= {field.value for field in asked & agreed}


def test_who_agrees_to_nothing_is_helped_all_the_same(world, victim):
    referral, _ = refer(world, victim)
    assert read_shared(by=world.officers["ngo_worker"], referral=referral) == {}
    answer_referral(by=world.officers["ngo_worker"], referral=referral, accept=True)
    with pytest.raises(ValueError, match="Without her consent"):
        refer(world, victim, fields=["names"])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"purposes": ["statistics"]}, "purpose"),
        ({"recipients": []}, "body"),
        ({"fields": ["age"]}, "all of this"),
        ({"given_on": date(2020, 1, 1), "until": date(2020, 2, 1)}, "run out"),
    ],
)
def test_a_consent_that_does_not_cover_it_says_why(world, victim, change, said):
    consent = agree(world, victim, **change)
    with pytest.raises(ValueError, match=said):
        refer(world, victim, consent=consent, fields=["names"])


def test_somebody_elses_consent_is_no_consent(world, victim):
    other = world.victim(victim.case)
    with pytest.raises(ValueError, match="Without her consent"):
        refer(world, victim, consent=agree(world, other), fields=["names"])


def test_under_18_a_guardian_agrees_as_well(world):
    child = world.victim(world.case(), age_at_event=15)
    with pytest.raises(ValueError, match="guardian"):
        agree(world, child)
    assert agree(world, child, given_by="with_guardian", words={"guardian": "Her aunt"})


# ## She takes it back


def test_withdrawal_takes_effect_on_the_next_request(world, victim):
    consent = agree(world, victim)
    referral, _ = refer(world, victim, consent=consent, fields=["names"])
    ngo = world.officers["ngo_worker"]
    assert read_shared(by=ngo, referral=referral)
    withdraw_consent(by=world.officers["investigator"], consent=consent)
    with pytest.raises(NotAllowed):
        read_shared(by=ngo, referral=referral)
    assert not still_readable(Referral.objects.all(), timezone.localdate()).exists()
    # He still sees that there is a contract, so that he knows that she took her word back.
    assert may_see_referral(ngo, referral)


def test_a_revoked_referral_is_gone_for_the_receiver(world, victim):
    referral, _ = refer(world, victim, consent=agree(world, victim), fields=["names"])
    revoke_referral(
        by=world.officers["investigator"], referral=referral, reason="She moved in with her sister"
    )
    referral.refresh_from_db()
    assert not may_see_referral(world.officers["ngo_worker"], referral)
    with pytest.raises(NotAllowed):
        read_shared(by=world.officers["ngo_worker"], referral=referral)


# ## Accept, reject, done, nobody answers


def test_a_rejection_says_why_and_an_end_says_what_came_of_it(world, victim):
    ngo = world.officers["ngo_worker"]
    first, _ = refer(world, victim)
    with pytest.raises(ValueError, match="why"):
        answer_referral(by=ngo, referral=first, accept=False)
    answer_referral(by=ngo, referral=first, accept=False, reason="No bed is free before Monday")
    with pytest.raises(ValueError, match="already"):
        answer_referral(by=ngo, referral=first, accept=True)
    second, _ = refer(world, victim)
    answer_referral(by=ngo, referral=second, accept=True)
    finish_referral(by=ngo, referral=second, outcome="She stayed three weeks and found work")
    assert [e.action for e in trail_of(second)][:2] == ["finish_referral", "accept_referral"]


def test_only_the_body_that_was_asked_answers(world, victim):
    referral, _ = refer(world, victim)
    for name in ("investigator", "social_worker", "statistician"):
        with pytest.raises(NotAllowed):
            answer_referral(by=world.officers[name], referral=referral, accept=True)


def test_what_nobody_answers_in_time_comes_back_to_those_who_asked(world, victim):
    referral, _ = refer(world, victim, answer_by=timezone.now() - timedelta(hours=1))
    late, waiting = timezone.now(), world.officers["ngo_worker"]
    assert [r.pk for r in referrals_unanswered(world.officers["investigator"], late)] == [referral.pk]
    assert [r.pk for r in referrals_unanswered(world.officers["secretariat"], late)] == [referral.pk]
    assert [r.pk for r in referrals_received(waiting)] == [referral.pk]
    answer_referral(by=waiting, referral=referral, accept=True)
    assert not referrals_unanswered(world.officers["investigator"], late).exists()


# ## A body without an account: a link that runs out, and a code


def test_a_link_and_its_code_show_what_was_agreed(world, victim):
    consent = agree(world, victim, outside=True)
    referral, (token, code) = refer(
        world, victim, receiver=None, outside_receiver="Small House", consent=consent, fields=["names"]
    )
    opened = open_link(token=token, code=f"{code[:4]} {code[4:]}")
    assert opened == referral
    assert read_by_link(referral=opened) == {"names": ["Chan Sophea"]}
    answer_referral(by=None, referral=opened, accept=True)
    kept = ReferralLink.objects.get()
    assert token not in kept.token_hash
    assert code not in kept.code_hash


def test_five_wrong_codes_close_the_link(world, victim):
    consent = agree(world, victim, outside=True)
    _, (token, code) = refer(
        world, victim, receiver=None, outside_receiver="Small House", consent=consent, fields=["names"]
    )
    wrong = "0" * 8 if code != "0" * 8 else "1" * 8
    for _try in range(5):
        with pytest.raises(LinkRefused):
            open_link(token=token, code=wrong)
    with pytest.raises(LinkRefused):
        open_link(token=token, code=code)


@pytest.mark.parametrize("how", ["run out", "withdrawn", "unknown"])
def test_a_link_that_opens_nothing_never_says_why(world, victim, how):
    consent = agree(world, victim, outside=True)
    _, (token, code) = refer(
        world, victim, receiver=None, outside_receiver="Small House", consent=consent, fields=["names"]
    )
    if how == "run out":
        ReferralLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    if how == "withdrawn":
        withdraw_consent(by=world.officers["investigator"], consent=consent)
    with pytest.raises(LinkRefused, match="opens nothing"):
        open_link(token="x" if how == "unknown" else token, code=code)


def test_a_code_opens_its_link_once_and_a_new_one_is_given_by_those_who_asked(world, victim):
    consent, officer = agree(world, victim, outside=True), world.officers["investigator"]
    referral, (token, code) = refer(
        world, victim, receiver=None, outside_receiver="Small House", consent=consent, fields=["names"]
    )
    read_by_link(referral=open_link(token=token, code=code))
    assert open_link(token=token, code=code)  # he reads, answers and reloads in one sitting
    ReferralLink.objects.update(opened_at=timezone.now() - timedelta(minutes=31))
    with pytest.raises(LinkRefused):
        open_link(token=token, code=code)
    with pytest.raises(NotAllowed):
        renew_link(by=world.officers["other_investigator"], referral=referral)
    new_token, new_code = renew_link(by=officer, referral=referral)
    assert open_link(token=new_token, code=new_code) == referral
    with pytest.raises(LinkRefused):
        open_link(token=token, code=code)
    with_account, _none = refer(world, victim)
    with pytest.raises(ValueError, match="needs no link"):
        renew_link(by=officer, referral=with_account)


def test_a_body_without_an_account_reads_answers_and_says_what_came_of_it_on_its_page(world, victim, client):
    consent = agree(world, victim, outside=True)
    referral, (token, code) = refer(
        world, victim, receiver=None, outside_receiver="Small House", consent=consent, fields=["names"]
    )
    address = f"/shared/{token}/"
    assert "Sophea" not in client.get(address).content.decode()
    assert client.post(address, {"code": "00000000"}).status_code == 403
    assert "Sophea" in client.post(address, {"code": code}).content.decode()
    client.post(address, {"code": code, "answer": "accept"})
    referral.refresh_from_db()
    assert referral.state == "accepted"
    client.post(address, {"code": code, "outcome": "She stayed three weeks"})
    referral.refresh_from_db()
    assert referral.state == "done"
    withdraw_consent(by=world.officers["investigator"], consent=consent)
    assert "Sophea" not in client.post(address, {"code": code}).content.decode()


def test_a_consent_is_taken_down_on_its_page(world, victim, settings):
    settings.DEMONSTRATION = True
    form = {
        "purposes": "care", "fields_": ["names", "age"], "recipients": world.agencies["shelter"].pk, "given_by": "person",
        "given_how": "signed", "language": "km", "given_on": "17/09/2022", "until": "17/09/2100", "witness": "Her sister",
    }  # fmt: skip
    made = client_of(world, "investigator").post(f"/victims/{victim.number}/consents/new/", form)
    assert made.status_code == 302
    consent = victim.consents.get()
    assert consent.fields == ["names", "age"]
    assert b"sister" not in bytes(consent.sealed)


def test_an_officer_does_not_answer_for_a_body_with_an_account_through_nobody(world, victim):
    referral, _ = refer(world, victim)
    with pytest.raises(NotAllowed):
        answer_referral(by=None, referral=referral, accept=True)


# ## Query and predicate are the same rule


@pytest.mark.parametrize("state", ["sent", "accepted", "rejected", "done", "revoked"])
@pytest.mark.parametrize("barred", [False, True])
def test_a_referral_is_listed_exactly_for_those_who_may_see_it(world, victim, state, barred):
    consent = agree(world, victim)
    referral, _ = refer(world, victim, consent=consent, fields=["names"])
    Referral.objects.filter(pk=referral.pk).update(state=state)
    referral.refresh_from_db()
    if barred:
        victim.case.barred.add(world.officers["ngo_worker"], world.officers["chief"])
    for officer in world.officers.values():
        listed = referrals_visible_to(officer).filter(pk=referral.pk).exists()
        assert listed == may_see_referral(officer, referral), officer.username
    today = timezone.localdate()
    readable = still_readable(Referral.objects.all(), today).filter(pk=referral.pk).exists()
    assert readable == may_still_read(referral, today)
