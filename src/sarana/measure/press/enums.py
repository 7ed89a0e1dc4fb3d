from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SourceKind(TextChoices):
    """Who speaks in a source of public texts."""

    PRESS = "press", _("Press")
    OFFICIAL = "official", _("Official body")
    SPEECHES = "speeches", _("Speeches")
    EMBASSY = "embassy", _("Embassy")
    ORGANISATION = "organisation", _("Organisation")


class TextState(TextChoices):
    """Where a text of the inbox stands."""

    NEW = "new", _("Waiting for review")
    REVIEWED = "reviewed", _("Reviewed")
    SET_ASIDE = "set_aside", _("Set aside")
