"""Sets of a record that are nearly always empty: one question tells which of them hold anybody, and only those are read."""

from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet, Value, prefetch_related_objects

from sarana.base.once import composed_once


def with_sets[Record: Model](record: Record, *names: str) -> Record:
    """The record with its many-to-many sets of these names fetched.

    As ``prefetch_related``, which asks one question for each set: a report is kept from nobody as a rule, and its page asked
    five times for nothing.
    """
    model = type(record)
    held = {names[which] for (which,) in _that_hold(None, model, names, key=record.pk)}
    if held:
        prefetch_related_objects([record], *sorted(held))
    cache = record.__dict__.setdefault("_prefetched_objects_cache", {})
    for name in set(names) - held:
        empty: Any = model._meta.get_field(name).related_model._default_manager.none()  # type: ignore[union-attr]  # noqa: SLF001
        empty._result_cache, empty._prefetch_done = [], True  # noqa: SLF001
        cache[name] = empty
    return record


@composed_once
def _that_hold(model: type[Model], names: tuple[str, ...], *, key: UUID) -> QuerySet[Any, tuple[int]]:
    sets: list[QuerySet[Any, tuple[int]]] = []
    for number, name in enumerate(names):
        field: Any = model._meta.get_field(name)  # noqa: SLF001
        rows = field.remote_field.through._default_manager.filter(**{field.m2m_field_name(): key})  # noqa: SLF001
        sets.append(rows.order_by().annotate(which=Value(number)).values_list("which"))
    first, *others = sets
    return first.union(*others) if others else first.distinct()
