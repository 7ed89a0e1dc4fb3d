"""# Breaking the glass: a case opened in an emergency

At night the owner of a case can't be reached, and somebody will be moved before the morning. An officer who may read
identities in his own cases opens this one by its number, writes down who is in danger, and reads it for three hours. He
changes nothing in it, says no status, interviews nobody and refers nobody: a deed needs a right of its own. The owner is
told, and the next morning somebody of another agency judges whether it was right. A conflict of interest is never overridden.
"""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.pages import client_of, text_of

from sarana.base.accounts.rules import NotAllowed
from sarana.base.ledger.models import Entry
from sarana.register.care.actions import plan_goal
from sarana.register.cases.actions import (
    amend_case,
    arrest_suspect,
    assert_status,
    break_glass,
    name_to_team,
    open_victim_identity,
    read_case,
    review_glass,
)
from sarana.register.cases.models import GlassBreak
from sarana.register.cases.queries import cases_visible_to, glass_breaks_visible_to, victims_visible_to
from sarana.register.cases.rules import may_edit_case, may_see_case
from sarana.register.identification.actions import begin_interview
from sarana.register.operations.actions import plan_operation
from sarana.register.proceedings.actions import open_proceeding
from sarana.register.referrals.actions import record_consent, refer_victim
from sarana.register.repatriation.actions import begin_repatriation
from sarana.register.supervision.actions import raise_flag

DAY = date(2022, 9, 17)
WHY = "Two girls are moved across the border at five; her sister called"


@pytest.fixture
def case(world):
    made = world.case()
    world.victim(made)
    return made


@pytest.fixture
def other(world):
    return world.officers["other_investigator"]


def sees(officer, case):
    """By the rule and by the query, which must say the same."""
    by_rule, by_query = may_see_case(officer, case), cases_visible_to(officer).filter(pk=case.pk).exists()
    assert by_rule == by_query
    return by_rule


def test_three_hours_and_no_longer(world, case, other):
    assert not sees(other, case)
    glass = break_glass(by=other, number=case.number.lower(), reason=WHY)
    assert glass.until - glass.broken_at == timedelta(hours=3)
    assert sees(other, case)
    assert open_victim_identity(by=other, victim=victims_visible_to(other).get(), reason="To warn her")[
        "names"
    ]
    GlassBreak.objects.update(until=timezone.now())
    assert not sees(other, case)
    with pytest.raises(NotAllowed):
        read_case(by=other, case=case)


def test_it_lets_him_read_and_change_nothing_least_of_all_his_own_right(case, other):
    break_glass(by=other, number=case.number, reason=WHY)
    assert read_case(by=other, case=case)["title"]
    assert not may_edit_case(other, case)
    with pytest.raises(NotAllowed):
        name_to_team(by=other, case=case, officer=other)
    with pytest.raises(NotAllowed):
        amend_case(by=other, case=case, seen_version=1, changes={"state": "Closed"})


DEEDS = {
    "say a status": lambda by, case: assert_status(
        by=by, victim=case.victims.get(), assertion="PossibleVictimOfTrafficking", asserted_on=DAY
    ),
    "interview": lambda by, case: begin_interview(
        by=by, victim=case.victims.get(), form="screening", interpretation="own_language", setting="safe_room",
        consent="yes", reason="She agreed to talk",
    ),
    "take down a consent": lambda by, case: record_consent(
        by=by, victim=case.victims.get(), purposes=["care"], fields=["names"], recipients=[by.agency], given_on=DAY,
        until=timezone.localdate() + timedelta(days=9), language="km",
    ),
    "refer her": lambda by, case: refer_victim(
        by=by, victim=case.victims.get(), services=["SocialCare"], request="A bed", receiver=by.agency
    ),
    "plan an operation": lambda by, case: plan_operation(
        by=by, kind="raid", place=case.place, planned_for=timezone.localdate(), cases=[case]
    ),
    "record an arrest": lambda by, case: arrest_suspect(by=by, suspect=case.suspects.get(), on=DAY),
    "begin her way home": lambda by, case: begin_repatriation(
        by=by, victim=case.victims.get(), direction="into", country="TH"
    ),
    "flag it": lambda by, case: raise_flag(by=by, case=case, kind="danger"),
}  # fmt: skip


@pytest.mark.parametrize("deed", DEEDS)
def test_no_deed_that_asks_only_for_sight_is_open_by_it(world, case, other, deed):
    world.suspect(case)
    break_glass(by=other, number=case.number, reason=WHY)
    with pytest.raises(NotAllowed):
        DEEDS[deed](other, case)
    DEEDS[deed](world.officers["investigator"], case)


