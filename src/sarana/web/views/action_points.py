"""Action points: who was told to do what by when, and what shows that it was done."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import NotAllowed, has_power
from sarana.base.days import months_later
from sarana.register.meetings.actions import cancel_action, finish_action, give_action, verify_action
from sarana.register.meetings.enums import ActionState
from sarana.register.meetings.models import ActionPoint
from sarana.register.meetings.queries import action_points as all_points
from sarana.register.meetings.queries import first_points_of, next_meetings
from sarana.register.meetings.rules import is_late, may_cancel, may_do, may_verify
from sarana.register.plans.queries import promised
from sarana.web.components import Column, Link, Status, SummaryRow, Tone, Words
from sarana.web.forms.base import ReasonForm
from sarana.web.forms.meetings import DoneForm, NewActionForm, VerifyForm
from sarana.web.forms.plan_filters import ActionFilter
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.listing import as_csv, csv_address, page_of, wants_csv
from sarana.web.views.meetings import (
    meeting_columns,
    meeting_row,
    meeting_title,
    meeting_url,
    meetings_tabs,
)
from sarana.web.views.plan_frame import node_link
from sarana.web.views.sections import Section
from sarana.web.views.trail import story_of

_CSV = {
    "assigned_to": "assigned_to__code",
    "source": "source",
    "measure": "node__code",
    "due_on": "due_on",
    "priority": "priority",
    "state": "state",
    "closed_on": "closed_on",
}
_TONES: dict[str, Tone] = {
    ActionState.OPEN: "info",
    ActionState.DONE: "warn",
    ActionState.CLOSED: "good",
    ActionState.CANCELLED: "neutral",
}


def point_url(point: ActionPoint) -> str:
    """An action point's page."""
    return reverse("web:action-point", args=[point.pk])


def point_state(point: ActionPoint) -> Status:
    """Where it stands; late is said first."""
    if is_late(point, timezone.localdate()):
        return Status(code="late", label=_("Late"))
    return Status(code=point.state, label=point.get_state_display(), tone=_TONES[point.state])


def point_columns() -> list[Column]:
    """The columns of a list of action points."""
    return [
        Column(key="text", label=_("What is to be done"), link="url"),
        Column(key="who", label=_("Who is to do it")),
        Column(key="due", label=_("Due on"), kind="date"),
        Column(key="state", label=_("State")),
    ]


def point_row(point: ActionPoint) -> dict[str, object]:
    """An action point as a line."""
    return {
        "text": point.text,
        "url": point_url(point),
        "who": point.assigned_to.name,
        "due": point.due_on,
        "state": point_state(point),
    }


@for_officers(Power.SEE_FIGURES)
def action_points(request: OfficerRequest) -> HttpResponse:
    """Every action point."""
    asked = ActionFilter(request.GET)
    found = asked.narrow(all_points())
    if wants_csv(request):
        return as_csv(request, "action-points", found, _CSV)
    page = page_of(request, found)
    context = {
        "title": _("Action points"),
        "tabs": meetings_tabs("action-points"),
        "tabs_label": _("Meetings and what came of them"),
        "crumbs": [],
        "page": page,
        "filter": asked,
        "filtered": any(asked.cleaned_data.values()),
        "rows": [point_row(point) for point in page.rows],
        "columns": point_columns(),
        "csv": csv_address(request),
        "nothing": _("No action point yet"),
        "nothing_text": _("They come from meetings, reviews and findings of others."),
        "add": Link(url=reverse("web:action-new"), label=_("New action point"))
        if has_power(request.user, Power.EDIT_PLAN)
        else None,
    }
    return render(request, "register/list.html", context)


def _one(key: Any) -> ActionPoint:
    return get_object_or_404(all_points(), pk=key)


@for_officers(Power.SEE_FIGURES)
def action_point(request: OfficerRequest, key: str) -> HttpResponse:
    """One action point: from where, for whom, until when, and what shows that it was done."""
    point, officer = _one(key), request.user
    is_open = point.state == ActionState.OPEN
    ways = [
        ("action-done", _("Say that it is done"), is_open and may_do(officer, point)),
        (
            "action-verify",
            _("Look at the proof"),
            point.state == ActionState.DONE and may_verify(officer, point),
        ),
        ("action-cancel", _("Take it back"), is_open and may_cancel(officer, point)),
    ]
    meeting = point.item.meeting if point.item else None
    rows: list[tuple[str, Any]] = [
        (_("Who is to do it"), point.assigned_to.name),
        (_("Due on"), point.due_on),
        (_("Priority"), point.get_priority_display()),
        (_("Part of the plan"), node_link(point.node) if point.node else None),
        (_("Where it comes from"), point.get_source_display()),
        (_("Meeting"), Link(url=meeting_url(meeting), label=meeting_title(meeting)) if meeting else None),
        (_("What came of it"), point.result or None),
        (_("What shows it"), ", ".join(one.title for one in point.evidence.all()) or None),
        (_("Done on"), point.done_on),
        (_("Closed on"), point.closed_on),
    ]
    context = {
        "title": point.text,
        "kicker": _("Action point"),
        "state": point_state(point),
        "crumbs": [
            Link(url=reverse("web:action-points"), label=_("Action points")),
            Link(url="", label=point.text[:60]),
        ],
        "summary": [SummaryRow(label=label, value=value) for label, value in rows if value],
        "ways": [
            Link(url=reverse(f"web:{name}", args=[point.pk]), label=label) for name, label, may in ways if may
        ],
        "story": story_of(point, limit=10),
    }
    return render(request, "plans/record.html", context)


