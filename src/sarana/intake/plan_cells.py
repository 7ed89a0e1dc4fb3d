"""What the cells of a ministry's plan say: deadlines and amounts, in any writing. Pure."""

import re
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from sarana.intake.cells import plain

DIGITS = str.maketrans("០១២៣៤៥៦៧៨៩", "0123456789")
_YEAR = re.compile(r"(?<!\d)(20\d\d|25\d\d)(?!\d)")
_QUARTER = re.compile(
    r"(?:q|quarter|ត្រីមាស)\s*(?:ទី)?\s*([1-4]|iv|iii|ii|i)\b.*?(20\d\d)", re.IGNORECASE | re.DOTALL
)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_MONTHS_KM = (
    "មករា", "កុម្ភៈ", "មីនា", "មេសា", "ឧសភា", "មិថុនា", "កក្កដា", "សីហា", "កញ្ញា", "តុលា", "វិច្ឆិកា", "ធ្នូ",
)  # fmt: skip
_MONTHS_EN = (
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
)  # fmt: skip
_BUDDHIST = 543
_LARGEST_AMOUNT = Decimal(10**14)
_SCALES = (
    ("ពាន់លាន", 10**9), ("ប៊ីលាន", 10**9), ("billion", 10**9), ("លាន", 10**6), ("million", 10**6), ("mio", 10**6),
    ("ពាន់", 10**3), ("thousand", 10**3),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Doubt:
    """What was unclear in a row, and what was made of it; a blocking one keeps the row out."""

    field: str
    en: str
    km: str
    blocks: bool = False


@dataclass(slots=True)
class PlanRow:
    """One row of the sheet as it was understood."""

    number: int
    kind: str
    code: str = ""
    title_km: str = ""
    title_en: str = ""
    lead: str = ""
    partners: str = ""
    due_on: str = ""
    costs: dict[str, str] = field(default_factory=dict)
    currency: str = "KHR"
    indicator: str = ""
    doubts: list[Doubt] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """For keeping with the preview."""
        return asdict(self)


def set_due(one: PlanRow, cell: Any, last_day: date) -> None:
    """Read the deadline of a row; what was made of it is a doubt."""
    if cell in (None, "") or not plain(cell):
        return
    day, doubt = _deadline(cell, last_day)
    one.due_on = day.isoformat() if day else ""
    if doubt:
        one.doubts.append(doubt)


def _deadline(cell: Any, last_day: date) -> tuple[date | None, Doubt | None]:
    if isinstance(cell, date):
        return cell.date() if isinstance(cell, datetime) else cell, None
    text = plain(cell).translate(DIGITS)
    if found := re.search(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})", text):
        day, month, year = map(int, found.groups())
        return _made(year, month, day, text)
    if found := re.search(r"(\d{4})-(\d{1,2})-(\d{1,2})", text):
        year, month, day = map(int, found.groups())
        return _made(year, month, day, text)
    loose = _loosely(text, last_day)
    if loose is not None:
        return loose, _taken(text, loose)
    return None, Doubt(
        "due_on",
        f"“{text}” is no day. Write day/month/year.",
        f"“{text}” មិនមែនជាថ្ងៃទេ។ សូមសរសេរ ថ្ងៃ/ខែ/ឆ្នាំ។",
        blocks=True,
    )


def _loosely(text: str, last_day: date) -> date | None:
    """The last day of a quarter, month or year that is named; the plan's last day for what goes on all the time."""
    if found := _QUARTER.search(text):
        quarter = _ROMAN.get(found[1].lower()) or int(found[1])
        return _end_of(int(found[2]), 3 * quarter)
    if years := [int(year) for year in _YEAR.findall(text)]:
        year = max(years)
        year -= _BUDDHIST if year > last_day.year + 400 else 0
        return _end_of(year, _month(text) or 12)
    goes_on = r"ongoing|permanent|continu|ជាប្រចាំ|បន្ត|ប្រចាំឆ្នាំ|annual"
    return last_day if re.search(goes_on, text, re.IGNORECASE) else None


def _made(year: int, month: int, day: int, text: str) -> tuple[date | None, Doubt | None]:
    try:
        return date(year - _BUDDHIST if year > 2400 else year, month, day), None  # noqa: PLR2004 - the Buddhist era
    except ValueError:
        return None, Doubt(
            "due_on", f"“{text}” is not in the calendar.", f"“{text}” មិនមានក្នុងប្រតិទិនទេ។", blocks=True
        )


def _taken(text: str, day: date) -> Doubt:
    return Doubt("due_on", f"“{text}” was read as {day:%d/%m/%Y}.", f"“{text}” ត្រូវបានអានជា {day:%d/%m/%Y}។")


def _month(text: str) -> int:
    for at in range(12):
        if _MONTHS_KM[at] in text or re.search(rf"\b{_MONTHS_EN[at]}", text, re.IGNORECASE):
            return at + 1
    return 0


def _end_of(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


def set_cost(one: PlanRow, name: str, cell: Any) -> None:
    """Read an amount of a row, with its scale and currency."""
    text = plain(cell)
    if not text or text in {"-", "–", "—", "x", "0"}:
        return
    is_number = isinstance(cell, int | float)
    amount, scaled = (Decimal(str(cell)), False) if is_number else _amount(text)
    if amount is None or not 0 <= amount < _LARGEST_AMOUNT:
        one.doubts.append(
            Doubt(
                name,
                f"“{text}” is no amount; it was left out.",
                f"“{text}” មិនមែនជាចំនួនទឹកប្រាក់ទេ ដូច្នេះត្រូវបានទុកចោល។",
                blocks=True,
            )
        )
        return
    one.costs[name] = str(amount.quantize(Decimal("0.01")))
    if re.search(r"\$|usd|ដុល្លារ", text, re.IGNORECASE):
        one.currency = "USD"
    if scaled:
        one.doubts.append(
            Doubt(name, f"“{text}” was read as {amount:,f}.", f"“{text}” ត្រូវបានអានជា {amount:,f}។")
        )


def _amount(text: str) -> tuple[Decimal | None, bool]:
    digits = text.translate(DIGITS).casefold()
    scale = next((factor for word, factor in _SCALES if word in digits), 1)
    found = re.search(r"\d[\d.,\s]*", digits)
    if found is None:
        return None, False
    number = found[0].strip().rstrip(".,").replace(" ", "")
    # 1.500.000 and 1,500,000 are grouped; 1.5 and 1,5 are not.
    if re.fullmatch(r"\d{1,3}([.,]\d{3})+", number):
        number = re.sub(r"[.,]", "", number)
    else:
        number = number.replace(",", ".")
    try:
        return Decimal(number) * scale, scale != 1
    except InvalidOperation:
        return None, False
