from django.db import models

from sarana.base.accounts.models import Agency, Officer
from sarana.base.identifiers import new_id
from sarana.base.vault.models import SealedRecord


class Return(models.Model):
    """A unit's word that its records for a month are complete; "nothing happened" is an answer, silence is none."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="returns")
    # The first day of the month it is about.
    month = models.DateField()
    nothing_to_report = models.BooleanField(default=False)
    sent_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["-month", "agency"]
        constraints = [models.UniqueConstraint(fields=["agency", "month"], name="one_return_a_month")]


class QuarterlyForm(SealedRecord):
    """What a provincial committee tells of a quarter: done, planned, obstacles, cases, decisions (sealed words).

    The operations stand in it by themselves; when it is sent they are frozen in ``sheets``, one entry an operation.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="quarterly_forms")
    year = models.PositiveSmallIntegerField()
    quarter = models.PositiveSmallIntegerField()
    sheets = models.JSONField(default=list, blank=True)
    sent_by = models.ForeignKey(Officer, models.PROTECT, null=True, blank=True, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-year", "-quarter", "agency"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "year", "quarter"], name="one_form_a_quarter")
        ]
