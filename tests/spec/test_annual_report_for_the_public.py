"""# The annual report: one for the house, one for everybody

The house's report draws on the whole record; each of its pages says that it stays inside, and who takes it away is on record. The one
for the public is made of released figures and the plan's progress alone: one officer signs it, another publishes it, it has its line in
the release ledger.
"""

import io
import json
import re
import zipfile

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader
from tests.releases import draft, identify, published

from sarana.base.accounts.rules import NotAllowed
from sarana.base.ledger.models import Entry
from sarana.base.vault.signing import public_key
from sarana.measure.figures.actions import take_snapshot
from sarana.publish.papers.words import INTERNAL
from sarana.publish.releases.actions import (
    NotPublished,
    release_annual_report,
    sign_annual_report,
    withdraw_document,
    withdraw_release,
)
from sarana.publish.releases.models import AnnualReport, ReleaseEntry
from sarana.publish.releases.queries import document_files, document_told, release_head
from sarana.publish.releases.verifying import verify_release

BY_SEX = (("sex",), {})
WHY = {"words_km": "ខុស", "words_en": "Wrong."}


@pytest.fixture
def register(world, settings, tmp_path):
    """In 2022: 130 women and girls, 63 men and boys, three boys among them."""
    settings.SNAPSHOTS, settings.DEMONSTRATION = tmp_path / "snapshots", True
    identify(world, [("F", 24, 90), ("M", 25, 60), ("F", 16, 40), ("M", 15, 3)])
    return world


@pytest.fixture
def released(register):
    return published(register, draft(register, take_snapshot(by=None), ((), {}), BY_SEX))


@pytest.fixture
def report(register, released):
    return sign_annual_report(by=register.officers["secretariat"], year=2022)


def ask(name, *args):
    answer = Client().get(reverse(f"web:{name}", args=args), follow=True)
    return answer.status_code, answer.content.decode(errors="replace")


# ## For everybody


def test_two_officers_put_it_before_the_public_with_its_line(register, released, report, tmp_path):
    out = release_annual_report(by=register.officers["statistician"], report=report)
    assert out.code == "annual-2022-1"
    line = ReleaseEntry.objects.order_by("seq").last()
    assert (line.deed, line.code, line.digest) == ("published", out.code, out.digest)
    manifest = document_told(out, "manifest.json")
    assert manifest["officers"] == ["first", "second"]
    assert manifest["draws_on"]["releases"] == {released.code: released.digest}
    status, page = ask("public-annual-in", "en", out.code)
    assert status == 200
    assert "193" in page
    assert "130" in page
    assert released.code in page
    assert out.code in ask("public-in", "en")[1]
    assert out.code in ask("public-feed-in", "en")[1]
    folder = tmp_path / "out"
    folder.mkdir()
    for name, content in document_files(out).items():
        (folder / name).write_bytes(content)
    assert verify_release(folder, key=public_key(), head=release_head()[1]) == []
    text = "".join(one.extract_text() for one in PdfReader(io.BytesIO(document_files(out)["en.pdf"])).pages)
    assert "193" in text
    assert INTERNAL[0] not in text


def test_its_divisions_are_drawn_and_the_drawing_says_what_the_table_says(register, released, report):
    out = release_annual_report(by=register.officers["statistician"], report=report)
    (divided,) = [part for part in document_told(out, "en.json")["sections"] if part.get("bars")]
    *parts, total = divided["rows"]
    assert [[label, str(count)] for label, count in divided["bars"]] == parts
    _status, page = ask("public-annual-in", "en", out.code)
    (drawing,) = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    assert set(re.findall(r">(\d+)<", drawing)) == {count for _label, count in parts}
    assert total[1] not in drawing


def test_a_year_that_is_told_with_noise_beside_one_that_is_not_is_said_so(register, released):
    identify(register, [("F", 24, 40)], year=2021)
    noise = {"protection": "noise", "rho": "1/4", "year": 2021}
    published(register, draft(register, take_snapshot(by=None), ((), noise)))
    told = sign_annual_report(by=register.officers["secretariat"], year=2022).content["en"]
    (line,) = told["sections"][0]["rows"]
    assert line[3] == "true count; 2021: with noise"


def test_no_number_stands_in_it_that_no_release_shows(register, released, report):
    """Ages were not released; the three boys least of all."""
    told = json.dumps(report.content)
    assert "193" in told
    assert not re.search(r"\b(150|40|3)\b", " ".join(cell for part in report.content["en"]["sections"] for row in part["rows"] for cell in row))  # fmt: skip


