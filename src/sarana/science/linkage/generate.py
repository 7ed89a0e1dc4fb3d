"""Registers of several agencies as they really look, with the truth kept: for tests, benches and rehearsals.

Every person is invented. A person stands in one or more lists, and each list writes her in its own way: in Khmer or in one
of several romanisations, family name first or last, with slips of the hand, the birth as a day, exchanged day and month,
the year alone or YYYY-01-01, an old phone, none, or the one of the village chief that many share. Some persons are twins
(same birth, phone, place and surname) or sisters (all but the birth): the hardest that there is.
"""

from dataclasses import dataclass

import numpy as np

from sarana.science.linkage.name_parts import FIRSTS, SECONDS, SURNAMES, Part
from sarana.science.linkage.records import FIELDS, Ints

AGENCIES = ("police", "immigration", "shelter", "embassy", "hotline")


@dataclass(frozen=True, slots=True)
class Faults:
    """How often what goes wrong; shares of records, or of persons for twins and sisters.

    Attributes:
        khmer: written in Khmer script.
        reordered: given name first.
        slip: one letter of a Latin name wrong.
        no_birth: no birth.
        year_only: the year alone.
        rounded: the first of January of the year.
        swapped: day and month exchanged.
        year_off: the year one off.
        no_phone: no phone.
        other_phone: another phone than her usual one.
        shared_phone: a phone that many use.
        no_place: no place.
        moved: another place of the same province, or another province.
        other_sex: the wrong sex.
        twins: persons with a twin on record.
        sisters: persons with a sister on record.
    """

    khmer: float = 0.35
    reordered: float = 0.12
    slip: float = 0.07
    no_birth: float = 0.06
    year_only: float = 0.1
    rounded: float = 0.12
    swapped: float = 0.04
    year_off: float = 0.03
    no_phone: float = 0.4
    other_phone: float = 0.2
    shared_phone: float = 0.05
    no_place: float = 0.1
    moved: float = 0.2
    other_sex: float = 0.01
    twins: float = 0.02
    sisters: float = 0.06


@dataclass(frozen=True, slots=True)
class Register:
    """Records of several agencies, and who each record really is.

    Attributes:
        columns: by field of FIELDS, the text of each record.
        person: by record, the number of the person.
        khmer: by record, whether the name stands in Khmer.
    """

    columns: dict[str, list[str]]
    person: Ints
    khmer: "np.ndarray[tuple[int, ...], np.dtype[np.bool_]]"

    def rows(self) -> list[dict[str, str]]:
        """The records as rows of text."""
        return [dict(zip(FIELDS, row, strict=True)) for row in zip(*self.columns.values(), strict=True)]


@dataclass(slots=True)
class _Persons:
    surname: Ints
    first: Ints
    second: Ints
    born: Ints  # days since 1950-01-01
    sex: Ints
    phone: Ints
    place: Ints


def generate(records: int, *, seed: int, faults: Faults | None = None, per_person: float = 1.7) -> Register:
    """Make a register of about so many records.

    Args:
        records: how many; exactly.
        seed: the same seed gives the same register.
        faults: how often what goes wrong.
        per_person: records a person, on average.
    """
    draw = np.random.default_rng(seed)
    wrong = faults or Faults()
    persons = _persons(draw, max(int(records / per_person), 1), wrong)
    total = len(persons.sex)
    person = np.concatenate([np.arange(total), draw.integers(0, total, max(records - total, 0))])[:records]
    person = draw.permutation(person)
    khmer = draw.random(records) < wrong.khmer
    places = _places(draw, persons, person, wrong)
    sexes = persons.sex[person] ^ (draw.random(records) < wrong.other_sex)
    columns = {
        "record_id": [f"R{number:08d}" for number in draw.permutation(records).tolist()],
        "list": [
            AGENCIES[number] for number in draw.choice(len(AGENCIES), records, p=[0.3, 0.25, 0.2, 0.15, 0.1])
        ],
        "full_name": _names(draw, persons, person, khmer, wrong),
        "other_name": [""] * records,
        "sex": [("F", "M")[number] for number in sexes.tolist()],
        "date_of_birth": _births(draw, persons.born[person], wrong),
        "phone": _phones(draw, persons.phone[person], wrong),
        "place": places,
    }
    return Register(columns, person, khmer)


def _persons(draw: np.random.Generator, total: int, wrong: Faults) -> _Persons:
    def common(size: int, many: int) -> Ints:
        """Few are common, many are rare."""
        weight = 1 / (np.arange(size) + 6.0)
        return draw.choice(size, many, p=weight / weight.sum())

    made = _Persons(
        common(len(SURNAMES), total), common(len(FIRSTS), total), common(len(SECONDS), total),
        draw.integers(0, 365 * 58, total), (draw.random(total) < 0.45).astype(np.int64),  # noqa: PLR2004
        draw.integers(10_000_000, 99_999_999, total), draw.integers(0, 25 * 40, total),
    )  # fmt: skip
    kin = draw.random(total)
    follows = np.flatnonzero((kin < wrong.twins + wrong.sisters) & (np.arange(total) % 2 == 1))
    follows = np.union1d(
        follows, np.flatnonzero((kin > 1 - wrong.twins - wrong.sisters) & (np.arange(total) % 2 == 1))
    )
    twin = draw.random(len(follows)) < wrong.twins / max(wrong.twins + wrong.sisters, 1e-9)
    for field in ("surname", "phone", "place", "sex"):
        column = getattr(made, field)
        column[follows] = column[follows - 1]
    made.born[follows] = made.born[follows - 1] + np.where(twin, 0, draw.integers(400, 3000, len(follows)))
    return made


