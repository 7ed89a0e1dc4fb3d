"""Which column holds which HTCDS field, whatever its defects. Pure, but for the standard's own list of fields."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from sarana.base.vocabulary.queries import codes_of
from sarana.intake.cells import as_yes_no, fold, plain

_FIELDS = Path(__file__).parent / "data" / "htcds_fields.csv"
_ENOUGH = 3
_LOOK_AHEAD = 20
# Columns that survey servers add; they say nothing about a person.
_SURVEY_COLUMNS = {
    "start",
    "end",
    "_id",
    "_submission_time",
    "_index",
    "_validation_status",
    "_status",
    "__version__",
    "_tags",
    "_notes",
    "_submitted_by",
    "deviceid",
    "today",
}
KEY_COLUMNS = ("_uuid", "meta/instanceID", "instanceID", "KEY")
# Columns of our own: who the person of a row is, and which row that waits is meant.
SAME_AS, ANOTHER, ROW_KEY = "same_as", "another", "row_key"
_OWN_COLUMNS = {
    fold(heading): own
    for own, headings in {
        SAME_AS: (SAME_AS, "ជាបុគ្គលដដែលនឹង"),
        ANOTHER: (ANOTHER, "ជាបុគ្គលផ្សេង"),
        ROW_KEY: (ROW_KEY,),
    }.items()
    for heading in headings
}
_ADDRESS = (
    "prs_MailingStreet",
    "prs_MailingCity",
    "prs_MailingState",
    "prs_MailingPostalCode",
    "prs_MailingCountry",
)


@dataclass(frozen=True, slots=True)
class HtcdsField:
    """A field of the standard: its name, kind of value and option list."""

    name: str
    label: str
    type: str
    is_multiple: bool
    option_list: str


@cache
def htcds_fields() -> dict[str, HtcdsField]:
    """The standard's fields by name, in its order."""
    with _FIELDS.open(encoding="utf-8", newline="") as lines:
        return {
            row["field"]: HtcdsField(
                row["field"], row["label"], row["type"], row["multi"] == "yes", row["option_list"]
            )
            for row in csv.DictReader(lines)
        }


@cache
def _names() -> dict[str, str]:
    """Every known spelling of a field's name, folded, to the standard's: survey names, misspelled column names."""
    with _FIELDS.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    known = {fold(row["field"]): row["field"] for row in rows}
    for row in rows:
        for other in (row["xlsform_name"], row["excel_column"]):
            if other and not other.startswith("("):
                known.setdefault(fold(other), row["field"])
    return known


@cache
def _labels() -> dict[str, str]:
    labels = {
        fold(one.label): one.name
        for one in htcds_fields().values()
        if one.name.startswith(("prs_", "vic_", "cas_", "con_"))
    }
    # As the workbooks print them, which is not always as the standard does.
    labels[fold("Trafficking Status Decision Making Org")] = "vic_TraffickingStatusDecisionMakingOrg"
    return labels


@cache
def options(code_list: str) -> dict[str, str]:
    """Codes and labels of an option list, folded, to the code."""
    known: dict[str, str] = {}
    for code, row in codes_of(code_list).items():
        for spelling in (row.label_km, row.label_en, code):
            known[fold(spelling)] = code
        if code[1:2] == "_":  # ISIC sections are written with and without their letter
            known.setdefault(fold(code[2:]), code)
    return known


@dataclass(frozen=True, slots=True)
class Decision:
    """What an officer says of a row whose person may be known: she is ``same_as`` a number on record, or ``another``."""

    same_as: str = ""
    another: bool = False

    def __bool__(self) -> bool:
        return bool(self.same_as or self.another)


