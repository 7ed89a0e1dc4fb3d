from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Purpose(TextChoices):
    """What a victim may agree to, each by itself (ODIHR's handbook on national referral mechanisms)."""

    CARE = "care", _("Help and shelter")
    LEGAL = "legal", _("Legal aid")
    PROSECUTION = "prosecution", _("Work of the prosecution")
    TRACING = "tracing", _("Search for the family")
    REPATRIATION = "repatriation", _("Return to the home country")
    STATISTICS = "statistics", _("Statistics without a name")


class SharedField(TextChoices):
    """One thing that may be shared about a person."""

    NAMES = "names", _("Names")
    BIRTH_DATE = "birth_date", _("Birth date")
    PHONES = "phones", _("Phone numbers")
    DOCUMENTS = "documents", _("Numbers of documents")
    SEX = "sex", _("Sex")
    AGE = "age", _("Age when it happened")
    CITIZENSHIP = "citizenship", _("Citizenship")
    EXPLOITATION = "exploitation", _("Form of exploitation")
    STATUS = "status", _("Status as a victim")


class GivenBy(TextChoices):
    """Who agreed."""

    PERSON = "person", _("The person")
    WITH_GUARDIAN = "with_guardian", _("The person and a guardian")
    GUARDIAN = "guardian", _("A guardian")


class GivenHow(TextChoices):
    """How it was said."""

    SIGNED = "signed", _("Signed")
    THUMBPRINT = "thumbprint", _("Thumbprint")
    SPOKEN = "spoken", _("Spoken, before a witness")


class ReferralState(TextChoices):
    """Where a referral stands."""

    SENT = "sent", _("Sent, no answer yet")
    ACCEPTED = "accepted", _("Accepted")
    REJECTED = "rejected", _("Rejected")
    DONE = "done", _("Done")
    REVOKED = "revoked", _("Revoked")
