"""How lines of the release ledger are chained; anybody can repeat it. Needs neither the register nor a database."""

import hashlib

from sarana.base.ledger.rules import canonical


def line_hash(previous: str, seq: int, at: str, deed: str, code: str, digest: str) -> str:
    """SHA-256 over the hash before, the line's number, its time, what it tells, of which release, and of what."""
    return hashlib.sha256(canonical([previous, seq, at, deed, code, digest]).encode()).hexdigest()
