"""# One gate

Whatever is published has a line in the release ledger: tables of figures, reports of periods, plans, numbers of others that
sentences are held against. Pages, papers, feeds and the API read what has one, and from its frozen files alone. A document
without a line is not there.
"""

import json
import re
from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from tests.pages import without_chance
from tests.releases import draft, identify, published
from tests.spec.test_reporting import Quarter

from sarana.base.accounts.actions import issue_token
from sarana.base.accounts.rules import NotAllowed
from sarana.base.ledger.queries import trail_of
from sarana.base.vault.signing import public_key, signature_holds
from sarana.measure.assessment.actions import open_assessment, publish_assessment, rate_criterion
from sarana.measure.figures.actions import take_snapshot
from sarana.measure.press.models import PublishedFigure
from sarana.publish.releases.actions import (
    NotPublished,
    cite_figures,
    enter_what_is_out,
    release_dossier,
    release_plan,
    release_report,
    withdraw_document,
    withdraw_release,
)
from sarana.publish.releases.enums import DocumentKind
from sarana.publish.releases.freezing import sha256
from sarana.publish.releases.models import DocumentFile, DocumentWithdrawal, ReleasedDocument, ReleaseEntry
from sarana.publish.releases.queries import (
    document_files,
    document_told,
    documents_out,
    ledger_file,
    release_head,
)
from sarana.publish.releases.verifying import verify_release
from sarana.register.plans.actions import (
    add_measure,
    add_pillar,
    draft_plan,
    set_plan_state,
    set_target,
    use_indicator,
)
from sarana.register.reporting.actions import publish_plan, publish_report, sign_report
from sarana.register.reporting.models import PeriodReport


@pytest.fixture
def quarter(world) -> Quarter:
    return Quarter(world)


@pytest.fixture
def report(quarter) -> PeriodReport:
    """A report that one officer signed, of a quarter in which units counted persons."""
    quarter.accepted(80, 40)
    return sign_report(by=quarter.by, template=quarter.template, period=quarter.period)


def ask(name: str, *args: object) -> tuple[int, str]:
    answer = Client().get(reverse(f"web:{name}", args=args), follow=True)
    content = b"".join(answer) if answer.streaming else answer.content
    return answer.status_code, content.decode(errors="replace")


def write(folder, files):
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


# ## Without a line it is not there


def test_what_was_published_past_the_gate_is_shown_to_nobody(quarter, report):
    publish_report(by=quarter.chair, report=report)
    plan = quarter.measure.plan
    past = publish_plan(by=quarter.by, version=plan.versions.get())
    for name, key in (("public-report", report.pk), ("public-plan", past.pk), ("public-plan-iati", plan.pk)):
        assert ask(name, key)[0] == 404
    for name in ("public", "public-feed"):
        status, told = ask(f"{name}-in", "en")
        assert status == 200
        assert quarter.template.title_en not in told
        assert f"/plans/{past.pk}" not in told
        assert "plan-20" not in told
    assert release_head()[0] == 0


def test_through_the_gate_it_has_a_line_and_a_code_and_the_house_signs_for_two(quarter, report):
    made = release_report(by=quarter.chair, report=report)
    assert made.code == f"report-{quarter.template.code}-{quarter.period}-1"
    (line,) = ReleaseEntry.objects.all()
    assert (line.code, line.digest, line.head) == (made.code, made.digest, release_head()[1])
    manifest = document_told(made, "manifest.json")
    assert manifest["officers"] == ["first", "second"]
    assert manifest["draws_on"]["content"] == report.digest
    assert manifest["entered_later"] is False
    status, page = ask("public-report-in", "en", made.code)
    assert status == 200
    assert made.digest in page
    assert str(report.pk) not in page


def test_the_key_under_which_it_stood_before_still_leads_there(quarter, report):
    made = release_report(by=quarter.chair, report=report)
    answer = Client().get(reverse("web:public-report", args=[report.pk]), headers={"accept-language": "km"})
    assert (answer.status_code, answer.url) == (301, reverse("web:public-report-in", args=["km", made.code]))
    release_plan(by=quarter.by, version=quarter.measure.plan.versions.get())
    assert ask("public-plan-iati", quarter.measure.plan_id)[0] == 200


