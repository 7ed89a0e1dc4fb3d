"""# The main road

A hotline report becomes a case; a victim is found, her status asserted, an operation frees her; a court convicts; she is cared
for. A spreadsheet comes in at the side. A snapshot is taken, a speech is held against it, the annual report is made, and at
the end anybody can verify that nothing was changed.
"""

import io
import json
import re
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import Page, expect
from tests.flows.conftest import environment_of

DAY = date.today() - timedelta(days=3)  # noqa: DTZ011 - the day on which the story is told
ON = f"{DAY:%d/%m/%Y}"


def open_page(page: Page, country, path: str) -> None:
    assert page.goto(f"{country.url}{path}").status == 200, path


def number_on(page: Page, prefix: str) -> str:
    """The number of the record whose page is open."""
    return re.search(rf"/({prefix}-[0-9A-Z]{{5}}-[0-9A-Z]{{5}})/", page.url).group(1)


def choose(page: Page, group: str, *labels: str) -> None:
    for label in labels:
        page.get_by_role("group", name=group).get_by_label(label, exact=True).check()


def test_from_a_call_at_night_to_a_report_that_anyone_can_check(chromium, country):
    case, victim, suspect = the_police_take_up_a_report(chromium, country)
    an_operation_frees_her(chromium, country, case)
    a_court_convicts(chromium, country, suspect)
    she_is_cared_for(chromium, country, case, victim)
    what_was_said_is_held_against_the_record(chromium, country)
    the_report_is_made(chromium, country)
    anybody_can_verify_it(chromium, country)


def the_police_take_up_a_report(chromium, country) -> tuple[str, str, str]:
    page = country.sign_in(chromium, "investigator")
    open_page(page, country, "/reports/new/")
    page.get_by_label("What you were told").fill("They keep us on the fourth floor and took our passports.")
    choose(page, "Is somebody in danger now?", "Yes")
    page.get_by_role("button", name="Save the report").click()
    page.get_by_role("button", name="Take it up").click()
    page.locator(".page-actions").get_by_role("link", name="Open a case from it").click()
    page.get_by_label("Title").fill("Fourth floor by the port")
    page.get_by_role("button", name="Open the case").click()
    expect(page.get_by_role("heading", name="Fourth floor by the port")).to_be_visible()
    case = number_on(page, "C")

    open_page(page, country, f"/cases/{case}/victims/new/")
    page.get_by_label("Names").fill("Meas Sreyneang")
    page.get_by_role("button", name="Look whether the person is known").click()
    choose(page, "Sex", "Female")
    page.get_by_label("Age when it happened").fill("24")
    page.get_by_role("button", name="Add as a new person").click()
    victim = number_on(page, "V")

    open_page(page, country, f"/victims/{victim}/status/")
    page.get_by_label("Victim", exact=True).check()
    choose(page, "Act: what was done", "Harbouring")
    choose(page, "Means: how it was done", "Deception")
    choose(page, "Purpose: what for", "Forced criminality")
    page.get_by_role("button", name="Weigh it first").click()
    expect(page.get_by_text("The elements of trafficking in persons are complete.").first).to_be_visible()
    page.get_by_role("button", name="Save this status").click()
    expect(page).to_have_url(re.compile(f"/victims/{victim}/"))

    open_page(page, country, f"/cases/{case}/suspects/new/")
    page.get_by_label("Names").fill("Kong Kosal")
    page.get_by_role("button", name="Look whether").click()
    page.get_by_role("button", name=re.compile("Add as a new")).click()
    suspect = number_on(page, "S")

    for agency in ("Preah Sihanouk court", "Ministry of Social Affairs"):
        open_page(page, country, f"/cases/{case}/share/")
        page.get_by_label("Agency").select_option(label=agency)
        page.get_by_label("Why").fill("It takes part in the case")
        page.locator("main form button[type=submit]").last.click()
    page.context.close()
    return case, victim, suspect


def an_operation_frees_her(chromium, country, case: str) -> None:
    page = country.sign_in(chromium, "investigator")
    open_page(page, country, f"/cases/{case}/")
    page.get_by_role("link", name="Plan an operation").click()
    page.get_by_label("Planned for").fill(ON)
    if not page.get_by_label("Where", exact=True).input_value():
        page.get_by_label("Where", exact=True).fill("18")
    page.get_by_role("button", name="Save the plan").click()
    page.locator(".page-actions").get_by_role("link", name="Record the outcome").click()
    page.get_by_label("Persons screened").fill("3")
    page.get_by_label("Carried out on").fill(ON)
    page.locator("main select").filter(has_text="Freed").first.select_option(label="Freed")
    page.get_by_role("button", name="Save the outcome").click()
    expect(page.get_by_text("Carried out", exact=True)).to_be_visible()
    page.context.close()


