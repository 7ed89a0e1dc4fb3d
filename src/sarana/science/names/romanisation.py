"""Latin letters for a name in any script, by the rules of the script's own readers where they differ from a table."""

import re

from anyascii import anyascii

from sarana.science.names.khmer_sound import sound_khmer
from sarana.science.names.text import normalise

_KHMER_RUN = re.compile("[\u1780-\u17d3]+")
_NOT_LETTER = re.compile("[^0-9a-zåø]+")
_APOSTROPHES = re.compile("['`´‘’ʻʼʿʾʹ]+")


def _letters(text: str) -> str:
    return text if text.isascii() else anyascii(text).lower()


def sounded(normal: str) -> str:
    """Write normalised text in a–z, digits and single spaces; ``å`` and ``ø`` stand for ambiguous Khmer vowels."""
    if not normal.isascii():
        parts, end = [], 0
        for run in _KHMER_RUN.finditer(normal):
            parts += [_letters(normal[end : run.start()]), sound_khmer(run.group())]
            end = run.end()
        normal = "".join([*parts, _letters(normal[end:])])
    return _NOT_LETTER.sub(" ", _APOSTROPHES.sub("", normal)).strip()


def romanise(text: str) -> str:
    """Write a name in lower-case Latin letters, digits and single spaces (ហ៊ុន សែន becomes ``hun saen``)."""
    return sounded(normalise(text)).replace("å", "o").replace("ø", "eu")
