"""What is done for a sought person: the next step, the result, an answered question, links, an opened identity."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sarana.base.accounts.enums import Power
from sarana.base.accounts.rules import NotAllowed
from sarana.base.vault.sealing import Erased
from sarana.register.cases.queries import victims_visible_to
from sarana.register.rescue.actions import (
    answer_detail,
    link_victim,
    open_sought_identity,
    record_result,
    say_same_person,
    take_step,
)
from sarana.register.rescue.enums import SoughtState
from sarana.register.rescue.models import SoughtPerson
from sarana.register.rescue.queries import sought_visible_to
from sarana.register.rescue.rules import may_work_on_request, may_write_for_mission
from sarana.web.components import Link, Words
from sarana.web.forms.editing import as_seen
from sarana.web.forms.faults import in_words
from sarana.web.forms.rescue import moment_of
from sarana.web.forms.sought import DetailForm, LinkVictimForm, ResultForm, SamePersonForm, StepForm
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers, one_of
from sarana.web.views.identity import identity_rows
from sarana.web.views.rescue import request_crumbs
from sarana.web.views.rescue_words import missing_words, sought_facts, sought_state, sought_url


def _page(person: SoughtPerson, title: Words, save: Words, **more: Any) -> FormPage:
    crumbs = [*request_crumbs(person.request), Link(url=sought_url(person), label=person.number)]
    kicker = f"{person.number} · {sought_facts(person)} · {sought_state(person).label}"
    return FormPage(title=title, crumbs=crumbs, save=save, back=sought_url(person), kicker=kicker, **more)


def _worked_on(request: OfficerRequest, number: str) -> SoughtPerson:
    person = one_of(sought_visible_to(request.user), number)
    if not may_work_on_request(request.user, person.request):
        raise NotAllowed(Power.WORK_RESCUE)
    return person


@for_officers(Power.WORK_RESCUE)
def step(request: OfficerRequest, number: str) -> HttpResponse:
    """The next state."""
    person = _worked_on(request, number)

    def make(*args: Any, **kwargs: Any) -> StepForm:
        return StepForm(*args, before=person.state, **kwargs)

    def act(form: StepForm) -> str:
        given = form.cleaned_data
        asked = given["missing"] if given["state"] == SoughtState.NEEDS_DETAIL else []
        take_step(
            by=request.user,
            person=person,
            state=given["state"],
            at=moment_of(given["on"]),
            reason=given["reason"],
            missing=asked,
            unit=given["unit"],
        )
        return sought_url(person)

    page = _page(person, _("Next step"), _("Save the step"))
    return fill_in(request, page, make, act, initial={"on": timezone.localdate()})


@for_officers(Power.WORK_RESCUE)
def result(request: OfficerRequest, number: str) -> HttpResponse:
    """What the search came to, and the journey home."""
    person = _worked_on(request, number)

    def act(form: ResultForm) -> str:
        given, changed = form.cleaned_data, form.changes()
        words = {name: given[name] for name in form.sealed_words if given[name]}
        record_result(
            by=request.user,
            person=person,
            seen_version=given["seen_version"],
            changes={name: changed[name] for name in form.edited if name in changed},
            words=words or None,
            staying=given["staying"] or None,
        )
        return sought_url(person)

    values = {name: getattr(person, name) for name in ResultForm.edited}
    page = _page(person, _("Result and journey home"), _("Save"))
    return fill_in(request, page, ResultForm, act, initial=as_seen(ResultForm, values, person.version))


@for_officers(Power.REQUEST_RESCUE, Power.WORK_RESCUE)
def detail(request: OfficerRequest, number: str) -> HttpResponse:
    """The mission gives what it was asked for."""
    person = one_of(sought_visible_to(request.user), number)
    if not may_write_for_mission(request.user, person.request):
        raise NotAllowed(Power.REQUEST_RESCUE)
    if not person.missing:
        return redirect(sought_url(person))

    def make(*args: Any, **kwargs: Any) -> DetailForm:
        return DetailForm(*args, missing=person.missing, **kwargs)

    def act(form: DetailForm) -> str:
        words = form.words()
        answer_detail(by=request.user, person=person, words=words, given=list(words))
        messages.success(request, _("Thank you; the search goes on with what you wrote."))
        return sought_url(person)

    lede = _("Asked for: %(what)s") % {"what": missing_words(person.missing)}
    return fill_in(request, _page(person, _("Give the details"), _("Send"), lede=lede), make, act)


@for_officers(Power.WORK_RESCUE)
def link(request: OfficerRequest, number: str) -> HttpResponse:
    """Say which victim's record is about this person."""
    person = _worked_on(request, number)

    def act(form: LinkVictimForm) -> str:
        wanted = form.cleaned_data["victim"].strip().upper()
        victim = victims_visible_to(request.user).filter(number=wanted).first()
        if victim is None:
            raise ValueError(_("You can see no victim with the number %(number)s.") % {"number": wanted})
        link_victim(by=request.user, person=person, victim=victim)
        return sought_url(person)

    lede = _("Both identities stay as they are; totals count one person.")
    page = _page(person, _("Link the victim’s record"), _("Link it"), lede=lede)
    return fill_in(request, page, LinkVictimForm, act, initial={"victim": request.GET.get("victim", "")})


@for_officers(Power.WORK_RESCUE)
def same(request: OfficerRequest, number: str) -> HttpResponse:
    """Say that another line is the same person."""
    person = _worked_on(request, number)

    def act(form: SamePersonForm) -> str:
        wanted = form.cleaned_data["other"].strip().upper()
        other = sought_visible_to(request.user).filter(number=wanted).first() if wanted else None
        if wanted and other is None:
            raise ValueError(_("You can see no line with the number %(number)s.") % {"number": wanted})
        say_same_person(by=request.user, person=person, other=other, reason=form.cleaned_data["reason"])
        return sought_url(person)

    lede = _("Nothing is merged: both lines stand, and totals count one person.")
    page = _page(person, _("The same person on another line"), _("Save"), lede=lede)
    return fill_in(request, page, SamePersonForm, act, initial={"other": request.GET.get("other", "")})


@require_POST
@for_officers(Power.WORK_RESCUE)
def identity(request: OfficerRequest, number: str) -> HttpResponse:
    """Show who it is, once, with a reason."""
    person = _worked_on(request, number)
    if person.identity.erased_at is not None:
        raise Http404
    try:
        words = open_sought_identity(by=request.user, person=person, reason=request.POST.get("reason", ""))
    except (ValueError, Erased) as fault:
        messages.error(request, in_words(fault))
        return redirect(sought_url(person))
    crumbs = [*request_crumbs(person.request), Link(url=sought_url(person), label=person.number)]
    context = {
        "person": person,
        "back": reverse("web:soughtperson", args=[person.number]),
        "crumbs": [*crumbs, Link(url="", label=_("Identity"))],
        "summary": identity_rows(words),
    }
    response = render(request, "people/identity.html", context)
    response.headers["Cache-Control"] = "no-store, private"
    return response
