"""# A plea about a building

A plea about a building comes in; four earlier ones are found to speak of the same door. They are linked, not merged, and
become one case. An operation is prepared: the checklist catches that there is no interpreter. Twenty-three persons are
found, each is screened, each gets a status. On one of them two authorities disagree: she is counted once, by rule, and
shown apart. Then somebody is charged.
"""

import json
import re
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import Page, expect

DAY = date.today() - timedelta(days=2)  # noqa: DTZ011 - the day on which the story is told
ON = f"{DAY:%d/%m/%Y}"
PLEA = "Behind the blue door of the Harbour Star building they keep people; call 097 555 01 23."
FAMILIES = ("Sok", "Keo", "Meas", "Chhim", "Nuon", "Tep", "Yin", "Prum")
GIVEN = ("Bopha", "Davy", "Kanha")
PERSONS = [f"{family} {given}" for family in FAMILIES for given in GIVEN][:23]


def test_a_plea_about_a_building_ends_in_a_charge_and_in_figures_that_add_up(chromium, country):
    before = counted(country)
    page = country.sign_in(chromium, "investigator")
    case = five_pleas_become_one_case(page, country.url)
    victims = [somebody_is_added(page, f"{country.url}/cases/{case}/victims/new/", name) for name in PERSONS]
    suspect = a_suspect_is_added(page, f"{country.url}/cases/{case}/suspects/new/")
    operation = an_operation_is_prepared(page, country.url, case)
    its_outcome_is_told_once(page, f"{country.url}/operations/{operation}/", len(victims))
    for victim in victims:
        a_status_is_asserted(page, f"{country.url}/victims/{victim}/status/")
    for agency in ("Preah Sihanouk court", "Ministry of Social Affairs"):
        share(page, f"{country.url}/cases/{case}/share/", agency)
    page.context.close()

    another_authority_disagrees(country, chromium, victims[0])
    after = counted(country)
    assert after["all"] - before["all"] == len(PERSONS)
    assert after["disputed"] - before["disputed"] == 1
    somebody_is_charged(country, chromium, suspect)


def number_on(page: Page, prefix: str) -> str:
    """The number of the record whose page is open."""
    return re.search(rf"/({prefix}-[0-9A-Z]{{5}}-[0-9A-Z]{{5}})/", page.url).group(1)


def choose(page: Page, group: str, *labels: str) -> None:
    for label in labels:
        page.get_by_role("group", name=group).get_by_label(label, exact=True).check()


def save(page: Page) -> None:
    page.locator("main form button[type=submit], main form button:not([type])").last.click()


def five_pleas_become_one_case(page: Page, url: str) -> str:
    """Signals are linked, never merged: each keeps its own page and its own words."""
    numbers = []
    for _plea in range(5):
        page.goto(f"{url}/reports/new/")
        page.get_by_label("What you were told").fill(PLEA)
        page.get_by_role("button", name="Save the report").click()
        numbers.append(number_on(page, "R"))
    page.goto(f"{url}/reports/{numbers[-1]}/")
    for earlier in numbers[:-1]:
        expect(page.get_by_role("link", name=earlier).first).to_be_visible()
    for earlier in numbers[:-1]:
        page.goto(f"{url}/reports/{numbers[-1]}/same/?with={earlier}")
        page.get_by_label("Why").fill("The same door")
        page.get_by_role("button", name="Link them").click()
    page.goto(f"{url}/cases/new/?report={numbers[-1]}")
    page.get_by_label("Title").fill("The blue door")
    page.get_by_role("button", name="Open the case").click()
    case = number_on(page, "C")
    for earlier in numbers[:-1]:
        page.goto(f"{url}/reports/{earlier}/")
        page.get_by_label("Number of the case").fill(case)
        page.get_by_role("button", name="Link to this case").click()
        expect(page).to_have_url(re.compile(case))
    return case


def somebody_is_added(page: Page, address: str, name: str) -> str:
    page.goto(address)
    page.get_by_label("Names").fill(name)
    page.get_by_role("button", name="Look whether the person is known").click()
    choose(page, "Sex", "Female")
    page.get_by_label("Age when it happened").fill("24")
    page.get_by_label("Citizenship").fill("VN")
    page.get_by_role("button", name="Add as a new person").click()
    return number_on(page, "V")


def a_suspect_is_added(page: Page, address: str) -> str:
    page.goto(address)
    page.get_by_label("Names").fill("Kong Makara")
    page.get_by_role("button", name="Look whether").click()
    page.get_by_role("button", name=re.compile("Add as a new")).click()
    return number_on(page, "S")


