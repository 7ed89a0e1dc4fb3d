"""What nobody linked within ninety days loses its words for good; the row stays and is counted."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from sarana.base.ledger.actions import Deed, record_deeds
from sarana.register.reports.enums import ReportState
from sarana.register.reports.models import Report, ReportMessage, ReportReceipt, ReportToken

# The default of GlobaLeaks, counted from the last thing that was written.
KEPT = timedelta(days=90)


def reports_to_expire(now: datetime) -> QuerySet[Report]:
    """Public reports that are older than ``KEPT``, in no case and no operation, and in which nobody wrote since."""
    before = now - KEPT
    wrote = ReportMessage.objects.filter(report=OuterRef("pk"), sent_at__gte=before)
    return (
        Report.objects.filter(from_public=True, expired_at=None, received_at__lt=before)
        .exclude(state=ReportState.LINKED)
        .filter(~Exists(wrote), cases=None, operations=None)
    )


@transaction.atomic
def expire_reports(*, now: datetime) -> int:
    """Destroy the keys and sealed bytes of reports whose time is over, their messages, tokens and receipts.

    What stays: number, day, province, the answers that are codes, what became of it, and the ledger.

    Returns:
        How many reports expired.
    """
    reports = list(reports_to_expire(now).select_for_update(of=("self",)))
    if not reports:
        return 0
    ids = [report.pk for report in reports]
    erased = {"wrapped_key": None, "sealed": None}
    ReportMessage.objects.filter(report__in=ids).update(**erased)
    ReportToken.objects.filter(report__in=ids).delete()
    ReportReceipt.objects.filter(report__in=ids).delete()
    Report.objects.filter(pk__in=ids).update(
        **erased, expired_at=now, vessel="", vessel_flag="", next_port="", language=""
    )
    record_deeds(
        by=None, deeds=[Deed("expire_report", report, {"state": report.state}) for report in reports]
    )
    return len(reports)
