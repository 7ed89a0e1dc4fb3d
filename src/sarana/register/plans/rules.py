"""How a plan stands, by rule: late, stuck, unfunded; and who may say, see and change what. Pure decisions.

Status is a function of facts (days, milestones with proof, money, counts), never of what somebody says about it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import agency_in_scope, has_power
from sarana.register.plans.enums import IN_FORCE, Adds, Audience, Currency, Level, NodeKind, PlanState, Rag
from sarana.register.plans.models import Evidence, Node, Plan

# For weighing riel and dollars against each other only, never shown as money: plans count with a round rate.
RIEL_A_DOLLAR = Decimal(4000)
HUNDRED = Decimal(100)
# Points of a hundred by which work may lag behind time before it is at risk, and off course.
BEHIND_AMBER, BEHIND_RED = Decimal(10), Decimal(30)
# Points by which spending may run ahead of the work.
AHEAD_AMBER, AHEAD_RED = Decimal(15), Decimal(30)
# From this share of its money on that nobody pays, a measure is at risk.
UNFUNDED_AMBER = Decimal(50)
LATE_RED = timedelta(days=30)
STEPS_APART = 2
_ORDER = {Rag.GREEN: 0, Rag.AMBER: 1, Rag.RED: 2}
# An obstacle that nobody cleared belongs one level higher after so many days.
_DAYS_ON_LEVEL = {Level.UNIT: 14, Level.PROVINCE: 30, Level.WORKING_GROUP: 60, Level.NATIONAL: 90}
_LEVELS = list(Level)
# Which kinds a node may stand under.
PARENTS: dict[str, tuple[str, ...]] = {
    NodeKind.PILLAR: (),
    NodeKind.OBJECTIVE: (NodeKind.PILLAR,),
    NodeKind.MEASURE: (NodeKind.PILLAR, NodeKind.OBJECTIVE),
    NodeKind.ACTIVITY: (NodeKind.MEASURE,),
}
# What an adopted plan promises: changed by an amendment only.
BINDING = ("title_km", "title_en", "lead_agency", "starts_on", "due_on", "dropped_on")


class Facts(NamedTuple):
    """What is known of a node on a day; shares in per cent of the whole.

    ``due`` is what the milestones (or, without any, the calendar) say should be done by now, ``reached`` what was shown to
    be done. None where the plan gives nothing to count by.
    """

    starts_on: date | None
    due_on: date | None
    done_on: date | None
    due: Decimal | None = None
    reached: Decimal | None = None
    planned: Decimal = Decimal(0)
    spent: Decimal = Decimal(0)
    not_covered: Decimal = Decimal(0)


class Standing(NamedTuple):
    """How a node stands by rule, with the reasons as codes; the same facts give the same standing."""

    rag: Rag
    days_late: int = 0
    due: Decimal | None = None
    reached: Decimal | None = None
    spent: Decimal | None = None
    not_covered: Decimal | None = None
    reasons: tuple[str, ...] = ()


def days_late(due_on: date | None, done_on: date | None, day: date) -> int:
    """Days past the due day, counted up to the day it was done; nothing for what has no day."""
    if due_on is None:
        return 0
    return max(0, (min(day, done_on or day) - due_on).days)


def elapsed(starts_on: date | None, due_on: date | None, day: date) -> Decimal | None:
    """How much of the time is over, in per cent."""
    if starts_on is None or due_on is None:
        return None
    if day >= due_on:
        return HUNDRED
    whole = (due_on - starts_on).days
    gone = max(0, (day - starts_on).days)
    return HUNDRED * gone / whole if whole > 0 else HUNDRED


def standing(facts: Facts, day: date) -> Standing:
    """Red, amber, green or grey, from time against milestones and spending against achievement; the worse of the two."""
    late = days_late(facts.due_on, facts.done_on, day)
    due = facts.due if facts.due is not None else elapsed(facts.starts_on, facts.due_on, day)
    spent = HUNDRED * facts.spent / facts.planned if facts.planned else None
    unpaid = HUNDRED * facts.not_covered / facts.planned if facts.planned else None
    found = {"late": late, "due": due, "spent": spent, "unpaid": unpaid}
    rag, reasons = _judged(facts, found, day)
    return Standing(
        rag=rag,
        days_late=late,
        due=due,
        reached=facts.reached,
        spent=spent,
        not_covered=unpaid,
        reasons=tuple(reasons),
    )


def _judged(facts: Facts, found: Mapping[str, Decimal | int | None], day: date) -> tuple[Rag, list[str]]:
    if facts.done_on is not None and facts.done_on <= day:
        return Rag.GREEN, ["done"]
    if facts.due_on is None or (facts.starts_on is not None and day < facts.starts_on):
        return Rag.GREY, ["not_begun" if facts.due_on else "no_day"]
    signs: list[tuple[Rag, str]] = []
    if late := found["late"]:
        signs.append((Rag.RED if late > LATE_RED.days else Rag.AMBER, "late"))
    reached = facts.reached or Decimal(0)
    behind = (found["due"] or Decimal(0)) - reached
    if behind > BEHIND_AMBER:
        signs.append((Rag.RED if behind > BEHIND_RED else Rag.AMBER, "behind"))
    if (spent := found["spent"]) is not None and spent - reached > AHEAD_AMBER:
        signs.append((Rag.RED if spent - reached > AHEAD_RED else Rag.AMBER, "money_ahead"))
    if (unpaid := found["unpaid"]) is not None and unpaid >= UNFUNDED_AMBER:
        signs.append((Rag.AMBER, "unfunded"))
    worst = max((rag for rag, _ in signs), key=_ORDER.__getitem__, default=Rag.GREEN)
    return worst, [code for _, code in signs] or ["on_course"]


def steps_apart(one: Rag | str, other: Rag | str) -> int:
    """How many steps lie between two ratings; none where one of them says nothing."""
    a, b = _ORDER.get(Rag(one)), _ORDER.get(Rag(other))
    return 0 if a is None or b is None else abs(a - b)


def in_dollars(amount: Decimal, currency: str) -> Decimal:
    """An amount for weighing against others; a riel line and a dollar line together make one share."""
    return amount / RIEL_A_DOLLAR if currency == Currency.KHR else amount


def signed_after_call(adopted_on: date | None, call_on: date | None, today: date) -> bool:
    """Whether the call for that year's budget had closed before the plan was signed (or, unsigned, has closed by now)."""
    return call_on is not None and (adopted_on or today) > call_on


