"""Who may see an allegation of complicity, and whom it names. Pure decisions."""

from collections.abc import Iterable, Sequence

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import OVERSIGHT, has_power, paths_above
from sarana.register.cases.rules import is_barred_from, may_see_case
from sarana.register.complicity.models import Allegation
from sarana.register.reports.rules import is_excluded
from sarana.science.names import compare

# Above this two names are taken for the same as a precaution; a human lifts what is a mere namesake.
SAME_NAME = 0.85


def is_named_in(officer: Officer, allegation: Allegation) -> bool:
    """Whether the allegation names the officer, his unit or a unit above it."""
    if allegation.units.filter(path__in=paths_above(officer.agency.path)).exists():
        return True
    return allegation.locks.filter(officer=officer, lifted_at=None).exists()


def may_see_allegation(officer: Officer, allegation: Allegation) -> bool:
    """Whether the officer may see it: who recorded it, oversight, and who handles allegations in cases he may see.

    Never somebody whom it names, and nobody who is kept from its case or report, by the reporter's wish either.
    """
    records = has_power(officer, Power.NAME_OFFICIAL)
    handles = has_power(officer, Power.HANDLE_ALLEGATION)
    if not (records or handles) or is_named_in(officer, allegation):
        return False
    case, report = allegation.case, allegation.report
    if case is not None and is_barred_from(officer, case):
        return False
    if report is not None and (officer in report.barred.all() or is_excluded(officer, report)):
        return False
    if allegation.recorded_by_id == officer.pk or (handles and officer.role in OVERSIGHT):
        return True
    return handles and case is not None and may_see_case(officer, case)


def namesakes(names: Sequence[str], officers: Iterable[Officer]) -> list[Officer]:
    """The officers whose Khmer or Latin name is so like one of these names that they are kept out as a precaution."""
    return [
        officer
        for officer in officers
        if any(
            compare(name, own).score >= SAME_NAME
            for name in names
            for own in (officer.name_km, officer.name_latin)
            if own
        )
    ]
