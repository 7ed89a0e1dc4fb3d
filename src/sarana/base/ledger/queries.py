from django.db import models
from django.db.models import QuerySet

from sarana.base.ledger.models import Entry
from sarana.base.ledger.rules import GENESIS


def head() -> tuple[int, str]:
    """The number and hash of the last entry; ``(0, GENESIS)`` for an empty ledger."""
    last = Entry.objects.order_by("-seq").values_list("seq", "hash").first()
    return last or (0, GENESIS)


def trail_of(record: models.Model) -> QuerySet[Entry]:
    """Everything that was done to a record, latest first."""
    return (
        Entry.objects.filter(record_type=record._meta.label_lower, record_id=str(record.pk))  # noqa: SLF001
        .select_related("officer", "officer__agency")
        .order_by("-seq")
    )
