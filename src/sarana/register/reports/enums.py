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
    TO_CLOSE = "to_close", _("Closing proposed")
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


class Situation(TextChoices):
    """Through which of the public page's three doors a report came."""

    HELD = "held", _("The reporter is held")
    KNOWN = "known", _("Somebody the reporter knows is held")
    SEEN = "seen", _("The reporter saw something")


class Use(TextChoices):
    """What a reporter may allow his report to be used for, each by itself."""

    RESCUE = "rescue", _("Rescue")
    EMBASSY = "embassy", _("Embassy")
    NGO = "ngo", _("NGO")
    STATISTICS = "statistics", _("Statistics")


class OpeningState(TextChoices):
    """Where a request to open the words of a public report stands."""

    WAITING = "waiting", _("Waiting for a second officer")
    GRANTED = "granted", _("Opened by two persons")
    REFUSED = "refused", _("Refused")


class TokenOf(TextChoices):
    """What a keyed token of a report's words stands for."""

    CONTACT = "contact", _("Phone or account")
    BUILDING = "building", _("Words of a building")
    VESSEL = "vessel", _("Ship or vehicle")


class PlainStatus(TextChoices):
    """All that a reporter is told about his report, in five plain words."""

    RECEIVED = "received"
    READ = "read"
    AT_WORK = "at_work"
    ANSWERED = "answered"
    CLOSED = "closed"
