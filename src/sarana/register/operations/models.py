from django.db import models

from sarana.base.accounts.models import Agency, Officer
from sarana.base.identifiers import new_id
from sarana.base.places.models import Place
from sarana.base.vault.models import SealedRecord
from sarana.register.cases.models import Case, Suspect, Victim
from sarana.register.operations.enums import (
    FoundAs,
    OperationKind,
    OperationState,
    ReadyAnswer,
    ReadyItem,
    TaskKind,
)
from sarana.register.reports.models import Report


class Operation(SealedRecord):
    """A police or inspection operation: planned in secret, carried out on a day, with what came of it.

    One operation frees many victims of several cases. Its plan and outcome notes are sealed; no report's text enters it.
    """

    number = models.CharField(max_length=14, unique=True)
    kind = models.CharField(max_length=14, choices=OperationKind)
    state = models.CharField(max_length=12, choices=OperationState, default=OperationState.PLANNED)
    lead_agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    planned_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    planned_for = models.DateField()
    carried_out_on = models.DateField(null=True, blank=True, db_index=True)
    # The day of the operation for as long as somebody who was freed in it is not screened; none once all are.
    unscreened_since = models.DateField(null=True, editable=False)
    legal_basis = models.CharField(max_length=200, blank=True)
    prosecutor_told_at = models.DateTimeField(null=True, blank=True)
    premises_inspected = models.PositiveIntegerField(default=0)
    persons_screened = models.PositiveIntegerField(default=0)
    interpreter_present = models.BooleanField(default=False)
    minors_officer_present = models.BooleanField(default=False)
    cases = models.ManyToManyField(Case, related_name="operations", blank=True)
    reports = models.ManyToManyField(Report, related_name="operations", blank=True)
    team = models.ManyToManyField(Officer, related_name="+", blank=True)
    barred = models.ManyToManyField(Officer, related_name="+", blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["lead_agency", "-id"]),
            models.Index(fields=["planned_by", "-id"]),
            # Every desk asks whom nobody has screened, the oldest first; they are few among all operations.
            models.Index(
                fields=["lead_agency", "unscreened_since"],
                condition=models.Q(unscreened_since__isnull=False),
                name="unscreened_of_a_unit",
            ),
            models.Index(
                fields=["planned_by", "unscreened_since"],
                condition=models.Q(unscreened_since__isnull=False),
                name="unscreened_of_officer",
            ),
            models.Index(
                fields=["unscreened_since"],
                condition=models.Q(unscreened_since__isnull=False),
                name="unscreened_of_all",
            ),
            # What lies ahead is a handful among everything that was ever carried out.
            models.Index(
                fields=["planned_for"],
                condition=models.Q(state=OperationState.PLANNED),
                name="operations_that_lie_ahead",
            ),
        ]


class PersonFound(models.Model):
    """What an operation meant for one victim."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    operation = models.ForeignKey(Operation, models.PROTECT, related_name="persons_found")
    victim = models.ForeignKey(Victim, models.PROTECT, related_name="found_in")
    found_as = models.CharField(max_length=12, choices=FoundAs)
    # Everybody who is found is screened, and not once for all: by whom and when.
    screened_on = models.DateField(null=True, blank=True)
    screened_by = models.ForeignKey(Officer, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["operation", "victim"], name="once_per_operation")]
        # Every desk asks for them, and they are few among all who were ever found.
        indexes = [
            models.Index(
                fields=["operation"],
                name="freed_and_not_yet_screened",
                condition=models.Q(found_as=FoundAs.FREED, screened_on=None),
            )
        ]


class Arrest(models.Model):
    """A suspect taken in an operation."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    operation = models.ForeignKey(Operation, models.PROTECT, related_name="arrests")
    suspect = models.ForeignKey(Suspect, models.PROTECT, related_name="arrests")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["operation", "suspect"], name="one_arrest_per_operation")
        ]


class OperationTask(models.Model):
    """Who does what in an operation: an officer of the team, or another agency."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    operation = models.ForeignKey(Operation, models.PROTECT, related_name="tasks")
    kind = models.CharField(max_length=14, choices=TaskKind)
    officer = models.ForeignKey(Officer, models.PROTECT, null=True, blank=True, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(officer__isnull=False) | models.Q(agency__isnull=False),
                name="task_has_somebody",
            )
        ]


class ReadyCheck(models.Model):
    """The planner's latest word on one item of the checklist."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    operation = models.ForeignKey(Operation, models.PROTECT, related_name="checks")
    item = models.CharField(max_length=16, choices=ReadyItem)
    answer = models.CharField(max_length=10, choices=ReadyAnswer)
    answered_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["operation", "item"], name="one_answer_per_item")]
