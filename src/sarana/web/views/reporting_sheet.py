"""A unit's sheet: entered, cleared by a second person, accepted or sent back; filled in offline and brought back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sarana.base.accounts.enums import Power
from sarana.base.accounts.rules import NotAllowed, has_power
from sarana.register.reporting.actions import (
    accept_sheet,
    clear_sheet,
    enter_sheet,
    except_slot,
    read_sheet,
    return_sheet,
)
from sarana.register.reporting.enums import PartName, SheetState
from sarana.register.reporting.models import Sheet, Slot
from sarana.register.reporting.queries import facts_of, lines_asked, slots
from sarana.register.reporting.rules import (
    chase,
    is_of_unit,
    may_accept,
    may_be_entered,
    may_clear,
    may_enter,
    may_read_sheet,
    punctuality,
)
from sarana.web.components import Column, Link, SummaryRow, Words
from sarana.web.forms.faults import in_words
from sarana.web.forms.reporting_sheet import ExceptionForm, ReturnForm, SheetForm, sheet_values
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.reporting import (
    period_url,
    punctuality_status,
    reporting_link,
    sheet_status,
    template_link,
)
from sarana.web.views.sections import Section
from sarana.web.wording import figure


def slot_url(slot: Slot) -> str:
    """A slot's page."""
    return reverse("web:slot", args=[slot.pk])


def one_slot(key: UUID) -> Slot:
    """A slot with its unit, template and sheet."""
    found = slots().filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def _sheet(slot: Slot) -> Sheet:
    sheet: Sheet | None = getattr(slot, "sheet", None)
    if sheet is None:
        raise Http404
    return sheet


@for_officers(Power.SEE_FIGURES)
def slot(request: OfficerRequest, key: UUID) -> HttpResponse:
    """One slot: its days, its sheet as far as one may read it, and every step."""
    found, officer = one_slot(key), request.user
    sheet = getattr(found, "sheet", None)
    facts, today = facts_of(found), timezone.localdate()
    may_read = sheet is not None and may_read_sheet(officer, sheet)
    step = chase(facts, today)
    is_open = may_be_entered(facts, today) and may_enter(officer, found, sheet.state if sheet else None)
    context = {
        "slot": found,
        "title": f"{found.unit.name}, {found.period}",
        "kicker": found.template.title,
        "crumbs": [
            reporting_link(),
            template_link(found.template),
            Link(url=period_url(found.template, found.period), label=found.period),
            Link(url="", label=found.unit.name),
        ],
        "word": punctuality_status(punctuality(facts, today)),
        "state": sheet_status(sheet.state if sheet else ""),
        "is_marked": sheet is not None and sheet.state != SheetState.ACCEPTED,
        "summary": [
            SummaryRow(label=_("Opens on"), value=found.opens_on),
            SummaryRow(label=_("Due on"), value=found.due_on),
            SummaryRow(label=_("Locks on"), value=found.locks_on),
            SummaryRow(label=_("More time until"), value=facts.excused_until),
            SummaryRow(label=_("Cleared on"), value=facts.cleared_on),
            SummaryRow(label=_("Reminder"), value=step.label if step else None),
        ],
        "may_enter": is_open,
        "may_clear": sheet is not None and may_clear(officer, sheet),
        "may_accept": sheet is not None and may_accept(officer, sheet),
        "may_except": has_power(officer, Power.EDIT_PLAN),
        "may_take": is_of_unit(officer, found),
        "words": read_sheet(by=officer, sheet=sheet) if may_read and sheet else {},
        "may_read": may_read,
        "sections": [
            part
            for part in (_values(sheet) if may_read and sheet else None, _steps(sheet), _more(found))
            if part
        ],
    }
    return render(request, "reporting/slot.html", context)


def _values(sheet: Sheet) -> Section:
    rows = []
    for value in sheet.values.select_related("line__use__node"):
        parts = [f"{PartName(name).label}: {figure(float(n))}" for name, n in value.parts.items()]
        rows.append(
            {
                "name": f"{value.line.use.node.code} {value.line.use.name}",
                "value": float(value.value) if value.value is not None else None,
                "parts": "; ".join(parts) or None,
                "reason": value.incomplete_reason or None,
            }
        )
    return Section(
        title=_("Numbers"),
        columns=[
            Column(key="name", label=_("Indicator")),
            Column(key="value", label=_("Number"), kind="number"),
            Column(key="parts", label=_("Parts")),
            Column(key="reason", label=_("What is missing, and why")),
        ],
        rows=rows,
        nothing=_("Nothing is asked yet."),
    )


