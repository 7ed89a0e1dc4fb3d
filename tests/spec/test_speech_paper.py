"""# A speech before it is given, on one page

Whoever gives the speech gets one page: each claim with its light in words, what the record says and by which definition, what to say
instead. However long the speech, it stays one page, the gravest first. It is made in the request that checks, and nothing is kept.
"""

import io
import logging

import pytest
from django.urls import reverse
from pypdf import PdfReader
from tests.spec.test_questionnaires import words_of

from sarana.base.ledger.models import Entry
from sarana.base.vault.models import Draft
from sarana.measure.press.models import CheckedText, PublishedFigure
from sarana.publish.papers.speech import SpokenLine, speech_content, speech_docx, speech_pdf

SPEECH = "We opened 200 cases in 2020. We opened 100 cases in 2020. We thank our partners."


def page(lines, language="en"):
    return speech_content(lines, counts=["x: 1"], said_on="2022-09-05", snapshot="", language=language)


def line(light, text, parts=1):
    return SpokenLine(
        light, f"word of {light}", text, (f"record of {text}",) * parts, (f"instead of {text}",) * parts
    )


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(one.extract_text() for one in PdfReader(io.BytesIO(pdf)).pages).split())


@pytest.mark.parametrize("language", ["km", "en"])
@pytest.mark.parametrize("words", ["We opened 200 cases in 2020. ", "យើងបានបើកសំណុំរឿង ២០០ ក្នុងឆ្នាំ ២០២០។ "])
def test_however_long_the_speech_it_is_one_page_and_says_what_it_leaves_out(language, words):
    lines = [line("green", words * 40, parts=9) for _ in range(30)] + [line("red", "The gravest.")]
    content = page(lines, language)
    assert content["rows"][0]["text"] == "The gravest."
    assert 1 < len(content["rows"]) < len(lines)
    assert str(len(lines) - len(content["rows"])) in content["left"]
    assert len(PdfReader(io.BytesIO(speech_pdf(content))).pages) == 1


def test_the_lights_stand_in_words_the_gravest_first_and_the_word_document_says_the_same():
    content = page([line("green", "Third."), line("red", "First."), line("amber", "Second.")])
    assert [row["light"] for row in content["rows"]] == ["red", "amber", "green"]
    assert content["left"] == ""
    for told in (text_of(speech_pdf(content)), words_of(speech_docx(content))):
        for light, text in (("red", "First."), ("amber", "Second."), ("green", "Third.")):
            for part in (f"word of {light}", text, f"record of {text}", f"instead of {text}"):
                assert part in told


def test_a_speech_without_a_claim_says_so():
    assert "nothing in it to check" in text_of(speech_pdf(page([])))


@pytest.fixture
def asked(client, world):
    """An officer at work, and one published number: 100 cases in 2020."""
    PublishedFigure.objects.create(
        indicator="cases", value="100", period_start="2020-01-01", period_end="2020-12-31", claimant="NCCT",
        source="https://ncct.example/2020",
    )  # fmt: skip
    client.force_login(world.officers["provincial"])

    def ask(**given):
        return client.post(reverse("web:press-speech"), given, headers={"accept-language": "en"})

    return ask


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_the_page_is_made_in_the_request_that_checks_and_leaves_nothing_behind(
    asked, caplog, settings, tmp_path, kind
):
    settings.HOME = tmp_path
    caplog.set_level(logging.DEBUG)
    before = Entry.objects.count()
    answer = asked(text=SPEECH, said_on="05/09/2022", paper=kind)
    assert answer["Content-Disposition"] == f'attachment; filename="before-a-speech.{kind}"'
    assert "no-store" in answer["Cache-Control"]
    told = text_of(answer.content) if kind == "pdf" else words_of(answer.content)
    assert "Do not say it so" in told
    assert "We opened 100 cases in 2020." in told
    assert "100: Cases, the committee against trafficking (NCCT), 2020" in told
    assert "We thank our partners" not in told
    assert (CheckedText.objects.count(), Draft.objects.count(), Entry.objects.count()) == (0, 0, before)
    assert "200 cases" not in caplog.text
    assert not list(tmp_path.rglob("*"))


@pytest.mark.django_db
def test_the_page_of_lights_carries_a_short_speech_to_its_paper_and_no_long_one(asked):
    shown = asked(text=SPEECH, said_on="05/09/2022")
    assert shown.context["carried"] == SPEECH
    assert shown.context["said_on"] == "05/09/2022"
    assert 'name="paper" value="pdf"' in shown.content.decode()
    long = asked(text=SPEECH * 120)
    assert long.context["carried"] == ""
    assert len(long.content) < 60_000
    assert asked(text="", paper="pdf").status_code == 422
    assert asked(text=SPEECH, paper="exe").status_code == 422
