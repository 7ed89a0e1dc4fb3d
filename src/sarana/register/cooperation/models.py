from django.db import models

from sarana.base.accounts.models import Agency
from sarana.base.vocabulary.models import CodesField
from sarana.register.cooperation.enums import InstrumentKind
from sarana.register.meetings.models import ActionPoint, Body
from sarana.register.plans.models import Node
from sarana.register.plans.models.words import Titled, Told


class Instrument(Titled):
    """An agreement with other states or with bodies of the country: from when, until when, who watches over it."""

    kind = models.CharField(max_length=10, choices=InstrumentKind)
    # States by ISO 3166-1 alpha-2; bodies that are no state by name.
    countries = CodesField(code_list="Country")
    other_parties = models.CharField(max_length=300, blank=True)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="instruments")
    node = models.ForeignKey(Node, models.PROTECT, null=True, blank=True, related_name="instruments")
    signed_on = models.DateField(null=True, blank=True)
    in_force_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    # Months before it expires from which it is told that it does.
    alarm_months = models.PositiveSmallIntegerField(default=6)
    ended_on = models.DateField(null=True, blank=True)
    renews = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="renewed_by")
    # The joint body in which the parties meet.
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="instruments")
    source = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-signed_on", "-id"]


class Obligation(Told):
    """What an agreement obliges to, article by article, and the action point by which it is carried out."""

    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="obligations")
    article = models.CharField(max_length=40, blank=True)
    action = models.OneToOneField(ActionPoint, models.PROTECT, related_name="obligation")

    class Meta:
        ordering = ["id"]
