from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class BodyKind(TextChoices):
    """What kind of body meets."""

    NATIONAL_COMMITTEE = "national_committee", _("National committee")
    WORKING_GROUP = "working_group", _("Working group")
    PROVINCIAL_COMMITTEE = "provincial_committee", _("Provincial committee")
    JOINT = "joint", _("Joint body with another state")


class Seat(TextChoices):
    """What a member is in the body."""

    CHAIR = "chair", _("Chair")
    VICE_CHAIR = "vice_chair", _("Vice-chair")
    SECRETARY = "secretary", _("Secretary")
    MEMBER = "member", _("Member")


class MeetingState(TextChoices):
    """Where a meeting stands."""

    PLANNED = "planned", _("Planned")
    RUNNING = "running", _("Running")
    SIGNED = "signed", _("Minutes signed")
    CALLED_OFF = "called_off", _("Called off")


class Outcome(TextChoices):
    """What came of an item of the agenda."""

    OPEN = "open", _("Not dealt with yet")
    INFORMATION = "information", _("Information")
    DECISION = "decision", _("Decision")
    ACTION = "action", _("Action")
    POSTPONED = "postponed", _("Postponed to the next meeting")


class ActionState(TextChoices):
    """Where an action point stands."""

    OPEN = "open", _("Open")
    DONE = "done", _("Done, not verified")
    CLOSED = "closed", _("Closed")
    CANCELLED = "cancelled", _("Cancelled")


class ActionSource(TextChoices):
    """Where an action point comes from."""

    MEETING = "meeting", _("Meeting")
    REVIEW = "review", _("Review")
    FINDING = "finding", _("Finding of others")
    RATING = "rating", _("Own word and rule two steps apart")
    CLAIM_CHECK = "claim_check", _("Check of what was said")
    INSTRUMENT = "instrument", _("Agreement with another state")
