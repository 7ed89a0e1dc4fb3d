"""A place by the name somebody types: with its kind before it, with a slip in it, or shared by several places."""

from difflib import get_close_matches

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _

from sarana.base.places.enums import PlaceLevel
from sarana.base.places.models import Place
from sarana.base.places.queries import full_name, places_named, provinces
from sarana.science.names import normalise

# "Province of Koh Kong" and "Koh Kong" are one; the kind of place tells namesakes apart.
_KINDS = {
    PlaceLevel.PROVINCE: ("ខេត្ត", "រាជធានី", "province"),
    PlaceLevel.DISTRICT: ("ស្រុក", "ខណ្ឌ", "ក្រុង", "district", "khan", "krong"),
    PlaceLevel.COMMUNE: ("ឃុំ", "សង្កាត់", "commune", "sangkat"),
    PlaceLevel.VILLAGE: ("ភូមិ", "village", "phum"),
}
_SHOWN = 5
# How alike two spellings of a province or district are, of one, before the second is offered.
_ALIKE = 0.75


def place_named(parts: list[str]) -> Place:
    """The one place with the first name inside places with the further names; a province wins over its namesakes.

    Raises:
        ValidationError: there is none, or there are several; it says which are meant perhaps.
    """
    name = parts[0]
    named = _called(name, parts[1:])
    if not named:
        level, bare = _without_kind(name)
        named = [place for place in _called(bare, parts[1:]) if level in (None, place.level)] if bare else []
    if len(named) == 1:
        return named[0]
    if named:
        raise forms.ValidationError(
            _("Several places are called “%(name)s”. Write one of these: %(places)s")
            % {"name": name, "places": _written(named)}
        )
    if near := list(places_named(name)[:_SHOWN]) or _spelled_nearly(name):
        raise forms.ValidationError(
            _("No place is called “%(name)s”. Do you mean: %(places)s")
            % {"name": name, "places": _written(near)}
        )
    raise forms.ValidationError(
        _("No place is called “%(name)s”. Write it as in the gazetteer, or only the province.")
        % {"name": name}
    )


def _called(name: str, inside: list[str]) -> list[Place]:
    exact = Q(name_km=name) | Q(name_latin__iexact=name) | Q(aliases__name__iexact=name)
    found = list(Place.objects.filter(exact).select_related("parent__parent__parent").distinct()[:200])
    found = [place for place in found if all(_lies_in(place, part) for part in inside)]
    return [place for place in found if place.code in provinces()] or found


def _without_kind(name: str) -> tuple[str | None, str]:
    """The level that a word before or after the name tells, and the name alone; nothing when no such word stands there."""
    for level, words in _KINDS.items():
        for word in words:
            if not word.isascii() and name.startswith(word):
                return level, name.removeprefix(word).strip()
            if word.isascii() and name.casefold().startswith(f"{word} "):
                return level, name[len(word) :].strip()
            if word.isascii() and name.casefold().endswith(f" {word}"):
                return level, name[: -len(word)].strip()
    return None, ""


def _spelled_nearly(name: str) -> list[Place]:
    """Provinces and districts whose name is spelled nearly so, the nearest first."""
    _level, bare = _without_kind(name)
    spelled: dict[str, list[Place]] = {}
    for place in Place.objects.filter(level__in=(PlaceLevel.PROVINCE, PlaceLevel.DISTRICT)).select_related(
        "parent__parent"
    ):
        for one in (place.name_km, place.name_latin):
            spelled.setdefault(normalise(one), []).append(place)
    near = get_close_matches(normalise(bare or name), spelled, n=3, cutoff=_ALIKE)
    return list(dict.fromkeys(place for one in near for place in spelled[one]))[:_SHOWN]


def _lies_in(place: Place, name: str) -> bool:
    names = {name.casefold(), (_without_kind(name)[1] or name).casefold()}
    at = place.parent
    while at:
        if names & {at.name_km.casefold(), at.name_latin.casefold()}:
            return True
        at = at.parent
    return False


def _written(places: list[Place]) -> str:
    return "; ".join(f"{full_name(place)} ({place.code})" for place in places[: _SHOWN + 1])
