from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AlertState(TextChoices):
    """How far an alert has come."""

    WAITING = "waiting", _("Waits for somebody to look")
    PROPOSED = "proposed", _("Waits for a second person")
    DECIDED = "decided", _("Decided by two")
    LAPSED = "lapsed", _("Lapsed")


class Verdict(TextChoices):
    """What people make of a likeness; the machine says none of these."""

    SAME = "same", _("The person on the list")
    OTHER = "other", _("Another person")
    UNSURE = "unsure", _("Possible; it can't be told")


class StepKind(TextChoices):
    """What somebody did with an alert."""

    PROPOSED = "proposed", _("Proposed")
    AGREED = "agreed", _("Agreed")
    OBJECTED = "objected", _("Did not agree")


class RaisedFor(TextChoices):
    """Why an alert came up now."""

    NEW = "new", _("Seen for the first time")
    ENTRY = "entry", _("The entry on the list changed")
    PERSON = "person", _("What is known of the person changed")
    AGAIN = "again", _("Fits again after it had lapsed")


class ListSource(TextChoices):
    """Whose list it is."""

    UN = "un", _("UN Security Council")
    OFAC = "ofac", _("OFAC (United States)")
    EU = "eu", _("European Union")
    UK = "uk", _("United Kingdom")
    FTM = "ftm", _("FollowTheMoney")
    NATIONAL = "national", _("National list")


class ListRegime(TextChoices):
    """Why somebody is listed, as the financial task force counts it."""

    TERRORISM = "terrorism", _("Terrorism financing")
    PROLIFERATION = "proliferation", _("Proliferation financing")
    TRAFFICKING = "trafficking", _("Human trafficking")
    OTHER = "other", _("Other sanctions")