def test_what_was_slipped_into_it_does_not_go_out(register, report):
    report.content["en"]["sections"][0]["rows"][0][1] = "194"
    report.save()
    with pytest.raises(NotPublished, match="no release shows"):
        release_annual_report(by=register.officers["statistician"], report=report)


def test_nor_what_was_slipped_into_a_drawing(register, report):
    (divided,) = [part for part in report.content["en"]["sections"] if part.get("bars")]
    divided["bars"][0][1] += 1
    report.save()
    with pytest.raises(NotPublished, match="no release shows"):
        release_annual_report(by=register.officers["statistician"], report=report)


def test_who_signed_it_does_not_publish_it_and_nobody_twice(register, report):
    with pytest.raises(NotPublished, match="Another person"):
        release_annual_report(by=register.officers["secretariat"], report=report)
    with pytest.raises(NotAllowed):
        sign_annual_report(by=register.officers["investigator"], year=2022)
    release_annual_report(by=register.officers["statistician"], report=report)
    with pytest.raises(NotPublished, match="already"):
        release_annual_report(by=register.officers["statistician"], report=report)


def test_what_is_released_or_withdrawn_meanwhile_means_signing_anew(register, released, report):
    withdraw_release(by=register.officers["secretariat"], release=released, **WHY)
    with pytest.raises(NotPublished, match="Sign the report anew"):
        release_annual_report(by=register.officers["statistician"], report=report)
    with pytest.raises(NotPublished, match="No figure of this year"):
        sign_annual_report(by=register.officers["secretariat"], year=2022)


def test_a_later_one_replaces_it_and_one_can_be_withdrawn(register, released, report):
    first = release_annual_report(by=register.officers["statistician"], report=report)
    again = sign_annual_report(by=register.officers["statistician"], year=2022)
    second = release_annual_report(by=register.officers["secretariat"], report=again)
    assert second.code == "annual-2022-2"
    assert second.code in ask("public-annual-in", "en", first.code)[1]
    withdraw_document(by=register.officers["secretariat"], document=second, **WHY)
    assert WHY["words_en"] in ask("public-annual-in", "en", second.code)[1]
    assert ask("public-annual-pdf-in", "en", second.code)[0] == 410


def test_officers_sign_and_publish_it_on_pages(register, released, client):
    client.force_login(register.officers["secretariat"])
    answer = client.post(reverse("web:annual-report-new"), {"year": "2022"})
    report = AnnualReport.objects.get()
    assert answer.url == reverse("web:annual-report", args=[report.pk])
    publish = reverse("web:annual-report-publish", args=[report.pk])
    assert publish not in client.get(answer.url).content.decode()
    assert client.post(publish).status_code == 422
    client.force_login(register.officers["statistician"])
    assert publish in client.get(answer.url).content.decode()
    assert client.post(publish).status_code == 302
    assert "annual-2022-1" in client.get(answer.url).content.decode()
    assert "annual-2022-1" in client.get(reverse("web:annual-reports"), {"as": "csv"}).content.decode()


# ## For the house


@pytest.mark.parametrize("name", ["paper-pdf", "questionnaire-pdf", "province-sheet-pdf"])
def test_every_page_of_a_paper_of_the_house_says_so_and_who_took_it_is_on_record(register, client, name):
    take_snapshot(by=None)
    client.force_login(register.officers["secretariat"])
    args = {"questionnaire-pdf": ["greta"], "province-sheet-pdf": ["12"]}.get(name, [])
    before = Entry.objects.count()
    answer = client.get(reverse(f"web:{name}", args=args), {"year": "2022", "language": "en"})
    paper = PdfReader(io.BytesIO(answer.content))
    mark = "".join(INTERNAL[0].split())
    assert len(paper.pages) > 1 or name == "province-sheet-pdf"
    assert all(mark in "".join(one.extract_text().split()) for one in paper.pages)
    (entry,) = Entry.objects.order_by("seq")[before:]
    assert (entry.action, entry.officer_id) == ("export_records", register.officers["secretariat"].pk)
    assert ".pdf" in entry.change


def test_word_documents_and_the_one_file_say_it_as_well(register, client):
    take_snapshot(by=None)
    client.force_login(register.officers["secretariat"])
    word = client.get(reverse("web:paper-docx"), {"year": "2022", "language": "en"}).content
    with zipfile.ZipFile(io.BytesIO(word)) as held:
        heads = [held.read(name).decode() for name in held.namelist() if re.search(r"header\d*\.xml$", name)]
    assert any("For the house only" in "".join(re.findall(r"<w:t[^>]*>([^<]*)", one)) for one in heads)
    page = client.get(reverse("web:paper-html"), {"year": "2022", "language": "en"}).content.decode()
    assert INTERNAL[0] in page
    assert Entry.objects.filter(action="export_records").count() == 2
