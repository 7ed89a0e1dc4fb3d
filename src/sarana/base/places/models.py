from django.db import models
from django.utils.translation import get_language

from sarana.base.places.enums import PlaceLevel


class Place(models.Model):
    """One unit of the official gazetteer. Codes are text, keep their leading zeros and nest by prefix.

    The country's own code is its ISO 3166-1 alpha-2 code. A unit that was dissolved keeps its row with ``valid_until``.
    """

    code = models.CharField(max_length=12, primary_key=True)
    level = models.CharField(max_length=10, choices=PlaceLevel)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    name_km = models.CharField(max_length=120)
    name_latin = models.CharField(max_length=120)
    unit_km = models.CharField(max_length=40, blank=True)
    unit_en = models.CharField(max_length=40, blank=True)
    iso_3166_2 = models.CharField(max_length=8, blank=True)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)

    class Meta:
        ordering = ["code"]
        indexes = [models.Index(fields=["level", "code"])]

    @property
    def name(self) -> str:
        return self.name_km if (get_language() or "km").startswith("km") else self.name_latin

    @property
    def prefix(self) -> str:
        """What the codes of everything inside begin with: nothing for the country itself."""
        return "" if self.level == PlaceLevel.COUNTRY else self.code


class PlaceAlias(models.Model):
    """Another spelling or a former name of a place, with the years it was in use where known."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=120, db_index=True)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    source = models.CharField(max_length=200)
