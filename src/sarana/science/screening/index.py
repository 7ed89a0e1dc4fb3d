"""Names against lists: which entries a name may mean, how sure that is, and why.

Candidates are found by the words of a name: as written, as heard, and one slip of the hand away (symmetric deletion, as
in Garbe's SymSpell); by the whole name without blanks; and by phonetic keys for names in other scripts. Only they are
compared word by word, so a name that resembles nothing costs next to nothing. One name and a million go the same way.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sarana.science.names import NameMatch, PreparedName, compare_prepared, prepare, search_keys_of
from sarana.science.names.phonetics import sound_of
from sarana.science.names.prepared_name import Word
from sarana.science.screening.evidence import Query, bare_number, most_that, weigh
from sarana.science.screening.listed import ListedEntry, ListedName, ListVersion

#: At and above this score a hit is worth a person's look; chosen with both halves of the labelled names in view.
RECOMMENDED_THRESHOLD = 0.72
_LONGEST = 300
_SLIPS_FROM = 4
# A shorter number is nobody's own.
_NUMBER_FROM = 5
_MOST_COMPARED, _MOST_BY_KEY = 16, 8
# What share of the longer name's information two names have to share to be compared at all.
_ENOUGH_SHARED, _SOME_SHARED = 0.4, 0.25
_HEARD, _SLIPPED, _FRAMED = 0.9, 0.85, 0.7
_COMMON_POSTINGS = 120
_KEPT = 30_000
_PARTICLE = 0.15
# An apostrophe that a form or an encoding turned into a question mark.
_LOST_SIGN = re.compile(r"(?<=\w)[?\ufffd](?=\w)|(?<!\w)[?\ufffd](?=\w)")


class Hit(NamedTuple):
    """One entry that a name may mean.

    Attributes:
        source: which list.
        entry: the entry.
        name: the spelling of the entry that fits best.
        score: 0 to 1; never lower for more evidence that fits.
        reasons: why, in plain words.
    """

    source: str
    entry: ListedEntry
    name: ListedName
    score: float
    reasons: tuple[str, ...]


class _Filed(NamedTuple):
    """One spelling of one entry, taken apart."""

    entry: int
    name: ListedName
    prepared: PreparedName


class _Met(NamedTuple):
    """A spelling that a name was compared with."""

    place: int
    match: NameMatch
    one_word_of_several: bool


class ScreeningIndex:
    """Editions of lists, ready to be asked.

    Args:
        versions: the editions.
        for_many: keep what words find and what names were compared with, for as long as the index lives: in a country's
            register both come again and again. Not for an index that stays in a server's memory.
    """

    def __init__(self, versions: Sequence[ListVersion], *, for_many: bool = False) -> None:
        self._kept = _KEPT if for_many else 0
        self._entries = [(version.source, entry) for version in versions for entry in version.entries]
        self._filed: list[_Filed] = []
        self._by_word: dict[str, list[int]] = defaultdict(list)
        self._by_sound: dict[str, list[int]] = defaultdict(list)
        self._by_slip: dict[str, list[int]] = defaultdict(list)
        self._by_whole: dict[str, list[int]] = defaultdict(list)
        self._by_frame: dict[str, list[int]] = defaultdict(list)
        self._by_bare_frame: dict[str, list[int]] = defaultdict(list)
        self._by_key: dict[str, list[int]] = defaultdict(list)
        self._by_document: dict[str, list[int]] = defaultdict(list)
        self._posted: dict[Word, dict[int, float]] = {}
        self._met: dict[str, tuple[_Met, ...]] = {}
        words: Counter[str] = Counter()
        for number, (_source, entry) in enumerate(self._entries):
            for name in entry.names:
                self._file(number, name, words)
        self._weights = {word: math.log(1 + len(self._filed) / often) for word, often in words.items()}
        self._rare = math.log(1 + len(self._filed))
        self._totals = [self._worth(dict.fromkeys(_words_of(filed.prepared))) for filed in self._filed]

    def __len__(self) -> int:
        return len(self._entries)

    def _file(self, number: int, name: ListedName, words: Counter[str]) -> None:
        prepared = prepare(name.text[:_LONGEST])
        if not prepared.words[0]:
            return
        place = len(self._filed)
        self._filed.append(_Filed(number, name, prepared))
        for document in self._entries[number][1].documents:
            self._by_document[bare_number(document)].append(place)
        mine = _words_of(prepared)
        for word in dict.fromkeys(mine):
            words[word.text] += 1
            sound = sound_of(word.token)
            self._by_word[word.text].append(place)
            self._by_sound[sound.fold].append(place)
            self._by_frame[sound.frame].append(place)
            if sound.vowel_free:
                self._by_bare_frame[sound.frame].append(place)
            for shorter in _one_less(word.text):
                self._by_slip[shorter].append(place)
        self._by_whole["".join(word.text for word in mine)].append(place)
        for key in search_keys_of(prepared):
            if key[0] == "p":
                self._by_key[key].append(place)

    def _worth(self, words: Iterable[Word]) -> float:
        return sum(self._weights.get(word.text, self._rare) for word in words)

    def screen(self, query: Query, *, threshold: float = RECOMMENDED_THRESHOLD, most: int = 20) -> list[Hit]:
        """The entries that the name may mean, the likeliest first; each entry once, by its best spelling.

        Args:
            query: who is looked for.
            threshold: hits below it are not given.
            most: how many at most.
        """
        text = _LOST_SIGN.sub("", query.name[:_LONGEST])
        met = self._met.get(text)
        if met is None:
            met = self._compared(text)
            if len(self._met) < self._kept:
                self._met[text] = met
        if query.documents:
            met = self._with_numbers(text, met, query.documents)
        best: dict[int, Hit] = {}
        for place, match, one_word in met:
            # More than this no fact about the person can make of the likeness of the names.
            if most_that(match.score, with_documents=bool(query.documents)) < threshold:
                continue
            filed = self._filed[place]
            source, entry = self._entries[filed.entry]
            score, reasons = weigh(query, entry, filed.name, match, is_one_word_of_several=one_word)
            known = best.get(filed.entry)
            if score >= threshold and (known is None or score > known.score):
                best[filed.entry] = Hit(source, entry, filed.name, score, reasons)
        return sorted(best.values(), key=lambda hit: (-hit.score, hit.source, hit.entry.key))[:most]

    def _compared(self, text: str) -> tuple[_Met, ...]:
        """The spellings that a name resembles, the nearest first, each compared with it."""
        prepared = prepare(text)
        if not prepared.words[0]:
            return ()
        words = _words_of(prepared)
        return tuple(self._meet(prepared, words, place) for place in self._candidates(prepared, words))

    def _meet(self, prepared: PreparedName, words: Sequence[Word], place: int) -> _Met:
        filed = self._filed[place].prepared
        one_word = (len(words) == 1) != (len(_words_of(filed)) == 1)
        return _Met(place, compare_prepared(prepared, filed), one_word)

    def _with_numbers(self, text: str, met: tuple[_Met, ...], documents: Sequence[str]) -> tuple[_Met, ...]:
        known = {one.place for one in met}
        found = dict.fromkeys(place for number in documents for place in self._of_number(number))
        prepared = prepare(text)
        if not prepared.words[0]:
            return ()
        words = _words_of(prepared)
        return (*met, *(self._meet(prepared, words, place) for place in found if place not in known))

    def _of_number(self, number: str) -> list[int]:
        """The spellings of entries with this paper or account, whatever their names: a name is changed sooner than those."""
        bare = bare_number(number)
        return self._by_document.get(bare, []) if len(bare) >= _NUMBER_FROM else []

    def _candidates(self, prepared: PreparedName, words: Sequence[Word]) -> list[int]:
        shared: dict[int, float] = {}
        distinct = list(dict.fromkeys(words))
        for postings in sorted((self._postings(word) for word in distinct), key=len):
            # A common word alone brings nobody; it counts for those whom a rarer one has brought.
            brings = len(postings) < _COMMON_POSTINGS or not shared
            for place, worth in postings.items():
                if brings or place in shared:
                    shared[place] = shared.get(place, 0.0) + worth
        total = self._worth(distinct)
        kept = {
            place: share
            for place, worth in shared.items()
            if (share := worth / max(total, self._totals[place])) >= _ENOUGH_SHARED
        }
        for place in self._by_whole.get("".join(word.text for word in words), ()):
            kept[place] = 2.0
        if shared and len(distinct) > 1 and len(kept) < _MOST_BY_KEY:
            for key in search_keys_of(prepared):
                for place in self._by_key.get(key, ())[:_MOST_BY_KEY]:
                    if shared.get(place, 0.0) > _SOME_SHARED * total:
                        kept.setdefault(place, 0.0)
        ranked = sorted(kept.items(), key=lambda pair: (-pair[1], pair[0]))
        return [place for place, _ in ranked[:_MOST_COMPARED]]

    def _postings(self, word: Word) -> dict[int, float]:
        """The spellings that hold the word, or nearly, with what that is worth; not to be changed by who asks."""
        found = self._posted.get(word)
        if found is None:
            found = self._look_up(word)
            if len(self._posted) < self._kept:
                self._posted[word] = found
        return found

    def _look_up(self, word: Word) -> dict[int, float]:
        weight = self._weights.get(word.text, self._rare)
        found: dict[int, float] = {}
        sound = sound_of(word.token)
        if len(sound.frame) > 1:
            # Where one of the two scripts writes no vowels, the consonants are all there is.
            of_frames = self._by_frame if sound.vowel_free else self._by_bare_frame
            for place in of_frames.get(sound.frame, ()):
                found[place] = weight * _FRAMED
        for shorter in _one_less(word.text):
            for place in self._by_slip.get(shorter, ()):
                found[place] = weight * _SLIPPED
        for place in self._by_sound.get(sound.fold, ()):
            found[place] = weight * _HEARD
        for place in self._by_word.get(word.text, ()):
            found[place] = weight
        return found


def _words_of(prepared: PreparedName) -> list[Word]:
    words = prepared.words[0]
    return [word for word in words if word.weight > _PARTICLE] or list(words)


def _one_less(word: str) -> list[str]:
    """The word itself and with each letter left out, for words that are long enough for a slip."""
    if len(word) < _SLIPS_FROM:
        return []
    return [word, *(word[:at] + word[at + 1 :] for at in range(len(word)))]
