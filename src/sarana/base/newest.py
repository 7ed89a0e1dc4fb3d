"""The newest records that somebody may see, asked way by way.

An officer sees what his unit holds, what he recorded, where he is named. Asked in one query by OR, a database gathers
thousands of records of a large unit and sorts them all for the newest twenty. Asked way by way, each by its own index, it
reads twenty; the newest of these are the newest of all.
"""

from collections.abc import Callable, Iterable
from typing import Protocol
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import has_power
from sarana.base.once import composed_once

NEWEST = UUID(int=2**128 - 1)
"""Beyond every key: what is older than this are the newest of all."""


class Newest[Record: Model](Protocol):
    """Reads a page of a list: the ``most`` records next to ``edge``, older ones or newer ones, from the edge outwards."""

    def __call__(self, officer: Officer, /, *, edge: UUID, newer: bool, most: int) -> list[Record]: ...


def newest_by_ways[Record: Model](
    power: Power,
    *,
    seen: Callable[[Officer], QuerySet[Record]],
    ways: Callable[[Officer], list[Q]],
    read: Callable[..., list[Record]],
) -> Newest[Record]:
    """How a list of records is read page by page.

    Args:
        power: without it nobody sees any.
        seen: the records that nothing keeps from an officer.
        ways: what brings a record before him; each is enough.
        read: gives the records of ``keys``, in any order.
    """

    @composed_once
    def keys_on_the_way(
        officer: Officer, way: int, newer: bool, most: int, *, edge: UUID
    ) -> QuerySet[Record, tuple[UUID]]:
        return _next_to(seen(officer).filter(ways(officer)[way]), edge, newer).values_list("pk")[:most]

    def newest(officer: Officer, /, *, edge: UUID, newer: bool, most: int) -> list[Record]:
        if not has_power(officer, power):
            return []
        by_way = (keys_on_the_way(officer, n, newer, most, edge=edge) for n in range(len(ways(officer))))
        return newest_of(by_way, read, newer=newer, most=most)

    return newest


def _next_to[Record: Model](records: QuerySet[Record], edge: UUID, newer: bool) -> QuerySet[Record]:
    if newer:
        return records.filter(pk__gt=edge).order_by("pk")
    return records.filter(pk__lt=edge).order_by("-pk")


def newest_of[Record: Model](
    ways: Iterable[list[tuple[UUID]]], read: Callable[..., list[Record]], *, newer: bool, most: int
) -> list[Record]:
    """The records next to the edge, of the keys that each way gave.

    Args:
        ways: for each way, the keys next to the edge, ``most`` of them at most.
        read: gives the records of ``keys``, in any order.
        newer: whether the keys go towards newer records.
        most: how many are wanted.
    """
    keys = sorted({key for way in ways for (key,) in way}, reverse=not newer)[:most]
    if not keys:
        return []
    found = {record.pk: record for record in read(keys=tuple(keys))}
    return [found[key] for key in keys if key in found]
