"""One row after the other: known already, set aside, waiting for a word who it is, or imported."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import batched
from typing import Any
from uuid import UUID

from django.utils import timezone

from sarana.base.accounts.models import Officer
from sarana.base.identifiers import new_id
from sarana.base.vault.crowd import Crowd, probably_among, tokens_kept
from sarana.base.vault.keys import search_token
from sarana.base.vault.models import Identity
from sarana.base.vault.sealing import give_key, key_of, seal
from sarana.intake.cells import Fault, plain
from sarana.intake.layout import Decision
from sarana.intake.looking import (
    MOST_AT_ONCE,
    Looked,
    faults_of,
    look_for_rows,
    unseen_fault,
)
from sarana.intake.mapping import Mapped, map_row
from sarana.intake.models import Batch, QuarantinedRow
from sarana.intake.reading import FileNotTaken
from sarana.intake.writing import RowWriter
from sarana.register.known import identity_numbered

_MOST_QUARANTINED = 10_000
# So many rows that wait are compared with those further down, some three kilobytes each: a file of a gigabyte that came before
# in another shape waits as a whole.
_MOST_HELD = 20_000
# Under this name a row that waits keeps the help another system told of; no field of the standard is called so.
SERVICES = "services"


@dataclass(slots=True)
class Seen:
    """The rows of a file so far, by 64 bits of their keys: some 60 bytes a row, so that a gigabyte of rows fits."""

    once: set[int] = field(default_factory=set)
    again: Counter[int] = field(default_factory=Counter)


@dataclass(slots=True)
class Incoming:
    """A row that is new: its number, its filled cells, what it becomes, its key, and what the file says of its person."""

    number: int
    values: dict[str, Any]
    mapped: Mapped
    key: str
    decision: Decision = field(default_factory=Decision)


def source_key(by: Officer, values: dict[str, Any], sender_key: str, seen: Seen) -> str:
    """The keyed hash by which the same row is known again: the sender's own number, else all that the row holds.

    Two equal rows of one file are two persons about whom the same little is known; they are told apart by their order.
    """
    content = sender_key or "\x1f".join(f"{name}={plain(value)}" for name, value in sorted(values.items()))
    token = search_token("source", f"{by.agency.code}\0{content}").hex()
    if sender_key:
        return token
    short = int(token[:16], 16)
    if short not in seen.once:
        seen.once.add(short)
        return token
    seen.again[short] += 1
    return f"{token}-{seen.again[short] + 1}"


def mapped_again(values: dict[str, Any]) -> Mapped:
    """What a row that waited becomes now, with the help that another system told of."""
    cells = {name: value for name, value in values.items() if name != SERVICES}
    mapped = map_row(cells, today=timezone.localdate())
    mapped.services = [
        (kind, group, date.fromisoformat(day)) for kind, group, day in values.get(SERVICES, [])
    ]
    return mapped


class RowTaker:
    """Takes the new rows of one file: looks for the person of each before anybody is created."""

    def __init__(self, by: Officer, batch: Batch) -> None:
        self.by, self.batch = by, batch
        self.writer = RowWriter(by, timezone.localdate())
        # The row of each who comes from this step of the file, and of each whose row waits; those are on no record yet.
        self._rows = dict[UUID, int]()
        self._held = Crowd()
        # How often each name was met in the file: one that many bear tells nobody apart.
        self._heard: Counter[bytes] = Counter()

    def take(self, rows: Iterable[Incoming]) -> None:
        """Take rows in their order; everything is written when it returns."""
        good = []
        for row in rows:
            if row.mapped.faults:
                self._set_aside(row)
            else:
                good.append(row)
        for some in batched(good, MOST_AT_ONCE, strict=False):
            for row, looked in zip(some, self._look(some), strict=True):
                self._take(row, looked)
        self.writer.flush()
        self._rows = {key: self._rows[key] for key in self._held.words}

    def _look(self, rows: Sequence[Incoming]) -> list[Looked]:
        return look_for_rows(self.by, [row.mapped.identity for row in rows], self._heard)

    def _take(self, row: Incoming, looked: Looked) -> None:
        if row.decision.same_as:
            identity = identity_numbered(self.by, row.decision.same_as)
            if identity is None:
                self._wait(row, [unseen_fault()])
            else:
                self._add(row, identity)
            return
        twins = self._twins(row, looked)
        if twins or looked.is_known:
            # "Another" counts only for a row that waited: nobody rules out whom he was never told of.
            self._wait(row, faults_of(row.mapped, looked, twins))
        else:
            self._add(row)

    def _twins(self, row: Incoming, looked: Looked) -> list[int]:
        """The rows further up that are probably about the same person."""
        alike = [
            one
            for crowd in (self.writer.crowd, self._held)
            for one in probably_among(row.mapped.identity, looked.tokens, crowd, self._heard)
        ]
        return sorted(self._rows[one.key] for one in alike)

    def _add(self, row: Incoming, identity: Identity | None = None) -> None:
        person = self.writer.add(row.mapped, row.key, identity)
        if identity is None:
            self._rows[person.identity_id] = row.number
        self.batch.imported += 1

    def _wait(self, row: Incoming, faults: Sequence[Fault]) -> None:
        keep_row(self.batch, row, faults, may_be_known=True)
        self.batch.to_decide += 1
        if len(self._held.words) >= _MOST_HELD:
            return
        key = new_id()
        self._rows[key] = row.number
        self._held.add(key, row.mapped.identity, tokens_kept(row.mapped.identity))

    def _set_aside(self, row: Incoming) -> None:
        if self.batch.quarantined >= _MOST_QUARANTINED:
            raise FileNotTaken(
                f"More than {_MOST_QUARANTINED:,} rows can't be taken; the file is likely of another layout. Nothing was kept."
            )
        keep_row(self.batch, row, row.mapped.faults, may_be_known=False)
        self.batch.quarantined += 1


def keep_row(batch: Batch, row: Incoming, faults: Sequence[Fault], *, may_be_known: bool) -> None:
    """Keep a row that is not imported yet, sealed, with why and what to do."""
    kept = QuarantinedRow(
        batch=batch,
        row=row.number,
        source_key=row.key,
        faults=[fault.as_json() for fault in faults],
        may_be_known=may_be_known,
    )
    words = {name: value if isinstance(value, list) else plain(value) for name, value in row.values.items()}
    if row.mapped.services:
        words[SERVICES] = [[kind, group, day.isoformat()] for kind, group, day in row.mapped.services]
    seal(kept, words, key=give_key(kept, key_of(batch.agency)))
    kept.save(force_insert=True)
