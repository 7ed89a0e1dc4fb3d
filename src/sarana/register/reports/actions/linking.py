"""Reports about the same matter: linked, never merged."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from sarana.base.accounts.models import Officer
from sarana.base.ledger.actions import record_deed
from sarana.register.reports.actions.access import require_sight
from sarana.register.reports.models import Report, ReportLink


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
        raise ValueError("A report can't be linked to itself.")
    if not reason:
        raise ValueError("Write down why they are about the same matter.")
    one, two = sorted((report, other), key=lambda each: each.pk.int)
    if ReportLink.objects.filter(one=one, other=two, unlinked_at=None).exists():
        raise ValueError("These reports are linked already.")
    link = ReportLink.objects.create(one=one, other=two, linked_by=by, reason=reason)
    _share_conflicts(one, two)
    for each, its_other in ((one, two), (two, one)):
        record_deed(by=by, action="link_same_matter", record=each, change={"other": its_other}, reason=reason)
    return link


def _share_conflicts(one: Report, other: Report) -> None:
    """Whom one of them names sees neither, nor the cases that came of them; taking the link back lifts nothing."""
    officers = {*one.barred.all(), *other.barred.all()}
    agencies = {*one.barred_agencies.all(), *other.barred_agencies.all()}
    touched: list[Any] = [one, other, *one.cases.all(), *other.cases.all()]
    for record in touched:
        record.barred.add(*officers)
        record.barred_agencies.add(*agencies)


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
        raise ValueError("Write down why they are not about the same matter.")
    if link.unlinked_at is not None:
        raise ValueError("This link was taken back already.")
    link.unlinked_by, link.unlinked_at = by, timezone.now()
    link.save(update_fields=["unlinked_by", "unlinked_at"])
    for each, its_other in ((link.one, link.other), (link.other, link.one)):
        record_deed(
            by=by, action="unlink_reports", record=each, change={"other": its_other}, reason=reason.strip()
        )
    return link
