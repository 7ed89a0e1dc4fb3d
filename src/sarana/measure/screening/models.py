"""Editions of lists, who was held against them, and the alerts that people decide on.

Who is screened is a suspect, a person or an organisation. Nothing here points at a victim, a person sought or a report.
What would tell who an alert is about (the entry's key and names, the reasons) is sealed under the suspect's own key.
"""

from django.db import models

from sarana.base.accounts.models import Officer
from sarana.base.identifiers import new_id
from sarana.base.vault.models import Identity
from sarana.measure.screening.enums import AlertState, ListRegime, ListSource, RaisedFor, StepKind, Verdict


class ListEdition(models.Model):
    """One dated edition of a sanctions or watch list: the file as it came, its hash, and what it changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    source = models.CharField(max_length=10, choices=ListSource)
    # The day that the list says of itself, or that the officer read where he fetched it.
    generated_on = models.DateField()
    digest = models.CharField(max_length=64)
    # The file, deflated; ``beside`` is OFAC's second file.
    content = models.BinaryField()
    beside = models.BinaryField(null=True)
    entry_count = models.PositiveIntegerField()
    before = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    # What came, went and changed since the edition before: [["came", key, name]]; empty for the first.
    differences = models.JSONField(default=list)
    doubts = models.JSONField(default=list)
    brought_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    brought_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["source", "digest"], name="each_edition_once")]


class ScreeningRun(models.Model):
    """The register was held against an edition: how many, how many of them against its changes alone, what came of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    edition = models.ForeignKey(ListEdition, models.PROTECT, related_name="runs")
    screened = models.PositiveIntegerField()
    in_part = models.PositiveIntegerField()
    raised = models.PositiveIntegerField()
    remembered = models.PositiveIntegerField()
    lapsed = models.PositiveIntegerField()
    # Empty when the nightly round did it.
    by = models.ForeignKey(Officer, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]


class ScreenedName(models.Model):
    """A suspect was held against an edition; ``person_digest`` (keyed) tells whether what is known of him changed since."""

    identity = models.ForeignKey(Identity, models.PROTECT, related_name="+")
    edition = models.ForeignKey(ListEdition, models.PROTECT, related_name="+")
    source = models.CharField(max_length=10, choices=ListSource)
    person_digest = models.BinaryField(max_length=16)
    # When he was first held against any edition of this list; later rounds leave it.
    first_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["identity", "source"], name="screened_once_against_a_list")
        ]


class Alert(models.Model):
    """A suspect's name may mean an entry of a list. A lead for two people to decide on; it changes nothing by itself.

    ``entry_token`` is the keyed hash of the entry's key; the two digests are of what was compared, so that a decision
    holds as long as neither side changes.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    identity = models.ForeignKey(Identity, models.PROTECT, related_name="+")
    edition = models.ForeignKey(ListEdition, models.PROTECT, related_name="alerts")
    source = models.CharField(max_length=10, choices=ListSource)
    regime = models.CharField(max_length=14, choices=ListRegime)
    score = models.FloatField()
    entry_token = models.BinaryField(max_length=16)
    entry_digest = models.BinaryField(max_length=16)
    person_digest = models.BinaryField(max_length=16)
    raised_for = models.CharField(max_length=8, choices=RaisedFor, default=RaisedFor.NEW)
    # The alert about the same two that was decided or open before one of them changed.
    before = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=8, choices=AlertState, default=AlertState.WAITING)
    verdict = models.CharField(max_length=6, choices=Verdict, blank=True)
    raised_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    # Key, names, births, programme of the entry and the reasons, under the suspect's key.
    sealed = models.BinaryField(null=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["state", "-id"], name="alert_by_state"),
            models.Index(fields=["identity", "source"], name="alert_by_person"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["identity", "source", "entry_token"],
                condition=~models.Q(state=AlertState.LAPSED),
                name="one_live_alert_a_likeness",
            )
        ]


class AlertStep(models.Model):
    """Somebody proposed, agreed or did not agree, with a reason (sealed under the suspect's key). None is changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    alert = models.ForeignKey(Alert, models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=8, choices=StepKind)
    verdict = models.CharField(max_length=6, choices=Verdict)
    sealed = models.BinaryField(null=True)
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
