"""The quarterly form of a unit as an XLSForm, Khmer first, and its rows back in: read, shown, saved by a person."""

import io
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as _

from sarana.intake.cells import plain
from sarana.intake.reading import FileNotTaken, rows_of
from sarana.intake.xlsform import LANGUAGES, write_form_sheet
from sarana.register.reporting.enums import PARTS, PartName
from sarana.register.reporting.models import Slot
from sarana.register.reporting.queries import lines_asked

_DIGITS = str.maketrans("០១២៣៤៥៦៧៨៩", "0123456789")
# The sheet's own words, and the five of the provincial committee's form.
_SHEET_WORDS = (
    ("narrative", _("What was done")),
    ("obstacle", _("What was hard")),
    ("way_forward", _("What is planned")),
)
_QUARTER_WORDS = (
    ("done", _("What was done")),
    ("planned", _("What is planned")),
    ("obstacles", _("What was hard")),
    ("cases", _("Cases raised, by their numbers; no names")),
    ("decisions", _("What was decided")),
)
_REASON = _("Why there is none, or why the parts don't make it")


@dataclass(frozen=True, slots=True)
class QuarterRead:
    """What a filled-in form says: the sheet's values by field of the page, and the committee's words."""

    sheet: dict[str, str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)


def tells_in_words(slot: Slot) -> bool:
    """Whether the unit owes the committee's own words as well: done, planned, obstacles, cases, decisions."""
    return slot.unit.owes_returns and "-Q" in slot.period


def quarter_workbook(slot: Slot) -> bytes:
    """The workbook, ready for ODK Collect or KoboToolbox: one group for each indicator, then the words."""
    from xlsxwriter import Workbook

    file = io.BytesIO()
    workbook = Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    labels = [f"label::{name}" for _code, name in LANGUAGES]
    rows = [
        ["hidden", "slot", "", "", "", str(slot.pk)],
        [
            "note",
            "unit",
            f"{slot.unit.name_km} · {slot.period}",
            f"{slot.unit.name_en} · {slot.period}",
            "",
            "",
        ],
    ]
    for at, line in enumerate(lines_asked(slot.template, slot.period), 1):
        km, en = line.use.name_km or line.use.name_en, line.use.name_en or line.use.name_km
        rows.append(["begin_group", f"line_{at}", km, en, "", ""])
        rows.append(["decimal", f"value_{at}", km, en, "", ""])
        names = [name for split in line.splits for name in PARTS[split]]
        rows += [["decimal", f"{name}_{at}", *_part(name), "", ""] for name in names]
        rows.append(["text", f"reason_{at}", *_told(_REASON), _needs_reason(line.splits, at), ""])
        rows.append(["end_group", "", "", "", "", ""])
    asked = (*_SHEET_WORDS, *(_QUARTER_WORDS if tells_in_words(slot) else ()))
    rows += [["text", name, *_told(words), "", ""] for name, words in asked]
    write_form_sheet(workbook, "survey", ["type", "name", *labels, "relevant", "default"], rows)
    write_form_sheet(workbook, "choices", ["list_name", "name", *labels], [])
    settings = [
        f"{slot.template.title_km} {slot.period}",
        f"quarter_{slot.unit.code}",
        slot.period,
        LANGUAGES[0][1],
    ]
    write_form_sheet(
        workbook, "settings", ["form_title", "form_id", "version", "default_language"], [settings]
    )
    workbook.close()
    return file.getvalue()


def _told(words: str) -> list[str]:
    told = []
    for code, _name in LANGUAGES:
        with override(code):
            told.append(gettext(words))
    return told


def _part(part: str) -> list[str]:
    told = []
    for code, _language in LANGUAGES:
        with override(code):
            told.append(str(PartName(part).label))
    return told


def _needs_reason(splits: list[str], at: int) -> str:
    """Asked where there is no number, or where a split doesn't make it."""
    asked = [f"${{value_{at}}} = ''"]
    for split in splits:
        parts = " + ".join(f"coalesce(${{{name}_{at}}}, 0)" for name in PARTS[split])
        asked.append(f"{parts} != ${{value_{at}}}")
    return " or ".join(asked)


def read_quarter_rows(path: Path, slot: Slot) -> QuarterRead:
    """What the one row for this slot says.

    Raises:
        FileNotTaken: it can't be read, or holds no row for this unit and period.
    """
    rows = rows_of(path)
    heads = [_head(cell) for cell in next(rows, [])]
    if "slot" not in heads:
        raise FileNotTaken(_("This is not an export of the quarterly form: the column “slot” is missing."))
    found = [
        filled
        for row in rows
        if (filled := dict(zip(heads, map(plain, row), strict=False))).get("slot") == str(slot.pk)
    ]
    if not found:
        raise FileNotTaken(_("The file holds no row for this unit and period."))
    row = found[-1]
    names = [
        name
        for at, line in enumerate(lines_asked(slot.template, slot.period), 1)
        for name in (
            f"value_{at}",
            f"reason_{at}",
            *(f"{part}_{at}" for split in line.splits for part in PARTS[split]),
        )
    ]
    names += [name for name, _words in _SHEET_WORDS]
    sheet = {name: _cell(name, row[name]) for name in names if row.get(name)}
    words = {name: row[name] for name, _words in _QUARTER_WORDS if row.get(name)}
    return QuarterRead(sheet, words if tells_in_words(slot) else {})


def _cell(name: str, text: str) -> str:
    """Numbers in Latin digits; words as they were typed."""
    return text if name.startswith("reason") or not name[-1].isdigit() else text.translate(_DIGITS)


def _head(cell: object) -> str:
    """The question's name without the group it stands in: ``line_1/value_1`` or ``line_1-value_1``."""
    return plain(cell).replace("-", "/").rsplit("/", 1)[-1].strip().lower()
