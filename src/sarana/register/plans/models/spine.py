from django.db import models

from sarana.base.accounts.models import Agency, Officer
from sarana.base.places.models import Place
from sarana.register.plans.enums import Delivery, MeasureState, NodeKind, PlanState, Priority
from sarana.register.plans.models.words import Titled, in_khmer


class Plan(Titled):
    """An action plan for some years, adopted by a legal act."""

    starts_on = models.DateField()
    ends_on = models.DateField()
    legal_act = models.CharField(max_length=200, blank=True)
    adopted_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=PlanState, default=PlanState.DRAFT)
    # The plan that this one follows; its unfinished measures were carried over.
    supersedes = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="followed_by")

    class Meta:
        ordering = ["-starts_on"]


class Node(Titled):
    """One node of the spine: strategy > objective > measure > activity.

    ``path`` is made of the orders from the strategy down, ``001.002.004``: it sorts the plan, and a subtree is a prefix.
    What only some kinds have (lead agency, days, place) is empty for the others.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="nodes")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    kind = models.CharField(max_length=10, choices=NodeKind)
    order = models.PositiveSmallIntegerField()
    path = models.CharField(max_length=24)
    code = models.CharField(max_length=16)
    # Why it is in the plan, and what has to hold for it to work.
    problem_km = models.TextField(blank=True)
    problem_en = models.TextField(blank=True)
    # Share of the parent's achievement; equal shares where nobody gave one.
    weight = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    lead_agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    partners = models.ManyToManyField(Agency, blank=True, related_name="+")
    owner = models.ForeignKey(Officer, models.PROTECT, null=True, blank=True, related_name="+")
    deputy = models.ForeignKey(Officer, models.PROTECT, null=True, blank=True, related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    starts_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    priority = models.CharField(max_length=8, choices=Priority, default=Priority.NORMAL)
    delivery = models.CharField(max_length=10, choices=Delivery, default=Delivery.MILESTONES)
    deliverable_km = models.CharField(max_length=300, blank=True)
    deliverable_en = models.CharField(max_length=300, blank=True)
    # The lead agency's own word; how it stands by rule is computed, never stored.
    state = models.CharField(max_length=12, choices=MeasureState, default=MeasureState.NOT_STARTED)
    # The node of the plan before that was carried over into this one.
    carried_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="carried_into"
    )
    # An amendment that isn't adopted yet and would add it; until then it doesn't belong to the plan.
    proposed_in = models.ForeignKey(
        "plans.Amendment", models.CASCADE, null=True, blank=True, related_name="added"
    )
    dropped_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["plan", "path"]
        constraints = [models.UniqueConstraint(fields=["plan", "path"], name="one_node_a_path")]
        indexes = [models.Index(fields=["plan", "kind", "path"])]

    @property
    def problem(self) -> str:
        return (self.problem_km or self.problem_en) if in_khmer() else (self.problem_en or self.problem_km)

    @property
    def deliverable(self) -> str:
        return (
            (self.deliverable_km or self.deliverable_en)
            if in_khmer()
            else (self.deliverable_en or self.deliverable_km)
        )

    @property
    def pillar_path(self) -> str:
        """The path of the strategy it stands in."""
        return self.path.split(".", 1)[0]


class Milestone(Titled):
    """A step of a measure or activity that can be seen to be reached, with its share of the whole in per cent."""

    node = models.ForeignKey(Node, models.PROTECT, related_name="milestones")
    due_on = models.DateField()
    share = models.DecimalField(max_digits=5, decimal_places=2)
    reached_on = models.DateField(null=True, blank=True)
    # The file or query that shows it; a milestone without one isn't reached.
    shown_by = models.ForeignKey("plans.Evidence", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["due_on", "id"]
