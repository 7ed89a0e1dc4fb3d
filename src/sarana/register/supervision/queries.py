from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import OVERSIGHT, has_power
from sarana.base.ledger.queries import trail_of
from sarana.base.once import all_of, composed_once, keeps_plan
from sarana.register.care.queries import visits_due
from sarana.register.cases.enums import CaseState
from sarana.register.cases.models import Case
from sarana.register.cases.queries import cases_visible_to, glass_breaks_visible_to, with_counts
from sarana.register.cases.rules import may_edit_case
from sarana.register.fiu.queries import letters_due
from sarana.register.proceedings.queries import deadlines_before
from sarana.register.referrals.queries import referrals_received, referrals_unanswered
from sarana.register.repatriation.queries import ways_due
from sarana.register.reports.queries import OPEN, reports_visible_to
from sarana.register.reports.rules import is_late
from sarana.register.supervision.models import Approval, Errand, Flag

# The deed in the ledger that tells when an officer was last written to.
REMINDED = "remind_officer"
# More than a body leaves lying.
_LOOKED_AT = 200


def errands_of(officer: Officer) -> QuerySet[Errand]:
    """What the officer is to do and what he gave others to do; of a case that he no longer sees, nothing."""
    seen = cases_visible_to(officer).filter(pk=OuterRef("case"))
    mine = Errand.objects.filter(Q(officer=officer) | Q(given_by=officer))
    return mine.filter(Q(case=None) | Q(Exists(seen))).select_related(
        "case", "officer", "given_by", "agency_key"
    )


@composed_once
def _errand_left(*, officer: int) -> QuerySet[Errand, tuple[UUID]]:
    return Errand.objects.filter(officer=officer, done_at=None).values_list("pk")[:1]


@composed_once
def _approval_left(*, supervisor: int) -> QuerySet[Approval, tuple[UUID]]:
    return Approval.objects.filter(supervisor=supervisor, answered_at=None).values_list("pk")[:1]


def errands_open(officer: Officer, until: date) -> list[Errand]:
    """What the officer himself is still to do by that day, the latest first."""
    # Most have none, and what he sees is the long part of the question.
    return _errands_open(officer, until=until) if _errand_left(officer=officer.pk) else []


@composed_once
@keeps_plan
def _errands_open(officer: Officer, *, until: date) -> QuerySet[Errand]:
    own = errands_of(officer).filter(officer=officer, done_at=None, due_on__lte=until)
    return own.order_by("due_on", "pk")[:_LOOKED_AT]


def flags_on(case: Case) -> list[Flag]:
    """The flags that stand on a case."""
    return [flag for flag in all_of(Flag, "raised_by", "agency_key", case=case) if flag.lifted_at is None]


def cases_left_alone(officer: Officer) -> list[Case]:
    """Open cases that the officer may change and whose owner can't: he retired, or a conflict of interest bars him.

    Which of the two it is nobody is told: a lock must not show by who lost his cases.
    """
    if not has_power(officer, Power.EDIT_CASE):
        return []
    keys = [key for (key,) in _whose_owner_is_gone(officer)]
    if not keys:
        return []
    seen = with_counts(cases_visible_to(officer).filter(pk__in=keys)).order_by("pk")
    seen = seen.prefetch_related("barred", "barred_agencies", "team", "partners")
    return [case for case in seen[:_LOOKED_AT] if may_edit_case(officer, case)]


_WORKED_ON = (CaseState.ACTIVE, CaseState.FOLLOW_UP)


@composed_once
@keeps_plan
def _whose_owner_is_gone(officer: Officer) -> QuerySet[Any, tuple[UUID]]:
    """One question, for each is asked on everybody's day and nearly always has no answer."""
    barred = Case.barred.through.objects.filter(officer=F("case__owner"), case__state__in=_WORKED_ON)
    bodies = Case.barred_agencies.through.objects.filter(
        case__owner__agency__path__startswith=F("agency__path"), case__state__in=_WORKED_ON
    )
    retired = Case.objects.filter(
        owner__is_active=False,
        owner__agency__path__startswith=officer.agency.path,
        state__in=_WORKED_ON,
    )
    ways = barred.values_list("case"), bodies.values_list("case"), retired.order_by().values_list("pk")
    return ways[0].union(*ways[1:])[:_LOOKED_AT]


