from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.queries import first_keys, if_few, mostly, reached_by, units_of
from sarana.base.accounts.rules import OVERSIGHT, has_power, paths_above
from sarana.base.newest import newest_by_ways, newest_of
from sarana.base.once import composed_once, keeps_plan, once_in_a_request
from sarana.base.sets import with_sets
from sarana.base.vault.models import Identity, IdentityOpening
from sarana.register.cases.enums import CaseState
from sarana.register.cases.models import Case, Event, GlassBreak, StatusAssertion, Suspect, Victim
from sarana.register.cases.rules import may_break_glass, may_see_case
from sarana.register.reports.models import Report
from sarana.register.reports.queries import reports_visible_to


@once_in_a_request
def cases_kept_from(officer: Officer) -> frozenset[UUID]:
    """Keys of the cases from which a conflict of interest keeps the officer, as ``is_barred_from`` decides it.

    Read whole: bars are few, and a list of keys makes every query that obeys them short.
    """
    return frozenset(key for (key,) in _bars(officer))


@composed_once
def _bars(officer: Officer) -> QuerySet[Any, tuple[UUID]]:
    above = paths_above(officer.agency.path)
    units = Case.barred_agencies.through.objects.filter(agency__path__in=above).values_list("case")
    return Case.barred.through.objects.filter(officer=officer).values_list("case").union(units)


@once_in_a_request
def cases_broken_open(officer: Officer) -> frozenset[UUID]:
    """Keys of the cases that the officer opened in an emergency and whose hours are not over."""
    if not may_break_glass(officer):
        return frozenset()
    return frozenset(key for (key,) in _running_breaks(officer=officer.pk, now=timezone.now()))


@composed_once
def _running_breaks(*, officer: int, now: datetime) -> QuerySet[GlassBreak, tuple[UUID]]:
    return GlassBreak.objects.filter(officer=officer, until__gt=now).values_list("case")


@once_in_a_request
def _cases_in_team(officer: Officer) -> frozenset[UUID] | None:
    """Keys of the cases in whose team the officer is; None when they are many."""
    return if_few(_first_in_team, officer=officer.pk)


@composed_once
def _first_in_team(*, officer: int) -> QuerySet[Any, tuple[UUID]]:
    return first_keys(Case.team.through.objects.filter(officer=officer).values_list("case"))


@once_in_a_request
def _cases_as_partner(officer: Officer) -> frozenset[UUID] | None:
    """Keys of the cases where the officer's agency is a partner; None when they are many."""
    return if_few(_first_as_partner, agency=officer.agency_id)


@composed_once
def _first_as_partner(*, agency: int) -> QuerySet[Any, tuple[UUID]]:
    return first_keys(Case.partners.through.objects.filter(agency=agency).values_list("case"))


@composed_once
def glass_broken(*, since: datetime) -> QuerySet[GlassBreak]:
    """Whether any case at all was opened in an emergency since then."""
    return GlassBreak.objects.filter(broken_at__gte=since)[:1]


def overseers_of(case: Case) -> list[Officer]:
    """Officers of oversight who see the case: as long as there is one, it can't be hidden from everybody."""
    serving = Officer.objects.filter(is_active=True, role__in=OVERSIGHT).select_related("agency")
    return [officer for officer in serving if may_see_case(officer, case)]


def glass_breaks_visible_to(officer: Officer) -> QuerySet[GlassBreak]:
    """Emergency openings: of the cases he owns, his own, and for oversight those of other agencies, for review."""
    sight = Q(case__owner=officer) | Q(officer=officer)
    if has_power(officer, Power.SEE_LEDGER):
        sight |= ~Q(officer__agency=officer.agency_id)
    seen = GlassBreak.objects.filter(sight).exclude(case__in=cases_kept_from(officer))
    return seen.select_related("case", "officer__agency", "reviewed_by")


def glass_to_show(officer: Officer, *, since: datetime) -> list[GlassBreak]:
    """For his desk: what others opened since then, for oversight only what waits for a review; the latest three."""
    return (
        _glass_to_show(officer, has_power(officer, Power.SEE_LEDGER), since=since)
        if glass_broken(since=since)
        else []
    )


@composed_once
@keeps_plan
def _glass_to_show(officer: Officer, reviews: bool, *, since: datetime) -> QuerySet[GlassBreak]:
    recent = glass_breaks_visible_to(officer).filter(broken_at__gte=since).exclude(officer=officer)
    return (recent.filter(reviewed_at=None) if reviews else recent)[:3]


