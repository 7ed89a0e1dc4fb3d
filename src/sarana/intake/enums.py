from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class BatchState(TextChoices):
    """How far an import has come; half a file is never kept."""

    READING = "reading", _("Being read")
    IMPORTED = "imported", _("Imported")
    FAILED = "failed", _("Failed; nothing was kept")


class RowState(TextChoices):
    """What became of a row that could not be taken at once."""

    WAITING = "waiting", _("Waiting to be mended")
    REPLAYED = "replayed", _("Mended and imported")
    DECIDED = "decided", _("Decided and imported")
    DISCARDED = "discarded", _("Set aside for good")


class ExportState(TextChoices):
    """How far a request to take names out has come."""

    WAITING = "waiting", _("Waits for a second officer")
    GRANTED = "granted", _("Agreed; may be taken once")
    REFUSED = "refused", _("Refused")
    TAKEN = "taken", _("Taken")


class System(TextChoices):
    """A case system whose records are read by a table of rules."""

    PRIMERO = "primero", "Primero"
    OSCAR = "oscar", "OSCaR"
