"""Which cases an officer sees, and whoever is in them: what keeps one from him, and what brings one before him."""

from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.queries import first_keys, if_few, mostly, reached_by, units_of
from sarana.base.accounts.rules import OVERSIGHT, has_power, paths_above
from sarana.base.once import composed_once, once_in_a_request
from sarana.base.vault.models import Identity
from sarana.register.cases.models import Case, GlassBreak, Suspect, Victim
from sarana.register.cases.rules import may_break_glass, may_see_case


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


def overseers_of(case: Case) -> list[Officer]:
    """Officers of oversight who see the case: as long as there is one, it can't be hidden from everybody."""
    serving = Officer.objects.filter(is_active=True, role__in=OVERSIGHT).select_related("agency")
    return [officer for officer in serving if may_see_case(officer, case)]


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
    seen = not_kept_from(officer).filter(reduce(or_, ways_to_see(officer)))
    return seen.select_related("agency", "place", "owner__agency")


def not_kept_from(officer: Officer) -> QuerySet[Case]:
    """Every case but those from which a conflict of interest keeps the officer."""
    return Case.objects.exclude(pk__in=cases_kept_from(officer))


def ways_to_see(officer: Officer) -> list[Q]:
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


def victims_visible_to(officer: Officer) -> QuerySet[Victim]:
    """Victims in the cases that the officer may see."""
    seen = cases_visible_to(officer).filter(pk=OuterRef("case"))
    return Victim.objects.filter(Exists(seen)).select_related("case", "identity__agency_key")


def suspects_visible_to(officer: Officer) -> QuerySet[Suspect]:
    """Suspects in the cases that the officer may see."""
    seen = cases_visible_to(officer).filter(pk=OuterRef("case"))
    return Suspect.objects.filter(Exists(seen)).select_related("case", "identity__agency_key")
