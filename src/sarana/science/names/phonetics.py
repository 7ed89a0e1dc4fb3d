"""How a romanised token sounds, coarsely: letters that name-writers exchange fall together.

Consonants fall into eleven classes, vowels into three. The classes come from what Khmer, Vietnamese, Thai, Chinese and
Arabic romanisations exchange: ch/chh/j, ph/p/b/f, th/t/d, kh/k/g/q, v/w, s/z/sh, silent h and final r.
"""

import re
from functools import lru_cache
from typing import NamedTuple

_GRAPHEMES = (
    ("dzh", "C"), ("tsch", "C"), ("tch", "C"), ("tj", "C"), ("qi", "Ci"), ("chh", "C"), ("sch", "S"), ("ch", "C"), ("dj", "C"), ("zh", "C"), ("j", "C"),
    ("ngh", "G"), ("ng", "G"), ("gn", "N"), ("nh", "N"), ("ny", "Ni"), ("ck", "K"), ("kh", "K"), ("gh", "K"),
    ("ie", "a"), ("qu", "K"), ("ce", "Se"), ("ci", "Si"), ("cy", "Si"), ("ph", "P"), ("bh", "P"), ("th", "T"), ("dh", "T"),
    ("sy", "Si"), ("ts", "S"), ("tz", "S"), ("sh", "S"), ("sz", "S"), ("xi", "Si"), ("xu", "Su"), ("x", "ks"),
)  # fmt: skip
_SINGLE = str.maketrans("kgqcpbftdszvwmnlreyo", "KKKKPPPTTSSVVMNLRiiu")
_VOWEL_GROUP = re.compile("[aiuåøâ]{2,}")
_DOUBLE = re.compile(r"(.)\1+")
_VOWELS = frozenset("aiuåøâ")
_BEFORE_GLIDE = frozenset("aeouåøâ")
_NO_VOWELS = str.maketrans("", "", "aiuåøâ")


class Sound(NamedTuple):
    """The sound of one word.

    Attributes:
        fold: consonant classes with vowel classes, such as ``SuPa`` for ``sophea``.
        skeleton: the consonant classes alone, ``SP``.
        frame: the skeleton without what vowel-free scripts write unreliably.
        vowel_free: whether the script left the vowels out.
    """

    fold: str
    skeleton: str
    frame: str
    vowel_free: bool


_UNRELIABLE = str.maketrans("V", "P", "AHY")


@lru_cache(maxsize=1024)
def _one_vowel(group: str) -> str:
    for kind in "åøâu":
        if kind in group:
            return kind
    return "a" if group[-1] == "a" else "i"


def _of_group(match: re.Match[str]) -> str:
    return _one_vowel(match.group())


def _without_silent_r(text: str) -> str:
    """Drop an r that is written but not said: at the end, and between a vowel and a last consonant (Cheurn)."""
    if len(text) > 1 and text[-1] == "R":
        return text[:-1]
    if text[-2:-1] == "R" and text[-3:-2] in _VOWELS and text[-1] not in _VOWELS:
        return text[:-2] + text[-1]
    return text


@lru_cache(maxsize=65536)
def sound_of(word: str) -> Sound:
    """Fold one romanised word, as ``sounded`` writes it, into its sound."""
    vowel_free = word[0] == "~"
    text = word[1:] if vowel_free else word
    if text[0] == "x" or text[:2] == "hs":
        text = "s" + text[1:].removeprefix("s")
    onset = "H" if text[0] == "h" else "Y" if text[0] == "y" and text[1:2] in _BEFORE_GLIDE else ""
    if onset:
        text = text[1:]
    for letters, sign in _GRAPHEMES:
        if letters in text:
            text = text.replace(letters, sign)
    text = _VOWEL_GROUP.sub(_of_group, text.translate(_SINGLE))
    if text[-1:] == "V" and text[-2:-1] in _VOWELS:
        text = text[:-2] + "u"
    text = onset + _DOUBLE.sub(r"\1", text).replace("h", "")
    text = _without_silent_r(text)
    if not vowel_free:  # where vowels are not written, two equal letters may well be two syllables
        text = _DOUBLE.sub(r"\1", text)
    skeleton = text.translate(_NO_VOWELS)
    if text[:1] in _VOWELS:
        skeleton = "A" + skeleton
    frame = (skeleton[:1] + skeleton[1:].replace("V", "")).translate(_UNRELIABLE)
    return Sound(text, skeleton, frame, vowel_free)
