"""A mission's list: the template, the upload, rows that wait to be mended, and the handover list that both sides sign."""

import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.base.accounts.rules import NotAllowed
from sarana.intake.reading import FileNotTaken
from sarana.intake.rescue_heading import COLUMNS
from sarana.intake.rescue_list_actions import (
    ListTaken,
    bring_rescue_list,
    mend_list_row,
    open_list_row,
    set_list_row_aside,
)
from sarana.intake.rescue_list_template import template_csv, template_workbook
from sarana.publish.papers.handover import handover_pdf
from sarana.register.rescue.actions import read_for_handover
from sarana.register.rescue.enums import RowState, SoughtState
from sarana.register.rescue.models import ListRow, RescueRequest
from sarana.register.rescue.queries import requests_visible_to, rows_waiting, sought_visible_to
from sarana.register.rescue.rules import may_write_for_mission
from sarana.web.components import Link
from sarana.web.forms.base import ReasonForm
from sarana.web.forms.intake import MendForm, why_not_taken
from sarana.web.forms.rescue import ListUploadForm, language_now
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers, one_of
from sarana.web.views.rescue import request_crumbs
from sarana.web.views.rescue_words import faults_of, request_url

_LARGEST = 10 * 1024 * 1024
_WRONG = 422
_ON_HANDOVER_LIST = (SoughtState.EXIT_CLEARED, SoughtState.HANDED_OVER)


