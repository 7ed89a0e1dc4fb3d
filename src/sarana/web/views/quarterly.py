"""The quarterly form of a provincial committee: filled from the operations, written once, printed, sent."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Agency, Officer
from sarana.base.accounts.rules import has_power
from sarana.base.places.models import Place
from sarana.publish.papers.quarter import quarterly_pdf
from sarana.publish.papers.word_papers import quarterly_docx
from sarana.register.operations.enums import OperationKind
from sarana.register.operations.queries import operations_visible_to
from sarana.register.returns.actions import read_quarter, send_quarter, write_quarter
from sarana.register.returns.models import QuarterlyForm
from sarana.register.returns.queries import (
    OperationSheet,
    corrected_since,
    quarterly_forms_visible_to,
    sheets_of,
)
from sarana.web.components import Column, Link, Status
from sarana.web.forms.faults import in_words
from sarana.web.forms.filters import QuarterFilter
from sarana.web.forms.quarterly import PARTS, NewQuarterForm, QuarterWordsForm
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.listing import as_csv, csv_address, page_of, wants_csv
from sarana.web.views.papers import WORD
from sarana.web.views.phrases import place_words
from sarana.web.views.quarters import quarter_words
from sarana.web.views.sections import Section

_CSV = {
    "agency": "agency__code",
    "year": "year",
    "quarter": "quarter",
    "sent_at": "sent_at",
    "sent_by": "sent_by__username",
}


def _forms_link() -> Link:
    return Link(url=reverse("web:quarterly-forms"), label=_("Quarterly forms"))


def _url(form: QuarterlyForm) -> str:
    return reverse("web:quarterly-form", args=[form.pk])


def _title(form: QuarterlyForm) -> str:
    return quarter_words(form.year, form.quarter)


def _state(form: QuarterlyForm) -> Status:
    sent = form.sent_at is not None
    return Status(code="done" if sent else "draft", label=_("Sent") if sent else _("Not sent yet"))


@for_officers(Power.SEND_RETURN, Power.SEE_LEDGER)
def quarterly_forms(request: OfficerRequest) -> HttpResponse:
    """Every quarterly form the officer may see."""
    asked = QuarterFilter(request.GET)
    found = asked.narrow(quarterly_forms_visible_to(request.user))
    if wants_csv(request):
        return as_csv(request, "quarterly-forms", found, _CSV)
    page = page_of(request, found)
    may_write = has_power(request.user, Power.SEND_RETURN)
    context = {
        "crumbs": [],
        "page": page,
        "filter": asked,
        "filtered": any(asked.cleaned_data.values()),
        "rows": [
            {
                "title": _title(form),
                "url": _url(form),
                "agency": form.agency.name,
                "sent": form.sent_at,
                "state": _state(form),
            }
            for form in page.rows
        ],
        "columns": [
            Column(key="title", label=_("Quarter"), link="url"),
            Column(key="agency", label=_("Committee")),
            Column(key="sent", label=_("Sent on"), kind="date"),
            Column(key="state", label=_("State")),
        ],
        "csv": csv_address(request),
        "add": Link(url=reverse("web:quarterly-new"), label=_("Write a quarterly form"))
        if may_write
        else None,
    }
    return render(request, "register/quarterly_forms.html", context)


@for_officers(Power.SEND_RETURN)
def new_form(request: OfficerRequest) -> HttpResponse:
    """Begin the form of a quarter."""
    page = FormPage(
        title=_("Write a quarterly form"),
        crumbs=[_forms_link()],
        save=_("Save"),
        back=reverse("web:quarterly-forms"),
        lede=_("The operations of the province stand in it by themselves."),
    )

    def act(form: NewQuarterForm) -> str:
        given = form.cleaned_data
        made = write_quarter(
            by=request.user, year=given["year"], quarter=int(given["quarter"]), words=form.words()
        )
        return _url(made)

    return fill_in(request, page, NewQuarterForm, act, initial=NewQuarterForm.start(request.GET))


def _one(request: OfficerRequest, key: UUID) -> QuarterlyForm:
    found = quarterly_forms_visible_to(request.user).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


@for_officers(Power.SEND_RETURN, Power.SEE_LEDGER)
def quarterly_form(request: OfficerRequest, key: UUID) -> HttpResponse:
    """One form: the operations in it, and the committee's words."""
    form = _one(request, key)
    words = read_quarter(by=request.user, form=form)
    labels = {name: field.label for name, field in QuarterWordsForm.base_fields.items()}
    is_own = form.agency_id == request.user.agency_id and has_power(request.user, Power.SEND_RETURN)
    context = {
        "form": form,
        "title": _title(form),
        "crumbs": [_forms_link(), Link(url="", label=_title(form))],
        "state": _state(form),
        "parts": [(labels[part], words.get(part, "")) for part in PARTS],
        "sheets": _sheets(request.user, form),
        "corrected": ", ".join(corrected_since(form)),
        "may_write": is_own and form.sent_at is None,
    }
    return render(request, "register/quarterly_form.html", context)


