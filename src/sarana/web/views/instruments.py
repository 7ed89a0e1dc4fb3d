"""Agreements with other states and bodies: from when, until when, what they oblige to, when the parties meet."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import has_power
from sarana.base.days import months_later
from sarana.base.vocabulary.queries import label as code_label
from sarana.register.cooperation.actions import amend_instrument, oblige, record_instrument
from sarana.register.cooperation.enums import InstrumentState
from sarana.register.cooperation.models import Instrument
from sarana.register.cooperation.queries import instruments as all_instruments
from sarana.register.cooperation.queries import instruments_to_renew
from sarana.register.cooperation.rules import alarm_on, state_on
from sarana.register.meetings.queries import meetings_visible_to
from sarana.web.components import Column, Link, Status, SummaryRow, Tone, Words
from sarana.web.forms.cooperation import (
    InstrumentDaysForm,
    InstrumentFilter,
    InstrumentForm,
    ObligationForm,
)
from sarana.web.forms.editing import as_seen
from sarana.web.views.action_points import point_state, point_url
from sarana.web.views.drawing import language
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.listing import as_csv, csv_address, page_of, wants_csv
from sarana.web.views.meetings import meeting_columns, meeting_row, meetings_tabs
from sarana.web.views.sections import Section
from sarana.web.views.trail import story_of

_CSV = {
    "kind": "kind",
    "title_km": "title_km",
    "title_en": "title_en",
    "countries": "countries",
    "other_parties": "other_parties",
    "agency": "agency__code",
    "signed_on": "signed_on",
    "in_force_on": "in_force_on",
    "expires_on": "expires_on",
    "ended_on": "ended_on",
}
_TONES: dict[str, Tone] = {
    InstrumentState.DRAFTED: "neutral",
    InstrumentState.SIGNED: "info",
    InstrumentState.IN_FORCE: "good",
    InstrumentState.ENDING: "warn",
    InstrumentState.EXPIRED: "bad",
    InstrumentState.ENDED: "neutral",
}
_MEETINGS = 10


def instruments_link() -> Link:
    """The way to the agreements."""
    return Link(url=reverse("web:instruments"), label=_("Agreements"))


def instrument_url(instrument: Instrument) -> str:
    """An agreement's page."""
    return reverse("web:instrument", args=[instrument.pk])


def instrument_state(instrument: Instrument) -> Status:
    """Where an agreement stands today."""
    found = state_on(instrument, timezone.localdate())
    return Status(code=found, label=found.label, tone=_TONES[found])


def _parties(instrument: Instrument) -> str:
    names = [code_label("Country", code, language()) for code in instrument.countries]
    return ", ".join(filter(None, [*names, instrument.other_parties]))


def instrument_columns() -> list[Column]:
    """The columns of a list of agreements."""
    return [
        Column(key="title", label=_("Agreement"), link="url"),
        Column(key="parties", label=_("Parties")),
        Column(key="signed", label=_("Signed on"), kind="date"),
        Column(key="expires", label=_("Expires on"), kind="date"),
        Column(key="state", label=_("State")),
    ]


def instrument_row(instrument: Instrument) -> dict[str, object]:
    """An agreement as a line."""
    return {
        "title": instrument.title,
        "url": instrument_url(instrument),
        "parties": _parties(instrument),
        "signed": instrument.signed_on,
        "expires": instrument.expires_on,
        "state": instrument_state(instrument),
    }


@for_officers(Power.SEE_FIGURES)
def instruments(request: OfficerRequest) -> HttpResponse:
    """Every agreement."""
    asked = InstrumentFilter(request.GET)
    found = asked.narrow(all_instruments())
    if wants_csv(request):
        return as_csv(request, "instruments", found, _CSV)
    page = page_of(request, found)
    context = {
        "title": instruments_link().label,
        "tabs": meetings_tabs("instruments"),
        "tabs_label": _("Meetings and what came of them"),
        "crumbs": [],
        "page": page,
        "filter": asked,
        "filtered": any(asked.cleaned_data.values()),
        "rows": [instrument_row(one) for one in page.rows],
        "columns": instrument_columns(),
        "csv": csv_address(request),
        "nothing": _("No agreement yet"),
        "nothing_text": _("Memoranda, treaties and standard procedures with other states and bodies."),
        "add": Link(url=reverse("web:instrument-new"), label=_("New agreement"))
        if has_power(request.user, Power.EDIT_PLAN)
        else None,
    }
    return render(request, "register/list.html", context)


