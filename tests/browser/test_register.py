"""The register's pages in a real browser: readable by all, light, whole without JavaScript, and a day's work done."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect
from tests.served import (
    hard_to_hit,
    open_and_weigh,
    press,
    torn_numbers,
    violations_on,
    weight_of,
    width_of,
)

pytestmark = pytest.mark.browser

LISTS = ["reports", "cases", "victims", "suspects", "proceedings", "operations"]
PAGES = [
    ("investigator", "/"),
    ("provincial", "/"),
    ("auditor", "/"),
    ("administrator", "/"),
    ("investigator", "/reports/"),
    ("investigator", "/reports/new/"),
    ("investigator", "/reports/1/"),
    ("investigator", "/reports/1/edit/"),
    ("investigator", "/reports/1/bar/"),
    ("secretariat", "/reports/1/"),
    ("secretariat", "/reports/waiting/"),
    ("auditor", "/reports/openings/"),
    ("investigator", "/reports/field-form/"),
    ("investigator", "/reports/1/same/"),
    ("investigator", "/pairs/first/"),
    ("investigator", "/reports/1/share/"),
    ("investigator", "/reports/1/close/"),
    ("secretariat", "/reports/1/open/"),
    ("secretariat", "/reports/1/write/"),
    ("investigator", "/cases/"),
    ("investigator", "/cases/new/"),
    ("investigator", "/cases/1/"),
    ("auditor", "/cases/1/"),
    ("investigator", "/cases/1/edit/"),
    ("investigator", "/cases/1/close/"),
    ("investigator", "/cases/1/share/"),
    ("investigator", "/cases/1/team/"),
    ("investigator", "/cases/1/bar/"),
    ("investigator", "/cases/1/tricks/"),
    ("investigator", "/reports/1/tricks/"),
    ("secretariat", "/reports/openings/"),
    ("social_worker", "/"),
    ("prosecutor", "/"),
    ("ngo_worker", "/"),
    ("secretariat", "/"),
    ("investigator", "/cases/1/events/new/"),
    ("investigator", "/cases/1/files/new/"),
    ("investigator", "/cases/1/victims/new/"),
    ("investigator", "/cases/1/suspects/new/"),
    ("investigator", "/cases/1/story/"),
    ("investigator", "/cases/1/chart/"),
    ("investigator", "/cases/1/chart/?with=joined"),
    ("investigator", "/links/"),
    ("investigator", "/links/parts/"),
    ("investigator", "/links/parts/1/"),
    ("investigator", "/links/brokers/"),
    ("investigator", "/letters/"),
    ("investigator", "/letters/1/"),
    ("investigator", "/cases/1/letters/new/"),
    ("investigator", "/cases/1/letters/received/"),
    ("investigator", "/cases/1/traces/"),
    ("investigator", "/cases/1/traces/new/"),
    ("investigator", "/cases/1/quiet/"),
    ("investigator", "/contact/"),
    ("investigator", "/victims/"),
    ("social_worker", "/victims/1/"),
    ("investigator", "/victims/1/edit/"),
    ("investigator", "/victims/1/identity/add/"),
    ("investigator", "/victims/1/status/"),
    ("investigator", "/victims/1/interviews/new/"),
    ("social_worker", "/victims/1/help/"),
    ("social_worker", "/victims/1/return/"),
    ("social_worker", "/victims/1/erase/"),
    ("investigator", "/suspects/"),
    ("investigator", "/suspects/1/"),
    ("investigator", "/suspects/1/edit/"),
    ("investigator", "/suspects/1/arrest/"),
    ("prosecutor", "/suspects/1/proceedings/new/"),
    ("investigator", "/proceedings/"),
    ("prosecutor", "/proceedings/1/"),
    ("prosecutor", "/proceedings/1/compensation/"),
    ("prosecutor", "/proceedings/1/charge/"),
    ("prosecutor", "/proceedings/1/verdict/"),
    ("prosecutor", "/proceedings/1/complaint/"),
    ("prosecutor", "/proceedings/1/detention/"),
    ("prosecutor", "/proceedings/1/absence/"),
    ("prosecutor", "/proceedings/1/witnesses/"),
    ("investigator", "/operations/"),
    ("investigator", "/operations/new/"),
    ("investigator", "/operations/1/"),
    ("investigator", "/operations/1/tasks/"),
    ("investigator", "/operations/1/checklist/"),
    ("investigator", "/operations/1/edit/"),
    ("investigator", "/operations/1/outcome/"),
    ("investigator", "/operations/1/call-off/"),
    ("investigator", "/operations/1/outcome/edit/"),
    ("provincial", "/quarterly/"),
    ("provincial", "/quarterly/new/"),
    ("secretariat", "/quarterly/1/"),
    ("investigator", "/allegations/"),
    ("investigator", "/allegations/new/?case=1"),
    ("investigator", "/allegations/new/?report=1"),
    ("auditor", "/allegations/1/"),
    ("auditor", "/allegations/1/hand-over/"),
    ("auditor", "/allegations/1/outcome/"),
    ("auditor", "/allegations/1/lock/"),
    ("investigator", "/search/"),
    ("auditor", "/ledger/"),
    ("administrator", "/officers/"),
    ("administrator", "/officers/new/"),
]
# Where the record is found whose page needs another than the newest.
LISTED = {"/operations/1/outcome/edit/": "/operations/?state=carried_out"}
PHONE = 360
LOOKS = [
    {"language": "km", "width": PHONE, "color_scheme": "light"},
    {"language": "en", "width": 1280, "color_scheme": "dark"},
]


def go(page: Page, country, path: str) -> int:
    """Open a page and give its weight in bytes; ``/cases/1/…`` means the newest case in the officer's list."""
    if found := re.match(r"/(\w+)(?:/parts)?/1/(.*)", path):
        page.goto(f"{country.url}{LISTED.get(path, path.partition('1/')[0])}")
        first = page.locator(f"main tbody a[href^='/{found[1]}/']").first.get_attribute("href")
        path = f"{first}{found[2]}"
    if found := re.match(r"/allegations/new/\?(\w+)=1", path):
        page.goto(f"{country.url}/{found[1]}s/")
        press(page, page.locator(f"main tbody a[href^='/{found[1]}s/']").first)
        path = page.locator("a[href^='/allegations/new/']").first.get_attribute("href")
    status, weight = open_and_weigh(page, f"{country.url}{path}")
    assert status == 200, path
    return weight


