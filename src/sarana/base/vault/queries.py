from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.db.models import Count, QuerySet

from sarana.base.vault.enums import TokenKind
from sarana.base.vault.keys import search_token
from sarana.base.vault.models import Identity, IdentityOpening, SealedWords
from sarana.base.vault.rules import days_apart, tokens_of
from sarana.base.vault.sealing import unseal
from sarana.science.names import compare

# Enough for every namesake that matters; the rest of a very common name is reached by adding a birth date or phone.
CANDIDATES = 200
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
    tokens = [search_token(kind, text) for kind, text in tokens_of(words)]
    pool = (Identity.objects.all() if among is None else among).filter(
        tokens__token__in=tokens, erased_at=None
    )
    candidates = (
        pool.annotate(hits=Count("tokens")).order_by("-hits").select_related("agency_key")[:CANDIDATES]
    )
    found = [_likeness(words, identity) for identity in candidates]
    return sorted((f for f in found if f.score >= _NAME_FLOOR), key=lambda f: -f.score)[:limit]


def _likeness(asked: SealedWords, identity: Identity) -> Likeness:
    """Combine evidence so that more agreement never lowers the score: 1 - product of what each leaves in doubt."""
    stored = unseal(identity)
    doubt, reasons = 1.0, list[str]()
    pairs = ((a, b) for a in asked.get("names", []) for b in stored.get("names", []))
    if best := max((compare(a, b) for a, b in pairs), key=lambda match: match.score, default=None):
        doubt *= 1 - best.score * 0.92
        reasons += best.reasons
    days = days_apart(asked.get("birth_date"), stored.get("birth_date"))
    if days is not None and days <= 3:  # noqa: PLR2004 - a slip of days, as clerks make them
        doubt *= 0.4 if days == 0 else 0.6
        reasons.append("born on the same day" if days == 0 else f"born {days} days apart")
    both = tokens_of(asked) & tokens_of(stored)
    for kind, words in ((TokenKind.PHONE, "same phone"), (TokenKind.DOCUMENT, "same document")):
        if any(k is kind for k, _ in both):
            doubt *= 0.25
            reasons.append(words)
    return Likeness(identity, 1 - doubt, tuple(reasons))


def openings_of(records: Iterable[models.Model]) -> QuerySet[IdentityOpening]:
    """Who opened identities through any of these records, latest first."""
    pks = [str(record.pk) for record in records]
    return IdentityOpening.objects.filter(record_id__in=pks).select_related("officer__agency")
