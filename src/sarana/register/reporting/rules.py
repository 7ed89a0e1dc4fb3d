"""Who reported, when, and who is reminded how; who may clear, accept, sign, publish, rate. Pure decisions.

Lateness is a function of days alone: the ladder of reminders is computed whenever somebody looks, and stored nowhere.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from typing import Any

from sarana.base.accounts.enums import AgencyKind, Power
from sarana.base.accounts.models import Agency, Officer
from sarana.base.accounts.rules import agency_in_scope, has_power
from sarana.base.refused import Refused
from sarana.register.plans.enums import Adds
from sarana.register.plans.models import Node
from sarana.register.plans.rules import may_note, parts_fault
from sarana.register.reporting.enums import (
    PARTS,
    REPORTED,
    Chase,
    Every,
    Punctuality,
    Rater,
    ReviewKind,
    SheetState,
    StepKind,
    Verdict,
)
from sarana.register.reporting.models import PeriodReport, Sheet, Slot
from sarana.register.returns.rules import days_of_quarter
from sarana.science.disclosure import THRESHOLD, gives_away, sums_of

# Stands in the place of a number that nobody may know.
HIDDEN = "…"
_PERIOD = re.compile(r"(?P<year>(19|20)\d\d)(-(?P<part>Q[1-4]|H[12]))?")
# Days before (-) or after the due day from which each step of the ladder holds, the last first.
_LADDER = (
    (30, Chase.NAMED), (14, Chase.AGENDA), (7, Chase.CHAIR), (1, Chase.OVERDUE), (-3, Chase.REMINDER), (-14, Chase.NOTICE),
)  # fmt: skip
_NAMED_AFTER = timedelta(days=30)


def days_of_period(period: str) -> tuple[date, date]:
    """The first and last day of a quarter, half-year or year.

    Raises:
        ValueError: it is written in another way.
    """
    found = _PERIOD.fullmatch(period)
    if found is None:
        raise Refused("Write a period as 2026, 2026-H1 or 2026-Q3.", field="period")
    year, part = int(found["year"]), found["part"] or ""
    if part.startswith("Q"):
        return days_of_quarter(year, int(part[1]))
    if part == "H1":
        return date(year, 1, 1), date(year, 6, 30)
    return date(year, 7 if part else 1, 1), date(year, 12, 31)


def period_of(every: Every | str, day: date) -> str:
    """The period of a template in which a day lies."""
    if every == Every.QUARTER:
        return f"{day.year}-Q{(day.month - 1) // 3 + 1}"
    return f"{day.year}-H{1 if day.month <= 6 else 2}" if every == Every.HALF_YEAR else str(day.year)  # noqa: PLR2004


def period_before(every: Every | str, day: date) -> str:
    """The last period that was over on a day."""
    first, _last = days_of_period(period_of(every, day))
    return period_of(every, first - timedelta(days=1))


@dataclass(frozen=True, slots=True)
class SlotFacts:
    """The days of a slot; ``cleared_on`` is the first day on which its sheet left the unit, ``is_in`` whether it is in now."""

    opens_on: date
    due_on: date
    timely_until: date
    locks_on: date
    excused_until: date | None = None
    cleared_on: date | None = None
    is_in: bool = False


def due_day(facts: SlotFacts) -> date:
    """The day by which it is owed, an exception counted in."""
    return max(facts.due_on, facts.excused_until or facts.due_on)


def punctuality(facts: SlotFacts, day: date) -> Punctuality:
    """Whether the unit reported, and in time."""
    if facts.is_in and facts.cleared_on is not None and facts.cleared_on <= day:
        timely = max(facts.timely_until, due_day(facts))
        return Punctuality.ON_TIME if facts.cleared_on <= timely else Punctuality.LATE_IN
    if day < facts.opens_on:
        return Punctuality.AHEAD
    if day <= due_day(facts):
        return Punctuality.OPEN
    return Punctuality.DID_NOT_REPORT if day >= due_day(facts) + _NAMED_AFTER else Punctuality.OVERDUE


def chase(facts: SlotFacts, day: date) -> Chase | None:
    """The step of the ladder on which a unit stands; none for one that is in, or that nobody reminds yet."""
    if facts.is_in and facts.cleared_on is not None and facts.cleared_on <= day:
        return None
    days = (day - due_day(facts)).days
    return next((step for at, step in _LADDER if days >= at), None)


def may_be_entered(facts: SlotFacts, day: date) -> bool:
    """Whether the slot takes values on a day: opened, and not locked (an exception unlocks it until its day)."""
    return facts.opens_on <= day <= max(facts.locks_on, facts.excused_until or facts.locks_on)


@dataclass(frozen=True, slots=True)
class Rates:
    """Of so many sheets that were owed, how many came, and how many in time."""

    expected: int
    reported: int
    on_time: int

    @property
    def reporting(self) -> Decimal | None:
        """Share that reported, in per cent."""
        return Decimal(100) * self.reported / self.expected if self.expected else None

    @property
    def timely(self) -> Decimal | None:
        """Share that reported in time, in per cent."""
        return Decimal(100) * self.on_time / self.expected if self.expected else None


def rates(slots: Iterable[SlotFacts], day: date) -> Rates:
    """The rates of those that were due by a day (what came before it was due counts as well)."""
    words = [punctuality(facts, day) for facts in slots if facts.due_on <= day or facts.is_in]
    came = [word for word in words if word in {Punctuality.ON_TIME, Punctuality.LATE_IN}]
    return Rates(len(words), len(came), came.count(Punctuality.ON_TIME))


def value_fault(
    value: Decimal | None, parts: Mapping[str, Decimal], splits: Iterable[str], reason: str
) -> str:
    """Why a value can't be entered; empty where it can: there is none without a reason, or parts that don't make it."""
    if value is None:
        return "" if reason.strip() else "Write the number, or say in one sentence why there is none."
    for split in splits:
        given = {name: parts[name] for name in PARTS[split] if name in parts}
        if not given and not reason.strip():
            return "Split the number into its parts, or say in one sentence why not."
        if fault := parts_fault(value, given, Adds.SUM, reason):
            return fault
    return ""


def shown_to_public(value: Decimal | None, of_persons: bool) -> Decimal | None:
    """The value as it may be published; None where it is a small count of persons."""
    return None if value is None or (of_persons and 0 < value < THRESHOLD) else value


def can_be_derived(known: dict[str, list[dict[str, Any]]], period: str, part: str = "") -> bool:
    """Whether any sum over periods in which this one stands gives a small count away, with any of the reports of each.

    Of the whole value, or of one of the parts into which it is split.
    """
    for whole, parts in sums_of(period[:4]):
        if period not in {whole, *parts}:
            continue
        said = [known.get(when, ()) for when in (whole, *parts)]
        texts = [
            [one["parts"].get(part, "") if part else one["value"] for one in each] or [""] for each in said
        ]
        for told, *of_parts in product(*texts):
            amounts = [amount for text in of_parts if (amount := number_told(text)) is not None]
            hidden = of_parts.count(HIDDEN)
            untold = len(of_parts) - len(amounts) - hidden
            total = number_told(told)
            if total is not None and gives_away(total, amounts, hidden=hidden, untold=untold):
                return True
    return False


def number_told(text: str) -> Decimal | None:
    """The number that a frozen line tells; none where it is hidden or was never given."""
    return Decimal(text) if text and text != HIDDEN else None


def may_replace(before: Decimal | None, after: Decimal | None, of_persons: bool) -> bool:
    """Whether a corrected number may be published beside the one before it: a small difference is a small count as well."""
    if not of_persons or before is None or after is None:
        return True
    return before == after or abs(before - after) >= THRESHOLD


def verdict_fault(kind: ReviewKind | str, verdict: Verdict | str, node: Node, new_due_on: date | None) -> str:
    """Why a review can't say this of a measure; empty where it can."""
    if (verdict == Verdict.FINISHED) != (node.done_on is not None):
        return "Finished is what was noted as done, with proof; everything else is not."
    if (verdict == Verdict.CARRY) and kind != ReviewKind.FINAL:
        return "What is left is carried over by the final review only."
    if verdict == Verdict.CHANGE:
        if new_due_on is None or (node.due_on is not None and new_due_on <= node.due_on):
            return "Name the later day on which it is to be due."
        if new_due_on > node.plan.ends_on:
            return "The day lies after the end of the plan; carry it over instead."
    return ""


