from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class ReintegrationStage(TextChoices):
    """Social affairs' four stages."""

    PRE_INTEGRATION = "pre_integration", _("Before integration")
    INTEGRATION = "integration", _("Integration")
    FOLLOW_UP = "follow_up", _("Follow-up with support")
    CLOSED = "closed", _("Closed: lives safely in the community")


class Area(TextChoices):
    """What a visit looks at; the words are the person's own, an officer only takes them down."""

    SAFETY = "safety", _("Safety")
    HOUSING = "housing", _("Home")
    LIVELIHOOD = "livelihood", _("Work and income")
    HEALTH = "health", _("Health")
    TIES = "ties", _("Family and friends")
    SCHOOLING = "schooling", _("School or training")


class Standing(IntegerChoices):
    """How it goes in one area."""

    IN_NEED = 1, _("Needs help now")
    HARD = 2, _("Hard")
    FAIR = 3, _("Fair")
    WELL = 4, _("Well")


class Reopening(TextChoices):
    """Why help begins anew."""

    RETRAFFICKED = "retrafficked", _("Was trafficked again")
    NEEDS_HELP = "needs_help", _("Needs help again")