def test_pages_are_drawn_from_what_was_frozen(quarter, report):
    """Whatever is changed in the house afterwards, the public page says what was signed."""
    made = release_report(by=quarter.chair, report=report)
    before = ask("public-report-in", "en", made.code)
    PeriodReport.objects.filter(pk=report.pk).update(content={})
    quarter.template.title_en = "Otherwise"
    quarter.template.save()
    assert ask("public-report-in", "en", made.code) == before


def test_the_database_refuses_to_change_or_remove_what_is_out(quarter, report):
    made = release_report(by=quarter.chair, report=report)
    for change in (
        lambda: ReleasedDocument.objects.filter(pk=made.pk).update(title_en="Other"),
        lambda: DocumentFile.objects.filter(document=made).update(content=b""),
        lambda: DocumentFile.objects.filter(document=made).delete(),
        lambda: ReleaseEntry.objects.update(digest="0" * 64),
        lambda: ReleaseEntry.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()
    ReleaseEntry.objects.get()
    with pytest.raises(DatabaseError), transaction.atomic():
        ReleaseEntry.objects.create(
            seq=7, at=made.published_at, deed="published", document=made, digest="", previous="", head=""
        )


# ## What may pass


def test_the_gate_looks_at_the_frozen_words_once_more(quarter, report):
    """Whatever let it through before: a small count of persons does not pass."""
    report.content["values"][0]["value"] = "3"
    report.save()
    with pytest.raises(NotPublished, match="small count"):
        release_report(by=quarter.chair, report=report)
    assert PeriodReport.objects.get(pk=report.pk).state == "signed", "nothing of it happened"
    assert not ReleasedDocument.objects.exists()


def test_what_a_part_tells_is_looked_at_as_well(quarter, report):
    report.content["values"][0]["parts"] = {"female": "118", "male": "2"}
    report.save()
    with pytest.raises(NotPublished, match="small count"):
        release_report(by=quarter.chair, report=report)


def test_no_number_goes_out_in_the_words_of_a_reason(quarter, report):
    report.reason = "Pursat had counted 3 persons twice"
    report.save()
    with pytest.raises(NotPublished, match="reason holds 3"):
        release_report(by=quarter.chair, report=report)


def test_who_signed_it_does_not_put_it_before_the_public(quarter, report):
    with pytest.raises(ValueError, match="Another person"):
        release_report(by=quarter.by, report=report)


# ## Verified by anybody


def test_a_document_is_checked_offline_and_a_byte_changed_anywhere_is_found(quarter, report, tmp_path):
    made = release_report(by=quarter.chair, report=report)
    folder = tmp_path / made.code
    write(folder, document_files(made))
    assert verify_release(folder, key=public_key(), head=release_head()[1]) == []
    for file in folder.iterdir():
        content = file.read_bytes()
        for at in (0, len(content) // 2, len(content) - 1):
            file.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
            assert verify_release(folder), f"{file.name}, byte {at}"
        file.unlink()
        assert verify_release(folder), f"{file.name} is missing"
        file.write_bytes(content)


def test_the_papers_tell_nothing_but_their_words(quarter, report):
    made = release_report(by=quarter.chair, report=report)
    for language in ("km", "en"):
        paper = document_files(made)[f"{language}.pdf"]
        assert not re.search(rb"/(Author|CreationDate|ModDate|Producer)\b", paper)


def test_plans_and_numbers_of_others_are_checked_in_the_same_way(quarter, tmp_path):
    release_plan(by=quarter.by, version=quarter.measure.plan.versions.get())
    number_of_others()
    cite_figures()
    for kind in (DocumentKind.PLAN, DocumentKind.CITED):
        made = documents_out(kind).get()
        write(tmp_path / made.code, document_files(made))
        assert verify_release(tmp_path / made.code, key=public_key()) == []


# ## Sentences of the press


def number_of_others() -> PublishedFigure:
    return PublishedFigure.objects.create(
        indicator="cases", value="100", period_start=date(2020, 1, 1), period_end=date(2020, 12, 31), claimant="NCCT",
        source="https://news.example/story",
    )  # fmt: skip


def verdict(sentence: str) -> str:
    answer = Client().get(reverse("web:public-check"), {"q": sentence, "as": "json"})
    return answer.json()[0]["reviewRating"]["alternateName"]


def test_a_number_on_file_answers_nobody_outside_before_it_is_entered(db):
    number_of_others()
    before = verdict("Police opened 250 cases in 2020.")
    assert before != "contradicted"
    cite_figures()
    assert verdict("Police opened 250 cases in 2020.") == "contradicted"
    assert cite_figures() is None, "nothing is entered twice"


def test_the_register_answers_by_its_releases_alone(world, settings, tmp_path):
    settings.SNAPSHOTS = tmp_path
    identify(world, [("F", 24, 90), ("M", 25, 60)])
    taken, sentence = take_snapshot(by=None), "Police identified 999 victims in 2022."
    assert verdict(sentence) != "contradicted", "a snapshot alone tells nobody anything"
    made = published(world, draft(world, taken, ((), {})))
    assert verdict(sentence) == "contradicted"
    page = Client().get(reverse("web:public-check"), {"q": sentence}).content.decode()
    assert f"/releases/{made.code}/" in page
    (review,) = Client().get(reverse("web:public-check"), {"q": sentence, "as": "json"}).json()
    assert review["citation"][0].endswith(f"/releases/{made.code}/")
    withdraw_release(by=world.officers["secretariat"], release=made, words_km="ខុស", words_en="Wrong.")
    assert verdict(sentence) != "contradicted"


# ## A self-assessment


def test_a_self_assessment_goes_out_without_numbers_by_another_than_who_closed_it(world, settings, tmp_path):
    settings.SNAPSHOTS = tmp_path
    identify(world, [("F", 24, 90), ("M", 25, 60)])
    closer, other = world.officers["secretariat"], world.officers["statistician"]
    made = open_assessment(by=closer, year=2023)
    with pytest.raises(NotPublished, match="closed"):
        release_dossier(by=other, assessment=made)
    rate_criterion(
        by=closer,
        assessment=made,
        criterion="I1",
        rating="partly",
        reason="Seven officers of Kampot, 317 cases",
    )
    made = publish_assessment(by=closer, assessment=made, snapshot=take_snapshot(by=None))
    with pytest.raises(NotPublished, match="Another person"):
        release_dossier(by=closer, assessment=made)
    out = release_dossier(by=other, assessment=made)
    with pytest.raises(NotPublished, match="already"):
        release_dossier(by=other, assessment=made)
    status, page = ask("public-dossier-in", "en", out.code)
    assert (status, out.code) == (200, "tier-2023-1")
    assert "Kampot" not in page
    assert "317" not in without_chance(page)
    assert not re.search(r"<td[^>]*>\s*\d+\s*</td>", page), (
        "no number of the register, which counts other months"
    )
    assert out.code in ask("public-in", "en")[1]
    write(tmp_path / "dossier", document_files(out))
    assert verify_release(tmp_path / "dossier", key=public_key()) == []


# ## The API and the plan's file


def test_the_api_gives_figures_of_releases_alone(world, settings, tmp_path):
    settings.SNAPSHOTS = tmp_path
    identify(world, [("F", 24, 90), ("M", 25, 60)])
    taken = take_snapshot(by=None)
    _, token = issue_token(by=world.officers["statistician"], name="test")
    program = Client(headers={"Authorization": f"Bearer {token}"})
    assert program.get("/api/figures?year=2022").status_code == 404
    made = published(world, draft(world, taken, ((), {})))
    told = program.get("/api/figures?year=2022").json()
    (figure,) = told["figures"]
    assert (figure["indicator"], figure["value"], figure["release"]) == ("victims_identified", 150, made.code)
    assert told["release_ledger"]["head"] == release_head()[1]
    said = program.post(
        "/api/check", json.dumps({"text": "Police identified 999 victims in 2022."}), "application/json"
    )
    assert made.code in said.content.decode()
    assert "snapshot:" not in said.content.decode()


def test_what_was_counted_stands_in_the_plans_file_as_released(world, settings, tmp_path):
    settings.SNAPSHOTS = tmp_path
    identify(world, [("F", 24, 90), ("M", 25, 60)])
    by = world.officers["secretariat"]
    plan = draft_plan(
        by=by, title_km="ផ", title_en="A", starts_on=date(2021, 1, 1), ends_on=date(2040, 12, 31)
    )
    pillar = add_pillar(by=by, plan=plan, title_km="ក", title_en="One")
    measure = add_measure(
        by=by, parent=pillar, code="1.1", title_km="ខ", title_en="Find them", lead_agency=by.agency,
        starts_on=date(2021, 1, 1), due_on=date(2040, 12, 31),
    )  # fmt: skip
    use = use_indicator(by=by, node=measure, indicator="victims_identified", baseline=Decimal(3))
    set_target(by=by, use=use, period="2022", value=Decimal(400))
    set_plan_state(by=by, plan=plan, state="adopted", on=date(2021, 1, 2))
    release_plan(by=by, version=plan.versions.get())
    taken, (spread,) = take_snapshot(by=None), documents_out(DocumentKind.PLAN)
    told = ask("public-plan-iati", spread.series)[1]
    assert '<target value="400"' in told
    assert "<actual" not in told
    assert "<baseline" not in told, "nobody froze it"
    published(world, draft(world, taken, ((), {})))
    assert '<actual value="150"' in ask("public-plan-iati", spread.series)[1]


# ## What was out before


def test_what_was_out_before_gets_its_line_and_says_so(quarter, report):
    publish_report(by=quarter.chair, report=report)
    publish_plan(by=quarter.by, version=quarter.measure.plan.versions.get())
    number_of_others()
    assert enter_what_is_out() == 3
    assert enter_what_is_out() == 0
    for kind in (DocumentKind.REPORT, DocumentKind.PLAN, DocumentKind.CITED):
        assert documents_out(kind).count() == 1
    made = documents_out(DocumentKind.REPORT).get()
    assert document_told(made, "manifest.json")["entered_later"] is True
    assert made.published_at == PeriodReport.objects.get(pk=report.pk).published_at
    assert ask("public-report-in", "en", made.code)[0] == 200


# ## Taken back

WHY = {"words_km": "រាប់ខុសឆ្នាំ", "words_en": "The wrong year was counted."}


@pytest.fixture
def withdrawn(quarter, report):
    out = release_report(by=quarter.chair, report=report)
    kept = document_files(out)
    withdraw_document(by=quarter.by, document=out, **WHY)
    return out, kept


def test_a_document_that_is_withdrawn_keeps_its_address_with_the_reason(quarter, withdrawn):
    out, _kept = withdrawn
    status, page = ask("public-report-in", "en", out.code)
    assert status == 200
    assert WHY["words_en"] in page
    assert "120" not in without_chance(page), "nor any of its numbers"
    assert WHY["words_km"] in ask("public-report-in", "km", out.code)[1]
    for name, args in (("public-report-pdf-in", ("en", out.code)), ("public-document-zip", (out.code,))):
        status, page = ask(name, *args)
        assert status == 410, "gone for good, never as if it had not been"
        assert out.title_en in page or out.title_km in page
    assert "Withdrawn" in ask("public-in", "en")[1]
    feed = ask("public-feed-in", "en")[1]
    assert f"Withdrawn: {out.title_en}" in feed
    assert WHY["words_en"] in feed


def test_a_withdrawal_has_its_line_and_is_signed_and_stays(quarter, withdrawn):
    out, _kept = withdrawn
    published_line, line = ReleaseEntry.objects.order_by("seq")
    assert (line.deed, line.code, line.previous) == ("withdrawn", out.code, published_line.head)
    word = DocumentWithdrawal.objects.get(document=out)
    assert line.digest == sha256(word.statement.encode())
    assert signature_holds(word.public_key, word.signature, word.statement.encode())
    assert trail_of(out)[0].action == "withdraw_document"
    with pytest.raises(NotPublished, match="withdrawn already"):
        withdraw_document(by=quarter.by, document=out, **WHY)
    for change in (
        lambda: DocumentWithdrawal.objects.update(words_en="Nothing was wrong."),
        lambda: DocumentWithdrawal.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


def test_a_copy_that_somebody_kept_is_told_to_be_withdrawn_by_the_ledger(withdrawn, tmp_path):
    _out, kept = withdrawn
    write(tmp_path, kept)
    assert verify_release(tmp_path, key=public_key()) == [], "the ledger of its day does not know"
    (tmp_path / "ledger.json").write_bytes(ledger_file())
    (fault,) = verify_release(tmp_path, key=public_key(), head=release_head()[1])
    assert "was withdrawn on" in fault.en


def test_it_is_withdrawn_with_a_reason_in_both_languages_that_tells_no_number(quarter, report):
    out = release_report(by=quarter.chair, report=report)
    with pytest.raises(NotPublished, match="Khmer and in English"):
        withdraw_document(by=quarter.by, document=out, words_en="Wrong.")
    with pytest.raises(NotPublished, match="3 stands in no released table"):
        withdraw_document(by=quarter.by, document=out, words_km="ខុស", words_en="3 were counted twice.")
    with pytest.raises(NotAllowed):
        withdraw_document(by=quarter.world.officers["investigator"], document=out, **WHY)
    assert not DocumentWithdrawal.objects.exists()


def test_a_withdrawn_plan_gives_no_file_of_results_and_the_version_before_does(quarter):
    plan = quarter.measure.plan
    out = release_plan(by=quarter.by, version=plan.versions.get())
    withdraw_document(by=quarter.by, document=out, **WHY)
    status, page = ask("public-plan-iati", out.series)
    assert status == 410
    assert "<iati-activities" not in page


def test_numbers_of_others_that_are_withdrawn_answer_nobody_and_are_not_entered_anew(quarter):
    number_of_others()
    out = cite_figures()
    assert verdict("Police opened 250 cases in 2020.") == "contradicted"
    withdraw_document(by=quarter.by, document=out, **WHY)
    assert verdict("Police opened 250 cases in 2020.") != "contradicted"
    assert cite_figures() is None
    assert ask("public-document-zip", out.code)[0] == 410


def test_officers_find_it_and_take_it_back_on_a_page(quarter, report, client):
    out = release_report(by=quarter.chair, report=report)
    client.force_login(quarter.by)
    where = reverse("web:document-withdraw", args=[out.code])
    assert where in client.get(reverse("web:documents-out"), {"q": out.code}).content.decode()
    assert client.post(where, {"words_km": "ខុស", "words_en": ""}).status_code == 422
    assert client.post(where, WHY).status_code == 302
    page = client.get(reverse("web:documents-out")).content.decode()
    assert where not in page
    assert out.code in client.get(reverse("web:documents-out"), {"as": "csv"}).content.decode()


def test_a_correction_replaces_and_both_stay_readable(quarter, report):
    first = release_report(by=quarter.chair, report=report)
    quarter.correct(120, 60)
    again = sign_report(
        by=quarter.by, template=quarter.template, period=quarter.period, reason="A unit had counted twice"
    )
    second = release_report(by=quarter.chair, report=again)
    assert (second.series, second.number) == (first.series, 2)
    assert document_told(second, "manifest.json")["replaces"] == first.code
    assert second.code in ask("public-report-in", "en", first.code)[1]
    assert ask("public-report-in", "en", second.code)[0] == 200
