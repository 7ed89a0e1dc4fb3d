"""Sums of money in an offer's folded text: number, multiplier, currency."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# From this monthly sum on, pay for unskilled work is far above what the region's garment, shop and office work pays
# (its minimum wages lie between about 200 and 400 dollars a month).
_HIGH_FROM = {
    "USD": 800,
    "KHR": 3_200_000,
    "VND": 18_000_000,
    "THB": 28_000,
    "IDR": 11_000_000,
    "CNY": 8_000,
    "PHP": 45_000,
}
_CURRENCIES = {
    "USD": r"us ?\$|usd|us dollars?|dollars?|\$|ដុល្លារ|ដុល្លា|美元|美金|刀|ดอลลาร์|đô(?: la)?|dolar",
    "KHR": r"៛|រៀល|riels?|khr",
    "VND": r"vnđ|vnd|đồng|dong|₫|đ(?!\w)|越南盾",
    "THB": r"baht|thb|฿|บาท|បាត|泰铢",
    "IDR": r"rp\.?|idr|rupiah",
    "CNY": r"rmb|cny|yuan|元|块|人民币|¥|យ័ន|หยวน",
    "PHP": r"php|pesos?|₱",
}
# "tr" and "triệu" are millions of dong and "juta" millions of rupiah even where no currency is written.
_MULTIPLIERS = {
    r"triệu|tr(?!\w)|juta|jt(?!\w)|million|លាន|百万|ล้าน": 1_000_000,
    r"万|ម៉ឺន|หมื่น": 10_000,
    r"k(?!\w)|ribu|rb(?!\w)|nghìn|ngàn|ពាន់|千|พัน": 1_000,
}
_IMPLIED = {"triệu": "VND", "tr": "VND", "juta": "IDR", "jt": "IDR", "万": "CNY", "千": "CNY"}
_NUMBER = r"\d{1,3}(?:[.,]\d{3})+|\d+(?:[.,]\d{1,2})?"
_UNIT = "|".join(_MULTIPLIERS)
_MONEY = "|".join(_CURRENCIES.values())
_SUM = re.compile(
    rf"(?P<before>{_MONEY})? ?(?P<low>{_NUMBER})(?: ?(?P<low_unit>{_UNIT}))?"
    rf"(?: ?(?:-|–|~|to|đến|sampai|ដល់|至|到|ถึง) ?(?:{_MONEY})? ?(?P<high>{_NUMBER}))?"
    rf" ?(?P<unit>{_UNIT})? ?(?P<after>{_MONEY})?"
)


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum in the folded text, with its currency (ISO 4217)."""

    start: int
    end: int
    amount: float
    currency: str

    @property
    def is_high(self) -> bool:
        """Whether it is far above what unskilled work pays in a month."""
        return self.amount >= _HIGH_FROM[self.currency]


def monthly_sums(text: str) -> Iterator[Sum]:
    """Every sum with a currency; of a range the upper end, since that is what the offer advertises."""
    for match in _SUM.finditer(text):
        unit = match["unit"] or match["low_unit"] or ""
        currency = _currency(match["after"] or match["before"] or "") or _IMPLIED.get(unit, "")
        if currency:
            amount = _value(match["high"] or match["low"]) * _multiplier(unit)
            yield Sum(match.start(), match.end(), amount, currency)


def _currency(text: str) -> str:
    return next((code for code, words in _CURRENCIES.items() if text and re.fullmatch(words, text)), "")


def _multiplier(unit: str) -> int:
    return next((n for words, n in _MULTIPLIERS.items() if unit and re.fullmatch(words, unit)), 1)


def _value(text: str) -> float:
    """``20.000.000`` and ``1,200`` are grouped; ``1.5`` and ``1,5`` have a decimal."""
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", text):
        return float(re.sub(r"[.,]", "", text))
    return float(text.replace(",", "."))
