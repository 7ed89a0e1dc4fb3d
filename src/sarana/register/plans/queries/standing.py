"""How every node of a plan, or of one strategy, stands on a day: a handful of queries whatever the size of the plan."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import BigIntegerField, F, Q, Sum
from django.db.models.functions import Cast, Round

from sarana.register.plans.enums import Money, NodeKind
from sarana.register.plans.models import BudgetLine, Milestone, Node, Plan
from sarana.register.plans.queries.spine import promised
from sarana.register.plans.rules import HUNDRED, Facts, Standing, elapsed, in_dollars, standing

_NOTHING = Decimal(0)
_COLUMNS = ("id", "path", "kind", "weight", "starts_on", "due_on", "done_on")


@dataclass(slots=True)
class _Sum:
    """What a node and all below it make together; money in dollars for weighing."""

    planned: Decimal = _NOTHING
    spent: Decimal = _NOTHING
    not_covered: Decimal = _NOTHING

    def add(self, other: "_Sum") -> None:
        self.planned += other.planned
        self.spent += other.spent
        self.not_covered += other.not_covered


@dataclass(slots=True)
class _Row:
    """A node on the way to its standing."""

    facts: dict[str, Any]
    money: _Sum = field(default_factory=_Sum)
    own: tuple[Decimal, Decimal] | None = None
    # (weight, due, reached) of each child that can be counted.
    below: list[tuple[Decimal, Decimal, Decimal]] = field(default_factory=list)


def standings(plan: Plan, day: date, *, path: str = "") -> dict[UUID, Standing]:
    """How each node stands, by its key; only those in and below a path where one is given."""
    nodes = promised().filter(plan=plan).order_by("path")
    if path:
        nodes = nodes.filter(Q(path=path) | Q(path__startswith=f"{path}."))
    rows = {facts[1]: _Row(dict(zip(_COLUMNS, facts, strict=True))) for facts in nodes.values_list(*_COLUMNS)}
    keys = {row.facts["id"]: row for row in rows.values()}
    _add_milestones(plan, path, day, keys)
    _add_money(plan, path, keys)
    found = {}
    # From the leaves up: a deeper path sorts after the one above it.
    for at in sorted(rows, reverse=True):
        row = rows[at]
        due, reached = _counted(row, day)
        facts = row.facts
        found[facts["id"]] = standing(
            Facts(
                starts_on=facts["starts_on"], due_on=facts["due_on"], done_on=facts["done_on"], due=due, reached=reached,
                planned=row.money.planned, spent=row.money.spent, not_covered=row.money.not_covered,
            ),
            day,
        )  # fmt: skip
        above = rows.get(at.rpartition(".")[0])
        if above is not None:
            above.money.add(row.money)
            if reached is not None and facts["kind"] != NodeKind.PILLAR:
                above.below.append((facts["weight"] or Decimal(1), due or _NOTHING, reached))
    return found


def _counted(row: _Row, day: date) -> tuple[Decimal | None, Decimal | None]:
    """What should be and what is shown to be done: by its own milestones, else by what lies below, else by the calendar."""
    facts = row.facts
    if facts["done_on"] is not None and facts["done_on"] <= day:
        return HUNDRED, HUNDRED
    if row.own is not None:
        return row.own
    if row.below:
        whole = sum(weight for weight, _, _ in row.below)
        due = sum((weight * share for weight, share, _ in row.below), _NOTHING) / whole
        reached = sum((weight * share for weight, _, share in row.below), _NOTHING) / whole
        return due, reached
    if facts["kind"] in {NodeKind.MEASURE, NodeKind.ACTIVITY}:
        # Nothing is shown to be done: then nothing counts as done.
        return elapsed(facts["starts_on"], facts["due_on"], day), _NOTHING
    return None, None


def _of(plan: Plan, path: str) -> Q:
    asked = Q(node__plan=plan, node__proposed_in=None, node__dropped_on=None)
    return asked & (Q(node__path=path) | Q(node__path__startswith=f"{path}.")) if path else asked


def _hundredths(field: str, only: Q | None = None) -> Sum:
    """The sum of a column of two decimals as a whole number of hundredths: exact, and read without a conversion each."""
    return Sum(Cast(Round(F(field) * 100), BigIntegerField()), filter=only)


def _add_milestones(plan: Plan, path: str, day: date, rows: dict[UUID, _Row]) -> None:
    grouped = (
        Milestone.objects.filter(_of(plan, path))
        .order_by()
        .values_list("node")
        .annotate(
            whole=_hundredths("share"),
            due_share=_hundredths("share", Q(due_on__lte=day)),
            reached=_hundredths("share", Q(reached_on__lte=day, shown_by__isnull=False)),
        )
    )
    for node, whole, due, reached in grouped:
        if whole:
            rows[node].own = (HUNDRED * (due or 0) / whole, HUNDRED * (reached or 0) / whole)


def _add_money(plan: Plan, path: str, rows: dict[UUID, _Row]) -> None:
    grouped = (
        BudgetLine.objects.filter(_of(plan, path))
        .order_by()
        .values_list("node", "currency", "source")
        .annotate(planned_sum=_hundredths("planned"), spent_sum=_hundredths("spent"))
    )
    for node, currency, source, planned, spent in grouped:
        money = rows[node].money
        amount = in_dollars(Decimal(planned) / 100, currency)
        money.planned += amount
        money.spent += in_dollars(Decimal(spent) / 100, currency)
        if source == Money.NOT_COVERED:
            money.not_covered += amount


def grouped_by_pillar(nodes: Iterable[Node]) -> dict[str, list[Node]]:
    """Nodes by the path of the strategy they stand in."""
    found: dict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        found[node.pillar_path].append(node)
    return found