@for_officers(Power.SEE_FIGURES)
def instrument(request: OfficerRequest, key: UUID) -> HttpResponse:
    """One agreement: its days, what it obliges to, when the parties met."""
    found = get_object_or_404(all_instruments(), pk=key)
    may_edit = has_power(request.user, Power.EDIT_PLAN)
    alarm = alarm_on(found)
    rows = [
        (_("Kind"), found.get_kind_display()),
        (_("Parties"), _parties(found)),
        (_("Agency that watches over it"), found.agency.name),
        (_("Signed on"), found.signed_on),
        (_("In force since"), found.in_force_on),
        (_("Expires on"), found.expires_on),
        (_("To be renewed from"), alarm),
        (_("Ended on"), found.ended_on),
        (
            _("Agreement that it renews"),
            Link(url=instrument_url(found.renews), label=found.renews.title) if found.renews else None,
        ),
        (_("Source"), found.source),
    ]
    ways = [
        Link(url=reverse(f"web:{name}", args=[found.pk]), label=label)
        for name, label in (("instrument-edit", _("Change it")), ("instrument-oblige", _("New obligation")))
    ]
    if found.body and may_edit:
        ways.append(
            Link(url=reverse("web:meeting-new", args=[found.body_id]), label=_("Call a joint meeting"))
        )
    context = {
        "title": found.title,
        "kicker": _("Agreement"),
        "state": instrument_state(found),
        "crumbs": [instruments_link(), Link(url="", label=found.title[:60])],
        "summary": [SummaryRow(label=label, value=value) for label, value in rows if value],
        "ways": ways if may_edit else [],
        "sections": [_obligations(found), *_meetings(request.user, found)],
        "story": story_of(found, limit=8),
    }
    return render(request, "plans/record.html", context)


def _obligations(instrument: Instrument) -> Section:
    return Section(
        title=_("What it obliges to"),
        columns=[
            Column(key="text", label=_("What is to be done"), link="url"),
            Column(key="article", label=_("Article")),
            Column(key="who", label=_("Who is to do it")),
            Column(key="due", label=_("Due on"), kind="date"),
            Column(key="state", label=_("State")),
        ],
        rows=[
            {
                "text": one.text,
                "url": point_url(one.action),
                "article": one.article or None,
                "who": one.action.assigned_to.name,
                "due": one.action.due_on,
                "state": point_state(one.action),
            }
            for one in instrument.obligations.select_related("action__assigned_to")
        ],
        nothing=_("No obligation is on record."),
    )


def _meetings(officer: Officer, instrument: Instrument) -> list[Section]:
    if instrument.body is None:
        return []
    held = meetings_visible_to(officer).filter(body=instrument.body_id)[:_MEETINGS]
    return [
        Section(
            title=_("Joint meetings"),
            columns=meeting_columns(),
            rows=[meeting_row(meeting) for meeting in held],
            nothing=_("The parties have not met yet."),
        )
    ]


@for_officers(Power.EDIT_PLAN)
def new_instrument(request: OfficerRequest) -> HttpResponse:
    """Put an agreement on record."""
    page = FormPage(
        title=_("New agreement"),
        crumbs=[instruments_link()],
        save=_("Save the agreement"),
        back=instruments_link().url,
    )

    def act(form: InstrumentForm) -> str:
        return instrument_url(record_instrument(by=request.user, **form.cleaned_data))

    return fill_in(
        request, page, InstrumentForm, act, initial={"agency": request.user.agency, "alarm_months": 6}
    )


def _page(instrument: Instrument, title: Words, save: Words) -> FormPage:
    crumbs = [instruments_link(), Link(url=instrument_url(instrument), label=instrument.title[:60])]
    return FormPage(title=title, crumbs=crumbs, save=save, back=instrument_url(instrument))


@for_officers(Power.EDIT_PLAN)
def edit_instrument(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Change the days of an agreement."""
    found = get_object_or_404(all_instruments(), pk=key)

    def act(form: InstrumentDaysForm) -> str:
        seen = form.cleaned_data["seen_version"]
        amend_instrument(by=request.user, instrument=found, seen_version=seen, changes=form.changes())
        return instrument_url(found)

    values = {name: getattr(found, name) for name in InstrumentDaysForm.FIELDS}
    page = _page(found, _("Change it"), _("Save the changes"))
    return fill_in(
        request, page, InstrumentDaysForm, act, initial=as_seen(InstrumentDaysForm, values, found.version)
    )


@for_officers(Power.EDIT_PLAN)
def new_obligation(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Say what an agreement obliges to."""
    found = get_object_or_404(all_instruments(), pk=key)

    def act(form: ObligationForm) -> str:
        oblige(by=request.user, instrument=found, **form.cleaned_data)
        return instrument_url(found)

    initial = {"assigned_to": found.agency, "due_on": months_later(timezone.localdate(), 6)}
    return fill_in(
        request, _page(found, _("New obligation"), _("Save")), ObligationForm, act, initial=initial
    )


def instruments_section(officer: Officer, most: int) -> Section | None:
    """Agreements that expire soon or have expired, for those who keep them."""
    mine = [
        one
        for one in instruments_to_renew(timezone.localdate())
        if has_power(officer, Power.EDIT_PLAN) or one.agency_id == officer.agency_id
    ]
    return (
        Section(
            title=_("Agreements to be renewed"),
            columns=instrument_columns(),
            rows=[instrument_row(one) for one in mine[:most]],
            nothing="",
        )
        if mine
        else None
    )
