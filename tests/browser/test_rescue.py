"""The pages of rescue requests, missions and tricks in a real browser: readable by all, light, nothing sticks out."""

import re

import pytest
from playwright.sync_api import Page
from tests.served import hard_to_hit, open_and_weigh, torn_numbers, violations_on, weight_of, width_of

pytestmark = pytest.mark.browser

PAGES = [
    ("embassy", "/"),
    ("embassy", "/missions/embassy-id/"),
    ("embassy", "/rescue/"),
    ("embassy", "/rescue/new/"),
    ("embassy", "/rescue/1/"),
    ("embassy", "/rescue/1/edit/"),
    ("embassy", "/rescue/1/list/"),
    ("embassy", "/rescue/1/persons/new/"),
    ("embassy", "/rescue/1/sought/"),
    ("secretariat", "/rescue/1/"),
    ("secretariat", "/rescue/1/steps/"),
    ("secretariat", "/rescue/1/units/"),
    ("secretariat", "/rescue/1/sought/"),
    ("social_worker", "/rescue/1/sought/"),
    ("social_worker", "/rescue/1/sought/step/"),
    ("social_worker", "/rescue/1/sought/result/"),
    ("social_worker", "/rescue/1/sought/same/"),
    ("secretariat", "/rescue/"),
    ("secretariat", "/rescue/1/bar/"),
    ("secretariat", "/rescue/1/sought/victim/"),
    ("secretariat", "/tricks/"),
    ("secretariat", "/tricks/new/"),
    ("secretariat", "/tricks/easy-computer-job/"),
    ("secretariat", "/tricks/easy-computer-job/edit/"),
]
PHONE = 360
LOOKS = [
    {"language": "km", "width": PHONE, "color_scheme": "light"},
    {"language": "en", "width": 1280, "color_scheme": "dark"},
]


def go(page: Page, country, path: str) -> int:
    """Open a page and give its weight in bytes; ``1`` means the newest request, ``sought`` the first person of it."""
    if found := re.match(r"/rescue/1/(.*)", path):
        page.goto(f"{country.url}/rescue/")
        path = f"{page.locator("main tbody a[href^='/rescue/Q']").first.get_attribute('href')}{found[1]}"
    if found := re.match(r"(/rescue/.*/)sought/(.*)", path):
        page.goto(f"{country.url}{found[1]}")
        path = f"{page.locator("main a[href^='/sought/']").first.get_attribute('href')}{found[2]}"
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


@pytest.mark.parametrize("who", ["embassy", "secretariat"])
def test_sixty_lines_weigh_less_than_sixty_kilobytes(chromium, country, who):
    page = country.sign_in(chromium, "embassy", language="km")
    page.goto(f"{country.url}/missions/embassy-id/")
    long_list = page.locator("aside a[href^='/rescue/Q']").first.get_attribute("href")
    page.context.close()
    page = country.sign_in(chromium, who, language="km")
    assert weight_of(page, f"{country.url}{long_list}") < 60_000
    assert weight_of(page, f"{country.url}/missions/embassy-id/") < 60_000
    page.context.close()
