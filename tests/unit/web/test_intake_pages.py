"""Import pages: a file is taken or refused in words; rows that were set aside are opened, mended, discarded."""

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import reverse

from sarana.base.ledger.models import Entry
from sarana.intake.models import Batch, QuarantinedRow
from sarana.intake.queries import may_open_row, rows_set_aside
from sarana.register.cases.models import Case
from sarana.web.forms.intake import why_not_taken
from sarana.web.upload import StreamedUpload

HEADER = "prs_FirstName,prs_Birthdate,prs_Gender,vic_TypeOfExploitation,cas_IncomingReferralDate,shoe_size\n"
GOOD = "Invented Dara,1999-04-13,Feminine,ForcedLabour,2022-08-01,38\n"
STRANGE = "Invented Vuthy,1990-01-01,Masculine,cyber_scam,2022-08-02,40\n"
NO_DAY = "Invented Bopha,31/02/2001,Feminine,ForcedLabour,2022-08-03,36\n"
FUTURE = "Invented Sokha,2001-02-03,Feminine,ForcedLabour,2999-08-03,36\n"


@pytest.fixture(autouse=True)
def _settings(settings):
    settings.DEMONSTRATION = True


def send(client, officer, content, name="cases.csv", language="en", **more):
    client.force_login(officer)
    file = SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())
    headers = {"accept-language": language}
    return client.post(reverse("web:intake"), {"file": file}, headers=headers, follow=True, **more)


@pytest.fixture
def brought(client, pages):
    """A file of four rows: one good, one with an unknown code, two to be mended; brought by an NGO's worker."""
    send(client, pages.officers["ngo_worker"], HEADER + GOOD + STRANGE + NO_DAY + FUTURE)
    return Batch.objects.get()


def row_of(batch, number=4):
    return batch.quarantine.get(row=number)


def see(client, officer, name, record, **query):
    client.force_login(officer)
    address = reverse(f"web:{name}", args=[record.pk])
    return client.get(address, query, headers={"accept-language": "en"})


def test_a_file_is_imported_and_told_row_by_row(client, pages, brought):
    page = see(client, pages.officers["ngo_worker"], "batch", brought)
    assert (brought.rows, brought.imported, brought.quarantined) == (4, 2, 2)
    assert [(row["row"], row["field"]) for row in page.context["rows"]] == [
        ("4", "prs_Birthdate"),
        ("5", "cas_IncomingReferralDate"),
    ]
    assert page.context["codes"] == [{"field": "vic_TypeOfExploitation", "code": "cyber_scam", "times": 1}]
    assert page.context["unknown_columns"] == ["shoe_size"]
    assert "Invented" not in page.text


def test_the_same_file_twice_imports_nothing_twice(client, pages, brought):
    send(client, pages.officers["ngo_worker"], HEADER + GOOD + STRANGE + NO_DAY + FUTURE)
    assert Batch.objects.latest("id").already_there == 4
    assert Case.objects.count() == 2


def bundle(**files):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return held.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "english", "khmer"),
    [
        ("a.csv", b"", "The file is empty.", "ឯកសារគ្មានខ្លឹមសារ"),
        ("a.pdf", b"%PDF-1.7", "This is neither a workbook nor a CSV.", "មិនមែនជាសៀវភៅការងារ"),
        (
            "a.xls",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "This is an old .xls workbook",
            "សៀវភៅការងារ .xls ចាស់",
        ),
        ("a.xlsx", bundle(a="x"), "This is a zip file but no workbook.", "zip"),
        ("a.csv", b"a,b,c\n1,2,3\n", "No row names fields of the standard.", "គ្មានជួរណាមានឈ្មោះវាល"),
        ("a.csv", b"," * 3000 + b"\n", "A row has 3001 columns", "3001 ជួរឈរ"),
    ],
)
def test_a_file_that_is_not_taken_is_answered_in_the_page_s_language(
    client, pages, name, content, english, khmer
):
    page = send(client, pages.officers["ngo_worker"], content, name)
    assert page.status_code == 422
    assert english in page.text
    page = send(client, pages.officers["ngo_worker"], content, name, language="km")
    assert khmer in page.text
    assert english not in page.text


