from django.utils import timezone

from sarana.base.vault.overwriting import AGAIN_FOR, overwrite_tables_of
from sarana.register.reports.actions import expire_reports
from sarana.register.reports.models import Report, ReportMessage, ReportReceipt, ReportToken


def expire_and_overwrite() -> int:
    """The nightly round: let old unlinked public reports expire, then overwrite what the database freed.

    Returns:
        How many reports expired.
    """
    now = timezone.now()
    expired = expire_reports(now=now)
    if Report.objects.filter(expired_at__gte=now - AGAIN_FOR).exists():
        overwrite_tables_of(Report, ReportMessage, ReportReceipt, ReportToken)
    return expired
