from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Direction(TextChoices):
    """Which way somebody goes home."""

    INTO = "into", _("Home to Cambodia")
    OUT_OF = "out_of", _("Home from Cambodia")


class TracingResult(TextChoices):
    """What the search for the family brought."""

    FOUND = "found", _("Found")
    NOT_FOUND = "not_found", _("Not found")
    NOT_WANTED = "not_wanted", _("She wants no contact")


class Assessment(TextChoices):
    """What the province found where she would live."""

    SAFE = "safe", _("Safe to return")
    WITH_SUPPORT = "with_support", _("Safe with support")
    NOT_SAFE = "not_safe", _("Not safe: another place is needed")


class TravelDocument(TextChoices):
    """With which paper she travels."""

    PASSPORT = "passport", _("Passport")
    EMERGENCY = "emergency", _("Emergency travel document")
    BORDER_PASS = "border_pass", _("Border pass")
    LIST = "list", _("Nominal list agreed between both sides")
