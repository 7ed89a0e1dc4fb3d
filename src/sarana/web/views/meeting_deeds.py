"""What is done with a meeting: call it, fill its agenda, say who is there, settle items, write and sign the minutes."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sarana.base.accounts.enums import Power
from sarana.base.accounts.rules import NotAllowed
from sarana.base.days import months_later
from sarana.register.meetings.actions import (
    add_agenda_item,
    call_next,
    give_action,
    plan_meeting,
    read_minutes,
    settle_item,
    sign_minutes,
    write_minutes,
)
from sarana.register.meetings.models import AgendaItem, Body, Meeting
from sarana.register.meetings.rules import may_prepare
from sarana.register.reporting.actions import open_with_the_late
from sarana.web.components import Link, Words
from sarana.web.forms.faults import in_words
from sarana.web.forms.meetings import (
    ActionForm,
    ItemForm,
    MeetingForm,
    MinutesForm,
    OutcomeForm,
    PresentForm,
)
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.meetings import meeting_title, meeting_url, meetings_link, one_meeting


def _prepared(request: OfficerRequest, key: str) -> Meeting:
    found = one_meeting(request, key)
    if not may_prepare(request.user, found.body):
        raise NotAllowed(Power.NOTE_PROGRESS)
    return found


def _page(meeting: Meeting, title: Words, save: Words, *, back: str = "", lede: Words = "") -> FormPage:
    crumbs = [meetings_link(), Link(url=meeting_url(meeting), label=meeting_title(meeting))]
    return FormPage(title=title, crumbs=crumbs, save=save, back=back or meeting_url(meeting), lede=lede)


@for_officers(Power.NOTE_PROGRESS)
def new_meeting(request: OfficerRequest, key: str) -> HttpResponse:
    """Call a meeting of a body."""
    body = get_object_or_404(Body.objects.select_related("agency"), pk=key)
    if not may_prepare(request.user, body):
        raise NotAllowed(Power.NOTE_PROGRESS)
    back = reverse("web:body", args=[body.pk])
    page = FormPage(
        title=_("Call a meeting"),
        crumbs=[meetings_link(), Link(url=back, label=body.title)],
        save=_("Call it"),
        back=back,
        lede=_("What the body looks after and is late by two weeks stands on the agenda by itself, by name."),
    )

    def act(form: MeetingForm) -> str:
        return meeting_url(plan_meeting(by=request.user, body=body, **form.cleaned_data))

    return fill_in(request, page, MeetingForm, act)


@for_officers(Power.NOTE_PROGRESS)
def new_item(request: OfficerRequest, key: str) -> HttpResponse:
    """Put something on the agenda."""
    found = _prepared(request, key)

    def act(form: ItemForm) -> str:
        add_agenda_item(by=request.user, meeting=found, **form.cleaned_data)
        return meeting_url(found)

    return fill_in(request, _page(found, _("New item of the agenda"), _("Save the item")), ItemForm, act)


@for_officers(Power.NOTE_PROGRESS)
def present(request: OfficerRequest, key: str) -> HttpResponse:
    """Say who is present."""
    found = _prepared(request, key)

    def make(*args: Any, **kwargs: Any) -> PresentForm:
        form = PresentForm(*args, **kwargs)
        form.offer(found)
        return form

    def act(form: PresentForm) -> str:
        open_with_the_late(by=request.user, meeting=found, present=form.cleaned_data["present"])
        return reverse("web:meeting-room", args=[found.pk])

    page = _page(found, _("Who is present"), _("Save: the meeting begins"))
    return fill_in(request, page, make, act, initial={"present": list(found.present.all())})


def _item(meeting: Meeting, key: str) -> AgendaItem:
    return get_object_or_404(meeting.items.select_related("meeting__body__agency", "node"), pk=key)


def _room(meeting: Meeting, item: AgendaItem) -> str:
    return f"{reverse('web:meeting-room', args=[meeting.pk])}?item={item.order}"


@for_officers(Power.NOTE_PROGRESS)
def settle(request: OfficerRequest, key: str, item: str) -> HttpResponse:
    """Write down what came of an item."""
    found = _prepared(request, key)
    one = _item(found, item)

    def act(form: OutcomeForm) -> str:
        settle_item(by=request.user, item=one, **form.cleaned_data)
        return _room(found, one)

    page = _page(found, _("What came of it"), _("Save"), back=_room(found, one), lede=one.title)
    initial = {name: getattr(one, name) for name in ("outcome", "outcome_km", "outcome_en")}
    return fill_in(request, page, OutcomeForm, act, initial=initial)


@for_officers(Power.NOTE_PROGRESS)
def item_action(request: OfficerRequest, key: str, item: str) -> HttpResponse:
    """Tell somebody to do something, out of an item."""
    found = _prepared(request, key)
    one = _item(found, item)

    def act(form: ActionForm) -> str:
        give_action(by=request.user, source="meeting", item=one, **form.cleaned_data)
        return _room(found, one)

    page = _page(found, _("New action point"), _("Give it"), back=_room(found, one), lede=one.title)
    lead = one.late_agency or (one.node.lead_agency if one.node else None)
    initial = {"due_on": months_later(timezone.localdate(), 1), "assigned_to": lead}
    return fill_in(request, page, ActionForm, act, initial=initial)


@for_officers(Power.NOTE_PROGRESS)
def minutes(request: OfficerRequest, key: str) -> HttpResponse:
    """Write the minutes, until they are signed."""
    found = _prepared(request, key)
    words = read_minutes(by=request.user, meeting=found)

    def act(form: MinutesForm) -> str:
        write_minutes(by=request.user, meeting=found, words=form.cleaned_data)
        return meeting_url(found)

    page = _page(found, _("Write the minutes"), _("Save the minutes"))
    return fill_in(request, page, MinutesForm, act, initial={"minutes": words.get("minutes", "")})


@require_POST
@for_officers(Power.SEE_FIGURES)
def sign(request: OfficerRequest, key: str) -> HttpResponse:
    """Sign the minutes; from now on they stand."""
    found = one_meeting(request, key)
    try:
        sign_minutes(by=request.user, meeting=found)
    except ValueError as fault:
        messages.error(request, in_words(fault))
    else:
        messages.success(request, _("The minutes are signed and frozen."))
    return redirect(meeting_url(found))


@require_POST
@for_officers(Power.NOTE_PROGRESS)
def following(request: OfficerRequest, key: str) -> HttpResponse:
    """Call the next regular meeting."""
    return redirect(meeting_url(call_next(by=request.user, meeting=_prepared(request, key))))
