"""Chance that can be shown afterwards: everything that is drawn for a table comes from one seed, whose commitment is published."""

import hashlib
import secrets
from collections.abc import Callable, Iterator

_SEED_BYTES = 32
_LABEL = b"sarana release noise 1\0"


def new_seed() -> bytes:
    """A fresh seed of 256 bits from the operating system."""
    return secrets.token_bytes(_SEED_BYTES)


def commitment_of(seed: bytes) -> str:
    """What is published of a seed: it tells nothing of it, and no other seed fits."""
    return hashlib.sha256(_LABEL + b"commitment\0" + seed).hexdigest()


def chance_from(seed: bytes) -> Callable[[int], int]:
    """Whole numbers from 0 to one less than asked, each as likely as the others: SHA-256 of the seed and a counter."""
    stream = _stream(seed)

    def below(limit: int) -> int:
        bits = (limit - 1).bit_length()
        size = (bits + 7) // 8
        while True:
            # What would fall above the limit is thrown away, or small numbers would come too often.
            drawn = int.from_bytes(bytes(next(stream) for _ in range(size))) >> (8 * size - bits)
            if drawn < limit:
                return drawn

    return below


def _stream(seed: bytes) -> Iterator[int]:
    counter = 0
    while True:
        yield from hashlib.sha256(_LABEL + seed + counter.to_bytes(8)).digest()
        counter += 1
