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
from sarana.register.reports.queries.sight import of_keys, reports_visible_to
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
    return _waiting(officer, bounds_of_age(timezone.now()))


def _waiting(officer: Officer, since: Sequence[datetime]) -> QuerySet[Report]:
    waiting = reports_visible_to(officer).filter(state__in=OPEN)
    ordered: QuerySet[Report] = with_score(waiting, since).order_by("-score", "received_at")
    return ordered


def first_waiting(officer: Officer) -> list[Report]:
    """Of ``reports_waiting``, one more than a desk shows."""
    bounds = bounds_of_age(timezone.now())
    return _first_waiting(officer, **{f"since_{n}": bound for n, bound in enumerate(bounds)})


@composed_once
def _first_waiting(officer: Officer, **since: datetime) -> QuerySet[Report]:
    bounds = [since[name] for name in sorted(since)]
    # The keys alone are sorted: thousands wait, and the database would carry agency, officer and place through it.
    keys = _waiting(officer, bounds).select_related(None).values("pk")[:9]
    few = Report.objects.filter(pk__in=keys).select_related("agency", "place", "recorded_by")
    ordered: QuerySet[Report] = with_score(few, bounds).order_by("-score", "received_at")
    return ordered


def most_urgent(officer: Officer, *, after: tuple[int, UUID] | None, most: int) -> list[Report]:
    """Of ``reports_waiting``, those after a score and key, with their ``score``; equals in the order of their keys.

    In two steps: thousands wait, and the database would carry agency, officer and place through the sort.
    """
    if not has_power(officer, Power.SEE_REPORTS):
        return []
    since = {f"since_{n}": bound for n, bound in enumerate(bounds_of_age(timezone.now()))}
    score, key = after or (_BEYOND, UUID(int=0))
    keys = tuple(pk for (pk,) in _urgent_keys(officer, most, score=score, key=key, **since))
    return _with_score_of_keys(keys=keys, **since) if keys else []


_BEYOND = 1_000_000  # no score is as high


@composed_once
@keeps_plan
def _urgent_keys(
    officer: Officer, most: int, *, score: int, key: UUID, **since: datetime
) -> QuerySet[Report, tuple[UUID]]:
    edge = Value(score, BigIntegerField())
    waiting: Any = _waiting(officer, [since[name] for name in sorted(since)])
    rest = waiting.filter(Q(score__lt=edge) | Q(score=edge, pk__gt=key)).select_related(None)
    found: QuerySet[Report, tuple[UUID]] = rest.order_by("-score", "pk").values_list("pk")[:most]
    return found


@composed_once
def _with_score_of_keys(*, keys: tuple[UUID, ...], **since: datetime) -> QuerySet[Report]:
    few = of_keys(keys)
    scored: Any = with_score(few, [since[name] for name in sorted(since)])
    found: QuerySet[Report] = scored.order_by("-score", "pk")
    return found
