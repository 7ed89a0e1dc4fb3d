from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import has_power
from sarana.base.identifiers import first_id_at
from sarana.base.vault.models import Identity
from sarana.base.vault.rules import likeness_of
from sarana.base.vault.sealing import unseal
from sarana.register.cases.models import Suspect, Victim
from sarana.register.cases.queries import cases_visible_to
from sarana.register.cases.rules import may_edit_case
from sarana.register.duplicates.models import Pair
from sarana.register.rescue.models import SoughtPerson
from sarana.register.rescue.queries import sought_visible_to

type Appearance = Victim | Suspect


def appearances_of(identity: UUID) -> list[Appearance]:
    """Every record of an identity in a case, whoever may see it."""
    found: list[Appearance] = []
    for model in (Victim, Suspect):
        rows: QuerySet[Any] = model.objects.filter(identity=identity)
        found += rows.select_related("case__agency").order_by("pk")
    return found


def may_merge(officer: Officer, identity: UUID) -> bool:
    """Whether every record of the identity is the officer's to change; else its owners are asked first."""
    people = appearances_of(identity)
    if not people or not all(may_edit_case(officer, person.case) for person in people):
        return False
    sought = SoughtPerson.objects.filter(identity=identity)
    return sought.count() == sought_visible_to(officer).filter(identity=identity).count()


def pairs_visible_to(officer: Officer) -> QuerySet[Pair]:
    """Pairs of whom the officer sees both, in cases that he may see; for those who may change cases."""
    if not has_power(officer, Power.EDIT_CASE):
        return Pair.objects.none()
    cases = cases_visible_to(officer).filter(pk=OuterRef("case"))
    victims, suspects = Victim.objects.filter(Exists(cases)), Suspect.objects.filter(Exists(cases))

    def seen(side: str) -> Q:
        # What was merged stands under one identity; the pair is shown as long as that one is seen.
        here: Any = OuterRef(side)
        return Q(Exists(victims.filter(identity=here))) | Q(Exists(suspects.filter(identity=here)))

    both = seen("first") & seen("second")
    merged = Q(state="merged") & (seen("first") | seen("second"))
    return Pair.objects.filter(both | merged).select_related(
        "first__agency_key", "second__agency_key", "found_by", "decided_by"
    )


def likeness_of_pair(pair: Pair) -> tuple[float, tuple[str, ...]]:
    """How alike the two are, and why, from what is sealed; nothing when one of them was erased."""
    if pair.first.erased_at or pair.second.erased_at:
        return 0.0, ()
    return likeness_of(unseal(pair.first), unseal(pair.second))


def newest_identities(officer: Officer, most: int) -> QuerySet[Identity]:
    """Identities of the newest persons in cases that the officer may see, for a look for duplicates."""
    cases = cases_visible_to(officer).filter(pk=OuterRef("case"))
    keys: set[UUID] = set()
    for model in (Victim, Suspect):
        rows = model.objects.filter(Exists(cases)).order_by("-pk")
        keys.update(rows.values_list("identity", flat=True)[:most])
    return Identity.objects.filter(pk__in=keys, erased_at=None).select_related("agency_key")


def identities_seen_by(officer: Officer) -> QuerySet[Identity]:
    """Identities that appear in a case the officer may see."""
    cases = cases_visible_to(officer).filter(pk=OuterRef("case"))
    victims = Victim.objects.filter(Exists(cases), identity=OuterRef("pk"))
    suspects = Suspect.objects.filter(Exists(cases), identity=OuterRef("pk"))
    return Identity.objects.filter(Q(Exists(victims)) | Q(Exists(suspects)))


def identities_added(since: datetime) -> QuerySet[Identity]:
    """Identities of the persons who came on record in a case since a moment, for the nightly look."""
    found = Identity.objects.filter(pk__gte=first_id_at(since), erased_at=None)
    people = [model.objects.filter(identity=OuterRef("pk")) for model in (Victim, Suspect)]
    return (
        found.filter(Q(Exists(people[0])) | Q(Exists(people[1]))).select_related("agency_key").order_by("pk")
    )
