from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AllegationState(TextChoices):
    """Where an allegation stands. None of them opens the record again to those whom it names."""

    RECEIVED = "received", _("Received")
    HANDED_OVER = "handed_over", _("Handed over for inquiry")
    CONFIRMED = "confirmed", _("Confirmed")
    UNFOUNDED = "unfounded", _("Unfounded")


class LockOrigin(TextChoices):
    """Why an officer is kept from the record."""

    NAMED = "named", _("Named in the allegation")
    NAMESAKE = "namesake", _("Has the name that is alleged")
