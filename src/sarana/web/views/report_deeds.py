"""What is done with a report: take it up, change it, link it, close it, keep somebody from it."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sarana.base.accounts.enums import Power
from sarana.base.accounts.queries import officers_below
from sarana.base.refused import Refused
from sarana.register.cases.actions import KeptOut, link_report
from sarana.register.cases.queries import cases_visible_to
from sarana.register.reports.actions import (
    acknowledge_report,
    amend_report,
    bar_officer_from_report,
    close_report,
    confirm_closing,
    record_first_check,
    refuse_closing,
    share_report,
)
from sarana.register.reports.enums import ReportState
from sarana.register.reports.models import Report, ReportReceipt
from sarana.register.reports.queries import report_numbered, reports_visible_to
from sarana.web.components import Link, Words
from sarana.web.forms.base import ReasonForm
from sarana.web.forms.editing import as_seen
from sarana.web.forms.faults import in_words
from sarana.web.forms.reports import (
    BarOfficerForm,
    CloseReportForm,
    LinkReportForm,
    ReportEditForm,
    ShareReportForm,
)
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers, one_of, only
from sarana.web.views.phrases import url_of
from sarana.web.views.report_lists import reports_link


def report_page(report: Report, title: Words, save: Words, **more: Any) -> FormPage:
    """The frame of a form about one report."""
    crumbs = [reports_link(), Link(url=url_of(report), label=report.number)]
    return FormPage(title=title, crumbs=crumbs, save=save, back=url_of(report), kicker=report.number, **more)


@require_POST
@for_officers(Power.RECORD_REPORT)
def acknowledge(request: OfficerRequest, number: str) -> HttpResponse:
    """Say that somebody has taken the report up."""
    report = only(report_numbered(request.user, number=number.upper()))
    acknowledge_report(by=request.user, report=report)
    messages.success(request, _("The report is taken up."))
    return redirect(url_of(report))


@for_officers(Power.RECORD_REPORT)
def edit(request: OfficerRequest, number: str) -> HttpResponse:
    """Change the facts of a report."""
    report = only(report_numbered(request.user, number=number.upper()))

    def act(form: ReportEditForm) -> str:
        seen = form.cleaned_data["seen_version"]
        amend_report(by=request.user, report=report, seen_version=seen, changes=form.changes())
        return url_of(report)

    values = {name: getattr(report, name) for name in ReportEditForm.edited}
    page = report_page(report, _("Change the report"), _("Save the changes"))
    return fill_in(
        request, page, ReportEditForm, act, initial=as_seen(ReportEditForm, values, report.version)
    )


@for_officers(Power.RECORD_REPORT)
def close(request: OfficerRequest, number: str) -> HttpResponse:
    """Close a report that leads to no case."""
    report = only(report_numbered(request.user, number=number.upper()))

    def act(form: CloseReportForm) -> str:
        close_report(by=request.user, report=report, **form.cleaned_data)
        return url_of(report)

    lede = _(
        "It stays on record with the reason; it can still be linked to a case later. What is too vague is closed when a "
        "supervisor agrees, every report of the public page when a second officer does."
    )
    page = report_page(report, _("Close the report"), _("Close it"), lede=lede, kind="danger")
    has_box = ReportReceipt.objects.filter(report=report).exists()
    return fill_in(request, page, partial(CloseReportForm, has_box=has_box), act)


@require_POST
@for_officers(Power.RECORD_REPORT)
def confirm_close(request: OfficerRequest, number: str) -> HttpResponse:
    """The second officer agrees that the report is closed."""
    report = only(report_numbered(request.user, number=number.upper()))
    try:
        confirm_closing(by=request.user, report=report)
    except ValueError as fault:
        messages.error(request, in_words(fault))
    else:
        messages.success(request, _("The report is closed."))
    return redirect(url_of(report))


@for_officers(Power.RECORD_REPORT)
def refuse_close(request: OfficerRequest, number: str) -> HttpResponse:
    """The second officer does not agree; the report is open again."""
    report = one_of(reports_visible_to(request.user).filter(state=ReportState.TO_CLOSE), number)

    def act(form: ReasonForm) -> str:
        refuse_closing(by=request.user, report=report, reason=form.cleaned_data["reason"])
        return url_of(report)

    page = report_page(report, _("Keep the report open"), _("Keep it open"))
    return fill_in(request, page, ReasonForm, act)


@require_POST
@for_officers(Power.RECORD_REPORT)
def checked(request: OfficerRequest, number: str) -> HttpResponse:
    """Say that a first check was made."""
    report = only(report_numbered(request.user, number=number.upper()))
    record_first_check(by=request.user, report=report)
    messages.success(request, _("On record: a first check was made."))
    return redirect(url_of(report))


@for_officers(Power.RECORD_REPORT)
def share(request: OfficerRequest, number: str) -> HttpResponse:
    """Let another agency see the report, as far as the reporter allows."""
    report = only(report_numbered(request.user, number=number.upper()))

    def act(form: ShareReportForm) -> str:
        share_report(by=request.user, report=report, **form.cleaned_data)
        return url_of(report)

    lede = _("The words of a public report stay closed to the agency too, until two persons open them.")
    page = report_page(report, _("Share the report"), _("Share it"), lede=lede)
    return fill_in(request, page, ShareReportForm, act)


@for_officers(Power.RECORD_REPORT)
def bar(request: OfficerRequest, number: str) -> HttpResponse:
    """Keep an officer from seeing the report."""
    report = only(report_numbered(request.user, number=number.upper()))

    def make(*args: object, **kwargs: object) -> BarOfficerForm:
        form = BarOfficerForm(*args, **kwargs)
        form.fields["officer"].offer(officers_below(request.user.agency)[:50])  # type: ignore[attr-defined]
        return form

    def act(form: BarOfficerForm) -> str:
        bar_officer_from_report(by=request.user, report=report, **form.cleaned_data)
        messages.success(request, _("The officer can no longer see this report."))
        return url_of(report) if form.cleaned_data["officer"] != request.user else "/"

    lede = _("For an officer whom the report names, or who stands close to somebody it names.")
    page = report_page(
        report, _("Keep an officer from this report"), _("Keep the officer from it"), lede=lede, kind="danger"
    )
    return fill_in(request, page, make, act)


@require_POST
@for_officers(Power.RECORD_REPORT)
def link(request: OfficerRequest, number: str) -> HttpResponse:
    """Link the report to a case that is open already."""
    report = only(report_numbered(request.user, number=number.upper()))

    def act(form: LinkReportForm) -> str:
        wanted = form.cleaned_data["case"].strip().upper()
        case = cases_visible_to(request.user).filter(number=wanted).first()
        if case is None:
            told = _("You can see no case with the number %(number)s.") % {"number": wanted}
            raise Refused(told, field="case")
        try:
            link_report(by=request.user, case=case, report=report, let_out=form.cleaned_data["let_out"])
        except KeptOut as fault:
            form.ask_to_let_out(one.name for one in fault.whom)
            raise
        messages.success(request, _("The report is linked to the case %(number)s.") % {"number": case.number})
        return url_of(case)

    page = report_page(report, _("Link to a case"), _("Link to this case"))
    return fill_in(request, page, partial(LinkReportForm, prefix="link"), act)
