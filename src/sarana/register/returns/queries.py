from datetime import date

from sarana.base.accounts.models import Agency, Officer
from sarana.base.accounts.queries import agencies_owing_returns
from sarana.register.returns.models import Return


def silent_agencies(month: date) -> list[Agency]:
    """The units from which no return for the month has come."""
    heard = Return.objects.filter(month=month.replace(day=1)).values("agency")
    return list(agencies_owing_returns().exclude(pk__in=heard))


def months_owed(officer: Officer, today: date, *, back: int = 6) -> list[date]:
    """The past months for which the officer's agency still owes its return, oldest first."""
    if not officer.agency.owes_returns:
        return []
    months, month = [], today.replace(day=1)
    for _ in range(back):
        month = (
            month.replace(year=month.year - 1, month=12)
            if month.month == 1
            else month.replace(month=month.month - 1)
        )
        months.append(month)
    sent = set(Return.objects.filter(agency=officer.agency, month__in=months).values_list("month", flat=True))
    return sorted(month for month in months if month not in sent)
