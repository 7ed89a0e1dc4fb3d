from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import models
from django.db.models import Count, QuerySet

from sarana.base.vault.enums import TokenKind
from sarana.base.vault.keys import search_token
from sarana.base.vault.models import Identity, IdentityOpening, SealedWords, SearchToken
from sarana.base.vault.rules import SearchPlan, likeness_of, search_plan
from sarana.base.vault.sealing import unseal

# Enough for every namesake that matters; the rest of a very common name is reached by adding a birth date or phone.
CANDIDATES = 120
# So many good candidates make it needless to look for slips, and so many bearers make a word too common to help.
_ENOUGH = 40
_BORN_AROUND = 2000
_NAME_FLOOR = 0.55


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
    reached = _reach(search_plan(words), among)
    candidates = Identity.objects.filter(pk__in=reached, erased_at=None).select_related("agency_key")
    found = [Likeness(identity, *likeness_of(words, unseal(identity))) for identity in candidates]
    return sorted((f for f in found if f.score >= _NAME_FLOOR), key=lambda f: -f.score)[:limit]


def _reach(plan: SearchPlan, among: QuerySet[Identity] | None) -> list[UUID]:
    """The keys of the identities that are worth comparing, the most telling evidence first, at most ``CANDIDATES``."""
    rows = SearchToken.objects.all() if among is None else SearchToken.objects.filter(identity__in=among)
    reached: dict[UUID, None] = {}

    def add(keys: Iterable[UUID]) -> None:
        reached.update(dict.fromkeys(list(keys)[: CANDIDATES - len(reached)]))

    add(_holding(rows, plan.sure))
    # Born on about that day, and a name that shares anything: few, however common the name.
    if plan.born and (plan.whole or plan.single):
        born = rows.filter(token__in=_tokens(plan.born)).values_list("identity", flat=True)[:_BORN_AROUND]
        add(_holding(rows.filter(identity__in=list(born)), plan.whole | plan.single))
    add(_holding(rows, plan.whole))
    if len(reached) < _ENOUGH:
        add(_holding(rows, plan.near))
    if len(reached) < _ENOUGH:
        for single in plan.single:
            add(_holding(rows, frozenset({single})))
    return list(reached)


def _holding(rows: QuerySet[SearchToken], values: frozenset[tuple[TokenKind, str]]) -> list[UUID]:
    """The identities that hold any of the values, those that hold most first."""
    if not values:
        return []
    held = rows.filter(token__in=_tokens(values)).values("identity").annotate(hits=Count("token"))
    return [row["identity"] for row in held.order_by("-hits")[:CANDIDATES]]


def _tokens(values: Iterable[tuple[TokenKind, str]]) -> list[bytes]:
    return [search_token(kind, text) for kind, text in values]


def openings_of(records: Iterable[models.Model]) -> QuerySet[IdentityOpening]:
    """Who opened identities through any of these records, latest first."""
    pks = [str(record.pk) for record in records]
    return IdentityOpening.objects.filter(record_id__in=pks).select_related("officer__agency")
