"""The pages of a report: opened by two, answered, linked, shared, closed by two; the words stay where they belong."""

import io

import pytest
from tests.pages import client_of, text_of

from sarana.base.accounts.actions import issue_token
from sarana.base.accounts.enums import Role
from sarana.base.accounts.models import Officer
from sarana.base.ledger.queries import trail_of
from sarana.register.complicity.queries import records_kept_from
from sarana.register.reports.actions import link_as_same_matter
from sarana.register.reports.models import Report, ReportLink, ReportReceipt, WordsOpening
from sarana.register.reports.queries import receipt_shown

WORDS = "blue gate"


@pytest.fixture
def second(pages) -> Officer:
    pages.officers["second"] = Officer.objects.create(
        username="second",
        name_km="ទីពីរ",
        name_latin="Second",
        role=Role.SECRETARIAT,
        agency=pages.agencies["ncct"],
    )
    return pages.officers["second"]


def test_words_of_a_public_report_show_on_no_page_and_in_no_export_or_answer_of_the_api(pages, client):
    report = pages.public_report()
    for who in ("secretariat", "auditor"):
        signed_in = client_of(pages, who)
        for path in (
            f"/reports/{report.number}/", "/reports/", "/reports/waiting/", "/reports/?as=csv", "/", "/ledger/",
            f"/ledger/?record={report.number}", "/reports/waiting/?as=csv",
        ):  # fmt: skip
            text = text_of(signed_in.get(path))
            assert WORDS not in text, path
            assert "Mekong" not in text, path
        _token, key = issue_token(by=pages.officers[who], name="test")
        for path in ("/api/reports", f"/api/reports/{report.pk}"):
            answer = client.get(path, headers={"Authorization": f"Bearer {key}"})
            assert answer.status_code == 200
            assert WORDS not in text_of(answer)


def test_asked_granted_read_and_answered(pages, second):
    report = pages.public_report()
    page, url = client_of(pages, "secretariat"), f"/reports/{report.number}/"
    assert "Ask to read it" in text_of(page.get(url))
    assert page.post(f"{url}open/", {"motivation": ""}).status_code == 422
    page.post(f"{url}open/", {"motivation": "To find the building"})
    opening = WordsOpening.objects.get()
    assert "You have asked; another officer decides." in text_of(page.get(url))
    assert page.get(f"{url}open/{opening.pk}/").status_code == 404
    other = client_of(pages, "second")
    assert "To find the building" in text_of(other.get("/"))
    assert "To find the building" in text_of(other.get("/reports/openings/"))
    assert "To find the building" in text_of(other.get(f"{url}open/{opening.pk}/"))
    assert client_of(pages, "investigator").post(f"{url}open/{opening.pk}/grant/").status_code == 403
    other.post(f"{url}open/{opening.pk}/grant/")
    assert WORDS not in text_of(other.get(url))
    text = text_of(page.get(url))
    assert WORDS in text
    assert "Do not call back" in text
    page.post(f"{url}write/", {"text": "Which side of the street?"})
    assert "Which side of the street?" in text_of(page.get(url))
    assert "Which side" not in text_of(other.get(url))


def test_a_request_is_refused_with_a_reason(pages):
    report = pages.public_report()
    url = f"/reports/{report.number}/open/"
    client_of(pages, "secretariat").post(url, {"motivation": "Curious"})
    key = WordsOpening.objects.get().pk
    auditor = client_of(pages, "auditor")
    assert auditor.post(f"{url}{key}/", {"reason": ""}).status_code == 422
    auditor.post(f"{url}{key}/", {"reason": "No need is shown"})
    assert WordsOpening.objects.get().state == "refused"
    assert auditor.get(f"{url}{key}/").status_code == 404


