"""A mission's list of nationals, read cell by cell: what comes in, what is missing, what is wrong and how to mend it.

Pure: cells in, lines out; which column holds what is ``rescue_heading``'s.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sarana.base.vault.rules import document_number
from sarana.intake.cells import Fault, as_age, as_date, as_yes_no, plain
from sarana.register.cases.rules import ADULT, age_on

_LONGEST = 500
_SHORTEST_PASSPORT, _LONGEST_PASSPORT = 5, 20
_WORDS = ("place", "floor", "moved_from", "health", "handle", "family", "remarks")


@dataclass(slots=True)
class ListLine:
    """One line of the list: who it is, what else is said, what is missing and what is wrong."""

    row: int
    cells: dict[str, str]
    who: dict[str, Any] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def key(self) -> str:
        """By what the same person of the same list is known again: passport, else name and birth date, else the row."""
        if self.who.get("documents"):
            return f"passport={document_number(self.cells['passport'])}"
        names = [self.cells.get(name, "").casefold() for name in ("name_own", "name_latin")]
        if any(names):
            return "name=" + "\x1f".join([*names, self.cells.get("birth_date", "")])
        return "\x1f".join(f"{name}={value}" for name, value in sorted(self.cells.items()))


def read_line(
    row: int, cells: dict[str, Any], *, today: date, place_is_known: bool, asks_floor: bool
) -> ListLine:
    """What one row says.

    Args:
        row: its number in the file.
        cells: its filled cells by column.
        today: no birth or contact lies after it.
        place_is_known: whether the request itself names the building, so that a row may leave it out.
        asks_floor: whether the list has a column for the floor, so that an empty cell in it is a question.
    """
    line = ListLine(row, {name: _as_text(value) for name, value in cells.items()})
    broken = [name for name, text in line.cells.items() if _FORMULA.match(text)]
    line.faults += [_formula(name) for name in broken]
    for name, check in _CHECKS.items():
        if name in cells and name not in broken:
            check(line, cells[name], today)
    _names(line)
    line.words |= {name: line.cells[name][:_LONGEST] for name in _WORDS if line.cells.get(name)}
    _age_fits(line, today)
    if not line.cells.get("place") and not place_is_known:
        line.missing.append("place")
    if asks_floor and not line.cells.get("floor"):
        line.missing.append("floor")
    return line


# What a spreadsheet shows where it could not reckon, and a formula that was saved as text.
_FORMULA = re.compile(r"=\s*[\w(]|#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!)$", re.IGNORECASE)


def _formula(name: str) -> Fault:
    return Fault(
        name,
        "The cell holds a formula or its error, not what it stands for.",
        "ក្រឡានេះមានរូបមន្ត ឬកំហុសរូបមន្ត មិនមែនព័ត៌មានពិតទេ។",
        "Type what the cell should say, or leave it empty.",
        "សូមវាយអ្វីដែលក្រឡានេះត្រូវប្រាប់ ឬទុកទទេ។",
    )


def _as_text(value: Any) -> str:
    return value.isoformat()[:10] if isinstance(value, date) else plain(value)


def _names(line: ListLine) -> None:
    written = [line.cells.get(name, "") for name in ("name_own", "name_latin")]
    names = [name for name in written if name and not _FORMULA.match(name)]
    if any(len(name) > _LONGEST or not any(map(str.isalpha, name)) for name in names):
        line.faults.append(
            Fault(
                "name_own",
                "This is not a name.",
                "នេះមិនមែនជាឈ្មោះទេ។",
                "Write the name in letters, in any script.",
                "សូមសរសេរឈ្មោះជាអក្សរ។",
            )
        )
    if names:
        line.who["names"] = list(dict.fromkeys(names))
    elif not line.cells.get("passport") and not any(written):
        line.faults.append(
            Fault(
                "name_own",
                "The row has neither a name nor a passport number.",
                "ជួរនេះគ្មានឈ្មោះ និងគ្មានលេខលិខិតឆ្លងដែនទេ។",
                "Write the name in any script, or the passport number.",
                "សូមសរសេរឈ្មោះជាអក្សរណាក៏បាន ឬលេខលិខិតឆ្លងដែន។",
            )
        )


def _day(name: str) -> Callable[[ListLine, Any, date], None]:
    def check(line: ListLine, value: Any, today: date) -> None:
        day = as_date(value, name, today=today)
        if isinstance(day, Fault):
            line.faults.append(day)
        elif day and name == "birth_date":
            line.who[name] = day.isoformat()
        elif day:
            line.facts[name] = day

    return check


_SEXES = {
    "F": {"f", "female", "woman", "girl", "w", "ស្រី", "ស", "nữ", "หญิง", "女", "perempuan", "p"},
    "M": {"m", "male", "man", "boy", "ប្រុស", "ប", "nam", "ชาย", "男", "laki-laki", "l"},
    "O": {"o", "other", "ផ្សេង", "ផ្សេងទៀត"},
}


def _sex(line: ListLine, value: Any, _today: date) -> None:
    text = plain(value).casefold()
    found = next((code for code, words in _SEXES.items() if text in words), "")
    if found:
        line.facts["sex"] = found
    else:
        line.faults.append(
            Fault(
                "sex",
                "This does not say which sex.",
                "នេះមិនប្រាប់ភេទទេ។",
                "Write F, M or O, or leave the cell empty.",
                "សូមសរសេរ ស្រី ប្រុស ឬ ផ្សេងទៀត ឬទុកទទេ។",
            )
        )


def _age(line: ListLine, value: Any, _today: date) -> None:
    age = as_age(value, "age")
    if isinstance(age, Fault):
        line.faults.append(age)
    elif age is not None:
        line.facts["age"] = age


def _passport(line: ListLine, value: Any, _today: date) -> None:
    number = document_number(plain(value))
    if _SHORTEST_PASSPORT <= len(number) <= _LONGEST_PASSPORT and any(map(str.isdigit, number)):
        line.who["documents"] = [plain(value)]
    else:
        line.faults.append(
            Fault(
                "passport",
                "This is not a passport number.",
                "នេះមិនមែនជាលេខលិខិតឆ្លងដែនទេ។",
                "Write the number as in the passport, five to twenty letters and digits, or leave the cell empty.",
                "សូមសរសេរលេខដូចក្នុងលិខិតឆ្លងដែន ៥ ទៅ ២០ តួ ឬទុកទទេ។",
            )
        )


def _phone(line: ListLine, value: Any, _today: date) -> None:
    parts = [part.strip() for part in re.split(r"[;,/\n]", plain(value)) if part.strip()]
    line.who["phones"] = parts


def _answer(name: str) -> Callable[[ListLine, Any, date], None]:
    def check(line: ListLine, value: Any, _today: date) -> None:
        answer = as_yes_no(value)
        if answer == "unknown" and plain(value).casefold() not in {"unknown", "?", "មិនស្គាល់", "មិនដឹង"}:
            line.faults.append(
                Fault(
                    name,
                    "This is neither yes nor no.",
                    "នេះមិនមែន បាទ/ចាស ឬ ទេ។",
                    "Write yes, no or unknown, or leave the cell empty.",
                    "សូមសរសេរ បាទ ទេ ឬ មិនដឹង ឬទុកទទេ។",
                )
            )
        else:
            line.facts[name] = answer

    return check


_CHECKS: dict[str, Callable[[ListLine, Any, date], None]] = {
    "birth_date": _day("birth_date"),
    "last_contact_on": _day("last_contact_on"),
    "sex": _sex,
    "age": _age,
    "passport": _passport,
    "phone": _phone,
    "is_minor": _answer("is_minor"),
    "consent": _answer("consent"),
    "contact_endangers": _answer("contact_endangers"),
}


def _age_fits(line: ListLine, today: date) -> None:
    """Age and "under 18" follow from the birth date; where they were written and differ, somebody must look."""
    born = line.who.get("birth_date")
    years = age_on(date.fromisoformat(born), today) if born else line.facts.get("age")
    if years is None:
        return
    said = line.facts.get("is_minor", "unknown")
    if said != "unknown" and (said == "yes") != (years < ADULT):
        line.faults.append(
            Fault(
                "is_minor",
                "“Under 18” does not fit the birth date or age.",
                "«អាយុក្រោម ១៨ ឆ្នាំ» មិនត្រូវនឹងថ្ងៃកំណើត ឬអាយុទេ។",
                "Check the birth date; then write yes or no, or leave one of them empty.",
                "សូមពិនិត្យថ្ងៃកំណើត ហើយសរសេរ បាទ ឬ ទេ ឬទុកមួយឱ្យទទេ។",
            )
        )
    line.facts["age"] = years
    line.facts["is_minor"] = "yes" if years < ADULT else "no"


def mark_repeated(lines: Iterable[ListLine]) -> None:
    """Say of every line whose passport, or name and birth date, stands further up already that it does."""
    first: dict[str, int] = {}
    for line in lines:
        if line.key in first:
            line.faults.append(
                Fault(
                    "passport" if line.cells.get("passport") else "name_own",
                    f"Row {first[line.key]} is the same person, by passport or by name and birth date.",
                    f"ជួរទី {first[line.key]} ជាបុគ្គលដដែល តាមលិខិតឆ្លងដែន ឬតាមឈ្មោះ និងថ្ងៃកំណើត។",
                    "If it is somebody else, correct the number or the birth date; if not, set this row aside.",
                    "បើជាអ្នកផ្សេង សូមកែលេខ ឬថ្ងៃកំណើត បើមិនមែនទេ សូមទុកជួរនេះចោល។",
                )
            )
        first.setdefault(line.key, line.row)
