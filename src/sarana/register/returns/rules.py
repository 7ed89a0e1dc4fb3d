"""Quarters of the year, and who may see a quarterly form. Pure decisions."""

from datetime import date, timedelta

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import OVERSIGHT, agency_in_scope, has_power
from sarana.base.refused import Refused
from sarana.register.returns.models import QuarterlyForm

QUARTERS = (1, 2, 3, 4)
_MONTHS = 3


def quarter_of(day: date) -> tuple[int, int]:
    """The year and quarter in which a day lies."""
    return day.year, (day.month - 1) // _MONTHS + 1


def days_of_quarter(year: int, quarter: int) -> tuple[date, date]:
    """The first and last day of a quarter.

    Raises:
        ValueError: there is no such quarter.
    """
    if quarter not in QUARTERS:
        raise Refused("A year has four quarters; write 1, 2, 3 or 4.", field="quarter")
    first = date(year, (quarter - 1) * _MONTHS + 1, 1)
    following = date(year + quarter // 4, quarter % 4 * _MONTHS + 1, 1)
    return first, following - timedelta(days=1)


def may_see_quarterly_form(officer: Officer, form: QuarterlyForm) -> bool:
    """Whether the officer may see the form: his agency's or one below it, or all of them for oversight once sent."""
    if officer.role in OVERSIGHT and has_power(officer, Power.SEE_REPORTS):
        return form.sent_at is not None or agency_in_scope(officer, form.agency.path)
    return has_power(officer, Power.SEND_RETURN) and agency_in_scope(officer, form.agency.path)
