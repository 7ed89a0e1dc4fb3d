"""Who is told that two units work on the same, and whom to call. What is not asked for here can't be shown."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from sarana.base.accounts.enums import Role
from sarana.base.accounts.models import Agency, Officer
from sarana.base.accounts.rules import paths_above
from sarana.base.once import composed_once, keeps_plan, once_in_a_request, portions
from sarana.base.vault.models import Identity
from sarana.register.cases.models import Case, Suspect, Victim
from sarana.register.cases.queries import cases_visible_to
from sarana.register.complicity.models import Allegation
from sarana.register.reports.enums import YesNoUnknown
from sarana.register.traces.models import AgencyContact, Crossing, QuietCase
from sarana.register.traces.rules import may_be_called


def quiet_cases() -> QuerySet[Case]:
    """The cases of which ``is_quiet`` says that no other unit may learn."""
    official = Suspect.objects.filter(case=OuterRef("pk"), is_official=YesNoUnknown.YES)
    alleged = Allegation.objects.filter(case=OuterRef("pk"))
    units = Case.barred_agencies.through.objects.filter(case=OuterRef("pk"))
    kept = QuietCase.objects.filter(case=OuterRef("pk"), lifted_at=None)
    return Case.objects.filter(Exists(official) | Exists(alleged) | Exists(units) | Exists(kept))


def identities_kept_quiet() -> QuerySet[Identity]:
    """Identities in quiet cases: whoever does not see the case may not even be told which agency to ask about them."""
    quiet = quiet_cases().filter(pk=OuterRef("case"))
    victims = Victim.objects.filter(Exists(quiet), identity=OuterRef("pk"))
    suspects = Suspect.objects.filter(Exists(quiet), identity=OuterRef("pk"))
    return Identity.objects.filter(Exists(victims) | Exists(suspects))


def crossings_told_to(officer: Officer) -> QuerySet[Crossing]:
    """The crossings that ``may_learn_of`` allows, as one query; the other case is not loaded with them."""
    seen = cases_visible_to(officer)
    barred = Case.barred.through.objects.filter(case=OuterRef("other"))
    in_team = Case.team.through.objects.filter(case=OuterRef(OuterRef("case")), officer=OuterRef("officer"))
    of_this_side = barred.filter(
        Q(officer=officer)
        | Q(officer=OuterRef("case__owner"))
        | Q(officer=OuterRef("case__opened_by"))
        | Q(Exists(in_team))
    )
    return (
        Crossing.objects.filter(_on_the_side_of(officer))
        .filter(Exists(seen.filter(pk=OuterRef("case"))))
        .exclude(Exists(seen.filter(pk=OuterRef("other"))))
        .exclude(Exists(quiet_cases().filter(pk=OuterRef("other"))))
        .exclude(Exists(of_this_side))
        .select_related("case", "trace", "suspect", "spoken_by__agency", "agency_key")
    )


# More than anybody calls about in a day.
_TOLD_AT_ONCE = 60


def crossings_in_case(officer: Officer, *, case: UUID) -> list[Crossing]:
    """What the officer is told in a case, what was not spoken of yet first."""
    # Few cases cross; the question whether he may be told takes the database long to plan.
    return _told_in_case(officer, case=case) if _any_in(case=case) else []


@composed_once
def _any_in(*, case: UUID) -> QuerySet[Crossing, tuple[UUID]]:
    return Crossing.objects.filter(case=case).values_list("pk")[:1]


@composed_once
@keeps_plan
def _told_in_case(officer: Officer, *, case: UUID) -> QuerySet[Crossing]:
    found = crossings_told_to(officer).filter(case=case)
    return found.order_by(F("spoken_at").asc(nulls_first=True), "-found_at")[:_TOLD_AT_ONCE]


def crossings_to_speak_of(officer: Officer) -> list[Crossing]:
    """What the officer is told and has not spoken of with the other side, the latest first."""
    return _still_to_speak_of(officer) if _any_on_the_side_of(officer) else []


@composed_once
def _any_on_the_side_of(officer: Officer) -> QuerySet[Crossing, tuple[UUID]]:
    return Crossing.objects.filter(_on_the_side_of(officer), spoken_at=None).values_list("pk")[:1]


@composed_once
@keeps_plan
def _still_to_speak_of(officer: Officer) -> QuerySet[Crossing]:
    return crossings_told_to(officer).filter(spoken_at=None).order_by("-found_at")[:_TOLD_AT_ONCE]


def _on_the_side_of(officer: Officer) -> Q:
    """Crossings of the officer's own cases, or of those of an agency whose head or deputy he is."""
    return Q(case__owner=officer) | Q(case__agency__in=_agencies_led_by(officer))


