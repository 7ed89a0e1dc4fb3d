from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CaseState(TextChoices):
    """HTCDS case status."""

    ACTIVE = "Active", _("Active")
    FOLLOW_UP = "FollowUp", _("Follow-up")
    CLOSED = "Closed", _("Closed")
    CLOSED_REFERRED = "ClosedReferred", _("Closed, referred")


class Sex(TextChoices):
    """Sex as recorded, for the breakdowns of UNODC's tables."""

    FEMALE = "F", _("Female")
    MALE = "M", _("Male")
    OTHER = "O", _("Other")
    UNKNOWN = "U", _("Unknown")


class Assertion(TextChoices):
    """What an authority says about a person (HTCDS trafficking status)."""

    POSSIBLE = "PossibleVictimOfTrafficking", _("Possible victim")
    ACTUAL = "ActualVictimOfTrafficking", _("Victim")
    NOT = "NotAVictimOfTrafficking", _("Not a victim")


class Standing(TextChoices):
    """Where a person stands when every authority's latest word is weighed together."""

    NONE = "none", _("No status asserted")
    POSSIBLE = "possible", _("Possible victim")
    VICTIM = "victim", _("Victim")
    NOT_VICTIM = "not_victim", _("Not a victim")
    DISPUTED = "disputed", _("Disputed")


class Body(TextChoices):
    """The kind of body that asserts a status (HTCDS decision-making organisation)."""

    POLICE = "Police", _("Police")
    NGO = "NGO", _("NGO")
    COURT = "CourtOrProsecution", _("Court or prosecution")
    GOVERNMENT = "NonPoliceGovernmentalOrganization", _("Other government body")
    OTHER = "Other", _("Other")


class Standard(TextChoices):
    """The definition against which a status is asserted."""

    PALERMO = "palermo", _("Palermo Protocol, article 3")
    LAW_2008 = "kh_law_2008", _("Law of 2008, articles 10–19")
    TVPA = "tvpa", _("US Trafficking Victims Protection Act")
    OTHER = "other", _("Another standard")


class GlassFinding(TextChoices):
    """What a reviewer finds of a case that was opened in an emergency."""

    JUSTIFIED = "justified", _("Justified")
    NOT_JUSTIFIED = "not_justified", _("Not justified: handed on for discipline")
