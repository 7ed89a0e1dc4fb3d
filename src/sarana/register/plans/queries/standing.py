"""How every node of a plan, or of one strategy, stands on a day: a handful of queries whatever the size of the plan."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import BigIntegerField, F, Q, Sum
from django.db.models.functions import Cast, Round

from sarana.register.plans.enums import Currency, Money, NodeKind
from sarana.register.plans.models import BudgetLine, Milestone, Node, Plan
from sarana.register.plans.queries.spine import promised
from sarana.register.plans.rules import HUNDRED, RIEL_A_DOLLAR, Facts, Standing, elapsed, standing

_NOTHING, _ONE = Decimal(0), Decimal(1)
_COLUMNS = ("id", "path", "kind", "weight", "starts_on", "due_on", "done_on")


@dataclass(slots=True)
class _Sum:
    """What a node and all below it make together; in hundredths of riel for weighing, whole numbers since they are quick."""

    planned: int = 0
    spent: int = 0
    not_covered: int = 0

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


def standings(plan: Plan, day: date, *, path: str = "", kinds: Collection[str] = ()) -> dict[UUID, Standing]:
    """How each node stands, by its key; only those in and below a path, or only of some kinds, where that is asked."""
    nodes = promised().select_related(None).filter(plan=plan).order_by("path")
    if path:
        nodes = nodes.filter(Q(path=path) | Q(path__startswith=f"{path}."))
    rows = {facts[1]: _Row(dict(zip(_COLUMNS, facts, strict=True))) for facts in nodes.values_list(*_COLUMNS)}
    _add_milestones(plan, path, day, rows)
    _add_money(plan, path, rows)
    found = {}
    # From the leaves up: a deeper path sorts after the one above it.
    for at in sorted(rows, reverse=True):
        row = rows[at]
        due, reached = _counted(row, day)
        if not kinds or row.facts["kind"] in kinds:
            found[row.facts["id"]] = _standing(row, due, reached, day)
        above = rows.get(at.rpartition(".")[0])
        if above is not None:
            above.money.add(row.money)
            if reached is not None and row.facts["kind"] != NodeKind.PILLAR:
                above.below.append((row.facts["weight"] or _ONE, due or _NOTHING, reached))
    return found


def _standing(row: _Row, due: Decimal | None, reached: Decimal | None, day: date) -> Standing:
    facts, money = row.facts, row.money
    return standing(
        Facts(
            starts_on=facts["starts_on"], due_on=facts["due_on"], done_on=facts["done_on"], due=due, reached=reached,
            planned=Decimal(money.planned), spent=Decimal(money.spent), not_covered=Decimal(money.not_covered),
        ),
        day,
    )  # fmt: skip


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


def _add_milestones(plan: Plan, path: str, day: date, rows: dict[str, _Row]) -> None:
    """By the node's path, since a text is read more quickly than a key."""
    grouped = (
        Milestone.objects.filter(_of(plan, path))
        .order_by()
        .values_list("node__path")
        .annotate(
            whole=_hundredths("share"),
            due_share=_hundredths("share", Q(due_on__lte=day)),
            reached=_hundredths("share", Q(reached_on__lte=day, shown_by__isnull=False)),
        )
    )
    for at, whole, due, reached in grouped:
        if whole:
            rows[at].own = (HUNDRED * (due or 0) / whole, HUNDRED * (reached or 0) / whole)


def _add_money(plan: Plan, path: str, rows: dict[str, _Row]) -> None:
    grouped = (
        BudgetLine.objects.filter(_of(plan, path))
        .order_by()
        .values_list("node__path", "currency", "source")
        .annotate(planned_sum=_hundredths("planned"), spent_sum=_hundredths("spent"))
    )
    dollar = int(RIEL_A_DOLLAR)
    for at, currency, source, planned, spent in grouped:
        money, rate = rows[at].money, 1 if currency == Currency.KHR else dollar
        money.planned += planned * rate
        money.spent += spent * rate
        if source == Money.NOT_COVERED:
            money.not_covered += planned * rate


def grouped_by_pillar(nodes: Iterable[Node]) -> dict[str, list[Node]]:
    """Nodes by the path of the strategy they stand in."""
    found: dict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        found[node.pillar_path].append(node)
    return found
