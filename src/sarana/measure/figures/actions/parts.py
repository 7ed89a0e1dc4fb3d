"""A snapshot's parts: all of them, or those that changed since a former snapshot and the others as they were."""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection

import sarana
from sarana.base.accounts.models import Agency
from sarana.base.vault.keys import pseudonym
from sarana.base.vocabulary.queries import codes_of
from sarana.measure.figures import ranges, rows, tables, triggers
from sarana.measure.figures.actions.parquet import Files, arrow_of, in_order
from sarana.measure.figures.beside import Share, moment, written_beside
from sarana.measure.figures.models import ChangeMark, Snapshot
from sarana.measure.figures.ranges import Ranges, by_part, cut, ends_of
from sarana.measure.figures.rows import reading
from sarana.measure.figures.rows.reading import EVERYTHING, Only
from sarana.measure.figures.rows.roots import ROOTS, touched_by
from sarana.measure.figures.tables import TABLES
from sarana.measure.figures.tables.columns import Table, reference

# Beyond so many changed records everything is read anew, which is as fast then.
MOST_CHANGES = 30_000
# From so many records on a second process is worth its start.
MANY_RECORDS = 200_000
type Progress = Callable[[str, int], None]


class NotUsable(Exception):
    """The former snapshot can't be built upon."""


@dataclass(slots=True)
class Parts:
    """What is written of a register: its files, and the ranges of keys for the next time."""

    files: Files
    ranges: dict[str, dict[str, int]] = field(default_factory=dict)

    def write_range(self, root: str, prefix: str) -> None:
        """Every table's part of one range, read anew."""
        only = Only(between=ends_of(prefix))
        for table in _of(root):
            arrow = arrow_of(table, table.rows(only))
            self.files.write(_name(table, prefix), arrow, table.by)

    def write_single(self, table: Table) -> None:
        """A table that is not cut."""
        self.files.write(f"{table.name}.parquet", arrow_of(table, table.rows(EVERYTHING)), "", empty=True)


def _of(root: str) -> list[Table]:
    return [table for table in TABLES if table.root == root]


def _name(table: Table, prefix: str) -> str:
    """Where a part lies; what range of keys it holds can't be told from it, since keys tell when a record was made."""
    return f"{table.name}/{pseudonym(f'part {table.root} {prefix}')[:16]}.parquet"


def write_everything(files: Files, progress: Progress) -> dict[str, dict[str, int]]:
    """Every part, read anew, by two processes when there are many records; the ranges of each root's keys."""
    parts = Parts(files)
    for root, source in ROOTS.items():
        keys = sorted(row[0].replace("-", "") for row in reading.read(source, reading.key("pk")))
        parts.ranges[root] = cut(keys, most=ranges.MOST)
    wanted = [(root, prefix) for root, cuts in parts.ranges.items() for prefix in sorted(cuts)]
    if sum(sum(cuts.values()) for cuts in parts.ranges.values()) < MANY_RECORDS:
        _write_ranges(parts, wanted, progress)
    else:
        with written_beside(Share(files.folder, wanted[1::2], moment())) as other:
            _write_ranges(parts, wanted[::2], progress)
            told = other.result()
        if told is None:
            _write_ranges(parts, wanted[1::2], progress)
        else:
            files.told.update(told)
    _write_single_tables(parts, progress)
    return parts.ranges


def _write_ranges(parts: Parts, wanted: list[tuple[str, str]], progress: Progress) -> None:
    for root, prefix in wanted:
        parts.write_range(root, prefix)
        for table in _of(root):
            progress(table.name, parts.ranges[root][prefix])


def _write_single_tables(parts: Parts, progress: Progress) -> None:
    for table in TABLES:
        if not table.root:
            parts.write_single(table)
            progress(table.name, 0)


def marked() -> dict[str, set[UUID]]:
    """What was written since the base: for each table the records whose rows there must be read again.

    Raises:
        NotUsable: when that is so much that reading everything is as fast.
    """
    noted: dict[str, set[UUID]] = {}
    for kind, key in ChangeMark.objects.values_list("kind", "key").distinct()[: MOST_CHANGES + 1]:
        noted.setdefault(kind, set()).add(key)
    if triggers.EMPTIED in noted or sum(map(len, noted.values())) > MOST_CHANGES:
        raise NotUsable("a table was emptied, or too much changed")
    changed: dict[str, set[UUID]] = {table.name: set() for table in TABLES}
    for kind, tables_told in triggers.TELLS.items():
        for table in tables_told:
            changed[table] |= noted.get(kind, set())
    looked_up = (Only(keys=sorted(noted.get(kind, ()))) for kind in ("case", "person", "proceeding", "event"))
    for table, keys in touched_by(*looked_up).items():
        changed[table].update(map(UUID, keys))
    if sum(map(len, changed.values())) > MOST_CHANGES:
        raise NotUsable("too much changed")
    return changed


