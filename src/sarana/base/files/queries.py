from django.db import models
from django.db.models import QuerySet

from sarana.base.files.models import Attachment
from sarana.base.once import composed_once


def attachments_of(record: models.Model) -> list[Attachment]:
    """The files kept with a record, latest first."""
    return _attachments(kind=record._meta.label_lower, record=str(record.pk))  # noqa: SLF001


@composed_once
def _attachments(*, kind: str, record: str) -> QuerySet[Attachment]:
    found = Attachment.objects.filter(record_type=kind, record_id=record)
    return found.select_related("agency_key", "added_by__agency")
