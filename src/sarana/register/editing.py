"""Two officers edit the same record: what touches different fields is kept, the same field is asked about.

Every edit names the version it was based on. The ledger tells which fields changed since then, so that nobody's work
is lost by the last one to press save.
"""

import json
from collections.abc import Container, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F
from django.utils import timezone

from sarana.base.accounts.models import Officer
from sarana.base.ledger.actions import record_deed
from sarana.base.ledger.models import Entry
from sarana.base.vault.models import SealedWords
from sarana.base.vault.sealing import seal, unseal

# What the ledger says in place of sealed words.
SEALED = "sealed"
# Under which name a record keeps, sealed, the words that were put right.
FORMER = "former"

type Beside = Mapping[str, tuple[Any, Any]]
"""What is changed with a record and stands beside it, by name: before and after."""


class EditConflict(Exception):
    """Somebody else changed the same field meanwhile.

    ``theirs`` holds their values and ``yours`` the ones that were not saved, by field name.
    """

    def __init__(self, *, theirs: dict[str, Any], yours: dict[str, Any], version: int) -> None:
        self.theirs, self.yours, self.version = theirs, yours, version
        super().__init__(f"Changed by somebody else meanwhile: {', '.join(sorted(theirs))}.")


def apply_changes[Record: models.Model](
    *,
    by: Officer,
    record: Record,
    seen_version: int,
    changes: dict[str, Any],
    action: str,
    words: SealedWords | None = None,
    beside: Beside | None = None,
    reason: str = "",
) -> Record:
    """Save the changed fields and one ledger entry.

    Args:
        by: who edits.
        record: the record, with a ``version`` field.
        seen_version: the version that the editor had before him.
        changes: new values by field name.
        action: the verb for the ledger.
        words: new sealed words by name, for a sealed record; the ledger names them and keeps none of them.
        beside: what is changed with it and is no field of the record, by name: what stood there and what is to stand there.
            It is told and asked about like a field; whoever calls saves it.
        reason: what was wrong, where something is put right; the ledger then keeps what stood there before as well, and
            the words that were replaced stay sealed beside the new ones, as ``former``.

    Raises:
        EditConflict: a field that he changes was changed to something else since that version; nothing is saved.
    """
    model: Any = type(record)
    current = model.objects.select_for_update(of=("self",)).get(pk=record.pk)
    sealed = unseal(current) if words else {}
    apart = beside or {}
    wanted = {**changes, **(words or {}), **{name: after for name, (_before, after) in apart.items()}}
    before = {
        **{name: getattr(current, name) if name in changes else sealed.get(name, "") for name in wanted},
        **{name: stood for name, (stood, _after) in apart.items()},
    }
    changed = {name: value for name, value in wanted.items() if before[name] != value}
    if not changed:
        return current  # type: ignore[no-any-return]
    if current.version != seen_version:
        since = _fields_changed_since(record, seen_version)
        both = sorted(since & changed.keys())
        if both:
            raise EditConflict(
                theirs={name: before[name] for name in both},
                yours={name: changed[name] for name in both},
                version=current.version,
            )
    columns = {name: value for name, value in changed.items() if name in changes}
    for name, value in columns.items():
        setattr(current, name, value)
    if said := {name: value for name, value in changed.items() if name in (words or {})}:
        seal(current, {**sealed, **said, **(_former(sealed, said) if reason else {})})
        columns["sealed"] = current.sealed
    current.version = F("version") + 1
    current.save(update_fields=[*columns, "version"])
    current.refresh_from_db(fields=["version"])
    stood = {"before": _told(before, changed, said)} if reason else {}
    told = {**_told(changed, changed, said), **stood, "version": current.version}
    record_deed(by=by, action=action, record=current, change=told, reason=reason)
    return current  # type: ignore[no-any-return]


def _told(values: dict[str, Any], names: Iterable[str], sealed: Container[str]) -> dict[str, Any]:
    return {name: SEALED if name in sealed else values[name] for name in names}


def _former(sealed: SealedWords, said: Iterable[str]) -> SealedWords:
    """Words that somebody may have acted on, with the moment until which they stood."""
    replaced = {name: sealed[name] for name in said if sealed.get(name)}
    if not replaced:
        return {}
    return {FORMER: [*sealed.get(FORMER, []), {"until": timezone.now().isoformat(), "words": replaced}]}


def former_of(words: SealedWords, name: str) -> list[tuple[datetime, str]]:
    """What stood in a record's sealed words before it was put right, and until when; the latest first."""
    former = [
        (datetime.fromisoformat(old["until"]), str(old["words"][name]))
        for old in words.get(FORMER, [])
        if old["words"].get(name)
    ]
    return former[::-1]


def _fields_changed_since(record: models.Model, version: int) -> set[str]:
    entries = Entry.objects.filter(record_type=record._meta.label_lower, record_id=str(record.pk))  # noqa: SLF001
    changes = (json.loads(change) for change in entries.values_list("change", flat=True))
    return {name for change in changes if change.get("version", 0) > version for name in change} - {
        "version",
        "before",
    }
