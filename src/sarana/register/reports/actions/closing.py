"""Closing a report without a case: what is vague, and whatever came from the public, takes two officers."""

from django.db import transaction
from django.utils import timezone

from sarana.base.accounts.models import Officer
from sarana.base.ledger.actions import record_deed
from sarana.base.refused import Refused
from sarana.register.reports.actions.access import require_sight
from sarana.register.reports.actions.messages import write_to_reporter
from sarana.register.reports.enums import ClosureReason, ReportState
from sarana.register.reports.models import Report, ReportReceipt
from sarana.register.reports.queries import may_confirm_closing

_OPEN = (ReportState.RECEIVED, ReportState.ACKNOWLEDGED)


@transaction.atomic
def close_report(
    *,
    by: Officer,
    report: Report,
    because: ClosureReason | str,
    reason: str,
    question: str = "",
    asked_how: str = "",
) -> Report:
    """Close a report that leads to no case; it stays on record, and the reason with it.

    Whatever is called vague, and every report of the public page, is only proposed: a supervisor confirms the first, a
    second officer the other.

    Args:
        by: who closes or proposes.
        report: an open report.
        because: why, as a code.
        reason: what was checked, in words.
        question: for a vague report, what the reporter is asked through his message box.
        asked_how: where he has no box, how he was asked, or why he can't be.

    Raises:
        ValueError: no reason; already closed; a vague report without a question back.
    """
    require_sight(by, report)
    report = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    because = ClosureReason(because)
    if not reason.strip():
        raise Refused("Write down why the report is closed.", field="reason")
    if report.state not in _OPEN:
        raise Refused("Only a report that is open can be closed.", field=None)
    if because == ClosureReason.VAGUE:
        _ask_back(by, report, question, asked_how)
    report.closure_reason = because
    if because == ClosureReason.VAGUE or report.from_public:
        report.state, report.closing_by = ReportState.TO_CLOSE, by
        report.save(update_fields=["state", "closing_by", "closure_reason"])
        action = "propose_closing"
    else:
        report.state, report.closed_at = ReportState.CLOSED, timezone.now()
        report.save(update_fields=["state", "closed_at", "closure_reason"])
        action = "close_report"
    said = f"{reason.strip()} / {asked_how.strip()}" if asked_how.strip() else reason.strip()
    record_deed(by=by, action=action, record=report, change={"because": because}, reason=said)
    return report


def _ask_back(by: Officer, report: Report, question: str, asked_how: str) -> None:
    has_box = ReportReceipt.objects.filter(report=report).exists()
    if has_box and not question.strip():
        raise Refused(
            "Ask the reporter for what is missing; the question goes to the message box.", field="question"
        )
    if not has_box and not asked_how.strip():
        raise Refused("Write down how the reporter was asked, or why nobody can be asked.", field="asked_how")
    if has_box:
        write_to_reporter(by=by, report=report, text=question)


@transaction.atomic
def confirm_closing(*, by: Officer, report: Report) -> Report:
    """The second officer's word: the report is closed.

    Raises:
        ValueError: nobody proposed it, he proposed it himself, or it is called vague and he stands above nobody.
    """
    report = _proposed(by, report)
    if not may_confirm_closing(by, report):
        raise Refused("A supervisor decides on what is called too vague.", field=None)
    report.state, report.closed_at = ReportState.CLOSED, timezone.now()
    report.save(update_fields=["state", "closed_at"])
    record_deed(
        by=by, action="close_report", record=report, change={"because": ClosureReason(report.closure_reason)}
    )
    return report


@transaction.atomic
def refuse_closing(*, by: Officer, report: Report, reason: str) -> Report:
    """The second officer does not agree: the report is open again.

    Raises:
        ValueError: nobody proposed it, he proposed it himself, or he gives no reason.
    """
    report = _proposed(by, report)
    if not reason.strip():
        raise Refused("Write down why the report stays open.", field="reason")
    report.state, report.closing_by, report.closure_reason = ReportState.ACKNOWLEDGED, None, ""
    report.acknowledged_at = report.acknowledged_at or timezone.now()
    report.save(update_fields=["state", "closing_by", "closure_reason", "acknowledged_at"])
    record_deed(by=by, action="refuse_closing", record=report, reason=reason.strip())
    return report


def _proposed(by: Officer, report: Report) -> Report:
    require_sight(by, report)
    report = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if report.state != ReportState.TO_CLOSE:
        raise Refused("Nobody proposed to close this report.", field=None)
    if report.closing_by_id == by.pk:
        raise Refused("Another officer decides on what you proposed.", field=None)
    return report
