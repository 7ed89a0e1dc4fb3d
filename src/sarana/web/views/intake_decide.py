"""Rows of an import whose person is probably on record: the officer says who she is, row by row, or leaves them for now."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sarana.base.accounts.enums import Power
from sarana.base.accounts.rules import NotAllowed
from sarana.intake.deciding import Decided, decide_rows
from sarana.intake.looking import ON_RECORD
from sarana.intake.models import Batch, QuarantinedRow
from sarana.intake.queries import batches_visible_to, may_open_row, rows_to_decide
from sarana.intake.waiting import WaitingRow, read_rows_to_decide, take_rows_to_decide
from sarana.register.cases.enums import Sex
from sarana.web.components import Link
from sarana.web.forms.faults import attempt
from sarana.web.forms.intake import DecideForm
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.intake import batch_link, faults_in_words, intake_link
from sarana.web.views.likeness import told_of

_WRONG = 422
_ROWS_A_PAGE = 15


@for_officers(Power.IMPORT_RECORDS)
def batch_decide(request: OfficerRequest, key: str) -> HttpResponse:
    """The rows that wait for a word who their person is, with who is like her and why."""
    batch = get_object_or_404(batches_visible_to(request.user), pk=key)
    after = request.GET.get("after", "")
    kept = rows_to_decide(batch).select_related("batch", "agency_key")
    page = list((kept.filter(row__gt=int(after[:9])) if after.isdecimal() else kept)[: _ROWS_A_PAGE + 1])
    older = f"?after={page[_ROWS_A_PAGE - 1].row}" if len(page) > _ROWS_A_PAGE else ""
    if request.method == "POST":
        return _decide(request, batch, page[:_ROWS_A_PAGE], older)
    rows = read_rows_to_decide(by=request.user, batch=batch, rows=page[:_ROWS_A_PAGE])
    return _show(request, batch, rows, _form(rows), older)


def _form(rows: list[WaitingRow], posted: Any = None) -> DecideForm:
    numbers = {
        one.row.pk: (
            one.row.row,
            [person.number for _likeness, people in one.known.seen for person in people],
        )
        for one in rows
    }
    return DecideForm(posted, rows=numbers)


def _decide(request: OfficerRequest, batch: Batch, page: list[QuarantinedRow], older: str) -> HttpResponse:
    # Only rows that stood on the page that was sent: another one may have come since that nobody looked at.
    asked = [row for row in page if f"who-{row.pk}" in request.POST]
    if not all(may_open_row(request.user, row) for row in asked):
        raise NotAllowed(Power.OPEN_IDENTITY)
    rows = read_rows_to_decide(by=request.user, batch=batch, rows=asked)
    form = _form(rows, request.POST)
    done = (
        attempt(form, lambda: decide_rows(by=request.user, decisions=form.decisions()))
        if form.is_valid()
        else None
    )
    if done is None:
        return _show(request, batch, rows, form, older, status=_WRONG)
    messages.success(request, _told(done))
    left = len(asked) - done.same - done.another
    here = reverse("web:batch-decide", args=[batch.pk])
    # Whoever decided all on this page goes on with the next; whoever left some has seen them.
    if older:
        return HttpResponseRedirect(f"{here}{older}" if left else here)
    return HttpResponseRedirect(batch_link(batch).url)


def _told(done: Decided) -> str:
    same = ngettext(
        "%(n)s row was linked with who is on record.",
        "%(n)s rows were linked with who is on record.",
        done.same,
    )
    other = ngettext("%(n)s new person was created.", "%(n)s new persons were created.", done.another)
    if not (done.same or done.another):
        return _("Nothing was decided; the rows go on waiting.")
    parts = [(same, done.same), (other, done.another)]
    return " ".join(sentence % {"n": n} for sentence, n in parts if n)


def _show(
    request: OfficerRequest,
    batch: Batch,
    rows: list[WaitingRow],
    form: DecideForm,
    older: str,
    status: int = 200,
) -> HttpResponse:
    title = _("Is she on record already?")
    context = {
        "title": title,
        "batch": batch,
        "crumbs": [intake_link(), batch_link(batch), Link(url="", label=title)],
        "form": form,
        "rows": [_row(one, form) for one in rows],
        "older": older,
        "csv": reverse("web:batch-decide-csv", args=[batch.pk]),
        "back": batch_link(batch).url,
    }
    return render(request, "intake/decide.html", context, status=status)


def _row(one: WaitingRow, form: DecideForm) -> dict[str, object]:
    who = one.mapped.identity
    born, sex = str(who.get("birth_date") or ""), one.mapped.facts["sex"]
    told = told_of(one.known)
    is_told = told.hits or told.elsewhere
    # That somebody is on record is told by showing her; what is left to say is which row of the file is like this one.
    told_before = [
        words["reason"]
        for fault, words in zip(one.row.faults, faults_in_words(one.row), strict=True)
        if not (is_told and fault["reason_en"] == ON_RECORD[0])
    ]
    facts = [Sex(sex).label if sex != Sex.UNKNOWN else "", *who.get("phones", []), *who.get("documents", [])]
    return {
        "number": one.row.row,
        "field": f"who-{one.row.pk}",
        "names": " · ".join(who.get("names", [])),
        "born": date.fromisoformat(born) if born else None,
        "facts": [fact for fact in facts if fact],
        "reasons": told_before,
        "hits": told.hits,
        "elsewhere": ", ".join(told.elsewhere),
        "said": form.said(one.row.pk),
        "wrong": form.wrong(one.row.pk),
        "url": reverse("web:quarantined-row", args=[one.row.pk]),
    }


@for_officers(Power.IMPORT_RECORDS)
def batch_decide_csv(request: OfficerRequest, key: str) -> HttpResponse:
    """The rows that wait as a file with two empty columns; filled in, it is imported like any other."""
    batch = get_object_or_404(batches_visible_to(request.user), pk=key)
    told = take_rows_to_decide(by=request.user, batch=batch)
    response = HttpResponse("\ufeff" + told, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="rows-that-wait.csv"'
    response["Cache-Control"] = "no-store, private"
    return response
