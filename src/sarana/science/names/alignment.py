"""Which word of one name answers which word of the other, in whatever order they stand."""

from itertools import permutations
from typing import NamedTuple

from sarana.science.names.prepared_name import Word, hearing_of
from sarana.science.names.word_likeness import likeness
from sarana.science.names.word_weights import GENERIC, PARTICLE

_INITIALS = 0.75
_SHORT_INITIALS = 2
_JOINED = 0.94
_SHORTEST_JOINED = 4
_MOST_PARTS = 3
_MOST_TRIED = 5
_SURPLUS = 0.12
_SURPLUS_POWER = 1.8
_ALONE_GENERIC = 1.0
_ONE_EACH = 2
_RELATED = 0.5
_WORST_SHARE = 0.5


class Link(NamedTuple):
    """One word (or several written together) answering another."""

    left: str
    right: str
    likeness: float
    weight: float
    kind: str


class Alignment(NamedTuple):
    """All links between two names, and the words left over."""

    score: float
    links: tuple[Link, ...]
    surplus: tuple[str, ...]


def _fold(word: Word) -> str:
    return hearing_of(word.token).ways[0][1]


def _parts_of(whole: Word, others: list[Word]) -> tuple[list[Word], float]:
    """Find two or three of the other words that, written together, are this one or sound like it."""
    text = whole.text
    if (size := len(text)) < _SHORTEST_JOINED:
        return [], 0.0
    shorter = [word for word in others if len(word.text) < size]
    if len(shorter) < 2:  # noqa: PLR2004 - two are joined at least
        return [], 0.0
    fold = _fold(whole)
    inside = [word for word in shorter if word.text in text or _fold(word) in fold]
    for count in range(2, min(_MOST_PARTS, len(inside)) + 1):
        for parts in permutations(inside[:_MOST_TRIED], count):
            if "".join([part.text for part in parts]) == text:
                return list(parts), 1.0
            if "".join([_fold(part) for part in parts]) == fold:
                return list(parts), _JOINED
    return [], 0.0


def _joined(left: list[Word], right: list[Word], links: list[Link]) -> None:
    """Link words of one side that the other writes together; initials with the words they stand for."""
    for whole in list(left):
        if len(right) <= 1:
            return
        parts, alike = _parts_of(whole, right)
        if parts:
            for part in parts:
                right.remove(part)
            left.remove(whole)
            weight = sum([part.weight for part in parts])
            links.append(Link(whole.text, " ".join(part.text for part in parts), alike, weight, "joined"))
        elif len(whole.text) == len(right) and _are_initials(whole.text, right):
            links.append(Link(whole.text, " ".join(word.text for word in right), _INITIALS, 1.0, "initial"))
            left.remove(whole)
            right.clear()


def _are_initials(text: str, words: list[Word]) -> bool:
    if len(text) <= _SHORT_INITIALS and not set(text).isdisjoint("aeiouy"):
        return False
    return sorted(text) == sorted(word.text[0] for word in words)


def _weight_of_pair(one: Word, other: Word, kind: str) -> float:
    return min(one.weight, other.weight) if kind == "initial" else max(one.weight, other.weight)


def _paired(left: list[Word], right: list[Word], links: list[Link]) -> tuple[str, ...]:
    """Link the remaining words, the most alike first; return the words that stay alone."""
    found: list[tuple[float, str, str, int, int, str]] = []
    if len(left) == len(right) == 1 and (left[0].weight <= PARTICLE) == (right[0].weight <= PARTICLE):
        alike, kind = likeness(left[0], right[0])
        links.append(Link(left[0].text, right[0].text, alike, _weight_of_pair(left[0], right[0], kind), kind))
        return ()
    for i, one in enumerate(left):
        for j, other in enumerate(right):
            alike, kind = likeness(one, other)
            low = min(one.weight, other.weight)
            if alike < _RELATED and low <= PARTICLE < max(one.weight, other.weight):
                continue
            found.append((-alike, one.text, other.text, i, j, kind))
    found.sort()
    free_left, free_right = set(range(len(left))), set(range(len(right)))
    for minus, one_text, other_text, i, j, kind in found:
        if i in free_left and j in free_right:
            free_left.discard(i)
            free_right.discard(j)
            weight = _weight_of_pair(left[i], right[j], kind)
            links.append(Link(one_text, other_text, -minus, weight, kind))
    return tuple(sorted([left[i].text for i in free_left] + [right[j].text for j in free_right]))


def _mirrored(links: list[Link]) -> list[Link]:
    return [link._replace(left=link.right, right=link.left) for link in links]


def _of_the_rest(left: list[Word], right: list[Word]) -> tuple[tuple[str, ...], list[Link]]:
    """Link the words that are not equal; the shorter list is always asked first, so that sides may be exchanged."""
    if (len(left), left) > (len(right), right):
        surplus, links = _of_the_rest(right, left)
        return surplus, _mirrored(links)
    links = []
    if len(left) + len(right) > _ONE_EACH:
        _joined(left, right, links)
        mirrored: list[Link] = []
        _joined(right, left, mirrored)
        links += _mirrored(mirrored)
    return _paired(left, right, links), links


def align(one: tuple[Word, ...], other: tuple[Word, ...]) -> Alignment:
    """Link the words of two names and weigh the links.

    Equal words are linked first, so a word added to both names leaves the other links as they are, and the score can
    only grow.
    """
    right = list(other)
    left: list[Word] = []
    links: list[Link] = []
    for word in one:
        if word in right:
            right.remove(word)
            links.append(Link(word.text, word.text, 1.0, word.weight, "same"))
        else:
            left.append(word)
    if left and right:
        left.sort()
        right.sort()
        surplus, others = _of_the_rest(left, right)
        links += others
    else:
        surplus = tuple(sorted(word.text for word in left or right))
    alone = 0.0
    if surplus:
        weights = {
            word.text: _ALONE_GENERIC if word.weight == GENERIC else word.weight for word in (*one, *other)
        }
        alone = sum([weights[text] for text in surplus])
    return Alignment(_weighed(links, alone), tuple(links), surplus)


def _weighed(links: list[Link], alone: float) -> float:
    total = gained = 0.0
    worst = 1.0
    for _, _, alike, weight, _ in links:
        total += weight
        gained += weight * alike
        worst = min(worst, 1 - weight * (1 - alike))
    if not gained:
        return 0.0
    score = (1 - _WORST_SHARE) * gained / total + _WORST_SHARE * worst
    return float(max(0.0, score - _SURPLUS * alone / gained**_SURPLUS_POWER))
