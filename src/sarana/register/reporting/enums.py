from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Every(TextChoices):
    """How often units report."""

    QUARTER = "quarter", _("Every quarter")
    HALF_YEAR = "half_year", _("Every half-year")
    YEAR = "year", _("Every year")


class SheetState(TextChoices):
    """Where a unit's sheet stands on its way up."""

    DRAFT = "draft", _("Draft")
    ENTERED = "entered", _("Entered, not cleared")
    CLEARED = "cleared", _("Cleared, not accepted")
    RETURNED = "returned", _("Sent back")
    ACCEPTED = "accepted", _("Accepted")


# States in which a sheet has left its unit: it counts as reported.
REPORTED = (SheetState.CLEARED, SheetState.ACCEPTED)


class StepKind(TextChoices):
    """One step of a sheet."""

    ENTER = "enter", _("Entered")
    CLEAR = "clear", _("Cleared")
    RETURN = "return", _("Sent back")
    ACCEPT = "accept", _("Accepted")


class Punctuality(TextChoices):
    """Whether a unit reported, and in time: computed from days, never stored."""

    AHEAD = "ahead", _("Not open yet")
    OPEN = "open", _("Open")
    ON_TIME = "on_time", _("Reported on time")
    LATE_IN = "late_in", _("Reported late")
    OVERDUE = "overdue", _("Overdue")
    DID_NOT_REPORT = "did_not_report", _("Did not report")


class Chase(TextChoices):
    """How a unit whose sheet isn't in is reminded, from the first notice to the published table."""

    NOTICE = "notice", _("Notice to the focal point")
    REMINDER = "reminder", _("Reminder")
    OVERDUE = "overdue", _("Overdue: focal point and head")
    CHAIR = "chair", _("To the chair of the working group")
    AGENDA = "agenda", _("On the next agenda, by name")
    NAMED = "named", _("Line “did not report” in the published table")


class Split(TextChoices):
    """Into which parts a value is split."""

    SEX = "sex", _("By sex")
    AGE = "age", _("By age")


# The parts of each split; they make the whole, or the sheet says why not.
PARTS: dict[str, tuple[str, ...]] = {
    Split.SEX: ("female", "male", "other_sex"),
    Split.AGE: ("under_18", "adult", "age_unknown"),
}


class PartName(TextChoices):
    """A part of a value."""

    FEMALE = "female", _("Women and girls")
    MALE = "male", _("Men and boys")
    OTHER_SEX = "other_sex", _("Other or unknown sex")
    UNDER_18 = "under_18", _("Under 18")
    ADULT = "adult", _("18 and over")
    AGE_UNKNOWN = "age_unknown", _("Unknown age")


class Rater(TextChoices):
    """Whose word a rating is."""

    SELF = "self", _("Lead agency")
    SECRETARIAT = "secretariat", _("Secretariat")
    CIVIL_SOCIETY = "civil_society", _("Civil society")


class ReportState(TextChoices):
    """Where the national report of a period stands."""

    SIGNED = "signed", _("Signed, not published")
    PUBLISHED = "published", _("Published")
    REPLACED = "replaced", _("Replaced by a corrected one")


class ReviewKind(TextChoices):
    """What a review looks back on."""

    MID_YEAR = "mid_year", _("Mid-year review")
    ANNUAL = "annual", _("Annual review")
    FINAL = "final", _("Final review")


class Verdict(TextChoices):
    """What a review says of a measure."""

    GOES_ON = "goes_on", _("Goes on as it is")
    CHANGE = "change", _("Its day is moved by an amendment")
    DROP = "drop", _("Is dropped by an amendment")
    CARRY = "carry", _("Is carried into the next plan")
    FINISHED = "finished", _("Is finished")
