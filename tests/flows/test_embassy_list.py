"""# An embassy's 60-row list with seven unclear rows

A consul uploads sixty nationals. Four rows cannot be read and are explained; three lack their floor and are asked for.
He mends and answers; the secretariat and the police move them along; he answers a mother in seconds; both sides sign the
handover list. The same list again adds nobody.
"""

import re
from datetime import date

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
TODAY = f"{date.today():%d/%m/%Y}"  # noqa: DTZ011 - the day the forms are filled in
HEAD = "Name in Latin letters,Birth date,Sex,Passport number,Compound or building,Floor or room"
GIVEN = ("Kirana", "Bayu", "Laras", "Damar", "Intan", "Wira")
FAMILY = (
    "Adiputra",
    "Hardjono",
    "Kusumo",
    "Pangestu",
    "Rahardjo",
    "Sasmita",
    "Tirtawan",
    "Utomo",
    "Wardhana",
    "Yudhistira",
)


def sixty_rows() -> list[str]:
    """Sixty invented nationals; row 5 has an impossible birth date, 15 a passport that is none, 25 no name, 35 a future day."""
    rows = []
    for n in range(60):
        name = f"{GIVEN[n % 6]} {FAMILY[n // 6]}"
        cells = [
            name,
            f"{1985 + n % 20}-0{1 + n % 9}-1{n % 10}",
            "FM"[n % 2],
            f"X{7000000 + n}",
            "Tower 9",
            str(2 + n % 9),
        ]
        if n == 5:
            cells[1] = "31/02/1990"
        if n == 15:
            cells[3] = "lost"
        if n == 25:
            cells[0], cells[3] = "", ""
        if n == 35:
            cells[1] = "2999-01-01"
        if n in {8, 28, 48}:
            cells[5] = ""
        rows.append(",".join(cells))
    return rows


def test_sixty_rows_with_seven_unclear(chromium, country, tmp_path):
    file = tmp_path / "list.csv"
    file.write_text("\n".join([HEAD, *sixty_rows()]), encoding="utf-8")
    request = a_consul_asks_and_uploads(chromium, country, file)
    he_mends_four_rows_and_gives_three_floors(chromium, country, request)
    the_same_list_again_adds_nobody(chromium, country, request, file)
    the_committee_moves_them_along(chromium, country, request)
    he_answers_a_mother(chromium, country)
    both_sides_sign(chromium, country, request)


def a_consul_asks_and_uploads(chromium, country, file) -> str:
    page = country.sign_in(chromium, "embassy")
    page.goto(f"{country.url}/rescue/new/")
    page.get_by_label("Number of the note verbale").fill("60/2026")
    page.get_by_label("Compound, building, company").fill("Tower 9")
    page.get_by_role("button", name="Save the request").click()
    request = str(page.locator("h1").inner_text())
    page.locator(".page-actions").get_by_role("link", name="Upload a list").click()
    page.get_by_label("File").set_input_files(str(file))
    page.get_by_role("button", name="Take in the list").click()
    expect(page.get_by_text("60 rows read: 56 persons taken in, 4 rows wait to be mended.")).to_be_visible()
    rows = page.locator("#rows li")
    expect(rows).to_have_count(4)
    for words in (
        "Row 7",
        "Birth date: This is not a day",
        "This is not a passport number",
        "neither a name nor a passport",
        "lies in the future",
    ):
        expect(page.locator("#rows")).to_contain_text(words)
    expect(page.get_by_text("The floor or room")).to_have_count(3)
    page.context.close()
    return request


