"""Files as rows: workbooks and CSV, streamed, with the traps of strangers' files refused in plain words."""

import codecs
import csv
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

_MOST_UNPACKED = 600 * 1024 * 1024
_MOST_RATIO = 150
_MOST_COLUMNS = 2000
_SHEETS_WITHOUT_ROWS = {"about", "validation", "choices", "settings", "survey"}
csv.field_size_limit(1024 * 1024)
_UNREADABLE = "The CSV can't be read: a quotation mark stays open or a cell is endless."
_END = "the end of this file is reached"
_CAPITAL_WITHIN = re.compile("[a-zß-öø-ÿ][À-ÖØ-Þ]")
_MANY_ACCENTS = 3

type Row = list[Any]


class FileNotTaken(ValueError):
    """A file that can't be read as it is; the message says why and what to send instead."""


def rows_of(path: Path, *, fill_merged: bool = False) -> Iterator[Row]:
    """Every row of the file's data sheet, as raw cells.

    Args:
        path: the file.
        fill_merged: whether a cell that was merged downwards says the same in each of its rows, as whoever merged it
            means; a workbook holds it in the first alone.

    Raises:
        FileNotTaken: empty, a wrong kind, damaged, a zip bomb, locked by a password, or in an encoding of letters that
            nobody can tell.
    """
    with path.open("rb") as file:
        start = file.read(8)
    if not start:
        raise FileNotTaken("The file is empty. / ឯកសារទទេ។")
    if start.startswith(b"PK\x03\x04"):
        _refuse_bomb(path)
        return _workbook_rows(path, fill_merged=fill_merged)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise FileNotTaken(
            "This is an old .xls workbook or one locked by a password. Save it as .xlsx without a password."
        )
    is_wide = start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if start.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b")) or (
        b"\0" in start and not is_wide
    ):
        raise FileNotTaken("This is neither a workbook nor a CSV. Send .xlsx, .xlsm or .csv.")
    return _csv_rows(path, start)


def _refuse_bomb(path: Path) -> None:
    """Look at the sizes a workbook claims before anything is unpacked."""
    try:
        with zipfile.ZipFile(path) as packed:
            entries = packed.infolist()
    except zipfile.BadZipFile as fault:
        raise FileNotTaken("The workbook is damaged. Open it, save it anew and send that.") from fault
    unpacked = sum(entry.file_size for entry in entries)
    ratio = max((entry.file_size / max(1, entry.compress_size) for entry in entries), default=0)
    if unpacked > _MOST_UNPACKED or (ratio > _MOST_RATIO and unpacked > 100 * 1024 * 1024):
        raise FileNotTaken(
            "The workbook unpacks to far more than it should (a zip bomb). Save the rows as .csv and send that."
        )
    if not any(entry.filename.startswith("xl/") for entry in entries):
        raise FileNotTaken("This is a zip file but no workbook. Send .xlsx, .xlsm or .csv.")


def _workbook_rows(path: Path, *, fill_merged: bool) -> Iterator[Row]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with CalamineWorkbook.from_path(path) as workbook:
            names = [
                name for name in workbook.sheet_names if name.strip().lower() not in _SHEETS_WITHOUT_ROWS
            ]
            if not names:
                raise FileNotTaken(
                    "No sheet of the workbook holds rows; an XLSForm is a form, send its export."
                )
            sheet = workbook.get_sheet_by_name(names[0])
            merged = (sheet.merged_cell_ranges or []) if fill_merged else []
            left = sheet.start[1] if sheet.start else 0
            yield from _filled_down(sheet.iter_rows(), merged, left)
    except CalamineError as fault:
        raise FileNotTaken("The workbook is damaged. Open it, save it anew and send that.") from fault


def _filled_down(
    rows: Iterator[Row], merged: list[tuple[tuple[int, int], tuple[int, int]]], left: int
) -> Iterator[Row]:
    """The rows, with what stands in the uppermost of cells merged downwards in each of them.

    Args:
        rows: from the sheet's first row, each from its first filled column.
        merged: ((first row, first column), (last row, last column)) of each range, from 0.
        left: the first filled column.
    """
    lasting: dict[int, tuple[int, Any]] = {}
    begins: dict[int, list[tuple[int, int]]] = {}
    for (first, column), (last, _) in merged:
        if last > first and column >= left:
            begins.setdefault(first, []).append((column - left, last))
    for number, row in enumerate(rows):
        for column, (last, value) in list(lasting.items()):
            if number > last:
                del lasting[column]
            elif column < len(row) and row[column] in (None, ""):
                row[column] = value
        for column, last in begins.get(number, ()):
            if column < len(row):
                lasting[column] = (last, row[column])
        yield row


def _csv_rows(path: Path, start: bytes) -> Iterator[Row]:
    encoding = (
        "utf-16" if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else _encoding_of(path)
    )
    with path.open(encoding=encoding, errors="replace", newline="") as lines:
        sample = lines.read(64 * 1024)
        lines.seek(0)
        first = sample.split("\n", 1)[0]
        delimiter = max(",;\t", key=first.count)
        try:
            for row in csv.reader(_to_the_end(lines), delimiter=delimiter):
                if row == [_END]:
                    return
                if row and row[-1].rstrip().endswith(_END):
                    # The reader would hand out the rest of the file as one cell, and nobody would miss the rows in it.
                    raise FileNotTaken(_UNREADABLE)
                if len(row) > _MOST_COLUMNS:
                    raise FileNotTaken(f"A row has {len(row)} columns; this is no table of cases.")
                yield list(row)
        except csv.Error as fault:
            raise FileNotTaken(_UNREADABLE) from fault


def _to_the_end(lines: Iterable[str]) -> Iterator[str]:
    """The lines and one more, which comes back as a row of its own unless something stayed open before it."""
    yield from lines
    yield f"{_END}\n"


def _encoding_of(path: Path) -> str:
    """UTF-8 unless the first megabyte says otherwise; Excel on old machines writes cp1252 in Latin letters.

    Raises:
        FileNotTaken: the letters are of another old encoding. Read as cp1252 a Chinese, Thai, Khmer or Vietnamese name would
            become a row of accented letters that looks like a name and never finds anybody.
    """
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    with path.open("rb") as file:
        start = file.read(1024 * 1024)
    try:
        decoder.decode(start)
    except UnicodeDecodeError as fault:
        if not _is_western(start):
            raise FileNotTaken(
                "The CSV is in an old encoding, in which names in other scripts can’t be read. "
                "Save it as “CSV UTF-8” or as .xlsx and send that."
            ) from fault
        return "cp1252"
    return "utf-8-sig"


def _is_western(data: bytes) -> bool:
    """Whether bytes may be words in cp1252: no word of accents alone, and no capital with an accent after a small letter.

    The first is what Chinese, Thai or Japanese become, the second Vietnamese, whose tones are signs of their own.
    """
    words = re.findall(r"[^\s,;\t\"]+", data.decode("cp1252", errors="replace"))
    return not any(_CAPITAL_WITHIN.search(word) or _is_accents_alone(word) for word in words)


def _is_accents_alone(word: str) -> bool:
    beyond = sum(not sign.isascii() for sign in word)
    return beyond >= _MANY_ACCENTS and beyond > len(word) - beyond
