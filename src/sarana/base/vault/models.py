import uuid
from typing import Any

from django.db import models

from sarana.base.accounts.models import Agency, Officer
from sarana.base.identifiers import new_id
from sarana.base.vault.enums import IdentityKind, TokenKind


class AgencyKey(models.Model):
    """An agency's key, wrapped by the master key. It wraps the keys of the agency's records."""

    agency = models.OneToOneField(Agency, models.PROTECT, related_name="vault_key")
    wrapped = models.BinaryField()
    made_at = models.DateTimeField(auto_now_add=True)


class SealedRecord(models.Model):
    """A record whose words about people are encrypted under a key of its own.

    ``sealed`` holds one JSON object; ``sealing`` reads and writes it. A null ``wrapped_key`` means that the key was
    destroyed: the record stands, its sealed words are gone for ever.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency_key = models.ForeignKey(AgencyKey, models.PROTECT, related_name="+")
    wrapped_key = models.BinaryField(null=True)
    sealed = models.BinaryField(null=True)

    class Meta:
        abstract = True

    @property
    def number_suffix(self) -> str:
        """The last characters of the identifier, to tell records apart on paper."""
        return uuid.UUID(str(self.id)).hex[-6:].upper()


class Identity(SealedRecord):
    """Who somebody is: names in every script, birth date, documents, phones; found through tokens, opened with a reason.

    ``whereabouts`` is a compartment of its own (shelter, present address, safe contact): never listed, searched,
    exported or sent.
    """

    kind = models.CharField(max_length=14, choices=IdentityKind, default=IdentityKind.PERSON)
    whereabouts = models.BinaryField(null=True)
    erased_at = models.DateTimeField(null=True)
    # A court's order against erasure: authority, number and day of review.
    hold = models.CharField(max_length=300, blank=True)
    hold_review_on = models.DateField(null=True)


class SearchToken(models.Model):
    """A keyed hash by which an identity can be found without a readable name in the database."""

    identity = models.ForeignKey(Identity, models.CASCADE, related_name="tokens")
    kind = models.CharField(max_length=10, choices=TokenKind)
    token = models.BinaryField(max_length=16)

    class Meta:
        indexes = [models.Index(fields=["token", "identity"], name="token_to_identity")]


class IdentityOpening(models.Model):
    """An identity was opened: by whom, for which record, why, which fields. Shown to the case's owner."""

    identity = models.ForeignKey(Identity, models.PROTECT, related_name="openings")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    reason = models.CharField(max_length=300)
    record_type = models.CharField(max_length=60)
    record_id = models.CharField(max_length=40)
    fields = models.CharField(max_length=200)

    class Meta:
        ordering = ["-at"]
        indexes = [
            models.Index(fields=["record_type", "record_id", "-at"]),
            models.Index(fields=["officer", "at"], name="opened_by_officer"),
        ]


class Draft(SealedRecord):
    """A half-filled form, kept on the server so that signing out or losing the line loses nothing."""

    officer = models.ForeignKey(Officer, models.CASCADE, related_name="drafts")
    form = models.CharField(max_length=200)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["officer", "form"], name="one_draft_per_form")]


type SealedWords = dict[str, Any]
