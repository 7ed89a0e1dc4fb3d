"""Operations: whom they free, whom they arrest, and whom nobody screened yet."""

from datetime import date, timedelta

from sarana.base.accounts.models import Officer
from sarana.base.identifiers import number_of
from sarana.demo.courses import Course
from sarana.demo.months.month import Month
from sarana.register.cases.models import Case, Suspect, Victim
from sarana.register.operations.models import Arrest, Operation, PersonFound
from sarana.register.reports.models import Report

# In a large operation somebody is overlooked; the day's list shows whom.
_ONE_FORGOTTEN_IN = 14


def write_operation(
    month: Month,
    case: Case,
    course: Course,
    province: str,
    officer: Officer,
    reports: list[Report],
    victims: list[Victim],
    suspects: list[Suspect],
) -> date | None:
    """An operation for most cases; returns the day on which the victims were freed."""
    if month.random.random() > course.operation_rate:
        return None
    on = month.after(case.opened_on, 9, 1.0)
    planned_for = on or month.until + timedelta(days=month.random.randrange(1, 9))
    operation = Operation(
        kind=month.random.choice(["raid", "rescue", "rescue", "inspection"]),
        state="carried_out" if on else "planned",
        lead_agency=case.agency,
        place_id=case.place_id or province,
        planned_by=officer,
        planned_for=planned_for,
        carried_out_on=on,
        prosecutor_told_at=month.moment(on) if on and month.random.random() < 0.8 else None,
        legal_basis="ច្បាប់ឆ្នាំ ២០០៨",
        premises_inspected=month.random.randrange(1, 5) if on else 0,
        persons_screened=round(len(victims) * month.random.uniform(1.0, 3.0)) if on else 0,
        interpreter_present=month.random.random() < 0.6,
    )
    operation.number = number_of("O", operation.id)
    month.sealed(operation, case.agency, {"plan": "Teams with tasks; interpreter; medical transport."})
    month.rows.operations.append(operation)
    month.deed("close_operation" if on else "plan_operation", operation)
    month.rows.link(Operation.cases, operation, case)
    for report in reports:
        month.rows.link(Operation.reports, operation, report)
    if on is None:
        return None
    for place, victim in enumerate(victims, start=1):
        result = month.random.choices(["freed", "left_before", "moved", "refused"], [90, 4, 4, 2])[0]
        found = PersonFound(operation=operation, victim=victim, found_as=result)
        if result == "freed" and place % _ONE_FORGOTTEN_IN:
            found.screened_on, found.screened_by = on, officer
        elif result == "freed":
            operation.unscreened_since = on
        month.rows.found.append(found)
    for suspect in suspects:
        if month.random.random() < 0.6:
            suspect.arrested_on, suspect.arrest_place_id = on, operation.place_id
            month.rows.arrests.append(Arrest(operation=operation, suspect=suspect))
    return on
