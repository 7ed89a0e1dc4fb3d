"""What is done with a rescue request: add persons, move several, ask units, keep somebody out, write to the other side."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sarana.base.accounts.enums import Power
from sarana.base.accounts.queries import officers_below
from sarana.base.accounts.rules import NotAllowed
from sarana.register.rescue.actions import (
    add_person,
    ask_unit,
    bar_officer_from_request,
    correct_request,
    read_request,
    send_message,
    take_steps,
)
from sarana.register.rescue.queries import requests_visible_to, sought_visible_to
from sarana.register.rescue.rules import may_work_on_request, may_write_for_mission, next_states
from sarana.web.forms.editing import as_seen
from sarana.web.forms.faults import in_words
from sarana.web.forms.reports import BarOfficerForm
from sarana.web.forms.rescue import RequestEditForm, UnitForm, moment_of
from sarana.web.forms.sought import PersonForm, StepsForm
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers, one_of
from sarana.web.views.rescue import LINES_A_PAGE, request_crumbs
from sarana.web.views.rescue_words import request_url, sought_facts


@for_officers(Power.REQUEST_RESCUE, Power.WORK_RESCUE)
def new_person(request: OfficerRequest, number: str) -> HttpResponse:
    """Add one person."""
    found = one_of(requests_visible_to(request.user), number)
    if not may_write_for_mission(request.user, found):
        raise NotAllowed(Power.REQUEST_RESCUE)
    page = FormPage(
        title=_("Add a person"),
        crumbs=request_crumbs(found),
        save=_("Add the person"),
        back=request_url(found),
        kicker=found.number,
    )

    def act(form: PersonForm) -> str:
        add_person(by=request.user, request=found, who=form.who(), words=form.words(), **form.facts())
        messages.success(request, _("The person has a line of its own."))
        return request_url(found)

    return fill_in(request, page, PersonForm, act)


@for_officers(Power.REQUEST_RESCUE, Power.WORK_RESCUE)
def edit(request: OfficerRequest, number: str) -> HttpResponse:
    """Put right what a mission's request says of all its persons: place, note, days, danger, the sealed words."""
    found = one_of(requests_visible_to(request.user), number)
    if not may_write_for_mission(request.user, found):
        raise NotAllowed(Power.REQUEST_RESCUE)
    page = FormPage(
        title=_("Put the request right"),
        crumbs=request_crumbs(found),
        save=_("Save the changes"),
        back=request_url(found),
        kicker=found.number,
        lede=_("Those who work on it see what is new and what they were told before."),
    )

    def act(form: RequestEditForm) -> str:
        seen = form.cleaned_data["seen_version"]
        correct_request(by=request.user, request=found, seen_version=seen, **form.corrections(found))
        messages.success(
            request, _("The request is put right; what stood there before is in the audit trail.")
        )
        return request_url(found)

    values = RequestEditForm.values(found, read_request(by=request.user, request=found))
    return fill_in(
        request, page, RequestEditForm, act, initial=as_seen(RequestEditForm, values, found.version)
    )


@for_officers(Power.WORK_RESCUE)
def steps(request: OfficerRequest, number: str) -> HttpResponse:
    """The same step for several persons who stand in one state."""
    found = one_of(requests_visible_to(request.user), number)
    if not may_work_on_request(request.user, found):
        raise NotAllowed(Power.WORK_RESCUE)
    visible = sought_visible_to(request.user).filter(request=found)
    before = request.GET.get("from") or _commonest(visible)
    standing = list(visible.filter(state=before))[:LINES_A_PAGE]
    offered = [(p.number, f"{p.number} · {sought_facts(p)}") for p in standing]
    states = [state.value for state in next_states(before)] if standing else []
    page = FormPage(
        title=_("The same step for several"),
        crumbs=request_crumbs(found),
        save=_("Save the step for all of them"),
        back=request_url(found),
        kicker=found.number,
        lede=standing[0].get_state_display() if standing else _("Nobody stands in this state."),
    )

    def make(*args: Any, **kwargs: Any) -> StepsForm:
        return StepsForm(*args, offered=offered, states=states, **kwargs)

    def act(form: StepsForm) -> str:
        given = form.cleaned_data
        chosen = [person for person in standing if person.number in given["persons"]]
        number_moved = take_steps(
            by=request.user,
            persons=chosen,
            state=given["state"],
            at=moment_of(given["on"]),
            reason=given["reason"],
        )
        messages.success(request, _("Saved for %(n)s persons.") % {"n": number_moved})
        return request_url(found)

    return fill_in(request, page, make, act, initial={"on": timezone.localdate()})


def _commonest(visible: Any) -> str:
    states = [state for state in visible.values_list("state", flat=True) if next_states(state)]
    return max(set(states), key=states.count) if states else "received"


@for_officers(Power.WORK_RESCUE)
def units(request: OfficerRequest, number: str) -> HttpResponse:
    """Ask an agency to work on the request."""
    found = one_of(requests_visible_to(request.user), number)
    page = FormPage(
        title=_("Ask a unit to work on it"),
        crumbs=request_crumbs(found),
        save=_("Ask this unit"),
        back=request_url(found),
        kicker=found.number,
        lede=_(
            "Only units asked here see the request. The unit nearest to the place is not asked by itself."
        ),
    )

    def act(form: UnitForm) -> str:
        ask_unit(by=request.user, request=found, agency=form.cleaned_data["agency"])
        return request_url(found)

    return fill_in(request, page, UnitForm, act)


@for_officers(Power.WORK_RESCUE)
def bar(request: OfficerRequest, number: str) -> HttpResponse:
    """Keep an officer from seeing the request."""
    found = one_of(requests_visible_to(request.user), number)
    page = FormPage(
        title=_("Keep an officer from this request"),
        crumbs=request_crumbs(found),
        save=_("Keep the officer from it"),
        back=request_url(found),
        kicker=found.number,
        kind="danger",
    )

    def make(*args: Any, **kwargs: Any) -> BarOfficerForm:
        form = BarOfficerForm(*args, **kwargs)
        form.fields["officer"].offer(officers_below(request.user.agency)[:50])  # type: ignore[attr-defined]
        return form

    def act(form: BarOfficerForm) -> str:
        bar_officer_from_request(by=request.user, request=found, **form.cleaned_data)
        messages.success(request, _("The officer can no longer see this request."))
        return request_url(found) if form.cleaned_data["officer"] != request.user else reverse("web:rescue")

    return fill_in(request, page, make, act)


@require_POST
@for_officers(Power.REQUEST_RESCUE, Power.WORK_RESCUE)
def message(request: OfficerRequest, number: str) -> HttpResponse:
    """Write to the other side."""
    found = one_of(requests_visible_to(request.user), number)
    try:
        send_message(by=request.user, request=found, text=request.POST.get("text", "")[:4000])
    except ValueError as fault:
        messages.error(request, in_words(fault))
    else:
        messages.success(request, _("The message is sent."))
    return redirect(f"{request_url(found)}#messages")
