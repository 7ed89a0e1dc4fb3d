"""The public page at a phone's width in its six languages: nothing sticks out, everything is large enough to be hit."""

import pytest
from tests.served import hard_to_hit, violations_on, width_of

from sarana.door.catalogue import LANGUAGES

pytestmark = pytest.mark.browser

PHONE = 360
PAGES = ["", "1/", "back/", "job/"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_sticks_out_and_everything_can_be_hit(chromium, door, language):
    page = chromium.new_page(viewport={"width": PHONE, "height": 800})
    for path in PAGES:
        page.goto(f"{door}/{language}/{path}")
        page.locator("details").evaluate_all("all => all.forEach(each => { each.open = true })")
        assert width_of(page) <= PHONE, path
        assert hard_to_hit(page) == [], path
        assert violations_on(page) == [], path
    page.context.close()


def test_no_short_answer_is_torn_to_fit_a_line(chromium, door):
    page = chromium.new_page(viewport={"width": PHONE, "height": 800})
    page.goto(f"{door}/en/")
    words = page.locator(".choices label span")
    heights = words.evaluate_all("all => all.map(each => each.getBoundingClientRect().height)")
    assert len(heights) == 3
    assert max(heights) < 40  # one line
    page.context.close()


def test_two_strokes_of_escape_leave_the_page(chromium, door):
    page = chromium.new_page()
    page.goto(f"{door}/en/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "out"
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_url("**/leave/")
    page.context.close()
