"""# The plan that is really run

The end of a quarter with 17 of 25 provinces in; a plan signed after the call for its budget; a plan out of a messy sheet of a
ministry; a meeting whose decision becomes an action point that can't be closed without proof.
"""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
TODAY = date.today()  # noqa: DTZ011 - the day the forms are filled in
MESSY = [
    ["ផែនការសកម្មភាព"],
    ["", "", "", "", "", "ថវិកា (រៀល)"],
    ["ល.រ", "សកម្មភាព", "ទទួលខុសត្រូវ", "ដៃគូ", "កាលកំណត់", "ថវិការដ្ឋ", "ប្រភពផ្សេង", "មិនទាន់មានអ្នកបង់", "សូចនាករ"],
    ["យុទ្ធសាស្ត្រទី១៖ ការបង្ការ"],
    ["១.១", "អប់រំប្រជាពលរដ្ឋ", "ក្រសួងមហាផ្ទៃ", "អង្គការអរុណរះ", "៣១/១២/២០២៧", "១០ លាន", "", "៥.០០០.០០០", "ចំនួនវគ្គ"],
    ["", "ផ្សព្វផ្សាយតាមវិទ្យុ", "", "", "", "", "", "", ""],
    ["១.៣", "ស្រាវជ្រាវ", "មន្ទីរដែលគ្មាននរណាស្គាល់", "", "ត្រីមាសទី២ ឆ្នាំ២០២៧", "", "", "", ""],
    ["", "សរុប", "", "", "", "១៥លាន"],
]  # fmt: skip


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def follow(page: Page, name: str) -> None:
    page.locator("main").get_by_role("link", name=name, exact=True).first.click()


# ---------------------------------------------------------------- the end of a quarter


def test_the_end_of_a_quarter(chromium, country):
    secretariat = country.sign_in(chromium, "secretariat")
    secretariat.goto(f"{country.url}/reporting/")
    follow(secretariat, "Quarterly sheet of the provinces")
    secretariat.get_by_role("table").first.get_by_role("link").first.click()
    period = secretariat.url
    expect(secretariat.locator(".lede")).to_contain_text("17")
    expect(secretariat.locator(".lede")).to_contain_text("25")
    slot = a_province_reports_parts_that_do_not_sum(chromium, country)
    the_secretariat_sends_it_back_and_accepts_the_rest(secretariat, country, slot, period)
    reminders_are_drafted_and_the_report_is_signed(secretariat, period)
    another_publishes_it_and_everybody_reads_it(chromium, country, secretariat.url)


def a_province_reports_parts_that_do_not_sum(chromium, country) -> str:
    page = country.sign_in(chromium, "provincial")
    page.goto(f"{country.url}/")
    page.get_by_role("link", name=re.compile("Preah Sihanouk committee, ")).first.click()
    slot = page.url
    follow(page, "Fill in the sheet")
    for name, value in (("value_1", "៥០"), ("female_1", "30"), ("male_1", "12"), ("under_18_1", "10"), ("adult_1", "40")):  # fmt: skip
        page.locator(f"[name={name}]").fill(value)
    page.locator("[name=value_2]").fill("20")
    page.locator("[name=reason_2]").fill("The lists give no sex.")
    page.locator("[name=value_3]").fill("4")
    press(page, "Save")
    expect(page.get_by_text("The parts make 42, the whole says 50").first).to_be_visible()
    page.locator("[name=reason_1]").fill("About so many.")
    press(page, "Save")
    expect(page).to_have_url(slot)
    page.context.close()
    head = country.sign_in(chromium, "head-18")
    head.goto(slot)
    press(head, "Clear the sheet")
    expect(head.get_by_text("The sheet is cleared.")).to_be_visible()
    head.context.close()
    return slot


