from django.db import models

from sarana.base.accounts.models import Agency, Officer
from sarana.base.identifiers import new_id
from sarana.register.care.enums import ReintegrationStage
from sarana.register.cases.models import Victim


class Service(models.Model):
    """Help that a victim was given, by whom and when."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    victim = models.ForeignKey(Victim, models.PROTECT, related_name="services")
    kind = models.CharField(max_length=60)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["started_on", "id"]


class Reintegration(models.Model):
    """A dated stage of a victim's return into a community."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    victim = models.ForeignKey(Victim, models.PROTECT, related_name="reintegration")
    stage = models.CharField(max_length=16, choices=ReintegrationStage)
    on = models.DateField()
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["victim", "stage"], name="each_reintegration_stage_once")
        ]
