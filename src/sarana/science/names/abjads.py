"""Scripts that leave vowels out: Arabic and Hebrew letters, and Thai with its silent letters and leading vowels.

What is written is a frame of consonants. Each word is marked with :data:`VOWEL_FREE`, so that the comparison asks for
its consonants alone.
"""

import re

from anyascii import anyascii

#: Stands before a romanised word whose vowels were not written.
VOWEL_FREE = "~"

_ARABIC = {
    "ا": "a", "أ": "a", "إ": "a", "آ": "a", "ٱ": "a", "ء": "", "ؤ": "w", "ئ": "y", "ب": "b", "ت": "t", "ث": "th",
    "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh", "ر": "r", "ز": "z", "س": "s", "ش": "sh", "ص": "s", "ض": "d",
    "ط": "t", "ظ": "z", "ع": "a", "غ": "gh", "ف": "f", "ق": "q", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h",
    "ة": "a", "و": "w", "ي": "y", "ى": "a", "پ": "p", "چ": "ch", "ژ": "zh", "گ": "g", "ک": "k", "ی": "y", "ے": "y",
    "ہ": "h", "ھ": "h", "ں": "n", "ٹ": "t", "ڈ": "d", "ڑ": "r", "ۆ": "w", "ێ": "y", "ە": "a", "ڤ": "v",
}  # fmt: skip
_HEBREW = {
    "א": "a", "ב": "b", "ג": "g", "ד": "d", "ה": "h", "ו": "w", "ז": "z", "ח": "h", "ט": "t", "י": "y", "כ": "k",
    "ך": "k", "ל": "l", "מ": "m", "ם": "m", "נ": "n", "ן": "n", "ס": "s", "ע": "a", "פ": "p", "ף": "f", "צ": "ts",
    "ץ": "ts", "ק": "k", "ר": "r", "ש": "sh", "ת": "t",
}  # fmt: skip
_LETTERS = str.maketrans(_ARABIC | _HEBREW | dict.fromkeys((chr(code) for code in range(0x0591, 0x05C8)), ""))
_MARKS = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]+")
_ARTICLE = re.compile(r"\bال(?=\S{3})")
_GLIDES = str.maketrans({"w": "u", "y": "i"})

_THAI_LEADING = re.compile("([เแโใไ])([ก-ฮ])")
_THAI_SILENT = re.compile("[ก-ฮ][ิุ]?\u0e4c")
_THAI_LEADING_H = re.compile("ห(?=[งญนมยรลว])")
_THAI_CLOSING_Y = re.compile("ญ(?=[ก-ฮ ]|$)")
_THAI_TAIL = re.compile("([ก-ฮ])(?= |$)")
_THAI_FINAL = str.maketrans("จชซฌฎฏฐฑฒดตถทธศษสรลฬญณบปพฟภ", "ตตตตตตตตตตตตตตตตตนนนนนปปปปป")
_THAI_CONSONANTS = str.maketrans(
    dict(
        zip(
            "กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ",
            [
                "k",
                "kh",
                "kh",
                "kh",
                "kh",
                "kh",
                "ng",
                "ch",
                "ch",
                "ch",
                "s",
                "ch",
                "y",
                "d",
                "t",
                "th",
                "th",
                "th",
                "n",
                "d",
                "t",
                "th",
                "th",
                "th",
                "n",
                "b",
                "p",
                "ph",
                "f",
                "ph",
                "f",
                "ph",
                "m",
                "y",
                "r",
                "l",
                "w",
                "s",
                "s",
                "s",
                "h",
                "l",
                "a",
                "h",
            ],
            strict=True,
        )
    )
)


def _glides_as_vowels(word: str) -> str:
    return word[:1] + word[1:].translate(_GLIDES)


def consonants_of_semitic(text: str) -> str:
    """Write Arabic, Persian, Urdu or Hebrew words in Latin consonants; the article stands apart."""
    text = _ARTICLE.sub("ال ", _MARKS.sub("", text)).translate(_LETTERS)
    return " ".join(VOWEL_FREE + _glides_as_vowels(word) for word in text.split())


def consonants_of_thai(text: str) -> str:
    """Write Thai words in Latin letters: leading vowels moved, silent letters gone, final letters as they sound."""
    text = _THAI_LEADING_H.sub("", _THAI_SILENT.sub("", text)).replace("ทร", "ซ")
    text = _THAI_LEADING.sub(r"\2\1", text).replace("รร", "ั")
    text = _THAI_CLOSING_Y.sub("น", text)
    text = _THAI_TAIL.sub(lambda tail: tail.group().translate(_THAI_FINAL), text)
    words = anyascii(text.translate(_THAI_CONSONANTS)).lower().split()
    return " ".join(VOWEL_FREE + _glides_as_vowels(word) for word in words)


def consonants_of_indic(text: str) -> str:
    """Write words of an Indic or Ethiopic script in Latin letters; their inherent vowel is not written."""
    return " ".join(VOWEL_FREE + word for word in anyascii(text).lower().split())
