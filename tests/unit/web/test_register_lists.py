"""Lists: paged by key, as many queries for one row as for fifty, and taken away without identities."""

import csv
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.pages import client_of

from sarana.base.ledger.models import Entry
from sarana.register.cases.actions import share_case
from sarana.register.operations.actions import close_operation, plan_operation
from sarana.register.proceedings.actions import open_proceeding
from sarana.register.reports.models import Report

pytestmark = pytest.mark.usefixtures("pages")


def fill(world, count: int) -> None:
    """So many of everything."""
    officer = world.officers["investigator"]
    for _ in range(count):
        world.report()
        case = world.case()
        world.victim(case, citizenships=["KH"], words={"names": ["Chan Sophea"]})
        suspect = world.suspect(case)
        share_case(by=officer, case=case, agency=world.agencies["court-18"], reason="Charge")
        open_proceeding(
            by=world.officers["prosecutor"],
            suspect=suspect,
            court=world.agencies["court-18"],
            complaint_on=case.opened_on,
        )
        operation = plan_operation(
            by=officer, kind="raid", place=world.places["18"], planned_for=case.opened_on, cases=[case]
        )
        close_operation(by=officer, operation=operation, carried_out_on=case.opened_on)


ADDRESSES = ["/", "/reports/", "/cases/", "/victims/", "/suspects/", "/proceedings/", "/operations/"]


def queries_of(client: Client, address: str) -> int:
    client.get(address)  # what is kept in memory or noted once a minute is no longer counted
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_a_list_of_fifty_costs_as_many_queries_as_a_list_of_one(world, django_assert_num_queries):
    client = client_of(world, "investigator")
    fill(world, 1)
    expected = {address: queries_of(client, address) for address in ADDRESSES}

    fill(world, 49)

    for address, number in expected.items():
        with django_assert_num_queries(number):
            client.get(address)


def test_the_audit_trail_of_fifty_costs_as_many_queries_as_of_one(world, django_assert_num_queries):
    client = client_of(world, "auditor")
    world.report()
    number = queries_of(client, "/ledger/")
    for _ in range(49):
        world.report()
    with django_assert_num_queries(number):
        client.get("/ledger/")


def test_no_list_counts_or_skips_rows(world):
    client = client_of(world, "investigator")
    fill_reports(world, 3)
    with CaptureQueriesContext(connection) as seen:
        client.get("/reports/?after=01a204dd-7ba6-73de-a903-4fab149db374")
    sql = " ".join(query["sql"] for query in seen.captured_queries)
    assert "COUNT(*)" not in sql
    assert "OFFSET" not in sql


def fill_reports(world, count: int) -> list[str]:
    """The numbers of new reports, in the order of a list (two of one millisecond stand in any order)."""
    for _ in range(count):
        world.report()
    return list(Report.objects.order_by("-pk").values_list("number", flat=True))


def numbers_on(response) -> list[str]:
    return [row["number"] for row in response.context["rows"]]


def test_older_and_newer_pages_hold_every_report_once(world):
    written = fill_reports(world, 60)
    client = client_of(world, "investigator")
    read, address, turned = [], "/reports/", []
    while True:
        response = client.get(address)
        read += numbers_on(response)
        turned.append(numbers_on(response))
        if not response.context["page"].older:
            break
        address = f"/reports/{response.context['page'].older}"
    assert read == written

    back = client.get(f"/reports/{response.context['page'].newer}")
    assert numbers_on(back) == turned[-2]
    first = client.get(f"/reports/{back.context['page'].newer}")
    assert numbers_on(first) == turned[0]
    assert first.context["page"].newer == ""


def test_a_key_that_is_none_gives_the_first_page(world):
    numbers = fill_reports(world, 2)
    response = client_of(world, "investigator").get("/reports/?after=nonsense")
    assert numbers_on(response) == numbers


@pytest.mark.parametrize(
    ("query", "found"),
    [("danger=yes", 1), ("channel=letter", 1), ("state=closed", 0), ("province=18", 2), ("province=12", 0),
     ("since=31/02/2022", 2), ("q=R-", 2), ("danger=yes&channel=letter", 0)],
)  # fmt: skip
def test_filters_narrow_and_nonsense_is_left_out(world, query, found):
    world.report(danger_now="yes")
    world.report(channel="letter")
    response = client_of(world, "investigator").get(f"/reports/?{query}")
    assert len(response.context["rows"]) == found


def test_an_empty_list_says_what_to_do(world):
    page = client_of(world, "investigator").get("/reports/").content.decode()
    assert "No reports yet" in page
    assert 'href="/reports/new/"' in page
    world.report()
    assert (
        "Nothing fits the search"
        in client_of(world, "investigator").get("/reports/?state=closed").content.decode()
    )


def table_in(response) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(response.content.decode().removeprefix("\ufeff"))))


def test_a_list_is_taken_away_under_the_officers_own_visibility_and_on_record(world):
    for by in ("investigator", "other_investigator"):
        world.victim(world.case(by=by), by=by, citizenships=["VN", "KH"])
    response = client_of(world, "investigator").get("/victims/?as=csv&sex=F")

    rows = table_in(response)
    assert [row["citizenships"] for row in rows] == ["VN;KH"]
    assert "Chan" not in response.content.decode()
    entry = Entry.objects.get(action="export_records")
    assert entry.officer == world.officers["investigator"]
    assert entry.change == '{"filters":["sex"],"list":"victims","rows":1}'


def test_a_formula_in_a_cell_stays_text(world):
    world.report(vessel="=1+1")
    response = client_of(world, "investigator").get("/reports/?as=csv&q=%3D1")
    assert response.status_code == 200
    assert "=1+1" not in response.content.decode()


@pytest.mark.parametrize("name", ["reports", "cases", "victims", "suspects", "proceedings", "operations"])
def test_every_list_can_be_taken_away(world, name):
    fill(world, 1)
    response = client_of(world, "secretariat").get(f"/{name}/?as=csv")
    assert response["Content-Disposition"] == f'attachment; filename="{name}.csv"'
    assert response.content.count(b"\n") >= 1
