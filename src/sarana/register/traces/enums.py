from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TraceKind(TextChoices):
    """What kind of trace people leave."""

    PHONE = "phone", _("Telephone")
    ACCOUNT = "account", _("Bank or wallet account")
    HANDLE = "handle", _("Online account")
    VEHICLE = "vehicle", _("Vehicle")
    PREMISES = "premises", _("Premises")
    DOCUMENT = "document", _("Document")


class CrossingKind(TextChoices):
    """What two units both work on: one of the traces, or the same person."""

    PHONE = "phone", _("the same telephone")
    ACCOUNT = "account", _("the same account")
    HANDLE = "handle", _("the same online account")
    VEHICLE = "vehicle", _("the same vehicle")
    PREMISES = "premises", _("the same premises")
    DOCUMENT = "document", _("the same document")
    SUSPECT = "suspect", _("the same suspect")


class Relation(TextChoices):
    """What a trace is to a person or an event."""

    USES = "uses", _("uses")
    OWNS = "owns", _("owns")
    KEPT_AT = "kept_at", _("was kept at")
    WORKED_AT = "worked_at", _("worked at")
    PAID_INTO = "paid_into", _("paid into")
    PAID_FROM = "paid_from", _("was paid from")
    CALLED = "called", _("called")
    RECRUITED_THROUGH = "recruited_through", _("was recruited through")
    CARRIED_IN = "carried_in", _("was carried in")
    FOUND_WITH = "found_with", _("was found with")
    HAPPENED_AT = "happened_at", _("happened at")


class TraceSource(TextChoices):
    """Where a link between a trace and a person or event is known from."""

    VICTIM = "victim", _("A victim says so")
    WITNESS = "witness", _("A witness says so")
    SUSPECT = "suspect", _("A suspect says so")
    DEVICE = "device", _("Found on a device or in papers")
    PROVIDER = "provider", _("Answer of a provider or bank")
    OBSERVED = "observed", _("Seen by officers")
    OPEN_SOURCE = "open_source", _("Public source")
    AGENCY = "agency", _("Told by another agency")


class Confidence(TextChoices):
    """How sure a link is."""

    CONFIRMED = "confirmed", _("Confirmed")
    LIKELY = "likely", _("Likely")
    UNSURE = "unsure", _("Unsure")
