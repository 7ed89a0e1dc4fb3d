"""Who is told that two units work on the same, and whom to call. What is not asked for here can't be shown."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from sarana.base.accounts.enums import Role
from sarana.base.accounts.models import Agency, Officer
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
    leads = AgencyContact.objects.filter(Q(head=officer) | Q(deputy=officer), agency=OuterRef("case__agency"))
    barred = Case.barred.through.objects.filter(case=OuterRef("other"))
    in_team = Case.team.through.objects.filter(case=OuterRef(OuterRef("case")), officer=OuterRef("officer"))
    of_this_side = barred.filter(
        Q(officer=officer)
        | Q(officer=OuterRef("case__owner"))
        | Q(officer=OuterRef("case__opened_by"))
        | Q(Exists(in_team))
    )
    return (
        Crossing.objects.filter(Q(case__owner=officer) | Q(Exists(leads)))
        .filter(Exists(seen.filter(pk=OuterRef("case"))))
        .exclude(Exists(seen.filter(pk=OuterRef("other"))))
        .exclude(Exists(quiet_cases().filter(pk=OuterRef("other"))))
        .exclude(Exists(of_this_side))
        .select_related("case", "trace", "suspect", "spoken_by__agency", "agency_key")
    )


@dataclass(frozen=True, slots=True)
class CallWhom:
    """The only words about the other side: a name, an agency, a telephone number, an e-mail address."""

    name: str
    agency: str
    phone: str
    email: str


def contact_of(crossing: Crossing, officer: Officer) -> CallWhom | None:
    """Whom the officer is to call about a crossing.

    The other case's owner; where one of the two cases keeps him away, the head or deputy of his agency or of one above
    it; else somebody of the secretariat. None when nobody may be named.
    """
    cases = (crossing.case, crossing.other)
    for candidate in _candidates(crossing.other):
        if candidate.pk != officer.pk and may_be_called(candidate, cases):
            return _written(candidate)
    return None


def _candidates(case: Case) -> Iterator[Officer]:
    yield case.owner
    agency: Agency | None = case.agency
    while agency is not None:
        contact = _contact(agency)
        for officer in (contact.head, contact.deputy) if contact else ():
            if officer is not None:
                yield officer
        agency = agency.parent
    yield from (
        Officer.objects.filter(role=Role.SECRETARIAT, is_active=True).select_related("agency").order_by("pk")
    )


def _contact(agency: Agency) -> AgencyContact | None:
    return (
        AgencyContact.objects.filter(agency=agency).select_related("head__agency", "deputy__agency").first()
    )


def _written(candidate: Officer) -> CallWhom:
    desk = _contact(candidate.agency)
    return CallWhom(
        name=candidate.name,
        agency=candidate.agency.name,
        phone=desk.phone if desk else "",
        email=(desk.email if desk else "") or candidate.email,
    )
