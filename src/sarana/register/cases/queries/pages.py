"""What the pages of a case and of a victim read at every opening."""

from uuid import UUID

from django.db.models import QuerySet

from sarana.base.accounts.models import Officer
from sarana.base.once import composed_once
from sarana.base.sets import with_sets
from sarana.register.cases.models import Case, Event, StatusAssertion, Suspect, Victim
from sarana.register.cases.queries.sight import cases_visible_to, victims_visible_to
from sarana.register.reports.models import Report
from sarana.register.reports.queries import reports_visible_to


def case_numbered(officer: Officer, *, number: str) -> list[Case]:
    """The case of that number if the officer may see it, who is in it and from whom it is kept."""
    return [with_sets(case, *_SETS) for case in _case_numbered(officer, number=number)]


_SETS = ("barred", "barred_agencies", "team", "partners")


@composed_once
def cases_of_report(officer: Officer, *, report: UUID) -> QuerySet[Case]:
    """The cases that came of a report, of those the officer may see."""
    return cases_visible_to(officer).filter(reports=report)


@composed_once
def _case_numbered(officer: Officer, *, number: str) -> QuerySet[Case]:
    found = cases_visible_to(officer).filter(number=number).select_related("place__parent__parent")
    return found.select_related("agency", "owner__agency", "agency_key")


def victim_numbered(officer: Officer, *, number: str) -> list[Victim]:
    """The victim of that number if the officer may see her, with whom her case is kept from."""
    found = _victim_numbered(officer, number=number)
    for victim in found:
        with_sets(victim.case, *_SETS)
    return found


@composed_once
def _victim_numbered(officer: Officer, *, number: str) -> QuerySet[Victim]:
    found = victims_visible_to(officer).filter(number=number)
    return found.select_related("case__agency", "identity__agency_key", "exploitation_place__parent__parent")


@composed_once
def victims_of_case(*, case: UUID) -> QuerySet[Victim]:
    """The victims of a case, with who added them."""
    return Victim.objects.filter(case=case).select_related("added_by__agency")


@composed_once
def suspects_of_case(*, case: UUID) -> QuerySet[Suspect]:
    """The suspects of a case, with who added them."""
    return Suspect.objects.filter(case=case).select_related("added_by__agency")


@composed_once
def events_of_case(*, case: UUID) -> QuerySet[Event]:
    """What happened in a case, with the places."""
    return Event.objects.filter(case=case).select_related("place")


@composed_once
def assertions_of_case(*, case: UUID) -> QuerySet[StatusAssertion]:
    """What authorities said of the victims of a case."""
    return StatusAssertion.objects.filter(victim__case=case).select_related("victim", "agency")


@composed_once
def reports_of_case(officer: Officer, *, case: UUID) -> QuerySet[Report]:
    """The reports of a case that the officer may see."""
    return reports_visible_to(officer).filter(cases=case)
