from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Channel(TextChoices):
    """How a report first reached anybody."""

    HOTLINE = "hotline", _("Hotline")
    SOCIAL_MEDIA = "social_media", _("Social media")
    WALK_IN = "walk_in", _("In person")
    EMBASSY = "embassy", _("Embassy")
    NGO = "ngo", _("NGO")
    LETTER = "letter", _("Letter")
    PUBLIC_PAGE = "public_page", _("Public page")
    INSPECTION = "inspection", _("Inspection")
    OTHER = "other", _("Other")


class ReportState(TextChoices):
    """Where a report stands. None of them makes it disappear."""

    RECEIVED = "received", _("Received")
    ACKNOWLEDGED = "acknowledged", _("Acknowledged")
    LINKED = "linked", _("Linked to a case")
    CLOSED = "closed", _("Closed")


class ClosureReason(TextChoices):
    """Why a report was closed without a case."""

    UNFOUNDED = "unfounded", _("Nothing found after a check")
    VAGUE = "vague", _("Too vague to act on")
    OTHER_OFFENCE = "other_offence", _("Another offence; handed over")
    WITHDRAWN = "withdrawn", _("Withdrawn by the reporter")


class YesNoUnknown(TextChoices):
    """An answer that may be missing."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("Unknown")
