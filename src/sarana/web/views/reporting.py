"""Reporting by units: every slot, the templates, and how each unit reports over time."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import has_power
from sarana.register.reporting.enums import Punctuality, SheetState
from sarana.register.reporting.models import Slot, Template
from sarana.register.reporting.queries import (
    facts_of,
    slots,
    slots_owed,
    slots_that_wait_for,
    templates,
)
from sarana.register.reporting.rules import punctuality
from sarana.web.components import Column, Link, Status, Tone
from sarana.web.forms.reporting import SlotFilter
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.listing import as_csv, csv_address, page_of, wants_csv
from sarana.web.views.sections import Section

_CSV = {
    "template": "template__code",
    "unit": "unit__code",
    "period": "period",
    "opens_on": "opens_on",
    "due_on": "due_on",
    "state": "sheet__state",
    "cleared_on": "sheet__cleared_on",
}
_WORDS: dict[str, Tone] = {
    Punctuality.AHEAD: "neutral",
    Punctuality.OPEN: "info",
    Punctuality.ON_TIME: "good",
    Punctuality.LATE_IN: "warn",
    Punctuality.OVERDUE: "bad",
    Punctuality.DID_NOT_REPORT: "bad",
}
_STATES: dict[str, Tone] = {
    SheetState.DRAFT: "neutral",
    SheetState.ENTERED: "info",
    SheetState.CLEARED: "warn",
    SheetState.RETURNED: "bad",
    SheetState.ACCEPTED: "good",
}


def reporting_link() -> Link:
    """The way to the slots."""
    return Link(url=reverse("web:reporting"), label=_("Reporting"))


def template_link(template: Template) -> Link:
    """The way to a template."""
    return Link(url=reverse("web:template", args=[template.pk]), label=template.title)


def period_url(template: Template, period: str) -> str:
    """The page of a period."""
    return reverse("web:period", args=[template.pk, period])


def punctuality_status(word: Punctuality) -> Status:
    """Whether a unit reported, as a state."""
    return Status(code=word, label=word.label, tone=_WORDS[word])


def sheet_status(state: str) -> Status | None:
    """Where a sheet stands."""
    return Status(code=state, label=SheetState(state).label, tone=_STATES[state]) if state else None


def slot_row(slot: Slot) -> dict[str, object]:
    """A slot as a line."""
    sheet = getattr(slot, "sheet", None)
    return {
        "unit": f"{slot.unit.name}, {slot.period}",
        "url": reverse("web:slot", args=[slot.pk]),
        "template": slot.template.title,
        "due": slot.due_on,
        "state": sheet_status(sheet.state if sheet else ""),
        "word": punctuality_status(punctuality(facts_of(slot), timezone.localdate())),
    }


def slot_columns() -> list[Column]:
    """The columns of a list of slots."""
    return [
        Column(key="unit", label=_("Unit and period"), link="url"),
        Column(key="template", label=_("Template")),
        Column(key="due", label=_("Due on"), kind="date"),
        Column(key="state", label=_("Sheet")),
        Column(key="word", label=_("Reported")),
    ]


@for_officers(Power.SEE_FIGURES)
def reporting(request: OfficerRequest) -> HttpResponse:
    """Every slot: who owes what for when, and whether it is in."""
    asked = SlotFilter(request.GET)
    found = asked.narrow(slots())
    if wants_csv(request):
        return as_csv(request, "slots", found, _CSV)
    page = page_of(request, found)
    tabs = [Link(url=reverse("web:reporting"), label=_("All sheets"), current=True)]
    tabs += [template_link(template) for template in templates()]
    context = {
        "title": reporting_link().label,
        "tabs": tabs,
        "tabs_label": _("Templates"),
        "crumbs": [],
        "page": page,
        "filter": asked,
        "filtered": any(asked.cleaned_data.values()),
        "rows": [slot_row(slot) for slot in page.rows],
        "columns": slot_columns(),
        "csv": csv_address(request),
        "nothing": _("No unit owes a sheet yet"),
        "nothing_text": _("The secretariat makes a template and opens a period of it."),
        "add": Link(url=reverse("web:template-new"), label=_("New template"))
        if has_power(request.user, Power.EDIT_PLAN)
        else None,
    }
    return render(request, "register/list.html", context)


def sheets_section(officer: Officer, most: int) -> Section | None:
    """What the officer's unit owes, and the sheets that wait for him to clear or accept."""
    rows = [*slots_owed(officer, day=timezone.localdate()), *slots_that_wait_for(officer)]
    found = list({slot.pk: slot for slot in rows}.values())
    return (
        Section(
            title=_("Sheets that wait"),
            columns=slot_columns(),
            rows=[slot_row(slot) for slot in found[:most]],
            nothing="",
            more=reporting_link() if len(found) > most else None,
        )
        if found
        else None
    )
