"""Facts that are looked for together: a name with a birth, a word with a place. Pure decisions.

One common name has hundreds of bearers in a country, one day of birth has fifty, both together have one. So what is kept
and looked for are keyed tokens of two or three facts at once; each leads to few persons, and nobody's list need be cut.
Which pairs of facts are worth a token follows the blocking rules of ``science/linkage``.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from sarana.base.vault.models import SealedWords
from sarana.science.names import NameKeys, name_keys, normalise, search_keys

_MOST_PARTS = 2
_PARTS = re.compile(r"[,;:\n\u17d4\u17d5|]+")
_YEAR = re.compile(r"(\d{4})(?:-\d\d)?")
# What kind of place it is says nothing about which.
_KINDS_OF_PLACE = re.compile(
    r"ភូមិ|ឃុំ|សង្កាត់|ស្រុក|ខណ្ឌ|ក្រុង|ខេត្ត|រាជធានី|"
    r"\b(?:phum|khum|sangkat|srok|khan|krong|khet|village|commune|district|municipality|city|province|capital)\b"
)
# What each agreement says in bits, about as linkage learns it; chosen on seed 7 of ``science/linkage/generate.py`` at 300,000
# persons. A birth that fits in no way has 0, which is less than one that was never said.
_SPELLING, _WORDS, _WHOLE, _WORD = 12.0, 9.0, 4.0, 2.0
_DAY, _DAY_OF_NEAR_YEAR, _ITS_YEAR_ONLY, _YEAR_FITS = 14.0, 10.0, 8.0, 6.0
_YEAR_NEAR, _BIRTH_UNSAID = 4.0, 4.0
_PLACE, _PROVINCE = 6.0, 3.0
_UNSAID = "?"


class Evidence(NamedTuple):
    """What sharing a token says for two records being of one person, in bits by fact."""

    name: float = 0.0
    birth: float = 0.0
    place: float = 0.0
    number: float = 0.0

    def stronger(self, other: "Evidence") -> "Evidence":
        """Of each fact what says more, so that no fact is counted twice."""
        return Evidence(
            max(self.name, other.name),
            max(self.birth, other.birth),
            max(self.place, other.place),
            max(self.number, other.number),
        )


class _Facts(NamedTuple):
    """What is known: keys of the names, the day with day and month in one order, the year, the parts of the address."""

    keys: NameKeys
    day: str
    year: str
    places: tuple[str, ...]


def facts_together(words: SealedWords) -> set[str]:
    """The plain values to keep of an identity's words, each of two or three facts."""
    facts = _facts(words)
    keys, year = facts.keys, facts.year
    born = [year] if year else [_UNSAID]
    if year and not facts.day:
        born.append(year + _UNSAID)
    kept = {
        *keys.spellings,
        *_joined(keys.pairs, [*born, *facts.places]),
        *_joined(keys.words, facts.places[1:]),
    }
    if facts.day:
        kept.update(_joined((*keys.pairs, *keys.wholes, *keys.words), [facts.day]))
    if year:
        kept.update(_joined(keys.wholes, born))
        kept.update(_joined(keys.words, [f"{year}|{part}" for part in facts.places[:1]]))
    return kept


def asked_together(words: SealedWords, *, near_years: bool = True) -> dict[str, Evidence]:
    """The plain values to look for when these words are asked, and what each says.

    Args:
        words: what is known.
        near_years: whether a birth a year beside the one that is known is looked for too.
    """
    facts = _facts(words)
    keys, provinces, places = facts.keys, facts.places[:1], facts.places[1:]
    asked = {spelling: Evidence(_SPELLING) for spelling in keys.spellings}

    def ask(
        others: Iterable[str],
        *,
        birth: float = 0.0,
        place: float = 0.0,
        whole: bool = False,
        word: bool = False,
    ) -> None:
        others = list(others)
        for of, bits, also in (
            (keys.pairs, _WORDS, True),
            (keys.wholes, _WHOLE, whole),
            (keys.words, _WORD, word),
        ):
            if also:
                asked.update(dict.fromkeys(_joined(of, others), Evidence(bits, birth, place)))

    near = _near(facts.year) if near_years and facts.year else []
    ask(places, place=_PLACE, word=True)
    ask(provinces, place=_PROVINCE)
    ask([_UNSAID], birth=_BIRTH_UNSAID)
    if facts.day:
        ask([facts.day], birth=_DAY, whole=True, word=True)
        ask([f"{year}{facts.day[4:]}" for year in near], birth=_DAY_OF_NEAR_YEAR)
    if facts.year:
        ask([facts.year + _UNSAID], birth=_ITS_YEAR_ONLY, whole=True)
        ask([facts.year], birth=_YEAR_FITS, whole=True)
        ask(near, birth=_YEAR_NEAR)
        around = [f"{facts.year}|{part}" for part in provinces]
        asked |= dict.fromkeys(_joined(keys.words, around), Evidence(_WORD, _YEAR_FITS, _PROVINCE))
    return asked


def by_name_alone(words: SealedWords) -> dict[str, Evidence]:
    """The keys under which names alone are kept, and what each says."""
    keys = {key for name in words.get("names", []) for key in search_keys(name)}
    bits = {"p": _WORDS, "w": _WHOLE}
    return {key: Evidence(bits[key[0]]) for key in sorted(keys) if key[0] in bits}


def _near(year: str) -> list[str]:
    return [str(int(year) + step) for step in (-1, 1)]


def _joined(keys: Iterable[str], others: Iterable[str]) -> Iterator[str]:
    others = list(others)
    return (f"{key}|{other}" for key in keys for other in others)


def _facts(words: SealedWords) -> _Facts:
    day, year = birth_told(str(words.get("birth_date") or ""))
    return _Facts(name_keys(words.get("names", [])), day, year, places_in(str(words.get("address") or "")))


def birth_told(text: str) -> tuple[str, str]:
    """Day and year; the first of January is the year alone, as clerks write it, and day and month stand in one order."""
    try:
        born = date.fromisoformat(text)
    except ValueError:
        found = _YEAR.fullmatch(text)
        return "", found[1] if found else ""
    if (born.month, born.day) == (1, 1):
        return "", str(born.year)
    low, high = sorted((born.month, born.day))
    return f"{born.year}-{low}-{high}", str(born.year)


@lru_cache(maxsize=65536)
def places_in(address: str) -> tuple[str, ...]:
    """The largest parts of an address, the largest first, as they sound: one key in Khmer and in Latin letters."""
    parts = [_KINDS_OF_PLACE.sub(" ", normalise(part)) for part in _PARTS.split(address)]
    sounds = [min((key for key in search_keys(part) if key[0] == "w"), default="") for part in parts]
    return tuple([sound for sound in reversed(sounds) if sound][:_MOST_PARTS])
