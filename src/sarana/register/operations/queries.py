from django.db.models import Exists, OuterRef, Q, QuerySet

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import OVERSIGHT, has_power
from sarana.register.cases.models import Case
from sarana.register.cases.queries import bars_on_cases
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
    # Whoever is kept from a case is kept from what was planned for it.
    conflicting = Case.objects.filter(bars_on_cases(officer), operations=OuterRef("pk"))
    return (
        Operation.objects.exclude(barred=officer)
        .filter(named | done)
        .exclude(Exists(conflicting))
        .select_related("lead_agency", "place")
    )
