from django.db import models

from sarana.base.accounts.models import Officer
from sarana.base.vault.models import SealedRecord


class Attachment(SealedRecord):
    """A file that belongs to a record: name and content encrypted under a key of its own."""

    record_type = models.CharField(max_length=60)
    record_id = models.CharField(max_length=40)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    # SHA-256 of the content as it was kept, so that a copy can be proven to be the same.
    digest = models.CharField(max_length=64)
    path = models.CharField(max_length=200)
    added_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-added_at"]
        indexes = [models.Index(fields=["record_type", "record_id"])]
