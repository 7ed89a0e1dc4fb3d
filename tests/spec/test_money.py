"""# The money behind a case

FATF's assessors ask how often the money was followed beside the case, what was frozen and confiscated, and what reached the
victims. Red flags are a list to go through: nothing is added up, nobody's standing changes by a flag, and on victims no flag
is ever looked for.
"""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from sarana.base.accounts.rules import NotAllowed
from sarana.base.ledger.models import Entry
from sarana.base.vault.sealing import unseal
from sarana.register.cases.models import Suspect, Victim
from sarana.register.cases.queries import cases_visible_to
from sarana.register.money.actions import (
    answer_flags,
    end_inquiry,
    open_inquiry,
    read_inquiry,
    record_asset,
)
from sarana.register.money.enums import Answer, AssetDeed
from sarana.register.money.models import AssetMeasure, FlagAnswer
from sarana.register.money.queries import answers_on, inquiries_visible_to, list_for, money_of_year
from sarana.register.money.rules import LIST_VERSION, fault_of_asset, red_flags
from sarana.register.traces.actions import add_trace
from sarana.register.tricks.actions import load_tricks
from sarana.register.tricks.models import Trick

DAY = date(2022, 9, 17)
TODAY = date(2022, 12, 31)


# ## The list


def test_each_flag_has_its_words_its_source_and_says_whether_they_were_held_against_it():
    for flag in red_flags().values():
        assert flag.text_km
        assert flag.text_en
        assert flag.source
        assert flag.about <= {"person", "organisation", "premises", "account"}
        assert 2000 < flag.year < 2100
    assert {flag.verified for flag in red_flags().values()} == {True, False}


def test_flags_name_tricks_of_the_catalogue(world):
    load_tricks()
    named = {code for flag in red_flags().values() for code in flag.tricks}
    assert named <= set(Trick.objects.values_list("code", flat=True))


def test_what_is_looked_for_depends_on_the_thing(world):
    case, by = world.case(), world.officers["investigator"]
    suspect = world.suspect(case)
    account = add_trace(by=by, case=case, kind="account", value="001 002 003 004")
    phone = add_trace(by=by, case=case, kind="phone", value="097 555 01 23")
    assert {"funnel_account"} <= {flag.code for flag in list_for(account)}
    assert "funnel_account" not in {flag.code for flag in list_for(suspect)}
    assert list_for(phone) == []


# ## Going through the list


def test_the_latest_answer_stands_and_every_one_stays_on_record(world):
    case, by = world.case(), world.officers["investigator"]
    suspect = world.suspect(case)
    answer_flags(by=by, thing=suspect, answers={"prepaid_cards": ("seen", "Eleven cards in a drawer")})
    answer_flags(by=by, thing=suspect, answers={"prepaid_cards": ("seen", "Eleven cards in a drawer")})
    assert FlagAnswer.objects.count() == 1  # the same words again are nothing new
    answer_flags(by=by, thing=suspect, answers={"prepaid_cards": ("explained", "He sells them")})
    stands = answers_on(suspect)["prepaid_cards"]
    assert (stands.answer, stands.list_version) == (Answer.EXPLAINED, LIST_VERSION)
    assert unseal(stands)["note"] == "He sells them"
    assert FlagAnswer.objects.count() == 2
    assert not Entry.objects.filter(change__contains="drawer").exists()


def test_a_flag_changes_nothing_by_itself(world):
    case, by = world.case(), world.officers["investigator"]
    suspect = world.suspect(case)
    before = (Suspect.objects.values().get(pk=suspect.pk), case.state)
    answer_flags(by=by, thing=suspect, answers={flag.code: ("seen", "") for flag in list_for(suspect)})
    case.refresh_from_db()
    assert (Suspect.objects.values().get(pk=suspect.pk), case.state) == before


def test_no_flag_is_looked_for_on_a_victim():
    assert not [field for field in FlagAnswer._meta.get_fields() if field.related_model is Victim]
    assert not [field for field in AssetMeasure._meta.get_fields() if field.related_model is Victim]


def test_a_strange_flag_is_refused_and_nothing_is_half_saved(world):
    suspect, by = world.suspect(world.case()), world.officers["investigator"]
    with pytest.raises(ValueError, match="funnel_account"):
        answer_flags(
            by=by, thing=suspect, answers={"prepaid_cards": ("seen", ""), "funnel_account": ("seen", "")}
        )
    assert not FlagAnswer.objects.exists()


# ## A financial investigation


def test_one_agency_follows_the_money_of_a_case_once_at_a_time(world):
    case, by = world.case(), world.officers["investigator"]
    inquiry = open_inquiry(by=by, case=case, opened_on=DAY, question="Who paid the rent?")
    with pytest.raises(ValueError, match="already"):
        open_inquiry(by=by, case=case, opened_on=DAY, question="Who paid the rent?")
    with pytest.raises(ValueError, match="after it began"):
        end_inquiry(
            by=by, inquiry=inquiry, ended_on=DAY - timedelta(days=1), end="nothing", finding="Nothing"
        )
    with pytest.raises(ValueError, match="even when it is nothing"):
        end_inquiry(by=by, inquiry=inquiry, ended_on=DAY, end="nothing", finding=" ")
    end_inquiry(by=by, inquiry=inquiry, ended_on=DAY, end="nothing", finding="The accounts were closed.")
    with pytest.raises(ValueError, match="ended already"):
        end_inquiry(by=by, inquiry=inquiry, ended_on=DAY, end="nothing", finding="Again")
    open_inquiry(by=by, case=case, opened_on=DAY, question="And who pays now?")


