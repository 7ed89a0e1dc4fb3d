from django.db import models

from sarana.base.accounts.models import Agency, Officer
from sarana.base.identifiers import new_id
from sarana.base.vault.models import SealedRecord
from sarana.register.cases.models import Case
from sarana.register.complicity.enums import AllegationState, LockOrigin
from sarana.register.reports.models import Report


class Allegation(SealedRecord):
    """Somebody says that an official took part, took money or looked away (TVPA, criterion 7).

    Who it is and what is alleged (``official``, ``narrative``) is sealed; those named, and the units named, can see
    neither the allegation nor the case or report it belongs to.
    """

    number = models.CharField(max_length=14, unique=True)
    made_on = models.DateField()
    recorded_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="allegations")
    report = models.ForeignKey(Report, models.PROTECT, null=True, blank=True, related_name="allegations")
    units = models.ManyToManyField(Agency, related_name="+", blank=True)
    state = models.CharField(max_length=14, choices=AllegationState, default=AllegationState.RECEIVED)
    # The body that looks into it: an inspectorate, the anti-corruption unit, a prosecutor's office.
    handed_to = models.CharField(max_length=200, blank=True)
    handed_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(case__isnull=False) | models.Q(report__isnull=False),
                name="allegation_belongs_to_a_record",
            )
        ]


class Lock(models.Model):
    """One officer who is kept from everything the allegation touches; lifted only with a reason, never deleted."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    allegation = models.ForeignKey(Allegation, models.PROTECT, related_name="locks")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    origin = models.CharField(max_length=10, choices=LockOrigin)
    locked_at = models.DateTimeField(auto_now_add=True)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(Officer, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["allegation", "officer"], name="one_lock_per_officer")]
