"""The public offer check: anybody may use it, and nothing of what is pasted stays anywhere."""

import logging

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sarana.door.catalogue import LANGUAGES, signs_in, words_in
from sarana.science.offers import SIGNS
from sarana.site import door

OFFER = "Customer service in Cambodia, $1,200, no visa needed. <script>alert(1)</script> Do not tell anyone."


@pytest.fixture
def visitor(db, settings) -> Client:
    """A phone on the public page, as the door's own settings serve it."""
    for name in ("ROOT_URLCONF", "MIDDLEWARE", "TEMPLATES"):
        setattr(settings, name, getattr(door, name))
    return Client()


def test_signs_are_named_and_nothing_is_kept(visitor, caplog):
    caplog.set_level(logging.DEBUG)
    with CaptureQueriesContext(connection) as queries:
        answer = visitor.post("/en/job/", {"text": OFFER})
    page = answer.content.decode()
    assert answer.status_code == 200
    for words in (
        "Warning signs found: 4",
        "“No visa needed” or a tourist visa for work",
        "<mark>Do not tell anyone</mark>",
        "Do not travel",
    ):
        assert words in page
    assert "<script>alert" not in page
    assert not queries.captured_queries
    assert not answer.cookies
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "Customer service" not in caplog.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_none_found_is_never_called_safe_in_any_language(visitor, language):
    answer = visitor.post(f"/{language}/job/", {"text": "Baker wanted in Battambang, come by."})
    assert words_in(language)["offer_none"] in answer.content.decode().replace("&#x27;", "'")
    assert f"/{language}/job/" in visitor.get(f"/{language}/").content.decode()
    assert len(answer.content) < 10_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sign_is_told_in_every_language(visitor, language):
    told, english = signs_in(language), signs_in("en")
    assert told.keys() == SIGNS.keys()
    for code, words in told.items():
        assert words.keys() == english[code].keys(), code
        assert language == "en" or not set(words.values()) & set(english[code].values()), code
    page = visitor.post(f"/{language}/job/", {"text": OFFER}).content.decode()
    assert told["no_visa"]["name"] in page
    assert told["secrecy"]["check"] in page.replace("&#x27;", "'")


def test_what_is_wrong_is_said(visitor):
    assert "Paste the text of the offer first." in visitor.post("/en/job/", {"text": " "}).content.decode()
    assert visitor.post("/en/job/", {"text": " "}).status_code == 422
    assert visitor.post("/en/job/", {"text": "a" * 20_001}).status_code == 422
    assert visitor.get("/km/job/?text=no+visa+needed").content.decode().count("<mark>") == 0
    assert "សញ្ញាព្រមាន" in visitor.post("/km/job/", {"text": "មិនត្រូវការវីសា"}).content.decode()
