"""The pages of rescue requests: what each side sees, and the work done on them."""

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from tests.pages import client_of, text_of

from sarana.publish.papers.handover import handover_content
from sarana.register.rescue.actions import (
    add_person,
    ask_unit,
    read_for_handover,
    record_request,
    record_result,
    send_message,
    take_step,
)
from sarana.register.rescue.enums import SoughtState as S
from sarana.register.rescue.models import ListRow, RescueRequest, SoughtPerson
from sarana.register.tricks.actions import load_tricks

RECEIVED = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.fixture
def rescue(pages):
    return record_request(
        by=pages.officers["embassy"],
        received_at=RECEIVED,
        words={"contact": "Consul Dewi", "place_words": "Blue tower"},
        note_number="12/2026",
    )


@pytest.fixture
def putri(pages, rescue):
    return add_person(
        by=pages.officers["embassy"],
        request=rescue,
        who={"names": ["Putri Lestari"], "documents": ["C1234567"], "birth_date": "1999-04-13"},
        sex="F",
        age=26,
    )


def a_file(*rows: str) -> SimpleUploadedFile:
    head = "Name in own script,Birth date,Sex,Passport number,Floor or room"
    return SimpleUploadedFile("list.csv", "\n".join([head, *rows]).encode())


def test_a_mission_asks_uploads_mends_and_is_answered(pages):
    load_tricks()
    consul = client_of(pages, "embassy")
    answer = consul.post(
        "/rescue/new/",
        {
            "received_on": "02/03/2026",
            "danger_now": "no",
            "precision": "building",
            "place_words": "Blue tower",
            "language": "en",
            "trick": "easy-computer-job",
            "ransom": "3000",
            "ransom_currency": "usd",
        },
    )
    request = RescueRequest.objects.get()
    assert answer.url == f"/rescue/{request.number}/"
    assert (request.ransom_currency, request.trick.code) == ("USD", "easy-computer-job")
    rows = (
        "Putri Lestari,1999-04-13,F,C1234567,4",
        "Budi Santoso,1998-01-02,M,C7654321,",
        "Siti,31/02/2001,F,C1111111,2",
    )
    told = text_of(consul.post(f"/rescue/{request.number}/list/", {"file": a_file(*rows)}, follow=True))
    for words in (
        "3 rows read",
        "2 persons taken in",
        "1 rows wait to be mended",
        "Row 4",
        "Birth date:",
        "Write it as year-month-day",
    ):
        assert words in told
    assert "Putri Lestari" in told
    row = ListRow.objects.get()
    address = f"/rescue/{request.number}/rows/{row.pk}/"
    form = consul.get(address)
    assert "Siti" in text_of(form)
    cells = {
        "was": form.context["form"]["was"].value(),
        "name_own": "Siti",
        "sex": "F",
        "passport": "C1111111",
        "floor": "2",
    }
    wrong = consul.post(address, {**cells, "birth_date": "30/02/2001"})
    assert "This is not a day of the calendar" in text_of(wrong)
    cells["was"] = wrong.context["form"]["was"].value()
    consul.post(address, {**cells, "birth_date": "28/02/2001"})
    assert request.persons.count() == 3
    budi = request.persons.get(state=S.NEEDS_DETAIL)
    page = text_of(consul.get(f"/sought/{budi.number}/"))
    assert "The floor or room" in page
    consul.post(f"/sought/{budi.number}/detail/", {"floor": "Seventh"})
    budi.refresh_from_db()
    assert budi.state == S.RECEIVED
    assert "Seventh" in text_of(consul.get(f"/sought/{budi.number}/"))


def test_where_is_she_is_answered_at_once_and_only_to_her_mission(pages, rescue, putri):
    consul = client_of(pages, "embassy")
    take_step(by=pages.officers["secretariat"], person=putri, state=S.ACKNOWLEDGED)
    answer = consul.post("/missions/embassy/", {"q": "Puteri Lestari"})
    told = text_of(answer)
    assert "no-store" in answer.headers["Cache-Control"]
    for words in ("Putri Lestari", "Acknowledged", putri.number):
        assert words in told
    assert "Nobody of this mission" in text_of(consul.post("/missions/embassy/", {"q": "Somchai Jaidee"}))
    assert putri.number in text_of(consul.post("/missions/embassy/", {"q": "c 123 4567"}))
    assert consul.get("/missions/ncct/").status_code == 404
    assert client_of(pages, "investigator").get("/missions/embassy/").status_code == 404
    overseen = text_of(client_of(pages, "secretariat").get("/missions/embassy/"))
    assert "Putri" not in overseen
    assert putri.number in overseen
    assert client_of(pages, "embassy").get("/missions/").url == "/missions/embassy/"


