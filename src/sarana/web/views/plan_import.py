"""A ministry's sheet brought into the draft of a plan: every doubtful row explained, nothing saved before all is looked at."""

from datetime import date
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Agency
from sarana.intake.models import PlanSheet
from sarana.intake.plan_sheet_actions import blocking, mend_plan_row, read_plan_sheet, take_plan_sheet
from sarana.intake.reading import FileNotTaken
from sarana.register.plans.enums import NodeKind, PlanState
from sarana.register.plans.models import Plan
from sarana.web.components import Column, Link, Status
from sarana.web.forms.faults import in_words
from sarana.web.forms.intake import why_not_taken
from sarana.web.forms.reviews import SheetFileForm, SheetRowForm
from sarana.web.views.drawing import language
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.plan_frame import plan_link, plans_link
from sarana.web.views.sections import Section
from sarana.web.wording import figure

_MOST = 60
_COSTS = ("state", "other", "not_covered")


def _url(sheet: PlanSheet) -> str:
    return reverse("web:plan-sheet", args=[sheet.pk])


@for_officers(Power.EDIT_PLAN)
def bring(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Read a sheet for the draft of a plan."""
    plan = get_object_or_404(Plan, pk=key)
    if plan.state != PlanState.DRAFT:
        raise Http404
    page = FormPage(
        title=_("Bring a ministry’s sheet"),
        crumbs=[plans_link(), plan_link(plan)],
        save=_("Read the sheet"),
        back=plan_link(plan).url,
        lede=_(
            "Merged cells, several rows of headings and Khmer digits are read; the plan stays as it is until you have looked."
        ),
        with_file=True,
    )

    def act(form: SheetFileForm) -> str:
        file = form.cleaned_data["file"]
        with NamedTemporaryFile(suffix=Path(file.name).suffix) as kept:
            kept.write(file.read())
            kept.flush()
            try:
                return _url(
                    read_plan_sheet(by=request.user, plan=plan, path=Path(kept.name), file_name=file.name)
                )
            except FileNotTaken as fault:
                raise ValueError(why_not_taken(fault)) from fault

    return fill_in(request, page, SheetFileForm, act)


def _one(key: UUID) -> PlanSheet:
    return get_object_or_404(PlanSheet.objects.select_related("plan"), pk=key)


@for_officers(Power.EDIT_PLAN)
def sheet(request: OfficerRequest, key: UUID) -> HttpResponse:
    """What was understood of each row, the doubtful first; only these are asked about."""
    found = _one(key)
    rows = sorted(found.rows, key=lambda row: (not blocking(row), not row["doubts"], row["number"]))
    agencies = {a.code: a.name for a in Agency.objects.filter(code__in=[row["lead_code"] for row in rows])}
    open_rows = sum(blocking(row) for row in found.rows)
    context = {
        "title": found.file_name,
        "crumbs": [plans_link(), plan_link(found.plan), Link(url="", label=found.file_name)],
        "sheet": found,
        "open_rows": open_rows,
        "kept": sum(not row["skip"] for row in found.rows),
        "passed_over": ", ".join(map(str, found.passed_over[:40])),
        "may_take": found.taken_at is None and not open_rows,
        "plan": plan_link(found.plan),
        "more": max(0, len(rows) - _MOST),
        "sections": [_section([_row(found, row, agencies) for row in rows[:_MOST]])],
    }
    return render(request, "plans/sheet.html", context)


def _row(sheet: PlanSheet, row: dict[str, Any], agencies: dict[str, str]) -> dict[str, object]:
    km = language() == "km"
    title = (row["title_km"] or row["title_en"]) if km else (row["title_en"] or row["title_km"])
    costs = [f"{figure(float(row['costs'][name]))}" for name in _COSTS if name in row["costs"]]
    if row["skip"]:
        state = Status(code="skip", label=_("Left out"), tone="neutral")
    elif blocking(row):
        state = Status(code="waiting", label=_("To be looked at"), tone="bad")
    else:
        state = (
            Status(code="read", label=_("Read, with a remark"), tone="warn")
            if row["doubts"]
            else Status(code="done", label=_("Clear"), tone="good")
        )
    return {
        "row": _("Row %(number)s") % {"number": row["number"]},
        "url": reverse("web:plan-sheet-row", args=[sheet.pk, row["number"]])
        if sheet.taken_at is None
        else "",
        "state": state,
        "kind": NodeKind(row["kind"]).label,
        "title": f"{row['code']} {title}",
        "lead": agencies.get(row["lead_code"]),
        "due": date.fromisoformat(row["due_on"]) if row["due_on"] else None,
        "costs": f"{' + '.join(costs)} {row['currency']}" if costs else None,
        "doubts": " ".join(doubt["km" if km else "en"] for doubt in row["doubts"]) or None,
    }


def _section(rows: list[dict[str, object]]) -> Section:
    return Section(
        title=_("Rows of the sheet"),
        columns=[
            Column(key="row", label=_("Row"), link="url"),
            Column(key="state", label=_("State")),
            Column(key="kind", label=_("Kind")),
            Column(key="title", label=_("Title")),
            Column(key="lead", label=_("Lead agency")),
            Column(key="due", label=_("Due on"), kind="date"),
            Column(key="costs", label=_("Costs")),
            Column(key="doubts", label=_("What was unclear, and what was made of it")),
        ],
        rows=rows,
        nothing=_("The sheet holds no row of a plan."),
    )


@for_officers(Power.EDIT_PLAN)
def mend(request: OfficerRequest, key: UUID, number: int) -> HttpResponse:
    """Say what a doubtful row means."""
    found = _one(key)
    row = next((one for one in found.rows if one["number"] == number), None)
    if row is None:
        raise Http404
    page = FormPage(
        title=_("Row %(number)s") % {"number": number},
        crumbs=[plans_link(), plan_link(found.plan), Link(url=_url(found), label=found.file_name)],
        save=_("Save the row"),
        back=_url(found),
        lede=" ".join(doubt["km" if language() == "km" else "en"] for doubt in row["doubts"]),
    )

    def act(form: SheetRowForm) -> str:
        mend_plan_row(by=request.user, sheet=found, number=number, **form.cleaned_data)
        return _url(found)

    initial = {name: row[name] for name in ("code", "title_km", "title_en", "skip")}
    initial |= {
        "lead": Agency.objects.filter(code=row["lead_code"]).first(),
        "due_on": date.fromisoformat(row["due_on"]) if row["due_on"] else None,
    }
    return fill_in(request, page, SheetRowForm, act, initial=initial)


@require_POST
@for_officers(Power.EDIT_PLAN)
def take(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Bring every row into the draft, or none."""
    found = _one(key)
    try:
        made = take_plan_sheet(by=request.user, sheet=found)
    except ValueError as fault:
        messages.error(request, in_words(fault))
        return redirect(_url(found))
    messages.success(request, _("%(n)s parts stand in the draft now.") % {"n": len(made)})
    return redirect(plan_link(found.plan).url)
