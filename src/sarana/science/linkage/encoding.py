"""Names taken apart into numbers once, so that millions of pairs can be compared in columns."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sarana.science.linkage.records import MISSING, Ints, Records
from sarana.science.names.prepared_name import Word, hearing_of, prepare
from sarana.science.names.word_weights import TITLE

MOST_WORDS = 3
_MOST_WAYS = 4
_UNRELIABLE = str.maketrans("", "", "AHY")


@dataclass(frozen=True, slots=True)
class Encoded:
    """Records as numbers.

    Attributes:
        names: by record, the numbers of its one or two names; -1 where there is none.
        words: by name, the numbers of up to three words; -1 beyond them.
        texts: by word, its Latin letters.
        sounds: by word, the numbers of the ways it may sound.
        bones: by word, the number of its consonants.
        classes: by name, the number of its consonants, whatever their order and the spaces between them.
        sex: as in Records.
        births: as in Records.
        phones: as in Records.
        places: by record, the number of its place; -1 unknown.
        provinces: the same for its first two characters.
    """

    names: Ints
    words: Ints
    texts: NDArray[np.object_]
    sounds: Ints
    bones: Ints
    classes: Ints
    sex: Ints
    births: Ints
    phones: Ints
    places: Ints
    provinces: Ints

    def __len__(self) -> int:
        """How many records."""
        return len(self.sex)


class _Numbers(dict[str, int]):
    """Numbers things in the order they are first met."""

    def __missing__(self, key: str) -> int:
        self[key] = number = len(self)
        return number


def encode(records: Records) -> Encoded:
    """Take every distinct name and word of the records apart once."""
    names, sounds, bones, classes = _Numbers(), _Numbers(), _Numbers(), _Numbers()
    by_record = [[names[name] if name else MISSING for name in pair] for pair in records.names]
    tokens = _Numbers()
    words: list[list[int]] = []
    name_classes: list[int] = []
    for name in names:
        telling = telling_words(name)
        words.append(([tokens[word] for word in telling] + [MISSING] * MOST_WORDS)[:MOST_WORDS])
        letters = "".join(hearing_of(word).sound.skeleton for word in telling)
        name_classes.append(classes["".join(sorted(letters.translate(_UNRELIABLE) or letters))])
    texts, word_sounds, word_bones = [], [], []
    for token in tokens:
        heard = hearing_of(token)
        folds = [sounds[fold] for _, fold in heard.ways[:_MOST_WAYS]]
        texts.append(heard.ways[0][0])
        word_sounds.append((folds * _MOST_WAYS)[:_MOST_WAYS])
        word_bones.append(bones[heard.sound.frame])
    return Encoded(
        np.array(by_record, dtype=np.int64).reshape(-1, 2),
        np.array(words, dtype=np.int64).reshape(-1, MOST_WORDS),
        np.array([*texts, ""], dtype=object),
        np.array(word_sounds, dtype=np.int64).reshape(-1, _MOST_WAYS),
        np.array(word_bones, dtype=np.int64),
        np.array(name_classes, dtype=np.int64),
        records.sex,
        records.births,
        records.phones,
        _numbered(records.places),
        _numbered(place[:2] for place in records.places),
    )


def telling_words(name: str) -> list[str]:
    """The words of a name that say who is meant: without titles, the longest three."""
    words: tuple[Word, ...] = prepare(name).words[0]
    kept = [word.token for word in words if word.weight > TITLE] or [word.token for word in words]
    heard = [token for token in kept if hearing_of(token).sound.fold]
    if len(heard) > MOST_WORDS:
        longest = sorted(heard, key=lambda token: (-len(token), token))[:MOST_WORDS]
        heard = [token for token in heard if token in longest][:MOST_WORDS]
    return heard


def _numbered(values: Iterable[str]) -> Ints:
    numbers = _Numbers()
    return np.array([numbers[value] if value else MISSING for value in values], dtype=np.int64)
