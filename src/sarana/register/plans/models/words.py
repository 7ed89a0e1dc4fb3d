from django.db import models
from django.utils.translation import get_language

from sarana.base.identifiers import new_id


def in_khmer() -> bool:
    """Whether the page that is being made is in Khmer."""
    return (get_language() or "km").startswith("km")


class Titled(models.Model):
    """Something that has a title in Khmer and in English."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    title_km = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300)

    class Meta:
        abstract = True

    @property
    def title(self) -> str:
        return self.title_km if in_khmer() else self.title_en


class Told(models.Model):
    """Something that is told in Khmer, in English or in both; shown in the page's language where it was told in it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    text_km = models.TextField(blank=True)
    text_en = models.TextField(blank=True)

    class Meta:
        abstract = True

    @property
    def text(self) -> str:
        return (self.text_km or self.text_en) if in_khmer() else (self.text_en or self.text_km)

    @property
    def other_language(self) -> str:
        """The language of ``text`` where it is not that of the page; empty where it is."""
        km = in_khmer()
        mine = self.text_km if km else self.text_en
        return "" if mine else ("en" if km else "km")
