"""What a cell says: dates, codes, yes or no. Pure; every fault names its reason and remedy in English and Khmer."""

import re
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

_KHMER_DIGITS = str.maketrans("០១២៣៤៥៦៧៨៩", "0123456789")
# Zero-width signs between Khmer words help line breaking and mean nothing; a byte-order mark means nothing at all.
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e\u2066-\u2069]")
LONGEST_CELL = 20_000
_EXCEL_EPOCH = date(1899, 12, 30)
_EARLIEST = date(1900, 1, 1)
_AGE_DIGITS = 3
_YEARS_AHEAD = 100
_REMEDY_OF_YEAR = (
    "Check the year; the year of the Buddhist era is 543 or 544 more than the international one. Write year-month-day.",
    "សូមពិនិត្យឆ្នាំ៖ ពុទ្ធសករាជលើសគ្រិស្តសករាជ 543 ឬ 544 ឆ្នាំ។ សូមសរសេរគ្រិស្តសករាជជា ឆ្នាំ-ខែ-ថ្ងៃ។",
)


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a cell could not be taken, and what to do; it never repeats what the cell holds."""

    field: str
    reason_en: str
    reason_km: str
    remedy_en: str
    remedy_km: str

    def as_json(self) -> dict[str, str]:
        return asdict(self)


def plain(value: Any) -> str:
    """A cell as text: invisible signs and outer space gone, whole numbers without ".0"."""
    if value is None:
        return ""
    if isinstance(value, str) and value.isascii() and value.isprintable() and "  " not in value:
        return value.strip()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = _CONTROL.sub("", str(value)).translate(_INVISIBLE).replace("\u00a0", " ")
    return " ".join(text.split()) if "\n" not in text else text.strip()


def as_date(value: Any, field: str, *, today: date, may_be_future: bool = False) -> date | Fault | None:
    """The day in a cell: a real date, an Excel serial, YYYY-MM-DD or day/month/year, in Latin or Khmer digits."""
    if value in (None, ""):
        return None
    day = value.date() if isinstance(value, datetime) else value
    if not isinstance(day, date):
        day = _from_number(value) if isinstance(value, int | float) else _from_text(plain(value))
    if day is None:
        return Fault(
            field,
            "This is not a day of the calendar.",
            "នេះមិនមែនជាថ្ងៃក្នុងប្រតិទិនទេ។",
            "Write it as year-month-day, such as 2022-02-28.",
            "សូមសរសេរជា ឆ្នាំ-ខែ-ថ្ងៃ ដូចជា 2022-02-28។",
        )
    if day > today and (not may_be_future or day.year > today.year + _YEARS_AHEAD):
        return Fault(
            field,
            "This day lies in the future.",
            "ថ្ងៃនេះស្ថិតនៅអនាគត។",
            *_REMEDY_OF_YEAR,
        )
    if day < _EARLIEST:
        return Fault(
            field,
            "This day lies before 1900.",
            "ថ្ងៃនេះមុនឆ្នាំ 1900។",
            "Check the year; write it as year-month-day.",
            "សូមពិនិត្យឆ្នាំ ហើយសរសេរជា ឆ្នាំ-ខែ-ថ្ងៃ។",
        )
    return day


def _from_number(value: float) -> date | None:
    return _EXCEL_EPOCH + timedelta(days=int(value)) if 1 <= value < 200_000 else None  # noqa: PLR2004 - to the year 2447


def _from_text(text: str) -> date | None:
    text = text.translate(_KHMER_DIGITS)
    text = re.sub(r"[T ]\d{1,2}:\d\d.*$", "", text)
    if found := re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", text):
        parts = found.group(1, 2, 3)
    elif found := re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", text):
        parts = found.group(3, 2, 1)
    else:
        return None
    try:
        return date(*map(int, parts))
    except ValueError:
        return None


_YES = {"yes", "true", "1", "y", "បាទ", "ចាស", "បាទ/ចាស", "យល់ព្រម", "consent", "agreed"}
_NO = {"no", "false", "0", "n", "ទេ", "មិនយល់ព្រម"}


def as_yes_no(value: Any) -> str:
    """yes, no or unknown."""
    text = plain(value).lower()
    return "yes" if text in _YES else "no" if text in _NO else "unknown"


def as_age(value: Any, field: str) -> int | Fault | None:
    """Whole years between 0 and 120."""
    text = plain(value).translate(_KHMER_DIGITS)
    if not text:
        return None
    # Not isdigit(), which takes "²" for a number that int() can't read; nor thousands of digits, which it refuses.
    if text.isdecimal() and len(text) <= _AGE_DIGITS and int(text) <= 120:  # noqa: PLR2004 - nobody is older
        return int(text)
    return Fault(
        field,
        "This is not an age in whole years.",
        "នេះមិនមែនជាអាយុគិតជាឆ្នាំទេ។",
        "Write a number from 0 to 120.",
        "សូមសរសេរលេខពី 0 ដល់ 120។",
    )


def fold(text: str) -> str:
    """Code or label reduced to what is meant: letters and digits, lower case."""
    return re.sub(r"[\W_]+", "", text).lower()


def split_list(text: str, known: dict[str, str]) -> list[str]:
    """The codes in a cell of several: ";", "," or newline between them, or spaces between codes, or one label."""
    if not text or fold(text) in known:
        return [known.get(fold(text), text)] if text else []
    parts = [part.strip() for part in re.split(r"[;\n|]", text) if part.strip()]
    if len(parts) == 1:
        words = text.split()
        if len(words) > 1 and all(fold(word) in known for word in words):
            parts = words
        elif "," in text:
            commas = [part.strip() for part in text.split(",") if part.strip()]
            parts = commas if any(fold(part) in known for part in commas) else parts
    return list(dict.fromkeys(known.get(fold(part), part) for part in parts))
