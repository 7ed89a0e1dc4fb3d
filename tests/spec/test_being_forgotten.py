"""# Being forgotten

A victim may wish that nobody knows any more who she was. Her identity's key is destroyed; with it goes what she told in
interviews, and what others wrote about her under keys of their own: requests and answers of referrals, notes of visits, the
goals of her plan, forms that were begun. Figures and the audit trail stay whole, and so neither the reason of an opening nor
that of the erasure may tell who she was: nobody could take it out again.
"""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.pages import client_of, text_of

from sarana.base.ledger.models import Entry
from sarana.base.vault.actions import save_draft
from sarana.base.vault.models import Draft, IdentityOpening, SealedRecord
from sarana.base.vault.rules import tells_who
from sarana.base.vault.sealing import unseal
from sarana.register.care.actions import plan_goal
from sarana.register.cases.actions import erase_victim_identity, open_victim_identity, share_case
from sarana.register.identification.actions import begin_interview
from sarana.register.referrals.actions import read_shared, record_consent, refer_victim
from sarana.register.repatriation.actions import begin_repatriation
from sarana.register.rescue.actions import add_person, read_for_handover, record_request
from sarana.register.rescue.models import SoughtPerson

HER = {"names": ["ចាន់ សុភា", "Chan Sophea"], "phones": ["+855 12 345 678"], "documents": ["N 0912 345"]}


@pytest.fixture
def victim(world):
    case = world.case()
    victim = world.victim(case, words=HER)
    for agency in ("social", "shelter"):
        share_case(
            by=world.officers["investigator"], case=case, agency=world.agencies[agency], reason="Her care"
        )
    return victim


@pytest.mark.parametrize(
    "reason",
    [
        "At the wish of ចាន់សុភា",
        "សុភាចង់ឱ្យលុប",
        "Sophea asked for it",
        "sophea chan",
        "asked from 012 345 678",
        "ទូរស័ព្ទ ០១២៣៤៥៦៧៨",
        "passport N0912345",
    ],
)
def test_no_reason_that_tells_who_she_is_reaches_the_trail(world, victim, reason):
    entries = Entry.objects.count()
    with pytest.raises(ValueError, match="Leave out names and numbers"):
        erase_victim_identity(by=world.officers["social_worker"], victim=victim, reason=reason)
    with pytest.raises(ValueError, match="Leave out names and numbers"):
        open_victim_identity(by=world.officers["investigator"], victim=victim, reason=reason)
    assert (Entry.objects.count(), IdentityOpening.objects.count()) == (entries, 0)
    victim.identity.refresh_from_db()
    assert unseal(victim.identity)["names"] == HER["names"]


@pytest.mark.parametrize(
    "reason", ["At her wish", "តាមបំណងរបស់សាមីខ្លួន", "Order 2022/345 of 17 August", "Channel closed"]
)
def test_a_reason_that_tells_nothing_is_taken(world, victim, reason):
    erase_victim_identity(by=world.officers["social_worker"], victim=victim, reason=reason)
    assert Entry.objects.get(action="erase_identity").reason == reason


@given(
    before=st.text(max_size=20),
    name=st.sampled_from([*HER["names"], "ចាន់សុភា", "សុភា ចាន់"]),
    after=st.text(max_size=20),
)
def test_her_whole_name_is_seen_wherever_it_stands(before, name, after):
    # A combining sign beside it would make other letters of it.
    assert tells_who(f"{before} . {name} . {after}", HER, whole=True)


def test_what_others_wrote_about_her_is_forgotten_with_her(world, victim):
    kept = words_about(world, victim)
    assert any("Sophea" in str(unseal(record)) for record in kept)
    erase_victim_identity(by=world.officers["social_worker"], victim=victim, reason="At her wish")
    for record in kept:
        record.refresh_from_db()
        assert "Sophea" not in str(unseal(record)), record


def words_about(world, victim) -> list[SealedRecord]:
    """A consent, a referral, a goal and a way home, each with a word that names her."""
    by, today = world.officers["investigator"], timezone.localdate()
    consent = record_consent(
        by=by,
        victim=victim,
        purposes=["care"],
        fields=["names"],
        recipients=[world.agencies["shelter"]],
        given_on=today,
        until=today + timedelta(days=90),
        language="km",
        words={"witness": "Sophea’s sister"},
    )
    asked = {
        "services": ["SocialCare"],
        "receiver": world.agencies["shelter"],
        "consent": consent,
        "fields": ["names"],
    }
    referral, _link = refer_victim(by=by, victim=victim, request="A bed for Sophea", **asked)
    goal = plan_goal(
        by=world.officers["social_worker"],
        victim=victim,
        area="housing",
        kind="SocialCare",
        service_group="anti_trafficking_transitional_accommodation",
        due_on=today + timedelta(days=30),
        need="A room",
        goal="Sophea lives with her aunt",
    )
    way = begin_repatriation(
        by=world.officers["social_worker"],
        victim=victim,
        direction="out_of",
        country="VN",
        agreed_on=today,
        words={"assessment": "Sophea’s aunt agrees"},
    )
    return [consent, referral, goal, way]


