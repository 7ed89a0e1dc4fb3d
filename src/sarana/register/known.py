"""Is this person on record already? Who the officer sees is told; of the rest only which agency to ask."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from sarana.base.accounts.models import Officer
from sarana.base.once import composed_once, portions
from sarana.base.vault.models import Identity, SealedWords
from sarana.base.vault.queries import Likeness, identities_like
from sarana.register.cases.models import Suspect, Victim
from sarana.register.cases.queries import identities_kept_from, suspects_visible_to, victims_visible_to
from sarana.register.traces.queries import identities_kept_quiet

# A namesake elsewhere is only told of when it is most likely the same person.
_TOLD_ELSEWHERE = 0.8
_WORTH_LOOKING = ("names", "birth_date", "phones", "documents")


@dataclass(frozen=True, slots=True)
class Known:
    """Likely matches, best first, each with where the officer sees it; and the agencies to ask about others."""

    seen: tuple[tuple[Likeness, tuple[Victim | Suspect, ...]], ...]
    elsewhere: tuple[Identity, ...]


def known_people(
    officer: Officer, words: SealedWords, find: Callable[[SealedWords], list[Likeness]] = identities_like
) -> Known:
    """Likely matches among all identities: those the officer may see, and those about whom another agency is asked."""
    if not any(words.get(name) for name in _WORTH_LOOKING):
        return Known((), ())
    return known_of_each(officer, [find(words)])[0]


def known_of_each(officer: Officer, found: Sequence[Sequence[Likeness]]) -> list[Known]:
    """For each search, of the likely matches those the officer may see, and those about whom another agency is asked.

    Args:
        officer: who searched.
        found: what each search found, best first.
    """
    people: dict[UUID, list[Victim | Suspect]] = {}
    for keys in portions(dict.fromkeys(one.identity.pk for some in found for one in some)):
        people |= _appearances(officer, list(keys))
    others = {
        one.identity.pk: one.identity
        for some in found
        for one in some
        if one.score >= _TOLD_ELSEWHERE and one.identity.pk not in people
    }
    kept: set[UUID] = set().union(*(_kept_from(officer, list(keys)) for keys in portions(others)))
    return [_known(some, people, others.keys() - kept) for some in found]


def _known(
    found: Sequence[Likeness], people: Mapping[UUID, list[Victim | Suspect]], told: Collection[UUID]
) -> Known:
    seen = tuple((one, tuple(people[one.identity.pk])) for one in found if one.identity.pk in people)
    asked = {
        one.identity.pk: one.identity
        for one in found
        if one.score >= _TOLD_ELSEWHERE and one.identity.pk in told
    }
    return Known(seen, tuple(asked.values()))


def _kept_from(officer: Officer, pks: list[UUID]) -> set[UUID]:
    """Of these identities, those of which he may not even learn that another agency knows them."""
    if not pks:
        return set()
    # Nobody learns by searching that his own name, or that of somebody he is kept from, stands in a case.
    kept = {key for (key,) in _of_cases_kept_from(officer, keys=tuple(pks))}
    # Nor that a case stands in which an official, or somebody warned by one, may be involved.
    return kept | {key for (key,) in _kept_quiet(keys=tuple(pks))}


@composed_once
def _of_cases_kept_from(officer: Officer, *, keys: tuple[UUID, ...]) -> QuerySet[Identity, tuple[UUID]]:
    return identities_kept_from(officer).filter(pk__in=keys).values_list("pk")


@composed_once
def _kept_quiet(*, keys: tuple[UUID, ...]) -> QuerySet[Identity, tuple[UUID]]:
    return identities_kept_quiet().filter(pk__in=keys).values_list("pk")


def _appearances(officer: Officer, pks: list[UUID]) -> dict[UUID, list[Victim | Suspect]]:
    people: dict[UUID, list[Victim | Suspect]] = {}
    if not pks:
        return people
    for victim in _victims_of(officer, keys=tuple(pks)):
        people.setdefault(victim.identity_id, []).append(victim)
    for suspect in _suspects_of(officer, keys=tuple(pks)):
        people.setdefault(suspect.identity_id, []).append(suspect)
    return people


@composed_once
def _victims_of(officer: Officer, *, keys: tuple[UUID, ...]) -> QuerySet[Victim]:
    return victims_visible_to(officer).filter(identity__in=keys)


@composed_once
def _suspects_of(officer: Officer, *, keys: tuple[UUID, ...]) -> QuerySet[Suspect]:
    return suspects_visible_to(officer).filter(identity__in=keys)


def identity_numbered(officer: Officer, number: str) -> Identity | None:
    """The identity behind the number of a victim or suspect whom the officer may see."""
    wanted = number.strip().upper()
    for people in (victims_visible_to(officer), suspects_visible_to(officer)):
        if person := people.filter(number=wanted).first():
            found: Identity = person.identity
            return found
    return None
