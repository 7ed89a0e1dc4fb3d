"""A table of a snapshot, its columns, and how a value of the register becomes theirs: references are keyed pseudonyms."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from django.utils import timezone

from sarana.base.vault.keys import pseudonymous_number
from sarana.base.vocabulary.models import split_codes
from sarana.base.vocabulary.queries import codes_of
from sarana.measure.figures.rows.reading import Only, Rows
from sarana.register.cases.rules import ADULT
from sarana.science.palermo.statutes import STATUTES

_PROVINCE = 2
_DAY_SIGNS, _HOUR_SIGNS, _MINUTE_SIGNS = len("2022-09-01"), len("2022-09-01 03"), len("2022-09-01 03:00")
TEXT = "string"
DAY = "date32"
INT = "int64"
type Convert = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a snapshot: its columns (name, DuckDB-friendly type, conversion of a value) over rows of the register.

    With a ``root`` its rows are kept in parts by the key of that record, whose pseudonym stands in the column ``by``;
    without one it is a single file.
    """

    name: str
    columns: tuple[tuple[str, str, Convert | None], ...]
    rows: Callable[[Only], Rows]
    root: str = ""
    by: str = ""


@lru_cache(maxsize=300_000)
def reference(value: Any) -> int | None:
    """The pseudonym of an identifier, None for none; kept in memory until the snapshot is written."""
    return None if value is None else pseudonymous_number(str(value))


@lru_cache(maxsize=100_000)
def day(value: str | None) -> date | None:
    """The day that the database tells as text, whatever follows it."""
    return None if value is None else date.fromisoformat(value[:_DAY_SIGNS])


def local_day(value: str | None) -> date | None:
    """The day here of a moment that the database tells in UTC."""
    if value is None:
        return None
    return _local_day_of_hour(value[:_HOUR_SIGNS]) or _local_day_of(f"{value[:_MINUTE_SIGNS]}:00")


@lru_cache(maxsize=100_000)
def _local_day_of_hour(hour: str) -> date | None:
    """The day in which a whole hour lies, None where midnight comes within it; a year has few hours and many minutes."""
    first, last = _local_day_of(f"{hour}:00:00"), _local_day_of(f"{hour}:59:59")
    return first if first == last else None


def _local_day_of(moment: str) -> date:
    moment_here = (
        datetime.fromisoformat(moment).replace(tzinfo=UTC).astimezone(timezone.get_default_timezone())
    )
    return moment_here.date()


def province(code: str | None) -> str | None:
    """The province of a place in the country, None for other countries and for none."""
    return code[:_PROVINCE] if code and code[0].isdigit() else None


@lru_cache(maxsize=10_000)
def form(codes: str) -> str:
    """UNODC's form for HTCDS codes: one, or "mixed", or "unknown"."""
    known = codes_of("TypeOfExploitation")
    forms = {(known[code].roll_up if code in known else "") or "other" for code in split_codes(codes)}
    return forms.pop() if len(forms) == 1 else ("mixed" if forms else "unknown")


@lru_cache(maxsize=10_000)
def citizenship(text: str) -> str:
    """The one citizenship, or "multiple", or "unknown"."""
    codes = split_codes(text)
    return codes[0] if len(codes) == 1 else ("multiple" if codes else "unknown")


def age_group(age: int | None) -> str:
    """A child or an adult, or "unknown"."""
    return "unknown" if age is None else ("0-17" if age < ADULT else "18+")


@lru_cache(maxsize=10_000)
def law_of(lists: str) -> str:
    """Whether articles of the law of 2008 hold trafficking in the strict sense (Palermo Protocol), or only what is near it.

    ``lists`` are JSON lists of articles, one after the other.
    """
    articles = [article for some in json.loads(f"[{lists.replace('][', '],[')}]") for article in some]
    if not articles:
        return "unknown"
    return "strict" if any(a in STATUTES and STATUTES[a].is_trafficking for a in articles) else "wider"


def forget_references() -> None:
    """Drop the pseudonyms kept in memory while a snapshot was written, and whatever code lists said then."""
    for kept in (reference, _local_day_of_hour, form):
        kept.cache_clear()
