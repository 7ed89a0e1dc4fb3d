"""Rescue requests: the list, a new one, one request with all its lines."""

import json
from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import OVERSIGHT, NotAllowed, has_power
from sarana.base.ledger.queries import trail_of
from sarana.base.places.queries import full_name
from sarana.register.editing import former_of
from sarana.register.readings import readers_of
from sarana.register.rescue.actions import (
    read_messages,
    read_request,
    record_request,
)
from sarana.register.rescue.models import RescueRequest
from sarana.register.rescue.queries import requests_visible_to, rows_waiting, sought_visible_to, with_progress
from sarana.register.rescue.rules import (
    may_open_sought,
    may_read_names,
    may_read_request,
    may_work_on_request,
    may_write_for_mission,
)
from sarana.web.components import Column, Link, SummaryRow, TimelineEntry
from sarana.web.forms.rescue import (
    LinesFilter,
    MessageForm,
    RequestEditForm,
    RequestFilter,
    RequestForm,
    language_now,
    own_missions,
)
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers, one_of
from sarana.web.views.listing import as_csv, csv_address, page_of, wants_csv
from sarana.web.views.phrases import answer, place_words
from sarana.web.views.rescue_words import by_state, faults_of, lines_of, request_url
from sarana.web.views.trail import told
from sarana.web.wording import amount, day

# One line each, so that a mission's list of sixty stands on one page.
LINES_A_PAGE = 60
_CORRECTIONS = 5
_CSV = {
    "number": "number",
    "mission": "mission__code",
    "note_number": "note_number",
    "received_at": "received_at",
    "answer_by": "answer_by",
    "danger_now": "danger_now",
    "place": "place_id",
    "precision": "precision",
    "persons": "person_count",
    "done": "done_count",
    "needs_detail": "detail_count",
    "late": "late_count",
}
LINES_CSV = {
    "number": "number",
    "request": "request__number",
    "line": "line",
    "sex": "sex",
    "age": "age",
    "is_minor": "is_minor",
    "state": "state",
    "state_since": "state_since",
    "leave_by": "leave_by",
    "missing": "missing",
    "status": "victim__standing",
    "result": "result",
    "result_on": "result_on",
    "days_detained": "days_detained",
    "payment_demanded": "payment_demanded",
    "fine_waived": "fine_waived",
}


def rescue_link() -> Link:
    """The way to the list, for breadcrumbs."""
    return Link(url=reverse("web:rescue"), label=_("Rescue requests"))


def request_crumbs(request: RescueRequest) -> list[Link]:
    """The way to a request."""
    return [rescue_link(), Link(url=request_url(request), label=request.number)]


@for_officers(Power.SEE_RESCUE)
def requests(request: OfficerRequest) -> HttpResponse:
    """Every request the officer may see, newest first."""
    visible = requests_visible_to(request.user)
    asked = RequestFilter(request.GET, missions=_missions(request.user))
    found = with_progress(asked.narrow(visible), timezone.now())
    if wants_csv(request):
        return as_csv(request, "rescue-requests", found, _CSV)
    page = page_of(request, found)
    context = {
        "title": _("Rescue requests"),
        "lede": _("A mission asks for nationals who are held; each of them has a line and a clock."),
        "filter": asked,
        "filtered": any(asked.cleaned_data.values()),
        "page": page,
        "rows": [_row(one) for one in page.rows],
        "columns": [
            Column(key="number", label=_("Request"), kind="code", link="url"),
            Column(key="mission", label=_("Mission")),
            Column(key="received_at", label=_("Received on"), kind="date"),
            Column(key="place", label=_("Where")),
            Column(key="persons", label=_("Persons"), kind="number"),
            Column(key="done", label=_("Home or closed"), kind="number"),
            Column(key="detail", label=_("Need detail"), kind="number"),
            Column(key="late", label=_("Late"), kind="number"),
        ],
        "csv": csv_address(request),
        "add": Link(url=reverse("web:rescue-new"), label=_("New request"))
        if _may_ask(request.user)
        else None,
        "nothing": _("No rescue request yet"),
        "nothing_text": _("A mission's request appears here with one line for each national."),
    }
    return render(request, "register/list.html", context)


def _missions(officer: Officer) -> list[tuple[str, str]]:
    found = {one.mission.code: one.mission.name for one in requests_visible_to(officer).order_by()}
    return sorted(found.items(), key=lambda pair: pair[1])


def _may_ask(officer: Officer) -> bool:
    on_paper = has_power(officer, Power.WORK_RESCUE) and officer.role in OVERSIGHT
    return has_power(officer, Power.REQUEST_RESCUE) or on_paper


def _row(one: Any) -> dict[str, object]:
    return {
        "number": one.number,
        "url": request_url(one),
        "mission": one.mission.name,
        "received_at": one.received_at,
        "place": place_words(one.place),
        "persons": one.person_count,
        "done": one.done_count,
        "detail": one.detail_count,
        "late": one.late_count,
    }


