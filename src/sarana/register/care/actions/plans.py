from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Agency, Officer
from sarana.base.accounts.rules import NotAllowed
from sarana.base.ledger.actions import record_deed
from sarana.base.refused import Refused
from sarana.base.vault.models import SealedWords
from sarana.base.vault.sealing import give_key, key_of, seal, unseal
from sarana.register.care.actions.returning import require_sight, round_of
from sarana.register.care.enums import Area, CompensationRoute, GoalState, ServiceGroup
from sarana.register.care.models import Compensation, PlannedGoal
from sarana.register.care.rules import may_follow
from sarana.register.cases.models import Victim
from sarana.register.cases.rules import may_read_case


@transaction.atomic
def plan_goal(
    *,
    by: Officer,
    victim: Victim,
    area: Area | str,
    kind: str,
    service_group: ServiceGroup | str,
    due_on: date,
    need: str,
    goal: str,
    agency: Agency | None = None,
) -> PlannedGoal:
    """Add a line to a victim's service plan: agreed with her, in her own words as far as they can be written.

    Args:
        by: who plans it with her.
        victim: whose plan it is.
        area: the part of life it is about.
        kind: the help, a code of HTCDS SupportPlanType.
        service_group: under which of the four groups it counts.
        due_on: until when.
        need: what she lacks; sealed.
        goal: what she wants to reach; sealed.
        agency: who gives the help; the officer's own body when not given.
    """
    require_sight(by, victim)
    if not goal.strip():
        raise Refused("Write down what she wants to reach.", field="goal")
    if due_on < timezone.localdate():
        raise Refused("A goal is planned for a day that is still to come.", field="due_on")
    planned = PlannedGoal(
        victim=victim, round=round_of(victim), area=Area(area), kind=kind, service_group=ServiceGroup(service_group),
        agency=agency or by.agency, due_on=due_on, recorded_by=by,
    )  # fmt: skip
    key = give_key(planned, key_of(victim.case.agency))
    seal(planned, {"need": need.strip(), "goal": goal.strip()}, key=key)
    planned.save(force_insert=True)
    change = {"goal": planned, "kind": kind, "group": planned.service_group, "due_on": due_on}
    record_deed(by=by, action="plan_goal", record=victim, change=change)
    return planned


@transaction.atomic
def move_goal(
    *, by: Officer, goal: PlannedGoal, to: GoalState | str, on: date, reason: str = ""
) -> PlannedGoal:
    """Say how far a goal is.

    Raises:
        ValueError: it has ended, the day doesn't fit, or it is given up without a reason.
    """
    require_sight(by, goal.victim)
    to = GoalState(to)
    if not may_follow(GoalState(goal.goal_state), to):
        raise Refused("This goal has ended, or is as far already.", field=None)
    if on > timezone.localdate():
        raise Refused("The day lies in the future.", field="on")
    if to is GoalState.DROPPED and not reason.strip():
        raise Refused("Write down why the goal is given up.", field="reason")
    goal.goal_state, goal.ended_on = to, on if to in {GoalState.REACHED, GoalState.DROPPED} else None
    goal.save(update_fields=["goal_state", "ended_on"])
    record_deed(
        by=by, action="move_goal", record=goal.victim, change={"goal": goal, "to": to}, reason=reason.strip()
    )
    return goal


def read_goal(*, by: Officer, goal: PlannedGoal) -> SealedWords:
    """The need and the goal in words, for those who read her case."""
    if not may_read_case(by, goal.victim.case):
        raise NotAllowed(Power.SEE_CASES)
    return unseal(goal)


@transaction.atomic
def ask_compensation(
    *,
    by: Officer,
    victim: Victim,
    route: CompensationRoute | str,
    asked_on: date,
    amount_asked: Decimal,
    currency: str = "KHR",
    agency: Agency | None = None,
) -> Compensation:
    """Put on record that a victim asks for money, by which way and with whose legal aid."""
    require_sight(by, victim)
    if asked_on > timezone.localdate():
        raise Refused("The day lies in the future.", field="asked_on")
    if amount_asked <= 0:
        raise Refused("The amount must be more than nothing.", field="amount_asked")
    asked = Compensation.objects.create(
        victim=victim, route=CompensationRoute(route), asked_on=asked_on, amount_asked=amount_asked, currency=currency,
        agency=agency or by.agency, recorded_by=by,
    )  # fmt: skip
    record_deed(
        by=by, action="ask_compensation", record=victim, change={"compensation": asked, "route": route}
    )
    return asked


@transaction.atomic
def record_money(
    *,
    by: Officer,
    compensation: Compensation,
    granted_on: date | None = None,
    amount_granted: Decimal | None = None,
    paid_on: date | None = None,
    amount_paid: Decimal | None = None,
) -> Compensation:
    """Say what was granted and what reached her.

    Raises:
        ValueError: a day without its amount or the other way round, a day that doesn't fit, or more paid than granted.
    """
    require_sight(by, compensation.victim)
    told = (
        ("granted_on", granted_on, "amount_granted", amount_granted),
        ("paid_on", paid_on, "amount_paid", amount_paid),
    )
    for on, day, how_much, amount in told:
        if (day is None) != (amount is None):
            raise Refused("A day and its amount go together.", field=on if day is None else how_much)
        if day and not compensation.asked_on <= day <= timezone.localdate():
            raise Refused("Money follows the day on which it was asked for, and not in the future.", field=on)
    if amount_paid is not None and (amount_granted is None or amount_paid > amount_granted):
        raise Refused("No more is paid than was granted.", field="amount_paid")
    compensation.granted_on, compensation.amount_granted = granted_on, amount_granted
    compensation.paid_on, compensation.amount_paid = paid_on, amount_paid
    compensation.save(update_fields=["granted_on", "amount_granted", "paid_on", "amount_paid"])
    change = {"compensation": compensation, "granted": amount_granted, "paid": amount_paid}
    record_deed(by=by, action="record_money", record=compensation.victim, change=change)
    return compensation
