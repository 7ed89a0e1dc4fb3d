import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import batched
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import require
from sarana.base.ledger.actions import record_deed
from sarana.base.vault.keys import search_token
from sarana.base.vault.sealing import give_key, key_of, seal, unseal
from sarana.intake.cells import plain
from sarana.intake.enums import BatchState, RowState
from sarana.intake.layout import Layout, NoHeader, find_layout
from sarana.intake.mapping import Mapped, map_row
from sarana.intake.models import Batch, QuarantinedRow
from sarana.intake.reading import FileNotTaken, rows_of
from sarana.intake.writing import RowWriter
from sarana.register.cases.models import Case

__all__ = ["FileNotTaken", "discard_row", "import_htcds", "mend_row"]

_ROWS_A_STEP = 2000
_MOST_QUARANTINED = 10_000
type Progress = Callable[[int, int], None]


def import_htcds(
    *, by: Officer, path: Path, file_name: str, progress: Progress = lambda _done, _of: None
) -> Batch:
    """Import a file of IOM's Human Trafficking Case Data Standard 2.0, whole or not at all.

    Rows that can't be taken are set aside with field, reason and remedy; rows that are there already are left alone;
    unknown codes are kept and counted. One transaction holds the whole file: a killed process leaves nothing behind.

    Raises:
        FileNotTaken: the file can't be read, or no header names fields of the standard.
    """
    require(by, Power.IMPORT_RECORDS)
    batch = Batch.objects.create(
        layout="htcds-2.0",
        file_name=file_name[-200:],
        file_digest=_digest(path),
        agency=by.agency,
        brought_by=by,
        started_at=timezone.now(),
    )
    try:
        with transaction.atomic():
            _take_rows(by, batch, path, progress)
            batch.state, batch.finished_at = BatchState.IMPORTED, timezone.now()
            batch.save()
            change = {"rows": batch.rows, "imported": batch.imported, "file": batch.file_digest}
            record_deed(by=by, action="import_htcds", record=batch, change=change)
    except BaseException:
        Batch.objects.filter(pk=batch.pk).update(state=BatchState.FAILED, finished_at=timezone.now())
        raise
    return batch


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@dataclass(slots=True)
class Seen:
    """The rows of a file so far, by 64 bits of their keys: some 60 bytes a row, so that a gigabyte of rows fits."""

    once: set[int] = field(default_factory=set)
    again: Counter[int] = field(default_factory=Counter)


def _take_rows(by: Officer, batch: Batch, path: Path, progress: Progress) -> None:
    rows = rows_of(path)
    try:
        layout, first, number = find_layout(rows)
    except NoHeader as fault:
        raise FileNotTaken(
            "No row names fields of the standard. The header must hold names such as prs_FirstName and "
            "vic_TypeOfExploitation. / រកមិនឃើញបឋមកថាតាមស្តង់ដារ HTCDS ទេ។"
        ) from fault
    batch.unknown_columns = layout.unknown
    unknown: dict[str, Counter[str]] = {}
    writer = RowWriter(by, timezone.localdate())
    seen = Seen()
    numbered = _numbered(first, rows, number)
    for step in batched(_filled(numbered, layout), _ROWS_A_STEP, strict=False):
        _take_step(by, batch, writer, layout, step, seen, unknown)
        progress(batch.rows, batch.rows)
    batch.unknown_codes = {name: dict(counts.most_common(200)) for name, counts in unknown.items()}


def _numbered(
    first: Iterable[tuple[int, list[Any]]], rows: Iterator[list[Any]], number: int
) -> Iterator[tuple[int, list[Any]]]:
    yield from first
    yield from enumerate(rows, number)


def _filled(
    numbered: Iterator[tuple[int, list[Any]]], layout: Layout
) -> Iterator[tuple[int, list[Any], dict[str, Any]]]:
    """Rows that say anything: the workbooks number a thousand empty rows."""
    for number, row in numbered:
        if values := layout.values(row):
            yield number, row, values


