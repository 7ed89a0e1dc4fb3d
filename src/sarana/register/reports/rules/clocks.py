"""When a report must have been taken up, and when first checked."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sarana.register.reports.enums import ReportState, Situation, YesNoUnknown
from sarana.register.reports.models import Report

# Intake practice of the hotlines: somebody who is held is answered within minutes, everybody else within a day.
ACKNOWLEDGE_IN_DANGER = timedelta(minutes=15)
ACKNOWLEDGE_OTHERS = timedelta(hours=24)
CHECK_IN_DANGER = timedelta(hours=24)
CHECK_OTHERS = timedelta(hours=72)


@dataclass(frozen=True, slots=True)
class Clock:
    """What is due next on a report, and when."""

    step: Literal["acknowledge", "check"]
    due_at: datetime


def _is_pressing(report: Report) -> bool:
    return report.danger_now == YesNoUnknown.YES or report.situation == Situation.HELD


def acknowledge_by(report: Report) -> datetime:
    """When the report must have been acknowledged."""
    return report.received_at + (ACKNOWLEDGE_IN_DANGER if _is_pressing(report) else ACKNOWLEDGE_OTHERS)


def check_by(report: Report) -> datetime:
    """When somebody must have made a first check."""
    return report.received_at + (CHECK_IN_DANGER if _is_pressing(report) else CHECK_OTHERS)


def next_clock(report: Report) -> Clock | None:
    """The clock that runs now; none once it was checked, linked or closed."""
    if report.state == ReportState.RECEIVED:
        return Clock("acknowledge", acknowledge_by(report))
    if report.state == ReportState.ACKNOWLEDGED and report.first_checked_at is None:
        return Clock("check", check_by(report))
    return None


def is_late(report: Report, now: datetime) -> bool:
    """Whether what is due next wasn't done in time."""
    clock = next_clock(report)
    return clock is not None and now > clock.due_at
