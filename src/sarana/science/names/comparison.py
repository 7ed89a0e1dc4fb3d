"""Compare two full names in any scripts: how alike, and why, in plain words."""

from typing import NamedTuple

from sarana.science.names.alignment import Alignment, Link, align
from sarana.science.names.prepared_name import PreparedName, prepare

#: At and above this score two names are taken for the same (chosen on one half of the labelled pairs).
RECOMMENDED_THRESHOLD = 0.8
_OTHER_FORM = 0.03
_SAME_SYLLABLE = 0.8
_WORTH_SAYING = 0.5


class NameMatch(NamedTuple):
    """How alike two names are: a score from 0 to 1 and the reasons, strongest first."""

    score: float
    reasons: tuple[str, ...]


_SENTENCES = {
    "same": "same word: {0}",
    "sound": "sounds the same: {0}, {1}",
    "consonants": "same consonants: {0}, {1}",
    "spelling": "spelled nearly the same: {0}, {1}",
    "variant": "another form of the same name: {0}, {1}",
    "initial": "initial: {0}, {1}",
    "joined": "written together: {0}, {1}",
}


def _said(link: Link) -> str:
    if link.likeness < _WORTH_SAYING:
        return f"differs: {link.left}, {link.right}"
    return _SENTENCES[link.kind].format(link.left, link.right)


def _explained(alignment: Alignment, *, reordered: bool) -> tuple[str, ...]:
    reasons = [
        _said(link)
        for link in sorted(alignment.links, key=lambda link: (-link.likeness, link.left, link.right))
    ]
    if reordered:
        reasons.append("words in another order")
    if alignment.surplus:
        reasons.append(f"only in one name: {' '.join(alignment.surplus)}")
    return tuple(reasons)


def _by_signs(one: str, other: str) -> NameMatch:
    """Compare two names of Chinese or Korean characters: a character is a syllable, and one differing is much."""
    if sorted(one) == sorted(other):
        return NameMatch(
            1.0, ("same characters",) if one == other else ("same characters", "in another order")
        )
    rest = list(other)
    shared = [sign for sign in one if sign in rest and not rest.remove(sign)]  # type: ignore[func-returns-value]
    likeness = len(shared) / max(len(one), len(other))
    return NameMatch(
        round(likeness * _SAME_SYLLABLE, 4), (f"same characters: {''.join(shared)}",) if shared else ()
    )


def _readings(name: PreparedName, other: PreparedName) -> tuple[tuple, ...]:
    return name.joined if len(other.words[0]) <= 2 else name.words


def compare_prepared(one: PreparedName, other: PreparedName) -> NameMatch:
    """Compare two names that were taken apart before; see :func:`compare`."""
    if one.signs and other.signs and (one.signs < "\uac00") == (other.signs < "\uac00"):
        return _by_signs(one.signs, other.signs)
    best = max(
        (align(left, right) for left in _readings(one, other) for right in _readings(other, one)),
        key=lambda alignment: alignment.score,
    )
    score = best.score
    if one.forms and other.forms and one.forms != other.forms:
        score = max(0.0, score - _OTHER_FORM)
    return NameMatch(round(score, 4), _explained(best, reordered=False))


def compare(a: str, b: str) -> NameMatch:
    """Score how alike two full names are, whatever their script and the order of their parts.

    Args:
        a: one full name.
        b: the other.

    Returns:
        A score from 0 (nothing in common) to 1 (same name), with reasons. A word added to both names never lowers it.
    """
    return compare_prepared(prepare(a), prepare(b))
