from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import NotAllowed, require
from sarana.base.refused import Refused
from sarana.register.operations.enums import OperationState
from sarana.register.operations.models import Operation
from sarana.register.operations.rules import may_see_operation


def require_planned(by: Officer, operation: Operation) -> None:
    """What is over can't be planned, told or ended again."""
    require_sight(by, operation)
    if operation.state != OperationState.PLANNED:
        raise Refused("This operation is over; its plan and outcome are on record.", field=None)


def require_sight(by: Officer, operation: Operation) -> None:
    """Whoever records operations and sees this one."""
    require(by, Power.RECORD_OPERATION)
    if not may_see_operation(by, operation):
        raise NotAllowed(Power.RECORD_OPERATION)
