from django.db.models import Exists, OuterRef, Q, QuerySet

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import OVERSIGHT, has_power
from sarana.register.operations.enums import OperationState
from sarana.register.operations.models import Operation


def operations_visible_to(officer: Officer) -> QuerySet[Operation]:
    """The operations that ``may_see_operation`` allows, as one query."""
    if not has_power(officer, Power.SEE_CASES):
        return Operation.objects.none()
    in_team = Operation.team.through.objects.filter(operation=OuterRef("pk"), officer=officer)
    named = Q(planned_by=officer) | Q(Exists(in_team))
    in_scope = Q()
    if officer.role not in OVERSIGHT:
        in_scope = Q(
            lead_agency__path__startswith=officer.agency.path, place__code__startswith=officer.place_prefix
        )
    done = in_scope & ~Q(state=OperationState.PLANNED)
    return (
        Operation.objects.exclude(barred=officer).filter(named | done).select_related("lead_agency", "place")
    )
