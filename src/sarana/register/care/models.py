from django.db import models

from sarana.base.accounts.models import Agency, Officer
from sarana.base.identifiers import new_id
from sarana.base.vault.models import SealedRecord
from sarana.register.care.enums import (
    Area,
    CompensationRoute,
    GoalState,
    ReintegrationStage,
    Reopening,
    ServiceGroup,
    TakesIn,
)
from sarana.register.cases.models import Victim


class Service(models.Model):
    """Help that a victim was given, by whom and when."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    victim = models.ForeignKey(Victim, models.PROTECT, related_name="services")
    kind = models.CharField(max_length=60)
    service_group = models.CharField(max_length=50, choices=ServiceGroup, blank=True)
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
    # Of the integration: when she is visited next; nothing once all visits are made or help has ended.
    visit_due_on = models.DateField(null=True, editable=False)

    class Meta:
        ordering = ["round", "on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["victim", "round", "stage"], name="each_reintegration_stage_once")
        ]
        # By which a desk finds whom to visit, without looking at everybody who ever came home.
        indexes = [
            models.Index(
                fields=["visit_due_on", "id"],
                name="visits_by_day",
                condition=models.Q(visit_due_on__isnull=False),
            )
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


class PlannedGoal(SealedRecord):
    """One line of a service plan: what she needs and wants to reach (sealed ``need``, ``goal``), by which help, until when."""

    victim = models.ForeignKey(Victim, models.PROTECT, related_name="goals")
    round = models.PositiveSmallIntegerField(default=1)
    area = models.CharField(max_length=12, choices=Area)
    kind = models.CharField(max_length=60)
    service_group = models.CharField(max_length=50, choices=ServiceGroup)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    due_on = models.DateField()
    goal_state = models.CharField(max_length=10, choices=GoalState, default=GoalState.PLANNED)
    ended_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["round", "due_on", "id"]


class Shelter(SealedRecord):
    """A house with beds. People name it by its number; where it is and whom to call there are sealed (``address``, ``phone``)."""

    number = models.CharField(max_length=14, unique=True)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="shelters")
    takes_in = models.CharField(max_length=10, choices=TakesIn)
    beds = models.PositiveSmallIntegerField()
    # A plain count: in which house a person stays is sealed with her stay, so that no table joins the two.
    beds_taken = models.PositiveSmallIntegerField(default=0)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]


class ShelterStay(SealedRecord):
    """Nights in a shelter. Which house it is stays sealed (``shelter``) and is read by those who care for her alone."""

    victim = models.ForeignKey(Victim, models.PROTECT, related_name="stays")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["started_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["victim"], condition=models.Q(ended_on=None), name="one_bed_at_a_time"
            )
        ]


class Compensation(models.Model):
    """Money that a victim asks for, what was granted, and what really reached her."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    victim = models.ForeignKey(Victim, models.PROTECT, related_name="compensations")
    route = models.CharField(max_length=12, choices=CompensationRoute)
    # Who helps her to ask: legal aid.
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    currency = models.CharField(max_length=3, default="KHR")
    asked_on = models.DateField()
    amount_asked = models.DecimalField(max_digits=16, decimal_places=2)
    granted_on = models.DateField(null=True, blank=True)
    amount_granted = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    paid_on = models.DateField(null=True, blank=True)
    amount_paid = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    recorded_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["asked_on", "id"]
