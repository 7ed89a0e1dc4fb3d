from django.db import models

from sarana.base.accounts.models import Agency, Officer
from sarana.base.identifiers import new_id


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
