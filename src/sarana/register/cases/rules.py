"""Who may see a case, and what assertions amount to. Pure decisions."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Protocol

from django.utils import timezone

from sarana.base.accounts.enums import AgencyKind, Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import OVERSIGHT, agency_in_scope, has_power, paths_above, place_in_scope
from sarana.base.sets import holds
from sarana.register.cases.enums import Assertion, Body, Standing
from sarana.register.cases.models import Case, GlassBreak

ADULT = 18
# How long a case stays open that was opened in an emergency: hours, not days.
GLASS_TIME = timedelta(hours=3)


def is_barred_from(officer: Officer, case: Case) -> bool:
    """Whether a conflict of interest keeps the officer from the case: his own, or one of his unit or a unit above it."""
    above = paths_above(officer.agency.path)
    # Read whole, for they are few: a list of cases loads them beforehand and asks this of many officers.
    return any(barred.pk == officer.pk for barred in case.barred.all()) or any(
        agency.path in above for agency in case.barred_agencies.all()
    )


def may_see_case(officer: Officer, case: Case) -> bool:
    """Whether the officer may see the case: his agency's within his place, one he is named to, or one he takes part in."""
    return sees_case_by_right(officer, case) or has_broken_glass(officer, case)


def sees_case_by_right(officer: Officer, case: Case) -> bool:
    """Whether he sees it always, and not only because he opened it in an emergency."""
    if not has_power(officer, Power.SEE_CASES) or is_barred_from(officer, case):
        return False
    if officer.role in OVERSIGHT or officer.pk in {case.owner_id, case.opened_by_id}:
        return True
    if holds(case, "team", officer.pk) or holds(case, "partners", officer.agency_id):
        return True
    in_place = case.place_id is None or place_in_scope(officer, case.place_id)
    return agency_in_scope(officer, case.agency.path) and in_place


def may_break_glass(officer: Officer) -> bool:
    """Whether the officer may open a case in an emergency: those who may read identities in their own cases."""
    may_read = has_power(officer, Power.SEE_CASES) and has_power(officer, Power.OPEN_IDENTITY)
    return may_read and officer.role not in OVERSIGHT


def has_broken_glass(officer: Officer, case: Case) -> bool:
    """Whether he opened it in an emergency and the hours are not over; a conflict of interest is never overridden."""
    if not may_break_glass(officer) or is_barred_from(officer, case):
        return False
    return case.glass_breaks.filter(officer=officer, until__gt=timezone.now()).exists()


def may_review_glass(reviewer: Officer, glass: GlassBreak) -> bool:
    """Whether the officer may judge an emergency opening: oversight of another agency, and not kept from the case."""
    return (
        has_power(reviewer, Power.SEE_LEDGER)
        and reviewer.agency_id != glass.officer.agency_id
        and not is_barred_from(reviewer, glass.case)
    )


def may_edit_case(officer: Officer, case: Case) -> bool:
    """Whether the officer may add to the case; oversight reads only, and so does who opened it in an emergency."""
    return has_power(officer, Power.EDIT_CASE) and sees_case_by_right(officer, case)


def may_read_case(officer: Officer, case: Case) -> bool:
    """Whether the officer may read the case's sealed title and summary: those who work on cases, not oversight."""
    works_on_cases = has_power(officer, Power.OPEN_IDENTITY) or has_power(officer, Power.OPEN_CASE)
    return works_on_cases and may_see_case(officer, case)


def may_open_identities(officer: Officer, case: Case) -> bool:
    """Whether the officer may open an identity through this case (the opening is logged and shown to its owner)."""
    return (
        has_power(officer, Power.OPEN_IDENTITY)
        and officer.role not in OVERSIGHT
        and may_see_case(officer, case)
    )


class Word(Protocol):
    """One assertion, as far as the weighing needs it."""

    assertion: str
    agency_id: int
    asserted_on: date


def weigh_assertions(words: Iterable[Word]) -> Standing:
    """Where a person stands when each authority's latest word counts and all are kept.

    "Victim" against "not a victim" is disputed, whoever spoke last; "possible" contradicts nobody.
    """
    latest: dict[int, Word] = {}
    for word in sorted(words, key=lambda w: w.asserted_on):
        latest[word.agency_id] = word
    said = {word.assertion for word in latest.values()}
    if {Assertion.NOT, Assertion.ACTUAL} <= said:
        return Standing.DISPUTED
    for assertion, standing in _STANDINGS:
        if assertion in said:
            return standing
    return Standing.NONE


_STANDINGS = (
    (Assertion.ACTUAL, Standing.VICTIM),
    (Assertion.POSSIBLE, Standing.POSSIBLE),
    (Assertion.NOT, Standing.NOT_VICTIM),
)


BODY_OF: dict[AgencyKind, Body] = {
    AgencyKind.POLICE: Body.POLICE,
    AgencyKind.NGO: Body.NGO,
    AgencyKind.COURT: Body.COURT,
    AgencyKind.PROSECUTION: Body.COURT,
    AgencyKind.EMBASSY: Body.OTHER,
}


def body_of(kind: str) -> Body:
    """The HTCDS kind of decision-making body for an agency."""
    return BODY_OF.get(AgencyKind(kind), Body.GOVERNMENT)


def age_on(born_on: date, day: date) -> int:
    """Completed years of age on a day."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def was_minor(age_at_event: int | None) -> bool | None:
    """Under 18 at the event; None when the age isn't known."""
    return None if age_at_event is None else age_at_event < ADULT


def first_identification(words: Sequence[Word]) -> date | None:
    """The first day on which any authority asserted that the person is a victim."""
    return min((word.asserted_on for word in words if word.assertion == Assertion.ACTUAL), default=None)