@for_officers(Power.REQUEST_RESCUE, Power.WORK_RESCUE)
def template(_request: OfficerRequest, kind: str) -> HttpResponse:
    """The empty list to fill in."""
    is_csv = kind == "csv"
    content_type = (
        "text/csv; charset=utf-8"
        if is_csv
        else "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    )
    response = HttpResponse(template_csv() if is_csv else template_workbook(), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="rescue-list.{kind}"'
    return response


def _writable(request: OfficerRequest, number: str) -> RescueRequest:
    found = one_of(requests_visible_to(request.user), number)
    if not may_write_for_mission(request.user, found):
        raise NotAllowed(Power.REQUEST_RESCUE)
    return found


@for_officers(Power.REQUEST_RESCUE, Power.WORK_RESCUE)
def upload(request: OfficerRequest, number: str) -> HttpResponse:
    """Bring a list of nationals."""
    found = _writable(request, number)
    form = ListUploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and (done := _taken(request, found, form)):
        messages.success(request, _told(done))
        waits = rows_waiting(found).exists()
        return redirect(f"{request_url(found)}#rows" if waits else request_url(found))
    context = {
        "rescue": found,
        "form": form,
        "crumbs": [*request_crumbs(found), Link(url="", label=_("Upload a list"))],
        "columns": [
            {
                "heading": column.km if language_now() == "km" else column.en,
                "hint": column.hint_km if language_now() == "km" else column.hint_en,
            }
            for column in COLUMNS
        ],
    }
    return render(request, "rescue/upload.html", context, status=_WRONG if form.errors else 200)


def _taken(request: OfficerRequest, found: RescueRequest, form: ListUploadForm) -> ListTaken | None:
    file = form.cleaned_data["file"]
    if file.size > _LARGEST:
        form.add_error("file", _("The file is larger than 10 MB; this is no list of nationals."))
        return None
    with tempfile.TemporaryDirectory(prefix="sarana-list-") as folder:
        path = Path(folder) / "list"
        with path.open("wb") as copy:
            copy.writelines(file.chunks())
        try:
            return bring_rescue_list(by=request.user, request=found, path=path)
        except FileNotTaken as fault:
            form.add_error("file", why_not_taken(fault))
            return None


def _told(done: ListTaken) -> str:
    parts = [
        (done.taken, _("%(n)s persons taken in")),
        (done.to_mend, _("%(n)s rows wait to be mended")),
        (done.already_there, _("%(n)s rows were there already")),
        (done.answered, _("%(n)s details were added")),
    ]
    said = [words % {"n": number} for number, words in parts if number]
    return _("%(n)s rows read") % {"n": done.rows} + ": " + ", ".join(said) + "."


def _row(request: OfficerRequest, number: str, key: Any) -> ListRow:
    found = _writable(request, number)
    rows = ListRow.objects.select_related("agency_key", "request__mission")
    return get_object_or_404(rows, request=found, pk=key)


@for_officers(Power.REQUEST_RESCUE, Power.WORK_RESCUE)
def row(request: OfficerRequest, number: str, key: Any) -> HttpResponse:
    """A row that waits: what is wrong with it, and its cells to mend."""
    found = _row(request, number, key)
    if found.state != RowState.WAITING:
        return redirect(request_url(found.request))
    form = _mend_form(request, found)
    if request.method == "POST" and form.is_valid():
        changes = form.changes()
        if not form.errors:
            if mend_list_row(by=request.user, row=found, changes=changes):
                messages.success(request, _("The row is mended; the person has a line of its own."))
                return redirect(request_url(found.request))
            found.refresh_from_db()
            form = _mend_form(request, found, still_wrong=True)
    title = _("Row %(n)s of the list") % {"n": found.row}
    context = {
        "rescue": found.request,
        "row": found,
        "title": title,
        "form": form,
        "faults": faults_of(found),
        "crumbs": [*request_crumbs(found.request), Link(url="", label=title)],
    }
    return render(request, "rescue/row.html", context, status=_WRONG if form.errors else 200)


def _mend_form(request: OfficerRequest, found: ListRow, *, still_wrong: bool = False) -> MendForm:
    hints: dict[str, list[str]] = defaultdict(list)
    for fault in faults_of(found):
        hints[fault["name"]].append(f"{fault['reason']} {fault['remedy']}")
    cells = open_list_row(by=request.user, row=found)
    told = {name: " ".join(parts) for name, parts in hints.items()}
    posted = request.POST if request.method == "POST" and not still_wrong else None
    every = {**{column.name: "" for column in COLUMNS}, **cells}
    form = MendForm(posted, cells=every, hints=told)
    for column in COLUMNS:
        form.fields[column.name].label = column.km if language_now() == "km" else column.en
    return form


@for_officers(Power.REQUEST_RESCUE, Power.WORK_RESCUE)
def row_aside(request: OfficerRequest, number: str, key: Any) -> HttpResponse:
    """Set a row aside for good."""
    found = _row(request, number, key)

    def act(form: ReasonForm) -> str:
        set_list_row_aside(by=request.user, row=found, reason=form.cleaned_data["reason"])
        return request_url(found.request)

    page = FormPage(
        title=_("Set this row aside for good"),
        crumbs=request_crumbs(found.request),
        save=_("Set it aside"),
        back=reverse("web:rescue-row", args=[found.request.number, found.pk]),
        kind="danger",
        lede=_("It stays on record with the reason and is not imported again."),
    )
    return fill_in(request, page, ReasonForm, act)


@for_officers(Power.REQUEST_RESCUE, Power.WORK_RESCUE)
def handover(request: OfficerRequest, number: str) -> HttpResponse:
    """The list of those whose exit is cleared, to be signed by both sides, as PDF."""
    found = one_of(requests_visible_to(request.user), number)
    people = list(
        sought_visible_to(request.user)
        .filter(request=found, state__in=_ON_HANDOVER_LIST)
        .order_by("line", "pk")
    )
    if not people:
        messages.error(request, _("Nobody's exit is cleared yet; the list would be empty."))
        return redirect(request_url(found))
    told = read_for_handover(by=request.user, request=found, persons=people)
    response = HttpResponse(
        handover_pdf(found, told, language=language_now()), content_type="application/pdf"
    )
    response["Content-Disposition"] = f'attachment; filename="handover-{found.number}.pdf"'
    response["Cache-Control"] = "no-store, private"
    return response
