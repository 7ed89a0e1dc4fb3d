"""What is asked once: facts about an officer in a request, and the words of a query that many requests ask again.

Most of what a page costs is Django putting the same SQL together again. ``composed_once`` keeps it for each officer, with
the facts that went into it; when one of them is another, the query is put together anew.
"""

import copy
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from functools import partial, wraps
from itertools import batched
from typing import Any, Protocol
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet

_answers: ContextVar[dict[Any, Any] | None] = ContextVar("answers of this request", default=None)
_composing: ContextVar[list[tuple[Any, Any]] | None] = ContextVar("facts of this query", default=None)

# What stands in a composed query where the n-th value of the call will stand: nothing that a record could hold.
_PLACES: dict[type, Callable[[int], Any]] = {
    UUID: lambda n: UUID(int=0x0B5A7D9C5EED4F009A1D000000000000 + n),
    int: lambda n: 4_815_162_342_000_000_000 + n,
    str: lambda n: f"\u2060a value that nobody types {n}\u2060",
    bytes: lambda n: b"\x0b no token " + n.to_bytes(4),
    date: lambda n: date(1907, 3, 5) + timedelta(days=n),
    datetime: lambda n: datetime(1907, 3, 5, 4, n // 60, n % 60, 123457, tzinfo=UTC),
}
_MOST_KEPT = 3000
# A tuple of keys takes the next of these lengths, so that a few queries serve all; what is over is filled with nobody's key.
_LENGTHS = (4, 25, 100)
MOST_KEYS = _LENGTHS[-1]
_NOBODYS: dict[type, Any] = {UUID: UUID(int=0), int: -1, str: "", bytes: b""}


class Sighted(Protocol):
    """An officer, as far as it decides what he may see."""

    pk: Any
    role: str
    is_active: bool
    agency: Any
    place_prefix: str


@contextmanager
def one_request() -> Iterator[None]:
    """Facts asked inside are kept until its end; outside nothing is kept, so that actions and commands see what stands."""
    token = _answers.set({})
    try:
        yield
    finally:
        _answers.reset(token)


def once_in_a_request[Record: Model, Answer](ask: Callable[[Record], Answer]) -> Callable[[Record], Answer]:
    """Ask the database for a fact about an officer once in a request; the answer must be comparable."""

    @wraps(ask)
    def answer(record: Record) -> Answer:
        composing = _composing.get()
        kept = _answers.get()
        key = (ask, record.pk)
        if kept is not None and key in kept:
            given = kept[key]
        else:
            token = _composing.set(None)
            try:
                given = ask(record)
            finally:
                _composing.reset(token)
            if kept is not None:
                kept[key] = given
        if composing is not None:
            composing.append((answer, given))
        return given  # type: ignore[no-any-return]

    return answer


class _Composed:
    """A query's SQL with its places, ready to be run again with other values."""

    def __init__(
        self,
        queryset: QuerySet[Any],
        facts: list[tuple[Any, Any]],
        places: dict[str, Any],
        keeps_plan: bool,
    ) -> None:
        self._keeps_plan = keeps_plan
        self._facts = facts
        self._queryset = queryset
        connection = connections[queryset.db]
        self._compiler = queryset.query.get_compiler(queryset.db)
        self._converters: tuple[Any, Any] | None = None
        try:
            self._sql, self._params = self._compiler.as_sql()
        except EmptyResultSet:
            self._sql, self._params = "", ()
        by_place = {_bare(_written(place, connection)): name for name, place in places.items()}
        held = [by_place.get(_bare(param)) if param.__hash__ else None for param in self._params]
        # Where in the parameters each value of a call goes.
        self._slots = [(n, name) for n, name in enumerate(held) if name is not None]
        if self._sql and (missing := places.keys() - held):
            raise RuntimeError(f"The query does not take these values as they are: {', '.join(missing)}.")

    def still_holds(self, officer: Any) -> bool:
        """Whether every fact about the officer that went into it is what it was."""
        return all(ask(officer) == given for ask, given in self._facts)

    def run(self, values: dict[str, Any]) -> list[Any]:
        """The records, with what the query fetches beside them."""
        if not self._sql:
            return []
        alias = self._queryset.db
        connection = connections[alias]
        compiler: Any = copy.copy(self._compiler)
        compiler.connection = connection
        filled = list(self._params)
        for n, name in self._slots:
            filled[n] = _written(values[name], connection)
        params = tuple(filled)
        compiler.as_sql = lambda *_args, **_kwargs: (self._sql, params)
        compiler.get_converters = partial(self._converters_on, compiler)
        query: Any = _Ready(compiler)
        like: Any = self._queryset
        ready: Any = QuerySet(like.model, query=query, using=alias)
        ready._iterable_class = like._iterable_class  # noqa: SLF001
        ready._prefetch_related_lookups = like._prefetch_related_lookups  # noqa: SLF001
        # What stops after the first few rows is planned for its values; a whole answer has one plan for all.
        keep = self._keeps_plan or like.query.high_mark is None
        with getattr(connection, "plans_kept", nullcontext)() if keep else nullcontext():
            return list(ready)

    def _converters_on(self, compiler: Any, expressions: Any) -> Any:
        """How the database's values become ours, column by column; the same each time on one connection."""
        if self._converters is None or self._converters[0] is not compiler.connection:
            self._converters = compiler.connection, type(compiler).get_converters(compiler, expressions)
        return self._converters[1]


class _Ready:
    """Stands where Django looks for a query, and gives the compiler that has the SQL already."""

    def __init__(self, compiler: Any) -> None:
        self._compiler = compiler

    def get_compiler(self, *_args: Any, **_kwargs: Any) -> Any:
        return self._compiler


def _written(value: Any, connection: Any) -> Any:
    """The value as the database's driver takes it."""
    if isinstance(value, UUID):
        return value if connection.features.has_native_uuid_field else value.hex
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return connection.Database.Binary(value) if isinstance(value, bytes) else value


def _bare(param: Any) -> Any:
    """The value inside what drivers wrap bytes in, some of which equal nothing but themselves."""
    return param.obj if isinstance(param, memoryview) or type(param).__name__ == "Binary" else param


_kept: dict[Any, _Composed] = {}


def composed_once[Row](build: Callable[..., QuerySet[Any, Row]]) -> Callable[..., list[Row]]:
    """Read with a query that is put together once for an officer's sight and then only run: records, or rows of values.

    ``build`` takes an officer (or None), what tells one form of the query from another (positional, hashable), and named
    values of type UUID, int, str, bytes, date, datetime or tuple of 1 to 100 of them, which must reach the query unchanged.
    What it asks the database meanwhile must be facts of ``once_in_a_request``: anything else is refused, since the answer
    would be kept. It may not look at the clock.
    """

    @wraps(build)
    def read(officer: Any = None, /, *form: Any, **given: Any) -> list[Row]:
        values, lengths = _one_by_one(given)
        key = (build, connections[DEFAULT_DB_ALIAS].vendor, _sight(officer), form, tuple(given), lengths)
        composed = _kept.get(key)
        if composed is None or not composed.still_holds(officer):
            if len(_kept) >= _MOST_KEPT:
                _kept.clear()
            composed = _kept[key] = _compose(
                partial(build, officer) if officer is not None else build, form, given
            )
        return composed.run(values)

    return read


def portions[Key](keys: Iterable[Key]) -> Iterator[tuple[Key, ...]]:
    """The keys in tuples of as many as a composed query takes at once; none where there is no key."""
    return batched(keys, MOST_KEYS, strict=False)


def keeps_plan[Build: Callable[..., Any]](build: Build) -> Build:
    """Mark a reading that is cut to its first rows and yet may keep its plan: all its rows have to be looked at anyway."""
    build.keeps_plan = True  # type: ignore[attr-defined]
    return build


def all_of[Record: Model](model: type[Record], *beside: str, **parent: Model) -> list[Record]:
    """All records of a parent (``victim=her``) in their usual order, with what is fetched ``beside`` them."""
    ((field, holder),) = parent.items()
    found = _all_of(None, model, field, beside, key=holder.pk)
    for record in found:
        setattr(record, field, holder)
    return found


@composed_once
def _all_of(model: type[Model], field: str, beside: tuple[str, ...], *, key: UUID) -> QuerySet[Any]:
    found = model._default_manager.filter(**{field: key})  # noqa: SLF001
    return found.select_related(*beside) if beside else found


def _sight(officer: Sighted | None) -> tuple[Any, ...]:
    if officer is None:
        return ()
    agency = officer.agency
    return (officer.pk, officer.role, officer.is_active, agency.pk, agency.path, officer.place_prefix)


def _one_by_one(given: dict[str, Any]) -> tuple[dict[str, Any], tuple[int, ...]]:
    """Each value under a name of its own, those of a tuple too; and how many places the tuples take."""
    values, lengths = dict[str, Any](), list[int]()
    for name, value in given.items():
        if type(value) is not tuple:
            values[name] = value
            continue
        length = next((length for length in _LENGTHS if length >= len(value)), 0)
        if not (value and length):
            raise ValueError(f"{len(value)} keys in {name}; a composed query takes 1 to {MOST_KEYS}.")
        lengths.append(length)
        filled = value + (_NOBODYS[type(value[0])],) * (length - len(value))
        values |= {f"{name} {n}": key for n, key in enumerate(filled)}
    return values, tuple(lengths)


def _compose(build: Callable[..., QuerySet[Any]], form: tuple[Any, ...], given: dict[str, Any]) -> _Composed:
    facts: list[tuple[Any, Any]] = []
    token = _composing.set(facts)
    try:
        with connections[DEFAULT_DB_ALIAS].execute_wrapper(_refuse):
            values, _lengths = _one_by_one(given)
            places = {name: _PLACES[type(value)](n) for n, (name, value) in enumerate(sorted(values.items()))}
            named = {
                name: tuple(places[each] for each in values if each.startswith(f"{name} "))
                if type(value) is tuple
                else places[name]
                for name, value in given.items()
            }
            keeps_plan = getattr(getattr(build, "func", build), "keeps_plan", False)
            return _Composed(build(*form, **named), facts, places, keeps_plan)
    finally:
        _composing.reset(token)


def _refuse(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    if _composing.get() is not None:
        raise RuntimeError(
            "A composed query asked the database while it was put together; its answer would be kept."
        )
    return execute(sql, params, many, context)
