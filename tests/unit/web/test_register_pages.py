"""Who sees which page, what a page shows, and what stays sealed on it."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.pages import client_of, text_of

from sarana.base.ledger.models import Entry
from sarana.base.ledger.queries import trail_of
from sarana.base.vault.models import IdentityOpening
from sarana.register.cases.actions import (
    assert_status,
    bar_officer_from_case,
    open_victim_identity,
    share_case,
)
from sarana.register.operations.actions import plan_operation
from sarana.register.proceedings.actions import open_proceeding
from sarana.register.reports.actions import bar_officer_from_report

pytestmark = pytest.mark.usefixtures("pages")

ELEMENTS = {"acts": ["harbouring"], "means": ["deception"], "purposes": ["forced_labour"]}


def test_who_is_signed_out_is_asked_to_sign_in_and_comes_back():
    response = Client().get("/reports/?state=received")
    assert response.status_code == 302
    assert response.url == "/account/login/?next=/reports/%3Fstate%3Dreceived"


@pytest.mark.parametrize(
    ("who", "address", "status"),
    [
        ("investigator", "/reports/", 200),
        ("statistician", "/reports/", 403),
        ("administrator", "/cases/", 403),
        ("embassy", "/reports/", 200),
        ("embassy", "/cases/", 403),
        ("auditor", "/reports/new/", 403),
        ("provincial", "/cases/new/", 200),
        ("secretariat", "/ledger/", 200),
        ("investigator", "/ledger/", 403),
        ("administrator", "/officers/", 200),
        ("investigator", "/officers/", 403),
        ("ngo_worker", "/operations/new/", 403),
        ("analyst", "/search/", 200),
    ],
)
def test_a_page_opens_for_those_whose_role_gives_it(world, who, address, status):
    assert client_of(world, who).get(address).status_code == status


@pytest.mark.parametrize("language", ["km", "en"])
@pytest.mark.parametrize("who", ["secretariat", "provincial", "investigator", "prosecutor", "social_worker", "ngo_worker",
                                 "immigration", "embassy", "analyst", "statistician", "auditor", "administrator"])  # fmt: skip
def test_every_role_has_a_day_in_both_languages(world, who, language):
    page = text_of(client_of(world, who, language).get("/"))
    assert f'<html lang="{language}"' in page
    assert ("My day" in page) == (language == "en")


def test_my_day_shows_late_reports_before_others_and_those_in_danger_first(world):
    hours_ago = timezone.now() - timedelta(hours=2)
    world.report(received_at=hours_ago)
    danger = world.report(danger_now="yes", received_at=hours_ago)
    page = text_of(client_of(world, "investigator").get("/"))
    assert page.index(danger.number) < page.index("1 hour late") + 2000
    assert re.findall(r"R-\w{5}-\w{5}(?=</code>)", page)[0] == danger.number
    assert "Late: not acknowledged" in page
    assert "hours left" in page


def test_my_day_tells_the_owner_who_opened_identities_in_his_cases(world):
    case = world.case()
    victim = world.victim(case)
    share_case(
        by=world.officers["investigator"], case=case, agency=world.agencies["shelter"], reason="Shelter"
    )
    open_victim_identity(by=world.officers["ngo_worker"], victim=victim, reason="To find a bed")
    page = text_of(client_of(world, "investigator").get("/"))
    assert "Identities that others opened in your cases" in page
    assert "To find a bed" in page
    assert "To find a bed" not in text_of(client_of(world, "chief").get("/"))


def test_a_month_is_answered_by_one_press_and_then_owed_no_longer(world):
    client = client_of(world, "provincial")
    owed = re.findall(r'name="month" value="([\d-]+)"', text_of(client.get("/")))
    assert len(owed) == 6

    page = text_of(client.post("/return/", {"month": owed[0], "nothing": "1"}, follow=True))

    assert re.findall(r'name="month" value="([\d-]+)"', page) == owed[1:]
    assert "is sent." in page
    this_month = timezone.localdate().replace(day=1)
    refused = text_of(client.post("/return/", {"month": this_month.isoformat()}, follow=True))
    assert "The month isn&#x27;t over yet." in refused
    assert client.post("/return/", {"month": "never"}).status_code == 302


def test_the_words_of_a_report_are_for_those_who_work_on_reports_and_reading_is_on_record(world):
    report = world.report()
    words = "Twelve people are kept on the fourth floor."
    for _ in range(2):
        assert words in text_of(client_of(world, "investigator").get(f"/reports/{report.number}/"))
    assert words not in text_of(client_of(world, "auditor").get(f"/reports/{report.number}/"))
    read = trail_of(report).filter(action="read_report")
    assert [entry.officer.username for entry in read] == ["investigator"]
    assert "Investigator" in text_of(client_of(world, "auditor").get(f"/reports/{report.number}/"))


def test_who_is_barred_or_out_of_scope_is_told_that_there_is_no_such_page(world):
    report, case = world.report(), world.case()
    by = world.officers["investigator"]
    chief = world.officers["chief"]
    bar_officer_from_report(by=by, report=report, officer=chief, reason="Cousin")
    bar_officer_from_case(by=by, case=case, officer=chief, reason="Cousin")
    for who in ("chief", "other_investigator"):
        for record in (
            f"/reports/{report.number}/",
            f"/cases/{case.number}/",
            f"/ledger/?record={case.number}",
        ):
            assert client_of(world, who).get(record).status_code == 404
    assert client_of(world, "investigator").get(f"/cases/{case.number.lower()}/").status_code == 200


def test_a_case_says_at_a_glance_where_who_danger_and_what_is_due(world):
    case = world.case(reports=[world.report(danger_now="yes")])
    victim = world.victim(case, age_at_event=15)
    world.suspect(case, arrested_on=case.opened_on)
    assert_status(by=world.officers["investigator"], victim=victim, assertion="ActualVictimOfTrafficking",
                  asserted_on=case.opened_on, **ELEMENTS)  # fmt: skip

    page = text_of(client_of(world, "investigator").get(f"/cases/{case.number}/"))

    for words in ("Building by the port", "Preah Sihanouk", "1 victim", "1 under 18", "1 suspect", "1 arrested",
                  "Reported: somebody is in danger", "1 victim has been given no help yet",
                  "1 arrested suspect is before no court"):  # fmt: skip
        assert words in page


def test_a_cases_words_stay_sealed_to_oversight_and_analysts(world):
    case = world.case()
    assert "Building by the port" not in text_of(client_of(world, "auditor").get(f"/cases/{case.number}/"))
    assert trail_of(case).filter(action="read_case").count() == 0


def pages_of_people(world) -> list[str]:
    case = world.case(reports=[world.report()])
    victim, suspect = world.victim(case), world.suspect(case)
    share_case(
        by=world.officers["investigator"], case=case, agency=world.agencies["court-18"], reason="Charge"
    )
    proceeding = open_proceeding(
        by=world.officers["prosecutor"],
        suspect=suspect,
        court=world.agencies["court-18"],
        complaint_on=case.opened_on,
    )
    operation = plan_operation(
        by=world.officers["investigator"],
        kind="raid",
        place=world.places["18"],
        planned_for=case.opened_on,
        cases=[case],
    )
    return [
        f"/cases/{case.number}/",
        f"/cases/{case.number}/edit/",
        f"/cases/{case.number}/events/new/",
        f"/victims/{victim.number}/",
        f"/victims/{victim.number}/edit/",
        f"/victims/{victim.number}/status/",
        f"/suspects/{suspect.number}/",
        f"/suspects/{suspect.number}/edit/",
        f"/suspects/{suspect.number}/arrest/",
        f"/proceedings/{proceeding.number}/",
        f"/operations/{operation.number}/",
        f"/operations/{operation.number}/outcome/",
        f"/ledger/?record={victim.number}",
        "/",
        "/cases/",
        "/victims/",
        "/suspects/",
        "/proceedings/",
        "/operations/",
    ]


@pytest.mark.parametrize("language", ["km", "en"])
def test_no_page_shows_a_name_until_it_is_opened(world, language):
    client = client_of(world, "investigator", language)
    for address in pages_of_people(world):
        response = client.get(address)
        assert response.status_code == 200, address
        for name in ("Sophea", "សុភា", "1999-04-13", "Vuthy"):
            assert name not in text_of(response), address


def test_an_identity_is_opened_with_a_reason_shown_once_and_kept_by_no_cache(world):
    victim = world.victim(world.case())
    client = client_of(world, "investigator")
    address = f"/victims/{victim.number}/identity/"
    assert client.get(address).status_code == 405

    refused = client.post(address, {"reason": " "}, follow=True)
    assert "Write down why you open this identity." in text_of(refused)
    opened = client.post(address, {"reason": "To ask her consent"})

    assert "Chan Sophea" in text_of(opened)
    assert "no-store" in opened["Cache-Control"]
    assert IdentityOpening.objects.get().reason == "To ask her consent"
    assert client_of(world, "auditor").post(address, {"reason": "Curious"}).status_code == 403


def test_an_erased_identity_cannot_be_opened_and_the_page_says_since_when(world):
    case = world.case()
    victim = world.victim(case)
    share_case(by=world.officers["investigator"], case=case, agency=world.agencies["social"], reason="Care")
    client = client_of(world, "social_worker")
    address = f"/victims/{victim.number}/erase/"

    asked = client.post(address, {"reason": "At her wish"})
    assert "for ever?" in text_of(asked)
    assert Entry.objects.filter(action="erase_identity").count() == 0
    page = text_of(client.post(address, {"reason": "At her wish", "confirmed": "1"}, follow=True))

    assert "The identity was erased on" in page
    assert "Open with a reason" not in page
    late = client.post(f"/victims/{victim.number}/identity/", {"reason": "Too late"}, follow=True)
    assert "cannot be read again" in text_of(late)


def test_search_finds_a_record_by_its_number_and_a_person_by_another_spelling(world):
    case = world.case()
    victim = world.victim(case)
    client = client_of(world, "investigator")
    assert client.post("/search/", {"q": case.number.lower()}).url == f"/cases/{case.number}/"
    page = text_of(client.post("/search/", {"q": "Chann Sophear"}))
    assert victim.number in page
    assert "a word sounds the same" in page or "a word is spelled nearly the same" in page
    assert "Sophea<" not in page
    assert victim.number in text_of(client.post("/search/", {"q": "ចាន់ សុភា"}))
    assert victim.number in text_of(client.post("/search/", {"q": victim.number[:6]}))


def test_search_tells_only_whom_to_ask_about_a_person_elsewhere(world):
    case = world.case(by="other_investigator", place=world.places["12"])
    victim = world.victim(
        case, by="other_investigator", words={"names": ["Chan Sophea"], "phones": ["012 345 678"]}
    )
    page = text_of(client_of(world, "investigator").post("/search/", {"q": "Chan Sophea"}))
    assert "Known to POLICE-12" in page
    assert victim.number not in page
    assert case.number not in page


def test_the_ledger_is_verified_on_a_page(world):
    world.report()
    page = text_of(client_of(world, "auditor").post("/ledger/verify/"))
    assert "The chain is whole" in page
    assert client_of(world, "investigator").post("/ledger/verify/").status_code == 403


def test_the_trail_of_a_record_is_open_to_those_who_see_the_record(world):
    report = world.report()
    page = text_of(client_of(world, "investigator").get(f"/ledger/?record={report.number}"))
    assert "Report recorded" in page
    assert "channel: hotline" in page
    assert "Verify now" not in page


def test_a_case_tells_what_happened_in_the_order_of_days(world):
    case = world.case(reports=[world.report()])
    victim, suspect = world.victim(case), world.suspect(case, arrested_on=case.opened_on)
    assert_status(by=world.officers["investigator"], victim=victim, assertion="ActualVictimOfTrafficking",
                  asserted_on=case.opened_on, **ELEMENTS)  # fmt: skip
    client = client_of(world, "investigator")
    page = text_of(client.get(f"/cases/{case.number}/story/"))
    for words in (
        f"Victim {victim.number} added",
        f"{victim.number}: Victim",
        f"Suspect {suspect.number} arrested",
        "Case opened",
    ):
        assert words in page
    assert page.index(f"Victim {victim.number} added") < page.index("Case opened")
    assert "Sophea" not in page
    assert client.get(f"/cases/{case.number}/story/?from=9999999999").status_code == 200


def test_a_person_shows_every_other_record_of_the_same_identity_that_one_may_see_and_no_count_of_the_rest(
    world,
):
    here, there = world.case(), world.case()
    hidden = world.case("other_investigator", place=world.places["12"])
    suspect = world.suspect(here)
    again = world.suspect(there, words=None, identity=suspect.identity)
    secret = world.suspect(hidden, "other_investigator", words=None, identity=suspect.identity)
    as_victim = world.victim(there, words=None, identity=suspect.identity)
    page = text_of(client_of(world, "investigator").get(f"/suspects/{suspect.number}/"))
    section = page[page.index('id="appearances"') :]
    section = section[: section.index("</section>")]
    assert again.number in section
    assert as_victim.number in section
    assert secret.number not in page
    assert hidden.number not in page
    mine = text_of(client_of(world, "investigator").get(f"/victims/{as_victim.number}/"))
    assert again.number in mine
    assert secret.number not in mine
