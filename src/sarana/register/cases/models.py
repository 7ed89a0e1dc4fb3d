from django.db import models

from sarana.base.accounts.models import Agency, Officer
from sarana.base.identifiers import new_id
from sarana.base.places.models import Place
from sarana.base.vault.models import Identity, SealedRecord
from sarana.base.vocabulary.models import CodesField
from sarana.register.cases.enums import (
    Assertion,
    Body,
    CaseState,
    GlassFinding,
    Sex,
    Standard,
    Standing,
)
from sarana.register.reports.enums import YesNoUnknown
from sarana.register.reports.models import Report


class Case(SealedRecord):
    """A body of facts that is worked on together. Its title and summary are sealed; people name it by its number."""

    number = models.CharField(max_length=14, unique=True)
    opened_on = models.DateField(db_index=True)
    opened_by = models.ForeignKey(Officer, models.PROTECT, related_name="+", db_index=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    owner = models.ForeignKey(Officer, models.PROTECT, related_name="+", db_index=False)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=14, choices=CaseState, default=CaseState.ACTIVE)
    closed_on = models.DateField(null=True, blank=True)
    closure_reason = models.CharField(max_length=300, blank=True)
    reports = models.ManyToManyField(Report, related_name="cases", blank=True)
    # Agencies that take part (a prosecutor's office, a shelter's NGO) and officers named to the case.
    partners = models.ManyToManyField(Agency, related_name="+", blank=True)
    team = models.ManyToManyField(Officer, related_name="+", blank=True)
    # Conflict of interest: they can't see the case, whatever their role.
    barred = models.ManyToManyField(Officer, related_name="+", blank=True)
    # Units that an allegation of complicity names: none of their officers, nor of those below them, can see it.
    barred_agencies = models.ManyToManyField(Agency, related_name="+", blank=True)
    # The file and row this case was imported from, so that the same row imports nothing twice.
    source_key = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 - unique only where there is one
    # Codes of the sender's that no list holds, by field: kept and reported, never dropped.
    unknown_codes = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-id"]
        # Each way by which a list finds its newest; they serve the foreign keys as well.
        indexes = [
            models.Index(fields=["agency", "-id"]),
            models.Index(fields=["owner", "-id"]),
            models.Index(fields=["opened_by", "-id"]),
            models.Index(fields=["place", "-id"]),
            models.Index(fields=["state", "-id"]),
        ]


class Event(models.Model):
    """A trafficking event (IC-TIP): acts, means and purposes at a place and time, to one or many victims."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="events")
    stage = models.CharField(max_length=20, default="Exploitation")
    started_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    country = models.CharField(max_length=3, default="KH")
    recruited_in = models.CharField(max_length=3, blank=True)
    acts = CodesField(code_list="PalermoAct")
    means = CodesField(code_list="PalermoMeans")
    purposes = CodesField(code_list="PalermoPurpose")
    forms_of_exploitation = CodesField(code_list="TypeOfExploitation")

    class Meta:
        ordering = ["id"]


class Victim(models.Model):
    """A person's appearance in a case as somebody to protect; who it is lies in the vault.

    ``standing`` repeats what the assertions amount to, so that lists need not weigh them again.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=14, unique=True)
    case = models.ForeignKey(Case, models.PROTECT, related_name="victims")
    identity = models.ForeignKey(Identity, models.PROTECT, related_name="as_victim")
    events = models.ManyToManyField(Event, related_name="victims", blank=True)
    sex = models.CharField(max_length=1, choices=Sex, default=Sex.UNKNOWN)
    gender = models.CharField(max_length=30, blank=True)
    age_at_event = models.PositiveSmallIntegerField(null=True, blank=True)
    citizenships = CodesField(code_list="Country")
    forms_of_exploitation = CodesField(code_list="TypeOfExploitation")
    sexual_exploitation_types = CodesField(code_list="TypeOfSexExploitation")
    labour_industries = CodesField(code_list="ForcedLabourIndustry")
    methods_of_recruitment = CodesField(code_list="MethodOfRecruitment")
    # Who recruited her, as seen from her; several when several did.
    relations_to_recruiter = CodesField(code_list="RelationToRecruiter")
    methods_of_control = CodesField(code_list="MethodsOfControl")
    exploitation_place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    consent_to_data = models.CharField(max_length=8, choices=YesNoUnknown, default=YesNoUnknown.UNKNOWN)
    standing = models.CharField(max_length=10, choices=Standing, default=Standing.NONE, db_index=True)
    first_identified_on = models.DateField(null=True, blank=True)
    added_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["case", "id"])]


class StatusAssertion(models.Model):
    """An authority's word on a victim's status, on a day, against a named standard. Never changed, only followed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    victim = models.ForeignKey(Victim, models.PROTECT, related_name="assertions")
    assertion = models.CharField(max_length=30, choices=Assertion)
    # Set when this word contradicts another authority's on purpose.
    disputes = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="disputed_by")
    asserted_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    body = models.CharField(max_length=40, choices=Body)
    asserted_on = models.DateField()
    standard = models.CharField(max_length=14, choices=Standard)
    acts = CodesField(code_list="PalermoAct")
    means = CodesField(code_list="PalermoMeans")
    purposes = CodesField(code_list="PalermoPurpose")
    is_minor = models.CharField(max_length=8, choices=YesNoUnknown, default=YesNoUnknown.UNKNOWN)
    outcome = models.CharField(max_length=14, blank=True)
    reasons_en = models.TextField(blank=True)
    reasons_km = models.TextField(blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["asserted_on", "id"]


class Suspect(models.Model):
    """A person or organisation's appearance in a case as a suspect; the same identity may appear in many cases."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=14, unique=True)
    case = models.ForeignKey(Case, models.PROTECT, related_name="suspects")
    identity = models.ForeignKey(Identity, models.PROTECT, related_name="as_suspect")
    events = models.ManyToManyField(Event, related_name="suspects", blank=True)
    roles = CodesField(code_list="RoleInProcess")
    sex = models.CharField(max_length=1, choices=Sex, default=Sex.UNKNOWN)
    age = models.PositiveSmallIntegerField(null=True, blank=True)
    citizenships = CodesField(code_list="Country")
    is_official = models.CharField(max_length=8, choices=YesNoUnknown, default=YesNoUnknown.UNKNOWN)
    arrested_on = models.DateField(null=True, blank=True)
    arrest_place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    added_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["case", "id"])]


class GlassBreak(models.Model):
    """An officer opened, in an emergency, a case that he has no right to: why, until when, and what a reviewer found.

    It lets him read and no more. Its owner is told at once; somebody of another agency reviews it afterwards.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="glass_breaks")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    broken_at = models.DateTimeField()
    until = models.DateTimeField()
    finding = models.CharField(max_length=14, choices=GlassFinding, blank=True)
    review_note = models.CharField(max_length=300, blank=True)
    reviewed_by = models.ForeignKey(Officer, models.PROTECT, null=True, blank=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["officer", "until"])]
