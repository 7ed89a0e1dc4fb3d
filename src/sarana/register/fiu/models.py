from django.db import models
from django.db.models import Q

from sarana.base.accounts.models import Agency, Officer
from sarana.base.vault.models import SealedRecord
from sarana.register.cases.models import Case, Suspect
from sarana.register.fiu.enums import Direction, LetterKind, LetterState, Worth
from sarana.register.traces.models import Trace


class FiuLetter(SealedRecord):
    """Something that went to the financial intelligence unit or came from it, about one case.

    Sealed: ``text``. A letter that goes out is released by a second officer and never changed after; caveats stay with it.
    """

    number = models.CharField(max_length=14, unique=True)
    case = models.ForeignKey(Case, models.PROTECT, related_name="fiu_letters")
    direction = models.CharField(max_length=10, choices=Direction)
    kind = models.CharField(max_length=16, choices=LetterKind)
    state = models.CharField(max_length=10, choices=LetterState)
    answers = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="answered_by")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    written_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)
    # Codes of ``Caveat``.
    caveats = models.JSONField(default=list)
    # Under which the other side keeps it.
    their_reference = models.CharField(max_length=80, blank=True)
    # The day it went out or came in.
    dated_on = models.DateField(null=True, blank=True)
    answer_by = models.DateField(null=True, blank=True)
    released_by = models.ForeignKey(Officer, models.PROTECT, null=True, blank=True, related_name="+")
    released_at = models.DateTimeField(null=True, blank=True)
    worth = models.CharField(max_length=10, choices=Worth, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["case", "-id"]), models.Index(fields=["state", "answer_by"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(released_by=models.F("written_by")) | Q(released_by=None),
                name="a_letter_is_released_by_another_officer",
            )
        ]


class FiuItem(models.Model):
    """One suspect, account or other trace that a letter names. Nobody who is a victim in any case can be one."""

    letter = models.ForeignKey(FiuLetter, models.CASCADE, related_name="items")
    suspect = models.ForeignKey(Suspect, models.PROTECT, null=True, related_name="fiu_items")
    trace = models.ForeignKey(Trace, models.PROTECT, null=True, related_name="fiu_items")
    # An account that traffickers may run in a victim's name: told as such, without a name, so that she is not charged.
    possibly_of_a_victim = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(suspect__isnull=False, trace=None) | Q(suspect=None, trace__isnull=False),
                name="an_item_is_one_thing",
            ),
            models.UniqueConstraint(fields=["letter", "suspect"], name="each_suspect_once_a_letter"),
            models.UniqueConstraint(fields=["letter", "trace"], name="each_trace_once_a_letter"),
        ]
