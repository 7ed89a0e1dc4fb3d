"""From each page the way leads on: nobody has to know an address, nor to type a number that stands on the screen."""

from datetime import date

import pytest
from django.utils import timezone
from tests.pages import client_of, text_of

from sarana.base.vault.sealing import unseal
from sarana.register.cases.actions import link_report
from sarana.register.operations.actions import close_operation, plan_operation
from sarana.register.returns.actions import write_quarter
from sarana.register.returns.rules import quarter_of


@pytest.mark.parametrize("kind", ["case", "report"])
def test_an_allegation_is_recorded_from_the_page_of_the_case_or_report(pages, kind):
    record = getattr(pages, kind)()
    way = f"/allegations/new/?{kind}={record.number}"
    assert way in text_of(client_of(pages, "investigator").get(f"/{kind}s/{record.number}/"))
    assert client_of(pages, "investigator").get(way).status_code == 200


def test_who_names_no_official_is_not_shown_the_way(pages):
    case = pages.case()
    assert "/allegations/new/" not in text_of(client_of(pages, "auditor").get(f"/cases/{case.number}/"))


def test_the_quarterly_forms_that_are_owed_stand_on_my_day_until_they_are_sent(pages):
    officer = pages.officers["provincial"]
    officer.agency.owes_returns = True
    officer.agency.save()
    year, quarter = quarter_of(timezone.localdate())
    year, quarter = (year - 1, 4) if quarter == 1 else (year, quarter - 1)
    page = client_of(pages, "provincial")
    way = f"/quarterly/new/?year={year}&amp;quarter={quarter}"
    assert way in page.get("/").content.decode()
    offered = page.get(f"/quarterly/new/?year={year}&quarter={quarter}").context["form"]
    assert (str(offered["year"].value()), offered["quarter"].value()) == (str(year), str(quarter))

    form = write_quarter(by=officer, year=year, quarter=quarter, words={"done": "We met."})
    assert f"/quarterly/{form.pk}/" in text_of(page.get("/"))
    page.post(f"/quarterly/{form.pk}/send/")
    form.refresh_from_db()
    assert form.sent_at is not None
    assert f"/quarterly/{form.pk}/" not in text_of(page.get("/"))


def test_an_operation_leads_to_the_quarterly_form_in_which_it_stands(pages):
    officer = pages.officers["provincial"]
    officer.agency.owes_returns = True
    officer.agency.save()
    operation = close_operation(
        by=pages.officers["investigator"],
        operation=plan_operation(
            by=pages.officers["investigator"],
            kind="raid",
            place=pages.places["18"],
            planned_for=date(2022, 8, 19),
            cases=[pages.case()],
        ),
        carried_out_on=date(2022, 8, 19),
        persons_screened=1,
    )
    operation.lead_agency = officer.agency
    operation.save()
    page = client_of(pages, "provincial")
    answer = page.get(f"/operations/{operation.number}/").content.decode()
    assert "/quarterly/new/?year=2022&amp;quarter=3" in answer
    form = write_quarter(by=officer, year=2022, quarter=3, words={"done": "We met."})
    assert f"/quarterly/{form.pk}/" in text_of(page.get(f"/operations/{operation.number}/"))


def test_a_person_leads_to_the_link_chart(pages):
    case = pages.case()
    page, way = client_of(pages, "investigator"), f"/cases/{case.number}/chart/"
    for person in (pages.victim(case), pages.suspect(case)):
        url = f"/{person._meta.model_name}s/{person.number}/"
        assert way in text_of(page.get(url))


def test_a_report_in_a_case_that_one_cannot_see_is_not_said_to_be_in_none(pages):
    report, case = pages.report(by="provincial"), pages.case()
    link_report(by=pages.officers["secretariat"], case=case, report=report)
    case.barred.add(pages.officers["provincial"])
    shown = text_of(client_of(pages, "provincial").get(f"/reports/{report.number}/"))
    assert "It is in a case that you cannot see." in shown
    assert case.number not in shown


