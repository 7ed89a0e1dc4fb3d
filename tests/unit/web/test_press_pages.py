"""Press check pages: a text goes in, marked statements and verdicts in the page's language come out, and stay."""

import csv
import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sarana.base.ledger.models import Entry
from sarana.base.vault.models import Draft
from sarana.measure.figures.actions import take_snapshot
from sarana.measure.press.models import CheckedText, PublishedFigure
from sarana.measure.press.queries import checked_texts, figures_on_file, register_figures
from sarana.science.disclosure import THRESHOLD
from sarana.web.views.listing import PAGE_SIZE

ARTICLE = (
    "PHNOM PENH – Police spokesman Chea Invented said on Monday that police opened 150 cases in 2021.\n\n"
    "“We rescued 40 victims in 2021,” Chea Invented said.\n\n"
    "Cases rose from 100 in 2020 to 150 in 2021, an increase of 70 per cent.\n"
)


@pytest.fixture(autouse=True)
def _settings(settings, tmp_path):
    settings.SNAPSHOTS = tmp_path
    settings.DEMONSTRATION = True


@pytest.fixture
def officer(client, world):
    client.force_login(world.officers["secretariat"])
    return world.officers["secretariat"]


@pytest.fixture
def published(db):
    return [
        PublishedFigure.objects.create(
            indicator=indicator,
            value=value,
            period_start=date(year, 1, 1),
            period_end=date(year, 12, 31),
            claimant=claimant,
            source="https://news.example/story",
        )
        for indicator, value, year, claimant in (
            ("cases", "100", 2020, "NCCT"),
            ("cases", "120", 2021, "NCCT"),
            ("cases", "131", 2021, "National Police"),
            ("us_tip_tier", "2WL", 2021, "US State TIP"),
        )
    ]


def check(client, language="en", **what):
    posted = {"text": "", "title": "", "published_on": "", **what}
    headers = {"accept-language": language}
    return client.post(reverse("web:press-new"), posted, headers=headers, follow=True)


def test_a_text_is_checked_kept_and_shown_with_its_statements_marked(client, officer, published):
    page = check(client, text=ARTICLE, title="Invented article", published_on="05/01/2022")
    kept = CheckedText.objects.get()
    assert page.redirect_chain == [(reverse("web:press-check", args=[kept.pk]), 302)]
    assert kept.published_on == date(2022, 1, 5)
    assert page.text.count("<mark>") >= 1
    assert "Chea Invented" in page.text
    assert "https://news.example/story" in page.text
    assert "Contradicted" in page.text or "Sources disagree" in page.text


def test_what_the_text_claims_itself_stands_apart(client, officer, published):
    page = check(client, text=ARTICLE)
    apart = page.text.split("What the text claims in its own voice")[1]
    assert "Wrong arithmetic" in apart


def test_the_explanation_is_in_the_page_s_language(client, officer, published):
    check(client, text=ARTICLE)
    address = reverse("web:press-check", args=[CheckedText.objects.get().pk])
    claims = [c for s in CheckedText.objects.get().result["statements"] for c in s["claims"]]
    english = client.get(address, headers={"accept-language": "en"})
    khmer = client.get(address, headers={"accept-language": "km"})
    shown = {claim.explanation for one in khmer.context["judged"] for claim in one.claims}
    assert {claim["explanation_km"] for claim in claims} == shown
    assert {c.explanation for one in english.context["judged"] for c in one.claims} == {
        claim["explanation_en"] for claim in claims
    }


def test_a_snapshot_as_source_is_no_link(client, officer):
    checked = CheckedText.objects.create(
        title="t",
        text="Forty victims.",
        checked_at="2022-01-01T00:00Z",
        result={
            "statements": [],
            "narrative_claims": [
                {
                    "measure": "victims",
                    "text": "Forty victims",
                    "start": 0,
                    "end": 13,
                    "value": 40,
                    "period": None,
                    "place": "",
                    "verdict": "supported",
                    "explanation_en": "It fits.",
                    "explanation_km": "ត្រូវ។",
                    "arithmetic": [],
                    "sources": ["snapshot:abc", "javascript:alert(1)"],
                }
            ],
        },
    )
    page = client.get(reverse("web:press-check", args=[checked.pk])).text
    assert "<code>snapshot:abc</code>" in page
    assert 'href="javascript' not in page


def test_what_the_text_holds_is_never_markup(client, officer):
    check(
        client,
        text="Minister Chea Invented said: “<script>alert(1)</script> 40 victims were rescued in 2021.”",
    )
    page = client.get(reverse("web:press-check", args=[CheckedText.objects.get().pk])).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.txt", b"", "The submitted file is empty"),
        ("a.pdf", b"%PDF-1.7 ...", "The PDF is damaged."),
        ("a.html", b"<!doctype html><html><body></body></html>", "No article was found"),
    ],
)
def test_a_file_that_holds_no_text_is_answered_in_words(client, officer, name, content, words):
    page = check(client, file=SimpleUploadedFile(name, content))
    assert words in page.text
    assert not CheckedText.objects.exists()


