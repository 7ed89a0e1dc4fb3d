import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

import sarana
from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import require
from sarana.base.identifiers import new_id
from sarana.base.ledger.actions import record_deed
from sarana.base.ledger.queries import head
from sarana.measure.figures.models import Snapshot
from sarana.measure.figures.tables import SCHEMA_VERSION, TABLES, Table, forget_references

_ROWS_A_GROUP = 50_000
type Progress = Callable[[str, int], None]


def take_snapshot(*, by: Officer | None, progress: Progress = lambda _table, _rows: None) -> Snapshot:
    """Freeze the register's countable facts as Parquet files with a manifest of hashes.

    The same register gives the same files, bit by bit. ``by`` is None for the nightly run of ``sarana tick``.
    """
    if by is not None:
        require(by, Power.TAKE_SNAPSHOT)
    snapshot = Snapshot(id=new_id(), taken_at=timezone.now(), taken_by=by, schema_version=SCHEMA_VERSION)
    folder = Path(settings.SNAPSHOTS) / str(snapshot.id)
    folder.mkdir(parents=True)
    try:
        with _one_moment():
            size, last = head()
            files = {}
            for table in TABLES:
                files[f"{table.name}.parquet"] = _write(table, folder)
                progress(table.name, files[f"{table.name}.parquet"]["rows"])
        manifest = {
            "sarana": sarana.__version__,
            "schema_version": SCHEMA_VERSION,
            "taken_at": snapshot.taken_at.isoformat(),
            "ledger": {"size": size, "head": last},
            "files": files,
        }
        text = json.dumps(manifest, indent=2, sort_keys=True)
        (folder / "manifest.json").write_text(text)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    finally:
        forget_references()
    snapshot.folder, snapshot.digest = folder.name, hashlib.sha256(text.encode()).hexdigest()
    snapshot.ledger_size, snapshot.ledger_head = size, last
    with transaction.atomic():
        snapshot.save(force_insert=True)
        record_deed(by=by, action="take_snapshot", record=snapshot, change={"digest": snapshot.digest})
    return snapshot


@contextmanager
def _one_moment() -> Iterator[None]:
    """Read every table as of one moment, without keeping writers out."""
    if connection.in_atomic_block:
        yield
        return
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def _write(table: Table, folder: Path) -> dict[str, Any]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {"string": pa.string(), "date32": pa.date32(), "int64": pa.int64()}
    schema = pa.schema([(name, types[kind]) for name, kind, _ in table.columns])
    file = folder / f"{table.name}.parquet"
    rows = 0
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        for group in _groups(table.rows()):
            columns = []
            for (_, _, convert), values in zip(table.columns, zip(*group, strict=True), strict=True):
                columns.append([convert(v) for v in values] if convert else values)
            writer.write_table(pa.table(columns, schema=schema))
            rows += len(group)
    return {"rows": rows, "sha256": hashlib.sha256(file.read_bytes()).hexdigest()}


def _groups(rows: Any) -> Iterator[list[tuple[Any, ...]]]:
    group: list[tuple[Any, ...]] = []
    for row in rows:
        group.append(row)
        if len(group) == _ROWS_A_GROUP:
            yield group
            group = []
    if group:
        yield group


# So many signs of a published head at least must agree.
_LEAST_HEAD = 12


def verify_snapshot(folder: Path, *, head: str = "") -> list[str]:
    """What doesn't fit in a snapshot's folder: files changed, missing or added; empty when it is whole.

    Needs only the files, so that anybody who has them can repeat it; with a published ``head`` of the ledger, or its first
    twelve signs or more, also whether the snapshot is the one that was taken at that head.
    """
    manifest_file = folder / "manifest.json"
    if not manifest_file.is_file():
        return ["manifest.json is missing"]
    manifest = json.loads(manifest_file.read_text())
    faults = []
    for name, told in manifest["files"].items():
        file = folder / name
        if not file.is_file():
            faults.append(f"{name} is missing")
        elif hashlib.sha256(file.read_bytes()).hexdigest() != told["sha256"]:
            faults.append(f"{name} was changed")
    if head and len(head) < _LEAST_HEAD:
        faults.append(f"the head given has fewer than {_LEAST_HEAD} signs")
    elif head and not str(manifest["ledger"]["head"]).startswith(head.lower()):
        faults.append("it was not taken at this ledger head")
    known = {*manifest["files"], "manifest.json"}
    return faults + [
        f"{file.name} does not belong to it" for file in sorted(folder.iterdir()) if file.name not in known
    ]
