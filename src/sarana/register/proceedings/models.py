from django.db import models

from sarana.base.accounts.models import Agency, Officer
from sarana.base.identifiers import new_id
from sarana.register.cases.models import Suspect, Victim
from sarana.register.proceedings.enums import (
    DetentionEnd,
    DetentionKind,
    Outcome,
    Stage,
    Verdict,
)


class Proceeding(models.Model):
    """A criminal proceeding against one accused before one court."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=14, unique=True)
    suspect = models.ForeignKey(Suspect, models.PROTECT, related_name="proceedings")
    court = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    opened_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    stage = models.CharField(max_length=14, choices=Stage, default=Stage.COMPLAINT)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.OPEN)
    # The day of the latest stage: from it the time bar runs.
    moved_on = models.DateField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-id"]
        indexes = [
            # Decided ones, nearly all in the end, can't be barred any more.
            models.Index(
                fields=["moved_on"],
                condition=models.Q(outcome=Outcome.OPEN),
                name="open_proceedings_by_last_stage",
            )
        ]


class Step(models.Model):
    """A dated stage that the proceeding reached, with what the court decided then."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    proceeding = models.ForeignKey(Proceeding, models.PROTECT, related_name="steps")
    stage = models.CharField(max_length=14, choices=Stage)
    on = models.DateField()
    # Articles of the 2008 law (or another code) that are charged.
    articles = models.JSONField(default=list, blank=True)
    verdict = models.CharField(max_length=10, choices=Verdict, blank=True)
    months_imposed = models.PositiveIntegerField(null=True, blank=True)
    months_suspended = models.PositiveIntegerField(null=True, blank=True)
    months_served = models.PositiveIntegerField(null=True, blank=True)
    compensation_ordered = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    compensation_paid = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    recorded_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["on", "id"]
        constraints = [models.UniqueConstraint(fields=["proceeding", "stage"], name="each_stage_once")]


class Detention(models.Model):
    """A time during which the accused was held, by the police or on a judge's order."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    proceeding = models.ForeignKey(Proceeding, models.PROTECT, related_name="detentions")
    kind = models.CharField(max_length=10, choices=DetentionKind)
    began_at = models.DateTimeField()
    # Custody: the prosecutor gave 24 hours more. Detention before trial: the judge extended the order.
    extended = models.BooleanField(default=False)
    ordered_until = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=10, choices=DetentionEnd, blank=True)
    recorded_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["began_at", "id"]


class Absence(models.Model):
    """The accused has absconded: since when, whether a warrant stands, when he was found."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    proceeding = models.ForeignKey(Proceeding, models.PROTECT, related_name="absences")
    since = models.DateField()
    warrant_on = models.DateField(null=True, blank=True)
    returned_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["since", "id"]


class Witness(models.Model):
    """A victim who is heard in a proceeding, under the protection she asked for; named by her pseudonym only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    proceeding = models.ForeignKey(Proceeding, models.PROTECT, related_name="witnesses")
    victim = models.ForeignKey(Victim, models.PROTECT, related_name="testimonies")
    pseudonym = models.CharField(max_length=14)
    # She decides herself whether she is heard; without her yes there is no summons.
    agreed_on = models.DateField()
    protection = models.JSONField(default=list)
    heard_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["proceeding", "victim"], name="one_witness_per_victim")
        ]
