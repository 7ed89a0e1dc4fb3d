from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import OVERSIGHT, has_power, paths_above
from sarana.register.cases.models import Case
from sarana.register.cases.queries import cases_kept_from, cases_visible_to
from sarana.register.complicity.models import Allegation, Lock
from sarana.register.reports.models import Report
from sarana.register.reports.queries import reports_not_kept_from
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
    told = reports_not_kept_from(officer).filter(pk=OuterRef("report"))
    seen = Q(recorded_by=officer)
    if handles:
        in_sight = Exists(cases_visible_to(officer).filter(pk=OuterRef("case")))
        seen |= Q() if officer.role in OVERSIGHT else Q(in_sight)
    allowed = Allegation.objects.exclude(Exists(locked) | Exists(units)).filter(Q(report=None) | Exists(told))
    allowed = allowed.exclude(case__in=cases_kept_from(officer))
    if not (handles and officer.role in OVERSIGHT):
        allowed = allowed.filter(seen)
    return allowed.select_related("case", "report", "agency", "recorded_by")


_HANGS_ON_A_CASE = {
    "cases.victim": "victims",
    "cases.suspect": "suspects",
    "proceedings.proceeding": "suspects__proceedings",
    "identification.interview": "victims__interviews",
    "traces.trace": "traces",
    "money.moneyinquiry": "money_inquiries",
    "fiu.fiuletter": "fiu_letters",
    "referrals.referral": "victims__referrals",
    "repatriation.repatriation": "victims__repatriations",
    "repatriation.handoverlist": "victims__repatriations__handover",
    "supervision.errand": "errands",
}


def records_kept_from(officer: Officer) -> dict[str, set[str]]:
    """Keys of the records from which the officer is barred, or a reporter keeps his body out, by record type.

    For lists that name records of every kind, such as the audit trail; the sets are small, for bars are rare. What hangs on
    a case is reached by the names of its relations, for those apps stand above this one; ``test_complicity`` finds the
    kinds that are missing here.
    """
    cases = Case.objects.filter(pk__in=cases_kept_from(officer))
    above = paths_above(officer.agency.path)
    reports = Report.objects.filter(Q(barred=officer) | Q(barred_agencies__path__in=above))
    bodies_out = Report.excluded_agencies.through.objects.filter(agency__path__in=above)
    provinces_out = Report.excluded_provinces.through.objects.filter(place__in=provinces_of(officer))
    kept: dict[str, Any] = {
        "cases.case": cases.values_list("pk", flat=True),
        **{kind: cases.values_list(path, flat=True) for kind, path in _HANGS_ON_A_CASE.items()},
        # What is said of an identity: that it was opened, and why.
        "vault.identity": [
            *cases.values_list("victims__identity", flat=True),
            *cases.values_list("suspects__identity", flat=True),
        ],
        # Both sides of it: neither may tell that the case exists.
        "traces.crossing": [
            *cases.values_list("crossings", flat=True),
            *cases.values_list("crossings_elsewhere", flat=True),
        ],
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
