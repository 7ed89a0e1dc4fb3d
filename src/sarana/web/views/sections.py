"""A part of a page: a heading, a few rows, and what to do when there are none."""

from collections.abc import Sequence
from dataclasses import dataclass

from sarana.web.components import Column, Link, Row, Words


@dataclass(frozen=True, kw_only=True)
class Section:
    """Heading, table, and the links that lead on; ``nothing`` says what an empty table means and what to do."""

    title: Words
    columns: Sequence[Column]
    rows: Sequence[Row]
    nothing: Words
    add: Link | None = None
    more: Link | None = None
    anchor: str = ""
    chart: str = ""
