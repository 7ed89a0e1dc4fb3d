"""Reports: one report, a new one."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.base.accounts.rules import has_power
from sarana.base.places.queries import full_name
from sarana.base.vocabulary.queries import label
from sarana.register.cases.queries import cases_of_report
from sarana.register.readings import readers_of
from sarana.register.reports.actions import give_receipt, record_report
from sarana.register.reports.enums import ReportState
from sarana.register.reports.models import Report
from sarana.register.reports.queries import (
    report_numbered,
)
from sarana.register.reports.rules import grouped
from sarana.web.components import Column, Link, SummaryRow
from sarana.web.forms.reports import LinkReportForm, ReportForm
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers, only
from sarana.web.views.phrases import (
    answer,
    case_state,
    code_words,
    report_state,
    time_left,
    url_of,
)
from sarana.web.views.report_lists import reports_link
from sarana.web.views.report_parts import (
    deeds_part,
    likely_part,
    linked_part,
    opened_alone,
    public_rows,
    triage_rows,
    waiting_openings,
    words_part,
)
from sarana.web.views.tricks import trick_links


@for_officers(Power.RECORD_REPORT)
def new_report(request: OfficerRequest) -> HttpResponse:
    """Put on record what somebody told."""
    page = FormPage(
        title=_("New report"),
        crumbs=[reports_link()],
        save=_("Save the report"),
        back=reverse("web:reports"),
        lede=_("Write what you know; everything else can follow."),
        answers_once=True,
    )

    def act(form: ReportForm) -> str | HttpResponse:
        report = record_report(
            by=request.user, received_at=form.received_at(), words=form.words(), **form.facts()
        )
        if form.cleaned_data["give_receipt"]:
            return receipt_page(request, report, give_receipt(by=request.user, report=report))
        return url_of(report)

    return fill_in(request, page, ReportForm, act, initial=ReportForm.start(request.user.place))


@for_officers(Power.SEE_REPORTS)
def report(request: OfficerRequest, number: str) -> HttpResponse:
    """One report: how urgent it is, what was told, what became of it."""
    officer = request.user
    found = only(report_numbered(officer, number=number.upper()))
    deeds = deeds_part(officer, found)
    score, urgency = triage_rows(found)
    cases = cases_of_report(officer, report=found.pk)
    context = {
        "report": found,
        "crumbs": [reports_link(), Link(url="", label=found.number)],
        "state": report_state(found),
        "left": time_left(found, timezone.now()),
        "score": score,
        "urgency": urgency,
        "summary": _summary(found) + public_rows(found),
        "words": words_part(officer, found),
        "to_decide": waiting_openings(officer, found),
        "likely": likely_part(officer, found),
        "linked": linked_part(officer, found),
        "cases": [
            {"number": c.number, "url": url_of(c), "opened_on": c.opened_on, "state": case_state(c)}
            for c in cases
        ],
        # The state of the report tells everybody that there is a case; which one, only those who may see it.
        "elsewhere": found.state == ReportState.LINKED and not cases,
        "case_columns": [
            Column(key="number", label=_("Case"), kind="code", link="url"),
            Column(key="opened_on", label=_("Opened on"), kind="date"),
            Column(key="state", label=_("State")),
        ],
        **deeds,
        "link_form": LinkReportForm(prefix="link")
        if deeds["may_work"] and has_power(officer, Power.SEE_CASES)
        else None,
        "readers": readers_of(found),
        "alone": opened_alone(found),
        "tricks": trick_links(found),
    }
    return render(request, "register/report.html", context)


def receipt_page(request: OfficerRequest, report: Report, digits: str) -> HttpResponse:
    """The page that shows a caller's receipt once, to be read out."""
    crumbs = [reports_link(), Link(url=url_of(report), label=report.number)]
    shown = {"report": report, "digits": grouped(digits), "crumbs": crumbs}
    return render(request, "register/report_receipt.html", shown)


def _summary(report: Report) -> list[SummaryRow]:
    rows = [
        SummaryRow(label=_("Danger now"), value=answer(report.danger_now, report.get_danger_now_display())),
        SummaryRow(label=_("Anybody under 18"), value=answer(report.minors, report.get_minors_display())),
        SummaryRow(label=_("Where"), value=full_name(report.place) if report.place else None),
        SummaryRow(label=_("Persons"), value=report.persons),
        SummaryRow(
            label=_("What they are made to do"),
            value=code_words("TypeOfExploitation", report.forms_of_exploitation) or None,
        ),
        SummaryRow(label=_("Told on"), value=report.received_at),
        SummaryRow(label=_("How it came"), value=report.get_channel_display()),
        SummaryRow(label=_("Agency"), value=report.agency.name),
        SummaryRow(
            label=_("Recorded by"),
            value=report.recorded_by.name if report.recorded_by else _("The public page"),
        ),
        SummaryRow(label=_("Taken up on"), value=report.acknowledged_at),
        SummaryRow(label=_("First checked on"), value=report.first_checked_at),
    ]
    if report.vessel:
        flag = label("Country", report.vessel_flag) if report.vessel_flag else ""
        ship = " · ".join(part for part in (report.vessel, flag, report.next_port) if part)
        rows.insert(3, SummaryRow(label=_("Ship, flag, next port"), value=ship))
    if report.closed_at:
        rows += [
            SummaryRow(label=_("Closed on"), value=report.closed_at),
            SummaryRow(label=_("Why it is closed"), value=report.get_closure_reason_display()),
        ]
    return rows
