from django.db import models

from sarana.base.identifiers import new_id
from sarana.base.places.models import Place
from sarana.register.plans.enums import Adds, Counted, Direction
from sarana.register.plans.models.spine import Node
from sarana.register.plans.models.words import in_khmer


class IndicatorUse(models.Model):
    """An indicator by which a node is measured: one of the figures registry, or one that is counted by hand and marked so."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    node = models.ForeignKey(Node, models.PROTECT, related_name="indicators")
    # Code in the figures registry; empty for one that is counted by hand.
    indicator = models.CharField(max_length=60, blank=True)
    name_km = models.CharField(max_length=300, blank=True)
    name_en = models.CharField(max_length=300, blank=True)
    unit_km = models.CharField(max_length=60, blank=True)
    unit_en = models.CharField(max_length=60, blank=True)
    # What is counted, over what, and where it is found (means of verification).
    definition_km = models.TextField(blank=True)
    definition_en = models.TextField(blank=True)
    verified_by = models.CharField(max_length=200, blank=True)
    counts = models.CharField(max_length=10, choices=Counted, default=Counted.OUTPUT)
    direction = models.CharField(max_length=4, choices=Direction, default=Direction.UP)
    across_periods = models.CharField(max_length=6, choices=Adds, default=Adds.SUM)
    across_places = models.CharField(max_length=6, choices=Adds, default=Adds.SUM)
    baseline = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    baseline_on = models.DateField(null=True, blank=True)
    baseline_source = models.CharField(max_length=200, blank=True)
    definition_version = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["node", "id"]

    @property
    def name(self) -> str:
        """Its own name; for one of the registry the registry knows better."""
        return (self.name_km if in_khmer() else self.name_en) or self.indicator

    @property
    def is_by_hand(self) -> bool:
        return not self.indicator


class Target(models.Model):
    """The value that an indicator is to reach in a period (``2026`` or ``2026-Q3``), in a place or in the whole country."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    use = models.ForeignKey(IndicatorUse, models.PROTECT, related_name="targets")
    period = models.CharField(max_length=7)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    value = models.DecimalField(max_digits=16, decimal_places=2)
    # Why the parts don't make the whole, where they don't.
    parts_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["period", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["use", "period"], condition=models.Q(place=None), name="one_national_target"
            ),
            models.UniqueConstraint(fields=["use", "period", "place"], name="one_target_a_place"),
        ]
