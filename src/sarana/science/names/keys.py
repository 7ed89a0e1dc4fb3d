"""Search keys of a name: few, order-free, phonetic, made for exact-match lookup (also of keyed hashes).

Three kinds, told apart by their first letter, from the most to the least selective:

- ``w`` the whole name: its consonant classes, each once and sorted, so that order and spaces do not matter;
- ``p`` two of its words together: coarse sounds, sorted;
- ``t`` one word: its sound, with a vowel class where the consonants alone would say too little.

A search that finds enough by ``w`` and ``p`` need not look at ``t``. Keys are only comparable within one
:data:`KEY_VERSION`.
"""

from itertools import combinations

from sarana.science.names.phonetics import Sound, sound_of
from sarana.science.names.romanisation import sounded
from sarana.science.names.text import normalise

KEY_VERSION = 1
_MOST_WORDS = 4
_MOST_PAIRS = 3
_LONGEST = 200
_SHORT = 2
_UNSOUNDED = str.maketrans("", "", "AHY")


def _vowel_kind(letter: str) -> str:
    return "u" if letter in "uåø" else "a" if letter in "aiâ" else ""


def _token_keys(sound: Sound) -> list[str]:
    bones = sound.skeleton
    if len(bones.lstrip("A")) > _SHORT:
        return ["t" + bones]
    vowel = next((letter for letter in sound.fold if letter in "aiuåøâ"), "")
    classes = {"å": "ua", "ø": "ua", "â": "ua", "u": "u", "": "-"}.get(vowel, "a")
    return [f"t{bones}{kind}" for kind in classes]


def search_keys(name: str) -> frozenset[str]:
    """Give the phonetic keys under which a full name, in any script, is filed and looked for.

    Args:
        name: a full name; order, case, script, spaces and signs do not matter.

    Returns:
        At most about eight short ASCII strings; none for a name without letters or digits.
    """
    words = sounded(normalise(name[:_LONGEST])).split()
    sounds = sorted({sound_of(word) for word in words}, key=lambda sound: (-len(sound.skeleton), sound))[
        :_MOST_WORDS
    ]
    sounds = [sound for sound in sounds if sound.fold]
    keys = {key for sound in sounds for key in _token_keys(sound)}
    keys |= {
        "p" + "+".join(sorted((one.skeleton, other.skeleton)))
        for one, other in list(combinations(sounds, 2))[:_MOST_PAIRS]
    }
    whole = "".join(sorted(set("".join(sound_of(word).skeleton for word in words).translate(_UNSOUNDED))))
    if len(whole) <= _SHORT:
        whole += "".join(
            sorted({_vowel_kind(letter) for word in words for letter in sound_of(word).fold} - {""})
        )
    if whole:
        keys.add("w" + whole)
    return frozenset(keys)
