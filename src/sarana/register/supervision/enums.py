from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FlagKind(TextChoices):
    """Why a case must be seen by whoever opens it."""

    DANGER = "danger", _("Somebody is in danger")
    MINOR = "minor", _("A child is concerned")
    HEALTH = "health", _("Needs a doctor")
    PRESS = "press", _("The press asks about it")
    DEADLINE = "deadline", _("A deadline runs out")
    OTHER = "other", _("Something else")


class Ask(TextChoices):
    """For what an officer asks his supervisor's word."""

    CLOSE = "close", _("Close the case")
    PLAN = "plan", _("The service plan")
    RETURN = "return", _("The return home")
    SHARE = "share", _("Share the case with another body")
    OTHER = "other", _("Something else")


class Word(TextChoices):
    """What the supervisor said."""

    APPROVED = "approved", _("Approved")
    SENT_BACK = "sent_back", _("Sent back")
