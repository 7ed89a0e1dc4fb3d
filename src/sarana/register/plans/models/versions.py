from django.db import models

from sarana.base.accounts.models import Officer
from sarana.base.identifiers import new_id
from sarana.register.plans.enums import AmendmentState
from sarana.register.plans.models.spine import Node, Plan


class PlanVersion(models.Model):
    """The whole plan as it was adopted or amended: frozen, hashed, never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    legal_act = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    content = models.JSONField()
    # SHA-256 of the content as canonical JSON.
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["plan", "-number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="one_version_a_number")]


class Amendment(models.Model):
    """A change of an adopted plan: proposed field by field, adopted as a whole by a legal act."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="amendments")
    reason = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=AmendmentState, default=AmendmentState.PROPOSED)
    legal_act = models.CharField(max_length=200, blank=True)
    opened_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    decided_on = models.DateField(null=True, blank=True)
    # The version that it made.
    made = models.OneToOneField(PlanVersion, models.PROTECT, null=True, blank=True, related_name="amendment")

    class Meta:
        ordering = ["-id"]


class ProposedChange(models.Model):
    """One field of one node that an amendment changes.

    ``dropped_on`` as the field takes the node out of the plan; ``target`` sets a target, ``about`` says of what indicator,
    period and place; ``milestone`` adds one, ``about`` is its title.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    amendment = models.ForeignKey(Amendment, models.CASCADE, related_name="changes")
    node = models.ForeignKey(Node, models.PROTECT, related_name="+")
    field = models.CharField(max_length=30)
    about = models.CharField(max_length=340, blank=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        ordering = ["node__path", "field", "about"]
        constraints = [
            models.UniqueConstraint(fields=["amendment", "node", "field", "about"], name="one_change_a_field")
        ]
