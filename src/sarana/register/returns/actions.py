from datetime import date

from django.db import transaction
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import require
from sarana.base.ledger.actions import record_deed
from sarana.register.returns.models import Return


@transaction.atomic
def send_return(*, by: Officer, month: date, nothing_to_report: bool = False) -> Return:
    """Say that the officer's agency has put everything of a month on record; saying it twice changes nothing.

    Raises:
        ValueError: the month isn't over, or the agency owes no returns.
    """
    require(by, Power.SEND_RETURN)
    month = month.replace(day=1)
    if month >= timezone.localdate().replace(day=1):
        raise ValueError("The month isn't over yet.")
    if not by.agency.owes_returns:
        raise ValueError("Your agency owes no monthly returns.")
    sent, is_new = Return.objects.get_or_create(
        agency=by.agency,
        month=month,
        defaults={"nothing_to_report": nothing_to_report, "sent_by": by, "sent_at": timezone.now()},
    )
    if is_new:
        record_deed(
            by=by, action="send_return", record=sent, change={"month": month, "nil": nothing_to_report}
        )
    return sent
