"""Linkage for an agency that may not send names: keyed Bloom-filter encodings (Schnell, Bachteler and Reiher 2009).

Both agencies agree on a secret key and encode at home; a third, who has not the key, compares. One filter holds the whole
record (a cryptographic long-term key), every bit comes from HMAC-SHA-256 under the key, never from two hashes combined.

What attacks are known, and what is done: words tried one by one (dictionary) need the key; frequencies of single names
(Kuzu et al. 2011; Niedermeyer et al. 2014 on combined hashes) find no field of its own and no combined hashes here; patterns
of bits mined from many filters (Christen et al. 2018) stay possible in part where very common values give equal bits: so
filters go to one agreed third, never to the public, and are destroyed after the comparison. Who has the key and the filters
can find out whether a given person is in them. It is pseudonymous data, not anonymous.
"""

import hmac
from dataclasses import dataclass
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from sarana.science.linkage.encoding import telling_words
from sarana.science.linkage.records import MISSING, Records
from sarana.science.linkage.words import refusal
from sarana.science.names.prepared_name import hearing_of

type Filters = NDArray[np.uint64]

LEAST_KEY, LEAST_BITS, LEAST_HASHES, MOST_HASHES = 32, 1024, 8, 40
_LEAST_DIFFERENT = 16
FULLEST = 0.6
_WORD = 64


@dataclass(frozen=True, slots=True)
class Parameters:
    """How records are encoded; both sides need the same.

    Attributes:
        bits: length of a filter, a multiple of 64.
        hashes: how many bits each piece of a record sets.
    """

    bits: int = 2048
    hashes: int = 16


@dataclass(frozen=True, slots=True)
class Encodings:
    """Filters of records, and what tells whether two were made alike.

    Attributes:
        ids: of the records.
        filters: by record, its bits in words of 64.
        made_with: a fingerprint of key and parameters.
        hashes: how many bits each piece set.
    """

    ids: tuple[str, ...]
    filters: Filters
    made_with: str
    hashes: int


def encode_privately(records: Records, key: bytes, parameters: Parameters | None = None) -> Encodings:
    """Encode records so that they can be compared without the names.

    Args:
        records: the records.
        key: the secret of the agencies, 32 random bytes or more.
        parameters: how; both sides the same.

    Raises:
        RecordsNotUsable: the key or the parameters are weak, or the filters would be too full to compare.
    """
    how = parameters or Parameters()
    _refuse_weak(key, how)
    known: dict[str, list[int]] = {}
    made = np.zeros((len(records), how.bits), dtype=bool)
    for number in range(len(records)):
        for piece in _pieces(records, number):
            if piece not in known:
                known[piece] = _places(piece, key, how)
            made[number, known[piece]] = True
    if len(made) and made.mean() > FULLEST:
        raise refusal("weak", value=f"{made.mean():.0%}", remedy="Fewer hashes or more bits (bits, hashes).")
    filters = np.packbits(made, axis=1).view(np.uint64)
    sign = hmac.new(key, f"sarana linkage {how.bits} {how.hashes}".encode(), sha256).hexdigest()
    return Encodings(records.ids, filters, sign, how.hashes)


def likeness(
    one: Encodings, other: Encodings, left: NDArray[np.int64], right: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Dice's coefficient of pairs of filters, 0 to 1.

    Raises:
        RecordsNotUsable: the two were not made with the same key and parameters.
    """
    if not hmac.compare_digest(one.made_with, other.made_with):
        raise refusal("other encoding")
    here, there = one.filters[left], other.filters[right]
    both = np.bitwise_count(here & there).sum(axis=1, dtype=np.int64)
    all_bits = np.bitwise_count(here).sum(axis=1, dtype=np.int64) + np.bitwise_count(there).sum(
        axis=1, dtype=np.int64
    )
    alike: NDArray[np.float64] = 2 * both / np.maximum(all_bits, 1)
    return alike


def _refuse_weak(key: bytes, how: Parameters) -> None:
    if len(key) < LEAST_KEY or len(set(key)) < _LEAST_DIFFERENT:
        raise refusal("weak", value="key", remedy=f"{LEAST_KEY} random bytes (secrets.token_bytes).")
    refuse_weak_parameters(how)


def refuse_weak_parameters(how: Parameters) -> None:
    """Refuse filters that are too short, or pieces that set too few bits or too many.

    Raises:
        RecordsNotUsable: they are weak.
    """
    if how.bits < LEAST_BITS or how.bits % _WORD:
        raise refusal("weak", value=f"bits = {how.bits}", remedy=f"≥ {LEAST_BITS}, n × {_WORD}.")
    if not LEAST_HASHES <= how.hashes <= MOST_HASHES:
        raise refusal("weak", value=f"hashes = {how.hashes}", remedy=f"{LEAST_HASHES} – {MOST_HASHES}.")


def _places(piece: str, key: bytes, how: Parameters) -> list[int]:
    """The bits of a piece: each from an HMAC of its own."""
    return [
        int.from_bytes(hmac.digest(key, f"{turn}\0{piece}".encode(), "sha256")[:8], "big") % how.bits
        for turn in range(how.hashes)
    ]


def _pieces(records: Records, number: int) -> set[str]:
    """What of a record is encoded: sounds of its words in pairs, parts of the birth, phone, sex and province."""
    pieces = set()
    for name in records.names[number]:
        for word in telling_words(name) if name else ():
            sound = f"_{hearing_of(word).ways[0][1]}_"
            pieces |= {f"n{sound[at : at + 2]}" for at in range(len(sound) - 1)}
            pieces.add(f"w{hearing_of(word).sound.frame}")
    year, month, day = records.births[number].tolist()
    if year:
        pieces |= {f"y{year}{turn}" for turn in range(2)}
    if day:
        pieces |= {
            f"d{year}-{min(month, day)}-{max(month, day)}",
            f"m{min(month, day)}",
            f"m{max(month, day)}",
        }
    if records.phones[number] != MISSING:
        pieces |= {f"p{records.phones[number]}{turn}" for turn in range(3)}
    if records.places[number]:
        pieces.add(f"l{records.places[number][:2]}")
    if records.sex[number] != MISSING:
        pieces.add(f"s{records.sex[number]}")
    return pieces
