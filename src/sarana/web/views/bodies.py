"""Committees and working groups: who sits in them, what they look after, when they met."""

from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.base.accounts.rules import has_power
from sarana.register.meetings.actions import found_body, seat_member
from sarana.register.meetings.models import Body
from sarana.register.meetings.queries import bodies as all_bodies
from sarana.register.meetings.queries import meetings_visible_to
from sarana.register.meetings.rules import may_prepare
from sarana.web.components import Column, Link, Status, SummaryRow
from sarana.web.forms.meetings import BodyForm, SeatForm
from sarana.web.forms.plan_filters import BodyFilter
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.listing import as_csv, csv_address, page_of, wants_csv
from sarana.web.views.meetings import meeting_columns, meeting_row, meetings_tabs
from sarana.web.views.plan_frame import node_url
from sarana.web.views.sections import Section

_SHOWN = 12
_CSV = {
    "code": "code",
    "kind": "kind",
    "title_km": "title_km",
    "title_en": "title_en",
    "agency": "agency__code",
    "quorum": "quorum",
}


def bodies_link() -> Link:
    """The way to the bodies."""
    return Link(url=reverse("web:bodies"), label=_("Committees and working groups"))


def body_url(body: Body) -> str:
    """A body's page."""
    return reverse("web:body", args=[body.pk])


@for_officers(Power.SEE_FIGURES)
def bodies(request: OfficerRequest) -> HttpResponse:
    """Every committee and working group that still meets."""
    asked = BodyFilter(request.GET)
    found = asked.narrow(all_bodies())
    if wants_csv(request):
        return as_csv(request, "bodies", found, _CSV)
    page = page_of(request, found)
    context = {
        "title": bodies_link().label,
        "tabs": meetings_tabs("bodies"),
        "tabs_label": _("Meetings and what came of them"),
        "crumbs": [],
        "page": page,
        "filter": asked,
        "filtered": any(asked.cleaned_data.values()),
        "rows": [
            {
                "title": body.title,
                "url": body_url(body),
                "kind": body.get_kind_display(),
                "agency": body.agency.name,
                "quorum": f"{body.quorum} %",
                "held": getattr(body, "held", 0),
            }
            for body in page.rows
        ],
        "columns": [
            Column(key="title", label=_("Name"), link="url"),
            Column(key="kind", label=_("Kind")),
            Column(key="agency", label=_("Agency that prepares its meetings")),
            Column(key="quorum", label=_("Quorum")),
            Column(key="held", label=_("Meetings"), kind="number"),
        ],
        "csv": csv_address(request),
        "nothing": _("No committee or working group yet"),
        "nothing_text": _("The secretariat puts them on record here."),
        "add": Link(url=reverse("web:body-new"), label=_("New committee or working group"))
        if has_power(request.user, Power.EDIT_PLAN)
        else None,
    }
    return render(request, "register/list.html", context)


@for_officers(Power.SEE_FIGURES)
def body(request: OfficerRequest, key: str) -> HttpResponse:
    """One body: its members, what it looks after, its meetings."""
    found = get_object_or_404(Body.objects.select_related("agency"), pk=key)
    officer = request.user
    meetings = list(meetings_visible_to(officer).filter(body=found)[:_SHOWN])
    prepares = may_prepare(officer, found)
    context = {
        "title": found.title,
        "kicker": found.get_kind_display(),
        "crumbs": [bodies_link(), Link(url="", label=found.title)],
        "summary": [
            SummaryRow(label=_("Agency that prepares its meetings"), value=found.agency.name),
            SummaryRow(label=_("Quorum"), value=f"{found.quorum} %"),
            SummaryRow(label=_("Months between two meetings"), value=found.every_months),
        ],
        "sections": [
            Section(
                title=_("Meetings"),
                columns=meeting_columns(),
                rows=[meeting_row(meeting) for meeting in meetings],
                nothing=_("No meeting that you may see."),
                add=Link(url=reverse("web:meeting-new", args=[found.pk]), label=_("Call a meeting"))
                if prepares
                else None,
            ),
            _members(found, may_edit=has_power(officer, Power.EDIT_PLAN)),
            _looks_after(found),
        ],
    }
    return render(request, "plans/record.html", context)


def _members(body: Body, *, may_edit: bool) -> Section:
    today = timezone.localdate()
    rows = [
        {
            "agency": member.agency.name,
            "officer": member.officer.name if member.officer else None,
            "seat": member.get_seat_display(),
            "since": member.since,
            "until": member.until,
            "state": Status(code="closed", label=_("Term over"))
            if member.until and member.until < today
            else Status(code="open", label=_("Sits")),
        }
        for member in body.members.select_related("agency", "officer")
    ]
    return Section(
        title=_("Members"),
        columns=[
            Column(key="agency", label=_("Agency")),
            Column(key="officer", label=_("Officer")),
            Column(key="seat", label=_("Seat")),
            Column(key="since", label=_("Since"), kind="date"),
            Column(key="until", label=_("Until"), kind="date"),
            Column(key="state", label=_("State")),
        ],
        rows=rows,
        nothing=_("Nobody sits in it yet; without members there is no quorum."),
        add=Link(url=reverse("web:body-seat", args=[body.pk]), label=_("Give a seat")) if may_edit else None,
    )


def _looks_after(body: Body) -> Section:
    return Section(
        title=_("What it looks after"),
        columns=[
            Column(key="title", label=_("Part of the plan"), link="url"),
            Column(key="plan", label=_("Plan")),
        ],
        rows=[
            {"title": f"{node.code} {node.title}", "url": node_url(node), "plan": node.plan.title}
            for node in body.nodes.select_related("plan").order_by("path")
        ],
        nothing=_("No part of a plan: what is late does not come onto its agenda by itself."),
    )


@for_officers(Power.EDIT_PLAN)
def new_body(request: OfficerRequest) -> HttpResponse:
    """Put a committee or working group on record."""
    page = FormPage(
        title=_("New committee or working group"),
        crumbs=[bodies_link()],
        save=_("Save"),
        back=bodies_link().url,
    )

    def act(form: BodyForm) -> str:
        given = dict(form.cleaned_data)
        node = given.pop("node")
        try:
            with transaction.atomic():
                made = found_body(by=request.user, nodes=[node] if node else [], **given)
        except IntegrityError:
            raise ValueError(_("Another body has this short name.")) from None
        return body_url(made)

    return fill_in(request, page, BodyForm, act)


@for_officers(Power.EDIT_PLAN)
def new_seat(request: OfficerRequest, key: str) -> HttpResponse:
    """Give somebody a seat."""
    found = get_object_or_404(Body, pk=key)
    page = FormPage(
        title=_("Give a seat"),
        crumbs=[bodies_link(), Link(url=body_url(found), label=found.title)],
        save=_("Save"),
        back=body_url(found),
        lede=_("A chair or secretary who sits now gives the seat up the day before."),
    )

    def act(form: SeatForm) -> str:
        seat_member(by=request.user, body=found, **form.cleaned_data)
        return body_url(found)

    return fill_in(request, page, SeatForm, act, initial={"since": timezone.localdate()})