def test_open_reports_stand_in_the_order_of_their_urgency_over_all_pages(pages):
    for number in range(23):
        pages.report(danger_now="yes" if number == 5 else "no", minors="yes" if number % 2 else "no")
    page = client_of(pages, "investigator")
    first = page.get("/reports/waiting/")
    scores = [row["score"] for row in first.context["rows"]]
    second = page.get(f"/reports/waiting/{first.context['page'].older}")
    scores += [row["score"] for row in second.context["rows"]]
    assert len(scores) == 23
    assert scores == sorted(scores, reverse=True)
    assert len({row["number"] for each in (first, second) for row in each.context["rows"]}) == 23
    assert page.get("/reports/waiting/?after=nonsense.x").status_code == 200
    assert "How the urgency comes about" in text_of(page.get(f"/reports/{Report.objects.first().number}/"))


def test_alike_reports_are_told_linked_and_parted(pages):
    words = {"narrative": "Call 012 345 678", "whereabouts": "Mekong Pearl"}
    one, two = pages.report(words=words), pages.report(words=words)
    page = client_of(pages, "investigator")
    text = text_of(page.get(f"/reports/{one.number}/"))
    assert "1 other report may be about the same matter" in text
    assert "same phone or account" in text
    url = f"/reports/{one.number}/same/"
    assert two.number in text_of(page.get(f"{url}?with={two.number}"))
    unknown = page.post(url, {"other": "R-00000-00000", "reason": "The same floor"})
    assert "You can see no report with the number R-00000-00000." in text_of(unknown)
    page.post(url, {"other": two.number.lower(), "reason": "The same floor"})
    assert "The same floor" in text_of(page.get(f"/reports/{two.number}/"))
    link = ReportLink.objects.get()
    undo = f"/reports/{two.number}/same/{link.pk}/undo/"
    assert client_of(pages, "other_investigator").post(undo, {"reason": "No"}).status_code == 404
    page.post(undo, {"reason": "Another street"})
    assert page.get(undo).status_code == 404
    assert "The same floor" not in text_of(page.get(f"/reports/{two.number}/"))


def test_a_vague_report_is_closed_when_a_supervisor_agrees(pages):
    report = pages.report()
    url = f"/reports/{report.number}/"
    first, chief = client_of(pages, "investigator"), client_of(pages, "chief")
    missing = first.post(f"{url}close/", {"because": "vague", "reason": "No street"})
    assert "how the reporter was asked" in text_of(missing)
    sent = {"because": "vague", "reason": "No street", "asked_how": "Called twice"}
    first.post(f"{url}close/", sent)
    assert "A supervisor decides." in text_of(first.get(url))
    first.post(f"{url}close/confirm/")
    assert Report.objects.get().state == "to_close"
    chief.post(f"{url}close/refuse/", {"reason": "There is a phone"})
    assert Report.objects.get().state == "acknowledged"
    first.post(f"{url}close/", sent)
    chief.post(f"{url}close/confirm/")
    assert Report.objects.get().state == "closed"
    assert chief.get(f"{url}close/refuse/").status_code == 404


def test_a_callers_wish_to_keep_somebody_out_is_typed_with_the_report(pages):
    sent = {
        "narrative": "The men of the town know of it", "danger_now": "no", "minors": "no", "channel": "hotline",
        "received_on": "2022-08-09", "received_time": "14:30", "provinces_out": ["18"],
        "agencies_out": ["immigration"],
    }  # fmt: skip
    refused = client_of(pages, "investigator").post("/reports/new/", sent)
    assert "Your own body or province is kept out" in text_of(refused)
    client_of(pages, "chief").post("/reports/new/", sent)
    report = Report.objects.get()
    assert [a.code for a in report.excluded_agencies.all()] == ["immigration"]
    text = text_of(client_of(pages, "chief").get(f"/reports/{report.number}/"))
    assert "IMMIGRATION, Preah Sihanouk" in text
    assert client_of(pages, "immigration").get(f"/reports/{report.number}/").status_code == 404


def test_shared_as_far_as_the_reporter_allows(pages):
    report = pages.public_report()
    url = f"/reports/{report.number}/share/"
    page = client_of(pages, "secretariat")
    shelter, police = pages.agencies["shelter"], pages.agencies["police-18"]
    refused = page.post(url, {"agency": shelter.pk, "reason": "A bed"})
    assert "The reporter does not want this agency to see the report." in text_of(refused)
    page.post(url, {"agency": police.pk, "reason": "To go there"})
    text = text_of(client_of(pages, "investigator").get(f"/reports/{report.number}/"))
    assert WORDS not in text
    assert "Ask to read it" in text


