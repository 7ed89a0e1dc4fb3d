"""Compare two full names in any scripts: how alike, and why, in plain words."""

from collections import Counter
from typing import NamedTuple

from sarana.science.names.alignment import Alignment, Link, align
from sarana.science.names.chinese import mandarin
from sarana.science.names.prepared_name import PreparedName, Word, prepare

#: At and above this score two names are taken for the same person's; chosen on the open halves of the labelled pairs.
RECOMMENDED_THRESHOLD = 0.7
_OTHER_FORM = 0.03
_SOUND_ALIKE_SIGNS = 0.85
_SIGN_DIFFERS = 0.8
_WORTH_SAYING = 0.5
_TWO_WORDS = 2
_FIRST_HANGUL = "\uac00"


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


def _strength(link: Link) -> tuple[float, str, str]:
    return -link.likeness, link.left, link.right


def _is_reordered(links: tuple[Link, ...], left: tuple[Word, ...], right: tuple[Word, ...]) -> bool:
    """Tell whether the first word of one name answers a later word of the other."""
    first, other_first = left[0].text, right[0].text
    found = 0
    for link in links:
        if link.likeness >= _WORTH_SAYING and (link.left == first) != (link.right == other_first):
            found += 1
    return found > 1


def _explained(alignment: Alignment, left: tuple[Word, ...], right: tuple[Word, ...]) -> list[str]:
    links = alignment.links
    if len(links) > 1:
        links = tuple(sorted(links, key=_strength))
    reasons = [_said(link) for link in links]
    if len(links) > 1 and _is_reordered(links, left, right):
        reasons.append("words in another order")
    if alignment.surplus:
        reasons.append(f"only in one name: {' '.join(alignment.surplus)}")
    return reasons


def _by_signs(one: str, other: str) -> NameMatch:
    """Compare two names of Chinese or Korean characters: a character is a syllable, and one differing is much."""
    if one == other:
        return NameMatch(1.0, ("same characters",))
    left, right = Counter(one), Counter(other)
    shared = (left & right).total()
    if shared == len(one) == len(other):
        return NameMatch(1.0, ("same characters", "in another order"))
    heard = (Counter(mandarin("".join((left - right).elements())).split())) & Counter(
        mandarin("".join((right - left).elements())).split()
    )
    longest = max(len(one), len(other))
    reasons = (f"{shared} of {longest} characters are the same",) if shared else ()
    if one < _FIRST_HANGUL and shared + heard.total() == longest:
        return NameMatch(_SOUND_ALIKE_SIGNS, (*reasons, "the others sound the same"))
    return NameMatch(round(_SIGN_DIFFERS * shared / longest, 4), reasons)


def compare_prepared(one: PreparedName, other: PreparedName) -> NameMatch:
    """Compare two names that were taken apart before; see :func:`compare`."""
    if one.signs and other.signs and (one.signs < _FIRST_HANGUL) == (other.signs < _FIRST_HANGUL):
        return _by_signs(one.signs, other.signs)
    lefts = one.joined if len(other.words[0]) <= _TWO_WORDS else one.words
    rights = other.joined if len(one.words[0]) <= _TWO_WORDS else other.words
    left, right = lefts[0], rights[0]
    best = align(left, right)
    if len(lefts) > 1 or len(rights) > 1:
        ways = ((align(here, there), here, there) for here in lefts for there in rights)
        best, left, right = max(ways, key=lambda way: way[0].score)
    score, reasons = best.score, _explained(best, left, right)
    if one.forms and other.forms:
        if set(one.forms).isdisjoint(other.forms):
            score = max(0.0, score - _OTHER_FORM)
            reasons.append("another legal form")
        else:
            reasons.append("same legal form")
    return NameMatch(round(score, 4), tuple(reasons))


def compare(a: str, b: str) -> NameMatch:
    """Score how alike two full names are, whatever their script and the order of their parts.

    Args:
        a: one full name.
        b: the other.

    Returns:
        A score from 0 (nothing in common) to 1 (same name), with reasons. A word added to both names never lowers it.
    """
    return compare_prepared(prepare(a), prepare(b))
