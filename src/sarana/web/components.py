"""What a page is made of, as plain values: views build them, the tags in `templatetags/ui.py` show them.

Nothing here knows a record or a right; a view that may not show something simply does not put it in.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.safestring import SafeString

type Words = str | Promise
"""A text for people, translated now or when the page is drawn."""

type Tone = Literal["neutral", "info", "good", "warn", "bad", "disputed"]
"""How a state reads at a glance; the tone never speaks alone, an icon and a word go with it."""

type CellKind = Literal["text", "number", "percent", "date", "datetime", "code", "token"]

STATUS_TONES: dict[str, Tone] = {
    # still to be looked at
    "new": "info",
    "received": "info",
    "open": "info",
    "in_progress": "info",
    "ongoing": "info",
    "on_track": "good",
    "referred": "info",
    "presumed": "info",
    # came out well, or is finished
    "accepted": "good",
    "closed": "neutral",
    "completed": "good",
    "done": "good",
    "confirmed": "good",
    "identified": "good",
    "verified": "good",
    "true": "good",
    "whole": "good",
    # asks for somebody's attention
    "draft": "neutral",
    "pending": "warn",
    "waiting": "warn",
    "due": "warn",
    "partly": "warn",
    "at_risk": "warn",
    "quarantined": "warn",
    "uncheckable": "neutral",
    # went wrong, or is against the rule
    "late": "bad",
    "overdue": "bad",
    "off_track": "bad",
    "rejected": "bad",
    "false": "bad",
    "broken": "bad",
    # authorities do not agree
    "disputed": "disputed",
    "contradicted": "disputed",
}
"""Codes of states that several record types share; any other code is neutral unless the template says a tone."""


@dataclass(frozen=True, kw_only=True)
class Link:
    """A link with its words; `current` marks the page one is on, `count` is shown behind the words."""

    url: str
    label: Words
    current: bool = False
    count: int | None = None


@dataclass(frozen=True, kw_only=True)
class Status:
    """A state as a table cell or summary value: its code, the words for it and, if the code is unusual, a tone."""

    code: str
    label: Words
    tone: Tone | None = None


type Value = Words | int | float | date | Link | Status | SafeString | None
"""What a cell or a summary row may hold; None is shown as a dash that a screen reader calls "not recorded"."""

type Row = Mapping[str, object] | Model | object
"""A row of a table: a mapping, or anything with attributes named like the columns' keys."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a data table.

    Attributes:
        key: Key or attribute of the row that holds the value; dots lead further in (`province.name`).
        label: Heading; on a phone it stands before each value.
        kind: How the value is written and aligned; numbers stand right, in figures of equal width, a record's number
            (code) in one line, and another system's word (token) breaks where it must.
        link: Key or attribute that holds the address the value leads to, if any.
        sort: Name put into `?sort=` by the heading's link; empty when the column cannot be sorted by.
    """

    key: str
    label: Words
    kind: CellKind = "text"
    link: str = ""
    sort: str = ""


@dataclass(frozen=True, kw_only=True)
class SummaryRow:
    """One line of a summary list: what it is, its value, and a link to change it for those who may."""

    label: Words
    value: Value
    change_url: str = ""


@dataclass(frozen=True, kw_only=True)
class TimelineEntry:
    """One entry of a record's story, newest first; `mark` is the start of the ledger entry's hash."""

    at: date
    title: Words
    by: Words = ""
    text: Words = ""
    mark: str = ""
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Step:
    """A stage of a proceeding or of any other road that is walked in order."""

    label: Words
    state: Literal["done", "current", "ahead", "skipped"]
    on: date | None = None
    note: Words = ""
