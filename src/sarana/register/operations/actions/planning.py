from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Agency, Officer
from sarana.base.accounts.rules import NotAllowed, require
from sarana.base.identifiers import number_of
from sarana.base.ledger.actions import record_deed
from sarana.base.places.models import Place
from sarana.base.refused import Refused
from sarana.base.vault.models import SealedWords
from sarana.base.vault.sealing import give_key, key_of, seal
from sarana.register.cases.models import Case
from sarana.register.cases.rules import sees_case_by_right
from sarana.register.editing import apply_changes
from sarana.register.operations.actions.access import require_planned, require_sight
from sarana.register.operations.enums import (
    OperationKind,
    OperationState,
    ReadyAnswer,
    ReadyItem,
    TaskKind,
)
from sarana.register.operations.models import Operation, OperationTask, ReadyCheck
from sarana.register.operations.rules import is_answered_by_planner, is_kept_from
from sarana.register.reports.models import Report
from sarana.register.reports.rules import may_see_report, require_wanted


@transaction.atomic
def plan_operation(
    *,
    by: Officer,
    kind: OperationKind | str,
    place: Place,
    planned_for: date,
    words: SealedWords | None = None,
    lead_agency: Agency | None = None,
    legal_basis: str = "",
    cases: Iterable[Case] = (),
    reports: Iterable[Report] = (),
    team: Iterable[Officer] = (),
) -> Operation:
    """Plan an operation; until it was carried out only its planner and team can see it.

    Reports are linked by reference: what a reporter wrote never enters an operation's papers, and nobody whom he keeps out
    enters its team.
    """
    require(by, Power.RECORD_OPERATION)
    cases, reports = list(cases), list(reports)
    if not all(sees_case_by_right(by, case) for case in cases):
        raise NotAllowed(Power.SEE_CASES)
    if not all(may_see_report(by, report) for report in reports):
        raise NotAllowed(Power.SEE_REPORTS)
    team = list(team)
    told = [*reports, *Report.objects.filter(cases__in=cases)]
    require_wanted(told, officers=team, agencies=[lead_agency] if lead_agency else [])
    operation = Operation(
        kind=kind,
        place=place,
        planned_for=planned_for,
        planned_by=by,
        lead_agency=lead_agency or by.agency,
        legal_basis=legal_basis,
    )
    operation.number = number_of("O", operation.id)
    key = give_key(operation, key_of(operation.lead_agency))
    seal(operation, words or {}, key=key)
    operation.save(force_insert=True)
    operation.cases.set(cases)
    operation.reports.set(reports)
    operation.team.set(team)
    record_deed(
        by=by, action="plan_operation", record=operation, change={"kind": kind, "planned_for": planned_for}
    )
    return operation


@transaction.atomic
def amend_operation(
    *,
    by: Officer,
    operation: Operation,
    seen_version: int,
    changes: dict[str, Any],
    words: SealedWords | None = None,
) -> Operation:
    """Change what an operation that lies ahead is planned as: kind, place, day, legal basis, and the sealed ``plan``.

    Raises:
        EditConflict: somebody else of the team changed the same. ValueError: the operation is over.
    """
    require_planned(by, operation)
    return apply_changes(
        by=by,
        record=operation,
        seen_version=seen_version,
        changes=changes,
        words=words,
        action="amend_operation",
    )


@transaction.atomic
def tell_prosecutor(*, by: Officer, operation: Operation, at: datetime) -> None:
    """Put on record that the prosecutor was told."""
    require_sight(by, operation)
    if operation.state == OperationState.CALLED_OFF:
        raise Refused("This operation is over; its plan and outcome are on record.", field=None)
    if at > timezone.now():
        raise Refused("The prosecutor can't have been told in the future.", field="at")
    operation.prosecutor_told_at = at
    operation.save(update_fields=["prosecutor_told_at"])
    record_deed(by=by, action="tell_prosecutor", record=operation, change={"prosecutor_told_at": at})


@transaction.atomic
def call_off_operation(*, by: Officer, operation: Operation, reason: str) -> Operation:
    """Call an operation off, with the reason."""
    require_planned(by, operation)
    operation.state = OperationState.CALLED_OFF
    operation.save(update_fields=["state"])
    record_deed(by=by, action="call_off_operation", record=operation, reason=reason)
    return operation


@transaction.atomic
def give_task(
    *,
    by: Officer,
    operation: Operation,
    kind: TaskKind | str,
    officer: Officer | None = None,
    agency: Agency | None = None,
) -> OperationTask:
    """Give somebody a task in a planned operation; an officer who gets one joins the team and sees the plan.

    Raises:
        ValueError: nobody was named, the officer has this task already, or a reporter keeps him or the agency out.
    """
    require_planned(by, operation)
    if officer is None and agency is None:
        raise Refused("Name the officer or the agency that does it.", field="officer")
    if officer and is_kept_from(officer, operation):
        raise Refused("A conflict of interest keeps this officer from the operation.", field="officer")
    told = Report.objects.filter(Q(operations=operation) | Q(cases__operations=operation)).distinct()
    require_wanted(told, officers=[officer] if officer else [], agencies=[agency] if agency else [])
    task, is_new = OperationTask.objects.get_or_create(
        operation=operation, kind=TaskKind(kind), officer=officer, agency=agency
    )
    if not is_new:
        raise Refused("This task is given already.", field="kind")
    if officer:
        operation.team.add(officer)
    change = {"kind": kind, "officer": officer, "agency": agency.code if agency else None}
    record_deed(by=by, action="give_task", record=operation, change=change)
    return task


@transaction.atomic
def take_task_back(*, by: Officer, task: OperationTask) -> None:
    """Take a task back; the ledger keeps that it was given."""
    require_planned(by, task.operation)
    record_deed(by=by, action="take_task_back", record=task.operation, change={"kind": task.kind})
    task.delete()


@transaction.atomic
def answer_checklist(*, by: Officer, operation: Operation, answers: Mapping[str, str]) -> None:
    """Say what is ready, missing or not needed, item by item.

    Raises:
        ValueError: an item is settled by tasks and fields and can't be answered by hand.
    """
    require_planned(by, operation)
    for item, answer in answers.items():
        if not is_answered_by_planner(ReadyItem(item)):
            raise Refused("This item follows from the plan and its tasks.", field=None)
        ReadyCheck.objects.update_or_create(
            operation=operation,
            item=item,
            defaults={"answer": ReadyAnswer(answer), "answered_by": by},
        )
    record_deed(by=by, action="answer_checklist", record=operation, change=dict(answers))
