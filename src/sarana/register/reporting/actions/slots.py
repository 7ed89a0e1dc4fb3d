from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Agency, Officer
from sarana.base.accounts.rules import require
from sarana.base.ledger.actions import record_deed
from sarana.base.refused import Refused
from sarana.register.plans.models import IndicatorUse, Plan
from sarana.register.reporting.enums import PARTS, Every
from sarana.register.reporting.models import Slot, SlotException, Template, TemplateLine
from sarana.register.reporting.rules import days_of_period


@transaction.atomic
def make_template(
    *,
    by: Officer,
    plan: Plan,
    code: str,
    title_km: str,
    title_en: str,
    units: Iterable[Agency],
    every: Every | str = Every.QUARTER,
    due_after: int = 15,
    timely_after: int | None = None,
    locks_after: int = 60,
) -> Template:
    """Say what units report on, how often, and how many days after a period it is due and locks.

    Raises:
        ValueError: the days don't follow each other, or no unit reports.
    """
    require(by, Power.EDIT_PLAN)
    timely = due_after if timely_after is None else timely_after
    asked = list(units)
    if not 1 <= due_after <= timely <= locks_after:
        raise Refused(
            "It opens, is due, counts as timely and locks in this order of days.", field="due_after"
        )
    if not asked:
        raise Refused("Choose at least one unit that reports.", field="units")
    template = Template.objects.create(
        code=code, plan=plan, title_km=title_km, title_en=title_en, every=Every(every), due_after=due_after,
        timely_after=timely, locks_after=locks_after,
    )  # fmt: skip
    template.units.set(asked)
    change = {"code": code, "every": every, "units": len(asked), "due_after": due_after}
    record_deed(by=by, action="make_template", record=template, change=change)
    return template


def refuse_closed(template: Template) -> None:
    """A closed template takes nothing more.

    Raises:
        ValueError: it is closed.
    """
    if template.closed_on is not None:
        raise Refused("The template is closed; what was reported by it stays as it is.", field=None)


def after(template: Template) -> date | None:
    """The day after the last period that is open; None where none is."""
    periods = set(template.slots.values_list("period", flat=True))
    last = max((days_of_period(period)[1] for period in periods), default=None)
    return last + timedelta(days=1) if last else None


@transaction.atomic
def add_line(
    *,
    by: Officer,
    template: Template,
    use: IndicatorUse,
    splits: Iterable[str] = (),
    of_persons: bool = False,
) -> TemplateLine:
    """Ask units for an indicator that is counted by hand, in every period that isn't open yet.

    Raises:
        ValueError: the template is closed, the register counts it itself, it belongs to another plan, or it is asked for
            already.
    """
    require(by, Power.EDIT_PLAN)
    refuse_closed(template)
    if not use.is_by_hand:
        raise Refused("The register counts this indicator itself; nobody is asked for it.", field="use")
    if use.node.plan_id != template.plan_id:
        raise Refused("The indicator belongs to another plan.", field="use")
    if template.lines.filter(use=use).exists():
        raise Refused("This indicator is asked for already.", field="use")
    wanted = [split for split in PARTS if split in set(splits)]
    line = TemplateLine.objects.create(
        template=template, use=use, order=template.lines.count() + 1, splits=wanted, of_persons=of_persons,
        asked_from=after(template),
    )  # fmt: skip
    change = {"line": line, "use": use, "splits": wanted}
    record_deed(by=by, action="add_line", record=template, change=change)
    return line


@transaction.atomic
def open_slots(*, by: Officer, template: Template, period: str) -> list[Slot]:
    """Give every unit of a template its slot for a period; what a unit has already stays as it is.

    Raises:
        ValueError: the template is closed, or no such period.
    """
    require(by, Power.EDIT_PLAN)
    refuse_closed(template)
    _first, last = days_of_period(period)
    has = set(template.slots.filter(period=period).values_list("unit", flat=True))
    made = Slot.objects.bulk_create(
        Slot(
            template=template, unit=unit, period=period, opens_on=last + timedelta(days=template.opens_after),
            due_on=last + timedelta(days=template.due_after), timely_until=last + timedelta(days=template.timely_after),
            locks_on=last + timedelta(days=template.locks_after),
        )
        for unit in template.units.all()
        if unit.pk not in has
    )  # fmt: skip
    if made:
        record_deed(
            by=by, action="open_slots", record=template, change={"period": period, "slots": len(made)}
        )
    return made


@transaction.atomic
def except_slot(*, by: Officer, slot: Slot, until: date, reason: str) -> SlotException:
    """Give a unit more time, for a reason.

    Raises:
        ValueError: no reason, or no more time than it has.
    """
    require(by, Power.EDIT_PLAN)
    if not reason.strip():
        raise Refused("Say why the unit gets more time.", field="reason")
    if until <= slot.due_on:
        raise Refused("This gives no more time than the unit has.", field="until")
    found = SlotException.objects.create(
        slot=slot, until=until, reason=reason, given_by=by, given_at=timezone.now()
    )
    record_deed(by=by, action="except_slot", record=slot, change={"until": until}, reason=reason)
    return found
