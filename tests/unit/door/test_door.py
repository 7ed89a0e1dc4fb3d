"""The public page as any phone sees it: no trace, nothing mandatory but what and where, a number that opens a box."""

import json
import logging
import re
import sys
from typing import Any

import pytest
from django.conf import settings as now
from django.test import Client

from sarana.base.ledger.models import Entry
from sarana.base.places.queries import provinces
from sarana.base.vault.sealing import unseal
from sarana.door import views
from sarana.door.catalogue import LANGUAGES, words_in
from sarana.door.limits import LIMITS, Tries, address_of
from sarana.door.logs import WhereOnly
from sarana.register.reports.actions import write_to_reporter
from sarana.register.reports.models import Report, ReportMessage
from sarana.register.reports.rules import grouped
from sarana.site import door

TOLD = {"narrative": "They hold us behind the blue gate", "whereabouts": "Near the port", "danger": "yes"}


@pytest.fixture
def visitor(world, settings) -> Client:
    """A phone on the public page, as the door's own settings serve it."""
    for name in ("ROOT_URLCONF", "MIDDLEWARE", "TEMPLATES", "DATA_UPLOAD_MAX_NUMBER_FIELDS"):
        setattr(settings, name, getattr(door, name))
    settings.DOOR_EXIT = "https://weather.example/"
    provinces.cache_clear()
    views.tries._begin()
    yield Client()
    provinces.cache_clear()


def number_in(answer: Any) -> str:
    return re.search(r'class="number">([\d ]+)<', answer.content.decode()).group(1)


def tell(visitor: Client, door: str = "1", language: str = "en", **more: Any) -> Any:
    return visitor.post(f"/{language}/{door}/", {**TOLD, **more})


# ------------------------------------------------------------------ words


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_there_in_every_language(language):
    words, english = words_in(language), words_in("en")
    assert words.keys() == english.keys()
    for key, text in words.items():
        assert text.strip(), key
        assert re.findall(r"{\w+}", text) == re.findall(r"{\w+}", english[key]), key
        if language != "en" and key not in {"no", "name"}:
            assert text != english[key], key


@pytest.mark.parametrize(
    ("language", "script"), [("km", "\u1780-\u17ff"), ("zh", "\u4e00-\u9fff"), ("th", "\u0e00-\u0e7f")]
)
def test_each_text_is_written_in_its_own_script(language, script):
    for key, text in words_in(language).items():
        assert re.search(f"[{script}]", text), key


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["", "1/", "2/", "3/", "back/", "job/", "leave/"])
def test_every_page_stands_in_every_language_and_stays_light(visitor, language, path):
    answer = visitor.get(f"/{language}/{path}")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert f"<title>{words_in(language)['title']}</title>" in text
    assert f'<html lang="{language}">' in text
    assert len(answer.content) < 40_000
    assert not re.search(r"traffick|ជួញដូរ|buôn bán người|贩卖|ค้ามนุษย์|perdagangan orang", text)


# ------------------------------------------------------------------ no trace


@pytest.mark.parametrize(
    "path",
    ["/", "/en/", "/en/1/", "/en/back/", "/en/job/", "/en/leave/", "/page.css", "/page.js", "/nowhere/"],
)
def test_no_answer_leaves_a_trace(visitor, path):
    answer = visitor.get(path, headers={"Cookie": "theme=dark; sessionid=abc"})
    assert not answer.cookies
    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["Content-Security-Policy"].startswith("default-src 'none'")
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert "noindex" in answer["X-Robots-Tag"]
    for name in ("Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy"):
        assert answer[name] == "same-origin"
    assert "Set-Cookie" not in answer.headers