@pytest.mark.parametrize(("who", "path"), PAGES, ids=[f"{who}{path}" for who, path in PAGES])
def test_axe_finds_nothing_and_nothing_sticks_out(chromium, country, who, path):
    for look in LOOKS:
        page = country.looking(chromium, who, **look)
        assert go(page, country, path) < 60_000, look
        assert width_of(page) <= look["width"], look
        assert violations_on(page) == [], look
        assert torn_numbers(page) == [], look
        assert look["width"] > PHONE or hard_to_hit(page) == [], look
        assert page.complaints == [], look
        path = page.url.removeprefix(country.url)  # the record that was found serves the other looks as well


@pytest.mark.parametrize("path", ["/", *(f"/{name}/" for name in LISTS), "/reports/waiting/", "/ledger/"])
def test_a_page_weighs_less_than_sixty_kilobytes(chromium, country, path):
    page = country.looking(chromium, "secretariat", language="km")
    assert weight_of(page, f"{country.url}{path}") < 60_000


@pytest.mark.parametrize("javascript", [True, False], ids=["with-script", "without"])
def test_a_report_is_recorded_taken_up_and_becomes_a_case(chromium, country, javascript):
    page = country.sign_in(chromium, "investigator", java_script_enabled=javascript)
    go(page, country, "/reports/new/")
    page.get_by_label("What you were told").fill("Two girls are kept above a shop.")
    page.get_by_role("group", name="Is somebody in danger now?").get_by_label("Yes").check()
    page.get_by_role("button", name="Save the report").click()

    expect(page.get_by_text("Two girls are kept above a shop.")).to_be_visible()
    page.get_by_role("button", name="Take it up").click()
    expect(page.get_by_text("The report is taken up.")).to_be_visible()
    page.locator(".page-actions").get_by_role("link", name="Open a case from it").click()
    page.get_by_label("Title").fill("Girls above a shop")
    page.get_by_role("button", name="Open the case").click()

    expect(page.get_by_role("heading", name="Girls above a shop")).to_be_visible()
    expect(page.get_by_text("Reported: somebody is in danger")).to_be_visible()
    page.context.close()


