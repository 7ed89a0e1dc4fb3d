from django.db import models

from sarana.base.accounts.models import Agency, Officer
from sarana.base.places.models import Place
from sarana.base.vault.models import SealedRecord
from sarana.register.cases.models import Victim
from sarana.register.repatriation.enums import Assessment, Direction, TracingResult, TravelDocument


class HandoverList(SealedRecord):
    """Those who go home together: the place, the day, and both sides' signatures. The receiving officer's name is sealed."""

    number = models.CharField(max_length=14, unique=True)
    direction = models.CharField(max_length=8, choices=Direction)
    country = models.CharField(max_length=3)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    planned_on = models.DateField()
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    made_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    # Cambodia's side signs by an officer's own hand; the other side's signature is recorded from the paper.
    signed_by = models.ForeignKey(Officer, models.PROTECT, null=True, blank=True, related_name="+")
    signed_on = models.DateField(null=True, blank=True)
    countersigned_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]


class Repatriation(SealedRecord):
    """One person's way home, with the steps of both sides and both sides' case numbers.

    Sealed: ``their_contact``, ``assessment``, ``document_number``, ``feedback``.
    """

    number = models.CharField(max_length=14, unique=True)
    victim = models.ForeignKey(Victim, models.PROTECT, related_name="repatriations")
    direction = models.CharField(max_length=8, choices=Direction)
    country = models.CharField(max_length=3)
    # The other side's own number of her case.
    their_number = models.CharField(max_length=40, blank=True)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    # She goes of her own will or not at all.
    agreed_on = models.DateField(null=True, blank=True)
    tracing_asked_on = models.DateField(null=True, blank=True)
    traced_on = models.DateField(null=True, blank=True)
    tracing_result = models.CharField(max_length=12, choices=TracingResult, blank=True)
    assessed_on = models.DateField(null=True, blank=True)
    assessment = models.CharField(max_length=14, choices=Assessment, blank=True)
    assessed_place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    document_on = models.DateField(null=True, blank=True)
    travel_document = models.CharField(max_length=12, choices=TravelDocument, blank=True)
    handover = models.ForeignKey(
        HandoverList, models.PROTECT, null=True, blank=True, related_name="repatriations"
    )
    handed_over_on = models.DateField(null=True, blank=True)
    feedback_on = models.DateField(null=True, blank=True)
    called_off_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["victim"],
                condition=models.Q(handed_over_on=None, called_off_on=None),
                name="one_way_home_at_a_time",
            )
        ]
