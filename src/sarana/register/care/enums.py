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


class ServiceGroup(TextChoices):
    """The four groups by which Cambodia's child-protection systems count help against trafficking."""

    RESCUE = "anti_trafficking_rescue", _("Rescue")
    ACCOMMODATION = "anti_trafficking_transitional_accommodation", _("Transitional accommodation")
    AFTERCARE = "anti_trafficking_post_trafficking", _("Help after trafficking")
    REINTEGRATION = "anti_trafficking_community_reintegration", _("Reintegration into the community")


class GoalState(TextChoices):
    """How far a goal of a service plan is."""

    PLANNED = "planned", _("Planned")
    UNDER_WAY = "under_way", _("Under way")
    REACHED = "reached", _("Reached")
    DROPPED = "dropped", _("Given up")


class TakesIn(TextChoices):
    """Whom a shelter takes in."""

    WOMEN = "women", _("Women")
    MEN = "men", _("Men")
    GIRLS = "girls", _("Girls")
    BOYS = "boys", _("Boys")
    FAMILIES = "families", _("Mothers or families with children")


class CompensationRoute(TextChoices):
    """By which way a victim asks for compensation."""

    COURT = "court", _("Civil party before the criminal court")
    CIVIL = "civil", _("Civil court")
    EMPLOYER = "employer", _("Wages from the employer")
    SETTLEMENT = "settlement", _("Agreed before the authorities")
