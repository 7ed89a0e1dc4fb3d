from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Direction(TextChoices):
    """Which way a letter goes between the committee's side and the financial intelligence unit (FIU)."""

    TO_FIU = "to_fiu", _("To the financial intelligence unit")
    FROM_FIU = "from_fiu", _("From the financial intelligence unit")


class LetterKind(TextChoices):
    """What a letter is (Egmont Group, principles for information exchange; FATF recommendations 29 and 31)."""

    SPONTANEOUS = "spontaneous", _("Disclosure without being asked")
    REQUEST = "request", _("Request")
    ACKNOWLEDGEMENT = "acknowledgement", _("Acknowledgement")
    ANSWER = "answer", _("Answer")
    DISSEMINATION = "dissemination", _("Dissemination of intelligence")
    FEEDBACK = "feedback", _("Word on what it was worth")


class LetterState(TextChoices):
    """Where a letter stands. What came in is received; what goes out needs two officers."""

    DRAFT = "draft", _("Being written")
    WAITING = "waiting", _("Waits for a second officer")
    RELEASED = "released", _("Let out")
    DROPPED = "dropped", _("Not sent")
    RECEIVED = "received", _("Received")


class Caveat(TextChoices):
    """What the receiver may not do with it; it stays with every item on its way."""

    INTELLIGENCE_ONLY = "intelligence_only", _("Intelligence, no evidence")
    NO_ONWARD = "no_onward", _("Not to be passed on without asking")
    NO_TIPPING_OFF = "no_tipping_off", _("The person concerned may not learn of it")
    ORIGINATOR = "originator", _("Of a third body, whose word is needed for any use")


class Worth(TextChoices):
    """What a letter was worth to whoever received it."""

    USEFUL = "useful", _("Useful")
    NOT_USEFUL = "not_useful", _("Not useful")