def _sheets(officer: Officer, form: QuarterlyForm) -> Section:
    sheets = sheets_of(officer, form)
    numbers = [sheet.number for sheet in sheets]
    seen = set(operations_visible_to(officer).filter(number__in=numbers).values_list("number", flat=True))
    places = {place.code: place for place in Place.objects.filter(code__in=[s.place for s in sheets])}
    agencies = {a.code: a.name for a in Agency.objects.filter(code__in=[s.agency for s in sheets])}
    rows = [_sheet_row(sheet, sheet.number in seen, places, agencies) for sheet in sheets]
    if rows:
        rows.append(_total_row(sheets))
    columns = [
        Column(key="number", label=_("Operation"), kind="code", link="url"),
        Column(key="day", label=_("Day"), kind="date"),
        Column(key="kind", label=_("Kind")),
        Column(key="place", label=_("Where")),
        Column(key="agency", label=_("Led by")),
        Column(key="premises", label=_("Premises inspected"), kind="number"),
        Column(key="screened", label=_("Persons screened"), kind="number"),
        Column(key="freed", label=_("Freed"), kind="number"),
        Column(key="arrested", label=_("Arrested"), kind="number"),
        Column(key="told", label=_("Prosecutor told")),
        Column(key="interpreter", label=_("Interpreter")),
    ]
    return Section(
        title=_("Operations of the quarter"),
        columns=columns,
        rows=rows,
        nothing=_("No operation was carried out in the province in this quarter."),
    )


def _sheet_row(
    sheet: OperationSheet, is_seen: bool, places: dict[str, Place], agencies: dict[str, str]
) -> dict[str, Any]:
    yes_no = {True: _("Yes"), False: _("No")}
    return {
        "number": sheet.number,
        "url": reverse("web:operation", args=[sheet.number]) if is_seen else "",
        "day": sheet.carried_out_on,
        "kind": OperationKind(sheet.kind).label,
        "place": place_words(places.get(sheet.place)),
        "agency": agencies.get(sheet.agency),
        "premises": sheet.premises_inspected,
        "screened": sheet.persons_screened,
        "freed": sheet.freed,
        "arrested": sheet.arrested,
        "told": yes_no[sheet.prosecutor_told],
        "interpreter": yes_no[sheet.interpreter_present],
    }


def _total_row(sheets: list[OperationSheet]) -> dict[str, Any]:
    told = sum(sheet.prosecutor_told for sheet in sheets)
    heard = sum(sheet.interpreter_present for sheet in sheets)
    return {
        "number": _("Total"),
        "premises": sum(sheet.premises_inspected for sheet in sheets),
        "screened": sum(sheet.persons_screened for sheet in sheets),
        "freed": sum(sheet.freed for sheet in sheets),
        "arrested": sum(sheet.arrested for sheet in sheets),
        "told": _("%(n)s of %(of)s") % {"n": told, "of": len(sheets)},
        "interpreter": _("%(n)s of %(of)s") % {"n": heard, "of": len(sheets)},
    }


@for_officers(Power.SEND_RETURN)
def edit(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Change the committee's words until the form is sent."""
    form = _one(request, key)
    words = read_quarter(by=request.user, form=form)
    page = FormPage(
        title=_("Change the words"),
        crumbs=[_forms_link(), Link(url=_url(form), label=_title(form))],
        save=_("Save"),
        back=_url(form),
        kicker=_title(form),
    )

    def act(given: QuarterWordsForm) -> str:
        write_quarter(by=request.user, year=form.year, quarter=form.quarter, words=given.words())
        return _url(form)

    return fill_in(request, page, QuarterWordsForm, act, initial=dict(words))


@require_POST
@for_officers(Power.SEND_RETURN)
def send(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Send the form; from now on it stands."""
    form = _one(request, key)
    try:
        send_quarter(by=request.user, form=form)
    except ValueError as fault:
        messages.error(request, in_words(fault))
    else:
        messages.success(request, _("The form is sent."))
    return redirect(_url(form))


@for_officers(Power.SEND_RETURN, Power.SEE_LEDGER)
def paper(request: OfficerRequest, key: UUID) -> HttpResponse:
    """The form on paper, for the committee's meeting and signatures."""
    return _file(request, key, "pdf")


@for_officers(Power.SEND_RETURN, Power.SEE_LEDGER)
def paper_docx(request: OfficerRequest, key: UUID) -> HttpResponse:
    """The form as a Word document, to be edited before the meeting."""
    return _file(request, key, "docx")


def _file(request: OfficerRequest, key: UUID, kind: str) -> HttpResponse:
    form = _one(request, key)
    make = quarterly_docx if kind == "docx" else quarterly_pdf
    content = make(
        form,
        words=read_quarter(by=request.user, form=form),
        sheets=sheets_of(request.user, form),
        language="km" if (get_language() or "km").startswith("km") else "en",
    )
    response = HttpResponse(content, content_type=WORD if kind == "docx" else "application/pdf")
    name = f"quarterly-{form.agency.code}-{form.year}-{form.quarter}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
