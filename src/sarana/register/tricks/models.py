from django.db import models
from django.db.models import Q
from django.utils.translation import get_language

from sarana.base.accounts.models import Officer
from sarana.base.identifiers import new_id
from sarana.base.vocabulary.models import CodesField
from sarana.register.cases.models import Case
from sarana.register.reports.models import Report
from sarana.register.tricks.enums import Confidence, TrickState


class Trick(models.Model):
    """A way in which people are lured, held and used (modus operandi), under a code that reports and cases share.

    It tells of a pattern, never of a person. Texts stand in both languages, ``…_km`` and ``…_en``.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.SlugField(max_length=40, unique=True)
    name_km = models.CharField(max_length=160)
    name_en = models.CharField(max_length=160)
    acts = CodesField(code_list="PalermoAct")
    means = CodesField(code_list="PalermoMeans")
    purposes = CodesField(code_list="PalermoPurpose")
    recruiters = CodesField(code_list="Recruiter")
    channels = CodesField(code_list="LureChannel")
    bait_km = models.TextField(blank=True)
    bait_en = models.TextField(blank=True)
    # Promised monthly pay as it was advertised, in ISO 4217 currency.
    promised_pay = models.DecimalField(max_digits=14, decimal_places=0, null=True, blank=True)
    promised_currency = models.CharField(max_length=3, blank=True)
    # Fee, advance or debt: how people come to owe, and between which amounts.
    debt_km = models.TextField(blank=True)
    debt_en = models.TextField(blank=True)
    debt_from = models.DecimalField(max_digits=14, decimal_places=0, null=True, blank=True)
    debt_to = models.DecimalField(max_digits=14, decimal_places=0, null=True, blank=True)
    debt_currency = models.CharField(max_length=3, blank=True)
    papers_taken = CodesField(code_list="Paper")
    routes = CodesField(code_list="RouteKind")
    control_km = models.TextField(blank=True)
    control_en = models.TextField(blank=True)
    sale_km = models.TextField(blank=True)
    sale_en = models.TextField(blank=True)
    # What is demanded for letting somebody go.
    exit_km = models.TextField(blank=True)
    exit_en = models.TextField(blank=True)
    targets_km = models.TextField(blank=True)
    targets_en = models.TextField(blank=True)
    origins = CodesField(code_list="Country")
    destinations = CodesField(code_list="Country")
    first_seen = models.PositiveSmallIntegerField(null=True, blank=True)
    last_seen = models.PositiveSmallIntegerField(null=True, blank=True)
    counter_km = models.TextField(blank=True)
    counter_en = models.TextField(blank=True)
    check_km = models.TextField(blank=True)
    check_en = models.TextField(blank=True)
    finance_flags = CodesField(code_list="FinanceFlag")
    source = models.TextField(blank=True)
    confidence = models.CharField(max_length=8, choices=Confidence, default=Confidence.MEDIUM)
    state = models.CharField(max_length=8, choices=TrickState, default=TrickState.ACTIVE)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["code"]

    def told(self, name: str) -> str:
        """A text in the page's language, in the other one where only that is written."""
        km = (get_language() or "km").startswith("km")
        first, second = (f"{name}_km", f"{name}_en") if km else (f"{name}_en", f"{name}_km")
        return str(getattr(self, first) or getattr(self, second))

    @property
    def name(self) -> str:
        return self.told("name")


class TrickRedFlag(models.Model):
    """A warning sign by which the trick is known; ``sign`` names the rule that finds it in the text of an offer."""

    trick = models.ForeignKey(Trick, models.CASCADE, related_name="red_flags")
    order = models.PositiveIntegerField()
    text_km = models.CharField(max_length=300)
    text_en = models.CharField(max_length=300)
    sign = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["trick", "order"]
        constraints = [models.UniqueConstraint(fields=["trick", "order"], name="one_red_flag_per_line")]

    @property
    def text(self) -> str:
        km = (get_language() or "km").startswith("km")
        return (self.text_km if km else self.text_en) or self.text_km or self.text_en


class TrickSeen(models.Model):
    """A trick was recognised in a report or in a case."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    trick = models.ForeignKey(Trick, models.PROTECT, related_name="seen")
    report = models.ForeignKey(Report, models.PROTECT, null=True, related_name="tricks_seen")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="tricks_seen")
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(report=None, case__isnull=False) | Q(report__isnull=False, case=None),
                name="trick_seen_in_one_record",
            ),
            models.UniqueConstraint(fields=["trick", "report"], name="trick_once_per_report"),
            models.UniqueConstraint(fields=["trick", "case"], name="trick_once_per_case"),
        ]
