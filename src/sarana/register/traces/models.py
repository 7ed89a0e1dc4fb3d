import uuid

from django.db import models
from django.db.models import F, Q

from sarana.base.accounts.models import Agency, Officer
from sarana.base.vault.models import SealedRecord
from sarana.register.cases.models import Case, Event, Suspect, Victim
from sarana.register.traces.enums import Confidence, CrossingKind, Relation, TraceKind, TraceSource


class Trace(SealedRecord):
    """A phone, account, online account, vehicle, premises or document of a case. Its value is sealed.

    ``token`` is the keyed hash of the value in its one normal form, by which the same value is found in another case.
    """

    number = models.CharField(max_length=14, unique=True)
    case = models.ForeignKey(Case, models.PROTECT, related_name="traces")
    kind = models.CharField(max_length=10, choices=TraceKind)
    token = models.BinaryField(max_length=16)
    # The token under which the vault keeps the same phone or document of a person; empty for other kinds.
    vault_token = models.BinaryField(max_length=16, null=True)
    added_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["token", "case"], name="trace_by_token"),
            models.Index(fields=["vault_token"], name="trace_by_vault_token"),
            models.Index(fields=["case", "id"]),
        ]
        constraints = [models.UniqueConstraint(fields=["case", "token"], name="each_trace_once_in_a_case")]


class TraceLink(models.Model):
    """What a trace is to one victim, suspect or event of its case, from when until when, and how that is known."""

    trace = models.ForeignKey(Trace, models.PROTECT, related_name="links")
    victim = models.ForeignKey(Victim, models.PROTECT, null=True, related_name="trace_links")
    suspect = models.ForeignKey(Suspect, models.PROTECT, null=True, related_name="trace_links")
    event = models.ForeignKey(Event, models.PROTECT, null=True, related_name="trace_links")
    relation = models.CharField(max_length=20, choices=Relation)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    known_from = models.CharField(max_length=12, choices=TraceSource)
    confidence = models.CharField(max_length=10, choices=Confidence, default=Confidence.LIKELY)
    added_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(victim__isnull=False, suspect=None, event=None)
                | Q(victim=None, suspect__isnull=False, event=None)
                | Q(victim=None, suspect=None, event__isnull=False),
                name="a_trace_link_has_one_end",
            ),
        ]


class Crossing(SealedRecord):
    """Two cases work on the same thing. One row for each side: ``case`` is the one that is told, ``other`` stays unsaid.

    Its identifier is drawn by chance and not by time, since it stands in an address. The sealed words hold the note
    of whoever spoke with the other unit.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="crossings")
    other = models.ForeignKey(Case, models.PROTECT, related_name="crossings_elsewhere")
    kind = models.CharField(max_length=10, choices=CrossingKind)
    token = models.BinaryField(max_length=16)
    # What the told side itself has on record: its own trace or its own suspect.
    trace = models.ForeignKey(Trace, models.PROTECT, null=True, related_name="+")
    suspect = models.ForeignKey(Suspect, models.PROTECT, null=True, related_name="+")
    found_at = models.DateTimeField(auto_now_add=True)
    spoken_at = models.DateTimeField(null=True)
    spoken_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["found_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "other", "kind", "token"], name="each_crossing_once_a_side"
            ),
            models.CheckConstraint(condition=~Q(case=F("other")), name="a_crossing_joins_two_cases"),
        ]
        indexes = [models.Index(fields=["case", "spoken_at"])]


class QuietCase(SealedRecord):
    """A case of which no other unit learns, because somebody there may be part of it; the reason is sealed."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="quiet")
    kept_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    kept_at = models.DateTimeField(auto_now_add=True)
    lifted_at = models.DateTimeField(null=True)


class AgencyContact(models.Model):
    """Whom another unit calls at an agency: its head, the deputy, telephone and e-mail of the duty desk."""

    agency = models.OneToOneField(Agency, models.PROTECT, related_name="contact")
    head = models.ForeignKey(Officer, models.PROTECT, null=True, blank=True, related_name="+")
    deputy = models.ForeignKey(Officer, models.PROTECT, null=True, blank=True, related_name="+")
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
