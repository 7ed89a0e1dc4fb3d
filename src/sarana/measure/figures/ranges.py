"""How a snapshot's records are cut into parts: by ranges of keys, which hang on the keys alone.

The same register is always cut the same way, and a new record moves no other record into another part. A range is the first bits of a key, as text. It is a part when it holds ``MOST`` records or fewer and the range around it
holds more. Keys grow with time (UUID version 7): what is written in a day lies in few ranges.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

MOST = 1 << 15
_BITS = 128


def bits_of(key: UUID) -> str:
    """A key as 128 signs 0 and 1."""
    return format(key.int, f"0{_BITS}b")


def ends_of(prefix: str) -> tuple[UUID, UUID]:
    """The smallest and the largest key of a range."""
    free = _BITS - len(prefix)
    low = (int(prefix, 2) if prefix else 0) << free
    return UUID(int=low), UUID(int=low + (1 << free) - 1)


def cut(keys: Sequence[str], prefix: str = "", *, most: int) -> dict[str, int]:
    """The parts of keys (32 hexadecimal signs, sorted, all within ``prefix``) and how many records each holds."""
    parts: dict[str, int] = {}
    waiting = [(prefix, 0, len(keys))]
    while waiting:
        now, start, end = waiting.pop()
        if end - start <= most:
            if end > start:
                parts[now] = end - start
            continue
        middle = bisect_left(keys, ends_of(now + "1")[0].hex, start, end)
        waiting += [(now + "1", middle, end), (now + "0", start, middle)]
    return parts


@dataclass(frozen=True, slots=True)
class Recut:
    """What becomes of parts when records come and go."""

    # The parts that stay as ranges, each with its records now; those without records are gone.
    kept: dict[str, int]
    # Ranges that have to be cut anew, since a part in them grew too large or several became too small.
    anew: tuple[str, ...]


class Ranges:
    """The parts of a root's keys, as they were cut the last time."""

    def __init__(self, parts: Mapping[str, int], *, most: int) -> None:
        self._parts, self._most = dict(parts), most
        self._around = {part[:length] for part in parts for length in range(len(part))}

    def part_of(self, key: UUID) -> str:
        """The part in which a key lies, or the new one into which it would come."""
        bits = bits_of(key)
        for length in range(_BITS + 1):
            if bits[:length] in self._parts or bits[:length] not in self._around:
                return bits[:length]
        return bits  # pragma: no cover - a key is longer than any range

    def recut(self, counts: Mapping[str, int]) -> Recut:
        """The parts when some of them hold so many records now."""
        now = {part: count for part, count in (self._parts | dict(counts)).items() if count}
        around: dict[str, int] = dict.fromkeys(self._around, 0)
        for part, count in now.items():
            for length in range(len(part)):
                around[part[:length]] = around.get(part[:length], 0) + count
        outer = {prefix for prefix, count in around.items() if count <= self._most}
        wrong = outer | {part for part, count in now.items() if count > self._most}
        anew = tuple(sorted(one for one in wrong if not _within(one, wrong, proper=True)))
        return Recut({part: count for part, count in now.items() if not _within(part, set(anew))}, anew)


def _within(prefix: str, ranges: set[str], *, proper: bool = False) -> bool:
    return any(prefix[:length] in ranges for length in range(len(prefix) + (not proper)))


def by_part(ranges: Ranges, keys: Iterable[UUID]) -> dict[str, list[UUID]]:
    """Keys by the part in which they lie."""
    found: dict[str, list[UUID]] = {}
    for key in keys:
        found.setdefault(ranges.part_of(key), []).append(key)
    return found
