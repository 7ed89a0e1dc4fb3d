from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import models
from django.db.models import QuerySet

from sarana.base.once import MOST_KEYS, composed_once, portions
from sarana.base.vault.models import Identity, IdentityOpening, SealedWords
from sarana.base.vault.reach import Reach
from sarana.base.vault.rules import Asked, search_plan
from sarana.base.vault.sealing import unseal_many

NAME_FLOOR = 0.55


@dataclass(frozen=True, slots=True)
class Likeness:
    """How well a stored identity fits what was asked: a score from 0 to 1 and the reasons in words."""

    identity: Identity
    score: float
    reasons: tuple[str, ...]


def identities_like(
    words: SealedWords, *, among: QuerySet[Identity] | None = None, limit: int = 20
) -> list[Likeness]:
    """Identities that may be the same person, best first, found through keyed tokens and compared in memory.

    Args:
        words: ``names``, ``birth_date``, ``phones``, ``documents`` as far as they are known.
        among: the identities that may be looked at; all when not given.
        limit: how many to return.
    """
    try:
        reached = Reach(search_plan(words), among).keys()
    except EmptyResultSet:  # there is nobody among whom to look
        return []
    asked = Asked(words)
    scored = [(key, *asked.likeness(known)) for key, known in unseal_many(Identity, reached)]
    best = sorted((one for one in scored if one[1] >= NAME_FLOOR), key=lambda one: -one[1])[:limit]
    keys = [UUID(str(key)) for key, _, _ in best]
    identities = {one.pk: one for some in portions(keys) for one in _not_erased(keys=some)}
    found = [(identities.get(UUID(str(key))), score, reasons) for key, score, reasons in best]
    return [Likeness(identity, score, reasons) for identity, score, reasons in found if identity]


@composed_once
def _not_erased(*, keys: tuple[UUID, ...]) -> QuerySet[Identity]:
    return Identity.objects.filter(pk__in=keys, erased_at=None).select_related("agency_key__agency")


def openings_of(records: Sequence[models.Model], most: int) -> list[IdentityOpening]:
    """Who opened identities through any of these records, the latest first."""
    if not records:
        return []
    kinds = tuple(sorted({record._meta.label_lower for record in records}))  # noqa: SLF001
    keys = tuple(str(record.pk) for record in records)
    if len(keys) > MOST_KEYS:
        return list(_openings(kinds, keys)[:most])
    return _first_openings(None, most, kinds=kinds, keys=keys)


def _openings(kinds: tuple[str, ...], keys: tuple[str, ...]) -> QuerySet[IdentityOpening]:
    opened = IdentityOpening.objects.filter(record_type__in=kinds, record_id__in=keys)
    return opened.select_related("officer__agency")


@composed_once
def _first_openings(most: int, *, kinds: tuple[str, ...], keys: tuple[str, ...]) -> QuerySet[IdentityOpening]:
    return _openings(kinds, keys)[:most]
