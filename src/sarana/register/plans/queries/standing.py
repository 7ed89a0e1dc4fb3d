"""How every node of a plan, or of one strategy, stands on a day: three queries whatever the size of the plan.

What the queries find are the facts. How a plan stands is a function of them and of the day alone, so what was worked out
is kept beside its facts and used again only while the facts are found to be the very same.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.db import connections
from django.db.models import BigIntegerField, CharField, F, Q, QuerySet, Sum
from django.db.models.functions import Cast, Round

from sarana.register.plans.enums import Currency, Money, NodeKind
from sarana.register.plans.models import BudgetLine, Milestone, Node, Plan
from sarana.register.plans.queries.spine import promised
from sarana.register.plans.rules import HUNDRED, RIEL_A_DOLLAR, Facts, Standing, elapsed, standing

_NOTHING = Decimal(0)
_NO_MONEY = (0, 0, 0)
_ONE = 100  # a weight, in hundredths
_MOST_KEPT = 8
_COUNTED_BY_CALENDAR = {NodeKind.MEASURE, NodeKind.ACTIVITY}


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the register says of a plan on a day, row by row as the database gives it; days as texts.

    Attributes:
        nodes: Path, kind, weight, begins on, due on, done on.
        steps: Path; shares of milestones in all, due by the day, and shown to be reached by the day, in hundredths.
        money: Path, currency; planned, spent, and planned but not covered, in hundredths. A node without money has no row.
    """

    nodes: list[tuple[Any, ...]]
    steps: list[tuple[Any, ...]]
    money: list[tuple[Any, ...]]


type _Money = dict[str, tuple[int, int, int]]
type _Asked = tuple[Any, date, str, tuple[str, ...]]
_kept: dict[_Asked, tuple[Recorded, _Money, dict[str, Standing]]] = {}


def standings(plan: Plan, day: date, *, path: str = "", kinds: Collection[str] = ()) -> dict[str, Standing]:
    """How each node stands, by its path; only those in and below a path, or only of some kinds, where that is asked."""
    facts = recorded(plan, day, path)
    asked = (plan.pk, day, path, tuple(kinds))
    known = _kept.get(asked)
    if known is None or known[0] != facts:
        _kept.pop(asked, None)
        while len(_kept) >= _MOST_KEPT:
            _kept.pop(next(iter(_kept)), None)
        # A milestone that is reached moves no money.
        same = known is not None and (known[0].nodes, known[0].money) == (facts.nodes, facts.money)
        money = known[1] if known is not None and same else spent(facts)
        known = _kept[asked] = (facts, money, stood(facts, day, kinds, money))
    return dict(known[2])


def spent(facts: Recorded) -> _Money:
    """Planned, spent and not covered of each node and all below it, in hundredths of riel: whole numbers, since they are quick."""
    nodes = {row[0] for row in facts.nodes}
    found: dict[str, list[int]] = {}
    for at, currency, *amounts in facts.money:
        rate = 1 if currency == Currency.KHR else int(RIEL_A_DOLLAR)
        hundredths = [(amount or 0) * rate for amount in amounts]
        node = at
        while node in nodes:
            sums = found.setdefault(node, [0, 0, 0])
            for n, amount in enumerate(hundredths):
                sums[n] += amount
            node = _above(node)
    return {at: (sums[0], sums[1], sums[2]) for at, sums in found.items()}


def stood(
    facts: Recorded, day: date, kinds: Collection[str] = (), money: _Money | None = None
) -> dict[str, Standing]:
    """How each node stands by the facts of a day; looks at nothing else. The money summed from them may be given."""
    money = spent(facts) if money is None else money
    nodes = {row[0]: row[1:] for row in facts.nodes}
    counted = {at: _shares(whole, due, reached) for at, whole, due, reached in facts.steps if whole}
    # Weight, due and reached of the children that can be counted, summed.
    below: dict[str, list[Any]] = {}
    # Nothing is summed where only leaves are asked for.
    today, found, alone = day.isoformat(), {}, set(kinds) == {NodeKind.ACTIVITY}
    # From the leaves up: a deeper path sorts after the one above it.
    for at in sorted(nodes, reverse=True):
        kind, weight, starts_on, due_on, done_on = nodes[at]
        if done_on is not None and done_on <= today:
            pair: tuple[Decimal | None, Decimal | None] = (HUNDRED, HUNDRED)
        else:
            pair = counted.get(at) or _counted(below.get(at), kind, starts_on, due_on, day)
        if not kinds or kind in kinds:
            found[at] = _standing(starts_on, due_on, done_on, *pair, money.get(at, _NO_MONEY), day)
        due, reached = pair
        if alone or reached is None or kind == NodeKind.PILLAR or (above := _above(at)) not in nodes:
            continue
        share = _hundredths(weight) or _ONE
        shares = below.setdefault(above, [0, _NOTHING, _NOTHING])
        shares[0] += share
        shares[1] += share * (due or _NOTHING)
        shares[2] += share * reached
    return found