def approvals_visible_to(officer: Officer) -> QuerySet[Approval]:
    """What the officer asked for or is asked for, in cases that he sees."""
    seen = cases_visible_to(officer).filter(pk=OuterRef("case"))
    own = Approval.objects.filter(Q(asked_by=officer) | Q(supervisor=officer))
    return own.filter(Exists(seen)).select_related("case", "asked_by", "supervisor")


def approvals_waiting(officer: Officer) -> list[Approval]:
    """Those that wait for this officer's word."""
    return _approvals_waiting(officer) if _approval_left(supervisor=officer.pk) else []


@composed_once
@keeps_plan
def _approvals_waiting(officer: Officer) -> QuerySet[Approval]:
    waiting = approvals_visible_to(officer).filter(supervisor=officer, answered_at=None)
    return waiting.order_by("pk")[:_LOOKED_AT]


_SOON = timedelta(days=3)
_RECENT = timedelta(days=1)


def has_errand_due(officer: Officer, today: date) -> bool:
    """Whether something that he is to do is due."""
    return bool(errands_open(officer, today))


def has_approval_waiting(officer: Officer, _today: date) -> bool:
    """Whether somebody waits for his word."""
    return bool(approvals_waiting(officer))


def has_referral_waiting(officer: Officer, _today: date) -> bool:
    """Whether his body was asked and has not answered, or one that he asked did not answer in time."""
    if not has_power(officer, Power.REFER_VICTIM):
        return False
    asked = referrals_unanswered(officer, timezone.now()).filter(asked_by=officer)
    return referrals_received(officer).exists() or asked.exists()


def has_visit_due(officer: Officer, today: date) -> bool:
    """Whether somebody whose return he follows is to be visited."""
    return has_power(officer, Power.RECORD_CARE) and bool(visits_due(officer, today))


def has_way_home_due(officer: Officer, today: date) -> bool:
    """Whether an answer to family tracing is late, or another state waits for word."""
    return has_power(officer, Power.REFER_VICTIM) and bool(ways_due(officer, today, 1))


def has_court_deadline(officer: Officer, today: date) -> bool:
    """Whether something runs out before the courts within three days."""
    return has_power(officer, Power.RECORD_PROCEEDING) and bool(deadlines_before(officer, today + _SOON))


def has_letter_due(officer: Officer, today: date) -> bool:
    """Whether the financial intelligence unit has not answered him in time, or he it."""
    return has_power(officer, Power.FOLLOW_MONEY) and bool(letters_due(officer, today))


def has_late_report(officer: Officer, _today: date) -> bool:
    """Whether a report whose clock ran out waits for his body."""
    if not has_power(officer, Power.RECORD_REPORT) or officer.role in OVERSIGHT:
        return False
    now = timezone.now()
    waiting = reports_visible_to(officer).filter(agency=officer.agency_id, state__in=OPEN)
    return any(is_late(report, now) for report in waiting.order_by("received_at")[:_LOOKED_AT])


def has_glass_to_look_at(officer: Officer, _today: date) -> bool:
    """Whether his case was opened in an emergency since yesterday, or an opening waits for his review."""
    seen = glass_breaks_visible_to(officer).exclude(officer=officer)
    to_review = has_power(officer, Power.SEE_LEDGER) and seen.filter(reviewed_at=None).exists()
    since = timezone.now() - _RECENT
    return to_review or seen.filter(case__owner=officer, broken_at__gte=since).exists()


# What an officer is written to for, the cheapest look first.
REASONS: tuple[Callable[[Officer, date], bool], ...] = (
    has_errand_due, has_approval_waiting, has_glass_to_look_at, has_referral_waiting, has_way_home_due, has_visit_due,
    has_court_deadline, has_letter_due, has_late_report,
)  # fmt: skip


def something_waits(officer: Officer, today: date) -> bool:
    """Whether any of what stands on his day is due."""
    return any(waits(officer, today) for waits in REASONS)


def officers_to_remind(today: date) -> Iterator[Officer]:
    """Officers with an address for whom something is due and who were not written to today."""
    for officer in Officer.objects.filter(is_active=True).exclude(email="").select_related("agency", "place"):
        told = trail_of(officer).filter(action=REMINDED, at__date=today).exists()
        if not told and something_waits(officer, today):
            yield officer
