"""# Names that leave the register

A file without names needs nobody's word. Names leave for one recipient, who alone can open the file; a second officer
agrees first; and the file holds, at the moment in which it is taken, what each victim's consent lets that recipient know.
"""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.pages import client_of, text_of

from sarana.base.accounts.rules import NotAllowed
from sarana.base.ledger.models import Entry
from sarana.base.vault.models import IdentityOpening
from sarana.base.vault.recipients import new_pair, open_with
from sarana.intake.export_actions import ask_export, decide_export, take_export
from sarana.intake.models import ExportRequest
from sarana.intake.queries import exports_to_decide, exports_visible_to
from sarana.register.cases.actions import break_glass
from sarana.register.referrals.actions import record_consent, withdraw_consent

SECRET, PUBLIC = new_pair()


@pytest.fixture(autouse=True)
def _without_a_second_factor(settings):
    settings.DEMONSTRATION = True


@pytest.fixture
def victims(world):
    """Two in one case: one agreed that the shelter knows her name, the other to nothing."""
    case = world.case()
    named = world.victim(case)
    world.victim(case, words={"names": ["Keo Malis"], "phones": ["012 000 111"]})
    return named, agree(world, named)


def agree(world, victim, **facts):
    facts = {"purposes": ["care"], "fields": ["names"], "recipients": [world.agencies["shelter"]], **facts}
    return record_consent(
        by=world.officers["investigator"], victim=victim, given_on=date(2022, 9, 1), language="km",
        until=timezone.localdate() + timedelta(days=9), **facts,
    )  # fmt: skip


def ask(world, **facts):
    facts = {
        "reason": "They look for her sister", "recipient_key": PUBLIC, "purpose": "care",
        "recipient": world.agencies["shelter"], **facts,
    }  # fmt: skip
    return ask_export(by=world.officers["investigator"], **facts)


def agreed_to(world, **facts):
    return decide_export(by=world.officers["auditor"], asked=ask(world, **facts), grant=True)


def taken(world, asked):
    return open_with(SECRET, take_export(by=world.officers["investigator"], asked=asked)).decode("utf-8-sig")


def test_the_file_opens_for_its_recipient_and_tells_what_she_agreed_to(world, victims):
    asked = agreed_to(world)
    sealed = take_export(by=world.officers["investigator"], asked=asked)
    assert b"Sophea" not in sealed
    told = open_with(SECRET, sealed).decode("utf-8-sig")
    assert "ចាន់ សុភា" in told
    assert "1999-04-13" not in told  # her birth date was not agreed to
    assert "Malis" not in told
    assert IdentityOpening.objects.count() == 1


@pytest.mark.parametrize("how", ["withdrawn", "another body", "another purpose", "no account"])
def test_without_a_consent_that_lives_and_fits_nobody_is_named(world, victims, how):
    facts = {
        "another body": {"recipient": world.agencies["social"]},
        "another purpose": {"purpose": "prosecution"},
        "no account": {"recipient": None, "outside_recipient": "Small House"},
    }.get(how, {})
    asked = agreed_to(world, **facts)
    if how == "withdrawn":
        withdraw_consent(by=world.officers["investigator"], consent=victims[1])
    told = taken(world, asked)
    assert told.count("\n") == 3  # the headings and two rows
    assert "សុភា" not in told


def test_nobody_agrees_to_his_own_request_and_only_the_oversight_agrees(world, victims):
    asked = ask(world)
    for who in ("investigator", "chief", "ngo_worker", "statistician"):
        with pytest.raises(NotAllowed):
            decide_export(by=world.officers[who], asked=asked, grant=True)
    assert list(exports_to_decide(world.officers["auditor"])) == [asked]
    assert not exports_visible_to(world.officers["chief"]).exists()


