from datetime import date
from decimal import Decimal

from django.db import transaction

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import NotAllowed, require
from sarana.base.ledger.actions import record_deed
from sarana.base.refused import Refused
from sarana.register.editing import apply_changes
from sarana.register.plans.enums import Currency, Money, PlanState
from sarana.register.plans.models import BudgetLine, Node
from sarana.register.plans.rules import may_note


@transaction.atomic
def add_budget_line(
    *,
    by: Officer,
    node: Node,
    fiscal_year: int,
    source: Money | str,
    currency: Currency | str,
    planned: Decimal,
    call_on: date | None = None,
    funder: str = "",
) -> BudgetLine:
    """Say what a node costs in a fiscal year and who pays; ``not_covered`` is what nobody pays.

    Raises:
        ValueError: the plan is closed, or a line of the state budget doesn't say when the call for it closed.
    """
    require(by, Power.EDIT_PLAN)
    if node.plan.state == PlanState.CLOSED:
        raise Refused("The plan is closed; nothing is changed in it.", field=None)
    if source == Money.STATE and call_on is None:
        raise Refused("Say when the call for that year's state budget closes.", field="call_on")
    line = BudgetLine.objects.create(
        node=node, fiscal_year=fiscal_year, source=Money(source), currency=Currency(currency), planned=planned,
        call_on=call_on, funder=funder,
    )  # fmt: skip
    change = {"line": line, "fiscal_year": fiscal_year, "source": source, "planned": planned}
    record_deed(by=by, action="add_budget_line", record=node, change=change)
    return line


@transaction.atomic
def record_spending(
    *, by: Officer, line: BudgetLine, seen_version: int, committed: Decimal, spent: Decimal
) -> BudgetLine:
    """Say how much of a line is committed and spent so far.

    Raises:
        ValueError: money that nobody gave can't be spent.
    """
    if not may_note(by, line.node):
        raise NotAllowed(Power.NOTE_PROGRESS)
    if line.source == Money.NOT_COVERED and (committed or spent):
        raise Refused(
            "Nobody pays this line, so nothing can be spent from it. Add a line for the new source.",
            field="spent",
        )
    return apply_changes(
        by=by,
        record=line,
        seen_version=seen_version,
        changes={"committed": committed, "spent": spent},
        action="record_spending",
    )
