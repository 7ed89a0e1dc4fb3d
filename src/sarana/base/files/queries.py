from django.db import models
from django.db.models import QuerySet

from sarana.base.files.models import Attachment


def attachments_of(record: models.Model) -> QuerySet[Attachment]:
    """The files kept with a record, latest first."""
    return Attachment.objects.filter(
        record_type=record._meta.label_lower,  # noqa: SLF001
        record_id=str(record.pk),
    ).select_related("agency_key", "added_by__agency")
