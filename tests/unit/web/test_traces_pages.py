"""The pages of traces, crossings and the link chart: what they show, what they never show."""

import pytest
from tests.pages import client_of, text_of, without_chance
from tests.world import World

from sarana.register.cases.models import Case
from sarana.register.traces.actions import add_trace, link_trace
from sarana.register.traces.models import Trace
from sarana.register.traces.queries import crossings_told_to

PHONE = "012 345 678"


@pytest.fixture
def case(pages: World) -> Case:
    return pages.case()


def test_a_trace_is_added_with_its_first_link_and_shown_by_its_end_only(pages: World, case):
    suspect = pages.suspect(case)
    client = client_of(pages, "investigator")
    sent = {
        "kind": "phone",
        "value": PHONE,
        "to": suspect.number,
        "relation": "uses",
        "known_from": "device",
        "confidence": "confirmed",
    }
    answer = client.post(f"/cases/{case.number}/traces/new/", sent, follow=True)
    text = text_of(answer)
    trace = Trace.objects.get()
    assert trace.number in text
    assert "…678" in text
    assert "345" not in without_chance(text)
    assert f"{suspect.number} uses" in text


def test_a_wrong_relation_is_answered_in_words_and_nothing_is_kept(pages: World, case):
    suspect = pages.suspect(case)
    sent = {
        "kind": "phone",
        "value": PHONE,
        "to": suspect.number,
        "relation": "kept_at",
        "known_from": "device",
        "confidence": "likely",
    }
    answer = client_of(pages, "investigator", "km").post(f"/cases/{case.number}/traces/new/", sent)
    assert answer.status_code == 422
    assert "ដានប្រភេទនេះមិនមានទំនាក់ទំនងបែបនេះទេ។" in text_of(answer)
    assert not Trace.objects.exists()


def test_the_whole_value_takes_a_reason(pages: World, case):
    trace = add_trace(
        by=pages.officers["investigator"], case=case, kind="phone", value=PHONE, note="at night"
    )
    client = client_of(pages, "investigator")
    assert PHONE not in text_of(client.get(f"/traces/{trace.number}/"))
    assert "Write down why" in text_of(
        client.post(f"/traces/{trace.number}/whole/", {"reason": ""}, follow=True)
    )
    opened = client.post(f"/traces/{trace.number}/whole/", {"reason": "To call him"})
    assert PHONE in text_of(opened)
    assert "no-store" in opened.headers["Cache-Control"]
    assert (
        client_of(pages, "secretariat").post(f"/traces/{trace.number}/whole/", {"reason": "x"}).status_code
        == 403
    )


def test_the_list_to_take_away_holds_no_value(pages: World, case):
    add_trace(by=pages.officers["investigator"], case=case, kind="phone", value=PHONE)
    text = text_of(client_of(pages, "investigator").get(f"/cases/{case.number}/traces/?as=csv"))
    assert "phone" in text
    assert PHONE not in text


def test_both_units_read_whom_to_call_and_nothing_else(pages: World, case):
    there = pages.case(
        "other_investigator", place=pages.places["12"], words={"title": "Villa with a red gate"}
    )
    add_trace(by=pages.officers["investigator"], case=case, kind="phone", value=PHONE)
    theirs = add_trace(by=pages.officers["other_investigator"], case=there, kind="phone", value=PHONE)
    for path in ("/", f"/cases/{case.number}/"):
        text = text_of(client_of(pages, "investigator").get(path))
        assert "Another unit works on the same telephone" in text
        assert "Other Investigator" in text
        assert "POLICE-12" in text
        for secret in (there.number, theirs.number, "red gate", "Phnom Penh", str(there.pk)):
            assert secret not in text
    chart = text_of(client_of(pages, "investigator").get(f"/cases/{case.number}/chart/?with=joined"))
    assert there.number not in chart


