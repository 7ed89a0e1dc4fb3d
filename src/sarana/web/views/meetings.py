"""Meetings: their agenda, what came of each item, the minutes; and the room, where the agenda is shown to everybody."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.register.meetings.actions import has_quorum, read_minutes
from sarana.register.meetings.enums import MeetingState, Outcome
from sarana.register.meetings.models import AgendaItem, Meeting
from sarana.register.meetings.queries import meetings_visible_to
from sarana.register.meetings.rules import is_frozen, may_prepare, may_sign
from sarana.register.reporting.queries import late_for_agenda
from sarana.web.components import Column, Link, Status, SummaryRow, Tone
from sarana.web.forms.meetings import member_words
from sarana.web.forms.plan_filters import MeetingFilter
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.listing import as_csv, csv_address, page_of, wants_csv
from sarana.web.views.plan_frame import node_link
from sarana.web.views.trail import story_of

_CSV = {
    "body": "body__code",
    "number": "number",
    "held_on": "held_on",
    "state": "state",
    "signed_at": "signed_at",
    "digest": "digest",
}
_STATES: dict[str, Tone] = {
    MeetingState.PLANNED: "info",
    MeetingState.RUNNING: "warn",
    MeetingState.SIGNED: "good",
    MeetingState.CALLED_OFF: "neutral",
}
_OUTCOMES: dict[str, Tone] = {
    Outcome.OPEN: "neutral",
    Outcome.DECISION: "good",
    Outcome.ACTION: "info",
    Outcome.POSTPONED: "warn",
}


def meetings_tabs(current: str) -> list[Link]:
    """Meetings, action points and bodies, side by side."""
    ways = [
        ("meetings", _("Meetings")),
        ("action-points", _("Action points")),
        ("bodies", _("Committees and working groups")),
        ("instruments", _("Agreements")),
    ]
    return [Link(url=reverse(f"web:{name}"), label=label, current=name == current) for name, label in ways]


def meetings_link() -> Link:
    """The way to the meetings."""
    return Link(url=reverse("web:meetings"), label=_("Meetings"))


def meeting_url(meeting: Meeting) -> str:
    """A meeting's page."""
    return reverse("web:meeting", args=[meeting.pk])


def meeting_title(meeting: Meeting) -> str:
    """A meeting as a heading says it."""
    return _("%(body)s, meeting no. %(number)s") % {"body": meeting.body.title, "number": meeting.number}


def one_meeting(request: OfficerRequest, key: Any) -> Meeting:
    """A meeting that the officer may see.

    Raises:
        Http404: there is none.
    """
    found = meetings_visible_to(request.user).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def meeting_state(meeting: Meeting) -> Status:
    """Where a meeting stands."""
    return Status(code=meeting.state, label=meeting.get_state_display(), tone=_STATES[meeting.state])


def meeting_columns() -> list[Column]:
    """The columns of a list of meetings."""
    return [
        Column(key="title", label=_("Meeting"), link="url"),
        Column(key="on", label=_("Day"), kind="date"),
        Column(key="state", label=_("State")),
    ]


def meeting_row(meeting: Meeting) -> dict[str, object]:
    """A meeting as a line."""
    return {
        "title": meeting_title(meeting),
        "url": meeting_url(meeting),
        "on": meeting.held_on,
        "state": meeting_state(meeting),
    }


@for_officers(Power.SEE_FIGURES)
def meetings(request: OfficerRequest) -> HttpResponse:
    """Every meeting the officer may see."""
    asked = MeetingFilter(request.GET)
    found = asked.narrow(meetings_visible_to(request.user))
    if wants_csv(request):
        return as_csv(request, "meetings", found, _CSV)
    page = page_of(request, found)
    context = {
        "title": meetings_link().label,
        "tabs": meetings_tabs("meetings"),
        "tabs_label": _("Meetings and what came of them"),
        "crumbs": [],
        "page": page,
        "filter": asked,
        "filtered": any(asked.cleaned_data.values()),
        "rows": [meeting_row(meeting) for meeting in page.rows],
        "columns": meeting_columns(),
        "csv": csv_address(request),
        "nothing": _("No meeting yet"),
        "nothing_text": _("A meeting is called from the page of its committee or working group."),
    }
    return render(request, "register/list.html", context)


