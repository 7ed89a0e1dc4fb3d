"""How entries are hashed and trees are built. Pure, so that anybody can repeat it from an export."""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

GENESIS = "0" * 64


def canonical(value: Any) -> str:
    """JSON with sorted keys and no spare space: one text for one value."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain)


def _plain(value: Any) -> Any:
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case Enum():
            return value.value
        case date() | UUID() | Decimal():
            return str(value)
        case set() | frozenset():
            return sorted(value)
        case _ if hasattr(value, "pk"):
            return str(value.pk)
    raise TypeError(f"{type(value).__name__} has no canonical form in the ledger")


def entry_hash(previous: str, seq: int, at: datetime, *fields: int | str | None) -> str:
    """SHA-256 over the hash before, the number, the time and every other field of the entry, in the model's order."""
    stamp = at.astimezone(UTC).isoformat(timespec="microseconds")
    return hashlib.sha256(canonical([previous, seq, stamp, *fields]).encode()).hexdigest()


def merkle_root(leaves: Iterable[bytes]) -> str:
    """The Merkle tree hash of RFC 6962, section 2.1, in hexadecimal; leaves stream through in memory of log n."""
    stack: list[tuple[int, bytes]] = []
    for leaf in leaves:
        level, node = 0, hashlib.sha256(b"\x00" + leaf).digest()
        while stack and stack[-1][0] == level:
            node = hashlib.sha256(b"\x01" + stack.pop()[1] + node).digest()
            level += 1
        stack.append((level, node))
    if not stack:
        return hashlib.sha256(b"").hexdigest()
    root = stack.pop()[1]
    while stack:
        root = hashlib.sha256(b"\x01" + stack.pop()[1] + root).digest()
    return root.hex()