def test_a_file_of_text_is_read(client, officer):
    check(client, file=SimpleUploadedFile("a.txt", ARTICLE.encode()))
    assert CheckedText.objects.get().text == ARTICLE


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"text": "  "}, "Paste the text that is to be checked."),
        ({"text": "x", "published_on": "31/02/2022"}, "February 2022 has 28 days"),
        ({"text": "x", "published_on": "01/01/2999"}, "lies in the future"),
        ({"text": "x" * 100_001}, "longer than 100,000 signs"),
    ],
)
def test_wrong_forms_are_answered_in_words(client, officer, typed, words):
    page = check(client, **typed)
    assert page.status_code == 422
    assert words in page.text


def test_a_long_text_comes_in_parts_that_never_cut_a_statement(client, officer):
    check(client, text=ARTICLE * 60)
    kept = CheckedText.objects.get()
    address = reverse("web:press-check", args=[kept.pk])
    first = client.get(address)
    parts = first.context["parts"]
    seen = []
    for part in range(1, parts + 1):
        page = client.get(address, {"part": part})
        seen += [one.number for name in ("judged", "unjudged") for one in page.context[name]]
    assert parts > 1
    assert sorted(seen) == list(range(1, len(kept.result["statements"]) + 1))
    assert client.get(address, {"part": "x"}).context["part"] == 1
    assert client.get(address, {"part": "9999"}).context["part"] == parts


def test_kept_texts_are_searched_and_turned_over_by_key(client, officer):
    for number in range(PAGE_SIZE + 2):
        CheckedText.objects.create(
            title=f"Invented {number}", text="Words of the port.", checked_at="2022-01-01T00:00Z"
        )
    page = client.get(reverse("web:press"))
    assert len(page.context["rows"]) == PAGE_SIZE
    older = client.get(reverse("web:press") + page.context["page"].older)
    titles = [row["title"] for one in (page, older) for row in one.context["rows"]]
    assert sorted(titles) == sorted(f"Invented {number}" for number in range(PAGE_SIZE + 2))
    found = client.get(reverse("web:press"), {"q": "invented 17"})
    assert [row["title"] for row in found.context["rows"]] == ["Invented 17"]
    assert checked_texts("the port").count() == PAGE_SIZE + 2


def test_an_empty_list_says_what_to_do(client, officer):
    page = client.get(reverse("web:press"), headers={"accept-language": "en"})
    assert "No text was checked yet" in page.text


def test_published_figures_are_found_by_what_who_and_when(published):
    assert figures_on_file(indicator="case", claimant="police").get().value == "131"
    assert {figure.value for figure in figures_on_file(year=2021)} == {"120", "131", "2WL"}
    assert figures_on_file(indicator="us tip").get().value == "2WL"


def test_published_figures_as_a_list_and_as_csv(client, officer, published):
    page = client.get(reverse("web:published"), {"claimant": "NCCT"})
    assert [row["value"] for row in page.context["rows"]] == [120, 100]
    file = client.get(reverse("web:published"), {"claimant": "NCCT", "as": "csv"})
    rows = list(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert [row["value"] for row in rows] == ["120", "100"]


def test_every_version_of_a_number_stands_on_one_chart(client, officer, published):
    page = client.get(reverse("web:published-figure", args=["cases"]), headers={"accept-language": "en"})
    assert all(f">{value}</text>" in page.text for value in ("100", "120", "131"))
    assert "2021 · National Police" in page.text


def test_a_rank_is_tabled_and_not_drawn(client, officer, published):
    page = client.get(reverse("web:published-figure", args=["us_tip_tier"]))
    assert page.context["chart"] == ""
    assert "2WL" in page.text
    assert client.get(reverse("web:published-figure", args=["nothing"])).status_code == 404


def test_the_administrator_checks_nothing(client, world):
    client.force_login(world.officers["administrator"])
    assert client.get(reverse("web:press")).status_code == 403


def test_a_speech_gets_its_lights_and_leaves_nothing_behind(client, officer, published):
    speech = "We opened 200 cases in 2020. We thank our partners."
    entries = Entry.objects.count()
    answered = client.post(reverse("web:press-speech"), {"text": speech}, headers={"accept-language": "en"})
    page = answered.content.decode()
    assert answered.status_code == 200
    assert "We opened 100 cases in 2020." in page
    assert "Do not say it so" in page
    assert "no-store" in answered["Cache-Control"]
    assert (CheckedText.objects.count(), Draft.objects.count(), Entry.objects.count()) == (0, 0, entries)
    assert client.post(reverse("web:press-speech"), {"text": ""}).status_code == 422


def test_a_small_count_of_the_register_is_held_against_no_text(world, settings, tmp_path):
    world.victim(world.case())
    snapshot = take_snapshot(by=world.officers["statistician"])
    assert register_figures(snapshot)
    assert all(figure.value == 0 or figure.value >= THRESHOLD for figure in register_figures(snapshot))