def test_nothing_is_taken_before_after_or_twice(world, victims):
    officer, asked = world.officers["investigator"], ask(world)
    with pytest.raises(ValueError, match="nobody agreed"):
        take_export(by=officer, asked=asked)
    decide_export(by=world.officers["auditor"], asked=asked, grant=True)
    with pytest.raises(NotAllowed):
        take_export(by=world.officers["chief"], asked=asked)
    ExportRequest.objects.update(until=timezone.now() - timedelta(minutes=1))
    with pytest.raises(ValueError, match="the day is over"):
        take_export(by=officer, asked=asked)
    ExportRequest.objects.update(until=timezone.now() + timedelta(hours=1))
    assert taken(world, asked)
    with pytest.raises(ValueError, match="taken"):
        take_export(by=officer, asked=asked)


def test_a_refusal_says_why_and_the_ledger_tells_each_step_without_a_word_of_it(world, victims):
    asked = ask(world)
    with pytest.raises(ValueError, match="why it is refused"):
        decide_export(by=world.officers["auditor"], asked=asked, grant=False)
    decide_export(by=world.officers["auditor"], asked=asked, grant=False, answer="Ask her again first")
    with pytest.raises(ValueError, match="decided already"):
        decide_export(by=world.officers["secretariat"], asked=asked, grant=True)
    told = str(list(Entry.objects.filter(record_id=str(asked.pk)).values()))
    assert "ask_export" in told
    assert "decide_export" in told
    assert "sister" not in told
    asked.refresh_from_db()
    assert b"sister" not in bytes(asked.sealed)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"reason": " "}, "why"),
        ({"recipient_key": PUBLIC[:-1] + "q" * 2}, "public key"),
        ({"recipient": None}, "not both"),
        ({"outside_recipient": "Small House"}, "not both"),
    ],
)
def test_a_request_that_does_not_fit_says_why(world, facts, said):
    with pytest.raises(ValueError, match=said):
        ask(world, **facts)


def test_who_opened_a_case_in_an_emergency_takes_no_name_away(world, victims):
    other = world.officers["other_investigator"]
    break_glass(by=other, number=victims[0].case.number, reason="She is moved at five")
    asked = ask_export(
        by=other, reason="For her", recipient_key=PUBLIC, purpose="care", recipient=world.agencies["shelter"]
    )
    decide_export(by=world.officers["auditor"], asked=asked, grant=True)
    with pytest.raises(NotAllowed):
        take_export(by=other, asked=asked)


# ## On the pages


def test_from_the_request_to_the_file_on_the_pages(world, victims):
    police, auditor = client_of(world, "investigator"), client_of(world, "auditor")
    form = {
        "with_identities": "on", "recipient": world.agencies["shelter"].pk, "purpose": "care",
        "recipient_key": PUBLIC, "reason": "They look for her sister",
    }  # fmt: skip
    refused = police.post("/export/", {**form, "recipient_key": ""})
    assert refused.status_code == 422
    assert police.post("/export/", form).status_code == 302
    key = ExportRequest.objects.get().pk
    assert f"/exports/{key}/" in text_of(auditor.get("/"))
    assert "They look for her sister" in text_of(auditor.get(f"/exports/{key}/"))
    assert auditor.post(f"/exports/{key}/", {"decision": "grant"}).status_code == 302
    assert f"/exports/{key}/file/" in text_of(police.get("/exports/"))
    file = police.post(f"/exports/{key}/file/")
    assert file["Content-Disposition"] == 'attachment; filename="htcds-2.0.csv.age"'
    assert "សុភា" in open_with(SECRET, file.content).decode()
    assert police.post(f"/exports/{key}/file/").status_code == 422


def test_without_names_it_is_a_plain_file_or_a_sealed_one(world, victims):
    police = client_of(world, "investigator")
    plain = police.post("/export/", {}).content.decode("utf-8-sig")
    sealed = police.post("/export/", {"recipient_key": PUBLIC}).content
    assert open_with(SECRET, sealed).decode("utf-8-sig") == plain
    assert "សុភា" not in plain
