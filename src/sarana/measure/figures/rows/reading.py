"""How rows are read: all of them, those between two keys, or those that are named, as the database gives them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import batched
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import CharField, F, Manager, Q, QuerySet, TextField
from django.db.models.functions import Cast

# So many keys are asked for in one question.
_AT_ONCE = 2_000
type Row = tuple[Any, ...]
# Rows as the database gives them, or an Arrow table where there are very many.
type Rows = list[Row] | Any
type Source = QuerySet[Any, Any] | Manager[Any]


@dataclass(frozen=True, slots=True)
class Only:
    """Which records are read: those whose key lies between two, or those that are named; without either, all."""

    between: tuple[UUID, UUID] | None = None
    keys: Sequence[UUID] | None = None

    def conditions(self, path: str) -> Iterator[Q]:
        """One condition a question, on the record's key at that path."""
        if self.between:
            yield Q(**{f"{path}__gte": self.between[0], f"{path}__lte": self.between[1]})
        elif self.keys is not None:
            for some in batched(self.keys, _AT_ONCE, strict=False):
                yield Q(**{f"{path}__in": some})
        else:
            yield Q()


EVERYTHING = Only()


def read(source: Source, *columns: Any) -> list[Row]:
    """The values as the database gives them: its driver and Django turn nothing into objects, which takes most of the time."""
    query = source.order_by().values_list(*columns)
    sql, values = query.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def key(path: str) -> Cast:
    """A record's identifier as text."""
    return Cast(F(path), CharField())


def text(path: str) -> Cast:
    """A day, a time or a list of codes as the text that the database holds."""
    return Cast(F(path), TextField())


def reader(source: Source, path: str, *columns: Any) -> Any:
    """A reader of rows that need no second look; ``path`` leads to the key of the record that they belong to."""
    return partial(_rows, source, path, columns)


def _rows(source: Source, path: str, columns: Sequence[Any], only: Only) -> list[Row]:
    found: list[Row] = []
    for condition in only.conditions(path):
        found += read(source.filter(condition), *columns)
    return found
