from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Voice(TextChoices):
    """Who rates: the body whose work it is, the secretariat, civil society. None of them overwrites another."""

    OWN = "own", _("Own rating")
    SECRETARIAT = "secretariat", _("The secretariat's rating")
    CIVIL_SOCIETY = "civil_society", _("Civil society's rating")


class Rating(TextChoices):
    """How far a criterion is met, in somebody's judgement."""

    MET = "met", _("Met")
    PARTLY = "partly", _("Partly met")
    NOT_MET = "not_met", _("Not met")


class Told(TextChoices):
    """Whether a fact that the register does not hold was asked for, and what came."""

    VALUE = "value", _("An answer was given")
    NO_ANSWER = "no_answer", _("Asked for, no answer came")


class EvidenceKind(TextChoices):
    """What a piece of evidence is."""

    FIGURE = "figure", _("Figure of the register")
    QUERY = "query", _("Query on the records")
    MEASURE = "measure", _("Measure of the plan")
    FILE = "file", _("File kept here")
    DOCUMENT = "document", _("Document at an address")
