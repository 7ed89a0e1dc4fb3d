"""Import: a file is brought, its rows counted, what could not be taken mended or set aside."""

import csv
import io
from pathlib import Path

from django.contrib import messages
from django.db import OperationalError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import has_power
from sarana.intake.actions import FileNotTaken, import_htcds
from sarana.intake.enums import BatchState, RowState
from sarana.intake.models import Batch, QuarantinedRow
from sarana.intake.queries import batches_visible_to, rows_set_aside
from sarana.register.exports import record_export
from sarana.web.components import Column, Link, Status, SummaryRow, Tone
from sarana.web.forms.intake import QuarantineFilter, UploadForm, why_not_taken
from sarana.web.upload import StreamedUpload
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.listing import page_of

_WRONG = 422
_ROWS_A_PAGE = 15
_FAULTS_A_ROW = 3
_MOST_CODES = 20
_MOST_COLUMNS = 40
_BATCH_TONES: dict[str, Tone] = {
    BatchState.IMPORTED: "good",
    BatchState.FAILED: "bad",
    BatchState.READING: "info",
}
_ROW_TONES: dict[str, Tone] = {
    RowState.WAITING: "warn",
    RowState.REPLAYED: "good",
    RowState.DISCARDED: "neutral",
}


def intake_link() -> Link:
    """The way to the imports, for breadcrumbs."""
    return Link(url=reverse("web:intake"), label=_("Import"))


def batch_link(batch: Batch) -> Link:
    """The way to an import."""
    return Link(url=reverse("web:batch", args=[batch.pk]), label=batch.file_name)


def row_state(row: QuarantinedRow) -> Status:
    """What became of a row."""
    if row.may_be_known and row.state == RowState.WAITING:
        return Status(code="waits", label=_("Waits for a word who it is"), tone="warn")
    return Status(code=row.state, label=row.get_state_display(), tone=_ROW_TONES.get(row.state, "neutral"))


# The check against forged requests reads the form; it is put off until the file's way to the disk is prepared.
@csrf_exempt
@for_officers(Power.IMPORT_RECORDS)
def intake(request: OfficerRequest) -> HttpResponse:
    """The imports, and the form that brings another file."""
    if request.method != "POST":
        return _list(request, UploadForm())
    upload = StreamedUpload(request)
    request.upload_handlers = [upload]
    return _take(request, upload)


@csrf_protect
def _take(request: OfficerRequest, upload: StreamedUpload) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES)
    if upload.refused:
        form.errors.pop("file", None)
        form.add_error("file", _refusal(upload.refused))
    elif form.is_valid():
        file = form.cleaned_data["file"]
        try:
            batch = import_htcds(by=request.user, path=Path(file.temporary_file_path()), file_name=file.name)
        except FileNotTaken as fault:
            form.add_error("file", why_not_taken(fault))
        except OperationalError as fault:
            form.add_error("file", _refusal("full" if "full" in str(fault) else "busy"))
        else:
            messages.success(request, _("The file was imported."))
            return HttpResponseRedirect(batch_link(batch).url)
    return _list(request, form, status=_WRONG)


def _refusal(reason: str) -> str:
    return {
        "large": _("The file is larger than 1.2 GB. Split it, or send the rows as .csv."),
        "full": _("The server’s disk is full. Nothing was kept; tell the administrator."),
        "busy": _("Another import is being written. Nothing was kept; try again in a minute."),
    }[reason]


def _list(request: OfficerRequest, form: UploadForm, status: int = 200) -> HttpResponse:
    page = page_of(request, batches_visible_to(request.user))
    context = {
        "form": form,
        "page": page,
        "rows": [
            {
                "file": batch.file_name,
                "url": batch_link(batch).url,
                "on": batch.started_at,
                "agency": batch.agency.name,
                "state": _batch_state(batch),
                "rows": batch.rows,
                "imported": batch.imported,
                "aside": batch.quarantined,
            }
            for batch in page.rows
        ],
        "columns": [
            Column(key="file", label=_("File"), link="url"),
            Column(key="on", label=_("Brought on"), kind="date"),
            Column(key="agency", label=_("Agency")),
            Column(key="state", label=_("State")),
            Column(key="rows", label=_("Rows"), kind="number"),
            Column(key="imported", label=_("Imported"), kind="number"),
            Column(key="aside", label=_("Set aside"), kind="number"),
        ],
    }
    return render(request, "intake/list.html", context, status=status)


def _batch_state(batch: Batch) -> Status:
    tone = _BATCH_TONES.get(batch.state, "neutral")
    return Status(code=batch.state, label=batch.get_state_display(), tone=tone)


