from django.db import models

from sarana.base.accounts.models import Agency, Officer
from sarana.base.identifiers import new_id
from sarana.base.places.models import Place
from sarana.register.outreach.enums import Audience, OutreachChannel, Round, Sampling
from sarana.register.plans.enums import Currency
from sarana.register.plans.models import Node
from sarana.register.plans.models.words import Titled
from sarana.register.reports.models import Report
from sarana.register.tricks.models import Trick


class Campaign(Titled):
    """An activity of teaching: to whom it speaks, against which tricks, where, when, and what it costs."""

    # The activity of the plan that it carries out.
    node = models.ForeignKey(Node, models.PROTECT, null=True, blank=True, related_name="campaigns")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="campaigns")
    audience = models.CharField(max_length=10, choices=Audience)
    channel = models.CharField(max_length=12, choices=OutreachChannel)
    languages = models.CharField(max_length=60, blank=True)
    message_km = models.TextField(blank=True)
    message_en = models.TextField(blank=True)
    tricks = models.ManyToManyField(Trick, blank=True, related_name="campaigns")
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()
    currency = models.CharField(max_length=3, choices=Currency, default=Currency.USD)
    cost = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    # The number that was shown, for those who want to tell something.
    hotline = models.CharField(max_length=40, blank=True)
    materials = models.PositiveIntegerField(default=0)
    recorded_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-starts_on", "-id"]


class Session(models.Model):
    """One session of a campaign and how many it reached; counts only, never names."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="sessions")
    held_on = models.DateField()
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    reached = models.PositiveIntegerField()
    women = models.PositiveIntegerField(default=0)
    men = models.PositiveIntegerField(default=0)
    under_18 = models.PositiveIntegerField(default=0)
    migrants = models.PositiveIntegerField(default=0)
    # Counted by heads, or a guess of the crowd.
    is_estimate = models.BooleanField(default=False)

    class Meta:
        ordering = ["held_on", "id"]


class KapSurvey(models.Model):
    """A survey of knowledge, attitude and practice: how many were asked, how chosen, how many answered each item rightly."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="surveys")
    round = models.CharField(max_length=6, choices=Round)
    held_on = models.DateField()
    sampling = models.CharField(max_length=12, choices=Sampling)
    asked = models.PositiveIntegerField()
    # Code of the item -> [answered, right].
    answers = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["held_on", "id"]
        constraints = [models.UniqueConstraint(fields=["campaign", "round"], name="one_survey_a_round")]


class CampaignCitation(models.Model):
    """A report whose teller named a campaign as the reason to tell."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="citations")
    report = models.ForeignKey(Report, models.PROTECT, related_name="campaigns_cited")
    cited_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["campaign", "report"], name="one_citation_a_report")]
