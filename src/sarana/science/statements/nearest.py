"""Which titles a sentence is likely about, by the words they share: for a person who picks, never for a decision.

Words that few titles have count more (Spärck Jones 1972). Khmer, which puts no spaces between words, is compared by runs of five
signs; English words by their first six letters, so that "shelter" meets "shelters".
"""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping

_WORD = re.compile(r"[a-z]{4,}")
_KHMER = re.compile(r"[\u1780-\u17d3]+")
_STEM = 6
_RUN = 5
_COMMON = frozenset(
    [
        "that",
        "this",
        "with",
        "from",
        "will",
        "have",
        "been",
        "were",
        "they",
        "their",
        "them",
        "shall",
        "must",
        "should",
        "plan",
        "plans",
        "national",
        "country",
        "kingdom",
        "people",
        "other",
        "into",
        "more",
        "than",
        "also",
        "related",
        "which",
        "year",
        "years",
        "under",
        "over",
        "between",
        "against",
    ]
)
_COMMON_STEMS = frozenset(word[:_STEM] for word in _COMMON)


def ranked[Key: Hashable](
    words: str, titles: Mapping[Key, Iterable[str]], *, most: int = 8
) -> list[tuple[Key, float]]:
    """Return the titles that share most with the words, the closest first.

    Args:
        words: what was said.
        titles: for each key its titles, in any languages.
        most: how many at most.

    Returns:
        Keys with the share of the words' weight that the title holds, 0 to 1; titles that share nothing are left out.
    """
    runs = {key: _runs(" ".join(told)) for key, told in titles.items()}
    held = Counter(run for found in runs.values() for run in found)
    weights = {run: math.log(1 + len(runs) / held[run]) for run in _runs(words) if run in held}
    whole = sum(weights.values())
    if not whole:
        return []
    shares = [
        (key, sum(weights[run] for run in found & weights.keys()) / whole) for key, found in runs.items()
    ]
    shares = [(key, share) for key, share in shares if share > 0]
    return sorted(shares, key=lambda one: -one[1])[:most]


def _runs(text: str) -> set[str]:
    lowered = text.lower().replace("\u200b", "")
    stems = {word[:_STEM] for word in _WORD.findall(lowered)} - _COMMON_STEMS
    khmer = {
        word[at : at + _RUN] for word in _KHMER.findall(lowered) for at in range(max(1, len(word) - _RUN + 1))
    }
    return stems | khmer
