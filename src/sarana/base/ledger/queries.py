from django.db import models
from django.db.models import QuerySet

from sarana.base.ledger.models import Entry
from sarana.base.ledger.rules import GENESIS
from sarana.base.once import composed_once


def head() -> tuple[int, str]:
    """The number and hash of the last entry; ``(0, GENESIS)`` for an empty ledger."""
    last = Entry.objects.order_by("-seq").values_list("seq", "hash").first()
    return last or (0, GENESIS)


def latest_of(record: models.Model, most: int) -> list[Entry]:
    """The latest of what was done to a record; its page asks at every opening."""
    return _latest_of(None, most, kind=record._meta.label_lower, record=str(record.pk))  # noqa: SLF001


@composed_once
def _latest_of(most: int, *, kind: str, record: str) -> QuerySet[Entry]:
    return _trail(kind, record)[:most]


def trail_of(record: models.Model) -> QuerySet[Entry]:
    """Everything that was done to a record, latest first."""
    return _trail(record._meta.label_lower, str(record.pk))  # noqa: SLF001


def _trail(kind: str, record: str) -> QuerySet[Entry]:
    done = Entry.objects.filter(record_type=kind, record_id=record)
    return done.select_related("officer", "officer__agency").order_by("-seq")
