"""The heading of a mission's list of nationals: which column holds what.

Pure. Headings may stand in Khmer or English, in any order, with or without the words in brackets, in one line or two.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sarana.intake.cells import plain

_LOOK_AHEAD = 20


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column of the list: its name here, its heading in English and Khmer, other headings met, what to write."""

    name: str
    en: str
    km: str
    others: tuple[str, ...] = ()
    hint_en: str = ""
    hint_km: str = ""


COLUMNS = (
    ListColumn("name_own", "Name in own script", "ឈ្មោះជាអក្សរដើម", ("Name", "Full name", "Nama", "Họ và tên", "ชื่อ", "姓名", "ឈ្មោះ")),
    ListColumn("name_latin", "Name in Latin letters", "ឈ្មោះជាអក្សរឡាតាំង", ("Latin name", "Name as in passport", "Name in English")),
    ListColumn("birth_date", "Birth date", "ថ្ងៃខែឆ្នាំកំណើត", ("Date of birth", "DoB", "Born on"), "Such as 1999-04-13 or 13/04/1999.", "ដូចជា 1999-04-13 ឬ 13/04/1999។"),
    ListColumn("age", "Age", "អាយុ"),
    ListColumn("sex", "Sex", "ភេទ", ("Gender", "M/F"), "F or M.", "ស្រី ឬ ប្រុស។"),
    ListColumn("passport", "Passport number", "លេខលិខិតឆ្លងដែន", ("Passport", "Passport no", "Passport no.", "Document")),
    ListColumn("phone", "Telephone", "ទូរស័ព្ទ", ("Phone", "Phone number", "Mobile")),
    ListColumn("handle", "Account or device", "គណនី ឬឧបករណ៍", ("Telegram", "Account", "WhatsApp", "Handle")),
    ListColumn("place", "Compound or building", "អគារ ឬបរិវេណ", ("Building", "Compound", "Location", "Place", "ទីកន្លែង")),
    ListColumn("floor", "Floor or room", "ជាន់ ឬបន្ទប់", ("Floor", "Room", "Unit")),
    ListColumn("moved_from", "Moved from", "ផ្លាស់មកពី", ("Earlier place",)),
    ListColumn("last_contact_on", "Last contact", "ទំនាក់ទំនងចុងក្រោយ", ("Date of last contact", "Last seen"), "The day.", "ថ្ងៃ។"),
    ListColumn("is_minor", "Under 18", "អាយុក្រោម ១៨ ឆ្នាំ", ("Minor", "Child"), "Yes or no.", "បាទ/ចាស ឬ ទេ។"),
    ListColumn("health", "Health", "សុខភាព", ("Medical", "Health condition")),
    ListColumn("consent", "Wants to be fetched", "ចង់ឱ្យទៅយក", ("Consent",), "Yes or no.", "បាទ/ចាស ឬ ទេ។"),
    ListColumn("contact_endangers", "Contact is dangerous", "ការទាក់ទងមានគ្រោះថ្នាក់", ("Danger if contacted",), "Yes or no.", "បាទ/ចាស ឬ ទេ។"),
    ListColumn("family", "Family contact", "ទំនាក់ទំនងគ្រួសារ", ("Family", "Next of kin")),
    ListColumn("remarks", "Remarks", "កំណត់សម្គាល់", ("Notes", "Comment")),
)  # fmt: skip
_NAMES = {"name_own", "name_latin", "passport"}


def _folded(text: str) -> str:
    """A heading reduced to letters, digits and their vowel signs: what is in brackets, spaces and case do not count."""
    text = re.sub(r"\(.*?\)|\*", "", unicodedata.normalize("NFKC", text)).casefold()
    return "".join(sign for sign in text if sign.isalnum() or unicodedata.category(sign).startswith("M"))


_KNOWN = {
    _folded(heading): column.name
    for column in COLUMNS
    for heading in (column.en, column.km, column.name, *column.others)
}


class NoListHeader(ValueError):
    """No row of the file's beginning names a column with names or passports."""


@dataclass(frozen=True, slots=True)
class Heading:
    """Which column of the file holds what; headings that are not known keep their words for the remarks."""

    columns: dict[int, str]
    unknown: dict[int, str]

    def cells(self, row: list[Any]) -> dict[str, Any]:
        """The row's filled cells by column; what stands under an unknown heading joins the remarks."""
        found = {
            name: row[i]
            for i, name in self.columns.items()
            if i < len(row) and plain(row[i]) not in ("", "-")
        }
        more = [
            f"{title}: {plain(row[i])}" for i, title in self.unknown.items() if i < len(row) and plain(row[i])
        ]
        if more and found:
            found["remarks"] = "; ".join([plain(found.get("remarks")), *more]).strip("; ")
        return found


def find_heading(rows: Iterator[list[Any]]) -> tuple[Heading, list[tuple[int, list[Any]]]]:
    """The heading, and every row below it with its number in the file.

    Raises:
        NoListHeader: none of the first twenty rows names a column with names or passports.
    """
    numbered = list(enumerate(rows, 1))
    for at, (_, row) in enumerate(numbered[:_LOOK_AHEAD]):
        heading = _heading_in(row)
        if heading is None:
            continue
        # A heading in two lines: "Place" over "Building" and "Floor".
        below = _heading_in(numbered[at + 1][1]) if at + 1 < len(numbered) else None
        if below is not None and len(below.columns) > len(heading.columns):
            heading = below
        # Some lists repeat their heading on every printed page; nobody is called "Passport number".
        return heading, [line for line in numbered[at + 1 :] if not _repeats(heading, line[1])]
    raise NoListHeader


def _heading_in(row: list[Any]) -> Heading | None:
    """What the row's cells name, if they name a column with names or passports and one more."""
    columns: dict[int, str] = {}
    unknown: dict[int, str] = {}
    for i, cell in enumerate(row):
        text = plain(cell)
        name = _column_named(text)
        if name and name not in columns.values():
            columns[i] = name
        elif text and _folded(text) not in {"no", "n", "lrg", "លរ", "nr", "stt"}:
            unknown[i] = text[:60]
    found = _NAMES & set(columns.values()) and len(columns) > 1
    return Heading(columns, unknown) if found else None


def _column_named(text: str) -> str:
    return next((_KNOWN[f] for part in (text, *text.split("/")) if (f := _folded(part)) in _KNOWN), "")


def _repeats(heading: Heading, row: list[Any]) -> bool:
    said = [
        name for i, name in heading.columns.items() if i < len(row) and _column_named(plain(row[i])) == name
    ]
    return len(said) > 1