def test_the_way_out_asks_the_browser_to_forget(visitor):
    answer = visitor.get("/en/leave/")
    assert answer["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert 'http-equiv="refresh" content="0;url=https://weather.example/"' in answer.content.decode()
    assert "script" not in answer.content.decode()


def test_no_field_is_filled_in_or_kept_by_the_browser(visitor):
    text = visitor.get("/en/1/").content.decode() + visitor.get("/en/back/").content.decode()
    for field in re.findall(r"<(?:input type=\"(?:text|hidden)\"|textarea|select)[^>]*>", text):
        assert 'autocomplete="off"' in field, field
    assert "password" not in text


def test_settings_hold_nothing_that_knows_a_visitor():
    names = " ".join(door.INSTALLED_APPS + door.MIDDLEWARE)
    for trace in ("session", "messages", "auth.middleware", "allauth", "csrf", "whitenoise", "locale"):
        assert trace not in names, trace


def test_an_address_stands_in_no_table(visitor, world):
    from django.db import connection

    visitor.defaults["REMOTE_ADDR"] = "203.0.113.77"
    number = number_in(tell(visitor))
    visitor.post("/en/back/", {"number": number})
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            rows = cursor.fetchall()
            assert "203.0.113.77" not in repr(rows), table
            assert number.replace(" ", "") not in repr(rows), table
            assert "blue gate" not in repr(rows), table


def test_a_fault_is_logged_without_what_was_typed():
    try:
        int("Key (phone)=(012 345 678) already exists")
    except ValueError:
        record = logging.LogRecord(
            "django", logging.ERROR, "x.py", 1, "at /en/1/ %s", ("they",), sys.exc_info()
        )
    line = WhereOnly().format(record)
    assert "012" not in line
    assert "they" not in line
    assert "ValueError" in line
    assert "test_door.py:" in line


# ------------------------------------------------------------------ telling


def test_what_and_roughly_where_are_enough(visitor, world):
    answer = visitor.post("/en/3/", {"narrative": "Girls never leave the shop", "province": "18"})
    assert answer.status_code == 200
    report = Report.objects.get()
    assert (report.danger_now, report.minors, report.persons, report.place_id) == (
        "unknown",
        "unknown",
        None,
        "18",
    )
    assert (report.situation, report.from_public, report.recorded_by, report.language) == (
        "seen",
        True,
        None,
        "en",
    )
    assert unseal(report) == {"narrative": "Girls never leave the shop", "may_call": "no"}
    assert not any(
        (report.consent_rescue, report.consent_embassy, report.consent_ngo, report.consent_statistics)
    )


def test_danger_is_asked_first_and_only_once(visitor, world):
    first = visitor.get("/en/").content.decode()
    assert first.index('name="danger"') < first.index("/en/1/", first.index("formaction"))

    opened = visitor.post("/en/1/", {"start": "1", "danger": "yes"}).content.decode()
    assert 'type="radio" name="danger"' not in opened
    assert '<input type="hidden" name="danger" value="yes"' in opened
    assert 'role="alert"' not in opened
    assert not Report.objects.exists()

    wrong = visitor.post("/en/1/", {"asked": "1", "danger": "yes", "narrative": "Held"})
    assert wrong.status_code == 422
    assert 'type="radio" name="danger"' not in wrong.content.decode()
    tell(visitor, asked="1")
    assert Report.objects.get().danger_now == "yes"


@pytest.mark.parametrize("said", [{}, {"danger": "perhaps"}])
def test_who_left_danger_open_is_asked_in_the_form(visitor, world, said):
    opened = visitor.post("/en/2/", {"start": "1", **said}).content.decode()
    assert opened.count('type="radio" name="danger"') == 3


def test_everything_that_may_be_told(visitor, world):
    told = {
        "minors": "yes", "persons": "១២", "building": "Mekong Pearl", "vehicle": "white van", "vessel": "Sea Star",
        "accused": "t.me/goldjobs", "location": "11.1,103.2", "may_call": "yes", "contact_how": "Signal",
        "contact_when": "nights", "contact_cover": "cousin", "use_rescue": "yes", "use_embassy": "no",
        "out_agency": ["police", "nonsense"], "out_province": ["18", "99"],
    }  # fmt: skip
    tell(visitor, language="km", **told)
    report = Report.objects.get()
    assert (report.persons, report.minors, report.danger_now) == (12, "yes", "yes")
    assert (report.consent_rescue, report.consent_embassy) == (True, False)
    assert [a.code for a in report.excluded_agencies.all()] == ["police"]
    assert [p.code for p in report.excluded_provinces.all()] == ["18"]
    words = unseal(report)
    assert words["contact_cover"] == "cousin"
    assert report.vessel == ""
    entry = Entry.objects.get(action="receive_report")
    assert json.loads(entry.change) == {"danger_now": "yes", "place": None, "situation": "held"}


def test_without_a_wish_to_be_called_no_number_is_kept(visitor, world):
    tell(visitor, contact_how="012 345 678")
    assert "contact_how" not in unseal(Report.objects.get())


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"narrative": " "}, "error_what"),
        ({"whereabouts": ""}, "error_where"),
        ({"persons": "many"}, "error_persons"),
        ({"persons": "1" * 90}, "error_persons"),
        ({"out_agency": ["ncct"]}, "error_nobody"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(visitor, world, change, fault):
    answer = tell(visitor, accused="Mekong <Pearl>", **change)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert words_in("en")[fault] in text
    assert "Mekong &lt;Pearl&gt;" in text
    assert not Report.objects.exists()


def test_what_is_too_long_is_named_counted_and_stays_whole(visitor, world):
    """A browser that knows a limit cuts off what is pasted beyond it and says nothing: none of the pages tells it one."""
    words, long = words_in("km"), "ក" * 4001
    for path in ("1/", "2/", "3/", "job/", "back/"):
        assert "maxlength" not in visitor.get(f"/km/{path}").content.decode()
    answer = tell(visitor, language="km", narrative=long, vessel="x" * 301)
    text = answer.content.decode()
    assert answer.status_code == 422
    for name, typed, most in (("what_q", 4001, 4000), ("vessel_q", 301, 300)):
        assert words["error_long"].format(question=words[name], typed=typed, most=most) in text
    assert long in text
    assert not Report.objects.exists()


@pytest.mark.parametrize(("text", "fault"), [("ក" * 2001, "error_long"), (" ", "box_full")])
def test_a_message_is_taken_whole_or_given_back_whole(visitor, world, text, fault):
    number = number_in(tell(visitor))
    answer = visitor.post("/km/back/", {"number": number, "do": "write", "text": text})
    words, shown = words_in("km"), answer.content.decode()
    assert answer.status_code == 422
    assert words[fault].format(question=words["write_q"], typed=2001, most=2000) in shown
    assert f">{text.strip()}</textarea>" in shown
    assert not ReportMessage.objects.exists()


def test_where_it_goes_is_a_setting_and_exclusion_moves_it(visitor, world, settings):
    settings.DOOR_AGENCY = "police, social"
    tell(visitor)
    tell(visitor, out_agency=["police"])
    assert [r.agency.code for r in Report.objects.order_by("id")] == ["police", "social"]


def test_reloading_the_answer_does_not_tell_it_twice(visitor, world):
    once = re.search(r'name="once" value="([^"]+)"', visitor.get("/en/1/").content.decode()).group(1)
    number = number_in(tell(visitor, once=once))
    again = tell(visitor, once=once).content.decode()
    assert words_in("en")["twice"] in again
    assert number not in again
    assert Report.objects.count() == 1


# ------------------------------------------------------------------ coming back


def test_the_number_opens_status_messages_and_wishes(visitor, world):
    number = number_in(tell(visitor))
    report = Report.objects.get()
    text = visitor.post("/th/back/", {"number": number}).content.decode()
    assert words_in("th")["s_received"] in text
    write_to_reporter(by=world.officers["secretariat"], report=report, text="Which <gate>?")
    text = visitor.post("/en/back/", {"number": number}).content.decode()
    assert words_in("en")["s_answered"] in text
    assert "Which &lt;gate&gt;?" in text
    assert world.officers["secretariat"].name_latin not in text
    assert report.number not in text
    text = visitor.post(
        "/en/back/", {"number": number, "do": "write", "text": "The blue one"}
    ).content.decode()
    assert words_in("en")["written"] in text
    assert ReportMessage.objects.filter(sent_by=None).count() == 1
    visitor.post("/en/back/", {"number": number, "do": "uses", "use_rescue": "yes"})
    report.refresh_from_db()
    assert (report.consent_rescue, report.consent_ngo) == (True, False)
    fresh = number_in(visitor.post("/en/back/", {"number": number, "do": "new"}))
    assert visitor.post("/en/back/", {"number": number}).status_code == 422
    assert visitor.post("/en/back/", {"number": fresh}).status_code == 200


@pytest.mark.parametrize("number", ["", "1234", "0" * 16, "' OR 1=1 --", "9" * 300])
def test_a_wrong_number_tells_nothing(visitor, world, number):
    tell(visitor)
    answer = visitor.post("/en/back/", {"number": number})
    assert answer.status_code == 422
    assert words_in("en")["not_found"] in answer.content.decode()


def test_the_number_is_read_from_the_body_alone(visitor, world):
    number = number_in(tell(visitor))
    assert words_in("en")["status_h"] not in visitor.get("/en/back/", {"number": number}).content.decode()
    assert visitor.post(f"/en/back/?number={number}").status_code == 422


# ------------------------------------------------------------------ strangers' forms and too many tries


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 200),
        ({"Origin": "http://testserver"}, 200),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://evil.example"}, 403),
    ],
)
def test_forms_of_other_sites_are_refused(visitor, world, headers, status):
    assert visitor.post("/en/1/", TOLD, headers=headers).status_code == status
    assert Report.objects.count() == (status == 200)


