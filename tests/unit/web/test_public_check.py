"""A sentence held against published figures, by anybody: page, CSV and ClaimReview; the register takes no part."""

import json
import re
from datetime import date

import pytest
from django.urls import reverse

from sarana.measure.press.models import PublishedFigure
from sarana.publish.releases.actions import cite_figures


@pytest.fixture
def figure(db):
    made = PublishedFigure.objects.create(
        indicator="cases", value="100", period_start=date(2020, 1, 1), period_end=date(2020, 12, 31), claimant="NCCT",
        source="https://news.example/story",
    )  # fmt: skip
    cite_figures()
    return made


def ask(client, sentence, **more):
    return client.get(reverse("web:public-check"), {"q": sentence, **more}, headers={"accept-language": "en"})


def test_anybody_gets_a_verdict_with_its_source_and_an_address_to_cite(client, figure):
    answered = ask(client, "Police opened 250 cases in 2020.")
    page = answered.content.decode()
    assert answered.status_code == 200
    assert "Contradicted" in page
    assert 'href="https://news.example/story"' in page
    (cited,) = re.findall(r'<a href="(/public/en/check/[^"]+)">Address to cite', page)
    assert (
        "Contradicted"
        in client.get(cited.replace("&amp;", "&"), headers={"accept-language": "en"}).content.decode()
    )


def test_the_same_as_claim_review(client, figure):
    (review,) = ask(client, "Police opened 100 cases in 2020.", said="2021-02-03", **{"as": "json"}).json()
    assert review["@type"] == "ClaimReview"
    assert review["itemReviewed"] == {
        "@type": "Claim", "text": "Police opened 100 cases in 2020.", "datePublished": "2021-02-03",
    }  # fmt: skip
    rating = review["reviewRating"]
    assert (rating["alternateName"], rating["ratingValue"], rating["bestRating"]) == ("supported", 5, 5)
    assert review["citation"] == ["https://news.example/story"]
    assert review["url"].endswith("/public/en/check/?q=Police+opened+100+cases+in+2020.&said=2021-02-03")


def test_what_is_typed_can_neither_break_the_page_nor_the_file(client, figure):
    hostile = '=cmd() </script><script>alert(1)</script> 250 cases in 2020 "'
    page = ask(client, hostile).content.decode()
    assert "<script>alert" not in page
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert json.loads(data)[0]["itemReviewed"]["text"] == hostile
    assert ask(client, "x" * 601).status_code == 422
    assert ask(client, "250 cases in 2020", said="yesterday").status_code == 422


def test_the_file_names_claim_verdict_and_source(client, figure):
    lines = (
        ask(client, "There were 250 cases in 2020.", **{"as": "csv"}).content.decode("utf-8-sig").splitlines()
    )
    assert lines[0].startswith("claim,measure,value")
    assert lines[1].startswith("250,cases,250,2020-01-01,2020-12-31,contradicted,")


def test_without_a_sentence_it_asks_for_one(client, db):
    page = client.get(reverse("web:public-check"), headers={"accept-language": "en"}).content.decode()
    assert "A sentence that was said" in page
    assert "What the figures say" not in page
