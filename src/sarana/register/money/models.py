from django.db import models
from django.db.models import Q

from sarana.base.accounts.models import Agency, Officer
from sarana.base.identifiers import new_id
from sarana.base.vault.models import SealedRecord
from sarana.register.cases.models import Case, Suspect
from sarana.register.money.enums import Answer, AssetDeed, AssetKind, InquiryEnd
from sarana.register.traces.models import Trace


class FlagAnswer(SealedRecord):
    """What an officer found when he looked for one red flag on a suspect, an account or premises.

    A checklist and never a score: nothing is added up, and nothing follows from an answer by itself. Answers are added;
    the latest one of a flag stands. The note is sealed.
    """

    suspect = models.ForeignKey(Suspect, models.PROTECT, null=True, related_name="flag_answers")
    trace = models.ForeignKey(Trace, models.PROTECT, null=True, related_name="flag_answers")
    code = models.CharField(max_length=40)
    # Version of the list whose words the officer read.
    list_version = models.CharField(max_length=20)
    answer = models.CharField(max_length=10, choices=Answer)
    answered_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["suspect", "code"]), models.Index(fields=["trace", "code"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(suspect__isnull=False, trace=None) | Q(suspect=None, trace__isnull=False),
                name="a_flag_is_looked_for_on_one_thing",
            )
        ]


class MoneyInquiry(SealedRecord):
    """A parallel financial investigation: somebody follows the money of a case beside the case itself (FATF, IO.7).

    Sealed: ``question`` (what is asked) and ``finding``.
    """

    number = models.CharField(max_length=14, unique=True)
    case = models.ForeignKey(Case, models.PROTECT, related_name="money_inquiries")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    opened_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    opened_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    end = models.CharField(max_length=10, choices=InquiryEnd, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "agency"], condition=Q(ended_on=None), name="one_open_inquiry_an_agency"
            )
        ]


class AssetMeasure(models.Model):
    """Money or goods of a case frozen, seized, confiscated, released or paid to victims: one deed on one day."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="asset_measures")
    suspect = models.ForeignKey(Suspect, models.PROTECT, null=True, blank=True, related_name="asset_measures")
    deed = models.CharField(max_length=16, choices=AssetDeed)
    kind = models.CharField(max_length=10, choices=AssetKind)
    on = models.DateField()
    # None where the worth is not known yet; never a guess.
    amount = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    ordered_by = models.CharField(max_length=120)
    recorded_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["on", "id"]
        indexes = [models.Index(fields=["case", "on"])]
