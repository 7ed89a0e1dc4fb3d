from datetime import date

from django.db.models import F, Q, QuerySet

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import has_power
from sarana.register.plans.enums import Audience
from sarana.register.plans.models import BudgetLine, Evidence, Finding, Obstacle, Plan
from sarana.register.plans.rules import signed_after_call


def evidence_visible_to(officer: Officer) -> QuerySet[Evidence]:
    """The evidence that ``may_see_evidence`` lets the officer open, as one query."""
    found = Evidence.objects.select_related("node__lead_agency", "added_by__agency", "file", "redacted")
    if not has_power(officer, Power.SEE_FIGURES):
        return found.none()
    if has_power(officer, Power.EDIT_PLAN):
        return found
    return found.filter(
        ~Q(audience=Audience.UNIT)
        | Q(added_by__agency=officer.agency_id)
        | Q(node__lead_agency__path__startswith=officer.agency.path)
    )


def obstacles_open(plan: Plan) -> QuerySet[Obstacle]:
    """What the plan is stuck on and nobody cleared, the oldest first."""
    return (
        Obstacle.objects.filter(node__plan=plan, resolved_on=None)
        .select_related("node__lead_agency", "asked_of", "raised_by")
        .order_by("raised_on", "id")
    )


def findings_unanswered() -> QuerySet[Finding]:
    """What outsiders found missing and no node of any plan answers."""
    return Finding.objects.filter(nodes=None)


def unfunded_lines(plan: Plan, today: date) -> list[BudgetLine]:
    """Lines of a plan whose call for the budget had closed before the plan was signed, by fiscal year."""
    lines = (
        BudgetLine.objects.filter(node__plan=plan, node__proposed_in=None, node__dropped_on=None)
        .exclude(call_on=None)
        .select_related("node__lead_agency")
        .order_by("fiscal_year", "node__path", F("id"))
    )
    return [line for line in lines if signed_after_call(plan.adopted_on, line.call_on, today)]
