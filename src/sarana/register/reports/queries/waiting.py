"""Which reports wait, and how urgent each is, told in SQL."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import BigIntegerField, Case, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import has_power
from sarana.base.once import composed_once, keeps_plan
from sarana.register.reports.enums import ReportState
from sarana.register.reports.models import Report
from sarana.register.reports.queries.sight import (
    of_keys,
    reports_not_kept_from,
    reports_visible_to,
    ways_to_see,
)
from sarana.register.reports.rules.triage import DANGER, FRESH, HELD, MINORS, PERSONS, PERSONS_UNKNOWN

OPEN = (ReportState.RECEIVED, ReportState.ACKNOWLEDGED, ReportState.TO_CLOSE)


def with_score(reports: QuerySet[Report], since: Sequence[datetime]) -> Any:
    """The reports with ``score`` beside each: the same number that ``triage_of`` gives, told in SQL.

    Args:
        reports: which.
        since: ``bounds_of_age``.
    """
    by_persons = [
        When(persons=None, then=Value(PERSONS_UNKNOWN)),
        *(When(persons__gte=least, then=Value(points)) for least, points in PERSONS),
    ]
    by_age = [
        When(received_at__gte=bound, then=Value(points))
        for bound, (_, points) in zip(since, FRESH, strict=True)
    ]
    parts: list[Any] = [
        _points(*(When(danger_now=code, then=Value(points)) for code, points in DANGER.items())),
        _points(*(When(situation=code, then=Value(points)) for code, points in HELD.items())),
        _points(*(When(minors=code, then=Value(points)) for code, points in MINORS.items())),
        _points(*by_persons),
        _points(*by_age),
    ]
    score = parts[0]
    for part in parts[1:]:
        score = score + part
    return reports.annotate(score=score)


def bounds_of_age(now: datetime) -> list[datetime]:
    """Since when a report counts as fresh, one moment for each step of freshness."""
    return [now - most for most, _ in FRESH]


def _points(*whens: When) -> Case:
    return Case(*whens, default=Value(0), output_field=IntegerField())


def reports_waiting(officer: Officer) -> QuerySet[Report]:
    """Open reports, the most urgent first, then the oldest."""
    waiting = reports_visible_to(officer).filter(state__in=OPEN)
    ordered: QuerySet[Report] = with_score(waiting, bounds_of_age(timezone.now())).order_by("-score", "pk")
    return ordered


def most_urgent(officer: Officer, *, after: tuple[int, UUID] | None = None, most: int) -> list[Report]:
    """Of ``reports_waiting``, those after a score and key, with their ``score``; equals in the order of their keys.

    In two steps and way by way: thousands wait, and the database would carry agency, officer and place through the sort.
    """
    if not has_power(officer, Power.SEE_REPORTS):
        return []
    since = {f"since_{n}": bound for n, bound in enumerate(bounds_of_age(timezone.now()))}
    edge = {"score": after[0], "key": after[1]} if after else {}
    ways = range(len(ways_to_see(officer)))
    rows = {row for way in ways for row in _urgent_on_the_way(officer, way, most, **edge, **since)}
    first = sorted(rows, key=lambda row: (-row[0], row[1]))[:most]
    if not first:
        return []
    found = {report.pk: report for report in _with_score_of_keys(keys=tuple(pk for _, pk in first), **since)}
    return [found[pk] for _, pk in first]


@composed_once
@keeps_plan
def _urgent_on_the_way(
    officer: Officer,
    way: int,
    most: int,
    *,
    score: int | None = None,
    key: UUID | None = None,
    **since: datetime,
) -> QuerySet[Report, tuple[int, UUID]]:
    open_ones = reports_not_kept_from(officer).filter(ways_to_see(officer)[way], state__in=OPEN)
    waiting: Any = with_score(open_ones, [since[name] for name in sorted(since)])
    if score is not None:
        edge = Value(score, BigIntegerField())
        waiting = waiting.filter(Q(score__lt=edge) | Q(score=edge, pk__gt=key))
    found: QuerySet[Report, tuple[int, UUID]] = waiting.order_by("-score", "pk").values_list("score", "pk")[
        :most
    ]
    return found


@composed_once
def _with_score_of_keys(*, keys: tuple[UUID, ...], **since: datetime) -> QuerySet[Report]:
    found: QuerySet[Report] = with_score(of_keys(keys), [since[name] for name in sorted(since)])
    return found
