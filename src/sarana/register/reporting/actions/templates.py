"""A template that is in use changes for periods to come only: what units were asked and what they entered stays."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Agency, Officer
from sarana.base.accounts.rules import require
from sarana.base.ledger.actions import record_deed
from sarana.base.refused import Refused
from sarana.register.reporting.actions.slots import after, refuse_closed
from sarana.register.reporting.models import Template, TemplateLine


@transaction.atomic
def change_template(
    *, by: Officer, template: Template, title_km: str, title_en: str, due_after: int, locks_after: int
) -> Template:
    """Change a template's title and how many days after a period it is due and locks; open periods keep their days.

    Raises:
        ValueError: the template is closed, or the days don't follow each other.
    """
    require(by, Power.EDIT_PLAN)
    template = _locked(template)
    timely = max(due_after, template.timely_after if template.timely_after <= locks_after else due_after)
    if not 1 <= due_after <= timely <= locks_after:
        raise Refused(
            "It opens, is due, counts as timely and locks in this order of days.", field="due_after"
        )
    template.title_km, template.title_en = title_km, title_en
    template.due_after, template.timely_after, template.locks_after = due_after, timely, locks_after
    template.save(update_fields=["title_km", "title_en", "due_after", "timely_after", "locks_after"])
    change = {"title_en": title_en, "due_after": due_after, "locks_after": locks_after}
    record_deed(by=by, action="change_template", record=template, change=change)
    return template


@transaction.atomic
def set_units(*, by: Officer, template: Template, units: Iterable[Agency]) -> Template:
    """Say which units report from the next period on; what a unit owes in an open period it still owes.

    Raises:
        ValueError: the template is closed, or no unit reports.
    """
    require(by, Power.EDIT_PLAN)
    template, asked = _locked(template), list(units)
    if not asked:
        raise Refused("Choose at least one unit that reports.", field="units")
    before = set(template.units.values_list("code", flat=True))
    template.units.set(asked)
    now = {unit.code for unit in asked}
    change = {"added": sorted(now - before), "left": sorted(before - now)}
    record_deed(by=by, action="set_units", record=template, change=change)
    return template


@transaction.atomic
def withdraw_line(*, by: Officer, line: TemplateLine) -> TemplateLine | None:
    """Ask for an indicator no longer from the next period on; a line that no period asked for yet goes altogether.

    Raises:
        ValueError: the template is closed, or it is asked for no longer already.
    """
    require(by, Power.EDIT_PLAN)
    template = _locked(line.template)
    if line.asked_until is not None:
        raise Refused("This indicator is asked for no longer already.", field=None)
    ends = after(template)
    change = {"line": line, "use": line.use, "until": ends}
    record_deed(by=by, action="withdraw_line", record=template, change=change)
    if ends is None or (line.asked_from is not None and line.asked_from >= ends):
        line.delete()
        return None
    line.asked_until = ends - timedelta(days=1)
    line.save(update_fields=["asked_until"])
    return line


@transaction.atomic
def close_template(*, by: Officer, template: Template, on: date, reason: str) -> Template:
    """End a template: no period is opened and nobody is reminded any more; sheets and reports stay readable.

    Raises:
        ValueError: it is closed already, or no reason is given.
    """
    require(by, Power.EDIT_PLAN)
    template = _locked(template)
    if not reason.strip():
        raise Refused("Say why the template is closed.", field="reason")
    template.closed_on = on
    template.save(update_fields=["closed_on"])
    record_deed(by=by, action="close_template", record=template, change={"on": on}, reason=reason)
    return template


def _locked(template: Template) -> Template:
    found = Template.objects.select_for_update(of=("self",)).get(pk=template.pk)
    refuse_closed(found)
    return found
