from django.db import models

from sarana.base.accounts.models import Agency, Officer
from sarana.base.files.models import Attachment
from sarana.base.identifiers import new_id
from sarana.register.plans.enums import (
    Audience,
    FindingSource,
    Level,
    MeasureState,
    ObstacleKind,
    RiskKind,
    Scheme,
)
from sarana.register.plans.models.spine import Node
from sarana.register.plans.models.words import Told


class Evidence(models.Model):
    """What proves that something was done: a file, or a figure of the register; hashed, with a redacted twin if need be."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    node = models.ForeignKey(Node, models.PROTECT, null=True, blank=True, related_name="evidence")
    title = models.CharField(max_length=200)
    file = models.ForeignKey(Attachment, models.PROTECT, null=True, blank=True, related_name="+")
    # The same without names, for those who may not see the file itself.
    redacted = models.ForeignKey(Attachment, models.PROTECT, null=True, blank=True, related_name="+")
    # Indicator, version, period, place and digest of the snapshot, for a figure of the register.
    query = models.JSONField(null=True, blank=True)
    digest = models.CharField(max_length=64)
    audience = models.CharField(max_length=8, choices=Audience, default=Audience.UNIT)
    added_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]


class Finding(Told):
    """What somebody outside found missing, and which nodes of the plan answer it."""

    source = models.CharField(max_length=8, choices=FindingSource)
    document = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField()
    paragraph = models.CharField(max_length=60, blank=True)
    address = models.URLField(blank=True)
    nodes = models.ManyToManyField(Node, blank=True, related_name="findings")

    class Meta:
        ordering = ["-year", "source", "id"]


class NodeTag(models.Model):
    """A node of the plan filed under a head of an outside frame."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    node = models.ForeignKey(Node, models.CASCADE, related_name="tags")
    scheme = models.CharField(max_length=6, choices=Scheme)
    code = models.CharField(max_length=20)

    class Meta:
        ordering = ["scheme", "code"]
        constraints = [models.UniqueConstraint(fields=["node", "scheme", "code"], name="one_tag_a_node")]


class Risk(Told):
    """What may go wrong, or has to hold; likelihood and impact from 1 (small) to 5 (large)."""

    node = models.ForeignKey(Node, models.PROTECT, related_name="risks")
    kind = models.CharField(max_length=10, choices=RiskKind, default=RiskKind.RISK)
    likelihood = models.PositiveSmallIntegerField()
    impact = models.PositiveSmallIntegerField()
    mitigation = models.CharField(max_length=300, blank=True)
    owner_agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]


class Obstacle(Told):
    """What a node is stuck on, of whom help is asked, and on which level it lies now."""

    node = models.ForeignKey(Node, models.PROTECT, related_name="obstacles")
    kind = models.CharField(max_length=12, choices=ObstacleKind)
    asked_of = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    level = models.CharField(max_length=14, choices=Level, default=Level.UNIT)
    raised_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    raised_on = models.DateField()
    resolved_on = models.DateField(null=True, blank=True)
    resolution = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-id"]


class Escalation(models.Model):
    """One step of an obstacle to a higher level."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    obstacle = models.ForeignKey(Obstacle, models.PROTECT, related_name="escalations")
    level = models.CharField(max_length=14, choices=Level)
    on = models.DateField()
    escalated_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)

    class Meta:
        ordering = ["id"]


class ProgressNote(Told):
    """What the lead agency says was done, on a day."""

    node = models.ForeignKey(Node, models.PROTECT, related_name="notes")
    on = models.DateField()
    state = models.CharField(max_length=12, choices=MeasureState)
    noted_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-on", "-id"]