def a_court_convicts(chromium, country, suspect: str) -> None:
    page = country.sign_in(chromium, "prosecutor")
    open_page(page, country, f"/suspects/{suspect}/proceedings/new/")
    page.get_by_label("Court").select_option(label="Preah Sihanouk court")
    page.get_by_label("Complaint of").fill(ON)
    page.locator("main form button[type=submit]").last.click()
    proceeding = number_on(page, "P")
    open_page(page, country, f"/proceedings/{proceeding}/charge/")
    page.get_by_label("Day").fill(ON)
    page.get_by_label(re.compile("Article 12:")).check()
    page.locator("main form button[type=submit]").last.click()
    open_page(page, country, f"/proceedings/{proceeding}/verdict/")
    page.get_by_label("Day").fill(ON)
    page.get_by_label("Convicted").check()
    page.locator("main form button[type=submit]").last.click()
    expect(page.get_by_text("Convicted").first).to_be_visible()
    page.context.close()


def she_is_cared_for(chromium, country, case: str, victim: str) -> None:
    page = country.sign_in(chromium, "social_worker", language="km")
    open_page(page, country, f"/cases/{case}/")
    open_page(page, country, f"/victims/{victim}/help/")
    page.locator("select[name=kind]").select_option(value="SocialCare")
    page.locator("input[name=started_on]").fill(ON)
    page.locator("main form button[type=submit]").last.click()
    expect(page.get_by_text("ការថែទាំសង្គម").first).to_be_visible()
    page.context.close()


def what_was_said_is_held_against_the_record(chromium, country) -> None:
    page = country.sign_in(chromium, "statistician")
    open_page(page, country, "/figures/")
    page.get_by_role("button", name="Take a snapshot now").first.click()
    open_page(page, country, "/press/new/")
    said = "“Cases fell from 359 in 2021 to 104 in the first half of 2024,” said Sok Dara, a police chief."
    page.get_by_label("The text").fill(said)
    page.locator("main form button[type=submit]").last.click()
    expect(page.get_by_text("Sok Dara").first).to_be_visible()
    page.context.close()


def the_report_is_made(chromium, country) -> None:
    page = country.sign_in(chromium, "statistician", language="km")
    open_page(page, country, f"/papers/?year={DAY.year}&language=km")
    answer = page.request.get(f"{country.url}/papers/annual.pdf?year={DAY.year}&language=km")
    assert answer.status == 200
    assert answer.body().startswith(b"%PDF-")
    assert len(answer.body()) > 50_000
    page.context.close()


def anybody_can_verify_it(chromium, country) -> None:
    page = country.sign_in(chromium, "auditor")
    open_page(page, country, "/ledger/")
    page.get_by_role("button", name="Verify now").click()
    expect(page.get_by_text("The chain is whole")).to_be_visible()
    page.context.close()


def test_a_spreadsheet_comes_in_and_its_bad_row_is_told(country_home, tmp_path):
    """On the command line: what a clerk with a folder of files would do."""
    file = tmp_path / "cases.csv"
    rows = [
        "prs_FirstName,prs_SecondName,prs_Birthdate,prs_Gender,vic_TypeOfExploitation",
        "Bopha,Tep,2001-02-03,Feminine,Forced labour",
        "Vibol,Ros,31/02/2001,Masculine,ForcedLabour",
    ]
    file.write_text("\n".join(rows), encoding="utf-8")
    first = sarana(country_home, "import", "htcds", str(file), "--json")
    told = json.loads(first.stdout)
    assert (first.returncode, told["imported"], told["quarantined"]) == (1, 1, 1)
    assert told["quarantine"][0]["row"] == 3
    assert told["quarantine"][0]["faults"][0]["field"] == "prs_Birthdate"
    again = json.loads(sarana(country_home, "import", "htcds", str(file), "--json").stdout)
    assert (again["imported"], again["already_there"]) == (0, 2)
    assert sarana(country_home, "snapshot").returncode == 0
    figures = json.loads(sarana(country_home, "figures", "--year", "2022", "--json").stdout)
    assert {
        "indicator",
        "version",
        "period",
        "place",
        "breakdown",
        "value",
        "units_reporting",
        "units_expected",
    } == set(figures["figures"][0])
    paper = tmp_path / "report.pdf"
    assert (
        sarana(country_home, "report", "--year", "2022", "--lang", "en", "--out", str(paper)).returncode == 0
    )
    assert paper.read_bytes().startswith(b"%PDF-")
    assert sarana(country_home, "ledger", "verify").returncode == 0
    assert sarana(country_home, "figures", "--year", "2022", "--indicator", "nonsense").returncode == 2


def sarana(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a person would."""
    environment = environment_of(home)
    command = str(Path(sys.executable).parent / "sarana")
    return subprocess.run(
        [command, *arguments], env=environment, capture_output=True, text=True, timeout=300, check=False
    )


def test_text_comes_through_a_pipe(country_home):
    """`sarana check -` reads standard input."""
    environment = environment_of(country_home)
    command = [str(Path(sys.executable).parent / "sarana"), "check", "-", "--json"]
    text = "The ministry said 104 cases were opened in the first half of 2024, up 16.34 percent on 87 a year before."
    done = subprocess.run(
        command, env=environment, input=text, capture_output=True, text=True, timeout=120, check=True
    )
    told = json.load(io.StringIO(done.stdout))
    verdicts = [claim["verdict"] for s in told["statements"] for claim in s["claims"]]
    assert "wrong arithmetic" in verdicts + [claim["verdict"] for claim in told["narrative_claims"]]