def identities_kept_from(officer: Officer) -> QuerySet[Identity]:
    """Identities in cases from which the officer is barred: not even their existence may be told to him."""
    kept = cases_kept_from(officer)
    victims = Victim.objects.filter(case__in=kept, identity=OuterRef("pk"))
    suspects = Suspect.objects.filter(case__in=kept, identity=OuterRef("pk"))
    return Identity.objects.filter(Q(Exists(victims)) | Q(Exists(suspects)))


def cases_visible_to(officer: Officer) -> QuerySet[Case]:
    """The cases that ``may_see_case`` allows, as one query."""
    if not has_power(officer, Power.SEE_CASES):
        return Case.objects.none()
    seen = _not_kept_from(officer).filter(reduce(or_, _ways_to_see(officer)))
    return seen.select_related("agency", "place", "owner__agency")


def _not_kept_from(officer: Officer) -> QuerySet[Case]:
    return Case.objects.exclude(pk__in=cases_kept_from(officer))


def _ways_to_see(officer: Officer) -> list[Q]:
    """What brings a case before the officer, if nothing keeps it from him; each is enough."""
    if officer.role in OVERSIGHT:
        return [Q()]
    in_scope = Q(agency__in=units_of(officer))
    if officer.place_prefix:
        in_scope &= mostly(Q(place=None) | Q(place__code__startswith=officer.place_prefix))
    team, partner = _cases_in_team(officer), _cases_as_partner(officer)
    by_key = Q(pk__in=cases_broken_open(officer) | (team or frozenset()) | (partner or frozenset()))
    ways, here = [in_scope, Q(owner=officer), Q(opened_by=officer), by_key], OuterRef("pk")
    if team is None:
        ways.append(reached_by(Case.team.through.objects.filter(case=here, officer=officer)))
    if partner is None:
        ways.append(reached_by(Case.partners.through.objects.filter(case=here, agency=officer.agency_id)))
    return ways


@composed_once
def _cases_of_keys(*, keys: tuple[UUID, ...]) -> QuerySet[Case]:
    return with_counts(Case.objects.filter(pk__in=keys)).select_related("place", "owner__agency")


newest_cases = newest_by_ways(Power.SEE_CASES, seen=_not_kept_from, ways=_ways_to_see, read=_cases_of_keys)
"""Of ``cases_visible_to``, those next to a key, with their counts."""


def victims_visible_to(officer: Officer) -> QuerySet[Victim]:
    """Victims in the cases that the officer may see."""
    seen = cases_visible_to(officer).filter(pk=OuterRef("case"))
    return Victim.objects.filter(Exists(seen)).select_related("case", "identity__agency_key")


def suspects_visible_to(officer: Officer) -> QuerySet[Suspect]:
    """Suspects in the cases that the officer may see."""
    seen = cases_visible_to(officer).filter(pk=OuterRef("case"))
    return Suspect.objects.filter(Exists(seen)).select_related("case", "identity__agency_key")


_OPENINGS_READ = 20


def with_counts(cases: QuerySet[Case]) -> QuerySet[Case]:
    """The cases with ``victim_count`` and ``suspect_count``, for a page of a list.

    Counted in subqueries, so that only the page's own rows are counted and not every case before the page is cut.
    """
    return cases.annotate(victim_count=_number_of(Victim), suspect_count=_number_of(Suspect))


def _number_of(model: type[Victim] | type[Suspect]) -> Coalesce:
    rows = model.objects.filter(case=OuterRef("pk")).order_by().values("case")
    return Coalesce(Subquery(rows.annotate(number=Count("pk")).values("number")), 0)


@composed_once
@keeps_plan
def _openings_by_others(officer: Officer, *, since: datetime) -> QuerySet[IdentityOpening]:
    return (
        IdentityOpening.objects.filter(at__gte=since)
        .exclude(officer=officer)
        .filter(Q(identity__as_victim__case__owner=officer) | Q(identity__as_suspect__case__owner=officer))
        .select_related("officer__agency")
        .distinct()[:_OPENINGS_READ]
    )


def openings_in_cases_of(
    officer: Officer, since: datetime, limit: int = 20
) -> list[tuple[IdentityOpening, Case]]:
    """Identities that others opened in the officer's own cases since then, latest first, each with its case."""
    openings = _openings_by_others(officer, since=since)[:limit]
    case_of: dict[str, Case] = {}
    for model in (Victim, Suspect):
        label = model._meta.label_lower  # noqa: SLF001
        if keys := tuple({UUID(o.record_id) for o in openings if o.record_type == label}):
            people = _in_cases_of(None, model, keys=keys, owner=officer.pk)
            case_of |= {str(person.pk): person.case for person in people}
    return [(o, case_of[o.record_id]) for o in openings if o.record_id in case_of]


