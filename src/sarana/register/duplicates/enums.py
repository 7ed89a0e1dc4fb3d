from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PairState(TextChoices):
    """What became of a pair that may be one person."""

    WAITING = "waiting", _("Waits for somebody to look")
    UNSURE = "unsure", _("Cannot be told yet")
    APART = "apart", _("Two persons")
    MERGED = "merged", _("Merged into one")