def test_officers_work_without_names_and_a_mission_sees_no_house(pages, rescue, putri):
    secretariat, social = pages.officers["secretariat"], pages.officers["social_worker"]
    ask_unit(by=secretariat, request=rescue, agency=pages.agencies["social"])
    record_result(
        by=social, person=putri, seen_version=1, changes={"unit": pages.agencies["shelter"]}, staying="Lotus house, street 4"
    )  # fmt: skip
    mission = text_of(client_of(pages, "embassy").get(f"/sought/{putri.number}/"))
    assert "in care" in mission
    for words in ("Lotus", "street 4", "SHELTER"):
        assert words not in mission
    worker = client_of(pages, "social_worker")
    page = text_of(worker.get(f"/sought/{putri.number}/"))
    assert "Lotus house, street 4" in page
    assert "Putri" not in page
    opened = text_of(worker.post(f"/sought/{putri.number}/identity/", {"reason": "Travel document"}))
    assert "Putri Lestari" in opened
    overseen = text_of(client_of(pages, "auditor").get(f"/sought/{putri.number}/"))
    for words in ("Putri", "Lotus", "Blue tower"):
        assert words not in overseen
    assert client_of(pages, "investigator").get(f"/sought/{putri.number}/").status_code == 404


def test_steps_results_and_the_handover_list(pages, rescue, putri):
    worker = client_of(pages, "secretariat")
    wrong = text_of(worker.post(f"/sought/{putri.number}/step/", {"state": "contacted", "on": "02/03/2026"}))
    assert "Write down why a step is left out" in wrong
    put = {"state": "acknowledged", "on": f"{timezone.localdate():%d/%m/%Y}", "persons": [putri.number]}
    assert worker.post(f"/rescue/{rescue.number}/steps/", put).status_code == 302
    putri.refresh_from_db()
    assert putri.state == S.ACKNOWLEDGED
    empty = worker.get(f"/rescue/{rescue.number}/handover.pdf", follow=True)
    assert "would be empty" in text_of(empty)
    person = SoughtPerson.objects.get()
    for state in (S.IDENTITY_CONFIRMED, S.EXIT_CLEARED):
        person = take_step(by=pages.officers["secretariat"], person=person, state=state, reason="known")
    paper = client_of(pages, "embassy").get(f"/rescue/{rescue.number}/handover.pdf")
    assert paper.content.startswith(b"%PDF-")
    assert client_of(pages, "secretariat").get(f"/rescue/{rescue.number}/handover.pdf").status_code == 403
    form = text_of(worker.get(f"/sought/{putri.number}/result/"))
    assert "Where the person stays now" in form
    sent = {
        "result": "found",
        "seen_version": "1",
        "was": "{}",
        "payment_demanded": "yes",
        "fine_waived": "unknown",
        "flight": "GA 851",
    }
    assert worker.post(f"/sought/{putri.number}/result/", sent).status_code == 302
    assert "GA 851" in text_of(client_of(pages, "embassy").get(f"/sought/{putri.number}/"))


def test_lists_filter_export_and_name_nobody(pages, rescue, putri):
    for who in ("secretariat", "embassy", "auditor"):
        client = client_of(pages, who)
        assert rescue.number in text_of(client.get("/rescue/"))
        assert rescue.number in text_of(client.get("/rescue/?q=12/2026&holding=received"))
        assert rescue.number not in text_of(client.get("/rescue/?holding=closed"))
        for address in ("/rescue/?as=csv", f"/rescue/{rescue.number}/?as=csv"):
            text = text_of(client.get(address))
            assert rescue.number in text
            assert "Putri" not in text
    assert putri.number not in text_of(
        client_of(pages, "secretariat").get(f"/rescue/{rescue.number}/?state=closed")
    )
    assert putri.number in text_of(
        client_of(pages, "secretariat").post("/search/", {"q": putri.number}, follow=True)
    )


def test_messages_and_desks(pages, rescue, putri):
    client_of(pages, "embassy").post(f"/rescue/{rescue.number}/message/", {"text": "Her mother asks."})
    desk = text_of(client_of(pages, "secretariat").get("/"))
    assert "Unread messages about rescue requests" in desk
    assert "Her mother asks." in text_of(client_of(pages, "secretariat").get(f"/rescue/{rescue.number}/"))
    assert "Unread messages" not in text_of(client_of(pages, "secretariat").get("/"))
    send_message(by=pages.officers["secretariat"], request=rescue, text="She is on her way.")
    assert "Unread messages" in text_of(client_of(pages, "embassy").get("/"))
    assert "My nationals who wait for our answer" in text_of(client_of(pages, "embassy").get("/"))
    SoughtPerson.objects.update(leave_by=RECEIVED)
    assert "Sought persons whose clock ran out" in text_of(client_of(pages, "secretariat").get("/"))
    nothing = client_of(pages, "embassy").post(
        f"/rescue/{rescue.number}/message/", {"text": " "}, follow=True
    )
    assert "Write a message first." in text_of(nothing)