def parts_fault(whole: Decimal, parts: Mapping[str, Decimal], adds: Adds | str, reason: str = "") -> str:
    """Why the parts don't make the whole; empty where they do, can't be added, or a reason is given."""
    if adds != Adds.SUM or not parts or reason.strip():
        return ""
    total = sum(parts.values(), Decimal(0))
    return (
        "" if total == whole else f"The parts make {total:f}, the whole says {whole:f}. Mend one, or say why."
    )


def level_by_rule(level: Level | str, since: date, day: date) -> Level:
    """The level on which an unresolved obstacle belongs by now."""
    now = Level(level)
    while (limit := _DAYS_ON_LEVEL.get(now)) is not None and (day - since).days > limit:
        since += timedelta(days=limit)
        now = _LEVELS[_LEVELS.index(now) + 1]
    return now


def is_higher(level: Level | str, than: Level | str) -> bool:
    """Whether a level stands above another."""
    return _LEVELS.index(Level(level)) > _LEVELS.index(Level(than))


def may_edit_plan(officer: Officer, plan: Plan) -> bool:
    """Whether the officer may change the plan; nothing is changed in a closed one."""
    return has_power(officer, Power.EDIT_PLAN) and plan.state != PlanState.CLOSED


def may_note(officer: Officer, node: Node) -> bool:
    """Whether the officer may say what was done: the lead agency, those above it, and whoever edits the plan."""
    if not has_power(officer, Power.NOTE_PROGRESS) or node.plan.state == PlanState.CLOSED:
        return False
    leads = node.lead_agency is not None and agency_in_scope(officer, node.lead_agency.path)
    return leads or has_power(officer, Power.EDIT_PLAN)


def binds(plan: Plan) -> bool:
    """Whether the plan is adopted, so that what it promises is changed by an amendment only."""
    return plan.state in IN_FORCE


def amended_only(node: Node) -> bool:
    """Whether what is promised of a node is changed by an amendment only; activities are planned year by year."""
    return binds(node.plan) and node.kind != NodeKind.ACTIVITY


def may_see_evidence(officer: Officer, evidence: Evidence) -> bool:
    """Whether the officer may open a piece of evidence itself; others get its redacted twin, or its hash alone."""
    if not has_power(officer, Power.SEE_FIGURES):
        return False
    if evidence.audience != Audience.UNIT or has_power(officer, Power.EDIT_PLAN):
        return True
    if evidence.added_by.agency_id == officer.agency_id:
        return True
    lead = evidence.node.lead_agency if evidence.node else None
    return lead is not None and agency_in_scope(officer, lead.path)


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing in which two versions of a plan differ."""

    code: str
    field: str
    before: str
    after: str


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """What a later version of a plan changed: nodes that came or went, their fields, milestones, targets and planned money."""
    old = {node["id"]: node for node in before["nodes"]}
    new = {node["id"]: node for node in after["nodes"]}
    codes = {key: node["code"] for key, node in {**old, **new}.items()}
    found = []
    for key in [*old, *(key for key in new if key not in old)]:
        one, other = old.get(key), new.get(key)
        if one is None or other is None:
            gone, came = (one or {}).get("title_en", ""), (other or {}).get("title_en", "")
            found.append(Difference(codes[key], "node", gone, came))
            continue
        found += [
            Difference(codes[key], name, str(one[name] or ""), str(other[name] or ""))
            for name in ("title_km", "title_en", "lead", "starts_on", "due_on")
            if one[name] != other[name]
        ]
    for part, field, keys, value in (
        ("milestones", "milestone", ("node", "title", "due_on"), "share"),
        ("targets", "target", ("node", "indicator", "period", "place"), "value"),
        ("money", "money", ("node", "year", "source", "currency"), "planned"),
    ):
        # The first versions were frozen without their milestones: of those nothing can be said.
        if part in before and part in after:
            found += _listed_differences(before[part], after[part], keys, value, field, codes)
    return found


def _listed_differences(
    before: list[dict[str, Any]],
    after: list[dict[str, Any]],
    keys: tuple[str, ...],
    value: str,
    field: str,
    codes: Mapping[str, str],
) -> list[Difference]:
    def gathered(rows: list[dict[str, Any]]) -> dict[tuple[Any, ...], Decimal]:
        sums: dict[tuple[Any, ...], Decimal] = {}
        for row in rows:
            key = tuple(row[name] for name in keys)
            sums[key] = sums.get(key, Decimal(0)) + Decimal(row[value])
        return sums

    old, new = gathered(before), gathered(after)
    found = []
    for key in [*old, *(key for key in new if key not in old)]:
        if old.get(key) != new.get(key):
            told = " ".join(str(part) for part in key[1:] if part)
            one = f"{told}: {old[key]:f}" if key in old else ""
            other = f"{told}: {new[key]:f}" if key in new else ""
            found.append(Difference(codes.get(key[0], ""), field, one, other))
    return found
