from collections.abc import Iterable

from django.db import transaction

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import has_power
from sarana.base.ledger.actions import record_deed
from sarana.base.refused import Refused
from sarana.register.cases.actions.casework import require_edit
from sarana.register.cases.models import Case
from sarana.register.cases.rules import is_barred_from
from sarana.register.reports.rules import require_wanted


@transaction.atomic
def hand_over_cases(*, by: Officer, cases: Iterable[Case], to: Officer, reason: str) -> int:
    """Give cases to another owner, all of them or none; who owned one stays in its team if he may still see it.

    Returns:
        How many changed hands; those that were his already are left as they are.

    Raises:
        NotAllowed: one of the cases is not the officer's to change.
        ValueError: no reason, or the new owner can't work on cases or is kept from one of them, by a reporter's wish too.
    """
    if not reason.strip():
        raise Refused("Write down why the case changes hands.", field="reason")
    if not (has_power(to, Power.EDIT_CASE) or has_power(to, Power.OPEN_CASE)):
        raise Refused("The new owner's role does not work on cases.", field="to")
    handed = 0
    for case in cases:
        require_edit(by, case)
        if is_barred_from(to, case):
            raise Refused(f"The new owner can't take the case {case.number}.", field="to")
        require_wanted(case.reports.all(), officers=[to])
        if case.owner_id == to.pk:
            continue
        if case.owner.is_active and not is_barred_from(case.owner, case):
            case.team.add(case.owner)
        before, case.owner = case.owner, to
        case.save(update_fields=["owner"])
        change = {"from": before, "to": to}
        record_deed(by=by, action="hand_over_case", record=case, change=change, reason=reason.strip())
        handed += 1
    return handed
