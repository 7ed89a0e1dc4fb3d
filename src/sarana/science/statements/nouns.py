"""The nouns that a number may count, English and Khmer, and where they stand in a sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

from sarana.science.statements import english
from sarana.science.statements.text import is_wordy, words_of

_NOUNS = {
    "victim": r"victims?|survivors?|ជនរងគ្រោះ",
    "suspect": r"suspects?|traffickers?|perpetrators?|offenders?|ringleaders?|brokers?|gangsters?|culprits?|ជនសង្ស័យ|ជនល្មើស|ជនជាប់ចោទ",
    "defendant": r"defendants?|accused",
    "complaint": r"complaints?|pleas?|petitions?|ពាក្យបណ្ដឹង|ពាក្យបណ្តឹង|បណ្ដឹង|បណ្តឹង",
    "request": r"requests?\s+for\s+help|requests?|សំណើ",
    "case": r"cases?|incidents?|ករណី|សំណុំរឿង",
    "arrest": r"arrests?",
    "conviction": r"convictions?",
    "prosecution": r"prosecutions?",
    "deportation": r"deportations?",
    "operation": r"operations?|raids?|crackdowns?|ប្រតិបត្តិការ",
    "rescue": r"rescues?",
    "investigation": r"investigations?",
    "inspection": r"inspections?",
    "call": r"calls|signals|tip-offs|tips|messages",
    "place": r"locations?|sites?|compounds?|venues?|premises|buildings?|casinos?|centres?|centers?|ទីតាំង",
    "company": r"companies|company|firms?|businesses|employers?|agencies|ក្រុមហ៊ុន",
    "province": r"provinces|districts|communes|villages",
    "country": r"nationalities|countries|nations|សញ្ជាតិ|ប្រទេស",
    "officer": r"officers|officials|staff|policemen|prosecutors|judges|social\s+workers|trainers|teachers|students|pupils",
    "meeting": r"meetings|sessions|trainings|workshops|courses|campaigns",
    "unit": r"reporting\s+units|police\s+units|municipal\s+and\s+provincial\s+police",
    "shelter": r"shelters",
    "foreigner": r"foreigners?|foreign\s+nationals?|foreign\s+workers|ជនបរទេស|ជនជាតិបរទេស",
    "worker": r"migrants?|migrant\s+workers|workers?|labourers?|laborers?|jobseekers?|returnees|ពលករ|កម្មករ",
    "minor": r"children|minors|girls|boys|juveniles|child|កុមារ|អនីតិជន",
    "woman": r"women|females|woman|ស្ត្រី|នារី|ស្រី",
    "man": r"men|males|បុរស",
    "person": (
        r"people|persons?|individuals?|nationals|citizens|escapees|drivers|crew|guards|managers|bosses|employees|villagers|residents|brothers|sisters|siblings|tourists|applicants|passers-by|detainees|captives|passengers|ពលរដ្ឋ|មនុស្ស|នាក់"
        r"|Cambodians|Vietnamese|Chinese|Thais?|Indonesians?|Malaysians?|Filipinos?|Taiwanese|Indians?|Bangladeshis?|Pakistanis?"
        r"|Kenyans?|Japanese|Koreans?|South\s+Koreans?|Burmese|Laotians?|Nepalis?|Nepalese|Ugandans?|Ethiopians?|Americans?|Russians?"
    ),
}


def _alternatives(alternatives: str, *, khmer: bool) -> str:
    return "|".join(word for word in alternatives.split("|") if ("ក" <= word[0] <= "៿") is khmer)


_NOUN = re.compile(
    "|".join(rf"(?P<{code}>\b(?:{_alternatives(words, khmer=False)})\b)" for code, words in _NOUNS.items()),
    re.IGNORECASE,
)
_KHMER_NOUN = re.compile(
    "|".join(
        rf"(?P<{code}>{_alternatives(words, khmer=True)})"
        for code, words in _NOUNS.items()
        if _alternatives(words, khmer=True)
    )
)
# A word that is a noun by itself -> its code; words that open a longer noun are looked at with the words after them.
_SINGLE_WORDS = {
    code: [form for word in words.split("|") if word.isascii() and re.fullmatch(r"\w+\??", word) for form in (word.removesuffix("?"), word[:-2] if word.endswith("?") else word)]
    for code, words in _NOUNS.items()
}  # fmt: skip
_CODES = {word.lower(): code for code, words in reversed(_SINGLE_WORDS.items()) for word in words}
_OPENING_WORDS = english.words(
    "request requests tip reporting police municipal social foreign migrant passers south"
)
_NOUN_WORDS = frozenset(_CODES) | _OPENING_WORDS


def noun_at(text: str, start: int, end: int, *, last: bool = False) -> tuple[str, int, int] | None:
    """Return the code and span of the first (or last) noun that can be counted between two offsets."""
    best = _english_noun(text, start, end, last=last)
    if (best is not None and not last) or not words_of(text).khmer:
        return best
    for match in _KHMER_NOUN.finditer(text, start, end):
        best = (match.lastgroup or "", match.start(), match.end())
        if not last:
            break
    return best


def nouns_between(
    text: str, start: int, end: int
) -> tuple[tuple[str, int, int] | None, tuple[str, int, int] | None]:
    """Return the first and the last noun that can be counted between two offsets."""
    first = noun_at(text, start, end)
    if first is None or (not words_of(text).khmer and not _another(text, first[2], end)):
        return first, None
    return first, noun_at(text, first[1], end, last=True)


def _another(text: str, start: int, end: int) -> bool:
    """Tell whether a further noun may stand between two offsets, a cut one included."""
    places = _noun_places(text)
    index = bisect_left(places, (start, ""))
    return (index < len(places) and places[index][0] < end) or (end < len(text) and is_wordy(text[end]))


def _english_noun(text: str, start: int, end: int, *, last: bool) -> tuple[str, int, int] | None:
    best: tuple[str, int, int] | None = None
    at, places = start, _noun_places(text)
    for index in range(bisect_left(places, (start, "")), len(places)):
        begin, word = places[index]
        stop = begin + len(word)
        if stop > end:
            break
        if begin < at:
            continue
        code = _CODES.get(word, "")
        if word in _OPENING_WORDS:  # "requests for help": what follows decides
            match = _NOUN.match(text, begin, end)
            if match is None:
                continue
            code, stop = match.lastgroup or "", match.end()
        best, at = (code, begin, stop), stop
        if not last:
            return best
    if 0 < end < len(text) and is_wordy(text[end]) and is_wordy(text[end - 1]):
        # The last word is cut: what is left of it counts as printed.
        begin = end
        while begin > at and is_wordy(text[begin - 1]):
            begin -= 1
        match = _NOUN.match(text, begin, end)
        if match is not None:
            best = (match.lastgroup or "", begin, match.end())
    return best


@lru_cache(maxsize=8)
def _noun_places(text: str) -> list[tuple[int, str]]:
    """Return where words that may be such nouns stand in a sentence; a few sentences are kept while they are read."""
    return words_of(text).places(_NOUN_WORDS)
