"""How often somebody may try, without knowing who: counters by a keyed hash of the address that nobody can undo.

The key is random, lives in this process's memory only and is thrown away every hour with all counters.
"""

import hmac
import ipaddress
import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

_HOUR = 3600.0
_V6_NETWORK = 64


@dataclass(frozen=True, slots=True)
class Limit:
    """How many tries an hour are answered: from one address, and from all together."""

    each: int
    all: int


# Many who are held together share one line, so that the limit per address is generous.
LIMITS = {"report": Limit(each=30, all=600), "receipt": Limit(each=60, all=3000)}


class Tries:
    """The counters of one process."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._lock = clock, threading.Lock()
        self._begin()

    def _begin(self) -> None:
        self._key, self._began = secrets.token_bytes(32), self._clock()
        self._counts: Counter[bytes] = Counter()
        self._sent: set[bytes] = set()

    def _renew(self) -> None:
        if self._clock() - self._began >= _HOUR:
            self._begin()

    def _mark(self, kind: str, text: str) -> bytes:
        return hmac.digest(self._key, f"{kind}\0{text}".encode(), "sha256")

    def may_try(self, kind: str, address: str) -> bool:
        """Count one try; False when there were too many within the hour.

        An empty address (everybody comes through one proxy) counts towards the whole only.
        """
        limit = LIMITS[kind]
        with self._lock:
            self._renew()
            whole = self._mark(kind, "")
            if self._counts[whole] >= limit.all:
                return False
            if address:
                own = self._mark(kind, _network(address))
                if self._counts[own] >= limit.each:
                    return False
                self._counts[own] += 1
            self._counts[whole] += 1
            return True

    def is_first(self, once: str) -> bool:
        """Whether a form with this random mark comes for the first time; pressing "reload" sends it again."""
        with self._lock:
            self._renew()
            mark = self._mark("once", once)
            if mark in self._sent:
                return False
            self._sent.add(mark)
            return True

    def forget(self, once: str) -> None:
        """Let the form come again, because it was not kept."""
        with self._lock:
            self._sent.discard(self._mark("once", once))


def _network(address: str) -> str:
    """The address itself, or the /64 network of an IPv6 one, which is one line's."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((found, _V6_NETWORK), strict=False))
    return str(found)


def address_of(meta: dict[str, str], *, behind_proxy: bool) -> str:
    """Where a request comes from, used at once and never kept; empty for what comes from this very machine."""
    address = meta.get("REMOTE_ADDR", "")
    if behind_proxy:
        address = meta.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip() or address
    try:
        return "" if ipaddress.ip_address(address).is_loopback else address
    except ValueError:
        return address
