from django.db import models
from django.utils.translation import get_language

from sarana.base.accounts.models import Agency, Officer
from sarana.base.identifiers import new_id
from sarana.register.plans.enums import MeasureState, PlanState


class Titled(models.Model):
    """Something that has a title in Khmer and in English."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    title_km = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300)

    class Meta:
        abstract = True

    @property
    def title(self) -> str:
        return self.title_km if (get_language() or "km").startswith("km") else self.title_en


class Plan(Titled):
    """An action plan for some years, adopted by a legal act."""

    starts_on = models.DateField()
    ends_on = models.DateField()
    legal_act = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=PlanState, default=PlanState.DRAFT)

    class Meta:
        ordering = ["-starts_on"]


class Pillar(Titled):
    """A strategy of the plan, such as prevention or protection."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="pillars")
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order"]


class Measure(Titled):
    """What a lead agency promised to do by a day."""

    pillar = models.ForeignKey(Pillar, models.PROTECT, related_name="measures")
    code = models.CharField(max_length=12)
    lead_agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    starts_on = models.DateField()
    due_on = models.DateField()
    state = models.CharField(max_length=12, choices=MeasureState, default=MeasureState.NOT_STARTED)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["code"]


class Target(models.Model):
    """The value of a registered indicator that a measure is to reach in a year."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="targets")
    indicator = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    baseline = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    value = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        ordering = ["year", "indicator"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "indicator", "year"], name="one_target_a_year")
        ]


class ProgressNote(models.Model):
    """What the lead agency says was done, on a day."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="notes")
    on = models.DateField()
    state = models.CharField(max_length=12, choices=MeasureState)
    text_km = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    noted_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-on", "-id"]
