"""Compare two full names in any scripts: how alike, and why, in plain words."""

from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from sarana.science.names.phonetics import sound_of
from sarana.science.names.romanisation import sounded
from sarana.science.names.text import normalise

_SURPLUS_WEIGHT = 0.2
_ALIKE = 0.7


class NameMatch(NamedTuple):
    """How alike two names are: a score from 0 to 1 and the reasons, strongest first."""

    score: float
    reasons: tuple[str, ...]


@lru_cache(maxsize=65536)
def _token_score(one: str, other: str) -> float:
    spelled = Levenshtein.normalized_similarity(one, other)
    left, right = sound_of(one).fold.replace("å", "u"), sound_of(other).fold.replace("å", "u")
    heard = Levenshtein.normalized_similarity(left, right) * 0.95
    return max(spelled, heard)


def compare(a: str, b: str) -> NameMatch:
    """Score how alike two full names are, whatever their script and the order of their parts.

    Args:
        a: one full name.
        b: the other.

    Returns:
        A score from 0 (nothing in common) to 1 (same name), with reasons.
    """
    left, right = sorted(sounded(normalise(a)).split()), sorted(sounded(normalise(b)).split())
    if not left or not right:
        return NameMatch(0.0, ())
    if left == right:
        return NameMatch(1.0, ("same name",))
    if len(left) > len(right):
        left, right = right, left
    pairs = sorted(
        (
            (_token_score(*sorted((one, other))), -i, -j)
            for i, one in enumerate(left)
            for j, other in enumerate(right)
        ),
        reverse=True,
    )
    used_left: set[int] = set()
    used_right: set[int] = set()
    scores: list[float] = []
    reasons: list[str] = []
    for score, i, j in pairs:
        if -i in used_left or -j in used_right:
            continue
        used_left.add(-i)
        used_right.add(-j)
        scores.append(score)
        if score >= _ALIKE:
            reasons.append(f"{left[-i]} is like {right[-j]}")
    surplus = (len(right) - len(left)) * _SURPLUS_WEIGHT
    mean = sum(scores) / (len(scores) + surplus)
    return NameMatch(round((mean + min(scores)) / 2, 6), tuple(reasons))
