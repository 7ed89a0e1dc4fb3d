"""Two records of one person: what a merged identity knows, and what each knows again when it is undone. Pure decisions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

import numpy as np

from sarana.base.vault.enums import TokenKind
from sarana.base.vault.models import SealedWords
from sarana.base.vault.rules import numbers_of
from sarana.base.vault.together import places_in
from sarana.register.duplicates.enums import PairState
from sarana.science.linkage.encoding import encode
from sarana.science.linkage.levels import compare
from sarana.science.linkage.records import birth_of, read_records
from sarana.science.linkage.words import LEVELS, Told
from sarana.science.statements.precision import wilson_interval

# So alike that somebody should look; below it two persons of one common name are the rule.
WORTH_A_LOOK = 0.8
OPEN_STATES = (PairState.WAITING, PairState.UNSURE)


_DOCUMENTS = (Told("ឯកសារដូចគ្នា", "same document"), Told("ឯកសារខុសគ្នា", "documents differ"))
_FIELDS = ("names", "birth_date", "phones", "documents", "address")


class Agreement(NamedTuple):
    """How two identities agree in one field.

    Attributes:
        field: of the sealed words.
        first: how many values the first says.
        second: how many the second.
        level: 0 is the strongest agreement; None when one of them says nothing.
        of: the last level, at which they differ.
        told: the level in words.
    """

    field: str
    first: int
    second: int
    level: int | None
    of: int
    told: Told | None


class Share(NamedTuple):
    """So many of so many, with the 95 % interval of Wilson (1927) as shares."""

    right: int
    seen: int
    low: float
    high: float

    @property
    def value(self) -> float:
        """The share itself; 0 when none was seen."""
        return self.right / self.seen if self.seen else 0.0


@dataclass(frozen=True, slots=True)
class ReviewQuality:
    """What the pairs that people decided about say of those that wait, and of figures that count persons.

    Attributes:
        precision: of the strong proposals that were decided, how many were one person.
        recall: of the pairs that were found to be one person, how many were strong proposals; who was never proposed or
            named by anybody is not in it.
        open: pairs that nobody has decided about.
        open_strong: the strong ones among them.
        unsure: those of which somebody said that it can't be told.
    """

    precision: Share
    recall: Share
    open: int
    open_strong: int
    unsure: int

    @property
    def decided(self) -> int:
        """Strong proposals that were decided."""
        return self.precision.seen


def review_quality(decided: Mapping[tuple[str, bool], int]) -> ReviewQuality:
    """Estimate from how many pairs stand in each state, strong proposals and the others apart.

    What an officer named by himself is no proposal: it counts among the others, whatever its score.
    """
    merged = {strong: decided.get((PairState.MERGED, strong), 0) for strong in (True, False)}
    apart = decided.get((PairState.APART, True), 0)
    waits = {
        strong: sum(decided.get((state, strong), 0) for state in OPEN_STATES) for strong in (True, False)
    }
    return ReviewQuality(
        _share(merged[True], merged[True] + apart),
        _share(merged[True], merged[True] + merged[False]),
        waits[True] + waits[False],
        waits[True],
        sum(decided.get((PairState.UNSURE, strong), 0) for strong in (True, False)),
    )


def _share(right: int, seen: int) -> Share:
    return Share(right, seen, *(wilson_interval(right, seen) if seen else (0.0, 1.0)))


def groups_of(links: Iterable[tuple[UUID, UUID]]) -> dict[UUID, UUID]:
    """By identity that appears in a link, one that stands for all who are linked with it, through however many."""
    of: dict[UUID, UUID] = {}

    def root(key: UUID) -> UUID:
        while of.setdefault(key, key) != key:
            of[key] = of[of[key]]
            key = of[key]
        return key

    for one, other in links:
        first, second = sorted((root(one), root(other)))
        of[second] = first
    return {key: root(key) for key in of}


def merged_words(kept: SealedWords, absorbed: SealedWords) -> SealedWords:
    """What both know: lists are joined without repeating, and where both say one thing the kept one's word stands."""
    words = dict(kept)
    for name, value in absorbed.items():
        known = words.get(name)
        if isinstance(value, list) and isinstance(known, list):
            words[name] = [*known, *(one for one in value if one not in known)]
        elif known in (None, "", []):
            words[name] = value
    return words


def words_after_undoing(before: SealedWords, merged: SealedWords, now: SealedWords) -> SealedWords:
    """What the kept identity knows again: as before the merge, with what was learnt since.

    Args:
        before: what it knew before the merge.
        merged: what it knew right after it.
        now: what it knows when the merge is undone.
    """
    words = dict(before)
    for name in now.keys() | merged.keys():
        value, at_merge = now.get(name), merged.get(name)
        if value == at_merge:
            continue
        if isinstance(value, list):
            known, came = before.get(name) or [], at_merge or []
            words[name] = [one for one in value if one in known or one not in came]
        else:
            words[name] = value
    return {name: value for name, value in words.items() if value not in (None, "", [])}


def agreement_of_words(first: SealedWords, second: SealedWords) -> list[Agreement]:
    """Field by field, the level at which two persons' words agree: names and births as linkage compares them."""
    found = []
    levels = {**_linked_levels(first, second), **_number_levels(first, second), **_home_level(first, second)}
    for field in _FIELDS:
        words, level = levels[field]
        both = first.get(field) and second.get(field)
        known = level if both and level is not None and level >= 0 else None
        told = None if known is None else words[known]
        found.append(
            Agreement(field, _many(first.get(field)), _many(second.get(field)), known, len(words) - 1, told)
        )
    return found


def _many(value: object) -> int:
    return len(value) if isinstance(value, list) else int(bool(value))


type _Level = tuple[tuple[Told, ...], int | None]


def _linked_levels(first: SealedWords, second: SealedWords) -> dict[str, _Level]:
    rows = [_row(number, words) for number, words in enumerate((first, second))]
    encoded = encode(read_records(rows))
    one, other = np.array([0]), np.array([1])
    levels = compare(encoded, one, other)
    return {
        "names": (LEVELS["name"], int(levels["name"][0])),
        "birth_date": (LEVELS["birth"], int(levels["birth"][0])),
    }


def _row(number: int, words: SealedWords) -> dict[str, str]:
    names, born = [*words.get("names", []), "", ""], str(words.get("birth_date") or "")
    return {
        "record_id": str(number),
        "list": "register",
        "full_name": names[0],
        "other_name": names[1],
        "date_of_birth": born if birth_of(born) else "",
    }


def _number_levels(first: SealedWords, second: SealedWords) -> dict[str, _Level]:
    shared = {kind for kind, _ in numbers_of(first) & numbers_of(second)}
    return {
        "phones": (LEVELS["phone"], 0 if TokenKind.PHONE in shared else 1),
        "documents": (_DOCUMENTS, 0 if TokenKind.DOCUMENT in shared else 1),
    }


def _home_level(first: SealedWords, second: SealedWords) -> dict[str, _Level]:
    """Place, province or neither, from the largest parts of the addresses."""
    one, other = (places_in(str(words.get("address") or "")) for words in (first, second))
    if not (one and other):
        return {"address": (LEVELS["place"], None)}
    return {"address": (LEVELS["place"], 0 if one == other else 1 if one[0] == other[0] else 2)}
