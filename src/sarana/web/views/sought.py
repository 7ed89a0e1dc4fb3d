"""One sought person: where the search stands, since when, what comes next, and every step so far."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import has_power
from sarana.base.vault.queries import openings_of
from sarana.base.vault.sealing import unseal
from sarana.register.cases.queries import victims_visible_to
from sarana.register.rescue.actions import names_of, read_sought, read_whereabouts
from sarana.register.rescue.models import SoughtPerson
from sarana.register.rescue.queries import namesakes_of, sought_visible_to
from sarana.register.rescue.rules import (
    may_bring_photo,
    may_open_sought,
    may_read_names,
    may_read_request,
    may_work_on_request,
    may_write_for_mission,
)
from sarana.web.components import Link, Status, SummaryRow, TimelineEntry
from sarana.web.views.gate import OfficerRequest, for_officers, one_of
from sarana.web.views.likeness import Known, look_for, reason_words
from sarana.web.views.phrases import answer, standing_of, url_of
from sarana.web.views.rescue import request_crumbs
from sarana.web.views.rescue_words import (
    clock_words,
    days_words,
    missing_words,
    sought_facts,
    sought_state,
    sought_url,
    with_words,
)
from sarana.web.views.sought_photos import photo_lines


@for_officers(Power.SEE_RESCUE)
def sought(request: OfficerRequest, number: str) -> HttpResponse:
    """The person's page, as much of it as the officer's side may see."""
    officer = request.user
    found = one_of(sought_visible_to(officer), number)
    now = timezone.now()
    works = may_work_on_request(officer, found.request)
    opens = may_open_sought(officer, found.request) and found.identity.erased_at is None
    names = names_of(by=officer, persons=[found]).get(found.pk, [])
    context = {
        "sought": found,
        "crumbs": [*request_crumbs(found.request), Link(url="", label=found.number)],
        "heading": " · ".join(names) or sought_facts(found),
        "facts": sought_facts(found) if names else "",
        "state": sought_state(found),
        "days": days_words(found, now),
        "clock": clock_words(found.leave_by, now),
        "missing": missing_words(found.missing),
        "summary": _summary(officer, found),
        "story": _story(found, works),
        "may_step": works,
        "may_answer": bool(found.missing) and may_write_for_mission(officer, found.request),
        "may_open": opens,
        "sealed_for": not (opens or may_read_names(officer, found.request)),
        "openings": openings_of([found], 10) if works else [],
        "staying": read_whereabouts(by=officer, person=found)
        if works and has_power(officer, Power.OPEN_IDENTITY)
        else None,
        "photos": photo_lines(officer, found),
        "may_bring": may_bring_photo(officer, found.request) and found.identity.erased_at is None,
        "known": _known(officer, found) if opens else None,
        "lines": _same_lines(officer, found) if works else [],
    }
    response = render(request, "rescue/person.html", context)
    response.headers["Cache-Control"] = "no-store, private"
    return response


def _summary(officer: Officer, found: SoughtPerson) -> list[SummaryRow]:
    rows = [
        SummaryRow(label=_("Mission"), value=found.request.mission.name),
        SummaryRow(label=_("With whom"), value=with_words(found)),
        SummaryRow(label=_("What the search came to"), value=found.get_result_display() or None),
        SummaryRow(label=_("Day"), value=found.result_on),
        SummaryRow(label=_("Status"), value=standing_of(found.victim) if found.victim else None),
        SummaryRow(label=_("Under 18"), value=answer(found.is_minor, found.get_is_minor_display())),
        SummaryRow(label=_("Wants to be fetched"), value=found.get_consent_display()),
        SummaryRow(
            label=_("Dangerous to contact"),
            value=answer(found.contact_endangers, found.get_contact_endangers_display()),
        ),
        SummaryRow(label=_("Last contact on"), value=found.last_contact_on),
        SummaryRow(label=_("Days in detention"), value=found.days_detained),
        SummaryRow(
            label=_("Payment demanded"),
            value=answer(found.payment_demanded, found.get_payment_demanded_display()),
        ),
        SummaryRow(label=_("Fine for overstay waived"), value=found.get_fine_waived_display()),
        SummaryRow(label=_("Travels with"), value=found.get_travel_paper_display() or None),
    ]
    victim = _visible_victim(officer, found)
    if victim is not None:
        rows.insert(5, SummaryRow(label=_("Victim’s record"), value=victim))
    if may_read_request(officer, found.request):
        rows += _sealed_rows(officer, found)
    return rows


def _visible_victim(officer: Officer, found: SoughtPerson) -> Link | None:
    victim = victims_visible_to(officer).filter(pk=found.victim_id).first() if found.victim_id else None
    return Link(url=url_of(victim), label=victim.number) if victim else None


def _sealed_rows(officer: Officer, found: SoughtPerson) -> list[SummaryRow]:
    labels = {
        "place": _("Compound or building"),
        "floor": _("Floor or room"),
        "moved_from": _("Moved from"),
        "handle": _("Account or device"),
        "health": _("Health"),
        "family": _("Family contact"),
        "passport": _("Passport number"),
        "last_contact": _("Last contact on"),
        "phone": _("Telephone"),
        "other": _("Anything else"),
        "remarks": _("Anything else"),
        "travel_number": _("Number of the travel document"),
        "flight": _("Flight or crossing"),
        "receiver": _("Receiving officer"),
    }
    words = read_sought(by=officer, person=found)
    return [SummaryRow(label=label, value=words[name]) for name, label in labels.items() if words.get(name)]


def _story(found: SoughtPerson, works: bool) -> list[TimelineEntry]:
    """The steps, latest first; who took them and why is for those who work on the request."""
    steps = found.steps.select_related("by__agency", "agency_key").order_by("-at", "-pk")
    return [
        TimelineEntry(
            at=step.at,
            title=step.get_state_display(),
            by=f"{step.by.name}, {step.by.agency.name}" if works else "",
            text=" · ".join(
                part
                for part in (
                    missing_words(step.missing),
                    str(unseal(step).get("reason", "")) if works else "",
                )
                if part
            ),
        )
        for step in steps
    ]


def _known(officer: Officer, found: SoughtPerson) -> Known:
    """Victims and suspects on record who may be the same person: shown, never merged."""
    known = look_for(officer, unseal(found.identity))
    own = found.request.mission.name
    return Known(known.hits, tuple(agency for agency in known.elsewhere if agency != own))


def _same_lines(officer: Officer, found: SoughtPerson) -> list[dict[str, object]]:
    """Other lines that may be, or were said to be, the same person."""
    lines = [
        {
            "number": one.person.number,
            "url": sought_url(one.person),
            "facts": sought_facts(one.person),
            "mission": one.person.request.mission.name,
            "state": sought_state(one.person),
            "percent": round(one.likeness.score * 100),
            "reasons": ", ".join(dict.fromkeys(reason_words(r) for r in one.likeness.reasons)),
            "said": found.pk == one.person.same_as_id or one.person.pk == found.same_as_id,
        }
        for one in namesakes_of(found, officer)
    ]
    if found.same_as and all(line["number"] != found.same_as.number for line in lines):
        other = found.same_as
        said = Status(code="confirmed", label=_("said to be the same person"))
        lines.append(
            {
                "number": other.number,
                "url": reverse("web:soughtperson", args=[other.number]),
                "state": said,
                "said": True,
            }
        )
    return lines