def he_mends_four_rows_and_gives_three_floors(chromium, country, request: str) -> None:
    page = country.sign_in(chromium, "embassy", java_script_enabled=False)
    for field, value in (
        ("birth_date", "1990-02-28"),
        ("passport", ""),
        ("name_own", "Gita Tirtawan"),
        ("birth_date", "1999-01-01"),
    ):
        page.goto(f"{country.url}/rescue/{request}/")
        page.locator("#rows a").first.click()
        page.locator(f"[name={field}]").fill(value)
        page.get_by_role("button", name="Save and try again").click()
        expect(page.get_by_text("The row is mended")).to_be_visible()
    expect(page.locator("#rows")).to_have_count(0)
    for _ in range(3):
        page.goto(f"{country.url}/rescue/{request}/?state=needs_detail")
        page.locator("main a[href^='/sought/']").first.click()
        page.locator(".page-actions").get_by_role("link", name="Give the details").click()
        page.get_by_label("The floor or room").fill("Fourth floor")
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_text("the search goes on with what you wrote")).to_be_visible()
    page.goto(f"{country.url}/rescue/{request}/")
    expect(page.locator("main li a[href^='/sought/']")).to_have_count(60)
    page.context.close()


def the_same_list_again_adds_nobody(chromium, country, request: str, file) -> None:
    page = country.sign_in(chromium, "embassy", language="km", width=360)
    page.goto(f"{country.url}/rescue/{request}/list/")
    page.locator("input[type=file]").set_input_files(str(file))
    page.locator("main form button[type=submit]").click()
    expect(page.get_by_text("60 ជួរមានរួចហើយ")).to_be_visible()
    expect(page.locator("main li a[href^='/sought/']")).to_have_count(60)
    page.context.close()


def the_committee_moves_them_along(chromium, country, request: str) -> None:
    page = country.sign_in(chromium, "secretariat")
    page.goto(f"{country.url}/rescue/{request}/units/")
    page.get_by_label("Agency").select_option(label="Preah Sihanouk police")
    page.get_by_role("button", name="Ask this unit").click()
    expect(page.get_by_text("Kirana")).to_have_count(0)
    several(page, country, request, "Acknowledged")
    several(page, country, request, "Located")
    page.context.close()
    police = country.sign_in(chromium, "investigator")
    several(police, country, request, "Out of the place", reason="The whole tower was opened in one night")
    several(
        police, country, request, "Identity confirmed", reason="Screened and cared for by the province before"
    )
    several(police, country, request, "Exit cleared")
    police.context.close()


def several(page: Page, country, request: str, state: str, reason: str = "") -> None:
    """The same step for all sixty."""
    page.goto(f"{country.url}/rescue/{request}/steps/")
    page.get_by_label("State reached").select_option(label=state)
    day = page.get_by_role("textbox", name="Day")  # a person's number may spell it too
    day.fill(day.input_value() or TODAY)
    page.get_by_role("textbox", name="Why").fill(reason)
    page.get_by_role("button", name="Save the step for all of them").click()
    expect(page.get_by_text("Saved for 60 persons.")).to_be_visible()


def he_answers_a_mother(chromium, country) -> None:
    page = country.sign_in(chromium, "embassy")
    page.goto(f"{country.url}/")
    page.get_by_role("link", name="My nationals: where is she?").first.click()
    page.get_by_label("Name, passport or telephone number").fill("Laras Adi Putra")
    page.locator("#where").get_by_role("button", name="Search").click()
    found = page.locator("#where .card").first
    expect(found).to_contain_text("Laras Adiputra")
    expect(found).to_contain_text("Exit cleared")
    expect(found).to_contain_text("next step:")
    assert "Laras" not in page.url
    page.context.close()


def both_sides_sign(chromium, country, request: str) -> None:
    page = country.sign_in(chromium, "embassy")
    paper = page.request.get(f"{country.url}/rescue/{request}/handover.pdf")
    assert paper.status == 200
    assert paper.body().startswith(b"%PDF-")
    page.context.close()
    officer = country.sign_in(chromium, "investigator")
    several(officer, country, request, "Handed over")
    officer.context.close()
    page = country.sign_in(chromium, "embassy")
    page.goto(f"{country.url}/missions/")
    handed = page.locator(".statistics").get_by_text("Handed over").locator("xpath=..")
    assert int(re.sub(r"\D", "", handed.inner_text())) >= 60
    page.context.close()
