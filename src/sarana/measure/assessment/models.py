from django.db import models

from sarana.base.accounts.models import Agency, Officer
from sarana.base.files.models import Attachment
from sarana.base.identifiers import new_id
from sarana.measure.assessment.enums import EvidenceKind, Rating, Told, Voice
from sarana.measure.figures.models import Snapshot
from sarana.register.plans.models import Node


class CountryTier(models.Model):
    """A country's placement in one US report, with the source that tells it and how far it can be trusted."""

    country = models.CharField(max_length=80)
    iso3 = models.CharField(max_length=3, blank=True)
    year = models.PositiveSmallIntegerField()
    tier = models.CharField(max_length=3)
    source = models.CharField(max_length=160)
    confidence = models.CharField(max_length=12)

    class Meta:
        ordering = ["-year", "country"]
        constraints = [
            models.UniqueConstraint(fields=["country", "year"], name="one_tier_a_country_and_year")
        ]


class Assessment(models.Model):
    """The self-assessment for one US report: April of the year before to March, on one snapshot once it is published."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    year = models.PositiveSmallIntegerField(unique=True)
    opened_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)
    # Frozen with the publication: later snapshots change nothing of what was published.
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, null=True, blank=True, related_name="+")
    published_by = models.ForeignKey(Officer, models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-year"]


class FactTold(models.Model):
    """A fact that the register does not hold, as somebody told it with its source. The latest counts; none is changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="facts")
    fact = models.CharField(max_length=40)
    told = models.CharField(max_length=10, choices=Told, default=Told.VALUE)
    value = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    source = models.CharField(max_length=300)
    told_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    told_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]


class CriterionRating(models.Model):
    """One voice's judgement of a criterion, with its reason. The latest of each voice counts; none is changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="ratings")
    criterion = models.CharField(max_length=5)
    voice = models.CharField(max_length=14, choices=Voice)
    rating = models.CharField(max_length=8, choices=Rating)
    reason = models.TextField()
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    rated_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    rated_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]


class CriterionEvidence(models.Model):
    """What shows that a criterion is met or not: a figure, a query, a measure of the plan, a file, a document at an address."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="evidence")
    criterion = models.CharField(max_length=5)
    kind = models.CharField(max_length=10, choices=EvidenceKind)
    title = models.CharField(max_length=200)
    figure = models.CharField(max_length=60, blank=True)
    query = models.CharField(max_length=300, blank=True)
    node = models.ForeignKey(Node, models.PROTECT, null=True, blank=True, related_name="+")
    # Encrypted; whoever reads assessments may open it, so it names nobody.
    file = models.ForeignKey(Attachment, models.PROTECT, null=True, blank=True, related_name="+")
    address = models.URLField(max_length=400, blank=True)
    added_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
