from django.db.models import Count, Q, QuerySet

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import OVERSIGHT, has_power
from sarana.base.vault.models import Identity
from sarana.register.cases.models import Case, Suspect, Victim


def cases_visible_to(officer: Officer) -> QuerySet[Case]:
    """The cases that ``may_see_case`` allows, as one query."""
    if not has_power(officer, Power.SEE_CASES):
        return Case.objects.none()
    seen = Case.objects.exclude(barred=officer)
    if officer.role not in OVERSIGHT:
        in_scope = Q(agency__path__startswith=officer.agency.path)
        if officer.place_prefix:
            in_scope &= Q(place=None) | Q(place__code__startswith=officer.place_prefix)
        named = (
            Q(owner=officer)
            | Q(opened_by=officer)
            | Q(pk__in=Case.team.through.objects.filter(officer=officer).values("case"))
            | Q(pk__in=Case.partners.through.objects.filter(agency=officer.agency_id).values("case"))
        )
        seen = seen.filter(in_scope | named)
    return seen.select_related("agency", "place", "owner__agency")


def victims_visible_to(officer: Officer) -> QuerySet[Victim]:
    """Victims in the cases that the officer may see."""
    return Victim.objects.filter(case__in=cases_visible_to(officer)).select_related(
        "case", "identity__agency_key"
    )


def suspects_visible_to(officer: Officer) -> QuerySet[Suspect]:
    """Suspects in the cases that the officer may see."""
    return Suspect.objects.filter(case__in=cases_visible_to(officer)).select_related(
        "case", "identity__agency_key"
    )


def identities_visible_to(officer: Officer) -> QuerySet[Identity]:
    """Identities that appear in the cases that the officer may see."""
    cases = cases_visible_to(officer)
    return Identity.objects.filter(
        Q(pk__in=Victim.objects.filter(case__in=cases).values("identity"))
        | Q(pk__in=Suspect.objects.filter(case__in=cases).values("identity"))
    )


def with_counts(cases: QuerySet[Case]) -> QuerySet[Case]:
    """The cases with ``victim_count`` and ``suspect_count``, for a page of a list."""
    return cases.annotate(
        victim_count=Count("victims", distinct=True), suspect_count=Count("suspects", distinct=True)
    )