def test_other_methods_are_refused(visitor):
    assert visitor.put("/en/1/").status_code == 405


def test_too_many_tries_are_answered_kindly_and_others_still_come_in(visitor, world):
    visitor.defaults["REMOTE_ADDR"] = "203.0.113.7"
    for _ in range(LIMITS["receipt"].each):
        assert views.tries.may_try("receipt", "203.0.113.7")
    answer = visitor.post("/en/back/", {"number": "1"})
    assert answer.status_code == 429
    assert words_in("en")["slow"] in answer.content.decode()
    visitor.defaults["REMOTE_ADDR"] = "203.0.113.8"
    assert visitor.post("/en/back/", {"number": "1"}).status_code == 422


def test_counters_hold_no_address_and_are_thrown_away_each_hour():
    clock = [0.0]
    tries = Tries(clock=lambda: clock[0])
    for _ in range(LIMITS["report"].each):
        assert tries.may_try("report", "2001:db8::1")
    assert not tries.may_try("report", "2001:db8::2")
    assert "2001" not in repr(tries.__dict__)
    key = tries._key
    clock[0] = 3601.0
    assert tries.may_try("report", "2001:db8::1")
    assert tries._key != key


def test_all_together_are_limited_too():
    tries = Tries(clock=lambda: 0.0)
    for number in range(LIMITS["report"].all):
        assert tries.may_try("report", f"10.0.{number // 250}.{number % 250}")
    assert not tries.may_try("report", "198.51.100.1")
    assert tries.may_try("receipt", "198.51.100.1")


