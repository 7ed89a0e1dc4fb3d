"""Which code a word of daily use means. Pure decisions on the code lists that come with the program."""

import csv
from functools import cache
from importlib.resources import files

_SMALL_WORDS = {"the", "of", "and"}
# Names in daily use beside the official ones of the code list.
_SHORT = {
    "iran": "IR", "syria": "SY", "russia": "RU", "north korea": "KP", "south korea": "KR", "dprk": "KP", "vietnam": "VN",
    "laos": "LA", "tanzania": "TZ", "bolivia": "BO", "venezuela": "VE", "moldova": "MD", "palestine": "PS", "brunei": "BN",
    "drc": "CD", "uk": "GB", "usa": "US", "burma": "MM",
}  # fmt: skip


@cache
def country_code(text: str) -> str:
    """The code of a country by its code or one of its names; the text itself when none is known."""
    plain = text.strip()
    if len(plain) == 2 and plain.isalpha():  # noqa: PLR2004 - ISO 3166-1 alpha-2
        return plain.upper()
    return _countries().get(_bag(plain), plain.casefold())


@cache
def _countries() -> dict[frozenset[str], str]:
    known: dict[frozenset[str], str] = {}
    source = files("sarana.base.vocabulary").joinpath("data/country.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(source.splitlines()):
        for label in (row["label_en"], row["label_km"]):
            known.setdefault(_bag(label), row["code"])
    return known | {_bag(name): code for name, code in _SHORT.items()}


def _bag(text: str) -> frozenset[str]:
    kept = (sign if sign.isalnum() or sign in "'’" or sign > "\u1780" else " " for sign in text.casefold())
    return frozenset("".join(kept).split()) - _SMALL_WORDS
