"""Who may see an operation: its plan is sealed to its team until it was carried out. Pure decisions."""

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import OVERSIGHT, agency_in_scope, has_power, place_in_scope
from sarana.register.cases.rules import is_barred_from
from sarana.register.operations.enums import OperationState
from sarana.register.operations.models import Operation


def may_see_operation(officer: Officer, operation: Operation) -> bool:
    """Whether the officer may see the operation now."""
    if not has_power(officer, Power.SEE_CASES) or operation.barred.filter(pk=officer.pk).exists():
        return False
    if any(is_barred_from(officer, case) for case in operation.cases.all()):
        return False
    if operation.planned_by_id == officer.pk or operation.team.filter(pk=officer.pk).exists():
        return True
    if operation.state == OperationState.PLANNED:
        return False
    in_place = place_in_scope(officer, operation.place_id)
    return officer.role in OVERSIGHT or (agency_in_scope(officer, operation.lead_agency.path) and in_place)