def test_two_lines_of_one_person_are_shown_to_those_who_may_open_identities(pages, rescue, putri):
    second = record_request(by=pages.officers["embassy"], received_at=RECEIVED, words={})
    other = add_person(
        by=pages.officers["embassy"],
        request=second,
        who={"names": ["Lestari Putri"], "documents": ["C 1234567"]},
    )
    for request in (rescue, second):
        ask_unit(by=pages.officers["secretariat"], request=request, agency=pages.agencies["social"])
    worker = client_of(pages, "social_worker")
    page = text_of(worker.get(f"/sought/{putri.number}/"))
    assert other.number in page
    assert "same document" in page
    worker.post(f"/sought/{putri.number}/same/", {"other": other.number, "reason": "Same passport"})
    assert "An officer said that this is the same person." in text_of(worker.get(f"/sought/{putri.number}/"))
    unknown = worker.post(f"/sought/{putri.number}/same/", {"other": "N-00000-00000", "reason": "?"})
    assert "You can see no line with the number" in text_of(unknown)
    mission = text_of(client_of(pages, "embassy").get("/missions/embassy/"))
    assert "Counted are distinct persons on 2 lines" in mission


def test_a_victims_record_is_linked_and_the_dispute_shown(pages, rescue, putri):
    ask_unit(by=pages.officers["secretariat"], request=rescue, agency=pages.agencies["police-18"])
    victim = pages.victim(pages.case(), words={"names": ["Putri Lestari"]})
    investigator = client_of(pages, "investigator")
    assert victim.number in text_of(investigator.get(f"/sought/{putri.number}/"))
    gone = text_of(investigator.post(f"/sought/{putri.number}/victim/", {"victim": "V-00000-00000"}))
    assert "You can see no victim with the number" in gone
    investigator.post(f"/sought/{putri.number}/victim/", {"victim": victim.number})
    victim.standing = "disputed"
    victim.save()
    page = text_of(client_of(pages, "embassy").get(f"/sought/{putri.number}/"))
    assert "Disputed" in page
    assert victim.number not in page


def test_the_template_comes_as_workbook_and_csv(pages, rescue):
    consul = client_of(pages, "embassy")
    assert consul.get("/rescue/template.xlsx").content.startswith(b"PK")
    assert "ឈ្មោះជាអក្សរដើម" in text_of(consul.get("/rescue/template.csv"))
    for file, words in (
        (SimpleUploadedFile("x.csv", b"a,b\n1,2\n"), "No row names columns of the list"),
        (SimpleUploadedFile("x.xlsx", b"%PDF-1.4"), "neither a workbook nor a CSV"),
    ):
        answer = consul.post(f"/rescue/{rescue.number}/list/", {"file": file})
        assert answer.status_code == 422
        assert words in text_of(answer)
    assert client_of(pages, "investigator").get(f"/rescue/{rescue.number}/list/").status_code == 404


def test_every_sentence_that_is_refused_has_khmer(pages, rescue, putri):
    page = text_of(
        client_of(pages, "secretariat", "km").post(
            f"/sought/{putri.number}/step/", {"state": "contacted", "on": "02/03/2026"}
        )
    )
    assert "Write down" not in page


def test_whom_a_bar_keeps_out_finds_nothing_in_the_audit_trail(pages, rescue, putri):
    auditor = client_of(pages, "auditor")
    assert "Rescue request recorded" in text_of(auditor.get("/ledger/"))
    rescue.barred.add(pages.officers["auditor"])
    after = text_of(auditor.get("/ledger/"))
    assert "Rescue request recorded" not in after
    assert "Person added to a rescue request" not in after


def test_a_name_in_another_script_stands_on_the_paper_in_latin_letters_too(pages, rescue):
    add_person(
        by=pages.officers["embassy"], request=rescue, who={"names": ["王小芳", "ចាន់ សុភា", "Trần Thị Hoa"]}
    )
    person = SoughtPerson.objects.get()
    told = read_for_handover(by=pages.officers["embassy"], request=rescue, persons=[person])
    [line] = handover_content(rescue, told, language="km")["people"]
    assert line["name"] == "王小芳 (WangXiaoFang) / ចាន់ សុភា / Trần Thị Hoa"
