"""Records that leave the system: who took which list away, in the ledger."""

from collections.abc import Iterable

from django.db import transaction

from sarana.base.accounts.models import Officer
from sarana.base.ledger.actions import record_deed


@transaction.atomic
def record_export(*, by: Officer, what: str, rows: int, filters: Iterable[str] = ()) -> None:
    """Put on record that an officer took a list away.

    Args:
        by: who took it.
        what: which list.
        rows: how many records it held.
        filters: the names of the filters in use; what was typed into them stays out of the ledger.
    """
    record_deed(
        by=by,
        action="export_records",
        record=by,
        change={"list": what, "rows": rows, "filters": list(filters)},
    )
