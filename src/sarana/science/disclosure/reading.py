"""Published tables out of files: CSV with one row a count, or JSON with several tables."""

import csv
import json
from collections.abc import Iterator
from typing import Any

from sarana.science.disclosure.tables import ALL, Key, Table

_COUNT = ("count", "value", "n", "ចំនួន")
_TOTALS = {"", ALL, "all", "total", "សរុប", "ទាំងអស់"}
_HIDDEN = {"", "-", "–", "…", "..", "*", "x", "hidden", "លាក់"}
_DIGITS = str.maketrans("០១២៣៤៥៦៧៨៩", "0123456789")


class TableUnreadable(ValueError):
    """A file that holds no table: where, what, and what to do, in Khmer and English."""

    def __init__(self, en: str, km: str) -> None:
        super().__init__(en)
        self.en, self.km = en, km


def tables_of(name: str, content: bytes) -> list[Table]:
    """The tables of a file, told apart by its first sign.

    CSV has a column for each dimension and one that is called ``count``; a total has ``*``, ``all`` or nothing in the place of a
    dimension, a hidden count has nothing, ``…``, ``<11`` or ``1–4``. JSON is ``{"tables": [{"name", "dimensions", "rows": [[…,
    count]]}]}`` with null where a count is hidden.

    Raises:
        TableUnreadable: names the row and what to do.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise TableUnreadable(
            f"{name}: not UTF-8; save it as CSV UTF-8.", f"{name}៖ មិនមែន UTF-8 ទេ សូមរក្សាទុកជា CSV UTF-8។"
        ) from fault
    if text.lstrip().startswith("{"):
        return list(_from_json(name, text))
    return [_from_csv(name, text)]


def _from_csv(name: str, text: str) -> Table:
    rows = list(csv.reader(text.splitlines(keepends=True)))
    header = [column.strip() for column in rows[0]] if rows else []
    at = next((n for n, column in enumerate(header) if column.lower() in _COUNT), None)
    if at is None:
        raise TableUnreadable(
            f"{name}: no column is called count; name the column of the counts so.",
            f"{name}៖ គ្មានជួរឈរឈ្មោះ count ទេ សូមដាក់ឈ្មោះនេះឱ្យជួរឈរនៃចំនួន។",
        )
    dimensions = tuple(column for n, column in enumerate(header) if n != at)
    values: dict[Key, int | None] = {}
    for number, row in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(header):
            raise _row_fault(name, number, f"{len(row)} cells, the header has {len(header)}")
        key = tuple(_part(cell) for n, cell in enumerate(row) if n != at)
        _put(values, name, number, key, _count(name, number, row[at]))
    return Table(name, dimensions, values)


def _from_json(name: str, text: str) -> Iterator[Table]:
    try:
        told: Any = json.loads(text)["tables"]
        for table in told:
            values: dict[Key, int | None] = {}
            for number, (*parts, count) in enumerate(table["rows"], 1):
                written = "" if count is None else str(count)
                key = tuple(_part(str(part)) for part in parts)
                _put(values, name, number, key, _count(name, number, written))
            yield Table(str(table["name"]), tuple(map(str, table["dimensions"])), values)
    except (json.JSONDecodeError, KeyError, TypeError) as fault:
        raise TableUnreadable(
            f'{name}: not JSON of the form {{"tables": [{{"name", "dimensions", "rows"}}]}} ({fault}).',
            f"{name}៖ មិនមែន JSON តាមទម្រង់ដែលត្រូវការទេ។",
        ) from fault


def _part(cell: str) -> str:
    return ALL if cell.strip().lower() in _TOTALS else cell.strip()


def _count(name: str, number: int, cell: str) -> int | None:
    written = cell.strip().translate(_DIGITS).replace("\u00a0", "").replace(",", "")
    if written.lower() in _HIDDEN or written.startswith("<") or "–" in written:
        return None
    if not written.isdecimal():
        raise _row_fault(name, number, f"“{cell}” is no count")
    return int(written)


def _put(values: dict[Key, int | None], name: str, number: int, key: Key, count: int | None) -> None:
    if key in values:
        raise _row_fault(name, number, "the same cell a second time")
    values[key] = count


def _row_fault(name: str, number: int, what: str) -> TableUnreadable:
    return TableUnreadable(
        f"{name}, row {number}: {what}; mend it there.", f"{name} ជួរទី {number}៖ {what}។ សូមកែនៅទីនោះ។"
    )
