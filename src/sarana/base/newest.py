"""The newest records that somebody may see, asked way by way.

An officer sees what his unit holds, what he recorded, where he is named. Asked in one query by OR, a database gathers
thousands of records of a large unit and sorts them all for the newest twenty. Asked way by way, each by its own index, it
reads twenty; the newest of these are the newest of all.
"""

from collections.abc import Callable
from typing import Protocol
from uuid import UUID

from django.db.models import Model, QuerySet

from sarana.base.accounts.models import Officer

NEWEST = UUID(int=2**128 - 1)
"""Beyond every key: what is older than this are the newest of all."""


class Newest[Record: Model](Protocol):
    """Reads a page of a list: the ``most`` records next to ``edge``, older ones or newer ones, from the edge outwards."""

    def __call__(self, officer: Officer, /, *, edge: UUID, newer: bool, most: int) -> list[Record]: ...


def beside[Record: Model](records: QuerySet[Record], edge: UUID, newer: bool) -> QuerySet[Record]:
    """The records beyond a key, those next to it first."""
    if newer:
        return records.filter(pk__gt=edge).order_by("pk")
    return records.filter(pk__lt=edge).order_by("-pk")


def newest_of[Record: Model](
    ways: list[list[tuple[UUID]]], read: Callable[..., list[Record]], *, newer: bool, most: int
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
