"""# Questionnaires of examiners, and papers that a ministry may edit

GRETA, ASEAN and UNODC ask for what the record holds. The paper is filled in as far as the record answers, shows what is open and who
should answer, and hides small counts in every form. A Word document says what the PDF says, in fonts and language that Khmer needs.
"""

import io
import re
import zipfile
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from docx import Document
from pypdf import PdfReader
from tests.spec.test_figures import identify

from sarana.base.accounts.enums import AgencyKind
from sarana.base.vocabulary.actions import load_vocabulary
from sarana.base.vocabulary.queries import codes_of
from sarana.measure.assessment.actions import open_assessment
from sarana.measure.figures.actions import take_snapshot
from sarana.publish.papers.annual import annual_report_pdf
from sarana.publish.papers.content import annual_content
from sarana.publish.papers.dossier import dossier_content
from sarana.publish.papers.questionnaire import (
    questionnaire_content,
    questionnaire_docx,
    questionnaire_pdf,
)
from sarana.publish.papers.word_file import WordPaper
from sarana.publish.papers.word_papers import annual_report_docx, dossier_docx
from sarana.register.returns.actions import write_quarter
from sarana.science.indicators import BREAKDOWNS, INDICATORS
from sarana.science.questionnaires import QUESTIONNAIRES
from sarana.science.tiers import CRITERIA, FACTS

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
YEAR = 2022


@pytest.fixture
def snapshot(world, settings, tmp_path):
    """Six cases, and three victims identified in one of them: fewer than may be shown."""
    settings.SNAPSHOTS = tmp_path
    cases = [world.case() for _ in range(6)]
    for _ in range(3):
        identify(world, world.victim(cases[0]), date(YEAR, 9, 1))
    return take_snapshot(by=None)


def questions(content):
    return [one for part in content["parts"] for one in part["questions"]]


def words_of(file: bytes) -> str:
    """All words of a Word document, tables and foot among them."""
    found = []
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        for name in parts.namelist():
            if name.startswith("word/") and name.endswith(".xml"):
                tree = ET.fromstring(parts.read(name))  # noqa: S314 - our own file
                found += ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in tree.iter(f"{W}p")]
    return "\n".join(found)


def test_every_question_leads_to_something_that_is_there():
    """A figure, a breakdown, a fact, an indicium, an offence or a kind of body that does not exist would be answered by nobody."""
    codes = [question.code for one in QUESTIONNAIRES.values() for question in one.questions]
    assert len(set(codes)) == len(codes)
    for one in QUESTIONNAIRES.values():
        for question in one.questions:
            assert set(question.figures) <= set(INDICATORS), question.code
            assert set(question.facts) <= set(FACTS), question.code
            assert set(question.criteria) <= set(CRITERIA), question.code
            assert question.who, question.code
            assert set(question.who) <= set(AgencyKind), question.code
            offered = (
                {b.code for b in INDICATORS[question.figures[0]].breakdowns} if question.figures else set()
            )
            assert set(question.by) <= offered & set(BREAKDOWNS), question.code
            assert re.search("[a-z]", question.en), question.code
            assert re.search("[\u1780-\u17ff]", question.km), question.code


def test_a_fact_that_a_figure_counts_is_asked_of_the_figure():
    """The tier test counts from April; a questionnaire counts the calendar year."""
    for one in QUESTIONNAIRES.values():
        for question in one.questions:
            assert not [code for code in question.facts if FACTS[code].figure], question.code


@pytest.mark.django_db
def test_every_article_that_is_named_is_on_record(world):
    load_vocabulary()
    for one in QUESTIONNAIRES.values():
        for question in one.questions:
            assert set(question.laws) <= set(codes_of("Offence")), question.code


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["km", "en"])
@pytest.mark.parametrize("code", QUESTIONNAIRES)
def test_a_question_is_answered_from_the_record_or_tells_who_should(snapshot, code, language):
    content = questionnaire_content(QUESTIONNAIRES[code], snapshot, year=YEAR, language=language)
    found = questions(content)
    assert len(found) == len(QUESTIONNAIRES[code].questions)
    for one in found:
        assert bool(one["who"]) == (one["standing"] != "answered")
        if one["standing"] == "open":
            assert not one["figures"] + one["facts"] + one["laws"] + one["measures"] + one["agreements"]
    assert {one["standing"] for one in found} >= {"answered", "partly"}
    assert sum(int(count) if language == "en" else 0 for _, count in content["counts"]) in {0, len(found)}


@pytest.mark.django_db
def test_a_court_case_is_told_by_a_court_not_by_the_record(snapshot):
    content = questionnaire_content(QUESTIONNAIRES["unodc"], snapshot, year=YEAR, language="en")
    (told,) = [one for one in questions(content) if one["code"] == "U11"]
    assert told["standing"] == "open"
    assert told["who"] == ["Court", "Prosecution office"]


@pytest.mark.django_db
def test_small_counts_are_hidden_in_every_form(snapshot):
    """Three victims: neither the total nor a part of it stands anywhere; six cases do."""
    one = QUESTIONNAIRES["greta"]
    content = questionnaire_content(one, snapshot, year=YEAR, language="en")
    by_code = {question["code"]: question for question in questions(content)}
    told = {line[0]: line[1] for line in by_code["G7"]["figures"]}
    assert told["Victims identified"] == "too few to show"
    assert by_code["G7"]["tables"] == []
    assert {line[0]: line[1] for line in by_code["G13"]["figures"]}["Cases opened"] == "6"
    for made in (
        "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(questionnaire_pdf(one, snapshot, year=YEAR, language="en"))).pages),
        words_of(questionnaire_docx(one, snapshot, year=YEAR, language="en")),
    ):  # fmt: skip
        assert "too few to show" in made
        assert not re.search(r"Victims identified\s+3\b", made)


