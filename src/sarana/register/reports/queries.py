from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import BigIntegerField, Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.queries import first_keys, if_few, mostly, reached_by, units_of
from sarana.base.accounts.rules import OVERSIGHT, has_power
from sarana.base.newest import beside, newest_of
from sarana.base.once import composed_once, keeps_plan, once_in_a_request, portions
from sarana.base.sets import with_sets
from sarana.register.reports.enums import OpeningState, ReportState, TokenOf
from sarana.register.reports.models import Report, ReportLink, ReportReceipt, ReportToken, WordsOpening
from sarana.register.reports.rules import bodies_above, digits_of, fits, lookup_of, provinces_of
from sarana.register.reports.rules.receipts import nobodys_hash
from sarana.register.reports.rules.triage import DANGER, FRESH, HELD, MINORS, PERSONS, PERSONS_UNKNOWN

OPEN = (ReportState.RECEIVED, ReportState.ACKNOWLEDGED, ReportState.TO_CLOSE)


@once_in_a_request
def _reports_shared_with(officer: Officer) -> frozenset[UUID] | None:
    """Keys of the reports that were shared with the officer's agency; None when they are many."""
    return if_few(_first_shared, agency=officer.agency_id)


@composed_once
def _first_shared(*, agency: int) -> QuerySet[Any, tuple[UUID]]:
    return first_keys(Report.shared_with.through.objects.filter(agency=agency).values_list("report"))


def reports_visible_to(officer: Officer) -> QuerySet[Report]:
    """The reports that ``may_see_report`` allows, as one query."""
    if not has_power(officer, Power.SEE_REPORTS):
        return Report.objects.none()
    seen = _not_kept_from(officer).filter(reduce(or_, _ways_to_see(officer)))
    return seen.select_related("agency", "place", "recorded_by")


def _not_kept_from(officer: Officer) -> QuerySet[Report]:
    here = OuterRef("pk")
    barred = Report.barred.through.objects.filter(report=here, officer=officer)
    body_out = Report.excluded_agencies.through.objects.filter(
        report=here, agency__code__in=bodies_above(officer.agency)
    )
    unit_out = Report.barred_agencies.through.objects.filter(
        report=here, agency__code__in=bodies_above(officer.agency)
    )
    province_out = Report.excluded_provinces.through.objects.filter(
        report=here, place__in=provinces_of(officer)
    )
    return Report.objects.filter(~Exists(barred), ~Exists(body_out), ~Exists(unit_out), ~Exists(province_out))


def _ways_to_see(officer: Officer) -> list[Q]:
    """What brings a report before the officer, if nothing keeps it from him; each is enough."""
    if officer.role in OVERSIGHT:
        return [Q()]
    in_scope = Q(agency__in=units_of(officer))
    if officer.place_prefix:
        in_scope &= mostly(Q(place=None) | Q(place__code__startswith=officer.place_prefix))
    keys = _reports_shared_with(officer)
    shared = Report.shared_with.through.objects.filter(report=OuterRef("pk"), agency=officer.agency_id)
    shared_with_him = reached_by(shared) if keys is None else Q(pk__in=keys)
    return [in_scope, Q(recorded_by=officer), shared_with_him]


def newest_reports(officer: Officer, /, *, edge: UUID, newer: bool, most: int) -> list[Report]:
    """Of ``reports_visible_to``, those next to a key."""
    if not has_power(officer, Power.SEE_REPORTS):
        return []
    ways = range(len(_ways_to_see(officer)))
    keys = [_keys_on_the_way(officer, way, newer, most, edge=edge) for way in ways]
    return newest_of(keys, _reports_of_keys, newer=newer, most=most)


@composed_once
def _keys_on_the_way(
    officer: Officer, way: int, newer: bool, most: int, *, edge: UUID
) -> QuerySet[Report, tuple[UUID]]:
    seen = _not_kept_from(officer).filter(_ways_to_see(officer)[way])
    return beside(seen, edge, newer).values_list("pk")[:most]


@composed_once
def _reports_of_keys(*, keys: tuple[UUID, ...]) -> QuerySet[Report]:
    return _of_keys(keys)


def _of_keys(keys: tuple[UUID, ...]) -> QuerySet[Report]:
    return Report.objects.filter(pk__in=keys).select_related("agency", "place", "recorded_by")


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
    few = _of_keys(keys)
    scored: Any = with_score(few, [since[name] for name in sorted(since)])
    found: QuerySet[Report] = scored.order_by("-score", "pk")
    return found


def report_numbered(officer: Officer, *, number: str) -> list[Report]:
    """The report of that number if the officer may see it, with whom it is kept from: its page asks that many times."""
    return [with_sets(report, *_SETS) for report in _report_numbered(officer, number=number)]


_SETS = ("barred", "barred_agencies", "excluded_agencies", "excluded_provinces", "shared_with")


@composed_once
def _report_numbered(officer: Officer, *, number: str) -> QuerySet[Report]:
    found = reports_visible_to(officer).filter(number=number)
    return found.select_related("agency", "place__parent__parent", "recorded_by", "agency_key")


@composed_once
def _first_waiting(officer: Officer, **since: datetime) -> QuerySet[Report]:
    bounds = [since[name] for name in sorted(since)]
    # The keys alone are sorted: thousands wait, and the database would carry agency, officer and place through it.
    keys = _waiting(officer, bounds).select_related(None).values("pk")[:9]
    few = Report.objects.filter(pk__in=keys).select_related("agency", "place", "recorded_by")
    ordered: QuerySet[Report] = with_score(few, bounds).order_by("-score", "received_at")
    return ordered


