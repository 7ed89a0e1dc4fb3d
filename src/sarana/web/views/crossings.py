"""Two units on the same trail: the notice with whom to call, "spoken with them", the agency's contact, quiet cases."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.queries import officers_below
from sarana.base.vault.sealing import unseal
from sarana.register.cases.actions.casework import require_edit
from sarana.register.cases.models import Case
from sarana.register.cases.queries import case_numbered
from sarana.register.traces.actions import keep_quiet, lift_quiet, note_spoken, set_contact
from sarana.register.traces.models import AgencyContact, Crossing
from sarana.register.traces.queries import (
    CallWhom,
    contacts_of,
    crossings_in_case,
    crossings_to_speak_of,
    crossings_told_to,
)
from sarana.web.components import Link
from sarana.web.forms.base import ReasonForm
from sarana.web.forms.traces import ContactForm, SpokenForm
from sarana.web.views.case_deeds import case_page
from sarana.web.views.cases import case_crumbs
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers, only
from sarana.web.views.phrases import url_of


@dataclass(frozen=True)
class Notice:
    """What one of the officer's own traces or suspects crosses, and whom to call about it.

    Built field by field: nothing of the other cases is put in but the contacts, and one contact stands once, so that
    the notice does not tell how many cases the other unit has.
    """

    what: str
    own: str
    own_url: str
    case: str
    case_url: str
    calls: dict[CallWhom | None, Crossing] = field(default_factory=dict)
    spoken: list[dict[str, Any]] = field(default_factory=list)


def notices_of(officer: Officer, case: Case) -> list[Notice]:
    """What the officer is told in a case."""
    return _notices(officer, _by_own(crossings_in_case(officer, case=case.pk)))


def notices_to_speak_of(officer: Officer, most: int) -> tuple[list[Notice], list[Link]]:
    """For my day: what was not spoken of yet, and links to the cases in which there is more of it than that."""
    of_own = _by_own(crossings_to_speak_of(officer))
    more = {crossings[0].case.number: url_of(crossings[0].case) for crossings in of_own[most:]}
    return _notices(officer, of_own[:most]), [Link(url=url, label=number) for number, url in more.items()]


def _by_own(found: list[Crossing]) -> list[list[Crossing]]:
    """The crossings of each thing of one's own together."""
    of_own: dict[tuple[str, str], list[Crossing]] = {}
    for crossing in found:
        if own := crossing.trace or crossing.suspect:
            of_own.setdefault((own.number, crossing.kind), []).append(crossing)
    return list(of_own.values())


def _notices(officer: Officer, of_own: list[list[Crossing]]) -> list[Notice]:
    waiting = [one for crossings in of_own for one in crossings if not one.spoken_at]
    whom = contacts_of(waiting, officer)
    return [_notice(crossings, whom) for crossings in of_own]


def _notice(crossings: list[Crossing], whom: dict[Any, CallWhom | None]) -> Notice:
    """One notice for all crossings of one thing of one's own."""
    first = crossings[0]
    own = first.trace or first.suspect
    notice = Notice(
        what=first.get_kind_display(),
        own=own.number if own else "",
        own_url=url_of(own) if own else "",
        case=first.case.number,
        case_url=url_of(first.case),
    )
    for crossing in crossings:
        if crossing.spoken_at and crossing.spoken_by:
            note = unseal(crossing).get("note", "")
            notice.spoken.append({"by": crossing.spoken_by.name, "at": crossing.spoken_at, "note": note})
        else:
            notice.calls.setdefault(whom.get(crossing.pk), crossing)
    return notice


@for_officers(Power.SEE_CASES)
def spoken(request: OfficerRequest, key: Any) -> HttpResponse:
    """Say that one spoke with the other unit."""
    crossing = crossings_told_to(request.user).filter(pk=key).select_related("case", "other").first()
    if crossing is None:
        raise Http404
    page = FormPage(
        title=_("We have spoken"),
        crumbs=case_crumbs(crossing.case),
        save=_("Save"),
        back=url_of(crossing.case),
        kicker=f"{crossing.case.number} · {crossing.get_kind_display()}",
    )

    def act(form: SpokenForm) -> str:
        for one in _same_call(crossing, request.user):
            note_spoken(by=request.user, crossing=one, note=form.cleaned_data["note"])
        return url_of(crossing.case)

    return fill_in(request, page, SpokenForm, act)


def _same_call(crossing: Crossing, officer: Officer) -> list[Crossing]:
    """The crossings that one call settles: by the same thing of one's own, and with the same person to call."""
    alike = crossings_told_to(officer).filter(
        spoken_at=None, kind=crossing.kind, trace=crossing.trace_id, suspect=crossing.suspect_id
    )
    found = [crossing, *alike.exclude(pk=crossing.pk)]
    whom = contacts_of(found, officer)
    return [one for one in found if whom[one.pk] == whom[crossing.pk]]


@for_officers(Power.OPEN_CASE)
def contact(request: OfficerRequest) -> HttpResponse:
    """Whom other units call at the officer's own agency."""
    agency = request.user.agency
    known = AgencyContact.objects.filter(agency=agency).select_related("head", "deputy").first()
    page = FormPage(
        title=_("Whom other units call"),
        crumbs=[Link(url="/", label=_("My day"))],
        save=_("Save"),
        back="/",
        kicker=agency.name,
        lede=_(
            "When another unit works on the same telephone, vehicle, account, premises or suspect, it is given these "
            "and nothing else."
        ),
    )

    def make(*args: Any, **kwargs: Any) -> ContactForm:
        form = ContactForm(*args, **kwargs)
        for name in ("head", "deputy"):
            field: Any = form.fields[name]
            field.offer(officers_below(agency)[:50])
        return form

    def act(form: ContactForm) -> str:
        given = form.cleaned_data
        set_contact(
            by=request.user,
            agency=agency,
            head=given["head"] or None,
            deputy=given["deputy"] or None,
            phone=given["phone"],
            email=given["email"],
        )
        messages.success(request, _("Other units will be given this."))
        return "/"

    initial = (
        {
            "phone": known.phone,
            "email": known.email,
            "head": known.head.username if known.head else "",
            "deputy": known.deputy.username if known.deputy else "",
        }
        if known
        else {}
    )
    return fill_in(request, page, make, act, initial=initial)


@for_officers(Power.EDIT_CASE)
def quiet(request: OfficerRequest, number: str) -> HttpResponse:
    """Keep a case quiet."""
    case = only(case_numbered(request.user, number=number.upper()))
    require_edit(request.user, case)

    def act(form: ReasonForm) -> str:
        keep_quiet(by=request.user, case=case, reason=form.cleaned_data["reason"])
        messages.success(request, _("No other unit learns of this case now."))
        return url_of(case)

    lede = _(
        "For instance when a colleague or an official may be part of it. You still learn when another unit works on "
        "the same; they do not learn of you. Your reason is sealed."
    )
    page = case_page(case, _("Keep the case quiet"), _("Keep it quiet"), lede=lede)
    return fill_in(request, page, ReasonForm, act)


@require_POST
@for_officers(Power.EDIT_CASE)
def loud(request: OfficerRequest, number: str) -> HttpResponse:
    """Let other units learn of the case again; its owner alone decides that."""
    case = only(case_numbered(request.user, number=number.upper()))
    lift_quiet(by=request.user, case=case)
    messages.success(request, _("Other units that work on the same learn whom to call."))
    return redirect(url_of(case))
