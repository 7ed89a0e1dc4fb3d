"""# Reports come in

Somebody who is held tells it from a phone that others look at. Two officers open it together, one answers, and the answer is
read with the number. Nothing on the phone, in the database or in a log tells who it was.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from tests.served import violations_on, weight_of

from sarana.door.catalogue import LANGUAGES, words_in

TOLD = "គេឃុំឃាំងពួកយើងនៅខាងក្រោយទ្វារពណ៌ខៀវ"
KM, EN = words_in("km"), words_in("en")


@pytest.fixture
def phone(chromium) -> Iterator[BrowserContext]:
    """A phone whose browser runs no script."""
    context = chromium.new_context(viewport={"width": 360, "height": 780}, java_script_enabled=False)
    yield context
    context.close()


def kept_rows(country: Any) -> Iterator[tuple[str, str]]:
    """Every row of every table as text, with the name of its table."""
    url = country.environment.get("SARANA_DATABASE_URL", "")
    if url.startswith("postgres"):
        import psycopg

        with closing(psycopg.connect(url)) as server:
            names = server.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
            for (name,) in names:
                for row in server.execute(f'SELECT * FROM "{name}"'):
                    yield name, repr(row)
        return
    with closing(sqlite3.connect(country.home / "sarana.sqlite3")) as file:
        names = file.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (name,) in names:
            for row in file.execute(f'SELECT * FROM "{name}"'):
                yield name, repr(row)


def test_a_held_person_tells_it_two_officers_open_it_and_the_answer_is_read(chromium, country, door, phone):
    number = somebody_tells_it(phone.new_page(), door)
    report = an_officer_asks(chromium, country)
    another_officer_agrees(chromium, country, report)
    the_first_reads_and_answers(chromium, country, report)
    the_answer_is_read(phone.new_page(), door, number)
    nothing_tells_who_it_was(country, phone, number)


def somebody_tells_it(page: Page, door: str) -> str:
    page.goto(f"{door}/")
    page.get_by_role("link", name=KM["name"]).click()
    page.get_by_role("group", name=KM["danger_q"]).get_by_label(KM["yes"]).check()
    page.get_by_role("button", name=KM["held"]).click()
    expect(page.get_by_role("group", name=KM["danger_q"])).to_have_count(0)
    page.get_by_label(KM["what_q"]).fill(TOLD)
    page.get_by_role("button", name=KM["send"]).click()
    expect(page.get_by_role("alert")).to_contain_text(KM["error_where"])
    expect(page.get_by_label(KM["what_q"])).to_have_value(TOLD)
    page.get_by_label(KM["province_q"], exact=True).select_option("18")
    page.get_by_role("group", name=KM["use_rescue"]).get_by_label(KM["yes"]).check()
    page.get_by_role("button", name=KM["send"]).click()
    number = page.locator(".number").inner_text()
    assert len(number.replace(" ", "")) == 16
    assert number.replace(" ", "") not in page.url.replace(" ", "")
    page.get_by_role("link", name=KM["leave"]).click()
    assert page.url == f"{door}/km/leave/"
    assert page.title() == KM["title"]
    return number


def an_officer_asks(chromium, country) -> str:
    page = country.sign_in(chromium, "secretariat")
    page.goto(f"{country.url}/reports/")
    page.locator("main tbody a").first.click()
    report = page.url.rstrip("/").rpartition("/")[2]
    expect(page.get_by_text("two persons open it")).to_be_visible()
    assert TOLD not in page.content()
    page.get_by_role("link", name="Ask to read it").click()
    page.get_by_label("Why you need to read it").fill("Somebody is held")
    page.get_by_role("button", name="Ask").click()
    expect(page.get_by_text("You have asked; another officer decides.")).to_be_visible()
    page.context.close()
    return report


def another_officer_agrees(chromium, country, report: str) -> None:
    page = country.sign_in(chromium, "auditor")
    page.goto(f"{country.url}/reports/openings/")
    page.get_by_role("link", name=report).click()
    expect(page.get_by_text("Somebody is held")).to_be_visible()
    page.get_by_role("button", name="Let the officer read it").click()
    page.goto(f"{country.url}/reports/{report}/")
    assert TOLD not in page.content()
    page.context.close()


def the_first_reads_and_answers(chromium, country, report: str) -> None:
    page = country.sign_in(chromium, "secretariat")
    page.goto(f"{country.url}/reports/{report}/")
    expect(page.get_by_text(TOLD)).to_be_visible()
    expect(page.get_by_text("Do not call back")).to_be_visible()
    page.get_by_role("link", name="Write to the reporter").click()
    page.get_by_label("Message to the reporter").fill("តើទ្វារនៅខាងណានៃផ្លូវ?")
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_text("The message waits")).to_be_visible()
    page.context.close()


def the_answer_is_read(page: Page, door: str, number: str) -> None:
    page.goto(f"{door}/km/")
    page.get_by_role("link", name=KM["back_h"]).click()
    page.get_by_label(KM["number_q"]).fill("1234 5678")
    page.get_by_role("button", name=KM["look"]).click()
    expect(page.get_by_role("alert")).to_contain_text(KM["not_found"])
    page.get_by_label(KM["number_q"]).fill(number)
    page.get_by_role("button", name=KM["look"]).click()
    expect(page.locator(".state")).to_have_text(KM["s_answered"])
    expect(page.get_by_text("តើទ្វារនៅខាងណានៃផ្លូវ?")).to_be_visible()
    page.get_by_label(KM["write_q"]).fill("ទល់មុខផ្សារ")
    page.get_by_role("button", name=KM["write_send"]).click()
    expect(page.get_by_text(KM["written"])).to_be_visible()
    assert page.url == f"{door}/km/back/"


def nothing_tells_who_it_was(country, phone: BrowserContext, number: str) -> None:
    assert phone.cookies() == []
    for table, row in kept_rows(country):
        assert "127.0.0.1" not in row, table
        assert number.replace(" ", "") not in row, table
        assert TOLD not in row, table
    assert (country.home / "door.log").read_text() == ""
    for file in Path(country.home).glob("*.log"):
        assert number.replace(" ", "") not in file.read_text()


def test_with_a_script_the_way_out_leaves_nothing_in_the_history(chromium, door):
    context = chromium.new_context(viewport={"width": 360, "height": 780})
    page = context.new_page()
    before = "data:text/plain,anything"
    page.goto(before)
    page.goto(f"{door}/en/")
    page.get_by_role("button", name=EN["seen"]).click()
    expect(page).to_have_url(f"{door}/en/3/")
    page.get_by_label(EN["what_q"]).fill("A van every Friday")
    page.get_by_label(EN["where_q"]).fill("Behind the market")
    page.get_by_role("button", name=EN["send"]).click()
    expect(page.get_by_role("heading", name=EN["receipt_h"])).to_be_visible()
    page.wait_for_load_state()
    page.keyboard.press("Escape")
    assert "leave" not in page.url
    # Two presses in quick succession are enough; a busy machine may draw them apart.
    for _ in range(20):
        page.keyboard.press("Escape")
        if page.url.endswith("/leave/"):
            break
    expect(page).to_have_url(f"{door}/en/leave/")
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    while urlsplit(page.url).netloc == urlsplit(door).netloc:
        assert page.url == f"{door}/en/leave/"
        assert "A van" not in page.content()
        page.go_back()
    assert page.url == before
    assert context.cookies() == []
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_readable_by_all_and_light(chromium, door, language):
    for scheme in ("light", "dark"):
        context = chromium.new_context(viewport={"width": 360, "height": 780}, color_scheme=scheme)
        page = context.new_page()
        complaints: list[str] = []
        page.on("console", lambda message, kept=complaints: kept.append(message.text))
        for path in ("", "1/", "2/", "3/", "job/", "back/"):
            assert weight_of(page, f"{door}/{language}/{path}") < 50_000
            assert page.evaluate("document.documentElement.scrollWidth") <= 360
            assert violations_on(page) == [], path
        page.get_by_label(words_in(language)["number_q"]).fill("1")
        page.get_by_role("button", name=words_in(language)["look"]).click()
        assert violations_on(page) == []
        assert [text for text in complaints if "422" not in text] == []
        context.close()


def test_receipt_status_and_faults_are_readable_by_all(chromium, door):
    context = chromium.new_context(viewport={"width": 360, "height": 780})
    page = context.new_page()
    page.goto(f"{door}/vi/1/")
    page.get_by_role("button").click()
    assert violations_on(page) == []
    page.locator("#narrative").fill("x")
    page.locator("#whereabouts").fill("y")
    page.get_by_role("button").click()
    assert violations_on(page) == []
    number = page.locator(".number").inner_text()
    page.goto(f"{door}/vi/back/")
    page.locator("#number").fill(number)
    page.get_by_role("button").click()
    assert violations_on(page) == []
    page.goto(f"{door}/vi/nowhere/")
    assert violations_on(page) == []
    page.goto(f"{door}/")
    assert violations_on(page) == []
    context.close()
