from django.db.models import Q, QuerySet
from django.utils.translation import get_language

from sarana.base.found import KeptOnceFound
from sarana.base.places.enums import PlaceLevel
from sarana.base.places.models import Place

PROVINCE_CODE_LENGTH = 2


@KeptOnceFound
def provinces() -> dict[str, Place]:
    """The provinces by code; kept, since a gazetteer changes by a new release only."""
    return {place.code: place for place in Place.objects.filter(level=PlaceLevel.PROVINCE)}


def province_name(code: str, language: str | None = None) -> str:
    """The name of the province in which the place lies; the code itself when it is not in the gazetteer."""
    found = provinces().get(code[:PROVINCE_CODE_LENGTH])
    if found is None:
        return code
    return found.name_km if (language or get_language() or "km").startswith("km") else found.name_latin


def places_within(prefix: str) -> QuerySet[Place]:
    """The place and everything inside it; the whole country for an empty prefix."""
    return Place.objects.filter(code__startswith=prefix) if prefix else Place.objects.all()


def places_named(text: str, level: str | None = None) -> QuerySet[Place]:
    """Places whose Khmer or Latin name or alias begins with the text.

    Latin names repeat (72 villages share one): show the code and parent to choose by, never take the first.
    """
    found = Place.objects.filter(
        Q(name_km__startswith=text) | Q(name_latin__istartswith=text) | Q(aliases__name__istartswith=text)
    ).distinct()
    return (found.filter(level=level) if level else found).select_related("parent__parent")


def full_name(place: Place) -> str:
    """The place with the units around it, smallest first: ``Tuol Svay, Ou Chrov, Banteay Meanchey``."""
    names: list[str] = []
    at: Place | None = place
    while at and at.level != PlaceLevel.COUNTRY:
        names.append(at.name)
        at = at.parent
    return ", ".join(names) or place.name
