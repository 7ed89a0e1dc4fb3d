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
# So many bearers of two of the words make it needless to look for slips.
_ENOUGH = 40
# How much of the room each kind of evidence may take, so that a common key does not crowd out a rare one.
_SHARE = 60
_LIKELY_SLIPS = 24
_BORN_AROUND = 2000
# So many bearers of one key are looked at; a name that more bear needs a date or a number beside it.
_BEARERS = 300
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
    candidates = Identity.objects.filter(pk__in=reached, erased_at=None).select_related("agency_key__agency")
    found = [Likeness(identity, *likeness_of(words, unseal(identity))) for identity in candidates]
    return sorted((f for f in found if f.score >= _NAME_FLOOR), key=lambda f: -f.score)[:limit]


def _reach(plan: SearchPlan, among: QuerySet[Identity] | None) -> list[UUID]:
    """The keys of the identities that are worth comparing, the most telling evidence first, at most ``CANDIDATES``."""
    rows = SearchToken.objects.all() if among is None else SearchToken.objects.filter(identity__in=among)
    names = _tokens((*plan.pairs, *plan.single, *plan.whole))
    reached: dict[UUID, None] = {}

    def add(keys: list[UUID], most: int = CANDIDATES) -> None:
        fresh = [key for key in dict.fromkeys(keys) if key not in reached]
        reached.update(dict.fromkeys(fresh[: min(most, CANDIDATES - len(reached))]))

    add(_first(rows, _tokens(plan.sure)))
    # Born on about that day, and a name that shares anything: few, however common the name.
    if plan.born and names:
        add(_sharing_most(rows, _first(rows, _tokens(plan.born), _BORN_AROUND), names))
    pairs = [key for token in _tokens(plan.pairs) for key in _first(rows, [token])]
    add(_sharing_most(rows, pairs, names), _SHARE)
    for token in _tokens(plan.single):
        bearers = _first(rows, [token])
        # A rare word tells much; a common one nothing.
        add(bearers if len(bearers) < _BEARERS else [], _SHARE // 2)
    if len(pairs) < _ENOUGH:
        near = _tokens(plan.near)
        for some in (near[:_LIKELY_SLIPS], near[_LIKELY_SLIPS:]):
            add(_sharing_most(rows, _first(rows, some), names), _SHARE // 2)
            add(_first(rows, some), _SHARE // 4)
    add(_sharing_most(rows, _first(rows, _tokens(plan.whole)), names))
    return list(reached)


def _first(rows: QuerySet[SearchToken], tokens: list[bytes], most: int = _BEARERS) -> list[UUID]:
    """Identities that hold any of the tokens, as many as are looked at; no count of all who do is ever made."""
    return list(rows.filter(token__in=tokens).values_list("identity", flat=True)[:most]) if tokens else []


def _sharing_most(rows: QuerySet[SearchToken], keys: list[UUID], tokens: list[bytes]) -> list[UUID]:
    """Those of the identities that share any of the tokens, those that share most first."""
    held = rows.filter(identity__in=set(keys), token__in=tokens).values("identity")
    ranked = held.annotate(hits=Count("token")).order_by("-hits")[:CANDIDATES]
    return [row["identity"] for row in ranked] if keys else []


def _tokens(values: Iterable[tuple[TokenKind, str]]) -> list[bytes]:
    return [search_token(kind, text) for kind, text in values]


def openings_of(records: Iterable[models.Model]) -> QuerySet[IdentityOpening]:
    """Who opened identities through any of these records, latest first."""
    pks = [str(record.pk) for record in records]
    return IdentityOpening.objects.filter(record_id__in=pks).select_related("officer__agency")