def _page(point: ActionPoint, title: Words, save: Words, lede: Words = "") -> FormPage:
    crumbs = [
        Link(url=reverse("web:action-points"), label=_("Action points")),
        Link(url=point_url(point), label=point.text[:60]),
    ]
    return FormPage(title=title, crumbs=crumbs, save=save, back=point_url(point), lede=lede or point.text)


@for_officers(Power.EDIT_PLAN)
def new_action(request: OfficerRequest) -> HttpResponse:
    """Tell an agency to do something, outside a meeting."""
    back = reverse("web:action-points")
    page = FormPage(
        title=_("New action point"),
        crumbs=[Link(url=back, label=_("Action points"))],
        save=_("Give it"),
        back=back,
    )
    asked = request.GET.get("node", "")
    node = promised().filter(code=asked, plan__state__in=("adopted", "review")).first() if asked else None

    def act(form: NewActionForm) -> str:
        return point_url(give_action(by=request.user, source="review", **form.cleaned_data))

    initial = {
        "due_on": months_later(timezone.localdate(), 1),
        "node": node,
        "assigned_to": node.lead_agency if node else None,
    }
    return fill_in(request, page, NewActionForm, act, initial=initial)


@for_officers(Power.NOTE_PROGRESS)
def done(request: OfficerRequest, key: str) -> HttpResponse:
    """Say that it is done, with the proof."""
    point = _one(key)
    if not may_do(request.user, point):
        raise NotAllowed(Power.NOTE_PROGRESS)

    def make(*args: Any, **kwargs: Any) -> DoneForm:
        form = DoneForm(*args, **kwargs)
        form.offer(point)
        return form

    def act(form: DoneForm) -> str:
        finish_action(by=request.user, point=point, **form.cleaned_data)
        return point_url(point)

    lede = _("The proof is added to the part of the plan first, then chosen here.")
    page = _page(point, _("Say that it is done"), _("Save: it is done"), lede)
    return fill_in(request, page, make, act, initial={"on": timezone.localdate()})


@for_officers(Power.EDIT_PLAN)
def verify(request: OfficerRequest, key: str) -> HttpResponse:
    """Close it after a look at the proof, or open it again."""
    point = _one(key)

    def act(form: VerifyForm) -> str:
        verify_action(by=request.user, point=point, on=timezone.localdate(), **form.cleaned_data)
        return point_url(point)

    return fill_in(request, _page(point, _("Look at the proof"), _("Save"), point.result), VerifyForm, act)


@for_officers(Power.EDIT_PLAN, Power.NOTE_PROGRESS)
def cancel(request: OfficerRequest, key: str) -> HttpResponse:
    """Take it back."""
    point = _one(key)

    def act(form: ReasonForm) -> str:
        cancel_action(by=request.user, point=point, **form.cleaned_data)
        return point_url(point)

    return fill_in(request, _page(point, _("Take it back"), _("Take it back")), ReasonForm, act)


def points_section(officer: Officer, most: int) -> Section | None:
    """Open action points of the officer's agency, and what waits for his look at the proof."""
    rows = first_points_of(officer, most + 1)
    if not rows:
        return None
    more = Link(url=reverse("web:action-points"), label=_("All action points")) if len(rows) > most else None
    return Section(
        title=_("Action points that wait"),
        columns=point_columns(),
        rows=[point_row(point) for point in rows[:most]],
        nothing="",
        more=more,
    )


def meetings_section(officer: Officer, most: int) -> Section | None:
    """The next meetings that concern the officer's agency."""
    rows = next_meetings(officer, most, day=timezone.localdate())
    return (
        Section(
            title=_("Next meetings"),
            columns=meeting_columns(),
            rows=[meeting_row(meeting) for meeting in rows],
            nothing="",
        )
        if rows
        else None
    )
