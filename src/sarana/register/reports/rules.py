"""Who may see a report, and when it is late. Pure decisions."""

from datetime import datetime, timedelta

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import OVERSIGHT, agency_in_scope, has_power, place_in_scope
from sarana.register.reports.enums import ReportState, YesNoUnknown
from sarana.register.reports.models import Report

# Intake practice of the hotlines: somebody who is held is answered within minutes, everybody else within a day.
ACKNOWLEDGE_IN_DANGER = timedelta(minutes=15)
ACKNOWLEDGE_OTHERS = timedelta(hours=24)


def may_see_report(officer: Officer, report: Report) -> bool:
    """Whether the officer may see the report at all; its words still need the power to open identities."""
    if not has_power(officer, Power.SEE_REPORTS) or report.barred.filter(pk=officer.pk).exists():
        return False
    if officer.role in OVERSIGHT or report.recorded_by_id == officer.pk:
        return True
    in_place = report.place_id is None or place_in_scope(officer, report.place_id)
    return agency_in_scope(officer, report.agency.path) and in_place


def acknowledge_by(report: Report) -> datetime:
    """When the report must have been acknowledged."""
    in_danger = report.danger_now == YesNoUnknown.YES
    return report.received_at + (ACKNOWLEDGE_IN_DANGER if in_danger else ACKNOWLEDGE_OTHERS)


def is_late(report: Report, now: datetime) -> bool:
    """Whether nobody acknowledged the report in time."""
    return report.state == ReportState.RECEIVED and now > acknowledge_by(report)
