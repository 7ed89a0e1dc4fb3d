"""Who may say that a trick was seen in a record, and what a trick must hold. Pure decisions."""

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import has_power
from sarana.register.cases.models import Case
from sarana.register.cases.rules import may_edit_case
from sarana.register.reports.models import Report
from sarana.register.reports.rules import may_see_report

FIRST_YEAR = 1990


def may_tag(officer: Officer, record: Report | Case) -> bool:
    """Whether the officer may say which tricks a record shows: whoever may work on the record."""
    if isinstance(record, Case):
        return may_edit_case(officer, record)
    return has_power(officer, Power.RECORD_REPORT) and may_see_report(officer, record)


def fault_of_years(first: int | None, last: int | None, this_year: int) -> str:
    """Why these years can't be; empty when they can."""
    for year in (first, last):
        if year is not None and not FIRST_YEAR <= year <= this_year:
            return f"Write a year from {FIRST_YEAR} to {this_year}."
    if first and last and last < first:
        return "A trick can't have been last seen before it was first seen."
    return ""
