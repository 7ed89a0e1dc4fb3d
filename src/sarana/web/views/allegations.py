"""Allegations against officials: those who are named never see these pages, nor the records they belong to."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import has_power
from sarana.register.cases.queries import case_numbered, cases_visible_to
from sarana.register.complicity.actions import (
    hand_over_allegation,
    lift_lock,
    lock_out_officer,
    read_allegation,
    record_allegation,
    settle_allegation,
)
from sarana.register.complicity.enums import AllegationState
from sarana.register.complicity.models import Allegation
from sarana.register.complicity.queries import allegations_visible_to
from sarana.register.complicity.rules import may_see_allegation
from sarana.register.reports.queries import report_numbered, reports_visible_to
from sarana.web.components import Column, Link, Status, SummaryRow, Tone
from sarana.web.forms.allegations import AllegationForm, HandOverForm, LockForm, SettleForm
from sarana.web.forms.base import ReasonForm
from sarana.web.forms.filters import AllegationFilter
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers, one_of, only
from sarana.web.views.listing import as_csv, csv_address, page_of, wants_csv
from sarana.web.views.phrases import url_of
from sarana.web.views.sections import Section
from sarana.web.views.trail import story_of

_CSV = {
    "number": "number",
    "made_on": "made_on",
    "case": "case__number",
    "report": "report__number",
    "state": "state",
    "handed_on": "handed_on",
}
_TONES: dict[str, Tone] = {AllegationState.RECEIVED: "warn", AllegationState.HANDED_OVER: "info"}


def allegations_link() -> Link:
    """The way to the list, for breadcrumbs."""
    return Link(url=reverse("web:allegations"), label=_("Allegations"))


def _state(allegation: Allegation) -> Status:
    tone = _TONES.get(allegation.state, "neutral")
    return Status(code=allegation.state, label=allegation.get_state_display(), tone=tone)


@for_officers(Power.HANDLE_ALLEGATION, Power.NAME_OFFICIAL)
def allegations(request: OfficerRequest) -> HttpResponse:
    """Every allegation the officer may see."""
    asked = AllegationFilter(request.GET)
    found = asked.narrow(allegations_visible_to(request.user))
    if wants_csv(request):
        return as_csv(request, "allegations", found, _CSV)
    page = page_of(request, found)
    context = {
        "title": _("Allegations"),
        "lede": _("Whom an allegation names, and whose unit it names, sees neither it nor its case."),
        "filter": asked,
        "filtered": any(asked.cleaned_data.values()),
        "page": page,
        "rows": [_row(allegation) for allegation in page.rows],
        "columns": [
            Column(key="number", label=_("Allegation"), kind="code", link="url"),
            Column(key="made_on", label=_("Said on"), kind="date"),
            Column(key="about", label=_("Case or report"), kind="code"),
            Column(key="handed_to", label=_("Looked into by")),
            Column(key="state", label=_("State")),
        ],
        "csv": csv_address(request),
        "nothing": _("No allegation on record"),
        "nothing_text": _("It is recorded from the page of the case or report in which it was said."),
    }
    return render(request, "register/list.html", context)


def _row(allegation: Allegation) -> dict[str, object]:
    return {
        "number": allegation.number,
        "url": url_of(allegation),
        "made_on": allegation.made_on,
        "about": " · ".join(r.number for r in (allegation.case, allegation.report) if r),
        "handed_to": allegation.handed_to or None,
        "state": _state(allegation),
    }


@for_officers(Power.NAME_OFFICIAL)
def new_allegation(request: OfficerRequest) -> HttpResponse:
    """Record an allegation about a case or report, and lock out whom it names."""
    case = report = None
    record: Any
    if number := request.GET.get("case", ""):
        record = case = only(case_numbered(request.user, number=number.upper()))
    elif number := request.GET.get("report", ""):
        record = report = only(report_numbered(request.user, number=number.upper()))
    else:
        raise Http404
    page = FormPage(
        title=_("An official is said to be involved"),
        crumbs=[Link(url=url_of(record), label=record.number)],
        save=_("Record it and lock them out"),
        back=url_of(record),
        kicker=record.number,
        lede=_("Whom you name loses sight of this record at once, and is not told."),
    )

    def act(form: AllegationForm) -> str:
        made = record_allegation(by=request.user, case=case, report=report, **form.facts())
        messages.success(request, _("On record. Whom it names can no longer see it."))
        return url_of(made)

    return fill_in(request, page, AllegationForm, act, initial=AllegationForm.start())


@for_officers(Power.HANDLE_ALLEGATION, Power.NAME_OFFICIAL)
def allegation(request: OfficerRequest, number: str) -> HttpResponse:
    """One allegation: what is said, who is locked out, who looks into it."""
    found = one_of(allegations_visible_to(request.user), number)
    handles = has_power(request.user, Power.HANDLE_ALLEGATION)
    context = {
        "allegation": found,
        "crumbs": [allegations_link(), Link(url="", label=found.number)],
        "state": _state(found),
        "words": read_allegation(by=request.user, allegation=found),
        "about": _about(request.user, found),
        "summary": _summary(found),
        "locks": _locks(request.user, found),
        "handles": handles,
        "may_hand_over": handles and found.state == AllegationState.RECEIVED,
        "may_settle": handles and found.state in {AllegationState.RECEIVED, AllegationState.HANDED_OVER},
        "story": story_of(found, limit=8),
    }
    return render(request, "register/allegation.html", context)


def _about(officer: Officer, allegation: Allegation) -> list[Link]:
    """The case and report it belongs to, as far as the officer may see them."""
    seen: list[Any] = []
    if allegation.case_id:
        seen += cases_visible_to(officer).filter(pk=allegation.case_id)
    if allegation.report_id:
        seen += reports_visible_to(officer).filter(pk=allegation.report_id)
    return [Link(url=url_of(record), label=record.number) for record in seen]


def _summary(allegation: Allegation) -> list[SummaryRow]:
    units = ", ".join(unit.name for unit in allegation.units.all())
    return [
        SummaryRow(label=_("Said on"), value=allegation.made_on),
        SummaryRow(label=_("Recorded by"), value=f"{allegation.recorded_by.name}, {allegation.agency.name}"),
        SummaryRow(label=_("Unit that is meant as a whole"), value=units or None),
        SummaryRow(label=_("Looked into by"), value=allegation.handed_to or None),
        SummaryRow(label=_("Handed over on"), value=allegation.handed_on),
    ]


def _locks(officer: Officer, allegation: Allegation) -> Section:
    may_lift = has_power(officer, Power.HANDLE_ALLEGATION) and allegation.recorded_by_id != officer.pk
    rows = [
        {
            "officer": lock.officer.name,
            "agency": lock.officer.agency.name,
            "origin": lock.get_origin_display(),
            "since": lock.locked_at,
            "lifted": lock.lifted_at,
            "deed": _("Lift") if may_lift and lock.lifted_at is None else "",
            "deed_url": reverse("web:allegation-lift", args=[allegation.number, lock.pk]) if may_lift else "",
        }
        for lock in allegation.locks.select_related("officer__agency")
    ]
    columns = [
        Column(key="officer", label=_("Officer")),
        Column(key="agency", label=_("Agency")),
        Column(key="origin", label=_("Why")),
        Column(key="since", label=_("Since"), kind="date"),
        Column(key="lifted", label=_("Lifted on"), kind="date"),
    ]
    if may_lift:
        columns.append(Column(key="deed", label=_("Lift"), link="deed_url"))
    return Section(
        title=_("Who is locked out"),
        columns=columns,
        rows=rows,
        nothing=_("No account fits; an officer of that name who is appointed later will be locked out."),
    )


def _page(allegation: Allegation, title: str, save: str, **more: Any) -> FormPage:
    crumbs = [allegations_link(), Link(url=url_of(allegation), label=allegation.number)]
    return FormPage(
        title=title, crumbs=crumbs, save=save, back=url_of(allegation), kicker=allegation.number, **more
    )


@for_officers(Power.HANDLE_ALLEGATION)
def hand_over(request: OfficerRequest, number: str) -> HttpResponse:
    """Say which body looks into it."""
    found = one_of(allegations_visible_to(request.user), number)

    def act(form: HandOverForm) -> str:
        hand_over_allegation(by=request.user, allegation=found, **form.cleaned_data)
        return url_of(found)

    page = _page(found, _("Hand the allegation over"), _("Save"))
    return fill_in(request, page, HandOverForm, act, initial={"on": timezone.localdate()})


@for_officers(Power.HANDLE_ALLEGATION)
def settle(request: OfficerRequest, number: str) -> HttpResponse:
    """Say what the inquiry found."""
    found = one_of(allegations_visible_to(request.user), number)

    def act(form: SettleForm) -> str:
        settle_allegation(by=request.user, allegation=found, **form.cleaned_data)
        return url_of(found)

    lede = _("Nobody is let in again by this; each lock is lifted by itself, with a reason.")
    return fill_in(request, _page(found, _("Outcome of the inquiry"), _("Save"), lede=lede), SettleForm, act)


@for_officers(Power.HANDLE_ALLEGATION, Power.NAME_OFFICIAL)
def lock_out(request: OfficerRequest, number: str) -> HttpResponse:
    """Lock out another officer who is meant."""
    found = one_of(allegations_visible_to(request.user), number)

    def act(form: LockForm) -> str:
        lock_out_officer(by=request.user, allegation=found, officer=form.cleaned_data["officer"])
        return url_of(found) if may_see_allegation(request.user, found) else "/"

    return fill_in(
        request, _page(found, _("Lock another officer out"), _("Lock out"), kind="danger"), LockForm, act
    )


@for_officers(Power.HANDLE_ALLEGATION)
def lift(request: OfficerRequest, number: str, key: Any) -> HttpResponse:
    """Let an officer see the record again."""
    found = one_of(allegations_visible_to(request.user), number)
    lock = found.locks.filter(pk=key).select_related("officer", "allegation").first()
    if lock is None:
        raise Http404

    def act(form: ReasonForm) -> str:
        lift_lock(by=request.user, lock=lock, reason=form.cleaned_data["reason"])
        return url_of(found)

    title = _("Let %(officer)s see it again") % {"officer": lock.officer.name}
    return fill_in(request, _page(found, title, _("Lift the lock"), kind="danger"), ReasonForm, act)
