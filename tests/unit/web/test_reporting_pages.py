"""Pages of reporting by units: the sheet on its way up, offline and back, the national report, and what everybody may read."""

import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.spec.test_reporting import Quarter

from sarana.publish.releases.enums import DocumentKind
from sarana.publish.releases.queries import documents_out
from sarana.register.reporting.actions import enter_sheet
from sarana.register.reporting.models import PeriodReport


@pytest.fixture(autouse=True)
def _settings(settings, tmp_path):
    settings.SNAPSHOTS = tmp_path
    settings.DEMONSTRATION = True


@pytest.fixture
def quarter(world) -> Quarter:
    return Quarter(world)


def see(client, officer, name, *args, language="en"):
    client.force_login(officer)
    return client.get(reverse(f"web:{name}", args=args), headers={"accept-language": language})


def send(client, officer, name, *args, **posted):
    client.force_login(officer)
    return client.post(reverse(f"web:{name}", args=args), posted, headers={"accept-language": "en"})


def test_a_sheet_goes_up_by_its_pages_and_the_report_reaches_everybody(client, quarter):
    slot = quarter.slot
    given = {"value_1": "៥០", "female_1": "30", "male_1": "12", "narrative": "Six villages."}
    refused = send(client, quarter.focal, "slot-enter", slot.pk, **given)
    assert refused.status_code == 422
    assert "The parts make 42, the whole says 50" in refused.content.decode()
    assert send(client, quarter.focal, "slot-enter", slot.pk, **{**given, "value_1": "42"}).status_code == 302
    assert send(client, quarter.head, "slot-clear", slot.pk).status_code == 302
    assert "stand in no total" in see(client, quarter.by, "slot", slot.pk).content.decode()
    assert send(client, quarter.by, "slot-accept", slot.pk).status_code == 302
    page = see(client, quarter.by, "period", quarter.template.pk, quarter.period).content.decode()
    assert "1 of 2" in page
    assert send(client, quarter.by, "period-sign", quarter.template.pk, quarter.period).status_code == 302
    report = PeriodReport.objects.get()
    client.logout()
    assert client.get(reverse("web:public-report", args=[report.pk])).status_code == 404
    code = f"report-{quarter.template.code}-{quarter.period}-1"
    assert client.get(reverse("web:public-report", args=[code])).status_code == 404
    assert send(client, quarter.chair, "period-report-publish", report.pk).status_code == 302
    client.logout()
    old = client.get(reverse("web:public-report", args=[report.pk]), headers={"accept-language": "en"})
    assert (old.status_code, old.url) == (301, reverse("web:public-report-in", args=["en", code]))
    answer = client.get(old.url)
    assert "Persons taught" in answer.content.decode()
    assert "PCCT-12" in answer.content.decode()
    assert "Six villages" not in answer.content.decode()
    paper = client.get(reverse("web:public-report-pdf", args=[code]))
    assert paper.content.startswith(b"%PDF")


def test_who_is_reminded_is_told_in_khmer_first_with_the_way_to_the_form(client, quarter):
    page = see(client, quarter.by, "chasers", quarter.template.pk, quarter.period).content.decode()
    assert reverse("web:slot-enter", args=[quarter.slot.pk]) in page or "Nobody has to be reminded" in page


def test_the_form_goes_out_as_xlsform_and_comes_back_as_a_draft_to_be_looked_at(client, quarter):
    slot = quarter.slot
    answer = see(client, quarter.focal, "slot-form", slot.pk)
    texts = zipfile.ZipFile(io.BytesIO(answer.content)).read("xl/sharedStrings.xml").decode()
    assert "value_1" in texts
    assert "ការងារ" in texts or "អ្វី" in texts
    rows = f"slot,line_1/value_1,line_1/female_1,line_1/male_1,narrative,decisions\n{slot.pk},៤២,30,12,Six villages.,Train all\n"
    file = SimpleUploadedFile("export.csv", rows.encode())
    answer = send(client, quarter.focal, "slot-read", slot.pk, file=file)
    assert answer.url == reverse("web:slot-enter", args=[slot.pk])
    assert not hasattr(quarter.slot, "sheet")
    page = client.get(answer.url, headers={"accept-language": "en"}).content.decode()
    assert 'value="42"' in page
    assert "Six villages." in page
    assert "Train all" in client.get(reverse("web:quarterly-new")).content.decode()


def test_a_file_of_another_unit_is_refused_in_words(client, quarter):
    file = SimpleUploadedFile("export.csv", b"slot,value_1\nother,42\n")
    answer = send(client, quarter.focal, "slot-read", quarter.slot.pk, file=file)
    assert "no row for this unit" in answer.content.decode()


def test_the_values_of_a_draft_are_on_no_page_of_those_above(client, quarter):
    enter_sheet(by=quarter.focal, slot=quarter.slot, values=quarter.entered(700, 77))
    for name, args in (("slot", [quarter.slot.pk]), ("period", [quarter.template.pk, quarter.period])):
        assert not re.search(r"\b777\b", see(client, quarter.by, name, *args).content.decode())
    assert "777" in see(client, quarter.focal, "slot", quarter.slot.pk).content.decode()


def test_an_adopted_plan_is_published_as_frozen_and_agencies_say_that_they_have_read_it(client, quarter):
    plan = quarter.measure.plan
    assert send(client, quarter.by, "plan-publish", plan.pk).status_code == 302
    assert send(client, quarter.focal, "plan-read", plan.pk).status_code == 302
    page = see(client, quarter.by, "plan-public", plan.pk).content.decode()
    assert "1 of 1" in page
    (published,) = documents_out(DocumentKind.PLAN)
    client.logout()
    for language, word in (("en", "Teach"), ("km", "ខ")):
        answer = client.get(
            reverse("web:public-plan", args=[published.code]), headers={"accept-language": language}
        )
        assert word in answer.content.decode()
        paper = client.get(
            reverse("web:public-plan-pdf", args=[published.code]), headers={"accept-language": language}
        )
        assert paper.content.startswith(b"%PDF")
    assert published.digest in answer.content.decode()


def test_templates_are_made_and_periods_opened_by_their_pages(client, quarter):
    given = {
        "title_km": "ក", "title_en": "Second", "code": "second", "plan": quarter.measure.plan_id, "every": "quarter",
        "due_after": "15", "locks_after": "60",
    }  # fmt: skip
    made = send(client, quarter.by, "template-new", **given)
    key = made.url.rstrip("/").rsplit("/", 1)[-1]
    assert send(client, quarter.by, "template-line", key, use=quarter.use.pk, splits="sex").status_code == 302
    assert send(client, quarter.by, "template-open", key, period="2022-q1").status_code == 302
    assert "2022-Q1" in see(client, quarter.by, "template", key).content.decode()
    assert "PCCT-18" in see(client, quarter.by, "reporting").content.decode()


def test_the_rating_stands_beside_the_rule_on_the_measure_s_page(client, quarter, world):
    ngo = world.officers["ngo_worker"]
    answer = send(client, ngo, "node-rate", quarter.measure.pk, rag="green", text_en="We see it done.")
    assert answer.status_code == 302
    page = see(client, quarter.by, "node", quarter.measure.pk).content.decode()
    assert "Two steps from the rule" in page
