from django.db import connection
from django.utils import timezone

from sarana.register.reports.actions import expire_reports
from sarana.register.reports.models import Report, ReportMessage, ReportReceipt, ReportToken


def expire_and_scrub() -> int:
    """The nightly round: let old unlinked public reports expire, then overwrite what the database freed.

    SQLite overwrites deleted content by itself (``secure_delete``), but its write-ahead log keeps earlier pages until a
    checkpoint; PostgreSQL keeps dead rows until VACUUM.

    Returns:
        How many reports expired.
    """
    expired = expire_reports(now=timezone.now())
    if expired and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                for model in (Report, ReportMessage, ReportReceipt, ReportToken):
                    cursor.execute(f"VACUUM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: SLF001
            else:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return expired
