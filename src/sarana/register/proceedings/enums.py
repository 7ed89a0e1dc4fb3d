from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Stage(TextChoices):
    """The stages of a proceeding against one accused, in their order."""

    COMPLAINT = "complaint", _("Complaint")
    ARREST = "arrest", _("Arrest")
    CHARGE = "charge", _("Charge")
    TRIAL = "trial", _("Trial")
    VERDICT = "verdict", _("Verdict")
    SENTENCE = "sentence", _("Sentence")
    COMPENSATION = "compensation", _("Compensation")
    SERVED = "served", _("Sentence served")


class Verdict(TextChoices):
    """How a court decided."""

    CONVICTED = "convicted", _("Convicted")
    ACQUITTED = "acquitted", _("Acquitted")
    DISMISSED = "dismissed", _("Dismissed")


class Outcome(TextChoices):
    """How far a proceeding has come."""

    OPEN = "open", _("Open")
    CONVICTED = "convicted", _("Convicted")
    ACQUITTED = "acquitted", _("Acquitted")
    DISMISSED = "dismissed", _("Dismissed")
