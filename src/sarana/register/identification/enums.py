from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sarana.science.palermo import Seen


class InterviewForm(TextChoices):
    """What is filled in: the guided screening, or one of the three official interviews."""

    SCREENING = "screening", _("Guided screening")
    MISSION = "mission", _("Short interview by a diplomatic mission")
    SOCIAL = "social", _("Detailed interview by social affairs")
    POLICE = "police", _("Detailed interview by the judicial police")


class Interpretation(TextChoices):
    """How the two understood each other."""

    OWN_LANGUAGE = "own_language", _("In her own language")
    PRESENT = "present", _("Through an interpreter who was there")
    TELEPHONE = "telephone", _("Through an interpreter on the telephone")
    NONE = "none", _("Without an interpreter, in a language she half understands")


class SettingKind(TextChoices):
    """Where the interview took place."""

    SAFE_ROOM = "safe_room", _("A room of its own where nobody listens")
    SHELTER = "shelter", _("Shelter")
    HEALTH = "health", _("Hospital or health centre")
    MISSION = "mission", _("Embassy or consulate")
    OFFICE = "office", _("Police or government office")
    SITE = "site", _("Where she was found")
    REMOTE = "remote", _("By telephone or video")


class Strength(TextChoices):
    """What was seen of an element. What was not asked is not written down."""

    CLEAR = Seen.CLEAR.value, _("Clear signs")
    SOME = Seen.SOME.value, _("Some signs")
    NOTHING = Seen.NOTHING.value, _("Asked, nothing seen")


class Part(TextChoices):
    """Part of the guide."""

    ACT = "act", _("Act")
    MEANS = "means", _("Means")
    PURPOSE = "purpose", _("Purpose")
    INDICATOR = "indicator", _("Indicators of forced labour")
