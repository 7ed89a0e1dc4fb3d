import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import batched
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import require
from sarana.base.ledger.actions import record_deed
from sarana.base.vault.sealing import seal, unseal
from sarana.intake.deciding import decide_what_can_be
from sarana.intake.enums import BatchState, RowState
from sarana.intake.layout import Decision, Layout, NoHeader, find_layout
from sarana.intake.looking import faults_of, look_for_rows
from sarana.intake.mapping import map_row
from sarana.intake.models import Batch, QuarantinedRow
from sarana.intake.reading import FileNotTaken, rows_of
from sarana.intake.taking import Incoming, RowTaker, Seen, mapped_again, source_key
from sarana.intake.writing import RowWriter
from sarana.register.cases.models import Case

__all__ = ["FileNotTaken", "discard_row", "import_htcds", "mend_row"]

_ROWS_A_STEP = 2000
_ROW_KEY = re.compile(r"[0-9a-fA-F]{8}(-?[0-9a-fA-F]{4}){3}-?[0-9a-fA-F]{12}")
type Progress = Callable[[int, int], None]


def import_htcds(
    *, by: Officer, path: Path, file_name: str, progress: Progress = lambda _done, _of: None
) -> Batch:
    """Import a file of IOM's Human Trafficking Case Data Standard 2.0, whole or not at all.

    Rows that can't be taken are set aside with field, reason and remedy; a row whose person is probably on record, or stands
    further up in the file, waits until somebody says who she is; rows that are there already are left alone; unknown
    codes are kept and counted. One transaction holds the whole file: a killed process leaves nothing behind.

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
            change |= {"to_decide": batch.to_decide, "decided": batch.decided}
            record_deed(by=by, action="import_htcds", record=batch, change=change)
    except BaseException:
        Batch.objects.filter(pk=batch.pk).update(state=BatchState.FAILED, finished_at=timezone.now())
        raise
    return batch


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


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
    taker, seen = RowTaker(by, batch), Seen()
    numbered = _numbered(first, rows, number)
    for step in batched(_filled(numbered, layout), _ROWS_A_STEP, strict=False):
        taker.take(_new_rows(by, batch, layout, step, seen, unknown))
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


def _new_rows(
    by: Officer,
    batch: Batch,
    layout: Layout,
    step: Iterable[tuple[int, list[Any], dict[str, Any]]],
    seen: Seen,
    unknown: dict[str, Counter[str]],
) -> list[Incoming]:
    """The rows of a step that are neither imported nor kept; what the file says of rows that wait is decided."""
    keyed = [
        (number, row, values, source_key(by, values, layout.key(row), seen)) for number, row, values in step
    ]
    imported = set(
        Case.objects.filter(source_key__in=[key for *_, key in keyed]).values_list("source_key", flat=True)
    )
    kept = _kept(by, {key: layout.row_key(row) for _, row, _, key in keyed})
    decisions, new, today = dict[UUID, Decision](), list[Incoming](), timezone.localdate()
    for number, row, values, key in keyed:
        batch.rows += 1
        decision = layout.decision(row)
        if key in kept or key in imported:
            batch.already_there += 1
            if decision and key in kept:
                decisions[kept[key]] = decision
            continue
        mapped = map_row(values, today=today)
        for name, codes in {} if mapped.faults else mapped.unknown.items():
            unknown.setdefault(name, Counter()).update(code[:80] for code in codes)
        new.append(Incoming(number, values, mapped, key, decision))
    batch.decided += decide_what_can_be(by=by, decisions=decisions)
    return new


def _kept(by: Officer, named: dict[str, str]) -> dict[str, UUID]:
    """Which of these rows are kept already: by their keys, or by the name that a file of such rows gives them."""
    rows = QuarantinedRow.objects.filter(source_key__in=list(named))
    kept = dict(rows.values_list("source_key", "pk"))
    asked = {key: UUID(name) for key, name in named.items() if _ROW_KEY.fullmatch(name)}
    own = QuarantinedRow.objects.filter(pk__in=set(asked.values()), batch__agency=by.agency)
    there = set(own.values_list("pk", flat=True))
    return {**kept, **{key: pk for key, pk in asked.items() if pk in there}}


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
    mapped = mapped_again(values)
    looked = look_for_rows(by, [mapped.identity])[0]
    row.faults = [fault.as_json() for fault in mapped.faults or faults_of(mapped, looked, ())]
    batch, was_known = row.batch, row.may_be_known
    row.may_be_known = bool(row.faults) and not mapped.faults
    batch.quarantined += (bool(row.faults) and not row.may_be_known) - (not was_known)
    batch.to_decide += row.may_be_known - was_known
    if not row.faults:
        writer = RowWriter(by, timezone.localdate())
        writer.add(mapped, row.source_key)
        writer.flush()
        row.state = RowState.REPLAYED
        batch.imported += 1
        # What it held stands in the register now; whoever forgets her there has forgotten her.
        row.sealed, row.wrapped_key = None, None
    batch.save(update_fields=["imported", "quarantined", "to_decide"])
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
    if row.may_be_known:
        Batch.objects.filter(pk=row.batch_id).update(to_decide=F("to_decide") - 1)
    record_deed(by=by, action="discard_row", record=row, reason=reason)
