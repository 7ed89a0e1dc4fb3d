from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import OVERSIGHT, has_power, paths_above
from sarana.base.vault.models import Identity, IdentityOpening
from sarana.register.cases.models import Case, Suspect, Victim


def bars_on_cases(officer: Officer) -> Q:
    """The cases from which a conflict of interest keeps the officer, as ``is_barred_from`` decides it."""
    units = Case.barred_agencies.through.objects.filter(
        case=OuterRef("pk"), agency__path__in=paths_above(officer.agency.path)
    )
    return Q(Exists(Case.barred.through.objects.filter(case=OuterRef("pk"), officer=officer))) | Q(
        Exists(units)
    )


def identities_kept_from(officer: Officer) -> QuerySet[Identity]:
    """Identities in cases from which the officer is barred: not even their existence may be told to him."""
    barred = Case.objects.filter(bars_on_cases(officer), pk=OuterRef("case"))
    victims = Victim.objects.filter(Exists(barred), identity=OuterRef("pk"))
    suspects = Suspect.objects.filter(Exists(barred), identity=OuterRef("pk"))
    return Identity.objects.filter(Q(Exists(victims)) | Q(Exists(suspects)))


def cases_visible_to(officer: Officer) -> QuerySet[Case]:
    """The cases that ``may_see_case`` allows, as one query."""
    if not has_power(officer, Power.SEE_CASES):
        return Case.objects.none()
    seen = Case.objects.exclude(bars_on_cases(officer))
    if officer.role not in OVERSIGHT:
        in_scope = Q(agency__path__startswith=officer.agency.path)
        if officer.place_prefix:
            in_scope &= Q(place=None) | Q(place__code__startswith=officer.place_prefix)
        named = (
            Q(owner=officer)
            | Q(opened_by=officer)
            # EXISTS, not IN: a list reads the newest cases and stops; IN would first gather every case of an agency.
            | Q(Exists(Case.team.through.objects.filter(case=OuterRef("pk"), officer=officer)))
            | Q(Exists(Case.partners.through.objects.filter(case=OuterRef("pk"), agency=officer.agency_id)))
        )
        seen = seen.filter(in_scope | named)
    return seen.select_related("agency", "place", "owner__agency")


def victims_visible_to(officer: Officer) -> QuerySet[Victim]:
    """Victims in the cases that the officer may see."""
    seen = cases_visible_to(officer).filter(pk=OuterRef("case"))
    return Victim.objects.filter(Exists(seen)).select_related("case", "identity__agency_key")


def suspects_visible_to(officer: Officer) -> QuerySet[Suspect]:
    """Suspects in the cases that the officer may see."""
    seen = cases_visible_to(officer).filter(pk=OuterRef("case"))
    return Suspect.objects.filter(Exists(seen)).select_related("case", "identity__agency_key")


def identities_visible_to(officer: Officer) -> QuerySet[Identity]:
    """Identities that appear in the cases that the officer may see."""
    return Identity.objects.filter(
        Q(Exists(victims_visible_to(officer).filter(identity=OuterRef("pk"))))
        | Q(Exists(suspects_visible_to(officer).filter(identity=OuterRef("pk"))))
    )


def with_counts(cases: QuerySet[Case]) -> QuerySet[Case]:
    """The cases with ``victim_count`` and ``suspect_count``, for a page of a list.

    Counted in subqueries, so that only the page's own rows are counted and not every case before the page is cut.
    """
    return cases.annotate(victim_count=_number_of(Victim), suspect_count=_number_of(Suspect))


def _number_of(model: type[Victim] | type[Suspect]) -> Coalesce:
    rows = model.objects.filter(case=OuterRef("pk")).order_by().values("case")
    return Coalesce(Subquery(rows.annotate(number=Count("pk")).values("number")), 0)


def openings_in_cases_of(
    officer: Officer, since: datetime, limit: int = 20
) -> list[tuple[IdentityOpening, Case]]:
    """Identities that others opened in the officer's own cases since then, latest first, each with its case."""
    latest = (
        IdentityOpening.objects.filter(at__gte=since)
        .exclude(officer=officer)
        .filter(Q(identity__as_victim__case__owner=officer) | Q(identity__as_suspect__case__owner=officer))
        .select_related("officer__agency")
        .distinct()[:limit]
    )
    openings = list(latest)
    pks = [opening.record_id for opening in openings]
    case_of: dict[str, Case] = {}
    for model in (Victim, Suspect):
        people = model.objects.filter(pk__in=pks, case__owner=officer).select_related("case")
        case_of |= {str(person.pk): person.case for person in people}
    return [(o, case_of[o.record_id]) for o in openings if o.record_id in case_of]