def write_changed(
    files: Files, base: Snapshot, former: Path, told: dict[str, Any], progress: Progress
) -> dict[str, dict[str, int]]:
    """The parts in which something changed, and the others as the former snapshot has them.

    Raises:
        NotUsable: when the former snapshot can't be built upon.
    """
    changed = marked()
    parts = Parts(files)
    for root in ROOTS:
        was = Ranges(base.ranges[root], most=ranges.MOST)
        _Root(parts, root, former, told, was, changed).write()
        for table in _of(root):
            progress(table.name, 0)
    _write_single_tables(parts, progress)
    return parts.ranges


@dataclass(slots=True)
class _Root:
    """The tables whose rows belong to one kind of record, and their parts as they were."""

    parts: Parts
    root: str
    former: Path
    told: dict[str, Any]
    ranges: Ranges
    changed: dict[str, set[UUID]]

    def write(self) -> None:
        first, *others = _of(self.root)
        keys = by_part(self.ranges, self.changed[first.name])
        now = arrow_of(first, first.rows(Only(keys=sorted(self.changed[first.name]))))
        counts, held = {}, {}
        for prefix, some in keys.items():
            before = held[prefix] = self._before(first, prefix)
            stay = _rows_of(before, first, some, instead=True).num_rows if before else 0
            counts[prefix] = stay + _rows_of(now, first, some).num_rows
        recut = self.ranges.recut(counts)
        self.parts.ranges[self.root] = dict(recut.kept)
        for prefix in recut.kept:
            self._write_part(first, prefix, keys.get(prefix, []), now, held.get(prefix))
        for table in others:
            keys = by_part(self.ranges, self.changed[table.name])
            now = arrow_of(table, table.rows(Only(keys=sorted(self.changed[table.name]))))
            for prefix in recut.kept:
                before = self._before(table, prefix) if prefix in keys else None
                self._write_part(table, prefix, keys.get(prefix, []), now, before)
        for prefix in recut.anew:
            self._cut_anew(prefix)

    def _before(self, table: Table, prefix: str) -> Any:
        """The part as the former snapshot has it, None where it has none; its bytes must be those that were written."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        name = _name(table, prefix)
        if name not in self.told:
            return None
        content = (self.former / name).read_bytes()
        if hashlib.sha256(content).hexdigest() != self.told[name]["sha256"]:
            raise NotUsable(f"{name} was changed")
        return pq.read_table(pa.BufferReader(content))

    def _write_part(self, table: Table, prefix: str, keys: list[UUID], now: Any, before: Any) -> None:
        name = _name(table, prefix)
        if keys:
            new = _rows_of(now, table, keys)
            if before is None:
                self.parts.files.write(name, new, table.by)
                return
            old = _rows_of(before, table, keys)
            if not _same(old, new, table.by):
                import pyarrow as pa

                stays = _rows_of(before, table, keys, instead=True)
                self.parts.files.write(name, pa.concat_tables([stays, new]), table.by)
                return
        if name in self.told:
            self.parts.files.keep(name, self.former, self.told[name])

    def _cut_anew(self, prefix: str) -> None:
        low, high = ends_of(prefix)
        source = ROOTS[self.root].filter(pk__gte=low, pk__lte=high)
        keys = sorted(row[0].replace("-", "") for row in reading.read(source, reading.key("pk")))
        found = cut(keys, prefix, most=ranges.MOST)
        self.parts.ranges[self.root].update(found)
        for part in found:
            self.parts.write_range(self.root, part)


def _rows_of(arrow: Any, table: Table, keys: Iterable[UUID], *, instead: bool = False) -> Any:
    """The rows that belong to these records, or all others."""
    import pyarrow as pa
    import pyarrow.compute as pc

    refs = pa.array([reference(key.hex) for key in keys], pa.int64())
    belongs = pc.is_in(arrow[table.by], refs)
    return arrow.filter(pc.invert(belongs) if instead else belongs)


def _same(one: Any, other: Any, by: str) -> bool:
    return bool(one.num_rows == other.num_rows and in_order(one, by).equals(in_order(other, by)))


def fingerprint() -> str:
    """Everything but the records that decides how a snapshot's files look: where it differs, all is written anew."""
    import pyarrow as pa

    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
        migrations = cursor.fetchall()
    told = [
        sarana.__version__,
        tables.SCHEMA_VERSION,
        ranges.MOST,
        pa.__version__,
        settings.TIME_ZONE,
        pseudonym("fingerprint"),
        _sources(),
        sorted((code.code, code.roll_up) for code in codes_of("TypeOfExploitation").values()),
        sorted((str(pk), code) for pk, code in Agency.objects.values_list("pk", "code")),
        migrations,
    ]
    return hashlib.sha256(json.dumps(told, default=list).encode()).hexdigest()


@cache
def _sources() -> str:
    """The program's own text where it says what rows and columns are: a change there needs no new version to be seen."""
    folders = (Path(package.__file__ or "").parent for package in (rows, tables))
    modules = [file for folder in folders for file in sorted(folder.glob("*.py"))]
    texts = (file.read_bytes() for file in (*modules, Path(ranges.__file__ or "")))
    return hashlib.sha256(b"".join(texts)).hexdigest()
