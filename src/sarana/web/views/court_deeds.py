"""What is done in a proceeding besides its stages: detention, absence, witnesses."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.register.cases.queries import victims_visible_to
from sarana.register.proceedings.actions import (
    call_witness,
    end_detention,
    extend_detention,
    hear_witness,
    record_absence,
    record_detention,
    record_return,
    withdraw_witness,
)
from sarana.register.proceedings.models import Proceeding
from sarana.register.proceedings.queries import proceedings_visible_to
from sarana.web.components import Link
from sarana.web.forms.detention import (
    AbsenceForm,
    DetentionEndForm,
    DetentionForm,
    ExtensionForm,
    WitnessForm,
)
from sarana.web.forms.operations import OnDayForm
from sarana.web.views.cases import case_crumbs
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers, one_of
from sarana.web.views.phrases import person_facts, url_of


def _page(proceeding: Proceeding, title: str, save: str, **more: Any) -> FormPage:
    crumbs = [*case_crumbs(proceeding.suspect.case), Link(url=url_of(proceeding), label=proceeding.number)]
    return FormPage(
        title=title, crumbs=crumbs, save=save, back=url_of(proceeding), kicker=proceeding.number, **more
    )


def _now() -> dict[str, Any]:
    now = timezone.localtime()
    return {"on": now.date(), "at": now.time(), "since": now.date(), "agreed_on": now.date()}


def _fill[Form: forms.Form](
    request: OfficerRequest,
    proceeding: Proceeding,
    page: FormPage,
    make: Callable[..., Form],
    act: Callable[[Form], object],
) -> HttpResponse:
    def done(form: Form) -> str:
        act(form)
        return url_of(proceeding)

    return fill_in(request, page, make, done, initial=_now())


def _part(records: Any, key: UUID) -> Any:
    found = records.filter(pk=key).first()
    if found is None:
        raise Http404
    return found


@for_officers(Power.RECORD_PROCEEDING)
def detain(request: OfficerRequest, number: str) -> HttpResponse:
    """Put on record that the accused is held."""
    found = one_of(proceedings_visible_to(request.user), number)

    def act(form: DetentionForm) -> None:
        record_detention(by=request.user, proceeding=found, **form.facts())

    page = _page(found, _("The accused is held"), _("Save"))
    return _fill(request, found, page, DetentionForm, act)


@for_officers(Power.RECORD_PROCEEDING)
def extend(request: OfficerRequest, number: str, key: UUID) -> HttpResponse:
    """Put an extension on record."""
    found = one_of(proceedings_visible_to(request.user), number)
    detention = _part(found.detentions, key)

    def act(form: ExtensionForm) -> None:
        extend_detention(by=request.user, detention=detention, **form.cleaned_data)

    page = _page(found, _("Extend the detention"), _("Save"))
    return _fill(request, found, page, ExtensionForm, act)


@for_officers(Power.RECORD_PROCEEDING)
def end(request: OfficerRequest, number: str, key: UUID) -> HttpResponse:
    """Put the end of a detention on record."""
    found = one_of(proceedings_visible_to(request.user), number)
    detention = _part(found.detentions, key)

    def act(form: DetentionEndForm) -> None:
        end_detention(by=request.user, detention=detention, **form.facts())

    page = _page(found, _("End of the detention"), _("Save"))
    return _fill(request, found, page, DetentionEndForm, act)


@for_officers(Power.RECORD_PROCEEDING)
def absent(request: OfficerRequest, number: str) -> HttpResponse:
    """Put on record that the accused has absconded."""
    found = one_of(proceedings_visible_to(request.user), number)

    def act(form: AbsenceForm) -> None:
        record_absence(by=request.user, proceeding=found, **form.cleaned_data)

    page = _page(found, _("The accused has absconded"), _("Save"))
    return _fill(request, found, page, AbsenceForm, act)


@for_officers(Power.RECORD_PROCEEDING)
def returned(request: OfficerRequest, number: str, key: UUID) -> HttpResponse:
    """Put on record that the accused was found."""
    found = one_of(proceedings_visible_to(request.user), number)
    absence = _part(found.absences, key)

    def act(form: OnDayForm) -> None:
        record_return(by=request.user, absence=absence, returned_on=form.cleaned_data["on"])

    page = _page(found, _("The accused was found"), _("Save"))
    return _fill(request, found, page, OnDayForm, act)


@for_officers(Power.RECORD_PROCEEDING)
def new_witness(request: OfficerRequest, number: str) -> HttpResponse:
    """Put on record that a victim agreed to be heard."""
    found = one_of(proceedings_visible_to(request.user), number)
    victims = {
        victim.number: victim
        for victim in victims_visible_to(request.user).filter(case=found.suspect.case_id)
    }
    offered = [(number, f"{number} · {person_facts(victim)}") for number, victim in victims.items()]

    def act(form: WitnessForm) -> None:
        given = form.cleaned_data
        call_witness(
            by=request.user,
            proceeding=found,
            victim=victims[given["victim"]],
            agreed_on=given["agreed_on"],
            protection=given["protection"],
        )

    lede = _("The court’s papers name the witness by a pseudonym only.")
    page = _page(found, _("A victim is to be heard"), _("Save"), lede=lede)
    return _fill(request, found, page, partial(WitnessForm, offered=offered), act)


@for_officers(Power.RECORD_PROCEEDING)
def heard(request: OfficerRequest, number: str, key: UUID) -> HttpResponse:
    """Put on record that she was heard."""
    found = one_of(proceedings_visible_to(request.user), number)
    witness = _part(found.witnesses, key)

    def act(form: OnDayForm) -> None:
        hear_witness(by=request.user, witness=witness, on=form.cleaned_data["on"])

    page = _page(found, _("The witness was heard"), _("Save"))
    return _fill(request, found, page, OnDayForm, act)


@for_officers(Power.RECORD_PROCEEDING)
def withdrawn(request: OfficerRequest, number: str, key: UUID) -> HttpResponse:
    """Put on record that she withdrew her agreement."""
    found = one_of(proceedings_visible_to(request.user), number)
    witness = _part(found.witnesses, key)

    def act(form: OnDayForm) -> None:
        withdraw_witness(by=request.user, witness=witness, on=form.cleaned_data["on"])

    lede = _("Nobody asks the witness why.")
    page = _page(found, _("The witness withdrew"), _("Save"), lede=lede)
    return _fill(request, found, page, OnDayForm, act)
