"""What officers do on pages: each deed through its action, each refusal in words, nothing typed ever lost."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from tests.pages import client_of, text_of

from sarana.base.accounts.models import Officer
from sarana.base.ledger.models import Entry
from sarana.base.vault.actions import read_draft
from sarana.base.vault.models import Draft
from sarana.register.cases.actions import assert_status, open_victim_identity, read_case, share_case
from sarana.register.cases.models import Case, Suspect, Victim
from sarana.register.operations.models import Operation
from sarana.register.proceedings.models import Proceeding
from sarana.register.reports.actions import read_report
from sarana.register.reports.models import Report

pytestmark = pytest.mark.usefixtures("pages")

REPORT = {
    "narrative": "Two girls are kept above a shop.",
    "danger_now": "yes",
    "minors": "unknown",
    "persons": "២",
    "place": "Preah Sihanouk",
    "channel": "hotline",
    "received_on": "09/08/2022",
    "received_time": "14:30",
    "reporter": "Sok Dara",
}
ELEMENTS = {"acts": ["harbouring"], "means": ["deception"], "purposes": ["forced_labour"]}


def hidden_in(page: str) -> dict[str, str]:
    """The hidden fields by which an edit form knows what its writer saw."""
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
    return {name: value.replace("&quot;", '"') for name, value in found if name in {"seen_version", "was"}}


# ------------------------------------------------------------------ reports


def test_a_report_is_recorded_from_few_fields(world):
    client = client_of(world, "investigator")
    response = client.post("/reports/new/", REPORT)
    report = Report.objects.get()
    assert response.url == f"/reports/{report.number}/"
    assert (report.persons, report.place_id, report.danger_now) == (2, "18", "yes")
    assert f"{timezone.localtime(report.received_at):%d.%m.%Y %H:%M}" == "09.08.2022 14:30"
    assert read_report(by=world.officers["investigator"], report=report)["reporter"] == "Sok Dara"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (
            {"received_on": "31/02/2022"},
            "31/02/2022 is not a day of the calendar: February 2022 has 28 days.",
        ),
        ({"received_on": "12/13/2022"}, "12/13/2022: there is no month 13."),
        ({"received_on": "last week"}, "“last week” is not a day. Write day/month/year"),
        ({"received_on": "01/01/2099"}, "The day lies in the future."),
        ({"received_time": "half past"}, "Write the time as hours and minutes, for instance 14:30."),
        ({"narrative": "  "}, "This field is required."),
        ({"place": "Atlantis"}, "No place is called “Atlantis”."),
        ({"place": "99"}, "The gazetteer has no place with the code 99."),
        ({"persons": "many"}, "Enter a whole number."),
    ],
)
def test_what_is_wrong_with_a_report_is_said_in_words_and_what_was_typed_stays(world, wrong, says):
    response = client_of(world, "investigator").post("/reports/new/", {**REPORT, **wrong})
    assert response.status_code == 422
    assert says in text_of(response)
    assert "Sok Dara" in text_of(response)
    assert Report.objects.count() == 0


def test_a_time_of_today_that_is_still_to_come_is_refused_by_the_action_in_khmer(world, monkeypatch):
    noon = timezone.localtime().replace(hour=12)
    monkeypatch.setattr(timezone, "now", lambda: noon)
    soon = noon + timedelta(minutes=40)
    typed = {**REPORT, "received_on": f"{soon:%d/%m/%Y}", "received_time": f"{soon:%H:%M}"}
    page = text_of(client_of(world, "investigator", "km").post("/reports/new/", typed))
    assert "របាយការណ៍មិនអាចត្រូវបានទទួលនៅពេលអនាគតទេ។" in page


def test_a_report_is_taken_up_closed_and_kept_from_somebody(world):
    client, report = client_of(world, "investigator"), world.report()
    client.post(f"/reports/{report.number}/acknowledge/")
    report.refresh_from_db()
    assert report.state == "acknowledged"

    bar = {"officer": "CHIEF", "reason": "Named in it"}
    client.post(f"/reports/{report.number}/bar/", bar)
    assert client_of(world, "chief").get(f"/reports/{report.number}/").status_code == 404
    nobody = client.post(f"/reports/{report.number}/bar/", {**bar, "officer": "nobody"})
    assert "No officer signs in as “nobody”." in text_of(nobody)

    client.post(
        f"/reports/{report.number}/close/",
        {"because": "vague", "reason": "No street", "asked_how": "Asked twice"},
    )
    report.refresh_from_db()
    assert (report.state, report.closure_reason) == ("to_close", "vague")


def test_a_report_is_linked_to_a_case_that_the_officer_can_see(world):
    client, report, case = client_of(world, "investigator"), world.report(), world.case()
    strange = world.case(by="other_investigator", place=world.places["12"])
    for number, told in (
        (strange.number, "You can see no case with the number"),
        ("C-00000-00000", "You can see no case with the number"),
        ("", "This field is required"),
    ):
        answer = client.post(f"/reports/{report.number}/link/", {"link-case": number})
        assert answer.status_code == 422
        assert told in text_of(answer)
    assert client.post(f"/reports/{report.number}/link/", {"link-case": case.number}).status_code == 302
    assert list(case.reports.all()) == [report]


# ------------------------------------------------------------------ cases


def test_a_case_is_opened_from_several_reports(world):
    reports = [world.report(), world.report()]
    client = client_of(world, "investigator")
    page = text_of(client.get(f"/cases/new/?report={reports[0].number}&report={reports[1].number}"))
    assert f"{reports[0].number}, {reports[1].number}" in page
    typed = {
        "title": "Girls above a shop",
        "opened_on": "10/08/2022",
        "place": "18",
        "reports": f"{reports[0].number} {reports[1].number.lower()}",
    }
    client.post("/cases/new/", typed)
    case = Case.objects.get()
    assert set(case.reports.all()) == set(reports)
    strange = world.report(by="other_investigator", place=world.places["12"])
    refused = client.post("/cases/new/", {**typed, "reports": strange.number})
    assert f"You can see no report with the number {strange.number}." in text_of(refused)


def test_a_case_is_shared_staffed_and_closed(world):
    client, case = client_of(world, "investigator"), world.case()
    client.post(f"/cases/{case.number}/share/", {"agency": world.agencies["shelter"].pk, "reason": "Beds"})
    client.post(f"/cases/{case.number}/team/", {"officer": "other_investigator"})
    assert client_of(world, "ngo_worker").get(f"/cases/{case.number}/").status_code == 200
    assert client_of(world, "other_investigator").get(f"/cases/{case.number}/").status_code == 200

    early = {"on": "01/01/2022", "state": "Closed", "reason": "Verdict"}
    assert "closed before it was opened" in text_of(client.post(f"/cases/{case.number}/close/", early))
    client.post(f"/cases/{case.number}/close/", {**early, "on": "01/12/2022"})
    case.refresh_from_db()
    assert case.state == "Closed"


def test_two_officers_who_change_different_fields_of_a_case_both_keep_their_work(world):
    case = world.case()
    mine, theirs = client_of(world, "investigator"), client_of(world, "chief")
    address = f"/cases/{case.number}/edit/"
    seen = hidden_in(text_of(mine.get(address)))
    typed = {
        "title": "Building by the port",
        "summary": "",
        "place": "Preah Sihanouk (18)",
        "state": "Active",
    }
    theirs.post(address, {**hidden_in(text_of(theirs.get(address))), **typed, "state": "FollowUp"})

    assert mine.post(address, {**seen, **typed, "title": "Tower by the port"}).status_code == 302

    case.refresh_from_db()
    assert case.state == "FollowUp"
    assert read_case(by=world.officers["investigator"], case=case)["title"] == "Tower by the port"
    assert "Tower" not in "".join(Entry.objects.values_list("change", flat=True))


@pytest.mark.parametrize(("choice", "title"), [("theirs", "Their title"), ("yours", "My title")])
def test_two_officers_who_change_the_same_field_are_asked_field_by_field(world, choice, title):
    case = world.case()
    mine, theirs = client_of(world, "investigator"), client_of(world, "chief")
    address = f"/cases/{case.number}/edit/"
    seen = hidden_in(text_of(mine.get(address)))
    typed = {"title": "Building by the port", "summary": "", "place": "18", "state": "Active"}
    theirs.post(address, {**hidden_in(text_of(theirs.get(address))), **typed, "title": "Their title"})

    asked = mine.post(address, {**seen, **typed, "title": "My title", "summary": "New facts"})

    assert asked.status_code == 409
    assert "Their title" in text_of(asked)
    assert "My title" in text_of(asked)
    kept = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', text_of(asked)))
    again = {name: value.replace("&quot;", '"') for name, value in kept.items()}
    assert mine.post(address, {**again, "keep_title": choice}).status_code == 302
    words = read_case(by=world.officers["investigator"], case=Case.objects.get(pk=case.pk))
    assert words == {"title": title, "summary": "New facts"}


def test_an_event_is_recorded_with_those_it_concerns(world):
    case = world.case()
    victim, suspect = world.victim(case), world.suspect(case)
    typed = {
        **ELEMENTS,
        "started_on": "01/06/2022",
        "place": "18",
        "victims": [victim.number],
        "suspects": [suspect.number],
        "recruited_in": "វៀតណាម",
    }
    client = client_of(world, "investigator")
    assert client.post(f"/cases/{case.number}/events/new/", typed).status_code == 302
    event = case.events.get()
    assert (event.country, event.recruited_in, list(event.victims.all())) == ("KH", "VN", [victim])
    wrong = client.post(f"/cases/{case.number}/events/new/", {**typed, "ended_on": "01/05/2022"})
    assert "ended before it began" in text_of(wrong)


def test_a_file_is_kept_encrypted_and_handed_out_as_a_download_only(world):
    case = world.case()
    client = client_of(world, "investigator")
    page = SimpleUploadedFile("ticket of Chan Sophea.pdf", b"%PDF-1.7 an invented ticket")
    client.post(f"/cases/{case.number}/files/new/", {"file": page})
    shown = text_of(client.get(f"/cases/{case.number}/"))
    assert "ticket of Chan Sophea.pdf" in shown
    address = re.search(rf"/cases/{case.number}/files/[0-9a-f-]{{36}}/", shown)[0]

    response = client.get(address)

    assert response.content == b"%PDF-1.7 an invented ticket"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Type"] == "application/octet-stream"
    assert Entry.objects.filter(action="read_file").count() == 1
    assert "Chan Sophea" not in text_of(client_of(world, "auditor").get(f"/cases/{case.number}/"))
    assert client_of(world, "auditor").get(address).status_code == 403
    strange = SimpleUploadedFile("run.exe", b"MZ\x90\x00")
    refused = client.post(f"/cases/{case.number}/files/new/", {"file": strange})
    assert "This kind of file isn&#x27;t taken." in text_of(refused)


# ------------------------------------------------------------------ people


def add(client, case, kind="victims", **typed):
    """Both steps: the look, then the form that it answers with."""
    address = f"/cases/{case.number}/{kind}/new/"
    looked = client.post(address, typed)
    mark = re.search(r'name="searched" value="(\w+)"', text_of(looked))[1]
    facts = {"sex": "F", "consent_to_data": "yes", "kind": "person", "is_official": "unknown"}
    return looked, lambda **more: client.post(address, {**facts, **typed, "searched": mark, **more})


def test_a_victim_is_added_after_a_look(world):
    case = world.case()
    looked, save = add(
        client_of(world, "investigator"), case, names="Keo Bopha\nកែវ បុប្ផា", birth_date="13/04/1999"
    )
    assert "Nobody like this is on record" in text_of(looked)
    assert save(citizenships="Cambodia, VN", age_at_event="23").status_code == 302
    victim = Victim.objects.get()
    assert (victim.citizenships, victim.age_at_event) == (["KH", "VN"], 23)
    shown = open_victim_identity(by=world.officers["investigator"], victim=victim, reason="Test of the page")
    assert shown == {"names": ["Keo Bopha", "កែវ បុប្ផា"], "birth_date": "1999-04-13"}


def test_the_look_cannot_be_left_out_or_made_for_somebody_else(world):
    case = world.case()
    client = client_of(world, "investigator")
    _, save = add(client, case, names="Keo Bopha")
    assert save(names="Another Person").status_code == 200
    assert save(searched="made up").status_code == 200
    assert Victim.objects.count() == 0
    assert save().status_code == 302


def test_a_likely_match_is_shown_without_its_name_and_can_be_the_same_person(world):
    first = world.suspect(world.case())
    case = world.case()
    looked, save = add(client_of(world, "investigator"), case, "suspects", names="Keo Vuthi")
    assert "Perhaps the same person" in text_of(looked)
    assert first.number in text_of(looked)
    assert "Vuthy" not in text_of(looked)
    assert save(same=first.number).status_code == 302
    second = Suspect.objects.get(case=case)
    assert second.identity_id == first.identity_id
    page = text_of(client_of(world, "investigator").get(f"/suspects/{second.number}/"))
    assert first.number in page


def test_a_match_elsewhere_is_only_known_to_its_agency(world):
    strange = world.victim(
        world.case(by="other_investigator", place=world.places["12"]), by="other_investigator"
    )
    looked, save = add(
        client_of(world, "investigator"), world.case(), names="Chan Sophea", birth_date="13/04/1999"
    )
    assert "Known to POLICE-12" in text_of(looked)
    assert strange.number not in text_of(looked)
    stolen = save(same=strange.number)
    assert stolen.status_code == 422
    assert "You can see nobody with the number" in text_of(stolen)


def test_what_is_learnt_later_is_added_and_shows_nothing_of_what_was_known(world):
    victim = world.victim(world.case(), words={"names": ["Chan Sophea"]})
    client = client_of(world, "investigator")
    address = f"/victims/{victim.number}/identity/add/"
    assert "Sophea" not in text_of(client.get(address))
    empty = client.post(address, {"names": ""})
    assert "Write down at least one name, number or date." in text_of(empty)
    client.post(
        address, {"names": "ចាន់ សុភា\nChan Sophea", "phones": "012 345 678", "birth_date": "13/04/1999"}
    )
    again = Victim.objects.get(pk=victim.pk)
    shown = open_victim_identity(by=world.officers["investigator"], victim=again, reason="Test of the page")
    assert shown == {
        "names": ["Chan Sophea", "ចាន់ សុភា"],
        "birth_date": "1999-04-13",
        "phones": ["012 345 678"],
    }
    found = text_of(client.post("/search/", {"q": "+855 12 345 678"}))
    assert victim.number in found
    assert "same telephone number" in found
    assert client_of(world, "secretariat").get(address).status_code == 403


@pytest.mark.parametrize(
    ("born", "says"),
    [
        ("01/01/2099", "The day lies in the future."),
        ("01/01/1820", "before 1900"),
        ("29/02/2001", "February 2001"),
    ],
)
def test_an_impossible_birth_date_is_answered_in_words(world, born, says):
    case = world.case()
    response = client_of(world, "investigator").post(
        f"/cases/{case.number}/victims/new/", {"names": "A", "birth_date": born}
    )
    assert response.status_code == 422
    assert says in text_of(response)


def test_a_status_is_weighed_before_it_is_saved(world):
    victim = world.victim(world.case())
    client = client_of(world, "investigator")
    address = f"/victims/{victim.number}/status/"
    typed = {
        "assertion": "ActualVictimOfTrafficking",
        "asserted_on": "09/08/2022",
        "standard": "palermo",
        **ELEMENTS,
    }

    weighed = client.post(address, {**typed, "purposes": []})
    assert "Purpose of exploitation: none on record." in text_of(weighed)
    assert victim.assertions.count() == 0
    mark = re.search(r'name="weighed" value="(\w+)"', text_of(weighed))[1]
    refused = client.post(address, {**typed, "purposes": [], "weighed": mark})
    assert refused.status_code == 422
    assert "Not yet complete: purpose missing." in text_of(refused)

    other = client.post(address, {**typed, "weighed": mark})
    assert other.status_code == 200
    assert victim.assertions.count() == 0
    mark = re.search(r'name="weighed" value="(\w+)"', text_of(other))[1]
    assert client.post(address, {**typed, "weighed": mark}).status_code == 302
    victim.refresh_from_db()
    assert victim.standing == "victim"


def test_a_status_is_disputed_and_both_words_stand(world):
    case = world.case()
    victim = world.victim(case)
    share_case(
        by=world.officers["investigator"], case=case, agency=world.agencies["court-18"], reason="Charge"
    )
    word = assert_status(by=world.officers["investigator"], victim=victim, assertion="ActualVictimOfTrafficking",
                         asserted_on=case.opened_on, **ELEMENTS)  # fmt: skip
    typed = {
        "assertion": "NotAVictimOfTrafficking",
        "asserted_on": "01/09/2022",
        "reason": "No purpose shown",
    }
    client_of(world, "prosecutor").post(f"/victims/{victim.number}/status/{word.pk}/dispute/", typed)
    page = text_of(client_of(world, "investigator").get(f"/victims/{victim.number}/"))
    assert "Disputed" in page
    assert "against POLICE-18" in page


def test_help_and_the_stages_of_the_return_are_recorded(world):
    case = world.case()
    victim = world.victim(case)
    share_case(by=world.officers["investigator"], case=case, agency=world.agencies["social"], reason="Care")
    client = client_of(world, "social_worker")
    kind = re.search(r'<option value="(\w+)"', text_of(client.get(f"/victims/{victim.number}/help/")))[1]
    client.post(f"/victims/{victim.number}/help/", {"kind": kind, "started_on": "10/08/2022"})
    client.post(f"/victims/{victim.number}/return/", {"stage": "integration", "on": "10/09/2022"})
    wrong = client.post(f"/victims/{victim.number}/return/", {"stage": "closed", "on": "01/09/2022"})
    assert "This does not fit the stage “Integration” of 2022-09-10." in text_of(wrong)
    assert (victim.services.count(), victim.reintegration.count()) == (1, 1)


def test_a_victims_and_a_suspects_record_are_changed(world):
    case = world.case()
    for record, facts in (
        (world.victim(case), {"sex": "F", "age_at_event": "16", "consent_to_data": "yes"}),
        (world.suspect(case), {"sex": "M", "age": "42", "is_official": "yes"}),
    ):
        address = f"/{record._meta.model_name}s/{record.number}/edit/"
        client = client_of(world, "investigator")
        seen = hidden_in(text_of(client.get(address)))
        assert client.post(address, {**seen, **facts, "citizenships": "ថៃ"}).status_code == 302
        record.refresh_from_db()
        assert record.citizenships == ["TH"]
        assert record.version == 2


def test_an_arrest_takes_the_right_to_change_the_case(world):
    suspect = world.suspect(world.case())
    typed = {"on": "01/09/2022", "place": "18"}
    secretariat = client_of(world, "secretariat").post(f"/suspects/{suspect.number}/arrest/", typed)
    assert secretariat.status_code == 403
    client_of(world, "investigator").post(f"/suspects/{suspect.number}/arrest/", typed)
    suspect.refresh_from_db()
    assert f"{suspect.arrested_on}" == "2022-09-01"


# ------------------------------------------------------------------ operations and courts


def test_an_operation_is_planned_in_secret_and_closed_with_its_outcome(world):
    case = world.case()
    victim, suspect = world.victim(case), world.suspect(case)
    client = client_of(world, "investigator")
    typed = {
        "kind": "raid",
        "place": "18",
        "planned_for": "17/09/2022",
        "cases": case.number,
        "plan": "At dawn",
    }
    client.post("/operations/new/", typed)
    operation = Operation.objects.get()
    address = f"/operations/{operation.number}/"
    assert "At dawn" in text_of(client.get(address))
    assert client_of(world, "chief").get(address).status_code == 404
    client.post(f"{address}prosecutor/")

    outcome = {
        "carried_out_on": "17/09/2022",
        "persons_screened": "0",
        "premises_inspected": "1",
        f"found_{victim.number}": "freed",
        "arrested": [suspect.number],
    }
    refused = client.post(f"{address}outcome/", outcome)
    assert "1 were freed and 0 screened. Everybody who is freed is screened." in text_of(refused)
    assert 'href="#id_persons_screened"' in text_of(refused)
    assert client.post(f"{address}outcome/", {**outcome, "persons_screened": "៣"}).status_code == 302
    page = text_of(client_of(world, "chief").get(address))
    assert victim.number in page
    assert suspect.number in page
    operation.refresh_from_db()
    assert operation.prosecutor_told_at is not None


def test_an_operation_is_called_off_with_a_reason(world):
    client = client_of(world, "investigator")
    client.post("/operations/new/", {"kind": "rescue", "place": "18", "planned_for": "17/09/2022"})
    operation = Operation.objects.get()
    client.post(f"/operations/{operation.number}/call-off/", {"reason": "They were moved"})
    assert "Called off" in text_of(client.get(f"/operations/{operation.number}/"))


def test_a_proceeding_moves_with_the_facts_that_each_stage_needs(world):
    case = world.case()
    suspect = world.suspect(case)
    share_case(
        by=world.officers["investigator"], case=case, agency=world.agencies["court-18"], reason="Charge"
    )
    client = client_of(world, "prosecutor")
    typed = {"court": world.agencies["court-18"].pk, "complaint_on": "20/09/2022"}
    client.post(f"/suspects/{suspect.number}/proceedings/new/", typed)
    address = f"/proceedings/{Proceeding.objects.get().number}/"

    assert 'href="#id_articles' in text_of(client.post(f"{address}charge/", {"on": "01/10/2022"}))
    client.post(f"{address}charge/", {"on": "01/10/2022", "articles": ["12"]})
    early = text_of(client.post(f"{address}trial/", {"on": "25/09/2022"}))
    assert "It can&#x27;t be dated before the stage “Charge” of 2022-10-01." in early
    assert f'href="{address}sentence/"' not in text_of(client.get(address))
    client.post(f"{address}verdict/", {"on": "01/12/2022", "verdict": "convicted", "articles": ["12"]})
    assert f'href="{address}sentence/"' in text_of(client.get(address))
    client.post(f"{address}sentence/", {"on": "01/12/2022", "months_imposed": "120", "months_suspended": "0"})
    page = text_of(client.get(address))
    assert "Convicted" in page
    assert "imposed: 120 months" in page
    assert client.get(f"{address}nonsense/").status_code == 404


# ------------------------------------------------------------------ drafts


def test_a_draft_is_sealed_comes_back_and_goes_when_the_form_is_saved(world):
    client = client_of(world, "investigator")
    typed = {
        "draft_form": "/reports/new/",
        **REPORT,
        "forms_of_exploitation": ["ForcedLabour", "ChildLabour"],
    }
    assert client.post("/draft/", typed).status_code == 204
    assert b"Two girls" not in bytes(Draft.objects.get().sealed)
    assert 'href="/reports/new/">New report</a> ·' in text_of(client.get("/"))

    page = text_of(client.get("/reports/new/"))
    assert "Two girls are kept above a shop." in page
    assert 'value="09/08/2022"' in page
    assert "This is what you had typed and not yet saved" in page

    client.post("/reports/new/", typed)
    assert Draft.objects.count() == 0


def test_a_draft_can_be_forgotten_and_only_our_own_forms_keep_any(world):
    client = client_of(world, "investigator")
    client.post("/draft/", {"draft_form": "/reports/new/", **REPORT})
    response = client.post("/draft/drop/", {"form": "/reports/new/"})
    assert response.url == "/reports/new/"
    assert Draft.objects.count() == 0
    for strange in ("", "https://elsewhere.example/", "/reports/", "//elsewhere.example"):
        assert client.post("/draft/", {"draft_form": strange}).status_code == 400
        assert client.post("/draft/drop/", {"form": strange or "/"}).url in {"/", strange}
    assert client.post("/draft/drop/", {"form": "//elsewhere.example"}).url == "/"
    assert (
        client.post("/draft/", {"draft_form": "/reports/new/", "narrative": "x" * 200_000}).status_code == 400
    )


def test_signing_out_for_idleness_keeps_what_was_just_sent(world, settings):
    client = client_of(world, "investigator")
    client.get("/")
    session = client.session
    session["seen_at"] = int(timezone.now().timestamp()) - settings.IDLE_SIGN_OUT_SECONDS - 1
    session.save()
    response = client.post("/reports/new/", {"draft_form": "/reports/new/", **REPORT})
    assert response.url == "/account/login/?next=%2Freports%2Fnew%2F"
    kept = read_draft(by=world.officers["investigator"], form="/reports/new/")
    assert kept["narrative"] == [REPORT["narrative"]]


# ------------------------------------------------------------------ officers


def test_an_officer_is_appointed_signs_in_and_is_retired(world):
    client = client_of(world, "administrator")
    typed = {
        "username": "sok.dara",
        "name_km": "សុខ ដារ៉ា",
        "name_latin": "Sok Dara",
        "role": "investigator",
        "agency": world.agencies["police-12"].pk,
        "place": "Phnom Penh",
        "language": "km",
    }
    page = text_of(client.post("/officers/new/", typed))
    password = re.search(r"First password</dt><dd><code>([^<]+)</code>", page)[1]
    officer = Officer.objects.get(username="sok.dara")
    assert officer.check_password(password)
    assert "Somebody signs in with this name already." in text_of(client.post("/officers/new/", typed))
    assert "Small Latin letters" in text_of(client.post("/officers/new/", {**typed, "username": "Sok Dara"}))

    client.post("/officers/sok.dara/retire/", {"reason": "Moved to another ministry"})
    officer.refresh_from_db()
    assert not officer.is_active
    assert Entry.objects.get(action="retire_officer").reason == "Moved to another ministry"
    assert "Retired" in text_of(client.get("/officers/?q=dara"))
