"""A list shows the newest that somebody may see, page by page, whatever brings a record before him.

Each way (his unit holds it, he recorded it, he is named in it) is asked by itself and the newest of all are shown; that must
be what one question for all ways gives, for every role, towards older and towards newer records, with bars and without.
"""

from datetime import date
from uuid import UUID

import pytest
from tests.world import World

from sarana.base.newest import NEWEST
from sarana.register.cases.queries import cases_visible_to, newest_cases
from sarana.register.operations.actions import plan_operation
from sarana.register.operations.queries import newest_operations, operations_visible_to
from sarana.register.reports.queries import most_urgent, newest_reports, reports_visible_to, reports_waiting

LISTS = [
    (newest_reports, reports_visible_to),
    (newest_cases, cases_visible_to),
    (newest_operations, operations_visible_to),
]


@pytest.fixture
def country(world: World) -> World:
    officers = list(world.officers.values())
    for number, officer in enumerate(officers):
        report, case = world.report(), world.case()
        report.shared_with.add(officer.agency)
        case.team.add(officer)
        case.partners.add(officers[number - 1].agency)
        if number % 3 == 0:
            report.barred.add(officers[number - 2])
            case.barred.add(officers[number - 2])
        if number % 4 == 0:
            planned = plan_operation(
                by=world.officers["investigator"],
                kind="raid",
                place=world.places["18"],
                planned_for=date(2022, 9, 17),
                legal_basis="Article 85 of the Code of Criminal Procedure",
                cases=[case],
            )
            planned.team.add(officer)
    return world


@pytest.mark.parametrize(("newest", "visible"), LISTS, ids=["reports", "cases", "operations"])
def test_page_by_page_everybody_sees_what_he_may_see(country, newest, visible):
    for officer in country.officers.values():
        wanted = list(visible(officer).order_by("-pk"))
        found, edge = [], NEWEST
        while page := newest(officer, edge=edge, newer=False, most=3):
            found += page
            edge = page[-1].pk
        assert found == wanted, officer.role
        assert newest(officer, edge=UUID(int=0), newer=True, most=3) == wanted[::-1][:3]
    assert any(visible(officer).exists() for officer in country.officers.values())


def test_what_waits_is_turned_over_in_the_order_of_urgency(country):
    for officer in country.officers.values():
        wanted = [report.pk for report in reports_waiting(officer).order_by("-score", "pk")]
        found, after = [], None
        while page := most_urgent(officer, after=after, most=3):
            found += [report.pk for report in page]
            after = (page[-1].score, page[-1].pk)
        assert found == wanted, officer.role
