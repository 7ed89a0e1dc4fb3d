"""Khmer script: one canonical spelling, however the text was typed.

The order of signs within a syllable follows the Unicode Standard, chapter 16.4 (base, subscripts, register shifter,
vowel, signs).
"""

import re
import unicodedata

COENG = "\u17d2"
_INVISIBLE = dict.fromkeys(
    [
        *(0x00AD, 0x034F, 0x061C, 0x17B4, 0x17B5, 0x180E, 0xFEFF),
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        *range(0xFE00, 0xFE10),
    ]
)
_OLD_FORMS = str.maketrans(
    {
        "\u17a3": "\u17a2",
        "\u17a4": "\u17a2\u17b6",
        "\u17a8": "\u17a7\u1780",
        "\u17b2": "\u17b1",
        "\u17d3": "\u17c6",
        "\u17dd": "\u17d1",
    }
)
_SYLLABLE = re.compile("([\u1780-\u17b3])((?:\u17d2+[\u1780-\u17b3]|[\u17b6-\u17d1])+)")
_PIECE = re.compile("\u17d2+[\u1780-\u17b3]|[\u17b6-\u17d1]")
_LONE_COENG = re.compile("\u17d2+(?![\u1780-\u17b3])|(?<![\u1780-\u17b3\u17b6-\u17d1])\u17d2+")
_ABOVE = frozenset("\u17b7\u17b8\u17b9\u17ba\u17be\u17d0")
_SHIFTERS = frozenset("\u17c9\u17ca")
#: Consonants of the first series that take triisap; all others take muusikatoan.
_TAKES_TRIISAP = frozenset("សហអប")


def _rank(piece: str) -> int:
    if piece[0] == COENG:
        return 1 if piece == "\u17d2\u179a" else 0
    if piece in _SHIFTERS or piece == "\u17cc":
        return 2
    if piece <= "\u17c5":
        return 3
    return 4 if piece <= "\u17c8" else 5


def _composed(base: str, pieces: list[str]) -> list[str]:
    """Join vowels typed in halves, and turn a below-vowel typed for a register shifter into the shifter."""
    found = set(pieces)
    if "\u17c1" in found and "\u17b8" in found:
        pieces = ["\u17be" if piece == "\u17c1" else piece for piece in pieces if piece != "\u17b8"]
    elif "\u17c1" in found and "\u17b6" in found:
        pieces = ["\u17c4" if piece == "\u17c1" else piece for piece in pieces if piece != "\u17b6"]
    if "\u17bb" in found and found & _ABOVE:
        shifter = "\u17ca" if base in _TAKES_TRIISAP else "\u17c9"
        kept = [piece for piece in pieces if piece != "\u17bb"]
        pieces = kept if found & _SHIFTERS else [*kept, shifter]
    return pieces


def _reordered(match: re.Match[str]) -> str:
    base, tail = match.group(1), match.group(2)
    if len(tail) == 1:
        return base + tail
    pieces = [piece if piece[0] != COENG else COENG + piece[-1] for piece in _PIECE.findall(tail)]
    pieces = ["\u17d2\u178f" if piece == "\u17d2\u178a" else piece for piece in pieces]
    kept: list[str] = []
    for piece in sorted(_composed(base, pieces), key=_rank):
        if piece[0] == COENG or piece not in kept:
            kept.append(piece)
    return base + "".join(kept)


def normalise_khmer(text: str) -> str:
    """Spell Khmer text one way, however it was typed; other scripts pass unchanged but for NFC.

    Invisible characters go, old code points are replaced, signs stand in one order, split vowels are joined, a
    subscript DA (which looks the same as a subscript TA) becomes TA. The result is stable when normalised again.
    """
    text = unicodedata.normalize("NFC", text).translate(_INVISIBLE).translate(_OLD_FORMS)
    before = ""
    while before != text:
        before = text
        text = _SYLLABLE.sub(_reordered, _LONE_COENG.sub("", text))
    return unicodedata.normalize("NFC", text)
