"""Sets of a record that are nearly always empty: one question tells which of them hold anybody, and only those are read."""

from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet, Value

from sarana.base.once import composed_once


def with_sets[Record: Model](record: Record, *names: str) -> Record:
    """The record with its many-to-many sets of these names fetched.

    As ``prefetch_related``, which asks one question for each set: a report is kept from nobody as a rule, and its page asked
    five times for nothing.
    """
    model = type(record)
    held = {names[which] for (which,) in _that_hold(None, model, names, key=record.pk)}
    cache = record.__dict__.setdefault("_prefetched_objects_cache", {})
    for name in names:
        # Whoever asks the set further asks the database, and of this record only.
        members: Any = getattr(record, name).all()
        if name not in held:
            members = members.none()
        members._result_cache = _members(None, model, name, key=record.pk) if name in held else []  # noqa: SLF001
        members._prefetch_done = True  # noqa: SLF001
        cache[name] = members
    return record


def holds(record: Model, name: str, key: Any) -> bool:
    """Whether a many-to-many set of the record holds this key; asks only if the set was not fetched with the record."""
    held = getattr(record, name)
    if name in record.__dict__.get("_prefetched_objects_cache", {}):
        return any(each.pk == key for each in held.all())
    return bool(held.filter(pk=key).exists())


@composed_once
def _members(model: type[Model], name: str, *, key: UUID) -> QuerySet[Any]:
    field: Any = model._meta.get_field(name)  # noqa: SLF001
    rows = field.remote_field.through._default_manager.filter(**{field.m2m_field_name(): key})  # noqa: SLF001
    members: QuerySet[Any] = field.related_model._default_manager.filter(  # noqa: SLF001
        pk__in=rows.values(field.m2m_reverse_field_name())
    )
    return members


@composed_once
def _that_hold(model: type[Model], names: tuple[str, ...], *, key: UUID) -> QuerySet[Any, tuple[int]]:
    sets: list[QuerySet[Any, tuple[int]]] = []
    for number, name in enumerate(names):
        field: Any = model._meta.get_field(name)  # noqa: SLF001
        rows = field.remote_field.through._default_manager.filter(**{field.m2m_field_name(): key})  # noqa: SLF001
        sets.append(rows.order_by().annotate(which=Value(number)).values_list("which"))
    first, *others = sets
    return first.union(*others) if others else first.distinct()
