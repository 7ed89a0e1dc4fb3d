"""Latin letters for a name in any script, by the rules of the script's own readers where they differ from a table."""

import re
import unicodedata
from collections.abc import Callable

from anyascii import anyascii

from sarana.science.names.abjads import consonants_of_indic, consonants_of_semitic, consonants_of_thai
from sarana.science.names.chinese import mandarin
from sarana.science.names.khmer_sound import sound_khmer
from sarana.science.names.korean import syllables
from sarana.science.names.text import normalise

_KHMER_LETTERS = "\u1780-\u17d3"
_SCRIPT_RUN = re.compile(
    f"(?P<khmer>[{_KHMER_LETTERS}]+)"
    "|(?P<han>[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+)"
    "|(?P<hangul>[\uac00-\ud7a3]+)"
    "|(?P<thai>[\u0e01-\u0e4e]+)"
    "|(?P<semitic>[\u0591-\u05f4\u0610-\u06ff\u0750-\u077f]+)"
    "|(?P<indic>[\u0900-\u0dff\u0e80-\u109f\u1200-\u137f]+)"
)
_ROMANISER: dict[str, Callable[[str], str]] = {
    "khmer": sound_khmer,
    "han": lambda run: f" {mandarin(run)} ",
    "hangul": lambda run: f" {' '.join(syllables(run))} ",
    "thai": consonants_of_thai,
    "semitic": consonants_of_semitic,
    "indic": consonants_of_indic,
}
_LOOKALIKE = str.maketrans("аеорсухіјѕһԁԛԝмтнкв" + "αορνικτυε", "aeopcyxijshdqwmthkb" + "aopviktye")
_MIXED = re.compile("[a-z][\u0370-\u04ff]|[\u0370-\u04ff][a-z]")
_ACCENTS = re.compile("[\u0300-\u036f]+")
_WORD = re.compile(r"[^\s]+")
#: What is left after romanisation: letters, digits and marks stay, apostrophes vanish, anything else parts words.
_WORD_SIGNS = {code: chr(code) if chr(code).isalnum() or code == ord("~") else " " for code in range(128)}
_TO_WORDS = str.maketrans(_WORD_SIGNS | {ord(sign): None for sign in "'`"})
_UNWRITABLE = re.compile("[^\x00-\x7fåøâ]+")
_STRAY_MARK = re.compile("(?<=[^ ])~|~(?![0-9a-z])")
_APOSTROPHES = str.maketrans(dict.fromkeys("´‘’ʻʼʿʾʹ"))
_DOTTED_LETTERS = re.compile(r"(?<![^\W_])(?:[^\W\d_]\.){2,}[^\W\d_]?(?![^\W_])")


def _without_lookalikes(word: re.Match[str]) -> str:
    text = word.group()
    return text.translate(_LOOKALIKE) if _MIXED.search(text) else text


def _letters(text: str) -> str:
    # A letter that a reader sees as Latin is Latin when it stands inside a Latin word.
    if text.isascii():
        return text
    plain = _ACCENTS.sub("", unicodedata.normalize("NFD", text))
    if plain.isascii():
        return plain
    return anyascii(_WORD.sub(_without_lookalikes, text)).lower().replace("~", "")


def sounded(normal: str) -> str:
    """Write normalised text in a–z, digits and single spaces, with marks for what the script leaves open.

    ``å``, ``â`` and ``ø`` stand for ambiguous Khmer vowels, ``~`` before a word says that its vowels were not written.
    """
    normal = normal.replace("~", " ")
    if "." in normal:
        normal = _DOTTED_LETTERS.sub(lambda found: found.group().replace(".", ""), normal)
    if not normal.isascii():
        normal = normal.translate(_APOSTROPHES)
        parts, end = [], 0
        for run in _SCRIPT_RUN.finditer(normal):
            parts += [_letters(normal[end : run.start()]), _ROMANISER[run.lastgroup or "khmer"](run.group())]
            end = run.end()
        normal = _UNWRITABLE.sub(" ", _STRAY_MARK.sub("", "".join([*parts, _letters(normal[end:])])))
    return " ".join(normal.translate(_TO_WORDS).split())


def romanise(text: str) -> str:
    """Write a name in lower-case Latin letters, digits and single spaces (ហ៊ុន សែន becomes ``hun saen``)."""
    return sounded(normalise(text)).replace("å", "o").replace("â", "a").replace("ø", "eu").replace("~", "")
