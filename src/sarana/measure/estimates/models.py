from django.db import models

from sarana.base.accounts.models import Officer
from sarana.base.identifiers import new_id
from sarana.measure.figures.models import Snapshot


class KeptEstimate(models.Model):
    """What was answered to how many there are in all: the year, the assumption, the snapshot, the range with its gates.

    Never changed: another assumption or a later snapshot is another version.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    calendar = models.CharField(max_length=20)
    version = models.PositiveIntegerField()
    # How the lists hang together, in the statistician's words; public, so that no person is named.
    assumption = models.TextField()
    # Rounded answers, gates and their words; no count of an overlap.
    result = models.JSONField()
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["year", "calendar", "version"], name="one_estimate_a_version")
        ]
