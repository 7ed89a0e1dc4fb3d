"""A ministry's plan as it comes: merged cells, several rows of headings in Khmer, Khmer digits, notes between the rows.

Pure: cells in, rows and doubts out; nothing is looked up in the register and nothing saved. Each doubt says in both languages
what was unclear and what was made of it; a blocking one keeps its row out until a person has looked at it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from sarana.intake.cells import plain
from sarana.intake.plan_cells import DIGITS, Doubt, PlanRow, set_cost, set_due

# What a heading says, in either language, by the column it names. The first that fits counts.
_HEADS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("code", ("ល.រ", "លរ", "លេខ", "no.", "no", "nr", "#", "code")),
    ("not_covered", ("not covered", "uncovered", "gap", "មិនទាន់មាន", "ខ្វះ", "គ្មានអ្នកបង់", "មិនទាន់មានអ្នកបង់")),
    ("state", ("state", "national budget", "government", "ថវិការដ្ឋ", "ថវិកាជាតិ", "រាជរដ្ឋាភិបាល")),
    ("other", ("other", "donor", "development partner", "ប្រភពផ្សេង", "ដៃគូអភិវឌ្ឍ", "ម្ចាស់ជំនួយ")),
    ("indicator", ("indicator", "result", "សូចនាករ", "លទ្ធផល")),
    ("deadline", ("deadline", "completion", "due", "time", "កាលកំណត់", "កាលបរិច្ឆេទ", "រយៈពេល", "ពេលវេលា")),
    ("partners", ("partner", "ដៃគូ", "អង្គភាពពាក់ព័ន្ធ", "ពាក់ព័ន្ធ")),
    ("lead", ("responsible", "lead", "implement", "ទទួលខុសត្រូវ", "អនុវត្តដោយ", "ស្ថាប័នអនុវត្ត")),
    ("title_en", ("activity (english)", "english")),
    ("title", ("activity", "activities", "action", "measure", "សកម្មភាព", "វិធានការ")),
)  # fmt: skip
_COSTS = ("state", "other", "not_covered")
_HEAD_ROWS = 4
_SECTION = re.compile(
    r"^(strategy|pillar|objective|goal|purpose|section|យុទ្ធសាស្ត្រ|គោលបំណង|គោលដៅ|ផ្នែក|ជំពូក)", re.IGNORECASE
)
_OBJECTIVE = re.compile(r"^(objective|goal|purpose|គោលបំណង|គោលដៅ)", re.IGNORECASE)
_CODE = re.compile(r"^(\d+(?:\.\d+){0,3})\.?\s+(.*)$", re.DOTALL)
_TOTAL = re.compile(r"^(total|sum|សរុប)", re.IGNORECASE)


@dataclass(slots=True)
class PlanSheetRead:
    """What a sheet holds: the columns that were found, the rows, and what was passed over."""

    columns: dict[str, int]
    rows: list[PlanRow]
    passed_over: list[int] = field(default_factory=list)


class NoPlanSheet(ValueError):
    """The sheet has no row of headings that we know; the message says what to send."""


def read_plan(cells: Sequence[Sequence[Any]], *, last_day: date) -> PlanSheetRead:
    """Read the rows of a sheet.

    Args:
        cells: all cells as they stand in the file, row by row.
        last_day: the plan's last day, which a deadline without a year gets.

    Raises:
        NoPlanSheet: no heading of an activity and of who is responsible was found.
    """
    first, columns, currency = _headings(cells)
    found = PlanSheetRead(columns, [])
    above: PlanRow | None = None
    for number, row in enumerate(cells[first:], first + 1):
        texts = [plain(cell) for cell in row]
        if not any(texts):
            continue
        one = _row(number, row, texts, columns, currency, last_day)
        if one is None:
            found.passed_over.append(number)
        elif one.kind == "more" and above is not None:
            _join(above, one)
        else:
            one.kind = "measure" if one.kind == "more" else one.kind
            if one.kind == "measure":
                _fill_down(one, above)
                above = one
            found.rows.append(one)
    _number(found.rows)
    _check(found.rows)
    return found


def _headings(cells: Sequence[Sequence[Any]]) -> tuple[int, dict[str, int], str]:
    """Where the rows begin, which column is which, and the currency that the headings name."""
    for start in range(min(len(cells), 40)):
        columns: dict[str, int] = {}
        words = ""
        end = start
        for depth in range(_HEAD_ROWS):
            if start + depth >= len(cells):
                break
            named = _named(cells[start + depth])
            if depth and not named:
                break
            for name, at in named.items():
                if name not in columns and at not in {
                    columns.get("title"),
                    columns.get("lead"),
                    columns.get("code"),
                }:
                    columns[name] = at
            words += " ".join(plain(cell) for cell in cells[start + depth])
            end = start + depth + 1
        if {"title", "lead"} <= columns.keys():
            is_dollar = re.search(r"usd|\$|ដុល្លារ|dollar", words, re.IGNORECASE)
            return end, columns, "USD" if is_dollar else "KHR"
    raise NoPlanSheet(
        "No row of headings was found. The sheet needs at least the columns Activity and Responsible "
        "(សកម្មភាព and ទទួលខុសត្រូវ)."
    )


def _named(row: Sequence[Any]) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, cell in enumerate(row):
        text = plain(cell).casefold()
        if not text or len(text) > 80 or _CODE.match(text.translate(DIGITS)):  # noqa: PLR2004 - no heading is so long
            continue
        for name, words in _HEADS:
            exact = name == "code"
            if any(text == word if exact else word in text for word in words):
                found.setdefault(name, at)
                break
    return found


def _at(row: Sequence[Any], columns: dict[str, int], name: str) -> Any:
    at = columns.get(name)
    return row[at] if at is not None and at < len(row) else None


def _row(
    number: int,
    row: Sequence[Any],
    texts: list[str],
    columns: dict[str, int],
    currency: str,
    last_day: date,
) -> PlanRow | None:
    said = {name: plain(_at(row, columns, name)) for name in columns}
    filled = [text for text in texts if text]
    if len(set(filled)) == 1 and not said.get("lead"):
        section = _section(number, filled[0])
        # A line on its own that is no section and stands outside the columns of words is a note.
        if section is not None or not any(said.get(name) for name in ("title", "partners", "indicator")):
            return section
    if _TOTAL.match(said.get("title", "") or filled[0]):
        return None
    title, code = said.get("title", ""), said.get("code", "").translate(DIGITS).strip(". ")
    if not title and not said.get("lead"):
        if not code and not said.get("indicator") and not said.get("partners"):
            return None
    elif _SECTION.match(title) and not said.get("lead"):
        return _section(number, f"{code} {title}".strip())
    one = PlanRow(number, "measure" if title else "more", currency=currency)
    if not code and (inside := _CODE.match(title.translate(DIGITS))):
        code, title = inside[1], title[len(title) - len(inside[2]) :]
    one.code = code
    _set_title(one, title, said.get("title_en", ""))
    one.lead, one.partners, one.indicator = (
        said.get("lead", ""),
        said.get("partners", ""),
        said.get("indicator", ""),
    )
    set_due(one, _at(row, columns, "deadline"), last_day)
    for name in _COSTS:
        set_cost(one, name, _at(row, columns, name))
    return one


def _section(number: int, text: str) -> PlanRow | None:
    found = _CODE.match(text.translate(DIGITS))
    code, title = (found[1], text[len(text) - len(found[2]) :]) if found else ("", text)
    if not _SECTION.match(title) and (found is None or "." in code):
        return None
    one = PlanRow(number, "objective" if _OBJECTIVE.match(title) else "pillar", code=code)
    _set_title(one, title, "")
    return one


def _set_title(one: PlanRow, title: str, english: str) -> None:
    if re.search(r"[\u1780-\u17ff]", title):
        one.title_km, one.title_en = title[:300], english[:300]
    else:
        one.title_en = (english or title)[:300]


def _fill_down(one: PlanRow, above: PlanRow | None) -> None:
    """A merged cell holds its words in its first row only: who is responsible and until when goes on below it."""
    if above is None:
        return
    for name, en, km in (
        ("lead", "who is responsible", "អ្នកទទួលខុសត្រូវ"),
        ("due_on", "the deadline", "កាលកំណត់"),
    ):
        if not getattr(one, name) and getattr(above, name):
            setattr(one, name, getattr(above, name))
            one.doubts.append(
                Doubt(
                    name,
                    f"The cell is empty; {en} was taken from row {above.number}, as in a merged cell.",
                    f"ប្រឡោះទទេ ដូច្នេះ{km}ត្រូវបានយកពីជួរ {above.number} ដូចប្រឡោះរួម។",
                )
            )


def _join(above: PlanRow, more: PlanRow) -> None:
    """A row without a title goes on with the one above it."""
    above.partners = "; ".join(filter(None, (above.partners, more.partners)))
    above.indicator = "; ".join(filter(None, (above.indicator, more.indicator)))
    for name, amount in more.costs.items():
        above.costs[name] = str(Decimal(above.costs.get(name, "0")) + Decimal(amount))
    above.doubts.append(
        Doubt(
            "title",
            f"Row {more.number} has no activity; its cells were added to this one.",
            f"ជួរ {more.number} គ្មានសកម្មភាព ដូច្នេះប្រឡោះរបស់វាត្រូវបានបន្ថែមទីនេះ។",
        )
    )
    above.doubts += more.doubts


def _number(rows: list[PlanRow]) -> None:
    """Give numbers to rows without one, in the order of the sheet."""
    pillar = objective = measure = 0
    for one in rows:
        if one.kind == "pillar":
            pillar, objective, measure = pillar + 1, 0, 0
            one.code = one.code or str(pillar)
        elif one.kind == "objective":
            objective += 1
            one.code = one.code or f"{max(pillar, 1)}.{objective}"
        else:
            measure += 1
            if not one.code:
                one.code = f"{max(pillar, 1)}.{measure}"
                one.doubts.append(
                    Doubt(
                        "code",
                        f"No number stands here; it gets {one.code}.",
                        f"គ្មានលេខ ដូច្នេះទទួលបានលេខ {one.code}។",
                    )
                )


def _check(rows: list[PlanRow]) -> None:
    seen: dict[str, int] = {}
    for one in rows:
        if one.kind != "measure":
            continue
        if one.code in seen:
            one.doubts.append(
                Doubt(
                    "code",
                    f"The number {one.code} stands in row {seen[one.code]} as well.",
                    f"លេខ {one.code} មាននៅជួរ {seen[one.code]} ដែរ។",
                    blocks=True,
                )
            )
        seen.setdefault(one.code, one.number)
        if not one.due_on and not any(doubt.field == "due_on" for doubt in one.doubts):
            one.doubts.append(Doubt("due_on", "No deadline stands here.", "គ្មានកាលកំណត់នៅទីនេះទេ។", blocks=True))
