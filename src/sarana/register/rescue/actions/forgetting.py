from django.db import models
from django.db.models import Q

from sarana.base.accounts.models import Officer
from sarana.base.vault.actions import drop_drafts_of, erase_identity, forget_words
from sarana.register.rescue.models import SoughtPerson

# What a line of a mission's list holds about the person alone; where the place is belongs to the others there as well.
_HERS = ("health", "handle", "family", "travel_number", "flight", "receiver", "same_reason", "remarks")


def forget_sought(identity: models.Model, *, by: Officer, reason: str) -> None:
    """When a person is erased, her lines on missions' lists lose name, photographs and words; their steps and counts stay."""
    hers = SoughtPerson.objects.filter(Q(victim__identity=identity.pk) | Q(identity=identity.pk))
    for person in hers.select_related("identity", "agency_key"):
        if person.identity.erased_at is None:
            erase_identity(by=by, identity=person.identity, reason=reason)
        person.whereabouts = None
        person.save(update_fields=["whereabouts"])
        forget_words([person], *_HERS)
        forget_words(person.messages.select_related("agency_key"), "text")
        drop_drafts_of([person.number])
