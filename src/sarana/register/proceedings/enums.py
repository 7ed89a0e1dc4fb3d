from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Stage(TextChoices):
    """The stages of a proceeding against one accused, in their order."""

    COMPLAINT = "complaint", _("Complaint")
    ARREST = "arrest", _("Arrest")
    CHARGE = "charge", _("Charge")
    TRIAL = "trial", _("Trial")
    VERDICT = "verdict", _("Verdict")
    SENTENCE = "sentence", _("Sentence")
    COMPENSATION = "compensation", _("Compensation")
    SERVED = "served", _("Sentence served")


class Verdict(TextChoices):
    """How a court decided."""

    CONVICTED = "convicted", _("Convicted")
    ACQUITTED = "acquitted", _("Acquitted")
    DISMISSED = "dismissed", _("Dismissed")


class Outcome(TextChoices):
    """How far a proceeding has come."""

    OPEN = "open", _("Open")
    CONVICTED = "convicted", _("Convicted")
    ACQUITTED = "acquitted", _("Acquitted")
    DISMISSED = "dismissed", _("Dismissed")


class DetentionKind(TextChoices):
    """Who holds the accused, and on whose word."""

    CUSTODY = "custody", _("Police custody")
    REMAND = "remand", _("Provisional detention")


class DetentionEnd(TextChoices):
    """How a detention ended."""

    RELEASED = "released", _("Released")
    BAIL = "bail", _("Released under court supervision")
    REMANDED = "remanded", _("Passed into provisional detention")
    SENTENCED = "sentenced", _("Passed into a sentence")
    ESCAPED = "escaped", _("Escaped")


class OffenceClass(TextChoices):
    """The classes of the Criminal Code of 2009 (articles 46 to 48), by the highest penalty."""

    FELONY = "felony", _("Felony")
    MISDEMEANOUR = "misdemeanour", _("Misdemeanour")
    PETTY = "petty", _("Petty offence")


class Protection(TextChoices):
    """How a victim is protected as a witness (Palermo Protocol, article 6; UNTOC, article 24)."""

    PSEUDONYM = "pseudonym", _("Heard under a pseudonym")
    VIDEO = "video", _("Heard by video or behind a screen")
    CLOSED_HEARING = "closed_hearing", _("Hearing without the public")
    SEPARATE_WAITING = "separate_waiting", _("Waits apart from the accused")
    COMPANION = "companion", _("A person of trust at hand")
    INTERPRETER = "interpreter", _("Interpreter whom the witness chose")
    ESCORT = "escort", _("Escorted to the court")
    RECORDED_ONCE = "recorded_once", _("Testimony recorded, to be heard only once")


class DeadlineKind(TextChoices):
    """What runs out."""

    CUSTODY = "custody", _("Police custody ends")
    REMAND_ORDER = "remand_order", _("The order of detention ends")
    REMAND_LIMIT = "remand_limit", _("The longest detention before trial ends")
    LIMITATION = "limitation", _("The offence becomes time-barred")
    ABSENT = "absent", _("The accused has absconded")
