from django.db import models

from sarana.base.accounts.models import Officer


class Entry(models.Model):
    """One line of the append-only log, chained by hash to the line before it.

    ``change`` holds the changed fields as canonical JSON: codes, dates and numbers, never an identity; a sealed field
    is named only. Database triggers refuse UPDATE, DELETE, TRUNCATE and any insert out of order.
    """

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    officer = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    agency = models.CharField(max_length=40)
    action = models.CharField(max_length=60)
    record_type = models.CharField(max_length=60)
    record_id = models.CharField(max_length=40)
    reason = models.TextField(blank=True)
    change = models.TextField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["seq"]
        indexes = [models.Index(fields=["record_type", "record_id", "seq"])]


class Checkpoint(models.Model):
    """A head of the ledger that was fixed on a day, to be published: size, last hash, Merkle root (RFC 6962)."""

    size = models.BigIntegerField(primary_key=True)
    made_at = models.DateTimeField()
    head = models.CharField(max_length=64)
    merkle_root = models.CharField(max_length=64)