def _take_step(
    by: Officer,
    batch: Batch,
    writer: RowWriter,
    layout: Layout,
    step: Iterable[tuple[int, list[Any], dict[str, Any]]],
    seen: Seen,
    unknown: dict[str, Counter[str]],
) -> None:
    keyed = [(number, values, source_key(by, values, layout.key(row), seen)) for number, row, values in step]
    there = set(
        Case.objects.filter(source_key__in=[key for _, _, key in keyed]).values_list("source_key", flat=True)
    )
    there |= set(
        QuarantinedRow.objects.filter(source_key__in=[key for _, _, key in keyed]).values_list(
            "source_key", flat=True
        )
    )
    for number, values, key in keyed:
        batch.rows += 1
        if key in there:
            batch.already_there += 1
            continue
        mapped = map_row(values, today=writer.today)
        if mapped.faults:
            set_aside(by, batch, number, values, mapped, key)
            continue
        for name, codes in mapped.unknown.items():
            unknown.setdefault(name, Counter()).update(code[:80] for code in codes)
        writer.add(mapped, key)
        batch.imported += 1
    writer.flush()


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


def set_aside(
    by: Officer, batch: Batch, number: int, values: dict[str, Any], mapped: Mapped, key: str
) -> None:
    """Keep a row that can't be taken, sealed, with its faults.

    Raises:
        FileNotTaken: so many can't be taken that the file must be of another layout.
    """
    if batch.quarantined >= _MOST_QUARANTINED:
        raise FileNotTaken(
            f"More than {_MOST_QUARANTINED:,} rows can't be taken; the file is likely of another layout. Nothing was kept."
        )
    row = QuarantinedRow(
        batch=batch, row=number, source_key=key, faults=[fault.as_json() for fault in mapped.faults]
    )
    data_key = give_key(row, key_of(by.agency))
    seal(
        row,
        {name: value if isinstance(value, list) else plain(value) for name, value in values.items()},
        key=data_key,
    )
    row.save(force_insert=True)
    batch.quarantined += 1


@transaction.atomic
def mend_row(*, by: Officer, row: QuarantinedRow, changes: dict[str, str]) -> bool:
    """Change cells of a row that was set aside and import it if it can be taken now.

    Returns:
        Whether it was imported; if not, its faults say what is still wrong.
    """
    require(by, Power.IMPORT_RECORDS)
    row = (
        QuarantinedRow.objects.select_for_update(of=("self",))
        .select_related("batch", "agency_key")
        .get(pk=row.pk)
    )
    if row.state != RowState.WAITING:
        # Somebody else handled it while this officer was typing; nothing is imported twice.
        return row.state == RowState.REPLAYED
    values = {name: value for name, value in {**unseal(row), **changes}.items() if value}
    seal(row, values)
    mapped = map_row(values, today=timezone.localdate())
    row.faults = [fault.as_json() for fault in mapped.faults]
    if not mapped.faults:
        writer = RowWriter(by, timezone.localdate())
        writer.add(mapped, row.source_key)
        writer.flush()
        row.state = RowState.REPLAYED
        batch = row.batch
        batch.imported, batch.quarantined = batch.imported + 1, batch.quarantined - 1
        batch.save(update_fields=["imported", "quarantined"])
    row.handled_by = by
    row.save()
    record_deed(by=by, action="mend_row", record=row, change={"fields": sorted(changes), "state": row.state})
    return row.state == RowState.REPLAYED


@transaction.atomic
def discard_row(*, by: Officer, row: QuarantinedRow, reason: str) -> None:
    """Set a row aside for good, with the reason."""
    require(by, Power.IMPORT_RECORDS)
    if not reason.strip():
        raise ValueError("Write down why the row is set aside for good.")
    row.state, row.handled_by = RowState.DISCARDED, by
    row.save(update_fields=["state", "handled_by"])
    record_deed(by=by, action="discard_row", record=row, reason=reason)
