from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Abs

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import has_power
from sarana.base.identifiers import first_id_at
from sarana.base.once import composed_once
from sarana.base.vault.models import Identity
from sarana.base.vault.rules import STRONG, likeness_of
from sarana.base.vault.sealing import unseal
from sarana.register.cases.models import Suspect, Victim
from sarana.register.cases.queries import cases_visible_to, identities_kept_from
from sarana.register.cases.rules import may_edit_case
from sarana.register.duplicates.enums import PairState
from sarana.register.duplicates.models import Merge, Pair
from sarana.register.duplicates.rules import (
    OPEN_STATES,
    WORTH_A_LOOK,
    Agreement,
    ReviewQuality,
    agreement_of_words,
    groups_of,
    review_quality,
)
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


def pairs_kept_from(officer: Officer) -> set[str]:
    """Keys of the pairs of whom one stands in a case from which the officer is kept."""
    theirs = identities_kept_from(officer).values("pk")
    pairs = Pair.objects.filter(Q(first__in=theirs) | Q(second__in=theirs))
    return {str(key) for key in pairs.values_list("pk", flat=True)}


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

    def seen_within(side: str) -> Q:
        # Who was kept apart from another and then merged into a third is shown with that third.
        taken_in = Merge.objects.filter(absorbed=OuterRef(side), undone_at=None)
        kept: Any = OuterRef("kept")
        by_another = Q(Exists(victims.filter(identity=kept))) | Q(Exists(suspects.filter(identity=kept)))
        return seen(side) | Q(Exists(taken_in.filter(by_another)))

    both = seen("first") & seen("second")
    merged = Q(state="merged") & (seen("first") | seen("second"))
    apart = Q(state="apart") & seen_within("first") & seen_within("second")
    return Pair.objects.filter(both | merged | apart).select_related(
        "first__agency_key", "second__agency_key", "found_by", "decided_by"
    )


def likeness_of_pair(pair: Pair) -> tuple[float, tuple[str, ...]]:
    """How alike the two are, and why, from what is sealed; nothing when one of them was erased."""
    if pair.first.erased_at or pair.second.erased_at:
        return 0.0, ()
    return likeness_of(unseal(pair.first), unseal(pair.second))


def quality_of_review() -> ReviewQuality:
    """What all decisions so far, whoever made them, say of the proposals; for every page that counts persons."""
    return review_quality({(state, bool(strong)): many for state, strong, many in _decided()})


@composed_once
def _decided() -> QuerySet[Pair, tuple[str, int, int]]:
    # What waits about an identity that was taken in by another waits about that other.
    absorbed = Merge.objects.filter(
        Q(absorbed=OuterRef("first")) | Q(absorbed=OuterRef("second")), undone_at=None
    )
    return (
        Pair.objects.exclude(Q(state__in=OPEN_STATES) & Exists(absorbed))
        .order_by()
        # A pair that an officer named was proposed by nobody, however alike the two are.
        .annotate(strong=Case(When(score__gte=STRONG, named=False, then=1), default=0))
        .values_list("state", "strong")
        .annotate(many=Count("pk"))
    )


def contradictions() -> dict[UUID, list[Pair]]:
    """By pair, those that it can't stand beside: A and B are one, B and C are one or may be, A and C are two persons.

    A pair kept apart contradicts every merged or open pair that would make one person of its two, through whomever. Whoever
    shows them asks first which of them the officer may see.
    """
    links = Merge.objects.filter(undone_at=None).values_list("kept", "absorbed")
    groups = groups_of(links)
    touched = Q(first__in=groups) | Q(second__in=groups)
    between: dict[tuple[UUID, ...], list[Pair]] = {}
    for pair in Pair.objects.filter(touched):
        ends = sorted({groups.get(key, key) for key in (pair.first_id, pair.second_id)})
        between.setdefault(tuple(ends), []).append(pair)
    found: dict[UUID, list[Pair]] = {}
    for pairs in between.values():
        apart = [pair for pair in pairs if pair.state == PairState.APART]
        others = [pair for pair in pairs if pair.state != PairState.APART]
        if apart and others:
            found |= {pair.pk: apart for pair in others} | {pair.pk: others for pair in apart}
    return found


def open_pairs(officer: Officer) -> QuerySet[Pair]:
    """Pairs that wait for the officer: nobody has decided about them, or it could not be told."""
    return pairs_visible_to(officer).filter(state__in=OPEN_STATES)


def strongest_pairs(officer: Officer, most: int) -> list[Pair]:
    """The likeliest that wait: quickly decided, and each of them a person who is counted twice."""
    return list(
        open_pairs(officer).filter(score__gte=STRONG).order_by(F("state").desc(), "-score", "-pk")[:most]
    )


def doubtful_pairs(officer: Officer, most: int) -> list[Pair]:
    """Those that wait nearest to the border between one person and two: a decision here teaches most."""
    doubt = Abs(F("score") - Value(WORTH_A_LOOK))
    return list(open_pairs(officer).filter(score__lt=STRONG).order_by(F("state").desc(), doubt, "-pk")[:most])


def agreement_of_pair(pair: Pair) -> list[Agreement]:
    """Field by field, how far the two agree, in the levels by which records are linked; nothing when one was erased.

    What is sealed stays so: only the levels leave, and whether a field is filled on either side.
    """
    if pair.first.erased_at or pair.second.erased_at:
        return []
    return agreement_of_words(unseal(pair.first), unseal(pair.second))


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
