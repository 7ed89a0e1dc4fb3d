"""Texts that are nearly the same: signatures that agree as far as the texts do (MinHash, Broder 1997).

The share of places at which two signatures agree estimates how much of two texts' runs of letters is the same. Runs of
letters instead of words, since Khmer writes no spaces.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

_RUN = 9
_PLACES = 64
_BAND = 4
# Four fifths of the runs in common: a text taken over with a sentence more or less, not another report on the same event.
NEAR = 0.8
_STEP = np.uint64(1_000_003)
_TURNS = np.random.default_rng(20221).integers(1, 2**63, size=(2, _PLACES), dtype=np.uint64) * np.uint64(
    2
) + np.uint64(1)
_TOP = np.uint64(32)


def signature_of(text: str) -> bytes:
    """The signature of a text, 256 bytes; spaces, marks and capitals do not count. Empty for a text without letters."""
    letters = "".join(filter(_is_letter, unicodedata.normalize("NFC", text.lower())))
    if not letters:
        return b""
    codes = np.frombuffer(letters.encode("utf-32-le"), dtype="<u4").astype(np.uint64)
    runs = np.zeros(max(1, len(codes) - _RUN + 1), dtype=np.uint64)
    for step in range(min(_RUN, len(codes))):
        runs = runs * _STEP + codes[step : step + len(runs)]
    runs = np.unique(runs)
    # Multiply-shift (Dietzfelbinger 1996): the upper half of a product is a fair number for each odd factor.
    least = [((runs * factor + shift) >> _TOP).min() for factor, shift in _TURNS.T]
    return np.array(least, dtype="<u4").tobytes()


def _is_letter(sign: str) -> bool:
    return sign.isalnum() or "\u1780" <= sign <= "\u17dd"


def likeness(first: bytes, second: bytes) -> float:
    """The share of runs of letters that two texts have in common, estimated; standard error 0.06 at most."""
    if not first or not second:
        return 0.0
    same = np.frombuffer(first, dtype="<u4") == np.frombuffer(second, dtype="<u4")
    return float(same.mean())


def groups_of(signatures: Sequence[bytes]) -> list[int]:
    """For each signature the place of the first one that it is near to, directly or through others.

    Only texts that agree in one of sixteen stretches of four places are compared: of those with four fifths in common all
    but two in ten thousand.
    """
    leads = list(range(len(signatures)))

    def lead(place: int) -> int:
        while leads[place] != place:
            leads[place] = leads[leads[place]]
            place = leads[place]
        return place

    seen: dict[tuple[int, bytes], list[int]] = {}
    width = _BAND * 4
    for place, signature in enumerate(signatures):
        for start in range(0, len(signature), width):
            others = seen.setdefault((start, signature[start : start + width]), [])
            for other in others:
                if lead(other) != lead(place) and likeness(signature, signatures[other]) >= NEAR:
                    first, second = sorted((lead(other), lead(place)))
                    leads[second] = first
            # One text of a group stands for it, so that a thousand copies are not compared with each other.
            if not any(lead(other) == lead(place) for other in others):
                others.append(place)
    return [lead(place) for place in range(len(signatures))]