def test_the_two_languages_of_a_refusal_are_told_apart():
    assert why_not_taken(ValueError("The file is empty. / ឯកសារទទេ។")) == "ឯកសារគ្មានខ្លឹមសារទេ។"


def test_no_file_at_all_is_answered_in_words(client, pages):
    client.force_login(pages.officers["ngo_worker"])
    page = client.post(reverse("web:intake"), {}, headers={"accept-language": "en"})
    assert "Choose a file." in page.text


def test_a_forged_request_is_refused_although_the_file_comes_first(pages):
    client = Client(enforce_csrf_checks=True)
    client.force_login(pages.officers["ngo_worker"])
    answer = client.post(reverse("web:intake"), {"file": SimpleUploadedFile("a.csv", b"x")})
    assert answer.status_code == 403
    assert not Batch.objects.exists()


def upload_of(content, largest):
    request = RequestFactory().post("/", {"a": "1", "file": SimpleUploadedFile("a.csv", content)})
    request.META.pop("CONTENT_LENGTH")
    upload = StreamedUpload(request, largest=largest)
    request.META["CONTENT_LENGTH"] = str(len(content) + 1000)
    request.upload_handlers = [upload]
    return request, upload


def test_a_file_that_grows_too_large_is_dropped_on_the_way(monkeypatch):
    request, upload = upload_of(b"x" * 3000, largest=2000)
    assert "file" not in request.FILES
    assert upload.refused == "large"


def test_a_file_that_is_announced_too_large_is_never_written():
    request = RequestFactory().post("/", {"file": SimpleUploadedFile("a.csv", b"x" * 3000)})
    assert StreamedUpload(request, largest=2000).refused == "large"


def test_a_full_disk_is_told_and_not_a_crash(monkeypatch):
    request, upload = upload_of(b"x" * 3000, largest=20_000)

    def full(self, data):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("sarana.web.upload.TemporaryUploadedFile.write", full, raising=False)
    assert "file" not in request.FILES
    assert upload.refused == "full"


def test_a_file_that_fits_lies_on_disk():
    request, upload = upload_of(b"x" * 3000, largest=20_000)
    assert request.FILES["file"].size == 3000
    assert Path(request.FILES["file"].temporary_file_path()).read_bytes() == b"x" * 3000
    assert upload.refused == ""


def test_rows_are_searched_by_number_and_field(pages, brought):
    assert [row.row for row in rows_set_aside(brought, "5")] == [5]
    assert [row.row for row in rows_set_aside(brought, "birthdate")] == [4]
    assert not rows_set_aside(brought, "nothing").exists()


def test_whoever_brought_the_file_opens_a_row_and_it_is_put_on_record(client, pages, brought):
    page = see(client, pages.officers["ngo_worker"], "quarantined-row", row_of(brought))
    assert "Invented Bopha" in page.text
    assert "31/02/2001" in page.text
    entry = Entry.objects.get(action="read_quarantined_row")
    assert entry.record_id == str(row_of(brought).pk)
    assert "Bopha" not in entry.change


def test_oversight_sees_why_a_row_was_set_aside_but_not_what_it_holds(client, pages, brought):
    row = row_of(brought)
    page = see(client, pages.officers["secretariat"], "quarantined-row", row)
    assert "The cells are sealed" in page.text
    assert "Invented" not in page.text
    assert not may_open_row(pages.officers["secretariat"], row)
    address = reverse("web:quarantined-row", args=[row.pk])
    assert client.post(address, {"prs_Birthdate": "2001-02-03"}).status_code == 403
    assert not Entry.objects.filter(action="read_quarantined_row").exists()


def test_another_agency_s_import_is_not_found(client, pages, brought):
    for name, record in (("batch", brought), ("batch-csv", brought), ("quarantined-row", row_of(brought))):
        assert see(client, pages.officers["investigator"], name, record).status_code == 404
    assert see(client, pages.officers["statistician"], "batch", brought).status_code == 403


