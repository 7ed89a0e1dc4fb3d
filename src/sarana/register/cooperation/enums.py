from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class InstrumentKind(TextChoices):
    """What kind of agreement it is."""

    MOU = "mou", _("Memorandum of understanding")
    TREATY = "treaty", _("Treaty or convention")
    SOP = "sop", _("Standard operating procedure")
    WORK_PLAN = "work_plan", _("Joint work plan")


class InstrumentState(TextChoices):
    """Where an agreement stands on a day: computed from its days, never stored."""

    DRAFTED = "drafted", _("Being drafted")
    SIGNED = "signed", _("Signed, not in force")
    IN_FORCE = "in_force", _("In force")
    ENDING = "ending", _("Expires soon")
    EXPIRED = "expired", _("Expired")
    ENDED = "ended", _("Ended")