@once_in_a_request
def _agencies_led_by(officer: Officer) -> tuple[int, ...]:
    return tuple(key for (key,) in _desks_of(officer=officer.pk))


@composed_once
def _desks_of(*, officer: int) -> QuerySet[AgencyContact, tuple[int]]:
    return AgencyContact.objects.filter(Q(head=officer) | Q(deputy=officer)).values_list("agency")


@dataclass(frozen=True, slots=True)
class CallWhom:
    """The only words about the other side: a name, an agency, a telephone number, an e-mail address."""

    name: str
    agency: str
    phone: str
    email: str


def contacts_of(crossings: Sequence[Crossing], officer: Officer) -> dict[Any, CallWhom | None]:
    """Whom the officer is to call about each crossing, by its key, in as many queries for one as for sixty.

    The other case's owner; where one of the two cases keeps him away, the head or deputy of his agency or of one above
    it; else somebody of the secretariat. None when nobody may be named.
    """
    if not crossings:
        return {}
    _load_both_sides(crossings)
    paths = {path for crossing in crossings for path in _paths_of(crossing.other)}
    desks = {desk.agency.path: desk for some in portions(paths) for desk in _desks_at(paths=some)}
    found: dict[Any, CallWhom | None] = {}
    for crossing in crossings:
        cases = (crossing.case, crossing.other)
        may = (
            candidate
            for candidate in _candidates(crossing.other, desks)
            if candidate.pk != officer.pk and may_be_called(candidate, cases)
        )
        first = next(may, None)
        found[crossing.pk] = _written(first, desks) if first else None
    return found


def contact_of(crossing: Crossing, officer: Officer) -> CallWhom | None:
    """Whom the officer is to call about one crossing."""
    return contacts_of([crossing], officer)[crossing.pk]


@composed_once
def _desks_at(*, paths: tuple[str, ...]) -> QuerySet[AgencyContact]:
    known = AgencyContact.objects.filter(agency__path__in=paths)
    return known.select_related("agency", "head__agency", "deputy__agency")


def _load_both_sides(crossings: Sequence[Crossing]) -> None:
    """Both cases of each crossing with whom they keep away, in one read for all."""
    keys = {key for crossing in crossings for key in (crossing.case_id, crossing.other_id)}
    found = {case.pk: case for some in portions(keys) for case in _with_whom_they_keep_away(keys=some)}
    for crossing in crossings:
        crossing.case, crossing.other = found[crossing.case_id], found[crossing.other_id]


@composed_once
def _with_whom_they_keep_away(*, keys: tuple[UUID, ...]) -> QuerySet[Case]:
    cases = Case.objects.filter(pk__in=keys).select_related("agency", "owner__agency")
    return cases.prefetch_related("barred", "barred_agencies")


def _paths_of(case: Case) -> list[str]:
    """The agencies of the case and of its owner with those above them, the nearest first."""
    return [*_upwards(case.agency), *_upwards(case.owner.agency)]


def _upwards(agency: Agency) -> list[str]:
    return sorted(paths_above(agency.path), key=len, reverse=True)


def _candidates(case: Case, desks: dict[str, AgencyContact]) -> Iterator[Officer]:
    yield case.owner
    for path in _upwards(case.agency):
        desk = desks.get(path)
        yield from (officer for officer in (desk.head, desk.deputy) if officer) if desk else ()
    yield from (
        Officer.objects.filter(role=Role.SECRETARIAT, is_active=True).select_related("agency").order_by("pk")
    )


def _written(candidate: Officer, desks: dict[str, AgencyContact]) -> CallWhom:
    agency = candidate.agency
    desk = desks.get(agency.path) or AgencyContact.objects.filter(agency=agency).first()
    return CallWhom(
        name=candidate.name,
        agency=agency.name,
        phone=desk.phone if desk else "",
        email=(desk.email if desk else "") or candidate.email,
    )
