"""The reports that an officer may see: one by one, by their keys, page by page."""

from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from sarana.base.accounts.enums import AgencyKind, Power
from sarana.base.accounts.models import Agency, Officer
from sarana.base.accounts.queries import few_or_none, first_keys, if_few, mostly, reached_by, units_of
from sarana.base.accounts.rules import OVERSIGHT, has_power
from sarana.base.newest import newest_by_ways
from sarana.base.once import composed_once, keeps_plan, once_in_a_request
from sarana.base.sets import with_sets
from sarana.register.reports.enums import ClosureReason
from sarana.register.reports.models import Report
from sarana.register.reports.rules import bodies_above, may_see_report, provinces_of, stands_above


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
    seen = reports_not_kept_from(officer).filter(reduce(or_, ways_to_see(officer)))
    return seen.select_related("agency", "place", "recorded_by")


@once_in_a_request
def _reports_kept_from(officer: Officer) -> frozenset[UUID] | None:
    """Keys of the reports that something keeps from the officer; None when they are many."""
    return few_or_none(_first_kept(officer))


@composed_once
@keeps_plan
def _first_kept(officer: Officer) -> QuerySet[Any, tuple[UUID]]:
    above, provinces = bodies_above(officer.agency), provinces_of(officer)
    return first_keys(
        Report.barred.through.objects.filter(officer=officer).values_list("report"),
        Report.excluded_agencies.through.objects.filter(agency__code__in=above).values_list("report"),
        Report.barred_agencies.through.objects.filter(agency__code__in=above).values_list("report"),
        Report.excluded_provinces.through.objects.filter(place__in=provinces).values_list("report"),
    )


def reports_not_kept_from(officer: Officer) -> QuerySet[Report]:
    """The reports that neither a conflict of interest nor the reporter's word keeps from the officer.

    As keys where they are few: thousands of reports are then not looked up in four tables each.
    """
    kept = _reports_kept_from(officer)
    if kept is not None:
        return Report.objects.exclude(pk__in=kept)
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


def ways_to_see(officer: Officer) -> list[Q]:
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


def of_keys(keys: tuple[UUID, ...]) -> QuerySet[Report]:
    """These reports with what a line of a list shows."""
    return Report.objects.filter(pk__in=keys).select_related("agency", "place", "recorded_by")


@composed_once
def _reports_of_keys(*, keys: tuple[UUID, ...]) -> QuerySet[Report]:
    return of_keys(keys)


newest_reports = newest_by_ways(
    Power.SEE_REPORTS, seen=reports_not_kept_from, ways=ways_to_see, read=_reports_of_keys
)
"""Of ``reports_visible_to``, those next to a key."""


def report_numbered(officer: Officer, *, number: str) -> list[Report]:
    """The report of that number if the officer may see it, with whom it is kept from: its page asks that many times."""
    return [with_sets(report, *_SETS) for report in _report_numbered(officer, number=number)]


_SETS = ("barred", "barred_agencies", "excluded_agencies", "excluded_provinces", "shared_with")


@composed_once
def _report_numbered(officer: Officer, *, number: str) -> QuerySet[Report]:
    found = reports_visible_to(officer).filter(number=number)
    return found.select_related("agency", "place__parent__parent", "recorded_by", "agency_key")


def excludable_agencies() -> list[Agency]:
    """The bodies that a reporter may keep out by name: those without a province; embassies and NGOs go by consent."""
    national = Agency.objects.filter(place=None, closed_on=None)
    return list(national.exclude(kind__in=[AgencyKind.EMBASSY, AgencyKind.NGO]))


def keepers_of(report: Report) -> list[Officer]:
    """Those whose sight keeps a report from vanishing: oversight; where its reporter keeps all of that out, its agency."""
    serving = Officer.objects.filter(is_active=True).select_related("agency")
    overseers = [o for o in serving.filter(role__in=OVERSIGHT) if may_see_report(o, report)]
    own = serving.filter(agency=report.agency)
    return overseers or [o for o in own if has_power(o, Power.RECORD_REPORT) and may_see_report(o, report)]


def may_confirm_closing(officer: Officer, report: Report) -> bool:
    """Whether the officer may agree to a closing that another proposed; what is called vague takes a supervisor.

    Where no supervisor may see the report, because its reporter keeps them out, any second officer does.
    """
    proposer = report.closing_by
    if proposer is None or officer.pk == proposer.pk or not has_power(officer, Power.RECORD_REPORT):
        return False
    if report.closure_reason != ClosureReason.VAGUE or stands_above(officer, proposer):
        return True
    above = Q(role__in=OVERSIGHT) | Q(agency__code__in=bodies_above(proposer.agency))
    serving = Officer.objects.filter(above, is_active=True).select_related("agency")
    return not any(
        stands_above(o, proposer) and has_power(o, Power.RECORD_REPORT) and may_see_report(o, report)
        for o in serving
    )