def openings_to_decide(officer: Officer) -> QuerySet[WordsOpening]:
    """Requests that ``may_grant_opening`` lets the officer decide: what was opened alone first, then the oldest."""
    if not has_power(officer, Power.GRANT_OPENING):
        return WordsOpening.objects.none()
    visible = reports_visible_to(officer).filter(pk=OuterRef("report")).order_by()
    waiting = WordsOpening.objects.filter(state=OpeningState.WAITING).exclude(asked_by=officer)
    return (
        waiting.filter(Exists(visible))
        .select_related("report__place", "report__agency", "asked_by__agency")
        .order_by("-alone", "asked_at")
    )


def openings_alone(officer: Officer) -> QuerySet[WordsOpening]:
    """The standing list of what one officer opened alone, of the reports that this one may see; for those who decide."""
    if not has_power(officer, Power.GRANT_OPENING):
        return WordsOpening.objects.none()
    visible = reports_visible_to(officer).filter(pk=OuterRef("report")).order_by()
    found = WordsOpening.objects.filter(Exists(visible), alone=True)
    return found.select_related("report__place", "asked_by__agency", "decided_by__agency")


def links_of(report: Report, officer: Officer) -> list[tuple[ReportLink, Report]]:
    """The standing links of a report to others that the officer may see, each with the other report."""
    links = _links_of(report=report.pk)
    pairs = {(link.other_id if link.one_id == report.pk else link.one_id): link for link in links}
    return [(pairs[other.pk], other) for other in _seen_among(officer, pairs)]


@composed_once
def _links_of(*, report: UUID) -> QuerySet[ReportLink]:
    return ReportLink.objects.filter(Q(one=report) | Q(other=report), unlinked_at=None)


def _seen_among(officer: Officer, keys: Iterable[UUID]) -> list[Report]:
    """Those of these reports that the officer may see."""
    return [seen for some in portions(keys) for seen in _seen_of_keys(officer, keys=some)]


@composed_once
def _seen_of_keys(officer: Officer, *, keys: tuple[UUID, ...]) -> QuerySet[Report]:
    return reports_visible_to(officer).filter(pk__in=keys)


@dataclass(frozen=True, slots=True)
class LikelySame:
    """A report that may be about the same matter, with what the two share: kinds of tokens, ``place``."""

    report: Report
    shared: tuple[str, ...]
    weight: int


_NEAR_IN_TIME = timedelta(days=7)
_MOST_NEAR = 20
_DISTRICT_CODE_LENGTH = 4
_WEIGHTS: dict[str, int] = {TokenOf.CONTACT: 4, TokenOf.VESSEL: 4, TokenOf.BUILDING: 2}
_PLACE = 1


def likely_same(report: Report, officer: Officer, *, limit: int = 8) -> list[LikelySame]:
    """Earlier or later reports that may be about the same matter, among those the officer may see; the likeliest first.

    Nothing is decrypted: what counts are shared keyed tokens, the same ship, and the same district within a week.
    Reports that are linked to this one already are left out.
    """
    shared: dict[UUID, set[str]] = {}
    weights: Counter[UUID] = Counter()
    for pk, kind in _sharing_tokens(report=report.pk):
        shared.setdefault(pk, set()).add(kind)
        weights[pk] += _WEIGHTS[kind]
    for pk in _same_district(report, officer):
        shared.setdefault(pk, set()).add("place")
        weights[pk] += _PLACE
    linked = {key for link in _links_of(report=report.pk) for key in (link.one_id, link.other_id)}
    seen = _seen_among(officer, [pk for pk in shared if pk not in linked])
    found = [LikelySame(other, tuple(sorted(shared[other.pk])), weights[other.pk]) for other in seen]
    return sorted(found, key=lambda each: (-each.weight, each.report.number))[:limit]


@composed_once
def _sharing_tokens(*, report: UUID) -> QuerySet[ReportToken, tuple[UUID, str]]:
    mine = ReportToken.objects.filter(report=report).values("token")
    others = ReportToken.objects.filter(token__in=mine).exclude(report=report)
    return others.values_list("report_id", "kind")[:500]


def _same_district(report: Report, officer: Officer) -> list[UUID]:
    code = report.place_id or ""
    if len(code) < _DISTRICT_CODE_LENGTH:
        return []
    since, until = report.received_at - _NEAR_IN_TIME, report.received_at + _NEAR_IN_TIME
    district = code[:_DISTRICT_CODE_LENGTH]
    # Up to the last code that a place in the district could have.
    near = _told_near(officer, first=district, last=f"{district}9999", since=since, until=until)
    return [pk for (pk,) in near if pk != report.pk][:_MOST_NEAR]


@composed_once
@keeps_plan
def _told_near(
    officer: Officer, *, first: str, last: str, since: datetime, until: datetime
) -> QuerySet[Report, tuple[UUID]]:
    told = reports_visible_to(officer).filter(
        place__code__range=(first, last), received_at__range=(since, until)
    )
    return told.select_related(None).order_by("-pk").values_list("pk")[: _MOST_NEAR + 1]


def receipt_shown(typed: str) -> ReportReceipt | None:
    """The receipt that somebody typed; a number that nobody has takes as long as one that somebody has."""
    digits = digits_of(typed)
    if not digits:
        return None
    candidates = list(ReportReceipt.objects.filter(lookup=lookup_of(digits)).select_related("report__agency"))
    right = [receipt for receipt in candidates if fits(receipt.slow_hash, digits)]
    if not candidates:
        fits(nobodys_hash(), digits)
    return right[0] if right else None
