"""My day: what waits for this officer, by role, the most urgent first; an empty desk says so."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import has_power
from sarana.register.cases.enums import CaseState
from sarana.register.cases.queries import first_own_cases, openings_in_cases_of
from sarana.register.operations.queries import next_planned
from sarana.register.plans.queries import first_late_measures
from sarana.register.proceedings.queries import deadlines_before
from sarana.register.reports.queries import most_urgent
from sarana.register.returns.actions import send_return
from sarana.register.returns.queries import months_owed
from sarana.web.components import Column, Link
from sarana.web.forms.faults import in_words
from sarana.web.views.action_points import meetings_section, points_section
from sarana.web.views.cases import case_columns, case_row
from sarana.web.views.court_parts import deadline_columns, deadline_row
from sarana.web.views.crossings import notices_to_speak_of
from sarana.web.views.drafts import drafts_of
from sarana.web.views.emergency import glass_section
from sarana.web.views.exports import exports_section
from sarana.web.views.fiu import letters_due_section
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.instruments import instruments_section
from sarana.web.views.operation_deeds import unscreened_section
from sarana.web.views.operations import operation_columns, operation_row
from sarana.web.views.phrases import url_of
from sarana.web.views.plan_frame import node_url
from sarana.web.views.quarters import quarters_to_send
from sarana.web.views.referrals import waiting_sections
from sarana.web.views.repatriation import ways_due_section
from sarana.web.views.report_lists import report_row, waiting_columns
from sarana.web.views.report_openings import openings_section
from sarana.web.views.reporting import sheets_section
from sarana.web.views.rescue_desk import late_sought, rescue_messages
from sarana.web.views.sections import Section
from sarana.web.views.supervision import approvals_section, errands_section, left_alone_section
from sarana.web.views.visits import visits_due_section

if TYPE_CHECKING:
    from collections.abc import Callable

_SHOWN = 8
# Of what has a list of its own, so that the day stays a light page.
_FEW = 3
# Own cases: the rest is one step away.
_OWN = 5
_NOTICES = 3
_PARTS_TO_NAME = 3
_OPENINGS_BACK = timedelta(days=7)
_DEADLINES_AHEAD = timedelta(days=14)


@for_officers()
def my_day(request: OfficerRequest) -> HttpResponse:
    """What waits, in the order in which it should be looked at."""
    officer = request.user
    parts: list[tuple[Power, Callable[[Officer], Section | None]]] = [
        (Power.SEE_CASES, partial(glass_section, shown=_FEW)),
        (Power.SEE_CASES, partial(approvals_section, shown=_FEW)),
        (Power.SEE_CASES, partial(errands_section, shown=_FEW)),
        (Power.EDIT_CASE, partial(left_alone_section, shown=_FEW)),
        (Power.SEE_RESCUE, late_sought),
        (Power.SEE_RESCUE, rescue_messages),
        (Power.GRANT_OPENING, _openings_to_decide),
        (Power.GRANT_OPENING, partial(exports_section, shown=_FEW)),
        (Power.SEE_REPORTS, _waiting_reports),
        (Power.RECORD_OPERATION, _planned_operations),
        (Power.SEE_CASES, _unscreened),
        (Power.RECORD_CARE, _visits),
        (Power.REFER_VICTIM, partial(ways_due_section, shown=_SHOWN)),
        (Power.RECORD_PROCEEDING, _court_deadlines),
        (Power.FOLLOW_MONEY, partial(letters_due_section, shown=_SHOWN)),
        (Power.SEE_CASES, _own_cases),
        (Power.OPEN_IDENTITY, _openings),
        (Power.NOTE_PROGRESS, partial(sheets_section, most=_SHOWN)),
        (Power.NOTE_PROGRESS, partial(instruments_section, most=_SHOWN)),
        (Power.NOTE_PROGRESS, _late_measures),
        (Power.NOTE_PROGRESS, _action_points),
        (Power.NOTE_PROGRESS, _next_meetings),
    ]
    sections = [part(officer) for power, part in parts if has_power(officer, power)]
    # Beyond a few, one line each: the case's own page says whom to call.
    notices, more_notices = notices_to_speak_of(officer, _NOTICES)
    sections = [*waiting_sections(officer, _SHOWN), *sections]
    waiting = [
        section if section.anchor else replace(section, anchor=f"part-{n}")
        for n, section in enumerate((section for section in sections if section), start=1)
    ]
    # On a phone the day is long: its parts are named at its head, those with something in them.
    parts_named = [Link(url=f"#{part.anchor}", label=part.title) for part in waiting if part.rows]
    context = {
        "today": timezone.localdate(),
        "months": _months(officer),
        "quarters": quarters_to_send(officer),
        "drafts": drafts_of(officer),
        "notices": notices,
        "more_notices": more_notices,
        "sections": waiting,
        "parts": parts_named if len(parts_named) >= _PARTS_TO_NAME else [],
        "new_report": has_power(officer, Power.RECORD_REPORT),
        "first_steps": _first_steps(officer),
    }
    return render(request, "desk/my_day.html", context)


def _openings_to_decide(officer: Officer) -> Section | None:
    section = openings_section(officer, _SHOWN)
    return section if section and section.rows else None


def _waiting_reports(officer: Officer) -> Section:
    rows = most_urgent(officer, most=_SHOWN + 1)
    return Section(
        title=_("Reports that wait"),
        columns=waiting_columns(),
        rows=[report_row(report) for report in rows[:_SHOWN]],
        nothing=_("No report waits. New ones appear here, those in danger first."),
        more=Link(url=reverse("web:reports-waiting"), label=_("All reports that wait"))
        if len(rows) > _SHOWN
        else None,
    )


def _planned_operations(officer: Officer) -> Section:
    return Section(
        title=_("Planned operations"),
        columns=operation_columns(),
        rows=[operation_row(operation) for operation in next_planned(officer)[:_SHOWN]],
        nothing=_("You are in the team of no planned operation."),
    )


def _visits(officer: Officer) -> Section | None:
    return visits_due_section(officer, _SHOWN)


def _unscreened(officer: Officer) -> Section | None:
    return unscreened_section(officer, _SHOWN)


def _court_deadlines(officer: Officer) -> Section:
    due = deadlines_before(officer, timezone.localdate() + _DEADLINES_AHEAD)
    rows = [
        {**deadline_row(deadline), "number": proceeding.number, "url": url_of(proceeding)}
        for proceeding, deadline in due[:_SHOWN]
    ]
    return Section(
        title=_("What runs out before the courts"),
        columns=[Column(key="number", label=_("Proceeding"), kind="code", link="url"), *deadline_columns()],
        rows=rows,
        nothing=_("Nothing runs out in the next two weeks."),
    )


def _own_cases(officer: Officer) -> Section | None:
    rows = first_own_cases(officer)
    if not rows and not has_power(officer, Power.EDIT_CASE):
        return None
    return Section(
        title=_("My open cases"),
        columns=case_columns(with_owner=False),
        rows=[case_row(case) for case in rows[:_OWN]],
        nothing=_("You own no open case. Cases that you open, or are named to, appear here."),
        more=Link(url=f"{reverse('web:cases')}?state={CaseState.ACTIVE}", label=_("All active cases"))
        if len(rows) > _OWN
        else None,
    )


def _openings(officer: Officer) -> Section | None:
    opened = openings_in_cases_of(officer, timezone.now() - _OPENINGS_BACK, limit=_FEW)
    if not opened:
        return None
    columns = [
        Column(key="officer", label=_("Officer")),
        Column(key="agency", label=_("Agency")),
        Column(key="case", label=_("Case"), kind="code", link="url"),
        Column(key="reason", label=_("Reason")),
        Column(key="at", label=_("Day"), kind="date"),
    ]
    rows = [
        {
            "officer": opening.officer.name,
            "agency": opening.officer.agency.name,
            "case": case.number,
            "url": url_of(case),
            "reason": opening.reason,
            "at": opening.at,
        }
        for opening, case in opened
    ]
    return Section(
        title=_("Identities that others opened in your cases"), columns=columns, rows=rows, nothing=""
    )


def _action_points(officer: Officer) -> Section | None:
    return points_section(officer, _SHOWN)


def _next_meetings(officer: Officer) -> Section | None:
    return meetings_section(officer, _SHOWN)


def _late_measures(officer: Officer) -> Section | None:
    late = first_late_measures(officer, _SHOWN, day=timezone.localdate())
    columns = [
        Column(key="title", label=_("Measure"), link="url"),
        Column(key="due_on", label=_("Was due on"), kind="date"),
        Column(key="state", label=_("State")),
    ]
    rows = [
        {
            "title": f"{m.code} {m.title}",
            "url": node_url(m),
            "due_on": m.due_on,
            "state": m.get_state_display(),
        }
        for m in late
    ]
    return (
        Section(title=_("Late measures that you lead"), columns=columns, rows=rows, nothing="")
        if rows
        else None
    )


def _months(officer: Officer) -> list[dict[str, str]]:
    if not has_power(officer, Power.SEND_RETURN):
        return []
    owed = months_owed(officer, timezone.localdate())
    return [{"value": month.isoformat(), "label": date_format(month, "F Y")} for month in owed]


def _first_steps(officer: Officer) -> list[Link]:
    """Where those begin for whom no record waits: figures, accounts, the ledger."""
    steps = [
        (Power.OPEN_CASE, "web:contact", _("Say whom other units call at your agency")),
        (Power.SEE_CASES, "web:errand-new", _("Note something to do")),
        (Power.RECORD_CARE, "web:shelters", _("Shelters")),
        (Power.SEE_CASES, "web:repatriations", _("Ways home")),
        (Power.EDIT_CASE, "web:pairs", _("One person twice?")),
        (Power.SCREEN_NAMES, "web:alerts", _("Alerts of the screening")),
        (Power.SEE_CASES, "web:export", _("Export as HTCDS 2.0")),
        (Power.IMPORT_RECORDS, "web:records", _("Records of Primero or OSCaR")),
        (Power.OPEN_IDENTITY, "web:glass-new", _("Open a case in an emergency")),
        (Power.SEE_CASES, "web:glass", _("Emergency openings")),
        (Power.MANAGE_ACCOUNTS, "web:officers", _("Appoint or retire officers")),
        (Power.SEE_LEDGER, "web:ledger", _("Look at the audit trail")),
        (Power.TAKE_SNAPSHOT, "web:figures", _("Look at the figures")),
        (Power.SEND_RETURN, "web:quarterly-forms", _("Quarterly forms")),
        (Power.CHECK_PRESS, "web:press", _("Check what was said")),
    ]
    links = []
    for power, name, label in steps:
        if has_power(officer, power):
            try:
                links.append(Link(url=reverse(name), label=label))
            except NoReverseMatch:
                continue
    return links


@require_POST
@for_officers(Power.SEND_RETURN)
def send_month(request: OfficerRequest) -> HttpResponse:
    """One press: everything of the month is on record, or nothing happened in it."""
    try:
        month = date.fromisoformat(request.POST.get("month", ""))
        send_return(by=request.user, month=month, nothing_to_report="nothing" in request.POST)
    except ValueError as fault:
        messages.error(request, in_words(fault))
    else:
        messages.success(
            request, _("The return for %(month)s is sent.") % {"month": date_format(month, "F Y")}
        )
    return redirect("web:my-day")