@for_officers(Power.IMPORT_RECORDS)
def batch(request: OfficerRequest, key: str) -> HttpResponse:
    """One import: what became of its rows, what was unknown in it, and the rows that wait to be mended."""
    found = get_object_or_404(batches_visible_to(request.user), pk=key)
    asked = QuarantineFilter(request.GET)
    words = asked.cleaned_data["q"].strip() if asked.is_valid() else ""
    everything = asked.everything()
    after = request.GET.get("after", "")
    rows = rows_set_aside(found, words, everything=everything)
    shown = rows.filter(row__gt=int(after[:9])) if after.isdecimal() else rows
    page = list(shown[: _ROWS_A_PAGE + 1])
    query = request.GET.copy()
    query["after"] = str(page[_ROWS_A_PAGE - 1].row) if len(page) > _ROWS_A_PAGE else ""
    codes = sorted(
        ((name, code, n) for name, counts in found.unknown_codes.items() for code, n in counts.items()),
        key=lambda entry: (-entry[2], entry[0]),
    )
    context = {
        "batch": found,
        "state": _batch_state(found),
        "crumbs": [intake_link(), Link(url="", label=found.file_name)],
        "summary": [
            SummaryRow(label=_("Brought on"), value=found.started_at),
            SummaryRow(label=_("Brought by"), value=f"{found.brought_by.name}, {found.agency.name}"),
            SummaryRow(label=_("SHA-256 of the file"), value=found.file_digest),
        ],
        "codes": [{"field": name, "code": code, "times": n} for name, code, n in codes[:_MOST_CODES]],
        "codes_left": max(0, len(codes) - _MOST_CODES),
        "code_columns": [
            Column(key="field", label=_("Field"), kind="code"),
            Column(key="code", label=_("Unknown code"), kind="code"),
            Column(key="times", label=_("Times"), kind="number"),
        ],
        "unknown_columns": found.unknown_columns[:_MOST_COLUMNS],
        "columns_left": max(0, len(found.unknown_columns) - _MOST_COLUMNS),
        "filter": asked,
        "filtered": bool(words or everything),
        "rows": [_aside(row) for row in page[:_ROWS_A_PAGE]],
        "columns": [
            Column(key="row", label=_("Row"), link="url"),
            Column(key="field", label=_("Field")),
            Column(key="reason", label=_("Why it was set aside")),
            Column(key="remedy", label=_("What to do")),
            Column(key="state", label=_("State")),
        ],
        "older": f"?{query.urlencode()}" if query["after"] else "",
        "csv": reverse("web:batch-csv", args=[found.pk]),
        **_to_decide(request.user, found),
    }
    return render(request, "intake/batch.html", context)


def _to_decide(officer: Officer, found: Batch) -> dict[str, object]:
    """The way to the rows that wait for a word who their person is; how many there are, only for who brought the file.

    For others who may open rows the way is there whether any waits or not: of a conflict of interest nothing is to be read.
    """
    is_own = found.brought_by_id == officer.pk
    if not (is_own or has_power(officer, Power.OPEN_IDENTITY)):
        return {}
    way = Link(
        url=reverse("web:batch-decide", args=[found.pk]), label=_("Rows whose person may be on record")
    )
    return {"decide": way, "to_decide": found.to_decide if is_own else None}


def faults_in_words(row: QuarantinedRow) -> list[dict[str, str]]:
    """Field, reason and remedy of each fault, in the page's language."""
    language = "km" if (get_language() or "km").startswith("km") else "en"
    return [
        {
            "field": fault["field"],
            "reason": fault[f"reason_{language}"],
            "remedy": fault[f"remedy_{language}"],
        }
        for fault in row.faults
    ]


def _aside(row: QuarantinedRow) -> dict[str, object]:
    faults = faults_in_words(row)
    more = len(faults) - _FAULTS_A_ROW
    told = {
        part: " · ".join(dict.fromkeys(fault[part] for fault in faults[:_FAULTS_A_ROW]))
        for part in ("field", "reason", "remedy")
    }
    if more > 0:
        told["field"] += " " + ngettext("and %(n)s more", "and %(n)s more", more) % {"n": more}
    url = reverse("web:quarantined-row", args=[row.pk])
    return {"row": str(row.row), "url": url, **told, "state": row_state(row)}


@for_officers(Power.IMPORT_RECORDS)
def batch_csv(request: OfficerRequest, key: str) -> HttpResponse:
    """Every row that was set aside, with field, reason and remedy; never what a cell holds."""
    found = get_object_or_404(batches_visible_to(request.user), pk=key)
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(["row", "state", "field", "reason", "remedy"])
    count = 0
    for row in rows_set_aside(found, everything=True).iterator(chunk_size=2000):
        count += 1
        for fault in faults_in_words(row):
            writer.writerow([row.row, row.state, fault["field"], fault["reason"], fault["remedy"]])
    record_export(by=request.user, what="quarantine", rows=count)
    response = HttpResponse("\ufeff" + file.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="quarantine.csv"'
    return response