def the_secretariat_sends_it_back_and_accepts_the_rest(page: Page, country, slot: str, period: str) -> None:
    page.goto(slot)
    follow(page, "Send it back")
    page.get_by_label("What is wrong, in one sentence").fill("42 is not 50: whom did you not count?")
    press(page, "Send it back")
    expect(page.get_by_text("42 is not 50: whom did you not count?")).to_be_visible()
    while True:
        page.goto(period)
        row = page.get_by_role("row").filter(has_text="Cleared, not accepted").first
        if not row.count():
            break
        row.get_by_role("link").first.click()
        press(page, "Accept the sheet")
        expect(page.get_by_text("The sheet is accepted.")).to_be_visible()


def reminders_are_drafted_and_the_report_is_signed(page: Page, period: str) -> None:
    page.goto(period)
    expect(page.locator(".lede")).to_contain_text("17")
    follow(page, "Who is reminded")
    expect(page.locator("main li [lang=km]")).to_have_count(8)
    expect(page.locator("main li:has([lang=km]) a").first).to_have_attribute(
        "href", re.compile("/slots/.+/enter/")
    )
    page.goto(period)
    follow(page, "Sign the report")
    press(page, "Sign it")
    expect(page.get_by_text("17 of 25 units reported")).to_be_visible()
    expect(page.get_by_role("link", name="Publish the report")).to_have_count(0)


def another_publishes_it_and_everybody_reads_it(chromium, country, report: str) -> None:
    page = country.sign_in(chromium, "vice_chair")
    page.goto(report)
    follow(page, "Publish the report")
    press(page, "Publish it")
    page.context.close()
    reader = chromium.new_context().new_page()
    reader.goto(f"{country.url}/public/reports/{report.rstrip('/').rsplit('/', 1)[-1]}/")
    expect(reader.get_by_text("17")).not_to_have_count(0)
    reader.goto(f"{country.url}/public/")
    expect(reader.get_by_role("table")).not_to_have_count(0)
    reader.context.close()


# ---------------------------------------------------------------- plans


def begin_a_plan(page: Page, country, title: str) -> None:
    page.goto(f"{country.url}/plans/new/")
    page.locator("[name=title_km]").fill(f"ផែនការ {title}")
    page.locator("[name=title_en]").fill(title)
    page.locator("[name=starts_on]").fill(f"01/01/{TODAY.year + 3}")
    page.locator("[name=ends_on]").fill(f"31/12/{TODAY.year + 5}")
    press(page, "Save the plan")
    expect(page.locator("h1")).to_contain_text(title)


def test_a_plan_signed_after_the_call_for_its_budget(chromium, country):
    page = country.sign_in(chromium, "secretariat")
    begin_a_plan(page, country, "Plan signed too late")
    plan = page.url
    follow(page, "New strategy")
    page.locator("[name=title_km]").fill("យុទ្ធសាស្ត្រ")
    page.locator("[name=title_en]").fill("Pay in advance")
    press(page, "Save the strategy")
    page.goto(f"{plan}?pillar=1")
    follow(page, "New measure")
    page.locator("[name=title_km]").fill("វិធានការ")
    page.locator("[name=title_en]").fill("Pay investigations")
    page.locator("[name=lead_agency]").select_option(label="Ministry of Interior")
    press(page, "Save the measure")
    follow(page, "New budget line")
    page.get_by_label("State budget").check()
    page.get_by_label("riel").check()
    page.locator("[name=planned]").fill("៤០០ ០០០ ០០០")
    page.locator("[name=call_on]").fill(f"{TODAY - timedelta(days=2):%d/%m/%Y}")
    press(page, "Save the line")
    page.goto(plan)
    press(page, "Adopt this plan")
    press(page, "Yes, adopt it")
    page.goto(f"{plan}money/")
    expect(page.get_by_text("1 budget line was signed after its call had closed")).to_be_visible()
    page.context.close()


