from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OperationState(TextChoices):
    """A plan stays sealed to its team until it was carried out."""

    PLANNED = "planned", _("Planned")
    CARRIED_OUT = "carried_out", _("Carried out")
    CALLED_OFF = "called_off", _("Called off")


class OperationKind(TextChoices):
    """What was done."""

    RAID = "raid", _("Raid")
    INSPECTION = "inspection", _("Inspection of premises")
    RESCUE = "rescue", _("Rescue")
    BORDER_CHECK = "border_check", _("Border check")
    UNDERCOVER = "undercover", _("Undercover operation")


class FoundAs(TextChoices):
    """What became of a person whom the operation found or looked for."""

    FREED = "freed", _("Freed")
    LEFT_BEFORE = "left_before", _("Had already left")
    MOVED = "moved", _("Had been moved")
    REFUSED = "refused", _("Did not wish to leave")
    NOT_FOUND = "not_found", _("Not found")
