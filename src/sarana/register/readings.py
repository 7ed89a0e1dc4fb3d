"""Who read the sealed words of a record: once per officer, record and day, in the ledger."""

from collections.abc import Sequence
from datetime import datetime

from django.db import models, transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from sarana.base.accounts.models import Officer
from sarana.base.ledger.actions import Deed, record_deeds
from sarana.base.ledger.models import Entry
from sarana.base.once import composed_once, keeps_plan, portions

READINGS = (
    "read_report",
    "read_case",
    "read_interview",
    "read_request",
    "read_letter",
    "take_letter",
    "read_inquiry",
)


def record_reading(*, by: Officer, record: models.Model, action: str) -> None:
    """Put a reading on record, unless the officer read this record today already."""
    record_readings(by=by, records=[record], action=action)


def record_readings(*, by: Officer, records: Sequence[models.Model], action: str) -> None:
    """Put the readings of several records of one kind on record, those apart that the officer read today already."""
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    read = {
        key
        for some in portions(records)
        for (key,) in _read_since(
            kind=some[0]._meta.label_lower,  # noqa: SLF001
            keys=tuple(str(one.pk) for one in some),
            officer=by.pk,
            action=action,
            since=today,
        )
    }
    deeds = [Deed(action, record) for record in records if str(record.pk) not in read]
    if deeds:
        with transaction.atomic():
            record_deeds(by=by, deeds=deeds)


@composed_once
def _read_since(
    *, kind: str, keys: tuple[str, ...], officer: int, action: str, since: datetime
) -> QuerySet[Entry, tuple[str]]:
    read = Entry.objects.filter(record_type=kind, record_id__in=keys, officer=officer, action=action)
    return read.filter(at__gte=since).values_list("record_id")


def readers_of(record: models.Model, limit: int = 8) -> list[tuple[Officer, datetime]]:
    """Who read the record's words and when last, the latest first."""
    last = dict(_last_readings(None, limit, kind=record._meta.label_lower, record=str(record.pk)))  # noqa: SLF001
    if not last:
        return []
    officers = {officer.pk: officer for officer in _readers(keys=tuple(last))}
    return [(officers[pk], at) for pk, at in last.items()]


@composed_once
@keeps_plan
def _last_readings(limit: int, *, kind: str, record: str) -> QuerySet[Entry, tuple[int, datetime]]:
    read = Entry.objects.filter(record_type=kind, record_id=record, action__in=READINGS)
    last = read.exclude(officer=None).order_by().values("officer").annotate(last=Max("at"))
    return last.order_by("-last").values_list("officer", "last")[:limit]


@composed_once
def _readers(*, keys: tuple[int, ...]) -> QuerySet[Officer]:
    return Officer.objects.filter(pk__in=keys).select_related("agency")
