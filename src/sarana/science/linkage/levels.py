"""How pairs of records agree, field by field, as ordered levels: 0 is the strongest agreement, -1 is "not known".

Names are one comparison, whatever scripts stand on either side: two comparisons of one name, one for each script, would
count the same evidence twice (precision fell from 0.97 to 0.68 in a trial). Where a record has two names, the best pair
of them counts.
"""

from itertools import permutations

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from sarana.science.linkage.encoding import MOST_WORDS, Encoded
from sarana.science.linkage.records import MISSING, Ints

type Levels = dict[str, NDArray[np.int8]]

SAME, SOUND, BONES, NEAR, PART, LOOSE, ONE_WORD, OTHER = range(8)
#: How many levels each comparison has.
SIZES = {"name": 8, "birth": 5, "phone": 2, "sex": 2, "place": 3}
_NEARLY = 0.86
_PAIRS_AT_ONCE = 400_000
# What each grade of two words counts when the best alignment is chosen; strictly growing.
_WORTH = np.array([0, 3, 8, 10, 11], dtype=np.int64)
_ORDERS = tuple(permutations(range(MOST_WORDS)))
_YEARS_CLOSE = 1


def compare(records: Encoded, left: Ints, right: Ints) -> Levels:
    """The levels of every comparison for pairs of records, given by their numbers."""
    parts = [
        _compared(records, left[at : at + _PAIRS_AT_ONCE], right[at : at + _PAIRS_AT_ONCE])
        for at in range(0, max(len(left), 1), _PAIRS_AT_ONCE)
    ]
    return {field: np.concatenate([part[field] for part in parts]) for field in SIZES}


def _compared(records: Encoded, left: Ints, right: Ints) -> Levels:
    return {
        "name": _names(records, left, right),
        "birth": _births(records.births[left], records.births[right]),
        "phone": _same_or_not(records.phones[left], records.phones[right]),
        "sex": _same_or_not(records.sex[left], records.sex[right]),
        "place": _places(records, left, right),
    }


def _same_or_not(one: Ints, other: Ints) -> NDArray[np.int8]:
    known = (one != MISSING) & (other != MISSING)
    return np.where(known, one != other, MISSING).astype(np.int8)


def _places(records: Encoded, left: Ints, right: Ints) -> NDArray[np.int8]:
    one, other = records.places[left], records.places[right]
    near = records.provinces[left] == records.provinces[right]
    known = (one != MISSING) & (other != MISSING)
    return np.where(known, np.where(one == other, 0, np.where(near, 1, 2)), MISSING).astype(np.int8)


def _births(one: Ints, other: Ints) -> NDArray[np.int8]:
    (year, month, day), (its_year, its_month, its_day) = one.T, other.T
    full = (day > 0) & (its_day > 0)
    parts = (year == its_year).astype(int) + (month == its_month) + (day == its_day)
    swapped = (year == its_year) & (month == its_day) & (day == its_month)
    apart = np.abs(year - its_year)
    level = np.select(
        [full & (parts == 3), full & ((parts == 2) | swapped), ~full & (apart == 0), apart <= _YEARS_CLOSE],  # noqa: PLR2004
        [0, 1, 2, 3],
        4,
    )
    return np.where((year > 0) & (its_year > 0), level, MISSING).astype(np.int8)


def _names(records: Encoded, left: Ints, right: Ints) -> NDArray[np.int8]:
    return name_levels(records, records.names[left], records.names[right])


def name_levels(records: Encoded, left: Ints, right: Ints) -> NDArray[np.int8]:
    """The level of pairs of records by the numbers of their one or two names, shape (n, 2), -1 where there is none."""
    best = np.full(len(left), OTHER + 1, dtype=np.int8)
    for here in (0, 1):
        for there in (0, 1):
            one, other = left[:, here], right[:, there]
            asked = np.flatnonzero((one != MISSING) & (other != MISSING))
            if len(asked):
                best[asked] = np.minimum(best[asked], _name_levels(records, one[asked], other[asked]))
    best[best > OTHER] = MISSING
    return best


def _name_levels(records: Encoded, one: Ints, other: Ints) -> NDArray[np.int8]:
    words, its_words = records.words[one], records.words[other]
    grades = _grades(records, words, its_words)
    aligned = _best_alignment(grades)
    count, its_count = (words != MISSING).sum(axis=1), (its_words != MISSING).sum(axis=1)
    fewest, surplus = np.minimum(count, its_count), np.abs(count - its_count)
    at_least = [(aligned >= grade).sum(axis=1) for grade in range(5)]
    whole = surplus == 0
    together = records.classes[one] == records.classes[other]
    level = np.select(
        [
            whole & (at_least[4] == fewest),
            whole & (at_least[3] == fewest),
            (whole & (at_least[2] == fewest)) | (together & (surplus > 0)),
            whole & (at_least[1] == fewest) & ((at_least[2] > 0) | (fewest == 1)),
            (at_least[2] == fewest) & (fewest > 1),
            (at_least[1] == fewest) & (fewest > 1),
            at_least[2] > 0,
        ],
        [SAME, SOUND, BONES, NEAR, PART, LOOSE, ONE_WORD],
        OTHER,
    )
    return np.where(fewest > 0, level, OTHER).astype(np.int8)


def _best_alignment(grades: NDArray[np.int8]) -> NDArray[np.int8]:
    """By pair, the grades of the order of words in which the two names agree most; -1 where a word has no partner."""
    rows = np.arange(MOST_WORDS)
    best, worth = grades[:, rows, _ORDERS[0]], _worth(grades[:, rows, _ORDERS[0]])
    for order in _ORDERS[1:]:
        tried = grades[:, rows, order]
        value = _worth(tried)
        better = value > worth
        best[better], worth[better] = tried[better], value[better]
    return best


def _worth(grades: NDArray[np.int8]) -> Ints:
    value: Ints = np.where(grades >= 0, _WORTH[grades], 0).sum(axis=1)
    return value


def _grades(records: Encoded, words: Ints, its_words: Ints) -> NDArray[np.int8]:
    """For each word against each: 4 the same, 3 sounds so, 2 same consonants, 1 nearly spelled so, 0 other, -1 no word."""
    grades = np.full((len(words), MOST_WORDS, MOST_WORDS), MISSING, dtype=np.int8)
    # All words of all pairs in one call: engines bring some two thousand pairs at a time.
    pair, place, its_place = np.nonzero((words[:, :, None] != MISSING) & (its_words[:, None, :] != MISSING))
    if len(pair):
        grades[pair, place, its_place] = _word_grades(records, words[pair, place], its_words[pair, its_place])
    return grades


def _word_grades(records: Encoded, one: Ints, other: Ints) -> NDArray[np.int8]:
    span = len(records.texts)
    pairs, back = np.unique(np.minimum(one, other) * span + np.maximum(one, other), return_inverse=True)
    one, other = pairs // span, pairs % span
    ways, its_ways = records.sounds[one], records.sounds[other]
    sound = (ways == its_ways[:, :1]).any(axis=1) | (its_ways == ways[:, :1]).any(axis=1)
    grade = np.select([one == other, sound, records.bones[one] == records.bones[other]], [4, 3, 2], 0)
    rest = np.flatnonzero(grade == 0)
    if len(rest):
        likeness = process.cpdist(
            list(records.texts[one[rest]]), list(records.texts[other[rest]]), scorer=JaroWinkler.similarity
        )
        grade[rest] = likeness >= _NEARLY
    found: NDArray[np.int8] = grade[back].astype(np.int8)
    return found
