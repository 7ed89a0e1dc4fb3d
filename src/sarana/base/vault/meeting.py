"""Have we met her? The few identities that share most with what is typed, by tokens of several facts; then ten are opened.

Every token asked for leads to few persons, so nothing is counted or intersected in the database: one statement brings some
two hundred bearers, the evidence of each is added up in memory, and only the first ten are unsealed, to say why they fit.
"""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from sarana.base.once import composed_once
from sarana.base.vault.enums import TokenKind
from sarana.base.vault.keys import search_token
from sarana.base.vault.models import AgencyKey, Identity, SealedWords, SearchToken
from sarana.base.vault.queries import NAME_FLOOR, Likeness, identities_like
from sarana.base.vault.rules import Asked, numbers_of
from sarana.base.vault.sealing import unseal_many
from sarana.base.vault.together import Evidence, asked_together, by_name_alone

SHOWN = 10
# So many bearers of one token are looked at. One of several facts that more bear tells little: a common name born in a year
# of which half the country's records say so.
_BEARERS = 250
# A phone that more than so many use is the village chief's or the broker's.
_SHARED_BY_MANY = 4
_OF_MANY = 0.5
# So sure is the answer that nobody need look further.
_SURE = 0.8
# A whole name, or a word of it with the birth: less is shared by chance, and shown only when the words are alike.
_TELLING = 9.0

type _RawKey = Any
_TABLE = SearchToken._meta.db_table  # noqa: SLF001


def identities_met(words: SealedWords, *, limit: int = SHOWN) -> list[Likeness]:
    """Who may be the person of whom these words are known, best first; at most ``limit`` are opened to say why.

    Args:
        words: ``names``, ``birth_date``, ``phones``, ``documents``, ``address`` as far as they are known.
        limit: how many to return.
    """
    first = keys_met(words, limit=limit)
    asked = Asked(words)
    likeness = {key: asked.likeness(known) for key, known in unseal_many(Identity, list(first))}
    identities = identities_of([UUID(str(key)) for key in likeness])
    return [
        Likeness(identities[UUID(str(key))], *likeness[key])
        for key, bits in first.items()
        if key in likeness and (bits >= _TELLING or likeness[key][0] >= NAME_FLOOR)
    ]


def identities_of(keys: list[UUID]) -> dict[UUID, Identity]:
    """Identities by their keys, each with the agency that holds it: few agencies, so none is read twice."""
    if not keys:
        return {}
    found = {identity.pk: identity for identity in _of_keys(keys=tuple(keys))}
    whose = tuple({identity.agency_key_id for identity in found.values()})
    holders = {holder.pk: holder for holder in _holders(keys=whose)}
    for identity in found.values():
        identity.agency_key = holders[identity.agency_key_id]
    return found


@composed_once
def _of_keys(*, keys: tuple[UUID, ...]) -> QuerySet[Identity]:
    return Identity.objects.filter(pk__in=keys)


@composed_once
def _holders(*, keys: tuple[int, ...]) -> QuerySet[AgencyKey]:
    return AgencyKey.objects.filter(pk__in=keys).select_related("agency")


def identities_met_or_like(words: SealedWords) -> list[Likeness]:
    """Who was met; and unless one of them is surely the person, everybody who is like her, found the long way."""
    met = identities_met(words)
    if any(one.score >= _SURE for one in met):
        return met
    known = {one.identity.pk for one in met}
    like = [one for one in identities_like(words) if one.identity.pk not in known]
    return [*met, *like]


def keys_met(words: SealedWords, *, limit: int = SHOWN) -> dict[_RawKey, float]:
    """Keys of the identities that share most, as the database writes them, and what that says in bits; most first."""
    asked = asked_of(words)
    if not asked:
        return {}
    bearers: list[list[_RawKey]] = [[] for _ in asked]
    for place, key in bearers_in_rows([search_token(kind, text) for kind, text in asked]):
        bearers[place].append(key)
    return most_shared(zip(asked.values(), bearers, strict=True), limit=limit)


def most_shared[Key](
    borne: Iterable[tuple[Evidence, Sequence[Key]]], *, limit: int = SHOWN
) -> dict[Key, float]:
    """Keys of those who share most, and what that says in bits; most first.

    Args:
        borne: what each token says that is asked for, and the keys of those who bear it.
        limit: how many to return.
    """
    best: dict[Key, Evidence] = {}
    for said, keys in borne:
        evidence = (
            said._replace(number=said.number * _OF_MANY)
            if said.number and len(keys) > _SHARED_BY_MANY
            else said
        )
        for key in keys:
            before = best.get(key)
            best[key] = evidence if before is None else evidence.stronger(before)
    bits = {key: sum(evidence) for key, evidence in best.items()}
    return {key: bits[key] for key in sorted(bits, key=lambda key: (-bits[key], str(key)))[:limit]}


def asked_of(words: SealedWords, *, near_years: bool = True) -> dict[tuple[TokenKind, str], Evidence]:
    """The plain values to look for when these words are known, by their kind, and what sharing each says."""
    asked = {
        (TokenKind.TOGETHER, text): said
        for text, said in asked_together(words, near_years=near_years).items()
    }
    if not words.get("birth_date"):
        # With no birth to narrow a name down, the name alone is worth asking for; among many bearers it says little.
        asked |= {(TokenKind.NAME, key): evidence for key, evidence in by_name_alone(words).items()}
    for kind, text in numbers_of(words):
        asked[kind, text] = Evidence(number=16.0 if kind is TokenKind.DOCUMENT else 12.0)
    return asked


def bearers_in_rows(tokens: Sequence[bytes]) -> list[tuple[int, _RawKey]]:
    """Place of a token and key of a bearer, at most ``_BEARERS`` a token, in one statement."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sql = (
                "SELECT asked.place - 1, held.identity_id FROM unnest(%s::bytea[]) WITH ORDINALITY asked(token, place) "  # noqa: S608
                f"CROSS JOIN LATERAL (SELECT identity_id FROM {_TABLE} own WHERE own.token = asked.token "
                f"LIMIT {_BEARERS}) held"
            )
            cursor.execute(sql, [list(tokens)])
        else:
            sql = " UNION ALL ".join(
                f"SELECT {place}, identity_id FROM "  # noqa: S608
                f"(SELECT identity_id FROM {_TABLE} WHERE token = %s LIMIT {_BEARERS})"
                for place in range(len(tokens))
            )
            cursor.execute(sql, list(tokens))
        found: list[tuple[int, _RawKey]] = cursor.fetchall()
    return found