@lru_cache(maxsize=10_000)
def _shares(whole: Any, due: Any, reached: Any) -> tuple[Decimal, Decimal]:
    """What of a node's milestones is due and what is shown to be reached, in hundredths of them all."""
    return HUNDRED * (due or 0) / whole, HUNDRED * (reached or 0) / whole


def _above(path: str) -> str:
    return path.rpartition(".")[0]


def _counted(
    below: list[Any] | None, kind: str, starts_on: str | None, due_on: str | None, day: date
) -> tuple[Decimal | None, Decimal | None]:
    """What should be and what is shown to be done of a node without milestones: by what lies below, else by the calendar."""
    if below is not None:
        return below[1] / below[0], below[2] / below[0]
    if kind in _COUNTED_BY_CALENDAR:
        # Nothing is shown to be done: then nothing counts as done.
        return elapsed(_day(starts_on), _day(due_on), day), _NOTHING
    return None, None


def _day(written: str | None) -> date | None:
    return None if written is None else date.fromisoformat(written)


def _hundredths(amount: Any) -> int:
    """An amount of two decimals as a whole number of hundredths: exact, whatever the database adds it up in."""
    return round(amount * 100) if amount else 0


@lru_cache(maxsize=10_000)
def _standing(
    starts_on: str | None,
    due_on: str | None,
    done_on: str | None,
    due: Decimal | None,
    reached: Decimal | None,
    money: tuple[int, int, int],
    day: date,
) -> Standing:
    """Kept by all that goes into it: after a change only what it touches is judged again."""
    planned, spent, unpaid = map(Decimal, money)
    days = (_day(starts_on), _day(due_on), _day(done_on))
    return standing(Facts(*days, due, reached, planned, spent, unpaid), day)


def recorded(plan: Plan, day: date, path: str = "") -> Recorded:
    """The facts of a plan on a day; only those in and below a path where that is asked."""
    nodes, owned = Q(plan=plan), Q(node__plan=plan, node__proposed_in=None, node__dropped_on=None)
    if path:
        nodes &= Q(path=path) | Q(path__startswith=f"{path}.")
        owned &= Q(node__path=path) | Q(node__path__startswith=f"{path}.")
    days = [Cast(F(name), CharField()) for name in ("starts_on", "due_on", "done_on")]
    steps = Milestone.objects.filter(owned).order_by().values_list("node__path")
    money = BudgetLine.objects.filter(owned).order_by().values_list("node__path", "currency")
    return Recorded(
        _rows(promised().select_related(None).filter(nodes).order_by().values_list("path", "kind", "weight", *days)),
        _rows(
            steps.annotate(
                whole=_sum("share"),
                due_share=_sum("share", filter=Q(due_on__lte=day)),
                reached=_sum("share", filter=Q(reached_on__lte=day, shown_by__isnull=False)),
            )
        ),
        _rows(
            money.annotate(
                all_planned=_sum("planned"),
                all_spent=_sum("spent"),
                unpaid=_sum("planned", filter=Q(source=Money.NOT_COVERED)),
            )
        ),
    )  # fmt: skip


def _sum(name: str, **only: Any) -> Cast:
    """Summed as whole hundredths: exact on every database, and quicker to add up and to read than decimals."""
    # PostgreSQL makes a decimal of a sum of large whole numbers.
    return Cast(Sum(Cast(Round(F(name) * 100), BigIntegerField()), **only), BigIntegerField())


def _rows(asked: QuerySet[Any, Any]) -> list[tuple[Any, ...]]:
    """What a query finds as the database gives it, without a conversion of each value."""
    with connections[asked.db].cursor() as cursor:
        cursor.execute(*asked.query.sql_with_params())
        return cursor.fetchall()  # type: ignore[no-any-return]


def grouped_by_pillar(nodes: Iterable[Node]) -> dict[str, list[Node]]:
    """Nodes by the path of the strategy they stand in."""
    found: dict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        found[node.pillar_path].append(node)
    return found
