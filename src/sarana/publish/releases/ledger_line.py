"""How lines of the release ledger are chained; anybody can repeat it. Needs neither the register nor a database."""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from typing import Any

from sarana.base.ledger.rules import canonical

# Cambodia keeps one hour all year; who checks may have no list of the world's hours.
_HERE = timezone(timedelta(hours=7))


def line_hash(previous: str, seq: int, at: str, deed: str, code: str, digest: str) -> str:
    """SHA-256 over the hash before, the line's number, its time, what it tells, of which release, and of what."""
    return hashlib.sha256(canonical([previous, seq, at, deed, code, digest]).encode()).hexdigest()


def day_of(line: Mapping[str, Any]) -> str:
    """The day in the country on which the line was written, as pages tell it; the line itself tells its moment in UTC."""
    return datetime.fromisoformat(line["at"]).astimezone(_HERE).date().isoformat()
