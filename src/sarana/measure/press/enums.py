from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SourceKind(TextChoices):
    """Who speaks in a source of public texts."""

    PRESS = "press", _("Press")
    OFFICIAL = "official", _("Official body")
    SPEECHES = "speeches", _("Speeches")
    EMBASSY = "embassy", _("Embassy")
    ORGANISATION = "organisation", _("Organisation")


class ReviewWord(TextChoices):
    """What a person found of a row that the rules read."""

    ACCEPT = "accept", _("Right")
    WRONG_SPEAKER = "wrong_speaker", _("Wrong speaker")
    WRONG_NUMBER = "wrong_number", _("Wrong number")
    WRONG_VERDICT = "wrong_verdict", _("Wrong verdict")
    NOT_A_CLAIM = "not_a_claim", _("Not a claim")


class TextState(TextChoices):
    """Where a text of the inbox stands."""

    NEW = "new", _("Waiting for review")
    REVIEWED = "reviewed", _("Reviewed")
    SET_ASIDE = "set_aside", _("Set aside")
