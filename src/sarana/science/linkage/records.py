"""Records of persons as lists hold them, in columns."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from sarana.science.linkage.words import refusal

type Ints = NDArray[np.int64]

FIELDS = ("record_id", "list", "full_name", "other_name", "sex", "date_of_birth", "phone", "place")
NEEDED = ("record_id", "list", "full_name")
MISSING = -1
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$")
_NO_DIGITS = re.compile(r"[^0-9]+")
_MOST_MONTHS, _MOST_DAYS = 12, 31
_SEXES = {"": MISSING, "f": 0, "female": 0, "ស្រី": 0, "ស": 0, "m": 1, "male": 1, "ប្រុស": 1, "ប": 1}
_LEAST_DIGITS, _KEPT_DIGITS = 7, 9
_KHMER_DIGITS = str.maketrans("០១២៣៤៥៦៧៨៩", "0123456789")


@dataclass(frozen=True, slots=True)
class Records:
    """Records in columns, always in the order of their ids: so no result depends on the order they came in.

    Attributes:
        ids: one of its own for each record.
        lists: the list or agency each is from.
        names: the names of each, one or two, in any scripts.
        sex: 0 woman, 1 man, -1 unknown.
        births: year, month and day by record; 0 for what is unknown.
        phones: the last nine digits; -1 unknown.
        places: a code from the province (two characters) down; empty unknown.
    """

    ids: tuple[str, ...]
    lists: tuple[str, ...]
    names: tuple[tuple[str, str], ...]
    sex: Ints
    births: Ints
    phones: Ints
    places: tuple[str, ...]

    def __len__(self) -> int:
        """How many records."""
        return len(self.ids)


def read_records(rows: Iterable[Mapping[str, str | None]], *, first_row: int = 2) -> Records:
    """Read records from rows of text by field name; only id, list and name must be there.

    Args:
        rows: one mapping a record, with the keys of FIELDS.
        first_row: the number that people see on the first of them, for refusals.

    Raises:
        RecordsNotUsable: with the row, the field and a remedy.
    """
    seen: dict[str, tuple[int, _Row]] = {}
    for number, row in enumerate(rows, first_row):
        told = _read(row, number)
        if told.key in seen:
            raise refusal("id twice", row=number, value=repr(told.key), first=seen[told.key][0])
        seen[told.key] = number, told
    if len(seen) < 2:  # noqa: PLR2004 - a pair
        raise refusal("few records")
    kept = [seen[key][1] for key in sorted(seen)]
    return Records(
        tuple(row.key for row in kept),
        tuple(row.list for row in kept),
        tuple(row.names for row in kept),
        np.array([row.sex for row in kept], dtype=np.int64),
        np.array([row.birth for row in kept], dtype=np.int64).reshape(-1, 3),
        np.array([row.phone for row in kept], dtype=np.int64),
        tuple(row.place for row in kept),
    )


@dataclass(slots=True)
class _Row:
    key: str
    list: str
    names: tuple[str, str]
    sex: int
    birth: tuple[int, int, int]
    phone: int
    place: str


def _read(row: Mapping[str, str | None], number: int) -> _Row:
    cell = {field: (row.get(field) or "").strip() for field in FIELDS}
    if not cell["record_id"]:
        raise refusal("no id", row=number)
    if not cell["list"]:
        raise refusal("no list", row=number)
    sex = _SEXES.get(cell["sex"].casefold())
    if sex is None:
        raise refusal("no sex", row=number, value=repr(cell["sex"]))
    birth = birth_of(cell["date_of_birth"])
    if birth is None:
        raise refusal("no date", row=number, value=repr(cell["date_of_birth"]))
    names = cell["full_name"], cell["other_name"]
    return _Row(cell["record_id"], cell["list"], names, sex, birth, phone_of(cell["phone"]), cell["place"])


@lru_cache(maxsize=65536)
def birth_of(text: str) -> tuple[int, int, int] | None:
    """Year, month and day, 0 for what is not said; the first of January is the year alone: clerks write it so.

    None for what is no date.
    """
    if not text:
        return 0, 0, 0
    found = _DATE.match(text.translate(_KHMER_DIGITS))
    if not found:
        return None
    year, month, day = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    if month > _MOST_MONTHS or day > _MOST_DAYS:
        return None
    if (month, day) == (1, 1) or not month:
        return year, 0, 0
    return year, month, day


def phone_of(text: str) -> int:
    """The last nine digits of a phone number without prefix; -1 for none or too few to tell anything."""
    if not text:
        return MISSING
    digits = _NO_DIGITS.sub("", text.translate(_KHMER_DIGITS)).removeprefix("855").lstrip("0")
    return int(digits[-_KEPT_DIGITS:]) if len(digits) >= _LEAST_DIGITS else MISSING