def typed_of(page):
    return {bound.name: bound.value() for bound in page.context["form"]}


def test_a_mended_row_is_imported(client, pages, brought):
    officer, row = pages.officers["ngo_worker"], row_of(brought)
    typed = typed_of(see(client, officer, "quarantined-row", row))
    address = reverse("web:quarantined-row", args=[row.pk])
    client.post(address, {**typed, "prs_Birthdate": "2001-02-03"})
    row.refresh_from_db()
    assert row.state == "replayed"
    assert Case.objects.count() == 3
    again = client.post(address, {**typed, "prs_Birthdate": "2001-02-03"})
    assert again.status_code == 403
    assert Case.objects.count() == 3


def test_a_row_that_is_still_wrong_keeps_what_was_typed(client, pages, brought):
    officer, row = pages.officers["ngo_worker"], row_of(brought)
    typed = typed_of(see(client, officer, "quarantined-row", row))
    address = reverse("web:quarantined-row", args=[row.pk])
    page = client.post(
        address, {**typed, "prs_Birthdate": "32/01/2001"}, headers={"accept-language": "en"}, follow=True
    )
    assert "the row still can&#x27;t be taken" in page.text
    assert "32/01/2001" in page.text


def test_two_who_mend_the_same_cell_are_told(client, pages, brought):
    officer, row = pages.officers["ngo_worker"], row_of(brought)
    address = reverse("web:quarantined-row", args=[row.pk])
    typed = typed_of(see(client, officer, "quarantined-row", row))
    client.post(address, {**typed, "prs_Birthdate": "33/01/2001"})

    answer = client.post(address, {**typed, "prs_Birthdate": "2001-02-03"}, headers={"accept-language": "en"})

    assert answer.status_code == 422
    assert "33/01/2001" in answer.text
    assert Case.objects.count() == 2
    client.post(address, typed_of(answer))
    assert Case.objects.count() == 3


def test_a_row_is_discarded_with_a_reason(client, pages, brought):
    officer, row = pages.officers["ngo_worker"], row_of(brought)
    client.force_login(officer)
    address = reverse("web:row-discard", args=[row.pk])
    assert client.post(address, {"reason": " "}).status_code == 422
    client.post(address, {"reason": "A test row of the sender."})
    row.refresh_from_db()
    assert row.state == "discarded"
    assert [other.row for other in rows_set_aside(brought)] == [5]
    assert [other.row for other in rows_set_aside(brought, everything=True)] == [4, 5]


