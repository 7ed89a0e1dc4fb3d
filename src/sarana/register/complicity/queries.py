from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import OVERSIGHT, has_power, paths_above
from sarana.register.cases.models import Case
from sarana.register.cases.queries import cases_kept_from, cases_visible_to
from sarana.register.complicity.models import Allegation, Lock
from sarana.register.reports.models import Report
from sarana.register.reports.rules import provinces_of


def allegations_visible_to(officer: Officer) -> QuerySet[Allegation]:
    """The allegations that ``may_see_allegation`` allows, as one query."""
    handles = has_power(officer, Power.HANDLE_ALLEGATION)
    if not handles and not has_power(officer, Power.NAME_OFFICIAL):
        return Allegation.objects.none()
    locked = Lock.objects.filter(allegation=OuterRef("pk"), officer=officer, lifted_at=None)
    units = Allegation.units.through.objects.filter(
        allegation=OuterRef("pk"), agency__path__in=paths_above(officer.agency.path)
    )
    report_barred = Report.barred.through.objects.filter(report=OuterRef("report"), officer=officer)
    seen = Q(recorded_by=officer)
    if handles:
        in_sight = Exists(cases_visible_to(officer).filter(pk=OuterRef("case")))
        seen |= Q() if officer.role in OVERSIGHT else Q(in_sight)
    allowed = Allegation.objects.exclude(Exists(locked) | Exists(units) | Exists(report_barred))
    allowed = allowed.exclude(case__in=cases_kept_from(officer))
    if not (handles and officer.role in OVERSIGHT):
        allowed = allowed.filter(seen)
    return allowed.select_related("case", "report", "agency", "recorded_by")


def records_kept_from(officer: Officer) -> dict[str, set[str]]:
    """Keys of the records from which the officer is barred, or a reporter keeps his body out, by record type.

    For lists that name records of every kind, such as the audit trail; the sets are small, for bars are rare.
    """
    cases = Case.objects.filter(pk__in=cases_kept_from(officer))
    above = paths_above(officer.agency.path)
    reports = Report.objects.filter(Q(barred=officer) | Q(barred_agencies__path__in=above))
    bodies_out = Report.excluded_agencies.through.objects.filter(agency__path__in=above)
    provinces_out = Report.excluded_provinces.through.objects.filter(place__in=provinces_of(officer))
    kept: dict[str, Any] = {
        "cases.case": cases.values_list("pk", flat=True),
        "cases.victim": cases.values_list("victims", flat=True),
        "cases.suspect": cases.values_list("suspects", flat=True),
        "proceedings.proceeding": cases.values_list("suspects__proceedings", flat=True),
        "identification.interview": cases.values_list("victims__interviews", flat=True),
        "traces.trace": cases.values_list("traces", flat=True),
        # Both sides of it: neither may tell that the case exists.
        "traces.crossing": [
            *cases.values_list("crossings", flat=True),
            *cases.values_list("crossings_elsewhere", flat=True),
        ],
        "operations.operation": cases.values_list("operations", flat=True),
        "reports.report": [
            *reports.values_list("pk", flat=True),
            *bodies_out.values_list("report", flat=True),
            *provinces_out.values_list("report", flat=True),
        ],
        "complicity.allegation": Allegation.objects.exclude(
            pk__in=allegations_visible_to(officer).values("pk")
        ).values_list("pk", flat=True),
    }
    return {kind: {str(key) for key in keys if key} for kind, keys in kept.items()}