def _names(
    draw: np.random.Generator, persons: _Persons, person: Ints, khmer: "np.ndarray[tuple[int, ...], np.dtype[np.bool_]]",
    wrong: Faults,
) -> list[str]:  # fmt: skip
    many = len(person)
    ways = draw.random((3, many))
    # Most agencies use the usual romanisation, the first one.
    ways = np.where(ways < 0.55, 0, ((ways - 0.55) / 0.45 * 0.999)).tolist()  # noqa: PLR2004
    back, slips = (draw.random(many) < wrong.reordered).tolist(), (draw.random(many) < wrong.slip).tolist()
    where, letters = draw.random(many).tolist(), draw.integers(0, 26, many).tolist()
    kinds = draw.integers(0, 4, many).tolist()
    parts = [part[person].tolist() for part in (persons.surname, persons.first, persons.second)]
    written = []
    for at, is_khmer in enumerate(khmer.tolist()):
        surname, first, second = SURNAMES[parts[0][at]], FIRSTS[parts[1][at]], SECONDS[parts[2][at]]
        if is_khmer:
            words = [surname.khmer, first.khmer + second.khmer]
        else:
            given = _way(first, ways[1][at]) + _way(second, ways[2][at])
            words = [_way(surname, ways[0][at]), given]
            if slips[at]:
                words[1] = _slip(given, where[at], letters[at], kinds[at])
            words = [word.capitalize() for word in words]
        written.append(" ".join(reversed(words) if back[at] else words))
    return written


def _way(part: Part, drawn: float) -> str:
    return part.latin[int(drawn * len(part.latin))]


def _slip(word: str, where: float, letter: int, kind: int) -> str:
    """A letter lost, another, one too many, or two exchanged."""
    at = int(where * len(word))
    other = chr(ord("a") + letter)
    if kind == 0 and len(word) > 3:  # noqa: PLR2004 - something must remain
        return word[:at] + word[at + 1 :]
    if kind == 1:
        return word[:at] + other + word[at + 1 :]
    if kind == 2:  # noqa: PLR2004
        return word[:at] + other + word[at:]
    return word[: max(at - 1, 0)] + word[max(at - 1, 0) : at + 1][::-1] + word[at + 1 :]


def _births(draw: np.random.Generator, born: Ints, wrong: Faults) -> list[str]:
    many = len(born)
    day = np.datetime64("1950-01-01") + born.astype("timedelta64[D]")
    day = day + (365 * (draw.random(many) < wrong.year_off) * draw.choice([-1, 1], many)).astype(
        "timedelta64[D]"
    )
    text = np.datetime_as_string(day).tolist()
    kind = draw.random(many).tolist()
    first = wrong.no_birth
    second, third = first + wrong.year_only, first + wrong.year_only + wrong.rounded
    fourth = third + wrong.swapped
    written = []
    for iso, drawn in zip(text, kind, strict=True):
        if drawn < first:
            written.append("")
        elif drawn < second:
            written.append(iso[:4])
        elif drawn < third:
            written.append(iso[:4] + "-01-01")
        elif drawn < fourth and iso[8:] <= "12":
            written.append(f"{iso[:4]}-{iso[8:]}-{iso[5:7]}")
        else:
            written.append(iso)
    return written


def _phones(draw: np.random.Generator, phones: Ints, wrong: Faults) -> list[str]:
    many = len(phones)
    kind = draw.random(many)
    other = draw.integers(10_000_000, 99_999_999, many)
    shared = 20_000_000 + draw.integers(0, max(many // 200, 1), many)
    used = np.where(kind < wrong.no_phone + wrong.other_phone, other, phones)
    chief = draw.random(many) < wrong.shared_phone
    used = np.where(chief, shared, used)
    return [
        "" if none else f"0{number}"
        for number, none in zip(used.tolist(), (kind < wrong.no_phone).tolist(), strict=True)
    ]


def _places(draw: np.random.Generator, persons: _Persons, person: Ints, wrong: Faults) -> list[str]:
    many = len(person)
    home = persons.place[person]
    moved = draw.random(many) < wrong.moved
    near = draw.random(many) < 0.5  # noqa: PLR2004 - half stay in the province
    elsewhere = np.where(near, home // 40 * 40 + draw.integers(0, 40, many), draw.integers(0, 25 * 40, many))
    place = np.where(moved, elsewhere, home)
    none = draw.random(many) < wrong.no_place
    return [
        "" if gone else f"{at // 40 + 1:02d}{at % 40 + 1:02d}"
        for at, gone in zip(place.tolist(), none.tolist(), strict=True)
    ]
