"""The style page in a real browser: readable by all, light to load, whole without JavaScript.

It shows every component, so what holds here holds wherever the tags are used.
"""

from itertools import product

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.served import WCAG_22, width_of

pytestmark = pytest.mark.browser

LANGUAGES = ["km", "en"]
THEMES = ["light", "dark"]
WIDTHS = [360, 1280]


def visit(browser: Browser, address: str, **wishes: object) -> Page:
    """The style page as one visitor meets it: language, theme, width, with or without JavaScript."""
    language = wishes.pop("language", "en")
    width = wishes.pop("width", 1280)
    context: BrowserContext = browser.new_context(viewport={"width": width, "height": 800}, **wishes)
    context.add_cookies([{"name": "django_language", "value": language, "url": address}])
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text))
    page.on("pageerror", lambda fault: page.complaints.append(str(fault)))
    page.goto(f"{address}/style/")
    page.wait_for_load_state("networkidle")
    return page


@pytest.mark.parametrize(("language", "theme", "width"), list(product(LANGUAGES, THEMES, WIDTHS)))
def test_axe_finds_nothing(chromium, country, language, theme, width):
    page = visit(chromium, country.url, language=language, color_scheme=theme, width=width)
    page.locator("details:not(.menu, .officer)").evaluate_all(
        "all => all.forEach(each => { each.open = true })"
    )

    violations = Axe().run(page, options=WCAG_22).response["violations"]

    assert [(v["id"], [node["html"] for node in v["nodes"]]) for v in violations] == []
    assert page.locator("html").get_attribute("lang") == language
    page.context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_sticks_out_at_the_smallest_width(chromium, country, language):
    page = visit(chromium, country.url, language=language, width=320)
    assert width_of(page) <= 320
    page.context.close()


def test_the_strict_policy_is_kept_without_a_murmur(chromium, country):
    page = visit(chromium, country.url)
    assert page.complaints == []
    assert page.locator("[style], main script:not([type='application/json'])").count() == 0
    page.context.close()


def test_a_page_weighs_less_than_sixty_kilobytes(chromium, country):
    page = visit(chromium, country.url, language="km")
    kinds = ("document", "stylesheet", "script")
    weights = []
    page.on(
        "response",
        lambda response: weights.append(response) if response.request.resource_type in kinds else None,
    )
    page.reload()
    page.wait_for_load_state("networkidle")

    assert sum(len(response.body()) for response in weights) < 60_000
    page.context.close()


def test_every_state_has_a_sign_and_a_word(chromium, country):
    page = visit(chromium, country.url)
    for state in page.locator(".status").all():
        assert state.locator(".icon").count() == 1
        assert state.inner_text().strip()
    page.context.close()


def test_khmer_has_room_above_and_below_and_comes_from_our_own_font(chromium, country):
    page = visit(chromium, country.url, language="km")
    paragraph = page.locator("#words > p").first
    height, size = paragraph.evaluate("p => [getComputedStyle(p).lineHeight, getComputedStyle(p).fontSize]")
    assert float(height.removesuffix("px")) / float(size.removesuffix("px")) == pytest.approx(1.9, abs=0.01)
    assert page.evaluate("[...document.fonts].some(font => font.status === 'loaded')")
    page.context.close()


def test_the_chosen_theme_stays(chromium, country):
    page = visit(chromium, country.url, color_scheme="light")
    switch = page.get_by_role("button", name="Dark colours")
    expect(switch).to_have_attribute("aria-pressed", "false")
    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "true")

    page.reload()

    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.context.close()


def test_an_error_leads_to_its_field(chromium, country):
    page = visit(chromium, country.url)
    expect(page.locator(".error-summary")).to_be_focused()
    page.get_by_role("link", name="How many persons: ").click()
    expect(page.locator("#id_w-persons")).to_be_focused()
    assert page.locator("#id_w-persons").get_attribute("aria-describedby") == "id_w-persons_error"
    page.context.close()


def fill_the_sample(page: Page) -> None:
    page.fill("#id_a-what", "Two men offered work")
    page.fill("#id_a-persons", "2")
    page.fill("#id_a-on", "2022-08-19")
    page.select_option("#id_a-province", "18")
    page.get_by_label("Female").first.check()
    page.locator("#id_a-agreed").check()


def test_a_form_asks_before_it_is_sent(chromium, country):
    page = visit(chromium, country.url)
    fill_the_sample(page)
    send = page.locator("form[data-confirm] button[type=submit]")

    send.click()
    page.get_by_role("button", name="No, go back").click()
    assert "confirmed" not in page.url

    send.click()
    page.get_by_role("dialog").get_by_role("button", name="Yes, save").click()
    page.wait_for_url("**confirmed=1**")
    page.context.close()


def test_without_javascript_the_page_reads_and_sends(chromium, country):
    page = visit(chromium, country.url, java_script_enabled=False)
    expect(page.get_by_role("button", name="Dark colours")).to_have_count(0)
    fill_the_sample(page)
    page.locator("form[data-confirm] button[type=submit]").click()
    assert "a-province=18" in page.url

    page.locator("header").get_by_role("button", name="ភាសាខ្មែរ").click()
    assert page.locator("html").get_attribute("lang") == "km"
    page.context.close()


def test_the_keyboard_reaches_the_content_first(chromium, country):
    page = visit(chromium, country.url)
    page.evaluate("document.activeElement.blur()")
    page.goto(f"{country.url}/accounts-do-not-exist/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.context.close()
