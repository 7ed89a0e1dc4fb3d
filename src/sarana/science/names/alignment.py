"""Which word of one name answers which word of the other, in whatever order they stand."""

from itertools import permutations
from typing import NamedTuple

from rapidfuzz.distance import OSA, Levenshtein

from sarana.science.names.prepared_name import Word
from sarana.science.names.word_weights import GENERIC, PARTICLE

#: What a raw likeness of two words (0 to 1) is worth as evidence: below two thirds they are different words.
_EVIDENCE = ((0.0, 0.0), (0.5, 0.05), (0.65, 0.25), (0.75, 0.66), (0.85, 0.9), (1.0, 1.0))
_SPELLED_SHARE = 0.55
_SAME_SOUND = 0.88
_SAME_FRAME = 0.9
_NEAR_SOUND = 0.78
_SLIP = 0.75
_SLIP_LENGTH = 5
_OTHER_ENDING = 0.5
_SHORT_FOLD = 4
_VOWELS = frozenset("aiu")
_ONE_FRONT_VOWEL = str.maketrans("a", "i")
_VARIANT = 0.85
_INITIAL = 0.8
_INITIALS = 0.75
_JOINED = 0.97
_SHORTEST_JOINED = 4
_MOST_PARTS = 3
_MOST_TRIED = 5
_SURPLUS = 0.16
_SURPLUS_POWER = 1.5
_ALONE_GENERIC = 1.0
_WORST_SHARE = 0.45


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


def _evidence(raw: float) -> float:
    below, worth = _EVIDENCE[0]
    for point, value in _EVIDENCE[1:]:
        if raw <= point:
            return worth + (value - worth) * (raw - below) / (point - below)
        below, worth = point, value
    return 1.0


def likeness(one: Word, other: Word) -> tuple[float, str]:
    """Say how alike two different words are, from 0 to 1, and in what way."""
    if one.number or other.number:
        return 0.0, "differs"
    if one.initial or other.initial:
        return (_INITIAL, "initial") if one.text[0] == other.text[0] else (0.0, "differs")
    left, right = one.sound, other.sound
    if left.vowel_free or right.vowel_free:
        return _likeness_of_frames(one, other)
    best, same_sound = 0.0, False
    for spelling, fold in one.ways:
        for other_spelling, other_fold in other.ways:
            worth = _worth(spelling, fold, other_spelling, other_fold)
            if worth > best:
                best, same_sound = worth, fold == other_fold
    if same_sound:
        return best, "sound"
    if best < _VARIANT and not one.variants.isdisjoint(other.variants):
        return _VARIANT, "variant"
    return best, "spelling"


def _worth(spelling: str, fold: str, other_spelling: str, other_fold: str) -> float:
    longest = max(len(spelling), len(other_spelling))
    edits = OSA.distance(spelling, other_spelling)
    spelled = 1 - edits / longest
    if fold == other_fold:
        return _SAME_SOUND + (1 - _SAME_SOUND) * spelled
    heard = Levenshtein.normalized_similarity(fold, other_fold)
    worth = _evidence(_SPELLED_SHARE * spelled + (1 - _SPELLED_SHARE) * heard)
    if fold[:-1] == other_fold[:-1] and fold[-1] in _VOWELS and other_fold[-1] in _VOWELS:
        # Dara and Dary, Maria and Mario: the last vowel often tells a woman's name from a man's.
        return min(worth, _OTHER_ENDING)
    if len(fold) > _SHORT_FOLD and fold.translate(_ONE_FRONT_VOWEL) == other_fold.translate(_ONE_FRONT_VOWEL):
        return max(worth, _NEAR_SOUND)
    if (
        edits == 1
        and longest >= _SLIP_LENGTH
        and (len(spelling) != len(other_spelling) or sorted(spelling) == sorted(other_spelling))
    ):
        # A letter too many, too few, or two exchanged: slips of the hand rather than another name.
        return max(worth, _SLIP)
    return worth


def _likeness_of_frames(one: Word, other: Word) -> tuple[float, str]:
    left, right = one.sound.frame, other.sound.frame
    heard = Levenshtein.normalized_similarity(left, right) if left and right else 0.0
    if heard == 1.0 and len(left) > 1:
        return _SAME_FRAME, "consonants"
    spelled = Levenshtein.normalized_similarity(one.text, other.text)
    return max(_evidence(spelled), _SAME_FRAME * _evidence(heard)), "spelling"


def _parts_of(whole: Word, others: list[Word]) -> list[Word] | None:
    """Find two or three of the other words that, written together, are this one or sound like it."""
    text, fold = whole.text, whole.ways[0][1]
    if len(text) < _SHORTEST_JOINED:
        return None
    inside = [
        word
        for word in others
        if len(word.text) < len(text) and (word.text in text or word.ways[0][1] in fold)
    ]
    for count in range(2, min(_MOST_PARTS, len(inside)) + 1):
        for parts in permutations(inside[:_MOST_TRIED], count):
            if (
                "".join([part.text for part in parts]) == text
                or "".join([part.ways[0][1] for part in parts]) == fold
            ):
                return list(parts)
    return None


def _joined(left: list[Word], right: list[Word], links: list[Link]) -> None:
    """Link words of one side that the other writes together; initials with the words they stand for."""
    for whole in list(left):
        parts = _parts_of(whole, right) if len(right) > 1 else None
        if parts:
            for part in parts:
                right.remove(part)
            left.remove(whole)
            weight = sum(part.weight for part in parts)
            links.append(Link(whole.text, " ".join(part.text for part in parts), _JOINED, weight, "joined"))
        elif len(whole.text) == len(right) > 1 and _are_initials(whole.text, right):
            links.append(Link(whole.text, " ".join(word.text for word in right), _INITIALS, 1.0, "initial"))
            left.remove(whole)
            right.clear()


def _are_initials(text: str, words: list[Word]) -> bool:
    if len(text) == 2 and not set(text).isdisjoint("aeiouy"):  # noqa: PLR2004
        return False
    return sorted(text) == sorted(word.text[0] for word in words)


def _paired(left: list[Word], right: list[Word], links: list[Link]) -> tuple[str, ...]:
    """Link the remaining words, the most alike first; return the words that stay alone."""
    found = []
    for i, one in enumerate(left):
        for j, other in enumerate(right):
            alike, kind = likeness(one, other)
            low = min(one.weight, other.weight)
            if alike < 0.5 and low <= PARTICLE < max(one.weight, other.weight):  # noqa: PLR2004
                continue
            found.append((-alike, one.text, other.text, i, j, kind))
    found.sort()
    free_left, free_right = set(range(len(left))), set(range(len(right)))
    for minus, one_text, other_text, i, j, kind in found:
        if i in free_left and j in free_right:
            free_left.discard(i)
            free_right.discard(j)
            weight = max(left[i].weight, right[j].weight) if kind != "initial" else 0.4
            links.append(Link(one_text, other_text, -minus, weight, kind))
    return tuple(sorted([left[i].text for i in free_left] + [right[j].text for j in free_right]))


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
        _joined(left, right, links)
        mirrored: list[Link] = []
        _joined(right, left, mirrored)
        links += [link._replace(left=link.right, right=link.left) for link in mirrored]
        surplus = _paired(left, right, links)
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
    return max(0.0, score - _SURPLUS * alone / gained**_SURPLUS_POWER)
