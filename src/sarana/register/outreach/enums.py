from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Audience(TextChoices):
    """Whom a campaign speaks to."""

    PUBLIC = "public", _("Everybody")
    YOUTH = "youth", _("Young people and pupils")
    MIGRANTS = "migrants", _("People who want to work abroad")
    FAMILIES = "families", _("Families of those abroad")
    WORKERS = "workers", _("Workers in factories and on building sites")
    OFFICIALS = "officials", _("Local officials")


class OutreachChannel(TextChoices):
    """How a campaign reaches people."""

    MEETING = "meeting", _("Meeting in the village")
    SCHOOL = "school", _("School")
    RADIO = "radio", _("Radio")
    TELEVISION = "television", _("Television")
    SOCIAL_MEDIA = "social_media", _("Social media")
    PRINT = "print", _("Posters and leaflets")
    THEATRE = "theatre", _("Theatre or film")


class Round(TextChoices):
    """Whether a survey was held before or after people were reached."""

    BEFORE = "before", _("Before")
    AFTER = "after", _("After")


class Sampling(TextChoices):
    """How those who were asked were chosen."""

    RANDOM = "random", _("At random")
    EVERY_NTH = "every_nth", _("Every n-th")
    CONVENIENCE = "convenience", _("Who was there")


class KapItem(TextChoices):
    """What a survey of knowledge, attitude and practice asks; each answer is right or not."""

    WARNING_SIGNS = "warning_signs", _("Names three warning signs or more")
    HOTLINE = "hotline", _("Knows a hotline")
    LICENCE = "licence", _("Would check the agency’s licence")
    PASSPORT = "passport", _("Would not hand the passport over")
    NO_BLAME = "no_blame", _("Says that victims are not to blame")


# What counts as knowledge, of which cost is told per point.
KNOWLEDGE = (KapItem.WARNING_SIGNS, KapItem.HOTLINE)
