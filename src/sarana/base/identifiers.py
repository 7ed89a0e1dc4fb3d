"""Time-ordered record identifiers (UUID version 7, RFC 9562)."""

import os
import secrets
import threading
import time
import uuid
from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# A millisecond in 4,096 parts, as many as twelve bits hold; a clock that was set back by more than a second is believed.
_PARTS = 4_096
_BEHIND = 1_000 * _PARTS
_lock = threading.Lock()
_last = 0


def new_id() -> uuid.UUID:
    """An identifier that sorts by the moment of its making, so that lists page by it without an offset.

    Those of one process sort in the order in which they were made, so that the rows of a file keep theirs (RFC 9562, 6.2,
    third method). 62 bits are left to chance.
    """
    milliseconds, part = divmod(_next_part(), _PARTS)
    time_of_it = (milliseconds & 0xFFFF_FFFF_FFFF) << 80 | 0x7 << 76 | part << 64
    return uuid.UUID(int=time_of_it | 0x2 << 62 | secrets.randbits(62))


def _next_part() -> int:
    """Now, in parts of a millisecond; or the part after the last that was given, so that none is given twice."""
    global _last  # noqa: PLW0603 - one clock for the process
    now = time.time_ns() * _PARTS // 1_000_000
    with _lock:
        _last = _last + 1 if 0 <= _last - now < _BEHIND else now
        return _last


def _in_the_child() -> None:
    global _lock  # noqa: PLW0603 - the parent's may be held by a thread that is not here
    _lock = threading.Lock()


os.register_at_fork(after_in_child=_in_the_child)


def first_id_at(moment: datetime) -> uuid.UUID:
    """The smallest identifier that ``new_id`` can make at that moment: what came on record since then sorts from it on."""
    return uuid.UUID(int=(moment - _EPOCH) // timedelta(milliseconds=1) << 80 | 0x7 << 76 | 0x2 << 62)


_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no letter that is misread or misheard
_SIGNS = 10


def number_of(prefix: str, identifier: uuid.UUID) -> str:
    """The number by which people name a record, ``C-7KQ2Z-PM4RT``: it tells neither order nor how many there are."""
    bits = identifier.int & ((1 << 5 * _SIGNS) - 1)
    signs = "".join(_ALPHABET[bits >> 5 * place & 31] for place in reversed(range(_SIGNS)))
    return f"{prefix}-{signs[:5]}-{signs[5:]}"
