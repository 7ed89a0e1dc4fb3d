from django.db import models

from sarana.base.accounts.models import Agency, Officer
from sarana.base.places.models import Place
from sarana.base.vault.models import SealedRecord
from sarana.base.vocabulary.models import CodesField
from sarana.register.reports.enums import Channel, ClosureReason, ReportState, YesNoUnknown


class Report(SealedRecord):
    """What somebody told: a signal, not yet a case. Its words (``narrative``, ``reporter``, ``whereabouts``) are sealed."""

    number = models.CharField(max_length=14, unique=True)
    received_at = models.DateTimeField(db_index=True)
    channel = models.CharField(max_length=14, choices=Channel)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    # A place that moves: the vessel, its flag (ISO 3166-1 alpha-2) and where it is bound.
    vessel = models.CharField(max_length=80, blank=True)
    vessel_flag = models.CharField(max_length=3, blank=True)
    next_port = models.CharField(max_length=80, blank=True)
    danger_now = models.CharField(max_length=8, choices=YesNoUnknown, default=YesNoUnknown.UNKNOWN)
    minors = models.CharField(max_length=8, choices=YesNoUnknown, default=YesNoUnknown.UNKNOWN)
    persons = models.PositiveIntegerField(null=True, blank=True)
    forms_of_exploitation = CodesField(code_list="TypeOfExploitation")
    state = models.CharField(max_length=14, choices=ReportState, default=ReportState.RECEIVED)
    acknowledged_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closure_reason = models.CharField(max_length=14, choices=ClosureReason, blank=True)
    # Officers whom the report names or who stand close to those it names: they can't see it.
    barred = models.ManyToManyField(Officer, related_name="+", blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["state", "-id"]), models.Index(fields=["agency", "-id"])]
