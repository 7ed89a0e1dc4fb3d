from datetime import date

from django.db import models
from django.utils import timezone

from sarana.base.accounts.models import Officer
from sarana.base.identifiers import new_id


class Snapshot(models.Model):
    """A frozen, pseudonymous copy of the register on disk, from which figures are computed for ever."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    folder = models.CharField(max_length=200)
    # SHA-256 of the manifest, which holds the SHA-256 of every file: it names the snapshot to the world.
    digest = models.CharField(max_length=64)
    ledger_size = models.BigIntegerField()
    ledger_head = models.CharField(max_length=64)
    schema_version = models.PositiveIntegerField()
    # The snapshot since which change marks were kept: the next one writes only what they name. One at most.
    is_base = models.BooleanField(default=False)
    # Root -> range of its keys (their first bits) -> how many records; of the base only. Never leaves the database.
    ranges = models.JSONField(default=dict)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_base"], condition=models.Q(is_base=True), name="one_snapshot_is_the_base"
            )
        ]

    @property
    def taken_on(self) -> date:
        """The day here on which it was taken: the database tells moments in UTC, and there it is the day before until seven."""
        return timezone.localdate(self.taken_at)


class ChangeMark(models.Model):
    """A record that was written since the last snapshot, noted by the database itself (triggers): its kind and key."""

    kind = models.CharField(max_length=10)
    key = models.UUIDField()