def test_spoken_with_them_leaves_my_day_and_stays_with_the_case(pages: World, case):
    there = pages.case("other_investigator", place=pages.places["12"])
    for name, one in (("investigator", case), ("other_investigator", there)):
        add_trace(by=pages.officers[name], case=one, kind="phone", value=PHONE)
    crossing = crossings_told_to(pages.officers["investigator"]).get()
    client = client_of(pages, "investigator")
    client.post(f"/crossings/{crossing.pk}/spoken/", {"note": "They watch him; we wait"})
    assert "Another unit works" not in text_of(client.get("/"))
    assert "They watch him; we wait" in text_of(client.get(f"/cases/{case.number}/"))
    assert "They watch him" not in text_of(
        client_of(pages, "other_investigator").get(f"/cases/{there.number}/")
    )
    foreign = crossings_told_to(pages.officers["other_investigator"]).get()
    assert client.post(f"/crossings/{foreign.pk}/spoken/", {"note": "x"}).status_code == 404


def test_the_chart_draws_numbers_and_kinds_but_no_identity(pages: World, case):
    officer = pages.officers["investigator"]
    victim, suspect = pages.victim(case), pages.suspect(case)
    trace = add_trace(by=officer, case=case, kind="phone", value=PHONE)
    link_trace(by=officer, trace=trace, to=suspect, relation="uses", known_from="device")
    text = text_of(client_of(pages, "investigator").get(f"/cases/{case.number}/chart/"))
    assert "<svg" in text
    for shown in (victim.number, suspect.number, "…678", "uses"):
        assert shown in text
    for hidden in ("Sophea", "Vuthy", "45 678", "45678"):
        assert hidden not in without_chance(text)
    oversight = text_of(client_of(pages, "secretariat").get(f"/cases/{case.number}/chart/"))
    assert "…678" not in oversight


def test_cases_that_share_an_identity_are_drawn_together_for_those_who_see_both(pages: World, case):
    other = pages.case()
    suspect = pages.suspect(case)
    again = pages.suspect(other, words=None, identity=suspect.identity)
    text = text_of(client_of(pages, "investigator").get(f"/cases/{case.number}/chart/?with=joined"))
    assert again.number in text
    assert "is the same as" in text


def test_a_quiet_case_says_so_to_its_own_side_and_only_the_owner_lifts_it(pages: World, case):
    client = client_of(pages, "investigator")
    client.post(f"/cases/{case.number}/quiet/", {"reason": "A colleague"})
    assert "Kept quiet" in text_of(client.get(f"/cases/{case.number}/"))
    assert client_of(pages, "chief").post(f"/cases/{case.number}/quiet/lift/").status_code == 403
    client.post(f"/cases/{case.number}/quiet/lift/")
    assert "Kept quiet" not in text_of(client.get(f"/cases/{case.number}/"))


def test_whom_others_call_is_set_by_the_unit_itself(pages: World):
    client = client_of(pages, "investigator")
    client.post("/contact/", {"phone": "023 111 111", "email": "", "head": "investigator", "deputy": ""})
    assert "023 111 111" in text_of(client.get("/contact/"))
    refused = client.post("/contact/", {"phone": "1", "email": "", "head": "chief", "deputy": ""})
    assert "belong to the agency itself" in text_of(refused)


def test_a_trace_is_found_by_its_value_by_those_who_may_open_identities(pages: World, case):
    trace = add_trace(by=pages.officers["investigator"], case=case, kind="phone", value=PHONE)
    assert trace.number in text_of(
        client_of(pages, "investigator").post("/search/", {"q": "+855 12 345 678"})
    )
    for name in ("secretariat", "other_investigator"):
        assert trace.number not in text_of(client_of(pages, name).post("/search/", {"q": PHONE}))


def test_searching_tells_nobody_that_somebody_stands_in_a_quiet_case(pages: World, case):
    """Else a complicit officer would search for his friends."""
    pages.suspect(case, words={"names": ["Keo Vuthy"], "phones": [PHONE]})
    client = client_of(pages, "other_investigator")
    asked = {"q": "Keo Vuthy"}
    assert "Known to POLICE-18" in text_of(client.post("/search/", asked))
    client_of(pages, "investigator").post(f"/cases/{case.number}/quiet/", {"reason": "A colleague"})
    for words in (asked, {"q": PHONE}):
        assert "Known to" not in text_of(client.post("/search/", words))
