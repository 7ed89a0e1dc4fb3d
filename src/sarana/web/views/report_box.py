"""The reporter's side: messages to him, a receipt for a caller, and the form for the field."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sarana.base.accounts.enums import Power
from sarana.intake.xlsform import field_form_workbook
from sarana.register.exports import record_export
from sarana.register.reports.actions import give_receipt, write_to_reporter
from sarana.register.reports.queries import report_numbered
from sarana.web.forms.faults import in_words
from sarana.web.forms.reports import MessageForm
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers, only
from sarana.web.views.phrases import url_of
from sarana.web.views.report_deeds import report_page
from sarana.web.views.report_lists import reports_link
from sarana.web.views.reports import receipt_page

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@for_officers(Power.RECORD_REPORT)
def write(request: OfficerRequest, number: str) -> HttpResponse:
    """Put an answer or a question into the reporter's box."""
    report = only(report_numbered(request.user, number=number.upper()))

    def act(form: MessageForm) -> str:
        write_to_reporter(by=request.user, report=report, text=form.cleaned_data["text"])
        messages.success(request, _("The message waits in the reporter’s box."))
        return url_of(report)

    page: FormPage = report_page(report, _("Write to the reporter"), _("Send it"))
    return fill_in(request, page, MessageForm, act)


@require_POST
@for_officers(Power.RECORD_REPORT)
def receipt(request: OfficerRequest, number: str) -> HttpResponse:
    """A receipt for the caller, shown once as the answer to this very request."""
    report = only(report_numbered(request.user, number=number.upper()))
    try:
        digits = give_receipt(by=request.user, report=report)
    except ValueError as fault:
        messages.error(request, in_words(fault))
        return redirect(url_of(report))
    return receipt_page(request, report, digits)


@for_officers(Power.RECORD_REPORT)
def field_form(request: OfficerRequest) -> HttpResponse:
    """The public form's twin for phones without a network; posted, the workbook itself."""
    if request.method != "POST":
        return render(
            request,
            "register/report_field_form.html",
            {"crumbs": [reports_link()], "back": reverse("web:reports")},
        )
    record_export(by=request.user, what="field form", rows=0)
    response = HttpResponse(field_form_workbook(), content_type=_XLSX)
    response["Content-Disposition"] = 'attachment; filename="report-form.xlsx"'
    return response