def test_the_address_is_the_lines_own_or_the_proxys_word():
    assert address_of({"REMOTE_ADDR": "203.0.113.7"}, behind_proxy=False) == "203.0.113.7"
    assert address_of({"REMOTE_ADDR": "127.0.0.1"}, behind_proxy=False) == ""
    meta = {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "1.1.1.1, 203.0.113.9"}
    assert address_of(meta, behind_proxy=True) == "203.0.113.9"
    assert address_of(meta, behind_proxy=False) == ""


def test_a_broken_server_says_so_in_the_readers_language(visitor, world, monkeypatch):
    def fails(**_facts: Any) -> None:
        raise RuntimeError("no disk")

    monkeypatch.setattr(views, "receive_report", fails)
    visitor.raise_request_exception = False
    once = {"once": "abc"}
    answer = visitor.post("/km/1/", {**TOLD, **once})
    assert answer.status_code == 500
    assert words_in("km")["fault"] in answer.content.decode()
    monkeypatch.undo()
    assert visitor.post("/km/1/", {**TOLD, **once}).status_code == 200


def test_a_phone_number_for_those_who_can_speak(visitor, settings):
    settings.DOOR_PHONE = "117"
    assert "117" in visitor.get("/en/").content.decode()
    assert grouped("0" * 16) == "000 000 000 000 0000"
    assert now.DOOR_PHONE == "117"
