"""Encoded lists as text that may be sent, and the proposals that a third makes of them.

A file holds filters and codes, in the order of the codes: no name, date, number or id, and nothing of the order in which
the agency keeps its records. A code is an HMAC of the record's id, so that only who has the key and the list knows whose it is.
"""

import base64
import binascii
import hmac
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sarana.science.linkage.private import FULLEST, Encodings, Filters, Parameters, refuse_weak_parameters
from sarana.science.linkage.records import Ints, Records
from sarana.science.linkage.words import refusal

FILE_VERSION = 1
_AT_ONCE = 2_000
_CODE_DIGITS = 24
_BITS_A_WORD = 64


@dataclass(frozen=True, slots=True)
class Encoded:
    """An encoded list as it was sent.

    Attributes:
        codes: of its records.
        lists: the list each is from.
        filters: by record, its bits in words of 64.
        made_with: the fingerprint of key and parameters.
    """

    codes: tuple[str, ...]
    lists: tuple[str, ...]
    filters: Filters
    made_with: str


class Proposal(NamedTuple):
    """Two records of different lists that may be one person's; ``best`` when each is the likeliest for the other."""

    list: str
    code: str
    other_list: str
    other_code: str
    likeness: float
    best: bool


def codes_of(records: Records, key: bytes) -> list[str]:
    """By record, what stands for its id."""
    return [
        hmac.new(key, f"sarana code {records.lists[n]}\0{one}".encode(), sha256).hexdigest()[:_CODE_DIGITS]
        for n, one in enumerate(records.ids)
    ]


def to_lines(encoded: Encodings, codes: Sequence[str], lists: Sequence[str]) -> list[str]:
    """The file, line by line: what it is, then a line a record, in the order of the codes."""
    head = {
        "sarana_private_linkage": FILE_VERSION,
        "made_with": encoded.made_with,
        "bits": encoded.filters.shape[1] * _BITS_A_WORD,
        "hashes": encoded.hashes,
    }
    rows = sorted(zip(codes, lists, encoded.filters, strict=True), key=lambda row: row[0])
    lines = [
        {"code": code, "list": name, "filter": base64.b64encode(bits.astype("<u8").tobytes()).decode()}
        for code, name, bits in rows
    ]
    return [json.dumps(line) for line in (head, *lines)]


def from_lines(lines: Sequence[str], file: str) -> Encoded:
    """Read an encoded list.

    Args:
        lines: of the file.
        file: its name, for refusals.

    Raises:
        RecordsNotUsable: it is none, it is broken, or it was encoded weakly.
    """
    try:
        head = json.loads(lines[0])
        if head["sarana_private_linkage"] != FILE_VERSION:
            raise refusal("no encoding", file=file, value=f"version {head['sarana_private_linkage']}")
        how = Parameters(int(head["bits"]), int(head["hashes"]))
        refuse_weak_parameters(how)
        rows = [json.loads(line) for line in lines[1:] if line.strip()]
        raw = [base64.b64decode(row["filter"], validate=True) for row in rows]
        filters = np.frombuffer(b"".join(raw), dtype="<u8").astype(np.uint64).reshape(len(rows), -1)
        codes, lists = tuple(str(row["code"]) for row in rows), tuple(str(row["list"]) for row in rows)
        sign = str(head["made_with"])
    except (IndexError, KeyError, TypeError, AttributeError, json.JSONDecodeError, binascii.Error) as fault:
        raise refusal("no encoding", file=file, value=type(fault).__name__) from None
    except ValueError as fault:
        if hasattr(fault, "words"):
            raise
        raise refusal("no encoding", file=file, value="filter") from None
    if filters.shape[1:] != (how.bits // _BITS_A_WORD,) or len(set(codes)) != len(codes):
        raise refusal("no encoding", file=file, value="filter, code")
    if rows and np.bitwise_count(filters).sum() / (len(rows) * how.bits) > FULLEST:
        raise refusal("weak", value=file, remedy="bits, hashes")
    return Encoded(codes, lists, filters, sign)


def proposals(
    files: Sequence[Encoded], *, least: float, steps: Callable[[int, int], None] = lambda _done, _of: None
) -> list[Proposal]:
    """Every pair of records of different lists that is at least so alike, the most alike first.

    Every record is compared with every one of every other list: no block and no key that would tell anything about a record
    is in the files. Two lists of 10,000 are 100 million pairs.

    Raises:
        RecordsNotUsable: fewer than two lists, or not all made with one key and one set of parameters.
    """
    for one in files[1:]:
        if not hmac.compare_digest(files[0].made_with, one.made_with):
            raise refusal("other encoding")
    codes = [code for one in files for code in one.codes]
    lists = np.array([name for one in files for name in one.lists], dtype=object)
    names = sorted(set(lists))
    if len(names) < 2:  # noqa: PLR2004 - a pair
        raise refusal("one list")
    filters = np.concatenate([one.filters for one in files])
    of = {name: np.flatnonzero(lists == name) for name in names}
    pairs = [(one, other) for at, one in enumerate(names) for other in names[at + 1 :]]
    found: list[Proposal] = []
    for done, (one, other) in enumerate(pairs):
        steps(done, len(pairs))
        here, there, likeness = _alike(filters[of[one]], filters[of[other]], least)
        best = _best(here, there, likeness)
        found += [
            Proposal(one, codes[of[one][a]], other, codes[of[other][b]], float(alike), bool(top))
            for a, b, alike, top in zip(here.tolist(), there.tolist(), likeness, best, strict=True)
        ]
    steps(len(pairs), len(pairs))
    return sorted(found, key=lambda row: (-round(row.likeness, 6), row[:4]))


def _alike(one: Filters, other: Filters, least: float) -> tuple[Ints, Ints, NDArray[np.float64]]:
    """Pairs whose Dice coefficient is at least so high: bits in common by multiplication of matrices of 0 and 1."""
    parts = []
    for at, rows in _parts(one):
        bits, count = _bits(rows)
        for its_at, its_rows in _parts(other):
            its_bits, its_count = _bits(its_rows)
            dice = 2 * (bits @ its_bits.T) / np.maximum(count[:, None] + its_count[None, :], 1)
            here, there = np.nonzero(dice >= least)
            parts.append((here + at, there + its_at, dice[here, there].astype(np.float64)))
    return (
        np.concatenate([part[0] for part in parts]),
        np.concatenate([part[1] for part in parts]),
        np.concatenate([part[2] for part in parts]),
    )


def _parts(filters: Filters) -> Iterator[tuple[int, Filters]]:
    for at in range(0, len(filters), _AT_ONCE):
        yield at, filters[at : at + _AT_ONCE]


def _bits(filters: Filters) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """By record its bits as 0 and 1, and how many are set; float32 counts exactly up to 16 million."""
    spread = np.unpackbits(np.ascontiguousarray(filters).view(np.uint8), axis=1).astype(np.float32)
    return spread, spread.sum(axis=1)


def _best(here: Ints, there: Ints, likeness: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether a pair is the likeliest of either of its two; equals are all."""
    top: dict[tuple[int, int], float] = {}
    for side, numbers in enumerate((here, there)):
        for number, alike in zip(numbers.tolist(), likeness.tolist(), strict=True):
            top[side, number] = max(top.get((side, number), 0.0), alike)
    tops = [
        alike >= top[0, a] and alike >= top[1, b]
        for a, b, alike in zip(here.tolist(), there.tolist(), likeness.tolist(), strict=True)
    ]
    return np.array(tops, dtype=bool)
