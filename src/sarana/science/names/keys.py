"""Search keys of a name: few, order-free, phonetic, made for exact-match lookup (also of keyed hashes).

Three kinds, told apart by their first letter, from the most to the least selective:

- ``w`` the whole name: its consonant classes, each once and sorted, so that order and spaces do not matter;
- ``p`` two of its words together: coarse sounds, sorted;
- ``t`` one word: its sound, with a vowel class where the consonants alone would say too little.

A search that finds enough by ``w`` and ``p`` need not look at ``t``. :func:`near_keys` gives the pair keys one sound away,
for looking up what a slip of the hand moved; they are never stored. Keys are only comparable within one
:data:`KEY_VERSION`; a change of any rule or table that alters keys must raise it.
"""

from collections.abc import Iterable
from itertools import combinations
from typing import NamedTuple

from sarana.science.names.phonetics import Sound, sound_of
from sarana.science.names.prepared_name import PreparedName, prepare
from sarana.science.names.word_weights import TITLE

KEY_VERSION = 1
MOST_KEYS = 8
_MOST_WORDS = 3
_SHORT = 2
_MOST_NEAR_PAIRS = 2
_UNSOUNDED = str.maketrans("", "", "AHY")
_CLASSES = {"å": "ua", "ø": "ua", "â": "au", "u": "u", "a": "a", "i": "a"}
_VOWELS = frozenset(_CLASSES)
_CONSONANTS = "CGKLMNPRSTV"


def _token_keys(sound: Sound) -> list[str]:
    bones = sound.skeleton
    if len(bones.lstrip("A")) > _SHORT:
        return ["t" + bones]
    vowel = next((letter for letter in sound.fold if letter in _VOWELS), "")
    kinds = "ua-" if sound.vowel_free else _CLASSES.get(vowel, "-")
    return [f"t{bones}{kind}" for kind in kinds]


def _whole_key(sounds: list[Sound]) -> str:
    bones = "".join([sound.skeleton for sound in sounds]).translate(_UNSOUNDED)
    whole = "".join(sorted(set(bones)))
    if len(whole) <= _SHORT:
        vowels = {_CLASSES[letter][0] for sound in sounds for letter in sound.fold if letter in _VOWELS}
        whole += "".join(sorted(vowels))
    return "w" + whole if whole else ""


def _of_reading(tokens: list[str]) -> list[str]:
    sounds = [sound for sound in map(sound_of, tokens) if sound.fold]
    distinct = sorted(set(sounds), key=lambda sound: (-len(sound.skeleton), sound))[:_MOST_WORDS]
    pairs = ["p" + "+".join(sorted((a.skeleton, b.skeleton))) for a, b in combinations(distinct, 2)]
    return [_whole_key(sounds), *pairs, *(key for sound in distinct for key in _token_keys(sound))]


def _readings(name: PreparedName) -> list[list[str]]:
    kept = []
    for words in name.words:
        telling = [word.token for word in words if word.weight > TITLE] or [word.token for word in words]
        kept.append(telling)
    return kept


def search_keys(name: str) -> frozenset[str]:
    """Give the phonetic keys under which a full name, in any script, is filed and looked for.

    Args:
        name: a full name; order, case, script, spaces, titles and signs do not matter.

    Returns:
        At most :data:`MOST_KEYS` short ASCII strings; none for a name without letters or digits.
    """
    return search_keys_of(prepare(name))


def search_keys_of(name: PreparedName) -> frozenset[str]:
    """The same of a name that was taken apart before."""
    found: dict[str, None] = {}
    readings = [_of_reading(tokens) for tokens in _readings(name)]
    # A Chinese name has a key for the whole and one for its surname in each reading before any has a second.
    for rank in range(max(map(len, readings))):
        for keys in readings:
            if rank < len(keys) and keys[rank]:
                found[keys[rank]] = None
    return frozenset(list(found)[:MOST_KEYS])