def test_the_list_to_take_away_holds_no_cells(client, pages, brought):
    file = see(client, pages.officers["ngo_worker"], "batch-csv", brought)
    rows = list(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert [(row["row"], row["field"]) for row in rows] == [
        ("4", "prs_Birthdate"),
        ("5", "cas_IncomingReferralDate"),
    ]
    assert "Invented" not in file.content.decode()
    assert json.loads(Entry.objects.get(action="export_records").change)["rows"] == 2


def test_rows_are_turned_over_by_number(client, pages):
    officer = pages.officers["ngo_worker"]
    lines = (f"Invented {n},31/02/2001,Feminine,ForcedLabour,2022-08-03,36\n" for n in range(20))
    send(client, officer, HEADER + "".join(lines))
    first = see(client, officer, "batch", Batch.objects.get())
    older = client.get(first.request["PATH_INFO"] + first.context["older"])
    assert [len(page.context["rows"]) for page in (first, older)] == [15, 5]
    assert QuarantinedRow.objects.count() == 20


# ## Rows whose person is probably on record

KNOWN = HEADER + GOOD + "Dara Invented,1999-04-13,Feminine,ForcedLabour,2022-09-01,38\n"


@pytest.fixture
def twice(client, pages):
    """A file whose second row is about the person of the first."""
    page = send(client, pages.officers["investigator"], KNOWN)
    return Batch.objects.get(), page


def decide(client, officer, batch, **said):
    client.force_login(officer)
    return client.post(
        reverse("web:batch-decide", args=[batch.pk]), said, headers={"accept-language": "en"}, follow=True
    )


def test_the_page_of_the_file_says_how_many_rows_wait_and_leads_there(twice):
    _batch, page = twice
    assert "1 row waits for your word" in page.text
    assert "/who/" in page.text


def test_the_row_is_shown_with_who_is_like_her_and_nothing_is_chosen_but_to_wait(client, pages, twice):
    batch, _page = twice
    shown = see(client, pages.officers["investigator"], "batch-decide", batch)
    number = Case.objects.get().victims.get().number
    assert "Dara Invented" in shown.text
    assert f'value="{number}"' in shown.text
    assert "Row 2 of the same file" in shown.text
    assert "born on the same day" in shown.text
    assert shown.text.count("checked") == 1
    assert Entry.objects.filter(action="read_rows_to_decide").count() == 1


def test_left_for_now_nothing_is_created_and_the_row_goes_on_waiting(client, pages, twice):
    batch, _page = twice
    row = batch.quarantine.get()
    page = decide(client, pages.officers["investigator"], batch, **{f"who-{row.pk}": "", "rest": ""})
    assert "the rows go on waiting" in page.text
    assert Case.objects.count() == 1


def test_the_same_person_by_her_number(client, pages, twice):
    batch, _page = twice
    row, number = batch.quarantine.get(), Case.objects.get().victims.get().number
    page = decide(client, pages.officers["investigator"], batch, **{f"who-{row.pk}": number})
    assert "1 row was linked" in page.text
    assert Case.objects.count() == 2


def test_one_word_for_all_that_were_left_open(client, pages, twice):
    batch, _page = twice
    row = batch.quarantine.get()
    page = decide(client, pages.officers["investigator"], batch, **{f"who-{row.pk}": "", "rest": "another"})
    assert "1 new person was created" in page.text


def test_a_number_that_does_not_stand_there_is_refused(client, pages, twice):
    batch, _page = twice
    row = batch.quarantine.get()
    page = decide(client, pages.officers["investigator"], batch, **{f"who-{row.pk}": "V-00000-00000"})
    assert page.status_code == 422
    # Beside the row it is about, and the head of the page leads there.
    assert f'href="#id_who-{row.pk}"' in page.text
    assert f'id="id_who-{row.pk}_error"' in page.text
    assert Case.objects.count() == 1


def test_the_file_of_rows_that_wait_comes_in_again_decided(client, pages, twice):
    batch, _page = twice
    file = see(client, pages.officers["investigator"], "batch-decide-csv", batch)
    head, row = csv.reader(io.StringIO(file.text.lstrip("\ufeff")))
    row[head.index("another")] = "ចាស"
    out = io.StringIO()
    csv.writer(out).writerows([head, row])
    send(client, pages.officers["investigator"], out.getvalue(), "again.csv")
    assert Batch.objects.latest("id").decided == 1
    assert Case.objects.count() == 2


def test_who_did_not_bring_the_file_and_would_not_find_her_is_not_told_that_a_row_waits(client, pages, twice):
    batch, _page = twice
    for name in ("secretariat", "chief"):
        officer = pages.officers[name]
        text = see(client, officer, "batch", batch).text
        assert "for your word" not in text
    assert (
        see(client, pages.officers["secretariat"], "quarantined-row", batch.quarantine.get()).status_code
        == 404
    )
    assert "No row waits" in see(client, pages.officers["secretariat"], "batch-decide", batch).text
    assert (
        decide(
            client, pages.officers["secretariat"], batch, **{f"who-{batch.quarantine.get().pk}": "another"}
        ).status_code
        == 403
    )
    assert "Invented" not in see(client, pages.officers["secretariat"], "batch-decide-csv", batch).text


def test_khmer_speaks_of_the_rows_that_wait(client, pages, twice):
    batch, _page = twice
    client.force_login(pages.officers["investigator"])
    shown = client.get(reverse("web:batch-decide", args=[batch.pk]), headers={"accept-language": "km"}).text
    assert "ជួរទី 2 ក្នុងឯកសារដដែល" in shown