# ---------------------------------------------------------------- who may


def is_of_unit(officer: Officer, slot: Slot) -> bool:
    """Whether the officer reports for the unit."""
    return has_power(officer, Power.NOTE_PROGRESS) and officer.agency_id == slot.unit_id


def may_read_sheet(officer: Officer, sheet: Sheet) -> bool:
    """Whether the officer reads the values: its unit always, those above and the secretariat once it was cleared."""
    if not has_power(officer, Power.SEE_FIGURES):
        return False
    if officer.agency_id == sheet.slot.unit_id:
        return has_power(officer, Power.NOTE_PROGRESS)
    has_left = sheet.cleared_on is not None
    above = agency_in_scope(officer, sheet.slot.unit.path) and has_power(officer, Power.NOTE_PROGRESS)
    return has_left and (above or has_power(officer, Power.EDIT_PLAN) or has_power(officer, Power.SEE_LEDGER))


def may_read_place(officer: Officer, place: str, units: Iterable[Agency]) -> bool:
    """Whether the officer reads what a province reported: whoever may read the accepted sheets of all its units there."""
    if not has_power(officer, Power.SEE_FIGURES):
        return False
    if has_power(officer, Power.EDIT_PLAN) or has_power(officer, Power.SEE_LEDGER):
        return True
    there = [unit for unit in units if unit.place_id == place]
    reads = has_power(officer, Power.NOTE_PROGRESS)
    return reads and bool(there) and all(agency_in_scope(officer, unit.path) for unit in there)