class NameKeys(NamedTuple):
    """Keys of a person's names, for filing together with another fact; each kind begins with a letter of its own.

    Attributes:
        spellings: ``n``, the sounds of all words with their vowels: as one agency spells the name.
        pairs: ``f``, the firm consonants of two words, or of the only one.
        wholes: ``w``, the consonant classes of the whole name.
        words: ``t``, the sound of one word.
    """

    spellings: tuple[str, ...]
    pairs: tuple[str, ...]
    wholes: tuple[str, ...]
    words: tuple[str, ...]


def name_keys(names: Iterable[str]) -> NameKeys:
    """Give the keys of all names of one person, each once and in order.

    A pair of words is taken by its firm consonants here, where :func:`search_keys` takes all: more spellings of one name
    agree, and more names; the other fact beside it makes up for that.
    """
    found: dict[str, None] = {}
    for name in names:
        found.update(dict.fromkeys(_pairs_and_spelling(name)))
        found.update(dict.fromkeys(key for key in sorted(search_keys(name)) if key[0] in "wt"))
    return NameKeys(*(tuple(sorted(key for key in found if key[0] == kind)) for kind in "nfwt"))


def _pairs_and_spelling(name: str) -> list[str]:
    # A title may be a surname as well ("Khun"): every word counts.
    tokens = [word.token for word in prepare(name).words[0]]
    sounds = [sound for sound in map(sound_of, tokens) if sound.fold]
    frames = sorted({sound.frame for sound in sounds}, key=lambda frame: (-len(frame), frame))[:_MOST_WORDS]
    pairs = ["f" + "+".join(sorted(pair)) for pair in combinations(frames, 2)] or [
        "f" + frame for frame in frames
    ]
    return [*pairs, "n" + "+".join(sorted(sound.fold for sound in sounds))] if sounds else []


def near_keys(name: str) -> tuple[str, ...]:
    """Give the keys of what a slip may have made of a name, the likeliest first; for looking up, never to be stored.

    Words written together or apart come first, then pairs in which one word lost, exchanged or gained a consonant.

    Args:
        name: a full name, in any script.

    Returns:
        Some hundred keys (``t`` and ``p``), without the name's own.
    """
    tokens = _readings(prepare(name))[0]
    sounds = [sound for sound in map(sound_of, tokens) if sound.fold]
    distinct = sorted(set(sounds), key=lambda sound: (-len(sound.skeleton), sound))[:_MOST_WORDS]
    pairs = [
        (one.skeleton, other.skeleton) for one, other in list(combinations(distinct, 2))[:_MOST_NEAR_PAIRS]
    ]
    near = dict.fromkeys(_together(tokens) if len(sounds) > 1 else _apart(sounds))
    for slip in (_lost, _exchanged, _added):
        for one, other in pairs:
            for kept, slipped in ((one, other), (other, one)):
                near.update(dict.fromkeys(_pair(kept, variant) for variant in slip(slipped) if variant))
    own = search_keys(name)
    return tuple(key for key in near if key not in own)


def _pair(one: str, other: str) -> str:
    return "p" + "+".join(sorted((one, other)))


def _together(tokens: list[str]) -> list[str]:
    """The keys of the name as one word."""
    return _token_keys(sound_of("".join(token.removeprefix("~") for token in tokens)))


def _apart(sounds: list[Sound]) -> list[str]:
    """The keys of one word as two."""
    return [
        _pair(sound.skeleton[:place], sound.skeleton[place:])
        for sound in sounds
        for place in range(1, len(sound.skeleton))
    ]


def _lost(skeleton: str) -> list[str]:
    return [skeleton[:place] + skeleton[place + 1 :] for place in range(len(skeleton))]


def _exchanged(skeleton: str) -> list[str]:
    return [
        skeleton[:place] + other + skeleton[place + 1 :]
        for place in range(len(skeleton))
        for other in _CONSONANTS
    ]


def _added(skeleton: str) -> list[str]:
    return [
        skeleton[:place] + other + skeleton[place:]
        for place in range(len(skeleton) + 1)
        for other in _CONSONANTS
    ]
