from django.db.models import QuerySet

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import OVERSIGHT, has_power
from sarana.intake.enums import RowState
from sarana.intake.models import Batch, QuarantinedRow


def batches_visible_to(officer: Officer) -> QuerySet[Batch]:
    """Imports of the officer's agency and those below it; oversight sees all."""
    if not has_power(officer, Power.IMPORT_RECORDS):
        return Batch.objects.none()
    found = Batch.objects.select_related("agency", "brought_by")
    return found if officer.role in OVERSIGHT else found.filter(agency__path__startswith=officer.agency.path)


def rows_to_mend(batch: Batch) -> QuerySet[QuarantinedRow]:
    """The rows of an import that wait to be mended."""
    return batch.quarantine.filter(state=RowState.WAITING).order_by("row")