def _item(item: AgendaItem) -> dict[str, Any]:
    km = (get_language() or "km").startswith("km")
    mine, other = (item.outcome_km, item.outcome_en) if km else (item.outcome_en, item.outcome_km)
    tone = _OUTCOMES.get(item.outcome, "info")
    return {
        "order": item.order,
        "pk": item.pk,
        "title": item.title,
        "node": node_link(item.node) if item.node else None,
        "outcome": Status(code=item.outcome, label=item.get_outcome_display(), tone=tone),
        "text": mine or other,
        "decision": item.decision,
        "actions": [
            Link(
                url=reverse("web:action-point", args=[point.pk]),
                label=f"{point.text} – {point.assigned_to.name}",
            )
            for point in item.actions.all()
        ],
    }


def _items(meeting: Meeting) -> list[dict[str, Any]]:
    items = meeting.items.select_related("node__plan").prefetch_related("actions__assigned_to")
    return [_item(item) for item in items]


@for_officers(Power.SEE_FIGURES)
def meeting(request: OfficerRequest, key: str) -> HttpResponse:
    """One meeting: agenda, who was there, what came of it, the minutes."""
    found, officer = one_meeting(request, key), request.user
    open_to_write = may_prepare(officer, found.body) and not is_frozen(found)
    running = found.state == MeetingState.RUNNING
    there = [member_words(member) for member in found.present.select_related("agency", "officer")]
    context = {
        "meeting": found,
        "title": meeting_title(found),
        "state": meeting_state(found),
        "crumbs": [
            meetings_link(),
            Link(url=reverse("web:body", args=[found.body_id]), label=found.body.title),
            Link(url="", label=str(found.number)),
        ],
        "summary": [
            SummaryRow(label=_("Day"), value=found.held_on),
            SummaryRow(label=_("Where it is held"), value=found.venue or None),
            SummaryRow(label=_("Who is present"), value="; ".join(there) or None),
            SummaryRow(label=_("Quorum"), value=_("Yes") if there and has_quorum(found) else _("No")),
            SummaryRow(label=_("Signed by"), value=found.signed_by.name if found.signed_by else None),
            SummaryRow(label=_("Hash"), value=found.digest[:16] or None),
        ],
        "items": _items(found),
        "minutes": str(read_minutes(by=officer, meeting=found).get("minutes", "")),
        "may_write": open_to_write,
        "may_settle": open_to_write and running,
        "may_sign": running and may_sign(officer, found),
        "may_call_next": may_prepare(officer, found.body) and found.state == MeetingState.SIGNED,
        "late": _late(found),
        "story": story_of(found, limit=8),
    }
    return render(request, "plans/meeting.html", context)


def _late(meeting: Meeting) -> list[str]:
    """Who will stand on the agenda by name for not reporting: computed until the meeting is opened, on record then."""
    if meeting.state != MeetingState.PLANNED:
        return []
    return [f"{slot.unit.name}, {slot.period}" for slot in late_for_agenda(meeting.body, meeting.held_on)]


@for_officers(Power.SEE_FIGURES)
def room(request: OfficerRequest, key: str) -> HttpResponse:
    """The agenda in large letters for the wall, one item at a time, with its outcome as it is typed."""
    found = one_meeting(request, key)
    items = _items(found)
    asked = request.GET.get("item", "")
    at = next((n for n, item in enumerate(items) if str(item["order"]) == asked), None)
    if at is None:
        at = next((n for n, item in enumerate(items) if item["outcome"].code == Outcome.OPEN), 0)
    context = {
        "meeting": found,
        "title": meeting_title(found),
        "crumbs": [meetings_link(), Link(url=meeting_url(found), label=meeting_title(found))],
        "item": items[at] if items else None,
        "before": items[at - 1]["order"] if at else None,
        "after": items[at + 1]["order"] if at + 1 < len(items) else None,
        "count": len(items),
        "may_settle": may_prepare(request.user, found.body) and found.state == MeetingState.RUNNING,
    }
    return render(request, "plans/room.html", context)
