"""Time-ordered record identifiers (UUID version 7, RFC 9562)."""

import secrets
import time
import uuid
from datetime import datetime


def new_id() -> uuid.UUID:
    """An identifier that sorts by the millisecond of its making, so that lists page by it without an offset."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & 0xFFFF_FFFF_FFFF) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return uuid.UUID(int=value)


def first_id_at(moment: datetime) -> uuid.UUID:
    """The smallest identifier that ``new_id`` can make at that moment: what came on record since then sorts from it on."""
    return uuid.UUID(int=int(moment.timestamp() * 1_000) << 80 | 0x7 << 76 | 0x2 << 62)


_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no letter that is misread or misheard
_SIGNS = 10


def number_of(prefix: str, identifier: uuid.UUID) -> str:
    """The number by which people name a record, ``C-7KQ2Z-PM4RT``: it tells neither order nor how many there are."""
    bits = identifier.int & ((1 << 5 * _SIGNS) - 1)
    signs = "".join(_ALPHABET[bits >> 5 * place & 31] for place in reversed(range(_SIGNS)))
    return f"{prefix}-{signs[:5]}-{signs[5:]}"
