from django.db import models

from sarana.base.accounts.models import Officer
from sarana.base.identifiers import new_id
from sarana.base.vault.models import Identity
from sarana.register.duplicates.enums import PairState


class Pair(models.Model):
    """Two identities that may be one person. Why they look alike is worked out anew whenever it is shown, never stored."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    # The one with the smaller key first, so that a pair stands here once.
    first = models.ForeignKey(Identity, models.PROTECT, related_name="+")
    second = models.ForeignKey(Identity, models.PROTECT, related_name="+")
    score = models.FloatField()
    state = models.CharField(max_length=8, choices=PairState, default=PairState.WAITING)
    found_at = models.DateTimeField(auto_now_add=True)
    # Empty when the nightly look found it.
    found_by = models.ForeignKey(Officer, models.PROTECT, null=True, blank=True, related_name="+")
    # An officer thought of it before any look did: it says nothing of how good proposals are.
    named = models.BooleanField(default=False)
    decided_by = models.ForeignKey(Officer, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["first", "second"], name="each_pair_once")]
        indexes = [models.Index(fields=["state", "-id"])]


class Merge(models.Model):
    """One identity took in another: which records moved and what was known before, so that it can be undone whole.

    ``sealed`` holds the words of the kept identity before and after, under its own key: whoever erases the person
    forgets them as well.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    pair = models.ForeignKey(Pair, models.PROTECT, related_name="merges")
    kept = models.ForeignKey(Identity, models.PROTECT, related_name="took_in")
    absorbed = models.ForeignKey(Identity, models.PROTECT, related_name="taken_in_by")
    # Record types and keys: [["cases.victim", "…"]].
    moved = models.JSONField(default=list)
    sealed = models.BinaryField(null=True)
    reason = models.CharField(max_length=300)
    merged_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    merged_at = models.DateTimeField()
    undone_by = models.ForeignKey(Officer, models.PROTECT, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-id"]
