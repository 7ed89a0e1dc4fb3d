"""Turns rows and columns into what the table template writes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from sarana.web.components import Column, Row
from sarana.web.wording import shown

NUMERIC = {"number", "percent"}
_DAYS = {"text", "datetime"}


@dataclass(frozen=True, kw_only=True)
class Head:
    """A column's heading: its words, where a click sorts to and how the table is sorted by it now."""

    column: Column
    url: str
    direction: str
    numeric: bool


def heads(columns: Sequence[Column], request: HttpRequest | None) -> list[Head]:
    """Headings whose links sort by `?sort=name`, again for `?sort=-name`, keep the filters and leave the page."""
    now = request.GET.get("sort", "") if request is not None else ""
    return [_head(column, now, request) for column in columns]


def _head(column: Column, now: str, request: HttpRequest | None) -> Head:
    direction = (
        {column.sort: "ascending", f"-{column.sort}": "descending"}.get(now, "") if column.sort else ""
    )
    url = ""
    if column.sort and request is not None:
        query = request.GET.copy()
        for key in ("after", "before", "page"):
            query.pop(key, None)
        query["sort"] = f"-{column.sort}" if direction == "ascending" else column.sort
        url = f"?{query.urlencode()}"
    return Head(column=column, url=url, direction=direction, numeric=column.kind in NUMERIC)


def body(rows: Iterable[Row], columns: Sequence[Column]) -> SafeString:
    """The rows as they are written; the first cell of each names it.

    Put together here and not in the template, for a list has hundreds of cells.
    """
    labels = [conditional_escape(str(column.label)) for column in columns]
    return SafeString("".join(f"<tr>{_row(row, columns, labels)}</tr>\n" for row in rows))


def _row(row: Row, columns: Sequence[Column], labels: Sequence[str]) -> str:
    cells = [_cell(row, column) for column in columns]
    rest = (
        f'<td{' class="num"' if column.kind in NUMERIC else ""} data-label="{label}">{cell}</td>'
        for column, label, cell in zip(columns[1:], labels[1:], cells[1:], strict=True)
    )
    return f'<th scope="row">{cells[0]}</th>{"".join(rest)}'


def _value(row: Row, key: str) -> object:
    """What stands under the key; a dotted key (`province.name`) goes on inside, and stops at an empty value."""
    value: object = row
    for step in key.split("."):
        value = value.get(step) if isinstance(value, Mapping) else getattr(value, step, None)
        value = value() if callable(value) else value
    return value


def _cell(row: Row, column: Column) -> str:
    # A day stands in a cell as short as it can be said, so that it keeps to one line beside its label on a phone.
    html = shown(_value(row, column.key), "date" if column.kind in _DAYS else column.kind)
    if column.link and (url := _value(row, column.link)):
        html = format_html('<a href="{}">{}</a>', url, html)
    return conditional_escape(html)
