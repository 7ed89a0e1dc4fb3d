"""Letters with the financial intelligence unit in pages: written, let out by a second officer, taken, answered by a file."""

from datetime import timedelta
from importlib.resources import files

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from lxml import etree
from tests.pages import client_of

from sarana.base.ledger.models import Entry
from sarana.register.fiu.enums import LetterState
from sarana.register.fiu.models import FiuLetter
from sarana.register.money.actions import open_inquiry

XSD = b'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="other"/></xs:schema>'


@pytest.fixture
def two(pages):
    """The investigator, the prosecutor, their case, its suspect."""
    case = pages.case()
    case.partners.add(pages.agencies["court-18"])
    writer, second = client_of(pages, "investigator"), client_of(pages, "prosecutor")
    return writer, second, case, pages.suspect(case, words={"names": ["Rim Kosalvath", "រឹម កុសលវ័ត"]})


def page_of(client, letter):
    return client.get(f"/letters/{letter.number}/", headers={"accept-language": "en"}).content.decode()


def test_a_letter_goes_out_with_its_caveats_and_its_answer_comes_in(pages, two, settings, tmp_path):
    writer, second, case, suspect = two
    told = {"kind": "request", "text": "Whose account?", "caveats": ["no_tipping_off"]}
    writer.post(f"/cases/{case.number}/letters/new/", told)
    letter = FiuLetter.objects.get()
    at = f"/letters/{letter.number}/"
    assert writer.post(f"{at}items/", {"thing": f"s:{suspect.pk}"}).status_code == 302
    page = page_of(writer, letter)
    assert "The person concerned may not learn of it" in page
    assert suspect.number in page
    assert "Kosalvath" not in page
    writer.post(f"{at}submit/")
    assert "letter-release" not in page_of(writer, letter)
    assert f"{at}release/" not in page_of(writer, letter)
    assert f"{at}release/" in page_of(second, letter)
    assert writer.post(f"{at}goaml/").status_code == 302
    second.post(f"{at}release/")
    letter.refresh_from_db()
    assert letter.state == LetterState.RELEASED
    report = writer.post(f"{at}goaml/")
    assert report.headers["Content-Disposition"] == f'attachment; filename="{letter.number}.xml"'
    assert "រឹម កុសលវ័ត" in [one.text for one in etree.fromstring(report.content).iter("full_name_frn")]
    assert "Whose account?" in page_of(second, letter)
    read_by = page_of(writer, letter).split("Who read it")[1].split("Story of the record")[0]
    for who in ("investigator", "prosecutor"):
        assert pages.officers[who].name in read_by

    back = f"<report><entity_reference>{letter.number}</entity_reference><fiu_ref_number>FIU-77</fiu_ref_number><reason>A company.</reason></report>"
    came = {"kind": "answer", "dated_on": timezone.localdate().isoformat(), "caveats": ["no_onward"]}
    to = f"/cases/{case.number}/letters/received/"
    wrong = writer.post(to, {**came, "file": SimpleUploadedFile("a.xml", b"<!DOCTYPE report []><report/>")})
    assert wrong.status_code == 422
    assert FiuLetter.objects.count() == 1
    answered = writer.post(to, {**came, "file": SimpleUploadedFile("a.xml", back.encode())})
    assert answered.status_code == 302
    answer = FiuLetter.objects.get(kind="answer")
    assert (answer.answers, answer.their_reference, answer.caveats) == (letter, "FIU-77", ["no_onward"])
    assert "A company." in page_of(second, answer)

    (tmp_path / "schema.xsd").write_bytes(XSD)
    settings.GOAML_PROFILE = tmp_path
    assert writer.post(f"{at}goaml/").status_code == 302  # no profile beside the schema: said, not guessed
    assert Entry.objects.filter(action="take_letter").count() == 1
    money = writer.get(f"/cases/{case.number}/money/").content.decode()
    assert letter.number in money
    assert answer.number in money


def test_a_file_that_the_schema_refuses_was_not_taken(two, settings, tmp_path):
    writer, second, case, _suspect = two
    writer.post(f"/cases/{case.number}/letters/new/", {"kind": "request", "text": "Whose account?"})
    letter = FiuLetter.objects.get()
    at = f"/letters/{letter.number}/"
    writer.post(f"{at}submit/")
    second.post(f"{at}release/")
    shipped = files("sarana.publish.datasets").joinpath("goaml_profile.toml").read_bytes()
    (tmp_path / "profile.toml").write_bytes(shipped)
    (tmp_path / "schema.xsd").write_bytes(XSD)
    settings.GOAML_PROFILE = tmp_path
    refused = writer.post(f"{at}goaml/", follow=True, headers={"accept-language": "en"})
    assert "does not accept the file" in refused.content.decode()
    assert not Entry.objects.filter(action="take_letter").exists()
    settings.GOAML_PROFILE = None
    assert writer.post(f"{at}goaml/").status_code == 200
    assert Entry.objects.filter(action="take_letter").count() == 1


def test_a_request_that_nobody_answered_stands_on_the_day_of_who_wrote_it(pages, two):
    writer, second, case, _suspect = two
    soon = timezone.localdate() + timedelta(days=5)
    told = {"kind": "request", "text": "Whose account?", "answer_by": f"{soon:%d/%m/%Y}"}
    writer.post(f"/cases/{case.number}/letters/new/", told)
    letter = FiuLetter.objects.get()
    assert letter.number not in writer.get("/").content.decode()
    writer.post(f"/letters/{letter.number}/submit/")
    second.post(f"/letters/{letter.number}/release/")
    assert "Letters that wait for an answer" in writer.get("/").content.decode()
    assert letter.number in writer.get("/").content.decode()
    assert letter.number not in second.get("/").content.decode()


def test_who_read_a_financial_investigation_stands_on_its_page(pages, two):
    writer, second, case, _suspect = two
    found = open_inquiry(
        by=pages.officers["investigator"], case=case, opened_on=timezone.localdate(), question="Who was paid?"
    )
    second.get(f"/inquiries/{found.number}/")
    page = writer.get(f"/inquiries/{found.number}/").content.decode().partition("Who read it")[2]
    assert pages.officers["prosecutor"].name in page
    third = client_of(pages, "secretariat").get(f"/inquiries/{found.number}/").content.decode()
    assert "Who read it" not in third


def test_who_does_not_follow_the_money_learns_of_no_letter(pages, two):
    writer, _second, case, _suspect = two
    writer.post(f"/cases/{case.number}/letters/new/", {"kind": "spontaneous", "text": "Cash."})
    letter = FiuLetter.objects.get()
    client = client_of(pages, "secretariat")
    assert client.get(f"/letters/{letter.number}/").status_code == 403
    assert letter.number not in client.get(f"/cases/{case.number}/money/").content.decode()
