"""The catalogue of tricks on its pages, and the public offer check that keeps nothing."""

import logging

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.pages import client_of, text_of

from sarana.register.tricks.actions import load_tricks, tag_tricks
from sarana.register.tricks.models import Trick

OFFER = "Customer service in Cambodia, $1,200, no visa needed. <script>alert(1)</script> Do not tell anyone."


def test_the_catalogue_is_searched_read_and_taken_away(pages):
    load_tricks()
    client = client_of(pages, "ngo_worker")
    page = text_of(client.get("/tricks/"))
    assert "Easy computer job abroad" in page
    assert "New trick" not in page
    found = text_of(client.get("/tricks/?q=bride&state=active&recruiter=neighbour&channel=home_visit"))
    assert "Job promised, marriage forced" in found
    assert "Easy computer job" not in found
    one = text_of(client.get("/tricks/easy-computer-job/"))
    for words in ("20,000,000 VND", "Stranger online", "High pay, no experience asked", "sggpnews"):
        assert words in one
    assert "ការងារកុំព្យូទ័រ" in text_of(client_of(pages, "ngo_worker", "km").get("/tricks/easy-computer-job/"))
    assert "easy-computer-job" in text_of(client.get("/tricks/?as=csv"))
    assert client.get("/tricks/easy-computer-job/edit/").status_code == 403


def test_the_secretariat_adds_and_changes_tricks(pages):
    load_tricks()
    client = client_of(pages, "secretariat")
    trick = Trick.objects.get(code="bride-abroad")
    form = client.get("/tricks/bride-abroad/edit/").context["form"]
    posted = {name: form[name].value() for name in form.fields}
    posted = {name: value for name, value in posted.items() if value not in (None, [])}
    for name in ("flags_km", "flags_en", "flag_signs"):
        posted[name] = "\n".join(posted[name])
    wrong = client.post("/tricks/bride-abroad/edit/", {**posted, "flags_en": "one", "flag_signs": "nonsense"})
    assert "each line needs its pair" in text_of(wrong)
    assert "is no sign of the offer check" in text_of(wrong)
    saved = {**posted, "flags_km": "សញ្ញា", "flags_en": "A sign", "flag_signs": "hurry", "last_seen": "2024"}
    assert client.post("/tricks/bride-abroad/edit/", saved).status_code == 302
    trick.refresh_from_db()
    assert trick.last_seen == 2024
    assert [(f.text_en, f.sign) for f in trick.red_flags.all()] == [("A sign", "hurry")]
    assert "Trick changed" in text_of(client.get("/tricks/bride-abroad/"))
    new = {"code": "new-trick", "name_km": "ថ្មី", "name_en": "New", "state": "active", "confidence": "low"}
    assert client.post("/tricks/new/", new).url == "/tricks/new-trick/"
    assert "already" in text_of(client.post("/tricks/new/", new))


def test_reports_and_cases_name_tricks_and_small_counts_stay_small(pages):
    load_tricks()
    report, case = pages.report(), pages.case()
    client = client_of(pages, "investigator")
    for record, kind in ((report, "reports"), (case, "cases")):
        address = f"/{kind}/{record.number}/"
        assert f"{address}tricks/" in text_of(client.get(address))
        assert client.post(f"{address}tricks/", {"tricks": ["easy-computer-job"]}).url == address
        assert "Easy computer job abroad" in text_of(client.get(address))
    assert "&lt;5" in text_of(client.get("/tricks/easy-computer-job/"))
    trick = Trick.objects.get(code="easy-computer-job")
    for _ in range(6):
        tag_tricks(by=pages.officers["investigator"], record=pages.case(), tricks=[trick])
    assert ">7<" in text_of(client.get("/tricks/easy-computer-job/"))
    assert client_of(pages, "ngo_worker").get(f"/cases/{case.number}/tricks/").status_code == 403


def test_anybody_checks_an_offer_and_nothing_is_kept(client: Client, db, caplog):
    caplog.set_level(logging.DEBUG)
    client.cookies["django_language"] = "en"
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = client.post("/offer/", {"text": OFFER})
    page = text_of(answer)
    assert answer.status_code == 200
    for words in (
        "warning signs found",
        "“No visa needed” or a tourist visa for work",
        "<mark>Do not tell anyone</mark>",
    ):
        assert words in page
    assert "<script>alert" not in page
    assert not queries.captured_queries
    assert not answer.cookies
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "Customer service" not in caplog.text
    assert "<script" not in page.replace("&lt;script", "")


def test_none_found_is_never_called_safe(client: Client, db):
    client.cookies["django_language"] = "en"
    page = text_of(client.post("/offer/", {"text": "Baker wanted in Battambang, come by."}))
    assert "That does not mean that the offer is safe." in page
    assert client.post("/offer/", {"text": " "}).status_code == 422
    assert client.post("/offer/", {"text": "a" * 20_001}).status_code == 422
    assert client.put("/offer/").status_code == 405
    khmer = Client().post("/offer/", {"text": "មិនត្រូវការវីសា"})
    assert "សញ្ញាព្រមាន" in text_of(khmer)
    assert len(khmer.content) < 20_000
