from django.db import models

from sarana.base.accounts.models import Officer
from sarana.base.identifiers import new_id


class PublishedFigure(models.Model):
    """A number that somebody published: by whom, for which period and scope, where it stands. Never corrected in place."""

    indicator = models.CharField(max_length=80, db_index=True)
    # A number, or a rank such as "2WL": kept as it was printed.
    value = models.CharField(max_length=40)
    period_start = models.DateField(null=True)
    period_end = models.DateField(null=True)
    claimant = models.CharField(max_length=120)
    scope = models.CharField(max_length=60, blank=True)
    note = models.TextField(blank=True)
    source = models.URLField(max_length=400)

    class Meta:
        ordering = ["indicator", "period_start", "claimant", "id"]


class CheckedText(models.Model):
    """A text whose statements were held against the record; the text is public matter and isn't sealed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    title = models.CharField(max_length=300)
    text = models.TextField()
    published_on = models.DateField(null=True, blank=True)
    checked_at = models.DateTimeField()
    checked_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    # The outcome in the form of the command contract, with the snapshot it was held against.
    result = models.JSONField(default=dict)

    class Meta:
        ordering = ["-id"]
