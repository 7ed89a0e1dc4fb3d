"""The list of red flags, who follows the money, and what an asset measure may say. Pure decisions."""

import csv
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import has_power
from sarana.register.cases.models import Case
from sarana.register.cases.rules import may_see_case, sees_case_by_right
from sarana.register.traces.enums import TraceKind

LIST_VERSION = "2026-11"
# What a flag is looked for on.
PERSON, ORGANISATION, PREMISES, ACCOUNT = "person", "organisation", "premises", "account"
_OF_TRACE = {TraceKind.PREMISES: PREMISES, TraceKind.ACCOUNT: ACCOUNT}


@dataclass(frozen=True, slots=True)
class RedFlag:
    """A sign of trafficking finance in our words: what it is looked for on, where it comes from, and for which tricks.

    ``verified`` says whether the words were held against the source; others wait for somebody who has it.
    """

    code: str
    about: frozenset[str]
    text_km: str
    text_en: str
    source: str
    year: int
    verified: bool
    tricks: tuple[str, ...]


@cache
def red_flags() -> dict[str, RedFlag]:
    """The list as it stands, by code."""
    text = files("sarana.register.money").joinpath("data/red_flags.csv").read_text(encoding="utf-8")
    return {
        row["code"]: RedFlag(
            code=row["code"],
            about=frozenset(row["about"].split()),
            text_km=row["text_km"],
            text_en=row["text_en"],
            source=row["source"],
            year=int(row["year"]),
            verified=row["verified"] == "yes",
            tricks=tuple(row["tricks"].split()),
        )
        for row in csv.DictReader(text.splitlines())
    }


def flags_about(what: str) -> list[RedFlag]:
    """The flags that are looked for on such a thing, in the order of the list."""
    return [flag for flag in red_flags().values() if what in flag.about]


def what_a_trace_is(kind: str) -> str | None:
    """Premises or account; None for traces on which no flag is looked for."""
    return _OF_TRACE.get(TraceKind(kind))


def may_see_money(officer: Officer, case: Case) -> bool:
    """Whether the officer sees what is known of a case's money: whoever sees the case."""
    return may_see_case(officer, case)


def may_follow_money(officer: Officer, case: Case) -> bool:
    """Whether the officer may write about a case's money: his work it is, and he sees the case by right."""
    return has_power(officer, Power.FOLLOW_MONEY) and sees_case_by_right(officer, case)


def fault_of_asset(
    *,
    amount: Decimal | None,
    currency: str,
    on: date,
    today: date,
    paid_so_far: Decimal,
    taken: Decimal,
    pays: bool,
) -> str:
    """Why an asset measure can't be put on record, in a sentence; empty when it can.

    Args:
        amount: its worth, None when not known.
        currency: ISO 4217.
        on: the day of the deed.
        today: the present day.
        paid_so_far: what was paid to victims in that currency before.
        taken: what was confiscated in that currency.
        pays: whether this measure pays victims.
    """
    if on > today:
        return "A measure can't lie in the future."
    if amount is not None and amount <= 0:
        return "An amount is more than nothing; leave it empty where the worth is not known."
    if (amount is None) != (not currency):
        return "Amount and currency come together."
    if pays and amount is None:
        return "Write down how much the victims were paid."
    if pays and amount is not None and paid_so_far + amount > taken:
        return "More would be paid to victims than was confiscated in this currency; record the confiscation first."
    return ""
