from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from sarana.base.accounts.models import Officer
from sarana.register.cases.models import Case
from sarana.register.cases.queries import cases_visible_to
from sarana.register.supervision.models import Approval, Errand, Flag


def errands_of(officer: Officer) -> QuerySet[Errand]:
    """What the officer is to do and what he gave others to do; of a case that he no longer sees, nothing."""
    seen = cases_visible_to(officer).filter(pk=OuterRef("case"))
    mine = Errand.objects.filter(Q(officer=officer) | Q(given_by=officer))
    return mine.filter(Q(case=None) | Q(Exists(seen))).select_related(
        "case", "officer", "given_by", "agency_key"
    )


def errands_open(officer: Officer, until: date) -> QuerySet[Errand]:
    """What the officer himself is still to do by that day, the latest first."""
    return (
        errands_of(officer).filter(officer=officer, done_at=None, due_on__lte=until).order_by("due_on", "pk")
    )


def flags_on(case: Case) -> QuerySet[Flag]:
    """The flags that stand on a case."""
    return Flag.objects.filter(case=case, lifted_at=None).select_related("raised_by", "agency_key")


def approvals_visible_to(officer: Officer) -> QuerySet[Approval]:
    """What the officer asked for or is asked for, in cases that he sees."""
    seen = cases_visible_to(officer).filter(pk=OuterRef("case"))
    own = Approval.objects.filter(Q(asked_by=officer) | Q(supervisor=officer))
    return own.filter(Exists(seen)).select_related("case", "asked_by", "supervisor")


def approvals_waiting(officer: Officer) -> QuerySet[Approval]:
    """Those that wait for this officer's word."""
    return approvals_visible_to(officer).filter(supervisor=officer, answered_at=None).order_by("pk")


def officers_to_remind(today: date) -> QuerySet[Officer]:
    """Officers with an address for whom something is due and who were not written to today."""
    due = Errand.objects.filter(officer=OuterRef("pk"), done_at=None, due_on__lte=today)
    told_today = due.filter(reminded_on=today)
    return Officer.objects.filter(Exists(due), ~Exists(told_today), is_active=True).exclude(email="")
