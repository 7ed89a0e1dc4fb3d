"""A name taken apart once, so that it can be compared many times."""

import re
from functools import lru_cache
from typing import NamedTuple

from sarana.science.names.chinese import one_form, readings
from sarana.science.names.korean import HANGUL, syllables
from sarana.science.names.name_variants import classes_of
from sarana.science.names.organisation_forms import forms_in_script, forms_with_dots, split_forms
from sarana.science.names.phonetics import Sound, sound_of
from sarana.science.names.romanisation import sounded
from sarana.science.names.text import normalise
from sarana.science.names.word_weights import weight_of

#: Longer names are cut: no person's name is longer, and comparison stays fast whatever is sent.
LONGEST_NAME = 300
MOST_WORDS = 24
_INITIAL_WEIGHT = 0.4
_LONGEST_SIGNS = 12
_BETWEEN = re.compile(r"[\s·・.,-]+")
_SIGNS = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff]+")
#: Digits typed for the letters they look like, inside a word.
_DIGITS_FOR_LETTERS = str.maketrans("01345", "oieas")
#: How an ambiguous Khmer vowel is spelled and folded: (mark, (spelling, fold), (spelling, fold)).
_AMBIGUOUS = (("å", ("o", "u"), ("a", "a")), ("â", ("a", "a"), ("o", "u")), ("ø", ("eu", "u"), ("i", "i")))
_FIRST_CHOICE = str.maketrans({mark: choice[0] for mark, choice, _ in _AMBIGUOUS})


class Word(NamedTuple):
    """One romanised word of a name.

    Attributes:
        text: the word in plain Latin letters.
        token: the same with the marks of what its script leaves open.
        weight: how much it says about who is meant, 0 to 1.
        initial: whether it is a single letter.
        number: whether it is a number.
    """

    text: str
    token: str
    weight: float
    initial: bool
    number: bool


class Hearing(NamedTuple):
    """How a word is heard: its sound, its possible spellings each with its fold, and its classes of variants."""

    sound: Sound
    ways: tuple[tuple[str, str], ...]
    variants: frozenset[int]


class PreparedName(NamedTuple):
    """A full name ready for comparison.

    Attributes:
        words: its possible readings; each is a tuple of words. Only Chinese names have several.
        joined: the same with the given name in one word, for names whose script has no spaces.
        forms: the kinds of legal form found.
        signs: the characters of a name written wholly in Chinese or Korean script, else empty.
    """

    words: tuple[tuple[Word, ...], ...]
    joined: tuple[tuple[Word, ...], ...]
    forms: tuple[str, ...]
    signs: str


@lru_cache(maxsize=65536)
def word_of(token: str) -> Word:
    """Describe one token as ``sounded`` writes it."""
    if token.isascii() and token.isalpha():
        text = token
    else:
        if not token.isdigit() and token[0].isalpha():
            token = token.translate(_DIGITS_FOR_LETTERS)
        text = token.lstrip("~").translate(_FIRST_CHOICE)
    initial = len(text) == 1 and text.isalpha()
    return Word(text, token, _INITIAL_WEIGHT if initial else weight_of(text), initial, text.isdigit())


@lru_cache(maxsize=65536)
def hearing_of(token: str) -> Hearing:
    """Say how the word of this token is heard; asked only for words that find no equal."""
    sound = sound_of(token)
    ways = [(token.lstrip("~"), sound.fold)]
    for mark, *choices in _AMBIGUOUS if not token.isascii() else ():
        if mark in token:
            ways = [
                (spelled.replace(mark, letter), fold.replace(mark, vowel))
                for spelled, fold in ways
                for letter, vowel in choices
            ]
    return Hearing(sound, tuple(ways), classes_of(ways[0][0]))


def _one_script(signs: str) -> bool:
    return len({HANGUL.match(sign) is None for sign in signs}) == 1


def _of_signs(signs: str, rest: tuple[Word, ...], forms: list[str]) -> PreparedName:
    """Take a Chinese or Korean name, and words that stand beside it, apart in every reading."""
    ways = [syllables(signs)] if HANGUL.match(signs) else readings(signs)
    apart = tuple(tuple(word_of(part) for part in way if part.isascii() and part) + rest for way in ways)
    joined = tuple(tuple(word_of(part) for part in (way[0], "".join(way[1:])) if part) + rest for way in ways)
    return PreparedName(apart, joined, tuple(forms), "" if rest or forms else one_form(signs))


def _words(normal: str) -> tuple[tuple[Word, ...], list[str]]:
    tokens, forms = split_forms(sounded(normal.replace("&", " and ")).split()[:MOST_WORDS])
    return tuple([word_of(token) for token in tokens]), forms


def prepare(name: str) -> PreparedName:
    """Take a full name, in any script, apart for comparison."""
    normal = normalise(name[:LONGEST_NAME])
    if not normal.isascii():
        normal = forms_in_script(normal)
        runs = _SIGNS.findall(normal)
        if runs and len(signs := "".join(runs)) <= _LONGEST_SIGNS and _one_script(signs):
            rest = _SIGNS.sub(" ", normal)
            if not _BETWEEN.sub("", rest) or (len(runs) == 1 and len(signs) > 1):
                return _of_signs(signs, *_words(rest))
    if "." in normal or "/" in normal:
        normal = forms_with_dots(normal)
    words, forms = _words(normal)
    return PreparedName((words,), (words,), tuple(forms), "")