def test_an_address_of_a_button_opened_as_a_page_says_that_nothing_was_changed(pages):
    report = pages.report()
    answer = client_of(pages, "investigator").get(f"/reports/{report.number}/acknowledge/")
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert "Nothing was changed" in text_of(answer)
    assert f'href="/reports/{report.number}/"' in answer.content.decode()


def test_in_an_interview_nothing_is_marked_as_not_required_since_nothing_is(pages):
    page = client_of(pages, "investigator")
    victim = pages.victim(pages.case())
    begun = page.post(
        f"/victims/{victim.number}/interviews/new/",
        {
            "form": "police", "consent": "yes", "interpretation": "own_language", "setting": "safe_room",
            "reason": "To identify her",
        },
        follow=True,
    )  # fmt: skip
    assert "/answers/1/" in begun.request["PATH_INFO"]
    assert "(not required)" not in text_of(begun)
    assert "She may leave out whatever she does not want to answer." in text_of(begun)


def test_a_report_that_tells_of_danger_is_opened_alone_and_everybody_concerned_sees_it(pages):
    report = pages.public_report(danger_now="yes")
    page, url = client_of(pages, "secretariat"), f"/reports/{report.number}/"
    page.post(f"{url}open/", {"motivation": "She is beaten"})
    assert "Nobody answers, and a life is at risk" in text_of(page.get(url))
    page.post(f"{url}open/", {"motivation": "She is beaten", "at_once": "on"})
    assert "blue gate" in text_of(page.get(url))

    auditor = client_of(pages, "auditor")
    listed = text_of(auditor.get("/reports/openings/"))
    assert "Waits for a second officer" in listed
    assert "She is beaten" in listed
    assert "Somebody opened this report alone" in text_of(auditor.get(url))
    assert "She is beaten" not in text_of(auditor.get("/reports/openings/?as=csv"))
    opening = report.openings.get()
    opening.confirm_by = opening.asked_at
    opening.save()
    assert "Late: no second officer has decided" in text_of(auditor.get("/reports/openings/"))
    auditor.post(f"{url}open/{opening.pk}/grant/")
    assert "Confirmed" in text_of(auditor.get("/reports/openings/?state=granted"))
    assert report.number not in text_of(auditor.get("/reports/openings/?state=refused"))
    assert unseal(report)["narrative"] not in text_of(auditor.get(url))


def test_where_nobody_is_in_danger_it_is_not_offered(pages):
    report = pages.public_report(danger_now="no")
    page, url = client_of(pages, "secretariat"), f"/reports/{report.number}/"
    assert "at_once" not in text_of(page.get(f"{url}open/"))
    page.post(f"{url}open/", {"motivation": "Why not", "at_once": "on"})
    assert "blue gate" not in text_of(page.get(url))


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("auditor", "/quarterly/"), ("secretariat", "/quarterly/"), ("provincial", "/quarterly/"),
        ("investigator", "/allegations/"), ("secretariat", "/allegations/"),
    ],
)  # fmt: skip
def test_the_menu_leads_to_the_lists_that_one_may_open(pages, who, path):
    assert f'href="{path}"' in client_of(pages, who).get("/").content.decode()


def test_those_who_decide_on_reading_reach_the_list_from_the_reports(pages):
    assert "/reports/openings/" in text_of(client_of(pages, "auditor").get("/reports/"))
    assert "/reports/openings/" not in text_of(client_of(pages, "investigator").get("/reports/"))


@pytest.mark.parametrize(
    ("query", "found"),
    [("q=2022", True), ("q=2023", False), ("q=PCCT", True), ("quarter=3", True), ("quarter=4", False),
     ("sent=no", True), ("sent=yes", False), ("q=99999999999999999999", False)],
)  # fmt: skip
def test_quarterly_forms_are_searched_like_every_list(pages, query, found):
    form = write_quarter(by=pages.officers["provincial"], year=2022, quarter=3, words={"done": "We met."})
    shown = text_of(client_of(pages, "provincial").get(f"/quarterly/?{query}"))
    assert (f"/quarterly/{form.pk}/" in shown) is found
