from django.db import models

from sarana.base.accounts.models import Officer
from sarana.base.identifiers import new_id
from sarana.base.vault.models import SealedRecord
from sarana.register.cases.models import Case
from sarana.register.supervision.enums import Ask, FlagKind, Word


class Errand(SealedRecord):
    """Something that one officer is to do by a day; what it is stays sealed (``what``), as it may name somebody."""

    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="errands")
    given_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="errands")
    due_on = models.DateField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "id"]
        indexes = [models.Index(fields=["officer", "done_at", "due_on"])]


class Flag(SealedRecord):
    """A mark on a case for whoever opens it, until somebody lifts it; the note is sealed (``note``)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="flags")
    kind = models.CharField(max_length=10, choices=FlagKind)
    raised_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    lifted_by = models.ForeignKey(Officer, models.PROTECT, null=True, blank=True, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]


class Approval(models.Model):
    """A supervisor's word that an officer asked for, and what it was."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="approvals")
    ask = models.CharField(max_length=8, choices=Ask)
    asked_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    supervisor = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    word = models.CharField(max_length=10, choices=Word, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "ask"], condition=models.Q(answered_at=None), name="asked_once_until_answered"
            )
        ]
