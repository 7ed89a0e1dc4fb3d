"""How a romanised token sounds, coarsely: letters that name-writers exchange fall together.

Consonants fall into eleven classes, vowels into three. The classes come from what Khmer, Vietnamese, Thai, Chinese and
Arabic romanisations exchange: ch/chh/j, ph/p/b/f, th/t/d, kh/k/g/q, v/w, s/z/sh, silent h and final r.
"""

import re
from functools import lru_cache
from typing import NamedTuple

_GRAPHEMES = (
    ("tsch", "C"), ("tch", "C"), ("chh", "C"), ("sch", "S"), ("ch", "C"), ("dj", "C"), ("zh", "C"), ("j", "C"),
    ("ngh", "G"), ("ng", "G"), ("gn", "N"), ("nh", "N"), ("ny", "Ni"), ("ck", "K"), ("kh", "K"), ("gh", "K"),
    ("qu", "K"), ("ce", "Se"), ("ci", "Si"), ("cy", "Si"), ("ph", "P"), ("bh", "P"), ("th", "T"), ("dh", "T"),
    ("sh", "S"), ("sz", "S"), ("wh", "V"), ("rh", "R"), ("lh", "L"), ("mh", "M"), ("x", "ks"),
)  # fmt: skip
_SINGLE = str.maketrans("kgqcpbftdszvwmnlr", "KKKKPPPTTSSVVMNLR")
_VOWELS = re.compile("[aeiouyåø]+h?")
_END = re.compile("[aeiouyåø]+[VW]$")
#: Written but not said before a final consonant (Cheurn, Somporn) and at the end.
_CODA_R = re.compile("R$|(?<=[aiuå])R(?=[A-Z]$)")
_DOUBLE = re.compile(r"(.)\1+")
_ROUND = frozenset("ou")


class Sound(NamedTuple):
    """The sound of one token: with vowel classes, and as consonants alone."""

    fold: str
    skeleton: str


def _vowel_class(match: re.Match[str]) -> str:
    group = match.group().rstrip("h")
    if "å" in group or "ø" in group:
        return "å"
    if not _ROUND.isdisjoint(group):
        return "u"
    if group != "ae" and (group[0] == "a" or group[-1] == "a"):
        return "a"
    return "i"


@lru_cache(maxsize=65536)
def sound_of(token: str) -> Sound:
    """Fold one romanised token (a–z, digits, å, ø) into its sound.

    Args:
        token: one word in lower-case Latin letters.

    Returns:
        The fold, such as ``SuPa`` for ``sophea``, and the skeleton, such as ``SP``.
    """
    text = "s" + token[1:] if token[0] == "x" else token
    first_h = text[0] == "h"
    glide = text[0] == "y" and len(text) > 1 and text[1] in "aeouåø"
    text = text[1:] if first_h or glide else text
    for letters, sign in _GRAPHEMES:
        if letters in text:
            text = text.replace(letters, sign)
    text = _END.sub("u", text.translate(_SINGLE))
    text = _VOWELS.sub(_vowel_class, text).replace("h", "")
    text = _DOUBLE.sub(r"\1", ("H" if first_h else "Y" if glide else "") + text)
    text = _DOUBLE.sub(r"\1", _CODA_R.sub("", text))
    bones = "".join([letter for letter in text if letter not in "aiuå"])
    if text and text[0] in "aiuå":
        bones = "A" + bones
    return Sound(text, bones)
