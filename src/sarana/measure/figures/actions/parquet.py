"""Rows to Parquet files that are the same, bit by bit, for the same rows in whatever order they come."""

import hashlib
import os
import shutil
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sarana.measure.figures.rows.reading import Rows
from sarana.measure.figures.tables.columns import Convert, Table

# Files that wait to be written at once; each is a few megabytes.
_AHEAD = 4


def arrow_of(table: Table, rows: Rows) -> Any:
    """The rows as an Arrow table, their values converted: each different value once, however many rows hold it."""
    import pyarrow as pa

    types = {"string": pa.string(), "date32": pa.date32(), "int64": pa.int64()}
    if isinstance(rows, list):
        read: Any = zip(*rows, strict=True) if rows else ((),) * len(table.columns)
    else:
        read = rows.columns
    columns = [
        _converted(values, types[kind], convert)
        for (_, kind, convert), values in zip(table.columns, read, strict=True)
    ]
    return pa.table(columns, schema=pa.schema([(name, types[kind]) for name, kind, _ in table.columns]))


def _converted(values: Any, kind: Any, convert: Convert | None) -> Any:
    import pyarrow as pa

    if convert is None:
        return values.cast(kind) if isinstance(values, pa.ChunkedArray) else pa.array(values, kind)
    read = values.combine_chunks() if isinstance(values, pa.ChunkedArray) else pa.array(values)
    coded = read.dictionary_encode(null_encoding="encode")
    return pa.array(map(convert, coded.dictionary.to_pylist()), kind, size=len(coded.dictionary)).take(
        coded.indices
    )


def in_order(arrow: Any, by: str) -> Any:
    """The rows sorted by pseudonym first and then by every other column, so that nothing tells when they were recorded."""
    names = [by, *(name for name in arrow.column_names if name != by)] if by else arrow.column_names
    return arrow.sort_by([(name, "ascending") for name in names]).combine_chunks()


class Files:
    """The files of one snapshot while they are written, by threads of their own; ``told`` holds their rows and hashes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._threads = ThreadPoolExecutor(2)
        self._waiting: deque[tuple[str, int, Future[str]]] = deque()
        self.told: dict[str, dict[str, Any]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, _trace: TracebackType | None) -> None:  # fmt: skip
        self._threads.shutdown(cancel_futures=kind is not None)
        if kind is None:
            self._settle(0)

    def write(self, name: str, arrow: Any, by: str, *, empty: bool = False) -> None:
        """Write a file; one without rows only where ``empty`` asks for it."""
        if not (arrow.num_rows or empty):
            return
        self._settle(_AHEAD)
        work = self._threads.submit(_write, self.folder / name, arrow, by)
        self._waiting.append((name, arrow.num_rows, work))

    def keep(self, name: str, former: Path, told: dict[str, Any]) -> None:
        """The same file as in a former snapshot: one more name for it, or a copy where the disk knows no second name."""
        file = self.folder / name
        file.parent.mkdir(exist_ok=True)
        try:
            os.link(former / name, file)
        except OSError:
            shutil.copy2(former / name, file)
        self.told[name] = told

    def _settle(self, left: int) -> None:
        while len(self._waiting) > left:
            name, rows, written = self._waiting.popleft()
            self.told[name] = {"rows": rows, "sha256": written.result()}


def _write(file: Path, arrow: Any, by: str) -> str:
    import pyarrow as pa
    import pyarrow.parquet as pq

    file.parent.mkdir(exist_ok=True)
    arrow = in_order(arrow, by)
    # Pseudonyms are all different or nearly: a dictionary of them would only be larger.
    plain = {"ref", "person", "case_ref", "victim", "suspect", "operation", "report"}
    spoken = [name for name in arrow.column_names if name not in plain]
    sink = pa.BufferOutputStream()
    pq.write_table(
        arrow, sink, compression="zstd", use_dictionary=spoken, row_group_size=max(1, arrow.num_rows)
    )
    content = memoryview(sink.getvalue())
    file.write_bytes(content)
    # Snapshots share files: what is written once is never opened for writing again.
    file.chmod(0o444)
    return hashlib.sha256(content).hexdigest()
