"""A row that was set aside: opened by those who may, mended and replayed, or set aside for good."""

from collections import defaultdict

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.base.accounts.rules import NotAllowed
from sarana.base.ledger.actions import record_deed
from sarana.base.vault.sealing import unseal
from sarana.intake.actions import discard_row, mend_row
from sarana.intake.enums import RowState
from sarana.intake.models import QuarantinedRow
from sarana.intake.queries import batches_visible_to, may_open_row
from sarana.intake.taking import SERVICES
from sarana.intake.waiting import read_rows_to_decide
from sarana.web.components import Link
from sarana.web.forms.base import ReasonForm
from sarana.web.forms.intake import MendForm, as_typed
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.intake import batch_link, faults_in_words, intake_link, row_state

_WRONG = 422


def _row(request: OfficerRequest, key: str) -> QuarantinedRow:
    rows = QuarantinedRow.objects.select_related("batch__agency", "agency_key", "handled_by")
    row = get_object_or_404(rows.filter(batch__in=batches_visible_to(request.user)), pk=key)
    if row.may_be_known and row.batch.brought_by_id != request.user.pk:
        # That it waits says that its person is on record: only whoever would find her is shown it.
        waits = row.state == RowState.WAITING
        if not (waits and read_rows_to_decide(by=request.user, batch=row.batch, rows=[row])):
            raise Http404
    return row


@for_officers(Power.IMPORT_RECORDS)
def quarantined_row(request: OfficerRequest, key: str) -> HttpResponse:
    """What is wrong with a row; its cells for those who may open them, to be mended and replayed."""
    row = _row(request, key)
    may_open = row.state == RowState.WAITING and may_open_row(request.user, row)
    if request.method == "POST":
        if not may_open:
            raise NotAllowed(Power.OPEN_IDENTITY)
        return _mend(request, row)
    form = None
    if may_open:
        form = _form(row)
        with transaction.atomic():
            record_deed(by=request.user, action="read_quarantined_row", record=row)
    return _show(request, row, form)


def _form(row: QuarantinedRow, posted: OfficerRequest | None = None) -> MendForm:
    hints: dict[str, list[str]] = defaultdict(list)
    for fault in faults_in_words(row):
        hints[fault["field"]].append(f"{fault['reason']} {fault['remedy']}")
    return MendForm(
        posted.POST if posted else None,
        cells=as_typed({name: cell for name, cell in unseal(row).items() if name != SERVICES}),
        hints={name: " ".join(told) for name, told in hints.items()},
    )


def _mend(request: OfficerRequest, row: QuarantinedRow) -> HttpResponse:
    """Save the changed cells; the row is imported if it can be taken now, else what is still wrong is shown."""
    form = _form(row, request)
    if not form.is_valid():
        return _show(request, row, form, status=_WRONG)
    changes = form.changes()
    if form.errors:
        # What stands there now was seen by this officer with the answer; saving again is his choice.
        shown = request.POST.copy()
        shown["was"] = form.initial["was"]
        form.data = shown
        return _show(request, row, form, status=_WRONG)
    if mend_row(by=request.user, row=row, changes=changes):
        messages.success(request, _("Row %(row)s was mended and imported.") % {"row": row.row})
        return HttpResponseRedirect(batch_link(row.batch).url)
    row.refresh_from_db(fields=["may_be_known"])
    if row.may_be_known:
        messages.warning(
            request, _("Your changes are kept. Somebody like her is on record: say whether it is she.")
        )
        return HttpResponseRedirect(reverse("web:batch-decide", args=[row.batch_id]))
    messages.warning(request, _("Your changes are kept, but the row still can't be taken."))
    return HttpResponseRedirect(reverse("web:quarantined-row", args=[row.pk]))


def _show(
    request: OfficerRequest, row: QuarantinedRow, form: MendForm | None, status: int = 200
) -> HttpResponse:
    title = _("Row %(row)s") % {"row": row.row}
    context = {
        "row": row,
        "title": title,
        "state": row_state(row),
        "crumbs": [intake_link(), batch_link(row.batch), Link(url="", label=title)],
        "faults": faults_in_words(row),
        "form": form,
        "waits": row.state == RowState.WAITING,
        "back": batch_link(row.batch).url,
    }
    return render(request, "intake/row.html", context, status=status)


@for_officers(Power.IMPORT_RECORDS)
def row_discard(request: OfficerRequest, key: str) -> HttpResponse:
    """Set a row aside for good, with the reason."""
    row = _row(request, key)
    back = batch_link(row.batch)
    if row.state != RowState.WAITING:
        return HttpResponseRedirect(back.url)
    page = FormPage(
        title=_("Set row %(row)s aside for good") % {"row": row.row},
        crumbs=[intake_link(), back],
        save=_("Set it aside"),
        back=reverse("web:quarantined-row", args=[row.pk]),
        lede=_("It will never be imported from this file. The reason goes into the audit trail."),
        kind="danger",
    )

    def act(form: ReasonForm) -> str:
        discard_row(by=request.user, row=row, reason=form.cleaned_data["reason"])
        return back.url

    return fill_in(request, page, ReasonForm, act)