def may_enter(officer: Officer, slot: Slot, state: SheetState | str | None) -> bool:
    """Whether the officer may write the sheet in this state."""
    return is_of_unit(officer, slot) and state in {
        None,
        SheetState.DRAFT,
        SheetState.ENTERED,
        SheetState.RETURNED,
    }


def may_clear(officer: Officer, sheet: Sheet) -> bool:
    """Whether the officer clears it: of the unit or above it, and never the one who entered it."""
    if sheet.state != SheetState.ENTERED or officer.pk == sheet.entered_by_id:
        return False
    return has_power(officer, Power.NOTE_PROGRESS) and agency_in_scope(officer, sheet.slot.unit.path)


def may_accept(officer: Officer, sheet: Sheet) -> bool:
    """Whether the officer accepts it or sends it back: the secretariat, but neither who entered nor who cleared it."""
    if sheet.state != SheetState.CLEARED or not has_power(officer, Power.EDIT_PLAN):
        return False
    before = (StepKind.ENTER, StepKind.CLEAR)
    return all(step.done_by_id != officer.pk for step in sheet.steps.all() if step.kind in before)


def may_publish(officer: Officer, report: PeriodReport) -> bool:
    """Whether the officer publishes a signed report: another one than who signed it."""
    return has_power(officer, Power.EDIT_PLAN) and officer.pk != report.signed_by_id


def rater_of(officer: Officer, node: Node) -> Rater | None:
    """As whom the officer may rate a node; None where not at all."""
    leads = node.lead_agency is not None and agency_in_scope(officer, node.lead_agency.path)
    if officer.agency.kind == AgencyKind.NGO and has_power(officer, Power.SEE_FIGURES) and not leads:
        return Rater.CIVIL_SOCIETY
    if not may_note(officer, node):
        return None
    return (
        Rater.SECRETARIAT
        if has_power(officer, Power.EDIT_PLAN) and not _is_own(officer, node)
        else Rater.SELF
    )


def _is_own(officer: Officer, node: Node) -> bool:
    return node.lead_agency_id == officer.agency_id


def counts_as_in(state: SheetState | str) -> bool:
    """Whether a sheet in this state has left its unit."""
    return state in REPORTED