def test_forms_that_were_begun_about_her_go_and_those_about_others_stay(world, victim):
    interview = begin_interview(
        by=world.officers["investigator"],
        victim=victim,
        form="police",
        interpretation="present",
        setting="safe_room",
        consent="yes",
        reason="To identify her",
    )
    hers = {
        f"/victims/{victim.number}/identity/add/": {"names": ["Somebody"]},
        f"/interviews/{interview.number}/answers/1/": {"address": ["House 7"]},
        "/reports/new/": {"narrative": ["They hold Chan Sophea"]},
    }
    others = {
        "/cases/new/": {"title": ["Sophea’s road, another one"]},
        "/victims/V-AAAAA-AAAAA/edit/": {"names": ["x"]},
    }
    for form, values in (hers | others).items():
        save_draft(by=world.officers["investigator"], form=form, values=values)
    erase_victim_identity(by=world.officers["social_worker"], victim=victim, reason="At her wish")
    assert set(Draft.objects.values_list("form", flat=True)) == set(others)


def test_the_body_that_was_asked_is_told_nothing_of_her_any_more(world, victim, settings):
    settings.DEMONSTRATION = True
    _consent, referral, *_rest = words_about(world, victim)
    erase_victim_identity(by=world.officers["social_worker"], victim=victim, reason="At her wish")
    assert read_shared(by=world.officers["ngo_worker"], referral=referral) == {}
    page = client_of(world, "ngo_worker").get(f"/referrals/{referral.number}/")
    assert page.status_code == 200
    assert "Sophea" not in text_of(page)


def test_her_line_on_a_mission_s_list_loses_her_name_and_keeps_its_steps(world, victim, settings):
    settings.DEMONSTRATION = True
    embassy = world.officers["embassy"]
    request = record_request(by=embassy, received_at=timezone.now(), words={"place_words": "The blue door"})
    person = add_person(
        by=embassy, request=request, who={"names": ["Sophea Chan"]}, words={"family": "An aunt"}
    )
    SoughtPerson.objects.filter(pk=person.pk).update(victim=victim)
    erase_victim_identity(by=world.officers["social_worker"], victim=victim, reason="At her wish")
    for who, address in (("embassy", f"/missions/{embassy.agency.code}/"), ("embassy", f"/sought/{person.number}/"),
                         ("secretariat", f"/sought/{person.number}/"), ("embassy", f"/rescue/{request.number}/")):  # fmt: skip
        page = client_of(world, who).get(address)
        assert page.status_code == 200, address
        assert "Sophea" not in text_of(page)
    asked = client_of(world, "embassy").post(f"/missions/{embassy.agency.code}/", {"q": "Sophea Chan"})
    assert person.number not in text_of(asked).partition("where")[2].partition("</section>")[0]
    person.refresh_from_db()
    assert "family" not in unseal(person)
    assert read_for_handover(by=embassy, request=request, persons=[person]) == [(person, {})]
    assert SoughtPerson.objects.filter(request=request).count() == 1


def test_before_it_is_done_the_page_says_what_is_forgotten_and_what_is_left_to_look_through(
    world, victim, settings
):
    settings.DEMONSTRATION = True
    report = world.report()
    victim.case.reports.add(report)
    page = text_of(client_of(world, "social_worker").get(f"/victims/{victim.number}/erase/"))
    assert "What is forgotten" in page
    assert f"/cases/{victim.case.number}/" in page
    address = f"/victims/{victim.number}/erase/"
    answer = client_of(world, "social_worker", "km").post(
        address, {"reason": "តាមបំណងរបស់ ចាន់ សុភា", "confirmed": "1"}
    )
    assert answer.status_code == 422
    assert "តាមបំណងរបស់ ចាន់ សុភា" in text_of(answer)
    erase_victim_identity(by=world.officers["social_worker"], victim=victim, reason="At her wish")
    assert client_of(world, "social_worker").get(address).status_code == 404
