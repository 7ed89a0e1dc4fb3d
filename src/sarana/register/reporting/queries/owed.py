"""Who owes what, by when, and who is late: the slots of units and the rates that come of them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max, Q, QuerySet

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import has_power
from sarana.base.once import composed_once, portions
from sarana.register.meetings.enums import BodyKind
from sarana.register.meetings.models import Body
from sarana.register.reporting.enums import REPORTED, Chase, Punctuality, SheetState, StepKind
from sarana.register.reporting.models import SheetStep, Slot, Template
from sarana.register.reporting.rules import Rates, SlotFacts, chase, counts_as_in, punctuality, rates

_ON_AGENDA = (Chase.AGENDA, Chase.NAMED)


def slots() -> QuerySet[Slot]:
    """Every slot with its unit, its sheet and how long it was excused; who reported is for everybody at work."""
    return Slot.objects.select_related("template", "unit__place", "sheet").annotate(
        excused_until=Max("exceptions__until")
    )


def slots_of(officer: Officer, day: date) -> QuerySet[Slot]:
    """What the officer's agency owes now, the most urgent first."""
    return _owed(officer, day)


def _owed(officer: Officer, day: date) -> QuerySet[Slot]:
    return (
        slots()
        .filter(unit=officer.agency_id, opens_on__lte=day, template__closed_on=None)
        .exclude(sheet__state__in=REPORTED)
        .order_by("due_on")
    )


@composed_once
def slots_owed(officer: Officer, *, day: date) -> QuerySet[Slot]:
    """``slots_of`` on a day, for the officer's own page."""
    return _owed(officer, day)


def slots_that_wait_for(officer: Officer) -> list[Slot]:
    """Sheets that the officer may clear or accept; not those that he entered or cleared himself."""
    found = _slots_to_look_at(officer)
    own = {
        slot
        for some in portions(slot.pk for slot in found)
        for (slot,) in _steps_done(by=officer.pk, slots=some)
    }
    return [slot for slot in found if slot.pk not in own]


@composed_once
def _slots_to_look_at(officer: Officer) -> QuerySet[Slot]:
    asked = Q(sheet__state=SheetState.ENTERED, unit__path__startswith=officer.agency.path) & ~Q(
        sheet__entered_by=officer.pk
    )
    if has_power(officer, Power.EDIT_PLAN):
        # Who is above a unit clears for it only where it has no second officer; what he cleared another accepts.
        asked = Q(sheet__state=SheetState.CLEARED)
    return slots().filter(asked).order_by("due_on", "unit__path")


@composed_once
def _steps_done(*, by: int, slots: tuple[UUID, ...]) -> QuerySet[SheetStep, tuple[UUID]]:
    done = SheetStep.objects.filter(sheet__slot__in=slots, done_by=by)
    return done.filter(kind__in=(StepKind.ENTER, StepKind.CLEAR)).values_list("sheet__slot")


def facts_of(slot: Slot) -> SlotFacts:
    """The days of a slot of ``slots()``."""
    sheet = getattr(slot, "sheet", None)
    return SlotFacts(
        slot.opens_on,
        slot.due_on,
        slot.timely_until,
        slot.locks_on,
        excused_until=getattr(slot, "excused_until", None),
        cleared_on=sheet.cleared_on if sheet else None,
        is_in=sheet is not None and counts_as_in(sheet.state),
    )


@dataclass(frozen=True, slots=True)
class UnitLine:
    """How one unit stands in a period."""

    slot: Slot
    state: str
    punctuality: Punctuality
    chase: Chase | None


def unit_lines(template: Template, period: str, day: date) -> list[UnitLine]:
    """How each unit stands, in the units' order."""
    found = slots().filter(template=template, period=period).order_by("unit__path")
    lines = []
    for slot in found:
        facts, sheet = facts_of(slot), getattr(slot, "sheet", None)
        lines.append(UnitLine(slot, sheet.state if sheet else "", punctuality(facts, day), chase(facts, day)))
    return lines


def rates_of(template: Template, period: str, day: date) -> Rates:
    """How many of those that owed came, and in time."""
    return rates((facts_of(slot) for slot in slots().filter(template=template, period=period)), day)


def rates_by_unit(template: Template, day: date) -> dict[int, tuple[str, Rates]]:
    """Name and rates of each unit over all periods."""
    by_unit: dict[int, list[Slot]] = defaultdict(list)
    for slot in slots().filter(template=template).order_by("unit__path"):
        by_unit[slot.unit_id].append(slot)
    return {
        unit: (found[0].unit.name, rates((facts_of(slot) for slot in found), day))
        for unit, found in by_unit.items()
    }


def late_for_agenda(body: Body, day: date) -> list[Slot]:
    """Slots whose units stand on the body's agenda by name on a day: two weeks overdue and more, not in.

    The national committee hears of every unit; other bodies of their own agency's, and of what they look after.
    """
    asked = slots().filter(due_on__lt=day, template__closed_on=None).exclude(sheet__state__in=REPORTED)
    if body.kind != BodyKind.NATIONAL_COMMITTEE:
        mine = Q(unit=body.agency_id)
        for plan, path in body.nodes.values_list("plan", "path"):
            mine |= Q(template__lines__use__node__plan=plan) & (
                Q(template__lines__use__node__path=path)
                | Q(template__lines__use__node__path__startswith=f"{path}.")
            )
        asked = asked.filter(
            pk__in=Slot.objects.filter(mine)
            .exclude(sheet__state__in=REPORTED)
            .filter(due_on__lt=day)
            .values("pk")
        )
    found = asked.order_by("-due_on", "unit__path")
    return [slot for slot in found if chase(facts_of(slot), day) in _ON_AGENDA]