def an_operation_is_prepared(page: Page, url: str, case: str) -> str:
    page.goto(f"{url}/operations/new/?case={case}")
    page.get_by_label("Planned for").fill(ON)
    page.get_by_label("Legal basis").fill("Law of 2008")
    page.get_by_role("button", name="Save the plan").click()
    operation = number_on(page, "O")
    page.goto(f"{url}/operations/{operation}/checklist/")
    choose(page, "Interpreter", "Not needed")
    page.get_by_role("button", name="Save the answers").click()
    expect(page.get_by_text("Needed here")).to_be_visible()
    for task in ("Interprets", "Lead on the spot", "Minutes and reports", "Screens each person found"):
        page.goto(f"{url}/operations/{operation}/tasks/")
        page.get_by_label("Task").select_option(label=task)
        page.locator("input[name=officer]").fill("investigator")
        page.get_by_role("button", name="Give the task").click()
    expect(page.get_by_text("Needed here")).to_have_count(0)
    page.get_by_role("button", name="The prosecutor was told now").click()
    return operation


def its_outcome_is_told_once(page: Page, address: str, persons: int) -> None:
    page.goto(f"{address}outcome/")
    page.get_by_label("Carried out on").fill(ON)
    page.get_by_label("Persons screened").fill(str(persons))
    page.get_by_label("An interpreter was present").check()
    found = page.locator("main select").filter(has_text="Freed")
    assert found.count() == persons
    for place in range(persons):
        found.nth(place).select_option(label="Freed")
    page.get_by_role("button", name="Save the outcome").click()
    for left in range(persons, 0, -1):
        waiting = page.get_by_role("link", name="Was screened")
        expect(waiting).to_have_count(left)
        waiting.first.click()
        page.get_by_label("Day").fill(ON)
        page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("link", name="Was screened")).to_have_count(0)


def a_status_is_asserted(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("Victim", exact=True).check()
    page.get_by_label("On", exact=True).fill(ON)
    choose(page, "Act: what was done", "Harbouring")
    choose(page, "Means: how it was done", "Deception")
    choose(page, "Purpose: what for", "Forced criminality")
    page.get_by_role("button", name="Weigh it first").click()
    page.get_by_role("button", name="Save this status").click()


def share(page: Page, address: str, agency: str) -> None:
    page.goto(address)
    page.get_by_label("Agency").select_option(label=agency)
    page.get_by_label("Why").fill("It takes part in the case")
    save(page)


def another_authority_disagrees(country, chromium, victim: str) -> None:
    page = country.sign_in(chromium, "social_worker")
    page.goto(f"{country.url}/victims/{victim}/")
    page.get_by_role("link", name=re.compile("Dispute")).first.click()
    page.get_by_label("Not a victim").check()
    page.get_by_label("On", exact=True).fill(ON)
    page.get_by_label("Why").fill("She says that she came by herself and left when she wished.")
    save(page)
    page.goto(f"{country.url}/victims/{victim}/")
    expect(page.get_by_text("Disputed").first).to_be_visible()
    page.context.close()


def somebody_is_charged(country, chromium, suspect: str) -> None:
    page = country.sign_in(chromium, "prosecutor")
    page.goto(f"{country.url}/suspects/{suspect}/proceedings/new/")
    page.get_by_label("Court").select_option(label="Preah Sihanouk court")
    page.get_by_label("Complaint of").fill(ON)
    save(page)
    proceeding = number_on(page, "P")
    page.goto(f"{country.url}/proceedings/{proceeding}/charge/")
    page.get_by_label("Day").fill(ON)
    page.get_by_label(re.compile("Article 19:")).check()
    save(page)
    expect(page.get_by_text("The offence becomes time-barred")).to_be_visible()
    page.context.close()


def counted(country) -> dict[str, float]:
    """Victims identified in the year, of a fresh snapshot: all, and those whose status is disputed."""
    sarana(country, "snapshot")
    told = json.loads(
        sarana(country, "figures", "--year", str(DAY.year), "--indicator", "victims_identified", "--json")
    )
    national = [f for f in told["figures"] if f["place"] == "KH"]
    disputed = [f["value"] for f in national if "disputed" in f["breakdown"].values()]
    return {
        "all": next(f["value"] for f in national if not f["breakdown"]),
        "disputed": disputed[0] if disputed else 0,
    }


def sarana(country, *arguments: str) -> str:
    command = str(Path(sys.executable).parent / "sarana")
    done = subprocess.run(
        [command, *arguments],
        env=country.environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    return done.stdout