def test_an_impossible_day_is_answered_in_words(chromium, country):
    page = country.sign_in(chromium, "investigator")
    go(page, country, "/reports/new/")
    page.get_by_label("What you were told").fill("Nothing much")
    page.get_by_label("Day it was told").fill("31/02/2022")
    page.get_by_role("button", name="Save the report").click()

    summary = page.locator(".error-summary")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("31/02/2022 is not a day of the calendar: February 2022 has 28 days.")
    expect(page.get_by_label("What you were told")).to_have_value("Nothing much")
    page.context.close()


def test_what_was_typed_waits_on_another_device(chromium, country):
    first = country.sign_in(chromium, "provincial")
    go(first, country, "/reports/new/")
    first.get_by_label("What you were told").press_sequentially("A ship without a flag")
    expect(first.locator("[data-draft-note]")).to_have_text("Draft kept")
    first.context.close()

    second = country.sign_in(chromium, "provincial", width=360)
    go(second, country, "/")
    second.locator("main").get_by_role("link", name="New report", exact=True).last.click()
    expect(second.get_by_label("What you were told")).to_have_value("A ship without a flag")
    second.get_by_role("button", name="Forget what I typed").click()
    expect(second.get_by_label("What you were told")).to_have_value("")
    second.context.close()


def test_a_victim_is_looked_for_before_she_is_added(chromium, country):
    page = country.sign_in(chromium, "investigator")
    go(page, country, "/cases/1/victims/new/")
    page.get_by_label("Names").fill("Sorn Sreymom")
    page.get_by_role("button", name="Look whether the person is known").click()
    expect(page.get_by_text("Step 2 of 2")).to_be_visible()
    page.get_by_role("group", name="Sex").get_by_label("Female").check()
    page.get_by_label("Age when it happened").fill("១៧")
    page.get_by_role("button", name="Add as a new person").click()
    expect(page.get_by_role("heading", name="Female · 17 years")).to_be_visible()

    page.get_by_text("Open with a reason").click()
    page.get_by_label("Why do you need to see it?").fill("To arrange a shelter")
    page.get_by_role("button", name="Open it").click()
    expect(page.get_by_text("Sorn Sreymom")).to_be_visible()
    page.get_by_role("link", name="Back to the record").click()
    expect(page.get_by_text("Sorn Sreymom")).to_have_count(0)
    expect(page.get_by_text("To arrange a shelter").first).to_be_visible()
    page.context.close()


def test_the_reasons_are_shown_before_a_status_is_saved(chromium, country):
    page = country.sign_in(chromium, "investigator")
    go(page, country, "/victims/1/status/")
    page.get_by_label("Victim", exact=True).check()
    for group in ("Act: what was done", "Means: how it was done", "Purpose: what for"):
        for box in page.get_by_role("group", name=group).get_by_role("checkbox").all():
            box.uncheck()
    page.get_by_role("group", name="Act: what was done").get_by_label("Harbouring").check()
    page.get_by_role("button", name="Weigh it first").click()
    expect(page.get_by_text("Purpose of exploitation: none on record.")).to_be_visible()

    page.get_by_role("button", name="Save this status").click()
    expect(page.locator(".error-summary")).to_contain_text("purpose")
    page.context.close()