@pytest.mark.django_db
def test_few_persons_that_were_told_outside_the_register_are_hidden_too(snapshot, monkeypatch):
    from sarana.publish.papers import questionnaire

    monkeypatch.setattr(
        questionnaire, "facts_of", lambda *_: {"victims_penalised": 2.0, "penalty_most_years": 15.0}
    )
    content = questionnaire_content(QUESTIONNAIRES["greta"], snapshot, year=YEAR, language="en")
    told = {name: value for one in questions(content) for name, value in one["facts"]}
    assert told["Victims jailed, fined or deported for what they were forced to do"] == "too few to show"
    assert told["Highest penalty for trafficking, years"] == "15"


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["km", "en"])
def test_the_word_document_of_the_year_says_what_the_pdf_says(snapshot, language):
    """Both come from one content: every value and name of it stands in the Word document."""
    content = annual_content(snapshot, year=YEAR, calendar="unodc", language=language)
    told = words_of(annual_report_docx(snapshot, year=YEAR, language=language))
    for line in content["summary"]:
        assert line["name"] in told
        assert line["value"] in told
    for section in content["figures"]:
        assert section["definition"] in told
    for gap in content["gaps"]:
        assert gap in told
    assert annual_report_pdf(snapshot, year=YEAR, language=language).startswith(b"%PDF")


@pytest.mark.django_db
def test_charts_in_a_word_document_are_told_in_words_and_headings_are_headings(snapshot):
    file = annual_report_docx(snapshot, year=YEAR, language="en")
    read = Document(io.BytesIO(file))
    alternatives = [shape._inline.docPr.get("descr") for shape in read.inline_shapes]
    assert alternatives
    assert all(alternatives)
    assert {"Title", "Heading 1", "Heading 2"} <= {p.style.name for p in read.paragraphs}
    assert all(table.rows[0]._tr.trPr.find(f"{W}tblHeader") is not None for table in read.tables)


def khmer_runs(file: bytes):
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        tree = ET.fromstring(parts.read("word/document.xml"))  # noqa: S314 - our own file
    for run in tree.iter(f"{W}r"):
        text = "".join(t.text or "" for t in run.iter(f"{W}t"))
        if re.search("[\u1780-\u17ff]", text):
            yield run, text


def test_khmer_is_written_as_the_complex_script_it_is():
    """Khmer font, size, weight and language are properties of their own; without them Word shows another font, or boxes."""
    paper = WordPaper("របាយការណ៍", "km")
    paper.heading("ជំពូក", 1)
    paper.names("ចំនួន", "១២ Sarana ៥")
    file = paper.file()
    found = list(khmer_runs(file))
    assert found
    for run, text in found:
        given = run.find(f"{W}rPr")
        assert given.find(f"{W}cs") is not None, text
        assert given.find(f"{W}lang").get(f"{W}bidi") == "km-KH"
        assert given.find(f"{W}rtl") is None
        assert not re.search("[A-Za-z]", text)
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        styles = ET.fromstring(parts.read("word/styles.xml"))  # noqa: S314 - our own file
    for style in styles.iter(f"{W}style"):
        if style.get(f"{W}styleId") in {"Normal", "Heading1", "Title"}:
            fonts = style.find(f"{W}rPr/{W}rFonts")
            assert fonts.get(f"{W}cs") == "Noto Sans Khmer"
            assert fonts.get(f"{W}cstheme") is None


def test_nobody_stands_in_the_properties_of_a_word_document_and_it_is_the_same_twice():
    made = [WordPaper("Report", "en").file() for _ in range(2)]
    assert made[0] == made[1]
    told = Document(io.BytesIO(made[0])).core_properties
    assert (told.title, told.author, told.last_modified_by, told.comments) == ("Report", "", "", "")
    with zipfile.ZipFile(io.BytesIO(made[0])) as parts:
        assert not [name for name in parts.namelist() if "thumbnail" in name]
        assert b"python-docx" not in b"".join(parts.read(name) for name in parts.namelist())
        assert b"thumbnail" not in parts.read("_rels/.rels")


def test_signs_that_no_document_may_hold_are_left_out():
    paper = WordPaper("A", "en")
    paper.says("one\x00two\x0bthree")
    assert "onetwothree" in words_of(paper.file())


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["km", "en"])
def test_the_dossier_as_a_word_document_says_every_criterion_and_gap(snapshot, world, language):
    assessment = open_assessment(by=world.officers["secretariat"], year=YEAR)
    content = dossier_content(assessment, snapshot, language=language)
    told = words_of(dossier_docx(assessment, snapshot, language=language))
    for one in content["sections"]:
        assert f"{one['code']} · {one['title']}" in told
        assert one["asks"] in told
        for fact in one["facts"]:
            assert fact[0] in told
    assert all(fact in told for fact, _ in content["gaps"])


@pytest.mark.django_db
def test_the_quarterly_form_as_a_word_document_holds_the_committees_words(world, client):
    clerk = world.officers["provincial"]
    form = write_quarter(by=clerk, year=2021, quarter=3, words={"done": "បានចុះពិនិត្យ ៣ ទីតាំង"})
    client.force_login(clerk)
    for language, title in (("km", "របាយការណ៍ប្រចាំត្រីមាស"), ("en", "Quarterly report")):
        client.cookies["django_language"] = language
        file = client.get(f"/quarterly/{form.pk}/paper.docx")
        assert file["Content-Disposition"].endswith('-2021-3.docx"')
        told = words_of(file.content)
        assert title in told
        assert "បានចុះពិនិត្យ ៣ ទីតាំង" in told