def test_a_caller_gets_a_receipt_once(pages):
    page = client_of(pages, "investigator")
    form = {
        "narrative": "Two girls", "danger_now": "no", "minors": "yes", "channel": "hotline", "give_receipt": "on",
        "received_on": "01/09/2022", "received_time": "10:00",
    }  # fmt: skip
    answer = page.post("/reports/new/", form)
    assert answer.status_code == 200
    report = Report.objects.get()
    assert receipt_shown(answer.context["digits"]).report == report
    assert answer.context["digits"] not in text_of(page.get(f"/reports/{report.number}/"))
    again = page.post(f"/reports/{report.number}/receipt/", follow=True)
    assert "This report has a receipt already" in text_of(again)
    other = pages.report()
    assert page.post(f"/reports/{other.number}/receipt/").status_code == 200
    assert ReportReceipt.objects.count() == 2
    page.post(f"/reports/{other.number}/checked/")
    assert trail_of(other).filter(action="record_first_check").exists()


def test_the_audit_trail_of_all_leaves_out_what_a_reporter_keeps_an_auditor_from(pages):
    report = pages.public_report(excluded_agencies=[pages.agencies["ncct"]])
    assert str(report.pk) in records_kept_from(pages.officers["auditor"])["reports.report"]
    assert str(report.pk) not in text_of(client_of(pages, "auditor").get("/ledger/?as=csv"))
    kept = pages.public_report(excluded_provinces=[pages.places["18"]])
    assert str(kept.pk) in records_kept_from(pages.officers["provincial"])["reports.report"]


def test_the_field_form_is_downloaded_and_that_is_on_record(pages):
    page = client_of(pages, "ngo_worker")
    assert "Download the form" in text_of(page.get("/reports/field-form/"))
    answer = page.post("/reports/field-form/")
    assert io.BytesIO(answer.content).read(2) == b"PK"
    assert trail_of(pages.officers["ngo_worker"]).get().action == "export_records"


TYPED = {
    "narrative": "Four persons on a ship", "danger_now": "yes", "minors": "unknown", "channel": "hotline",
    "received_on": "01/05/2022", "received_time": "14:30", "give_receipt": "on", "csrfmiddlewaretoken": "a" * 64,
}  # fmt: skip


def test_a_page_that_is_loaded_again_reports_nothing_twice_and_gives_no_second_receipt(pages):
    client = client_of(pages, "investigator")
    first = client.post("/reports/new/", TYPED)
    assert first.status_code == 200
    again = client.post("/reports/new/", TYPED, follow=True)
    assert "This was sent already, and is on record once." in text_of(again)
    assert Report.objects.get().number in text_of(again)
    assert ReportReceipt.objects.count() == 1
    # The same words from another sheet are another call; and so is what was changed before it was sent again.
    client.post("/reports/new/", {**TYPED, "csrfmiddlewaretoken": "b" * 64})
    client.post("/reports/new/", {**TYPED, "narrative": "Five persons on a ship"})
    assert Report.objects.count() == 3


def test_what_was_refused_may_be_sent_again(pages):
    client = client_of(pages, "investigator")
    assert client.post("/reports/new/", {**TYPED, "narrative": ""}).status_code == 422
    assert client.post("/reports/new/", {**TYPED, "narrative": ""}).status_code == 422
    plain = {name: value for name, value in TYPED.items() if name != "give_receipt"}
    first = client.post("/reports/new/", plain)
    assert client.post("/reports/new/", plain).url == first.url
    assert Report.objects.count() == 1


def test_a_case_takes_up_the_reports_that_were_linked_to_its_own(pages):
    one, other, strange = pages.report(), pages.report(), pages.report()
    link_as_same_matter(by=pages.officers["investigator"], report=one, other=other, reason="The same door")
    page = text_of(client_of(pages, "investigator").get(f"/cases/new/?report={one.number}"))
    assert f"{one.number}, {other.number}" in page
    assert strange.number not in page
