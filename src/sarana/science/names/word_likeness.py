"""How alike two words of names are, by letters, by sound, and by what is known of names."""

from functools import lru_cache

from rapidfuzz.distance import OSA, Levenshtein

from sarana.science.names.prepared_name import Hearing, Word, hearing_of

#: What a raw likeness of two words (0 to 1) is worth as evidence: below two thirds they are different words.
_EVIDENCE = ((0.0, 0.0), (0.5, 0.05), (0.65, 0.25), (0.75, 0.66), (0.85, 0.9), (1.0, 1.0))
_SPELLED_SHARE = 0.65
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


def _evidence(raw: float) -> float:
    below, worth = _EVIDENCE[0]
    for point, value in _EVIDENCE[1:]:
        if raw <= point:
            return worth + (value - worth) * (raw - below) / (point - below)
        below, worth = point, value
    return 1.0


@lru_cache(maxsize=65536)
def likeness(one: Word, other: Word) -> tuple[float, str]:
    """Say how alike two different words are, from 0 to 1, and in what way."""
    if one.number or other.number:
        return 0.0, "differs"
    if one.initial or other.initial:
        return (_INITIAL, "initial") if one.text[0] == other.text[0] else (0.0, "differs")
    left, right = hearing_of(one.token), hearing_of(other.token)
    if left.sound.vowel_free or right.sound.vowel_free:
        return _of_frames(left, right)
    best, same_sound = 0.0, False
    for spelling, fold in left.ways:
        for other_spelling, other_fold in right.ways:
            worth = _worth(spelling, fold, other_spelling, other_fold)
            if worth > best:
                best, same_sound = worth, fold == other_fold
    if same_sound:
        return best, "sound"
    if best < _VARIANT and not left.variants.isdisjoint(right.variants):
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


def _of_frames(one: Hearing, other: Hearing) -> tuple[float, str]:
    """Compare words of which at least one was written without vowels: the consonants decide."""
    left, right = one.sound.frame, other.sound.frame
    heard = Levenshtein.normalized_similarity(left, right) if left and right else 0.0
    if left == right and len(left) > 1:
        return _SAME_FRAME, "consonants"
    spelled = Levenshtein.normalized_similarity(one.ways[0][0], other.ways[0][0])
    return max(_evidence(spelled), _SAME_FRAME * _evidence(heard)), "spelling"
