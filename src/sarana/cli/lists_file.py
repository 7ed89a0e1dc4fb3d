"""A file of overlapping lists, read into tables; what is wrong with it is told in one sentence."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sarana.science.estimation import CaptureTable, TableNotUsable, table_from_rows
from sarana.science.estimation.refusals import refusal, within

_MOST_BYTES = 20_000_000
_MOST_CATEGORIES = 30


@dataclass(frozen=True, slots=True)
class ListsFile:
    """The rows of a file, its columns parted by what they say.

    Attributes:
        lists: the names of the lists.
        rows: for each row the cells of the lists, then its count.
        strata: for each row the name of its stratum; empty without such a column.
        known: for each row the cells of its covariates.
        covariates: their names.
    """

    lists: tuple[str, ...]
    rows: list[list[str]]
    strata: list[str]
    known: list[list[str]]
    covariates: tuple[str, ...]

    def table(self) -> CaptureTable:
        """All cases by pattern.

        Raises:
            TableNotUsable: with the row, the reason and a remedy.
        """
        return table_from_rows(self.lists, self.rows)

    def tables(self) -> dict[str, CaptureTable]:
        """The cases of each stratum by pattern.

        Raises:
            TableNotUsable: with the stratum, the reason and a remedy.
        """
        found = {}
        for name in sorted(set(self.strata)):
            rows = [row for row, stratum in zip(self.rows, self.strata, strict=True) if stratum == name]
            try:
                found[name] = table_from_rows(self.lists, rows)
            except TableNotUsable as refused:
                raise within(name, refused) from None
        return found

    def two_lists(self) -> tuple[list[bool], list[bool], list[list[float]]]:
        """By case: whether either of two lists has it, and what is known of it as numbers.

        Raises:
            TableNotUsable: when a row can't be read.
        """
        known = self._numbers()
        one, two, kept = [], [], []
        for number, (row, numbers) in enumerate(zip(self.rows, known, strict=True), start=1):
            first, second, count = (cell.strip() for cell in row)
            if first not in {"0", "1"} or second not in {"0", "1"} or not count.isdecimal():
                raise refusal("neither zero nor one", row=number, cells=", ".join(row))
            times = int(count)
            one += [first == "1"] * times
            two += [second == "1"] * times
            kept += [numbers] * times
        return one, two, kept

    def kinds(self) -> tuple[list[int], list[int], list[list[float]]]:
        """By row: on which of the lists its cases are, as a bit mask, how many, and what is known of them as numbers.

        The table must have been read before, which tells of wrong rows.
        """
        patterns = [sum(1 << bit for bit, cell in enumerate(row[:-1]) if float(cell)) for row in self.rows]
        return patterns, [int(float(row[-1])) for row in self.rows], self._numbers()

    def _numbers(self) -> list[list[float]]:
        columns: list[list[float]] = []
        for place, name in enumerate(self.covariates):
            cells = [row[place].strip() for row in self.known]
            try:
                columns.append([float(cell) for cell in cells])
            except ValueError:
                values = sorted(set(cells))
                if len(values) > _MOST_CATEGORIES:
                    raise refusal("many words", name=repr(name), words=len(values)) from None
                columns += [[float(cell == value) for cell in cells] for value in values[1:]]
        return [list(numbers) for numbers in zip(*columns, strict=True)] or [[] for _ in self.rows]


def read_lists(
    file: Path, *, one_a_row: bool, stratum: str = "", covariates: Sequence[str] = ()
) -> ListsFile:
    """Read a CSV file: columns of lists, the count last unless each row is one case.

    Args:
        file: UTF-8, separated by commas, semicolons or tabs; the first row names the columns.
        one_a_row: whether there is no column for the count.
        stratum: the column that names the stratum.
        covariates: the columns of what is known of the cases.

    Raises:
        TableNotUsable: with the reason and a remedy.
    """
    header, *body = _rows_in(file)
    if all(_is_number(cell) for cell in header):
        raise refusal("first row numbers", file=file.name)
    names = [name.strip() for name in header]
    other = [*covariates, *([stratum] if stratum else [])]
    absent = next((name for name in other if name not in names), None)
    if absent is not None:
        raise refusal("no column", name=repr(absent), lists=", ".join(names))
    short = next((number for number, row in enumerate(body, start=1) if len(row) != len(names)), None)
    if short is not None:
        raise refusal("short row", row=short, columns=len(body[short - 1]), expected=len(names))
    places = [place for place, name in enumerate(names) if name not in other]
    counted = [*places[:-1]] if not one_a_row else places
    ends = [["1"] for _ in body] if one_a_row else [[row[places[-1]]] for row in body]
    return ListsFile(
        lists=tuple(names[place] for place in counted),
        rows=[[row[place] for place in counted] + end for row, end in zip(body, ends, strict=True)],
        strata=[row[names.index(stratum)].strip() for row in body] if stratum else [],
        known=[[row[names.index(name)] for name in covariates] for row in body],
        covariates=tuple(covariates),
    )


def _rows_in(file: Path) -> list[list[str]]:
    try:
        if file.stat().st_size > _MOST_BYTES:
            raise refusal("file large", file=file.name)
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise refusal("no file", file=file.name) from None
    except (UnicodeDecodeError, OSError):
        raise refusal("no text", file=file.name) from None
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    try:
        rows = list(csv.reader(text.splitlines(), delimiter=separator))
    except csv.Error:
        raise refusal("no csv", file=file.name) from None
    kept = [row for row in rows if any(cell.strip() for cell in row)]
    if not kept:
        raise refusal("empty file", file=file.name)
    return kept


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
