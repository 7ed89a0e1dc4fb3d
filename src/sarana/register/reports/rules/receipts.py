"""Receipts: 16 digits that look like a long telephone number, of which only a slow hash is kept."""

import secrets
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from sarana.base.vault.keys import search_token
from sarana.register.reports.enums import PlainStatus, ReportState
from sarana.register.reports.models import Report

DIGITS = 16
# Few enough that many receipts could share them: finding a row must not confirm a guess.
LOOKUP_BYTES = 3
_GROUPS = (3, 3, 3, 3, 4)
# Argon2id with 19 MiB and two passes, the least that OWASP's Password Storage Cheat Sheet names; about 20 ms.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


def new_receipt() -> str:
    """Sixteen random digits: 53 bits."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"


def grouped(digits: str) -> str:
    """The digits as one writes down a telephone number."""
    parts, at = [], 0
    for size in _GROUPS:
        parts.append(digits[at : at + size])
        at += size
    return " ".join(parts)


def digits_of(typed: str) -> str:
    """The digits of what somebody typed, in any script; empty when they aren't sixteen."""
    digits = "".join(
        str(unicodedata.digit(sign)) for sign in typed[:100] if unicodedata.digit(sign, None) is not None
    )
    return digits if len(digits) == DIGITS else ""


def lookup_of(digits: str) -> bytes:
    """The keyed bytes by which the row is found."""
    return search_token("receipt", digits)[:LOOKUP_BYTES]


def slow_hash_of(digits: str) -> str:
    """What is kept of a receipt."""
    return _HASHER.hash(digits)


def fits(slow_hash: str, digits: str) -> bool:
    """Whether the digits are the ones that were hashed; as slow as hashing."""
    try:
        return _HASHER.verify(slow_hash, digits)
    except VerificationError:
        return False


@cache
def nobodys_hash() -> str:
    """A hash that no receipt fits, so that a number nobody has takes as long as one that somebody has."""
    return slow_hash_of(new_receipt())


def plain_status(report: Report, *, has_answer: bool) -> PlainStatus:
    """What the reporter is told, and no more."""
    if has_answer:
        return PlainStatus.ANSWERED
    return {
        ReportState.RECEIVED: PlainStatus.RECEIVED,
        ReportState.LINKED: PlainStatus.AT_WORK,
        ReportState.CLOSED: PlainStatus.CLOSED,
    }.get(ReportState(report.state), PlainStatus.AT_WORK if report.first_checked_at else PlainStatus.READ)
