from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import NotAllowed, require
from sarana.register.reports.models import Report
from sarana.register.reports.rules import may_see_report


def require_sight(by: Officer, report: Report) -> None:
    """Raise NotAllowed unless the officer works on reports and may see this one."""
    require(by, Power.RECORD_REPORT)
    if not may_see_report(by, report):
        raise NotAllowed(Power.SEE_REPORTS)
