from django.db import models

from sarana.base.accounts.models import Agency, Officer
from sarana.base.identifiers import new_id
from sarana.base.vault.models import SealedRecord
from sarana.register.meetings.enums import (
    ActionSource,
    ActionState,
    BodyKind,
    MeetingState,
    Outcome,
    Seat,
)
from sarana.register.plans.enums import Priority
from sarana.register.plans.models import Evidence, Finding, Node
from sarana.register.plans.models.words import Titled, Told


class Body(Titled):
    """A committee or working group: what it looks after, how often it meets, how many make a quorum."""

    code = models.SlugField(max_length=40, unique=True)
    kind = models.CharField(max_length=20, choices=BodyKind)
    # The agency whose officers prepare its meetings.
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="bodies")
    # The parts of plans that it looks after.
    nodes = models.ManyToManyField(Node, blank=True, related_name="bodies")
    # Share of the members, in per cent, that must be present for a decision.
    quorum = models.PositiveSmallIntegerField(default=50)
    # Months between two meetings.
    every_months = models.PositiveSmallIntegerField(default=3)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["kind", "code"]


class Member(models.Model):
    """Who sits in a body, for which agency, in which seat, from when to when; an officer of the record or not."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    body = models.ForeignKey(Body, models.PROTECT, related_name="members")
    officer = models.ForeignKey(Officer, models.PROTECT, null=True, blank=True, related_name="seats")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    seat = models.CharField(max_length=12, choices=Seat, default=Seat.MEMBER)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["body", "id"]


class Meeting(SealedRecord):
    """A meeting of a body. Its minutes are sealed, since they may name persons; signed, they are frozen with a hash."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="meetings")
    number = models.PositiveSmallIntegerField()
    held_on = models.DateField()
    venue = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=MeetingState, default=MeetingState.PLANNED)
    present = models.ManyToManyField(Member, blank=True, related_name="+")
    signed_by = models.ForeignKey(Officer, models.PROTECT, null=True, blank=True, related_name="+")
    signed_at = models.DateTimeField(null=True, blank=True)
    # SHA-256 of agenda, outcomes and minutes as they were signed.
    digest = models.CharField(max_length=64, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-held_on", "-id"]
        constraints = [models.UniqueConstraint(fields=["body", "number"], name="one_meeting_a_number")]


class AgendaItem(Titled):
    """One item of an agenda, linked to the part of the plan it is about, and what came of it."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    order = models.PositiveSmallIntegerField()
    node = models.ForeignKey(Node, models.PROTECT, null=True, blank=True, related_name="agenda_items")
    # The agency that is on the agenda by name, for being late.
    late_agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.CharField(max_length=12, choices=Outcome, default=Outcome.OPEN)
    outcome_km = models.TextField(blank=True)
    outcome_en = models.TextField(blank=True)
    # Number of the decision, ``3/2026``: given once, never used again.
    decision = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["meeting", "order"]
        constraints = [models.UniqueConstraint(fields=["meeting", "order"], name="one_item_a_place")]


class ActionPoint(Told):
    """What somebody was told to do by a day; closed with proof only, and by another person than who did it if urgent."""

    source = models.CharField(max_length=12, choices=ActionSource)
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="actions")
    node = models.ForeignKey(Node, models.PROTECT, null=True, blank=True, related_name="actions")
    finding = models.ForeignKey(Finding, models.PROTECT, null=True, blank=True, related_name="actions")
    assigned_to = models.ForeignKey(Agency, models.PROTECT, related_name="action_points")
    assigned_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    priority = models.CharField(max_length=8, choices=Priority, default=Priority.NORMAL)
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=ActionState, default=ActionState.OPEN)
    evidence = models.ManyToManyField(Evidence, blank=True, related_name="+")
    result = models.CharField(max_length=300, blank=True)
    done_by = models.ForeignKey(Officer, models.PROTECT, null=True, blank=True, related_name="+")
    done_on = models.DateField(null=True, blank=True)
    verified_by = models.ForeignKey(Officer, models.PROTECT, null=True, blank=True, related_name="+")
    closed_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["due_on", "id"]
        indexes = [models.Index(fields=["state", "due_on"])]
