"""Who may see an operation: its plan is sealed to its team until it was carried out. Pure decisions."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import OVERSIGHT, agency_in_scope, has_power, place_in_scope
from sarana.register.cases.rules import is_barred_from
from sarana.register.operations.enums import OperationState, ReadyAnswer, ReadyItem, TaskKind
from sarana.register.operations.models import Operation
from sarana.register.reports.rules import is_barred_from_report


def may_see_operation(officer: Officer, operation: Operation) -> bool:
    """Whether the officer may see the operation now."""
    if not has_power(officer, Power.SEE_CASES) or is_kept_from(officer, operation):
        return False
    if operation.planned_by_id == officer.pk or operation.team.filter(pk=officer.pk).exists():
        return True
    if operation.state == OperationState.PLANNED:
        return False
    in_place = place_in_scope(officer, operation.place_id)
    return officer.role in OVERSIGHT or (agency_in_scope(officer, operation.lead_agency.path) and in_place)


def is_kept_from(officer: Officer, operation: Operation) -> bool:
    """Whether a conflict of interest keeps the officer from it: its own, or one in a case or report that it is for."""
    return (
        operation.barred.filter(pk=officer.pk).exists()
        or any(is_barred_from(officer, case) for case in operation.cases.all())
        or any(is_barred_from_report(officer, report) for report in operation.reports.all())
    )


@dataclass(frozen=True, slots=True)
class Ready:
    """One item of the checklist: where it stands, and whether an answer "not needed" is contradicted by the record."""

    item: ReadyItem
    answer: ReadyAnswer
    is_contradicted: bool = False


# Items that a task settles, and those that the operation's own fields settle; the rest is the planner's word.
_BY_TASK: dict[ReadyItem, TaskKind] = {
    ReadyItem.LEAD: TaskKind.LEAD,
    ReadyItem.MINUTES: TaskKind.MINUTES,
    ReadyItem.SCREENING: TaskKind.SCREENING,
}
_ALSO_BY_TASK: dict[ReadyItem, TaskKind] = {
    ReadyItem.INTERPRETER: TaskKind.INTERPRETING,
    ReadyItem.MINORS_OFFICER: TaskKind.MINORS,
    ReadyItem.MEDICAL: TaskKind.MEDICAL,
    ReadyItem.TRANSPORT: TaskKind.TRANSPORT,
}


def readiness(
    *,
    has_legal_basis: bool,
    prosecutor_told: bool,
    tasks: Collection[str],
    answers: Mapping[str, str],
    foreigners_expected: bool,
    minors_expected: bool,
) -> list[Ready]:
    """What is ready before a team goes out, and what is missing; nobody is told "ready" by silence.

    Args:
        has_legal_basis: whether the plan names one.
        prosecutor_told: whether that is on record.
        tasks: the kinds of task that somebody has.
        answers: the planner's word by item.
        foreigners_expected: the cases or reports speak of foreign persons; then an interpreter is needed.
        minors_expected: they speak of minors; then an officer for minors is needed.
    """
    needed = {ReadyItem.INTERPRETER: foreigners_expected, ReadyItem.MINORS_OFFICER: minors_expected}
    found = []
    for item in ReadyItem:
        said = ReadyAnswer(answers.get(item, ReadyAnswer.MISSING))
        if item is ReadyItem.LEGAL_BASIS:
            said = ReadyAnswer.READY if has_legal_basis else ReadyAnswer.MISSING
        elif item is ReadyItem.PROSECUTOR:
            said = ReadyAnswer.READY if prosecutor_told else ReadyAnswer.MISSING
        elif item in _BY_TASK:
            said = ReadyAnswer.READY if _BY_TASK[item] in tasks else ReadyAnswer.MISSING
        elif _ALSO_BY_TASK.get(item) in tasks:
            said = ReadyAnswer.READY
        contradicted = said is ReadyAnswer.NOT_NEEDED and needed.get(item, False)
        found.append(Ready(item, ReadyAnswer.MISSING if contradicted else said, contradicted))
    return found


def is_answered_by_planner(item: ReadyItem) -> bool:
    """Whether the planner answers the item himself; the others follow from tasks and fields."""
    return item not in _BY_TASK and item not in {ReadyItem.LEGAL_BASIS, ReadyItem.PROSECUTOR}