def test_the_chain_is_verified_on_a_page(chromium, country):
    page = country.sign_in(chromium, "auditor")
    go(page, country, "/ledger/")
    page.get_by_role("button", name="Verify now").click()
    expect(page.get_by_text("The chain is whole")).to_be_visible()
    assert violations_on(page) == []
    page.context.close()


def test_an_operation_is_planned_and_its_outcome_recorded(chromium, country):
    page = country.sign_in(chromium, "investigator")
    go(page, country, "/cases/1/")
    page.get_by_role("link", name="Plan an operation").click()
    yesterday = date.today() - timedelta(days=1)  # noqa: DTZ011 - the day the form is filled in
    page.get_by_label("Planned for").fill(f"{yesterday:%d/%m/%Y}")
    page.get_by_role("button", name="Save the plan").click()
    expect(page.get_by_text("Planned", exact=True)).to_be_visible()

    page.locator(".page-actions").get_by_role("link", name="Record the outcome").click()
    page.get_by_label("Persons screened").fill("4")
    page.get_by_role("button", name="Save the outcome").click()
    expect(page.get_by_text("Carried out", exact=True)).to_be_visible()
    page.context.close()


def _begin_interview(page: Page, country, form: str) -> None:
    go(page, country, "/victims/1/interviews/new/")
    for name, value in {
        "form": form,
        "consent": "yes",
        "interpretation": "own_language",
    }.items():
        page.check(f"input[name={name}][value={value}]")
    page.fill("textarea[name=reason]", "To identify her")
    press(page, page.locator("main form button").first)


@pytest.mark.parametrize("look", LOOKS, ids=["phone-km-light", "desk-en-dark"])
def test_the_guided_screening_reads_for_all_and_stays_light(chromium, country, look):
    page = country.sign_in(chromium, "investigator", **look)
    _begin_interview(page, country, "screening")
    for _ in range(5):
        assert "/steps/" in page.url
        assert width_of(page) <= look["width"]
        assert violations_on(page) == []
        page.locator("main select").first.select_option("clear")
        press(page, page.locator("main form p.actions button").first)
    assert "/steps/" not in page.url
    assert violations_on(page) == []
    assert width_of(page) <= look["width"]
    result = page.url
    assert weight_of(page, f"{result}steps/means/") < 60_000
    page.context.close()


@pytest.mark.parametrize("look", LOOKS, ids=["phone-km-light", "desk-en-dark"])
def test_an_official_interview_reads_for_all(chromium, country, look):
    page = country.sign_in(chromium, "investigator", **look)
    _begin_interview(page, country, "police")
    for _ in range(3):
        assert "/answers/" in page.url
        assert violations_on(page) == []
        assert width_of(page) <= look["width"]
        press(page, page.locator("main form p.actions button").first)
    assert violations_on(page) == []
    assert width_of(page) <= look["width"]
    page.context.close()


def test_the_keyboard_reaches_every_shape_of_the_link_chart(chromium, country):
    page = country.sign_in(chromium, "investigator")
    page.goto(f"{country.url}/cases/")
    cases = page.locator("main tbody a[href^='/cases/']").evaluate_all("all => all.map(a => a.pathname)")
    shapes = page.locator("figure svg.links a")
    for case in cases:  # a case with a victim, a suspect and something that ties them
        page.goto(f"{country.url}{case}chart/")
        if shapes.count() >= 3:
            break
    assert shapes.count() >= 3
    for shape in shapes.all():
        shape.focus()
        expect(shape).to_be_focused()
        assert shape.get_attribute("aria-label")
    shapes.first.press("Enter")
    page.wait_for_url("**/cases/**")
    page.context.close()