def test_what_it_asks_is_read_by_those_who_follow_the_money(world):
    case, by = world.case(), world.officers["investigator"]
    inquiry = open_inquiry(by=by, case=case, opened_on=DAY, question="Who paid the rent?")
    assert read_inquiry(by=by, inquiry=inquiry) == {"question": "Who paid the rent?"}
    assert inquiries_visible_to(world.officers["secretariat"]).get() == inquiry
    for who in ("secretariat", "auditor", "social_worker"):
        with pytest.raises(NotAllowed):
            read_inquiry(by=world.officers[who], inquiry=inquiry)
    assert not Entry.objects.filter(change__contains="rent").exists()


def test_whoever_is_kept_from_the_case_learns_of_no_inquiry(world):
    case, by = world.case(), world.officers["investigator"]
    open_inquiry(by=by, case=case, opened_on=DAY, question="Who paid the rent?")
    case.barred.add(world.officers["secretariat"])
    assert not inquiries_visible_to(world.officers["secretariat"]).exists()


# ## Money and goods


def _taken(world, case, deed, amount, currency="USD"):
    return record_asset(
        by=world.officers["investigator"], case=case, deed=deed, kind="cash", on=DAY, ordered_by="Court of Preah Sihanouk",
        amount=Decimal(amount), currency=currency,
    )  # fmt: skip


def test_victims_are_paid_from_what_was_confiscated(world):
    case = world.case()
    _taken(world, case, "frozen", 500)
    with pytest.raises(ValueError, match="More would be paid"):
        _taken(world, case, "paid_to_victims", 100)
    _taken(world, case, "confiscated", 300)
    _taken(world, case, "paid_to_victims", 200)
    with pytest.raises(ValueError, match="More would be paid"):
        _taken(world, case, "paid_to_victims", 101)
    with pytest.raises(ValueError, match="More would be paid"):
        _taken(world, case, "paid_to_victims", 1, "KHR")


amounts = st.one_of(st.none(), st.decimals(-10, 1000, places=2))


@given(
    amounts,
    st.sampled_from(["", "USD"]),
    st.decimals(0, 500, places=2),
    st.decimals(0, 500, places=2),
    st.booleans(),
)
def test_no_sum_of_payments_ever_passes_what_was_taken(amount, currency, paid, taken, pays):
    fault = fault_of_asset(
        amount=amount, currency=currency, on=DAY, today=TODAY, paid_so_far=paid, taken=taken, pays=pays
    )
    if not fault:
        assert amount is None or (amount > 0 and currency)
        assert not pays or (amount is not None and paid + amount <= taken)


def test_what_is_of_unknown_worth_is_counted_and_not_guessed(world):
    case, by = world.case(), world.officers["investigator"]
    record_asset(by=by, case=case, deed="seized", kind="vehicle", on=DAY, ordered_by="Prosecutor")
    _taken(world, case, "seized", 40)
    _taken(world, case, "seized", 60)
    year = money_of_year(cases_visible_to(by), date(2022, 1, 1), TODAY)
    assert year.measures[AssetDeed.SEIZED] == 3
    assert year.worth[AssetDeed.SEIZED] == {"USD": Decimal(100)}
    assert year.without_worth[AssetDeed.SEIZED] == 1
    assert year.measures[AssetDeed.CONFISCATED] == 0  # zero is an answer


def test_the_share_of_cases_with_an_inquiry_counts_each_case_once(world):
    by = world.officers["investigator"]
    one, _other = world.case(), world.case()
    inquiry = open_inquiry(by=by, case=one, opened_on=DAY, question="Who paid the rent?")
    end_inquiry(by=by, inquiry=inquiry, ended_on=DAY, end="used", finding="Three accounts")
    open_inquiry(by=by, case=one, opened_on=DAY, question="And the fourth?")
    opened = one.opened_on
    year = money_of_year(cases_visible_to(by), date(opened.year, 1, 1), date(opened.year, 12, 31))
    assert (year.cases, year.with_inquiry) == (2, 1)


def test_the_analyst_follows_money_only_where_she_sees_the_case(world):
    analyst, case = world.officers["analyst"], world.case()
    if not cases_visible_to(analyst).filter(pk=case.pk).exists():
        case.partners.add(analyst.agency)
    assert cases_visible_to(analyst).filter(pk=case.pk).exists()
    open_inquiry(by=analyst, case=case, opened_on=timezone.localdate(), question="Which wallets?")
    case.barred.add(analyst)
    with pytest.raises(NotAllowed):
        open_inquiry(by=analyst, case=case, opened_on=timezone.localdate(), question="Which wallets?")
