"""Turns rows and columns into what the table template writes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from sarana.web.components import Column, Row
from sarana.web.wording import shown

NUMERIC = {"number", "percent"}


@dataclass(frozen=True, kw_only=True)
class Head:
    """A column's heading: its words, where a click sorts to and how the table is sorted by it now."""

    column: Column
    url: str
    direction: str
    numeric: bool


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One cell, ready to write."""

    column: Column
    html: SafeString | str
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


def body(rows: Iterable[Row], columns: Sequence[Column]) -> list[list[Cell]]:
    """The cells, row by row."""
    return [[_cell(row, column) for column in columns] for row in rows]


def _value(row: Row, key: str) -> object:
    """What stands under the key; a dotted key (`province.name`) goes on inside, and stops at an empty value."""
    value: object = row
    for step in key.split("."):
        value = value.get(step) if isinstance(value, Mapping) else getattr(value, step, None)
        value = value() if callable(value) else value
    return value


def _cell(row: Row, column: Column) -> Cell:
    html = shown(_value(row, column.key), column.kind)
    if column.link and (url := _value(row, column.link)):
        html = format_html('<a href="{}">{}</a>', url, html)
    return Cell(column=column, html=html, numeric=column.kind in NUMERIC)