@for_officers(Power.REQUEST_RESCUE, Power.WORK_RESCUE)
def new_request(request: OfficerRequest) -> HttpResponse:
    """A mission asks; the secretariat may write it down for a mission whose note came on paper."""
    if not _may_ask(request.user):
        raise NotAllowed(Power.REQUEST_RESCUE)
    on_paper = not has_power(request.user, Power.REQUEST_RESCUE)
    page = FormPage(
        title=_("New rescue request"),
        crumbs=[rescue_link()],
        save=_("Save the request"),
        back=reverse("web:rescue"),
        lede=_("Write what all of them share; the persons follow, by list or one by one."),
    )

    def make(*args: Any, **kwargs: Any) -> RequestForm:
        return own_missions(RequestForm(*args, **kwargs), on_paper)

    def act(form: RequestForm) -> str:
        made = record_request(by=request.user, words=form.words(), **form.facts())
        return request_url(made)

    begun = {"received_on": timezone.localdate(), "language": language_now()}
    return fill_in(request, page, make, act, initial=begun)


@for_officers(Power.SEE_RESCUE)
def request_page(request: OfficerRequest, number: str) -> HttpResponse:
    """One request: its lines with state and clock, what waits to be mended, messages."""
    officer = request.user
    found = one_of(requests_visible_to(officer), number)
    asked = LinesFilter(request.GET)
    people = asked.narrow(sought_visible_to(officer).filter(request=found))
    if wants_csv(request):
        return as_csv(request, f"rescue-{found.number}", people, LINES_CSV)
    page = page_of(request, people, size=LINES_A_PAGE)
    may_read = may_read_request(officer, found)
    may_write = may_write_for_mission(officer, found)
    context = {
        "rescue": found,
        "crumbs": [rescue_link(), Link(url="", label=found.number)],
        "filter": asked,
        "filtered": any(asked.cleaned_data.values()),
        "page": page,
        "lines": by_state(lines_of(officer, page.rows, timezone.now())),
        "csv": csv_address(request),
        "summary": _summary(found, may_read, officer),
        "list_rows": [{"pk": row.pk, "row": row.row, "told": faults_of(row)} for row in rows_waiting(found)]
        if may_write
        else [],
        "messages_sent": read_messages(by=officer, request=found, limit=5) if may_read else [],
        "message_form": MessageForm() if may_read else None,
        "may_write": may_write,
        "may_work": may_work_on_request(officer, found),
        "may_ask_units": may_work_on_request(officer, found) and officer.role in OVERSIGHT,
        "may_hand_over": may_read_names(officer, found) or may_open_sought(officer, found),
        "put_right": _corrections(found) if found.version > 1 else [],
        "units": list(found.units.all()) if not has_power(officer, Power.REQUEST_RESCUE) else [],
        "readers": readers_of(found) if may_read else [],
    }
    return render(request, "rescue/request.html", context)


def _summary(found: RescueRequest, may_read: bool, officer: Officer) -> list[SummaryRow]:
    rows = [
        SummaryRow(label=_("Mission"), value=found.mission.name),
        SummaryRow(label=_("Number of the note verbale"), value=found.note_number or None),
        SummaryRow(label=_("Received on"), value=found.received_at),
        SummaryRow(label=_("Answer asked by"), value=found.answer_by),
        SummaryRow(label=_("Danger now"), value=answer(found.danger_now, found.get_danger_now_display())),
        SummaryRow(label=_("Where"), value=full_name(found.place) if found.place else None),
        SummaryRow(label=_("How exactly the place is known"), value=found.get_precision_display() or None),
        SummaryRow(label=_("This is known since"), value=found.known_on),
        SummaryRow(label=_("How they were lured"), value=_trick(found)),
        SummaryRow(label=_("Entered the country on"), value=found.entered_on),
        SummaryRow(label=_("Where they entered"), value=found.entry_point or None),
    ]
    if found.ransom is not None:
        sum_asked = amount(found.ransom, found.ransom_currency)
        rows.append(SummaryRow(label=_("Sum demanded for letting them go"), value=sum_asked))
    return [*rows, *(_sealed_rows(found, officer) if may_read else [])]


def _corrections(found: RescueRequest) -> list[TimelineEntry]:
    """What was put right, by whom and why, the latest first; what stood there before is in the audit trail."""
    entries = []
    for entry in trail_of(found).filter(action="correct_request")[:_CORRECTIONS]:
        named = [RequestEditForm.asked_as.get(name, name) for name in json.loads(entry.change)]
        fields = [RequestEditForm.base_fields[name] for name in RequestEditForm.base_fields if name in named]
        labels = " · ".join(str(field.label) for field in fields)
        entries.append(replace(told(entry), title=labels))
    return entries


def _trick(found: RescueRequest) -> Link | None:
    return (
        Link(url=reverse("web:trick", args=[found.trick.code]), label=found.trick.name)
        if found.trick
        else None
    )


def _sealed_rows(found: RescueRequest, officer: Officer) -> list[SummaryRow]:
    labels = {
        "contact": _("Your officer and a safe way to answer"),
        "place_words": _("Compound, building, company"),
        "moved_from": _("Moved from"),
        "recruiter": _("Name or account of the recruiter"),
        "route": _("Route"),
        "remarks": _("Anything else"),
    }
    words = read_request(by=officer, request=found)
    rows = []
    for name, label in labels.items():
        if words.get(name):
            rows.append(SummaryRow(label=label, value=words[name]))
        for until, text in former_of(words, name):
            last = day(timezone.localdate(until))
            before = format_html(_("{what}, until {day}"), what=label, day=last)
            rows.append(SummaryRow(label=before, value=text))
    return rows
