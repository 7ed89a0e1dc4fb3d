from django.db import models

from sarana.base.accounts.models import Agency, Officer
from sarana.base.identifiers import new_id
from sarana.base.vault.models import SealedRecord
from sarana.register.care.enums import ReintegrationStage, Reopening
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
    # Counts from 1; help that begins anew after a closure is another round, and the one before stays as it was.
    round = models.PositiveSmallIntegerField(default=1)
    stage = models.CharField(max_length=16, choices=ReintegrationStage)
    on = models.DateField()
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["round", "on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["victim", "round", "stage"], name="each_reintegration_stage_once")
        ]


class FollowUpVisit(SealedRecord):
    """A visit some months after the integration: how it goes by the person's own word, area by area. Notes are sealed."""

    victim = models.ForeignKey(Victim, models.PROTECT, related_name="visits")
    round = models.PositiveSmallIntegerField(default=1)
    # After 1, 3, 6, 12 or 24 months.
    months = models.PositiveSmallIntegerField()
    visited_on = models.DateField()
    areas = models.JSONField(default=dict)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["round", "visited_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["victim", "round", "months"], name="one_visit_when_due")
        ]


class Reopened(models.Model):
    """Help began anew after a closure, and why."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    victim = models.ForeignKey(Victim, models.PROTECT, related_name="reopenings")
    round = models.PositiveSmallIntegerField()
    on = models.DateField()
    because = models.CharField(max_length=12, choices=Reopening)
    recorded_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["round"]
        constraints = [models.UniqueConstraint(fields=["victim", "round"], name="one_reopening_a_round")]
