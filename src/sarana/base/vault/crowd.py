"""Have we met any of them? The same search as ``meeting``, for the rows of a file: who is probably on record already.

Tokens of many persons are asked for in few statements, and only those are opened who may be one of them. Who stands in the
same file and is not on record yet is found by the same tokens.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import batched
from typing import Any
from uuid import UUID

from sarana.base.once import portions
from sarana.base.vault.keys import search_token
from sarana.base.vault.meeting import asked_of, bearers_in_rows, identities_of, most_shared
from sarana.base.vault.models import Identity, SealedWords
from sarana.base.vault.queries import Likeness
from sarana.base.vault.rules import Asked, tokens_of
from sarana.base.vault.sealing import unseal_many
from sarana.base.vault.together import Evidence

# So many tokens are asked for in one statement; SQLite composes no more than five hundred.
_TOKENS_AT_ONCE = 250
_OPENED_AT_ONCE = 500
# A name spelled alike says 12 bits; with a birth beside it, whoever shares no more has another.
_MORE_THAN_A_NAME = 13.0
_A_NAME = 9.0
# A name that more bear tells nobody apart, where nothing else is known to agree.
_MOST_NAMESAKES = 3


@dataclass(frozen=True, slots=True)
class Alike:
    """Somebody who is probably the same person: her key, how alike, and why in the comparison's words."""

    key: UUID
    score: float
    reasons: tuple[str, ...]


@dataclass(slots=True)
class Crowd:
    """Persons of one file who are not on record yet: their words by key, and who bears which token."""

    words: dict[UUID, SealedWords] = field(default_factory=dict)
    bearers: dict[bytes, list[UUID]] = field(default_factory=dict)

    def add(self, key: UUID, words: SealedWords, tokens: Iterable[bytes]) -> None:
        """Take in one person, with the tokens under which she will be found."""
        self.words[key] = words
        for token in tokens:
            self.bearers.setdefault(token, []).append(key)


type Tokens = dict[bytes, Evidence]


def tokens_asked(words: SealedWords) -> Tokens:
    """The keyed tokens to look for when these words are known, and what sharing each says."""
    # Another year speaks against it here, so that nobody is opened who shares no more than that.
    asked = asked_of(words, near_years=False)
    return {search_token(kind, text): said for (kind, text), said in asked.items()}


@dataclass(frozen=True, slots=True)
class _Near[Key]:
    """Keys of those who share enough to be opened, and whether so many bear the name that it tells nobody apart."""

    keys: list[Key]
    is_common: bool


def tokens_kept(words: SealedWords) -> Iterator[bytes]:
    """The keyed tokens under which a person of whom these words are known is found."""
    return (search_token(kind, text) for kind, text in tokens_of(words))


def names_heard(tokens: Tokens) -> Iterator[bytes]:
    """The tokens of whole names, as they are spelled: how often one is met tells how common the name is."""
    return (token for token, said in tokens.items() if said.name > _A_NAME)


def probably_among(
    words: SealedWords, tokens: Tokens, crowd: Crowd, heard: Mapping[bytes, int]
) -> list[Alike]:
    """Who of the same file is probably the same person, best first."""
    near = _near(words, tokens, crowd.bearers, heard)
    return _probably(words, {key: crowd.words[key] for key in near.keys}, is_common=near.is_common)


def probably_met(
    people: Sequence[tuple[SealedWords, Tokens]], heard: Mapping[bytes, int]
) -> list[list[Likeness]]:
    """For each person, who on record is probably the same, best first.

    Args:
        people: the words of each, and the tokens they ask for.
        heard: how often each name was met in their file.
    """
    bearers = _bearers({token for _, tokens in people for token in tokens})
    near = [_near(words, tokens, bearers, heard) for words, tokens in people]
    opened = dict(_opened({key for one in near for key in one.keys}))
    alike = [
        _probably(
            words, {UUID(str(key)): opened[key] for key in one.keys if key in opened}, is_common=one.is_common
        )
        for (words, _), one in zip(people, near, strict=True)
    ]
    identities = _identities({one.key for some in alike for one in some})
    return [
        [Likeness(identities[one.key], one.score, one.reasons) for one in some if one.key in identities]
        for some in alike
    ]


def _bearers(tokens: Collection[bytes]) -> dict[bytes, list[Any]]:
    found: dict[bytes, list[Any]] = {}
    for some in batched(tokens, _TOKENS_AT_ONCE, strict=False):
        for place, key in bearers_in_rows(some):
            found.setdefault(some[place], []).append(key)
    return found


def _near[Key](
    words: SealedWords, tokens: Tokens, bearers: Mapping[bytes, Sequence[Key]], heard: Mapping[bytes, int]
) -> _Near[Key]:
    borne = [(said, keys) for token, said in tokens.items() if (keys := bearers.get(token))]
    least = _MORE_THAN_A_NAME if words.get("birth_date") else _A_NAME
    named = {key for said, keys in borne if said.name >= _A_NAME for key in keys}
    often = max([len(named), *(heard.get(token, 0) for token in names_heard(tokens))])
    return _Near([key for key, bits in most_shared(borne).items() if bits >= least], often > _MOST_NAMESAKES)


def _opened(keys: Collection[Any]) -> Iterator[tuple[Any, SealedWords]]:
    for some in batched(keys, _OPENED_AT_ONCE, strict=False):
        yield from unseal_many(Identity, some)


def _identities(keys: Collection[UUID]) -> dict[UUID, Identity]:
    return {key: one for some in portions(keys) for key, one in identities_of(list(some)).items()}


def _probably(words: SealedWords, stored: Mapping[UUID, SealedWords], *, is_common: bool) -> list[Alike]:
    """Those who are probably the same; of a common name only those of whom something else agrees."""
    if not stored:
        return []
    asked = Asked(words)
    found = []
    for key, known in stored.items():
        score, reasons = asked.likeness(known)
        if asked.is_probably(known, score) and not (is_common and asked.is_name_alone(known)):
            found.append(Alike(key, score, reasons))
    return sorted(found, key=lambda one: -one.score)
