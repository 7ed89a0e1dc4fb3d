"""Reports about the same matter: linked by an officer, or likely to be."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from sarana.base.accounts.models import Officer
from sarana.base.once import composed_once, keeps_plan, portions
from sarana.register.reports.enums import TokenOf
from sarana.register.reports.models import Report, ReportLink, ReportToken
from sarana.register.reports.queries.sight import reports_visible_to


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