def test_a_plan_out_of_a_messy_khmer_sheet(chromium, country, tmp_path):
    from xlsxwriter import Workbook

    path = tmp_path / "plan.xlsx"
    workbook = Workbook(path)
    sheet = workbook.add_worksheet("ផែនការ")
    for number, row in enumerate(MESSY):
        sheet.write_row(number, 0, row)
    sheet.merge_range("F2:H2", MESSY[1][5])
    workbook.close()
    page = country.sign_in(chromium, "secretariat")
    begin_a_plan(page, country, "Plan out of a sheet")
    plan = page.url
    follow(page, "Bring a ministry’s sheet")
    page.get_by_label("File").set_input_files(str(path))
    press(page, "Read the sheet")
    expect(page.get_by_text("1 row has to be looked at before anything is saved.")).to_be_visible()
    expect(page.get_by_text("No agency on record is called")).to_be_visible()
    expect(page.get_by_text("was taken from row 5, as in a merged cell").first).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("into the draft"))).to_have_count(0)
    page.get_by_role("link", name="Row 7", exact=True).click()
    page.locator("[name=lead]").select_option(label="Ministry of Justice")
    press(page, "Save the row")
    page.get_by_role("button", name="Bring 4 rows into the draft").click()
    expect(page).to_have_url(plan)
    page.goto(f"{plan}?pillar=1")
    expect(page.get_by_role("link", name=re.compile(r"^1\.3 "))).to_be_visible()
    expect(page.locator("main")).to_contain_text("Ministry of Justice")
    page.context.close()


# ---------------------------------------------------------------- a meeting


def test_a_decision_becomes_an_action_point_that_is_not_closed_without_proof(chromium, country, tmp_path):
    page = country.sign_in(chromium, "secretariat")
    page.goto(f"{country.url}/bodies/?kind=working_group")
    page.get_by_role("table").get_by_role("link").first.click()
    follow(page, "Call a meeting")
    page.locator("[name=held_on]").fill(f"{TODAY:%d/%m/%Y}")
    press(page, "Call it")
    meeting = page.url
    follow(page, "New item of the agenda")
    page.locator("[name=title_km]").fill("បណ្តុះបណ្តាល")
    page.locator("[name=title_en]").fill("Train the courts")
    page.locator("[name=node]").select_option(label="3.3 Train all 25 courts of first instance")
    press(page, "Save the item")
    page.goto(meeting)
    follow(page, "Who is present")
    for box in page.get_by_role("checkbox").all():
        box.check()
    press(page, "Save: the meeting begins")
    page.goto(meeting)
    page.locator("li").filter(has_text="Train the courts").get_by_role("link", name="Write down what came of it").click()  # fmt: skip
    page.get_by_label("Decision", exact=True).check()
    page.locator("[name=outcome_en]").fill("All courts are trained this year.")
    press(page, "Save")
    follow(page, "New action point")
    page.locator("[name=text_en]").fill("Train five courts first.")
    page.locator("[name=assigned_to]").select_option(label="National Committee for Counter Trafficking")
    press(page, "Give it")
    page.goto(meeting)
    page.get_by_role("link", name=re.compile("Train five courts first")).click()
    point = page.url
    follow(page, "Say that it is done")
    page.locator("[name=result]").fill("Five are trained.")
    press(page, "Save: it is done")
    expect(page.get_by_text("Add the proof first").first).to_be_visible()
    page.goto(point)
    page.get_by_role("link", name=re.compile("^3.3 ")).click()
    follow(page, "Add proof")
    proof = tmp_path / "list.txt"
    proof.write_text("Five courts of first instance.", encoding="utf-8")
    page.locator("[name=title]").fill("Lists of five courses")
    page.locator("[name=file]").set_input_files(str(proof))
    press(page, "Keep the proof")
    page.goto(point)
    follow(page, "Say that it is done")
    page.locator("[name=result]").fill("Five are trained.")
    page.get_by_label("Lists of five courses").check()
    press(page, "Save: it is done")
    expect(page.locator(".lede")).to_contain_text("Closed")
    page.context.close()