@pytest.mark.parametrize(
    ("who", "deed"),
    [
        ("social_worker", lambda by, case: plan_goal(
            by=by, victim=case.victims.get(), area="housing", kind="SocialCare", service_group="anti_trafficking_post_trafficking",
            need="Sleeps badly", goal="A door of her own", due_on=timezone.localdate() + timedelta(days=9),
        )),
        ("prosecutor", lambda by, case: open_proceeding(
            by=by, suspect=case.suspects.get(), court=by.agency, complaint_on=DAY
        )),
    ],
    ids=["help", "court"],
)  # fmt: skip
def test_nor_the_deeds_of_other_roles(world, who, deed):
    by, case = world.officers[who], world.case("other_investigator", place=world.places["12"])
    world.victim(case, "other_investigator")
    world.suspect(case, "other_investigator")
    break_glass(by=by, number=case.number, reason=WHY)
    with pytest.raises(NotAllowed):
        deed(by, case)
    case.partners.add(by.agency)
    deed(by, case)


def test_the_page_of_a_victim_offers_no_deed(world, case, other):
    break_glass(by=other, number=case.number, reason=WHY)
    page = text_of(client_of(world, "other_investigator").get(f"/victims/{case.victims.get().number}/"))
    for deed in ("status", "interviews/new", "consents/new", "referrals/new", "help"):
        assert f"{case.victims.get().number}/{deed}/" not in page


def test_the_owner_sees_who_and_why_and_the_ledger_keeps_it(world, case, other):
    glass = break_glass(by=other, number=case.number, reason=WHY)
    assert list(glass_breaks_visible_to(world.officers["investigator"])) == [glass]
    assert list(glass_breaks_visible_to(world.officers["chief"])) == []
    assert Entry.objects.get(action="break_glass", record_id=str(case.pk)).reason == WHY


@pytest.mark.parametrize("who", ["secretariat", "auditor", "analyst", "statistician", "embassy", "administrator", "provincial"])  # fmt: skip
def test_roles_that_open_no_identity_break_no_glass(world, case, who):
    with pytest.raises(NotAllowed):
        break_glass(by=world.officers[who], number=case.number, reason=WHY)


def test_a_conflict_of_interest_is_never_overridden_and_the_answer_tells_nothing(case, other):
    case.barred.add(other)
    with pytest.raises(ValueError, match="no case of this number") as barred:
        break_glass(by=other, number=case.number, reason=WHY)
    with pytest.raises(ValueError, match="no case of this number") as none:
        break_glass(by=other, number="C-00000-00000", reason=WHY)
    assert str(barred.value) == str(none.value)


def test_a_bar_that_comes_later_ends_it_at_once(case, other):
    break_glass(by=other, number=case.number, reason=WHY)
    case.barred.add(other)
    assert not sees(other, case)


def test_with_a_reason_one_at_a_time_and_not_where_he_sees_already(world, case, other):
    with pytest.raises(ValueError, match="in danger"):
        break_glass(by=other, number=case.number, reason=" ")
    with pytest.raises(ValueError, match="already"):
        break_glass(by=world.officers["investigator"], number=case.number, reason=WHY)
    break_glass(by=other, number=case.number, reason=WHY)
    with pytest.raises(ValueError, match="one at a time"):
        break_glass(by=other, number=world.case().number, reason=WHY)


# ## The review in the morning


def test_somebody_of_another_agency_reviews_it_once(world, case, other):
    glass = break_glass(by=other, number=case.number, reason=WHY)
    with pytest.raises(NotAllowed):
        review_glass(by=world.officers["chief"], glass=glass, finding="justified", note="A colleague")
    auditor = world.officers["auditor"]
    assert glass in glass_breaks_visible_to(auditor)
    with pytest.raises(ValueError, match="looked at"):
        review_glass(by=auditor, glass=glass, finding="justified", note="")
    review_glass(by=auditor, glass=glass, finding="justified", note="Called the sister: true")
    with pytest.raises(ValueError, match="already"):
        review_glass(by=auditor, glass=glass, finding="justified", note="Again")
    assert sees(other, case)


def test_what_was_not_justified_ends_at_once(world, case, other):
    glass = break_glass(by=other, number=case.number, reason=WHY)
    review_glass(by=world.officers["auditor"], glass=glass, finding="not_justified", note="Nobody had called")
    assert not sees(other, case)
