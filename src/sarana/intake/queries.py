from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import OVERSIGHT, has_power
from sarana.intake.enums import ExportState, RowState
from sarana.intake.models import Batch, ExportRequest, QuarantinedRow


def batches_visible_to(officer: Officer) -> QuerySet[Batch]:
    """Imports of the officer's agency and those below it; oversight sees all."""
    if not has_power(officer, Power.IMPORT_RECORDS):
        return Batch.objects.none()
    found = Batch.objects.select_related("agency", "brought_by")
    return found if officer.role in OVERSIGHT else found.filter(agency__path__startswith=officer.agency.path)


def rows_to_mend(batch: Batch) -> QuerySet[QuarantinedRow]:
    """The rows of an import that wait to be mended."""
    return batch.quarantine.filter(state=RowState.WAITING, may_be_known=False).order_by("row")


def rows_to_decide(batch: Batch) -> QuerySet[QuarantinedRow]:
    """The rows of an import that wait for a word who their person is.

    Whoever may see the import may not know of everybody on record: ``waiting.read_rows_to_decide`` says who is shown which.
    """
    return batch.quarantine.filter(state=RowState.WAITING, may_be_known=True).order_by("row")


def rows_set_aside(batch: Batch, words: str = "", *, everything: bool = False) -> QuerySet[QuarantinedRow]:
    """The rows of an import that were set aside, in the file's order; those still waiting unless everything is wanted.

    Args:
        batch: the import.
        words: a row's number, or a piece of the name of a field at fault.
        everything: also rows that were mended or discarded.
    """
    # Nobody reads from a list of what was decided who is on record.
    found = batch.quarantine.filter(may_be_known=False).order_by("row") if everything else rows_to_mend(batch)
    if words.isdecimal():
        return found.filter(row=int(words[:9]))
    if words:
        # Field names are plain ASCII, so the stored JSON can be searched as text on both databases.
        found = found.alias(told=Cast("faults", TextField())).filter(told__icontains=words)
    return found


def exports_visible_to(officer: Officer) -> QuerySet[ExportRequest]:
    """Requests to take names out: his own, and for those who decide all of them."""
    own = ExportRequest.objects.filter(asked_by=officer)
    found = ExportRequest.objects.all() if has_power(officer, Power.GRANT_OPENING) else own
    return found.select_related("asked_by__agency", "recipient", "decided_by", "agency_key")


def exports_to_decide(officer: Officer) -> QuerySet[ExportRequest]:
    """Those that wait for this officer's word, the oldest first."""
    if not has_power(officer, Power.GRANT_OPENING):
        return ExportRequest.objects.none()
    waiting = exports_visible_to(officer).filter(state=ExportState.WAITING)
    return waiting.exclude(asked_by=officer).order_by("pk")


def may_decide_export(officer: Officer, asked: ExportRequest) -> bool:
    """Whether the officer may agree as the second person: one who grants openings, never the one who asked."""
    return has_power(officer, Power.GRANT_OPENING) and asked.asked_by_id != officer.pk


def may_open_row(officer: Officer, row: QuarantinedRow) -> bool:
    """Whether the officer may see a row's cells: whoever brought the file, and those who may open identities."""
    return row.batch.brought_by_id == officer.pk or has_power(officer, Power.OPEN_IDENTITY)