def _steps(sheet: Sheet | None) -> Section:
    steps = sheet.steps.select_related("done_by__agency") if sheet else []
    return Section(
        title=_("Steps"),
        columns=[
            Column(key="kind", label=_("Step")),
            Column(key="by", label=_("By")),
            Column(key="at", label=_("Day"), kind="date"),
            Column(key="reason", label=_("Why")),
            Column(key="digest", label=_("Hash"), kind="code"),
        ],
        rows=[
            {
                "kind": step.get_kind_display(),
                "by": step.done_by.name,
                "at": step.at,
                "reason": step.reason or None,
                "digest": step.digest[:12],
            }
            for step in steps
        ],
        nothing=_("Nothing was entered yet."),
    )


def _more(slot: Slot) -> Section | None:
    rows = [
        {"until": one.until, "reason": one.reason, "by": one.given_by.name}
        for one in slot.exceptions.select_related("given_by")
    ]
    return (
        Section(
            title=_("More time"),
            columns=[
                Column(key="until", label=_("Until"), kind="date"),
                Column(key="reason", label=_("Why")),
                Column(key="by", label=_("By")),
            ],
            rows=rows,
            nothing="",
        )
        if rows
        else None
    )


def sheet_page(
    slot: Slot, title: Words, save: Words, *, lede: Words = "", with_file: bool = False
) -> FormPage:
    """A form about a slot."""
    crumbs = [reporting_link(), Link(url=slot_url(slot), label=f"{slot.unit.name}, {slot.period}")]
    return FormPage(
        title=title, crumbs=crumbs, save=save, back=slot_url(slot), lede=lede, with_file=with_file
    )


@for_officers(Power.NOTE_PROGRESS)
def enter(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Write the unit's sheet."""
    found = one_slot(key)
    if not is_of_unit(request.user, found):
        raise NotAllowed(Power.NOTE_PROGRESS)
    lines = list(lines_asked(found.template, found.period))
    sheet = getattr(found, "sheet", None)

    def make(*args: Any, **kwargs: Any) -> SheetForm:
        return SheetForm(*args, lines=lines, **kwargs)

    def act(form: SheetForm) -> str:
        enter_sheet(
            by=request.user, slot=found, values=form.entered(), words=form.words(),
            send=not form.cleaned_data["is_draft"],
        )  # fmt: skip
        return slot_url(found)

    words = read_sheet(by=request.user, sheet=sheet) if sheet else {}
    lede = _("Parts make the whole, or say in one sentence why not. A second person of your unit clears it.")
    page = sheet_page(found, _("Fill in the sheet"), _("Save"), lede=lede)
    return fill_in(request, page, make, act, initial={**sheet_values(found, lines), **words})


def _done(request: OfficerRequest, slot: Slot, act: Any, told: Words) -> HttpResponse:
    try:
        act()
    except ValueError as fault:
        messages.error(request, in_words(fault))
    else:
        messages.success(request, str(told))
    return redirect(slot_url(slot))


@require_POST
@for_officers(Power.NOTE_PROGRESS)
def clear(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Let a sheet leave its unit."""
    found = one_slot(key)
    sheet = _sheet(found)
    return _done(
        request, found, lambda: clear_sheet(by=request.user, sheet=sheet), _("The sheet is cleared.")
    )


@require_POST
@for_officers(Power.EDIT_PLAN)
def accept(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Take a sheet into the national figures."""
    found = one_slot(key)
    sheet = _sheet(found)
    return _done(
        request, found, lambda: accept_sheet(by=request.user, sheet=sheet), _("The sheet is accepted.")
    )


@for_officers(Power.EDIT_PLAN)
def give_back(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Send a sheet back with one sentence."""
    found = one_slot(key)
    sheet = _sheet(found)

    def act(form: ReturnForm) -> str:
        return_sheet(by=request.user, sheet=sheet, reason=form.cleaned_data["reason"])
        return slot_url(found)

    return fill_in(request, sheet_page(found, _("Send it back"), _("Send it back")), ReturnForm, act)


@for_officers(Power.EDIT_PLAN)
def more_time(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Give a unit more time."""
    found = one_slot(key)

    def act(form: ExceptionForm) -> str:
        except_slot(by=request.user, slot=found, **form.cleaned_data)
        return slot_url(found)

    return fill_in(request, sheet_page(found, _("Give more time"), _("Save")), ExceptionForm, act)
