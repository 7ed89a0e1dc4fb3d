from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PlanState(TextChoices):
    """Where a plan stands."""

    DRAFT = "draft", _("Draft")
    ADOPTED = "adopted", _("Adopted")
    CLOSED = "closed", _("Closed")


class MeasureState(TextChoices):
    """How far a measure has come, in the lead agency's own word."""

    NOT_STARTED = "not_started", _("Not started")
    UNDER_WAY = "under_way", _("Under way")
    STUCK = "stuck", _("Stuck")
    DONE = "done", _("Done")
