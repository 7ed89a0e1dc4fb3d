from django.db import models

from sarana.base.accounts.models import Agency, Officer
from sarana.base.identifiers import new_id
from sarana.base.vault.models import SealedRecord
from sarana.intake.enums import BatchState, ExportState, RowState, System
from sarana.register.plans.models import Plan
from sarana.register.referrals.enums import Purpose


class Batch(models.Model):
    """One file that was imported: who brought it, its hash, and what became of its rows."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    layout = models.CharField(max_length=20)
    file_name = models.CharField(max_length=200)
    file_digest = models.CharField(max_length=64)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    brought_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=BatchState, default=BatchState.READING)
    rows = models.PositiveIntegerField(default=0)
    imported = models.PositiveIntegerField(default=0)
    already_there = models.PositiveIntegerField(default=0)
    quarantined = models.PositiveIntegerField(default=0)
    # Rows whose person is probably on record, or twice in the file: nobody is created until somebody says who it is.
    to_decide = models.PositiveIntegerField(default=0)
    # Rows of earlier files that waited and about which this file says who it is.
    decided = models.PositiveIntegerField(default=0)
    # How often each unknown code was met: {"vic_TypeOfExploitation": {"cyber_scam": 12}}.
    unknown_codes = models.JSONField(default=dict)
    # Columns of the file that the standard does not know, kept by name only.
    unknown_columns = models.JSONField(default=list)

    class Meta:
        ordering = ["-id"]


class QuarantinedRow(SealedRecord):
    """A row that could not be taken: its cells are sealed; field, reason and remedy are told in plain words."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="quarantine")
    row = models.PositiveIntegerField()
    source_key = models.CharField(max_length=64, db_index=True)
    # One object per fault: {"field", "reason_en", "reason_km", "remedy_en", "remedy_km"}; never the cell's content.
    faults = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=RowState, default=RowState.WAITING)
    # Nothing is wrong with it, but somebody on record or in the file is like her. Who that is, is looked up anew by the
    # rights of whoever asks, and stands nowhere.
    may_be_known = models.BooleanField(default=False)
    handled_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["batch", "row"]
        indexes = [models.Index(fields=["batch", "may_be_known", "state", "row"])]


class ExportRequest(SealedRecord):
    """Somebody asks to take names out for one recipient, and a second officer agrees or not.

    ``sealed``: ``recipient`` (a body without an account), ``reason``, ``answer``.
    """

    asked_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    # The body that receives the file, when it has an account; what it may be told is what consents tell it.
    recipient = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    recipient_key = models.CharField(max_length=80)
    purpose = models.CharField(max_length=14, choices=Purpose)
    state = models.CharField(max_length=8, choices=ExportState, default=ExportState.WAITING)
    decided_by = models.ForeignKey(Officer, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    # Until when an agreed file may be taken.
    until = models.DateTimeField(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["state", "-id"])]


class FieldRule(models.Model):
    """How one field, or one code of it, of another case system is read: into which HTCDS field, as which code.

    A rule without ``their_code`` is about the field itself; an empty ``field`` says that it is left behind on purpose.
    """

    system = models.CharField(max_length=10, choices=System)
    their_field = models.CharField(max_length=100)
    their_code = models.CharField(max_length=100, blank=True)
    field = models.CharField(max_length=60, blank=True)
    code = models.CharField(max_length=60, blank=True)
    # For a code of a service: under which of the four groups of help against trafficking it counts.
    service_group = models.CharField(max_length=50, blank=True)
    note = models.CharField(max_length=200, blank=True)
    changed_by = models.ForeignKey(Officer, models.PROTECT, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["system", "their_field", "their_code"]
        constraints = [
            models.UniqueConstraint(
                fields=["system", "their_field", "their_code"], name="one_rule_a_field_or_code"
            )
        ]


class PlanSheet(models.Model):
    """A ministry's sheet read for the draft of a plan: what was understood of each row, until it is taken or forgotten."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="sheets")
    file_name = models.CharField(max_length=200)
    rows = models.JSONField(default=list)
    # Numbers of rows that hold nothing of the plan: totals, notes, empty lines.
    passed_over = models.JSONField(default=list)
    made_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    taken_by = models.ForeignKey(Officer, models.PROTECT, null=True, blank=True, related_name="+")
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
