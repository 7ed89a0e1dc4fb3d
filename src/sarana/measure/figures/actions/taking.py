import hashlib
import json
import shutil
from collections.abc import Iterator
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
from sarana.measure.figures import triggers
from sarana.measure.figures.actions.parquet import Files
from sarana.measure.figures.actions.parts import (
    NotUsable,
    Progress,
    fingerprint,
    write_changed,
    write_everything,
)
from sarana.measure.figures.actions.verifying import root_of
from sarana.measure.figures.models import ChangeMark, Snapshot
from sarana.measure.figures.tables import SCHEMA_VERSION
from sarana.measure.figures.tables.columns import forget_references


def take_snapshot(
    *, by: Officer | None, progress: Progress = lambda _table, _rows: None, whole: bool = False
) -> Snapshot:
    """Freeze the register's countable facts as Parquet files with a manifest of hashes.

    The same register gives the same files, bit by bit, whether all is read anew (``whole``, and wherever the former
    snapshot does not fit) or only what the database noted as written since the former one. ``by`` is None for the nightly
    run of ``sarana tick``.
    """
    if by is not None:
        require(by, Power.TAKE_SNAPSHOT)
    snapshot = Snapshot(id=new_id(), taken_at=timezone.now(), taken_by=by, schema_version=SCHEMA_VERSION)
    snapshot.folder = str(snapshot.id)
    if not triggers.are_there(connection):
        triggers.install(connection)
        whole = True
    try:
        with one_moment():
            base = Snapshot.objects.filter(is_base=True).first()
            seen = triggers.seen_ranges(connection)
            size, last = snapshot.ledger_size, snapshot.ledger_head = head()
            files = _freeze(snapshot, None if whole else base, progress)
        manifest = {
            "sarana": sarana.__version__,
            "schema_version": SCHEMA_VERSION,
            "taken_at": snapshot.taken_at.isoformat(),
            "ledger": {"size": size, "head": last},
            **files,
        }
        text = json.dumps(manifest, indent=2, sort_keys=True)
        (_folder_of(snapshot) / "manifest.json").write_text(text)
    except BaseException:
        shutil.rmtree(_folder_of(snapshot), ignore_errors=True)
        raise
    finally:
        forget_references()
    snapshot.digest = hashlib.sha256(text.encode()).hexdigest()
    with transaction.atomic():
        _become_base(snapshot, base, seen)
        record_deed(by=by, action="take_snapshot", record=snapshot, change={"digest": snapshot.digest})
    return snapshot


def _folder_of(snapshot: Snapshot) -> Path:
    return Path(settings.SNAPSHOTS) / snapshot.folder


def _freeze(snapshot: Snapshot, base: Snapshot | None, progress: Progress) -> dict[str, Any]:
    """Write the snapshot's files, upon the base where that can be done; what the manifest says of them."""
    made_by = fingerprint()
    if base and (former := _usable(base, made_by)):
        try:
            with Files(_made(snapshot)) as files:
                snapshot.ranges = write_changed(files, base, _folder_of(base), former["files"], progress)
            return {"files": files.told, "root": root_of(files.told), "made_by": made_by, "upon": base.digest}
        except (NotUsable, FileNotFoundError):
            pass
    with Files(_made(snapshot)) as files:
        snapshot.ranges = write_everything(files, progress)
    return {"files": files.told, "root": root_of(files.told), "made_by": made_by}


def _made(snapshot: Snapshot) -> Path:
    folder = _folder_of(snapshot)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _usable(base: Snapshot, made_by: str) -> dict[str, Any] | None:
    """The manifest of the base, when it is the one that was written and was made by the same rules."""
    file = _folder_of(base) / "manifest.json"
    if not file.is_file():
        return None
    content = file.read_bytes()
    if hashlib.sha256(content).hexdigest() != base.digest:
        return None
    manifest: dict[str, Any] = json.loads(content)
    return manifest if manifest.get("made_by") == made_by else None


def _become_base(snapshot: Snapshot, base: Snapshot | None, seen: list[tuple[int, int]]) -> None:
    """Save it; it becomes the base of the next one and the marks it saw are done with, unless another came first."""
    others = Snapshot.objects.filter(is_base=True)
    if base is not None:
        snapshot.is_base = others.filter(pk=base.pk).update(is_base=False, ranges={}) == 1
    else:
        snapshot.is_base = not others.exists()
    if snapshot.is_base:
        for first, last in seen:
            ChangeMark.objects.filter(pk__gte=first, pk__lte=last).delete()
    else:
        snapshot.ranges = {}
    snapshot.save(force_insert=True)


@contextmanager
def one_moment() -> Iterator[None]:
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
