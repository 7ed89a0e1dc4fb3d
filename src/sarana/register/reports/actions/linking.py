"""Reports about the same matter: linked, never merged."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from sarana.base.accounts.models import Officer
from sarana.base.ledger.actions import record_deed
from sarana.base.refused import Refused
from sarana.register.reports.actions.access import require_sight
from sarana.register.reports.models import Report, ReportLink
from sarana.register.reports.queries import keepers_of


@transaction.atomic
def link_as_same_matter(*, by: Officer, report: Report, other: Report, reason: str) -> ReportLink:
    """Say that two reports are about the same matter; both stay as they are.

    Raises:
        ValueError: it is one and the same report, they are linked already, or no reason is given.
    """
    require_sight(by, report)
    require_sight(by, other)
    reason = reason.strip()[:300]
    if report.pk == other.pk:
        raise Refused("A report can't be linked to itself.", field="other")
    if not reason:
        raise Refused("Write down why they are about the same matter.", field="reason")
    one, two = sorted((report, other), key=lambda each: each.pk.int)
    if ReportLink.objects.filter(one=one, other=two, unlinked_at=None).exists():
        raise Refused("These reports are linked already.", field="other")
    link = ReportLink.objects.create(one=one, other=two, linked_by=by, reason=reason)
    share_conflicts(one, two)
    for each, its_other in ((one, two), (two, one)):
        record_deed(by=by, action="link_same_matter", record=each, change={"other": its_other}, reason=reason)
    return link


def share_conflicts(*reports: Report) -> None:
    """Whom one of the reports bars sees none of them, nor those of the same matter, nor the cases that came of them.

    Nor the other reports of those cases. Taking a link back lifts nothing.
    """
    officers = {officer for report in reports for officer in report.barred.all()}
    agencies = {agency for report in reports for agency in report.barred_agencies.all()}
    told, cases = _hanging_together(reports)
    for record in (*told, *cases):
        record.barred.add(*officers)
        record.barred_agencies.add(*agencies)


def bar_from_all(officer: Officer, *reports: Report) -> None:
    """Keep an officer from reports and from all that hangs together with them.

    Raises:
        ValueError: nobody who watches over one of them would see it any more; a report vanishes for nobody's sake.
    """
    told, cases = _hanging_together(reports)
    if any(keepers_of(report) == [officer] for report in told):
        raise Refused(
            "Nobody who watches over reports could see this one any more; tell them first.", field="officer"
        )
    for record in (*told, *cases):
        record.barred.add(officer)


def _hanging_together(reports: Iterable[Report]) -> tuple[list[Report], list[Any]]:
    """The reports with those of the same matter and of the cases that came of them, and these cases."""
    own = list(reports)
    same = [other for report in own for other in _of_the_same_matter(report)]
    told = {report.pk: report for report in (*own, *same)}
    cases = {case.pk: case for report in told.values() for case in report.cases.all()}
    told |= {report.pk: report for case in cases.values() for report in case.reports.all()}
    return list(told.values()), list(cases.values())


def _of_the_same_matter(report: Report) -> list[Report]:
    stands = ReportLink.objects.filter(unlinked_at=None).select_related("one", "other")
    links = stands.filter(Q(one=report) | Q(other=report))
    return [link.other if link.one_id == report.pk else link.one for link in links]


@transaction.atomic
def unlink_reports(*, by: Officer, link: ReportLink, reason: str) -> ReportLink:
    """Take a link back; that it was there stays on record.

    Raises:
        ValueError: no reason, or it was taken back already.
    """
    link = ReportLink.objects.select_for_update(of=("self",)).select_related("one", "other").get(pk=link.pk)
    require_sight(by, link.one)
    require_sight(by, link.other)
    if not reason.strip():
        raise Refused("Write down why they are not about the same matter.", field="reason")
    if link.unlinked_at is not None:
        raise Refused("This link was taken back already.", field=None)
    link.unlinked_by, link.unlinked_at = by, timezone.now()
    link.save(update_fields=["unlinked_by", "unlinked_at"])
    for each, its_other in ((link.one, link.other), (link.other, link.one)):
        record_deed(
            by=by, action="unlink_reports", record=each, change={"other": its_other}, reason=reason.strip()
        )
    return link