@composed_once
def _in_cases_of(model: type[Victim] | type[Suspect], *, keys: tuple[UUID, ...], owner: int) -> QuerySet[Any]:
    people: QuerySet[Any] = model.objects.filter(pk__in=keys, case__owner=owner)
    return people.select_related("case")


# What the pages of a case and of a victim read at every opening.


def case_numbered(officer: Officer, *, number: str) -> list[Case]:
    """The case of that number if the officer may see it, who is in it and from whom it is kept."""
    return [with_sets(case, *_SETS) for case in _case_numbered(officer, number=number)]


_SETS = ("barred", "barred_agencies", "team", "partners")


@composed_once
def cases_of_report(officer: Officer, *, report: UUID) -> QuerySet[Case]:
    """The cases that came of a report, of those the officer may see."""
    return cases_visible_to(officer).filter(reports=report)


@composed_once
def _case_numbered(officer: Officer, *, number: str) -> QuerySet[Case]:
    found = cases_visible_to(officer).filter(number=number).select_related("place__parent__parent")
    return found.select_related("agency", "owner__agency", "agency_key")


def victim_numbered(officer: Officer, *, number: str) -> list[Victim]:
    """The victim of that number if the officer may see her, with whom her case is kept from."""
    found = _victim_numbered(officer, number=number)
    for victim in found:
        with_sets(victim.case, *_SETS)
    return found


@composed_once
def _victim_numbered(officer: Officer, *, number: str) -> QuerySet[Victim]:
    found = victims_visible_to(officer).filter(number=number)
    return found.select_related("case__agency", "identity__agency_key", "exploitation_place__parent__parent")


@composed_once
def victims_of_case(*, case: UUID) -> QuerySet[Victim]:
    """The victims of a case, with who added them."""
    return Victim.objects.filter(case=case).select_related("added_by__agency")


@composed_once
def suspects_of_case(*, case: UUID) -> QuerySet[Suspect]:
    """The suspects of a case, with who added them."""
    return Suspect.objects.filter(case=case).select_related("added_by__agency")


@composed_once
def events_of_case(*, case: UUID) -> QuerySet[Event]:
    """What happened in a case, with the places."""
    return Event.objects.filter(case=case).select_related("place")


@composed_once
def assertions_of_case(*, case: UUID) -> QuerySet[StatusAssertion]:
    """What authorities said of the victims of a case."""
    return StatusAssertion.objects.filter(victim__case=case).select_related("victim", "agency")


@composed_once
def reports_of_case(officer: Officer, *, case: UUID) -> QuerySet[Report]:
    """The reports of a case that the officer may see."""
    return reports_visible_to(officer).filter(cases=case)


# The latest teams of an officer; nobody works in more at once.
_IN_TEAMS = 200
_OPEN = (CaseState.ACTIVE, CaseState.FOLLOW_UP)


@once_in_a_request
def _teams_of(officer: Officer) -> tuple[UUID, ...]:
    """Read first: with the keys in hand the database takes two indexes; with a subquery it would read every case."""
    return tuple(key for (key,) in _latest_teams(officer=officer.pk))


@composed_once
def _latest_teams(*, officer: int) -> QuerySet[Any, tuple[UUID]]:
    teams = Case.team.through.objects.filter(officer=officer).order_by("-case")
    return teams.values_list("case")[:_IN_TEAMS]


def first_own_cases(officer: Officer) -> list[Case]:
    """The latest open cases that the officer owns or works in, one more than a desk shows."""
    if not has_power(officer, Power.SEE_CASES):
        return []
    keys = [_own_keys(officer, owned) for owned in (True, False)]
    return newest_of(keys, _cases_of_keys, newer=False, most=_ON_A_DESK)


_ON_A_DESK = 9


@composed_once
def _own_keys(officer: Officer, owned: bool) -> QuerySet[Case, tuple[UUID]]:
    own = Q(owner=officer) if owned else Q(pk__in=_teams_of(officer))
    found = _not_kept_from(officer).filter(own, state__in=_OPEN)
    return found.order_by("-pk").values_list("pk")[:_ON_A_DESK]
