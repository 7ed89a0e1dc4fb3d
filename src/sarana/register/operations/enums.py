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


class TaskKind(TextChoices):
    """What one team or officer does in an operation (Preah Sihanouk's teams of September 2022, and the NRM's needs)."""

    LEAD = "lead", _("Lead on the spot")
    SEARCH = "search", _("Search of the premises")
    MINUTES = "minutes", _("Minutes and reports")
    CAMERAS = "cameras", _("Cameras and electronic evidence")
    VICTIMS = "victims", _("Receives the persons found")
    SCREENING = "screening", _("Screens each person found")
    INTERPRETING = "interpreting", _("Interprets")
    MINORS = "minors", _("Looks after minors")
    MEDICAL = "medical", _("Medical help")
    TRANSPORT = "transport", _("Transport")
    CUSTODY = "custody", _("Takes suspects into custody")


class ReadyItem(TextChoices):
    """What must be settled before a team goes out."""

    LEGAL_BASIS = "legal_basis", _("Legal basis")
    PROSECUTOR = "prosecutor", _("The prosecutor was told")
    LEAD = "lead", _("Somebody leads on the spot")
    MINUTES = "minutes", _("Somebody writes the minutes")
    SCREENING = "screening", _("Somebody screens each person found")
    INTERPRETER = "interpreter", _("Interpreter")
    MINORS_OFFICER = "minors_officer", _("Officer for minors")
    FEMALE_OFFICER = "female_officer", _("Female officer")
    MEDICAL = "medical", _("Medical help")
    TRANSPORT = "transport", _("Transport for the persons found")
    SHELTER = "shelter", _("A place to stay tonight")
    SEPARATION = "separation", _("Persons found are kept apart from suspects")


class ReadyAnswer(TextChoices):
    """Where an item stands."""

    READY = "ready", _("Ready")
    MISSING = "missing", _("Missing")
    NOT_NEEDED = "not_needed", _("Not needed")
