from django.db import models

from sarana.base.accounts.models import Agency, Officer
from sarana.base.identifiers import new_id
from sarana.base.vault.models import SealedRecord
from sarana.base.vocabulary.models import CodesField
from sarana.register.cases.models import Victim
from sarana.register.referrals.enums import GivenBy, GivenHow, ReferralState


class Consent(SealedRecord):
    """What a victim agreed to: for which purposes, which bodies, which facts, until when, in which language.

    Nothing is shared beyond it, and nothing after it was withdrawn. The guardian's name and the witness are sealed
    (``guardian``, ``witness``). Help is never withheld from somebody who agrees to nothing.
    """

    victim = models.ForeignKey(Victim, models.PROTECT, related_name="consents")
    purposes = models.JSONField(default=list)
    fields = models.JSONField(default=list)
    recipients = models.ManyToManyField(Agency, related_name="+", blank=True)
    # Also to bodies that have no account here, each by a link of its own.
    outside = models.BooleanField(default=False)
    language = models.CharField(max_length=5)
    given_by = models.CharField(max_length=14, choices=GivenBy)
    given_how = models.CharField(max_length=10, choices=GivenHow)
    given_on = models.DateField()
    until = models.DateField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["victim", "-id"])]


class Referral(SealedRecord):
    """A tracked contract between two bodies about one victim: what is asked, what is shared, until when, what came of it.

    ``request``, ``answer`` and, for a body without account, ``receiver`` are sealed. Without a consent nothing that
    tells who she is goes along.
    """

    number = models.CharField(max_length=14, unique=True)
    victim = models.ForeignKey(Victim, models.PROTECT, related_name="referrals")
    sender = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    receiver = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    services = CodesField(code_list="SupportPlanType")
    fields = models.JSONField(default=list)
    consent = models.ForeignKey(Consent, models.PROTECT, null=True, blank=True, related_name="referrals")
    asked_at = models.DateTimeField(auto_now_add=True)
    answer_by = models.DateTimeField()
    state = models.CharField(max_length=10, choices=ReferralState, default=ReferralState.SENT)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Officer, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["receiver", "-id"]),
            models.Index(fields=["state", "answer_by"]),
        ]


class ReferralLink(models.Model):
    """The one way in for a body without account: a link that runs out, and a code that is told by another way.

    Only hashes are kept: of the link a fast one (it is random), of the code a slow one (it is short).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    referral = models.OneToOneField(Referral, models.CASCADE, related_name="link")
    token_hash = models.CharField(max_length=64, unique=True)
    code_hash = models.CharField(max_length=200)
    expires_at = models.DateTimeField()
    tries_left = models.PositiveSmallIntegerField(default=5)
    opened_at = models.DateTimeField(null=True, blank=True)
