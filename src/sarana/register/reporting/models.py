from django.db import models

from sarana.base.accounts.models import Agency, Officer
from sarana.base.identifiers import new_id
from sarana.base.vault.models import SealedRecord
from sarana.register.plans.enums import Rag
from sarana.register.plans.models import Amendment, IndicatorUse, Node, Plan, PlanVersion
from sarana.register.plans.models.words import Titled, Told
from sarana.register.reporting.enums import (
    Every,
    Rater,
    ReportState,
    ReviewKind,
    SheetState,
    StepKind,
    Verdict,
)


class Template(Titled):
    """What units report on and how often; the days are counted from the last day of each period."""

    code = models.SlugField(max_length=40, unique=True)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="templates")
    every = models.CharField(max_length=10, choices=Every, default=Every.QUARTER)
    units = models.ManyToManyField(Agency, blank=True, related_name="+")
    opens_after = models.SmallIntegerField(default=1)
    due_after = models.SmallIntegerField(default=15)
    timely_after = models.SmallIntegerField(default=15)
    locks_after = models.SmallIntegerField(default=60)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["code"]


class TemplateLine(models.Model):
    """One indicator of a template, counted by hand, and the parts into which each unit splits its value."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    template = models.ForeignKey(Template, models.PROTECT, related_name="lines")
    use = models.ForeignKey(IndicatorUse, models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField()
    splits = models.JSONField(default=list, blank=True)
    # Whether it counts persons: then small numbers never leave the house.
    of_persons = models.BooleanField(default=False)
    # Asked for in periods that begin on or after the first day and end on or before the last; empty means always.
    asked_from = models.DateField(null=True, blank=True)
    asked_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["template", "order"]
        constraints = [models.UniqueConstraint(fields=["template", "use"], name="one_line_an_indicator")]


class Slot(models.Model):
    """What one unit owes for one period: from when it can be entered, when it is due, until when it counts as timely."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    template = models.ForeignKey(Template, models.PROTECT, related_name="slots")
    unit = models.ForeignKey(Agency, models.PROTECT, related_name="slots")
    # ``2026-Q3``, ``2026-H1`` or ``2026``.
    period = models.CharField(max_length=7)
    opens_on = models.DateField()
    due_on = models.DateField()
    timely_until = models.DateField()
    locks_on = models.DateField()

    class Meta:
        ordering = ["-due_on", "unit"]
        constraints = [
            models.UniqueConstraint(fields=["template", "unit", "period"], name="one_slot_a_period")
        ]
        indexes = [models.Index(fields=["template", "period"])]


class SlotException(models.Model):
    """More time for one slot, given by somebody for a reason."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slot = models.ForeignKey(Slot, models.PROTECT, related_name="exceptions")
    until = models.DateField()
    reason = models.CharField(max_length=300)
    given_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]


class Sheet(SealedRecord):
    """What a unit reports in a slot: values, and its own words (``narrative``, ``obstacle``, ``way_forward``), sealed."""

    slot = models.OneToOneField(Slot, models.PROTECT, related_name="sheet")
    state = models.CharField(max_length=10, choices=SheetState, default=SheetState.DRAFT)
    entered_by = models.ForeignKey(Officer, models.PROTECT, null=True, blank=True, related_name="+")
    # The first day on which a second person cleared it: by that it is timely or late, whatever was sent back since.
    cleared_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-id"]


class SheetValue(models.Model):
    """One value of a sheet, a decimal; with its parts, or the reason why there is none or the parts don't make it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="values")
    line = models.ForeignKey(TemplateLine, models.PROTECT, related_name="+")
    value = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    incomplete_reason = models.CharField(max_length=300, blank=True)
    # Name of the part -> amount as a decimal string.
    parts = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["line__order"]
        constraints = [models.UniqueConstraint(fields=["sheet", "line"], name="one_value_a_line")]


class SheetStep(models.Model):
    """One step of a sheet, with what it said then; each carries the hash of the one before."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=8, choices=StepKind)
    done_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=300, blank=True)
    content = models.JSONField(default=dict)
    prior = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["id"]


class PeriodReport(models.Model):
    """The national report of a period: accepted values only, frozen and hashed; signed by one, published by another."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    template = models.ForeignKey(Template, models.PROTECT, related_name="reports")
    period = models.CharField(max_length=7)
    number = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=ReportState, default=ReportState.SIGNED)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    signed_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()
    published_by = models.ForeignKey(Officer, models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    # Why it replaces the one before it.
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-period", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["template", "period", "number"], name="one_report_a_number")
        ]


class Erratum(models.Model):
    """A published number that a corrected report changed: what it was, what it is, why."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    report = models.ForeignKey(PeriodReport, models.PROTECT, related_name="errata")
    line = models.ForeignKey(TemplateLine, models.PROTECT, related_name="+")
    before = models.CharField(max_length=30)
    after = models.CharField(max_length=30)

    class Meta:
        ordering = ["line__order"]


class Rating(Told):
    """How somebody says that a node stands, beside what the rule says: the lead agency, the secretariat, civil society."""

    node = models.ForeignKey(Node, models.PROTECT, related_name="ratings")
    rater = models.CharField(max_length=14, choices=Rater)
    rag = models.CharField(max_length=6, choices=Rag)
    # What the rule said on that day.
    rule = models.CharField(max_length=6, choices=Rag)
    rated_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        ordering = ["-on", "-id"]


class PublishedPlan(models.Model):
    """A frozen version of a plan that a named person put before the public."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan_version = models.OneToOneField(PlanVersion, models.PROTECT, related_name="published")
    published_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["-published_at"]


class ReadReceipt(models.Model):
    """An agency's word that it has read a published version of the plan."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    published = models.ForeignKey(PublishedPlan, models.PROTECT, related_name="receipts")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    read_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    read_at = models.DateTimeField()

    class Meta:
        ordering = ["read_at"]
        constraints = [models.UniqueConstraint(fields=["published", "agency"], name="one_receipt_an_agency")]


class Review(models.Model):
    """A look back on a plan, measure by measure; what it changes becomes an amendment, what is left goes into the next plan."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="reviews")
    kind = models.CharField(max_length=8, choices=ReviewKind)
    opened_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_on = models.DateField(null=True, blank=True)
    amendment = models.ForeignKey(Amendment, models.PROTECT, null=True, blank=True, related_name="+")
    next_plan = models.ForeignKey(Plan, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-id"]


class ReviewedNode(Told):
    """What a review says of one measure, and how it stood by rule on that day."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="nodes")
    node = models.ForeignKey(Node, models.PROTECT, related_name="reviewed")
    verdict = models.CharField(max_length=8, choices=Verdict)
    rule = models.CharField(max_length=6, choices=Rag)
    new_due_on = models.DateField(null=True, blank=True)
    carried_to = models.ForeignKey(Node, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["node__path"]
        constraints = [models.UniqueConstraint(fields=["review", "node"], name="one_verdict_a_review")]