@dataclass(slots=True)
class Layout:
    """The columns of one file: field by column, option by split column, and what is not of the standard."""

    columns: dict[int, str] = field(default_factory=dict)
    split: dict[int, tuple[str, str]] = field(default_factory=dict)
    key_column: int | None = None
    own: dict[str, int] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)

    def values(self, row: list[Any]) -> dict[str, Any]:
        """The row's filled cells by field name; split survey columns come back as one list of codes."""
        found = {
            name: row[i] for i, name in self.columns.items() if i < len(row) and row[i] not in (None, "")
        }
        for i, (name, option) in self.split.items():
            if (
                i < len(row)
                and plain(row[i]).lower() in {"1", "true", "yes"}
                and not isinstance(found.get(name), str)
            ):
                found[name] = [*found.get(name, []), option]
        return {name: value for name, value in found.items() if value != [] and plain(value) != ""}

    def key(self, row: list[Any]) -> str:
        """The sender's own number of the row, if the file has one."""
        return _cell(row, self.key_column)

    def decision(self, row: list[Any]) -> Decision:
        """Who the row's person is, where the file says so."""
        same_as, another = _cell(row, self.own.get(SAME_AS)).upper(), _cell(row, self.own.get(ANOTHER))
        is_another = as_yes_no(another) == "yes"
        # Who says both has not decided.
        return Decision() if same_as and is_another else Decision(same_as, is_another)

    def row_key(self, row: list[Any]) -> str:
        """Which row that waits this one is, in a file of such rows that was taken away."""
        return _cell(row, self.own.get(ROW_KEY))


def _cell(row: list[Any], column: int | None) -> str:
    return plain(row[column]) if column is not None and column < len(row) else ""


class NoHeader(ValueError):
    """No row of the file's beginning names fields of the standard."""


def find_layout(rows: Iterator[list[Any]]) -> tuple[Layout, list[tuple[int, list[Any]]], int]:
    """The layout, the rows that were read to find it and belong to the data, and the number of the next row.

    Raises:
        NoHeader: no row of the first twenty names at least three fields of the standard.
    """
    head: list[list[Any]] = []
    for row in rows:
        head.append(row)
        if len(head) == _LOOK_AHEAD:
            break
    for at, row in enumerate(head):
        layout = _from_names(row)
        if len(set(layout.columns.values())) >= _ENOUGH:
            below = head[at + 1] if at + 1 < len(head) else []
            is_labels = sum(fold(plain(cell)) in _labels() for cell in below) >= _ENOUGH
            data = head[at + 1 + is_labels :]
            if is_labels:
                _settle(layout, below, data)
            numbered = [(at + 2 + is_labels + i, one) for i, one in enumerate(data)]
            return layout, numbered, len(head) + 1
    raise NoHeader


def _from_names(row: list[Any]) -> Layout:
    layout = Layout()
    for i, cell in enumerate(row):
        text = plain(cell)
        last = text.rsplit("/", 1)[-1]
        name = _names().get(fold(text)) or _names().get(fold(last)) or _labels().get(fold(text))
        if text in KEY_COLUMNS or last in KEY_COLUMNS:
            layout.key_column = i
        elif own := _OWN_COLUMNS.get(fold(text)):
            layout.own[own] = i
        elif name:
            layout.columns[i] = name
        elif "/" in text and (parent := _names().get(fold(text.rsplit("/", 2)[-2]))):
            layout.split[i] = (parent, last)
        elif text and last not in _SURVEY_COLUMNS and not text.startswith("_"):
            layout.unknown.append(text[:80])
    return layout


def _settle(layout: Layout, labels: list[Any], data: list[list[Any]]) -> None:
    """Read names and labels together: labels fill blank names, and the address block is read as its labels say.

    The standard's own workbooks name the address columns in another order than they label them. People fill in what
    the label says; only a country column whose cells are countries under the name settles it the other way.
    """
    by_label = {
        i: _labels()[fold(plain(cell))] for i, cell in enumerate(labels) if fold(plain(cell)) in _labels()
    }
    for i, name in by_label.items():
        layout.columns.setdefault(i, name)
    disputed = {i for i, name in by_label.items() if name in _ADDRESS and layout.columns.get(i) != name}
    if disputed and _countries(data, layout.columns) <= _countries(data, by_label):
        layout.columns.update({i: by_label[i] for i in disputed})
    layout.unknown = [name for name in layout.unknown if name]


def _countries(data: list[list[Any]], columns: dict[int, str]) -> int:
    """How many cells of the mailing-country column are countries."""
    at = next((i for i, name in columns.items() if name == "prs_MailingCountry"), None)
    if at is None:
        return -1
    return sum(fold(plain(row[at])) in options("Country") for row in data if at < len(row) and plain(row[at]))
