"""Alerts of the screening: the queue, one alert, both sides opened for a reason, and what two people make of it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sarana.base.accounts.enums import Power
from sarana.base.vault.models import SealedWords
from sarana.measure.screening.actions import (
    agree_on_alert,
    object_to_alert,
    open_alert,
    propose_verdict,
)
from sarana.measure.screening.enums import AlertState, Verdict
from sarana.measure.screening.models import Alert
from sarana.measure.screening.queries import alerts_visible_to, numbers_of, proposal_of, reason_of
from sarana.measure.screening.rules import OPEN, may_decide, may_propose
from sarana.web.components import Column, Link, Status, SummaryRow, TimelineEntry, Tone
from sarana.web.forms.alerts import AlertFilter, SecondEyesForm, VerdictForm
from sarana.web.forms.faults import in_words
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.likeness import reason_words
from sarana.web.views.listing import as_csv, csv_address, page_of, wants_csv
from sarana.web.views.watch_lists import screening_link, screening_tabs

_CSV = {
    "list": "source",
    "edition": "edition__generated_on",
    "regime": "regime",
    "score": "score",
    "raised_for": "raised_for",
    "state": "state",
    "verdict": "verdict",
    "raised_at": "raised_at",
    "decided_at": "decided_at",
}
_TONES: dict[str, Tone] = {
    AlertState.WAITING: "warn",
    AlertState.PROPOSED: "info",
    AlertState.DECIDED: "good",
    AlertState.LAPSED: "neutral",
}


def _state(alert: Alert) -> Status:
    label = alert.get_state_display()
    if alert.state == AlertState.DECIDED:
        label = alert.get_verdict_display()
    tone: Tone = "bad" if alert.verdict == Verdict.SAME else _TONES[alert.state]
    return Status(code=alert.state, label=label, tone=tone)


def _crumbs() -> list[Link]:
    return [screening_link(), Link(url=reverse("web:alerts"), label=_("Alerts"))]


@for_officers(Power.SCREEN_NAMES)
def alerts(request: OfficerRequest) -> HttpResponse:
    """The queue; who it is about stays sealed."""
    asked = AlertFilter(request.GET)
    found = asked.narrow(alerts_visible_to(request.user))
    if wants_csv(request):
        return as_csv(request, "alerts", found, _CSV)
    page = page_of(request, found)
    numbers = numbers_of(page.rows)
    context = {
        "title": _("Alerts"),
        "lede": _(
            "Names that look alike. A lead and nothing more: two people look, and a case never changes by it."
        ),
        "tabs": screening_tabs("alerts"),
        "tabs_label": screening_link().label,
        "crumbs": _crumbs(),
        "filter": asked,
        "filtered": any(asked.cleaned_data.values()),
        "page": page,
        "rows": [
            {
                "suspect": numbers.get(alert.identity_id, "–"),
                "url": reverse("web:alert", args=[alert.pk]),
                "list": alert.get_source_display(),
                "regime": alert.get_regime_display(),
                "score": f"{alert.score:.0%}",
                "state": _state(alert),
            }
            for alert in page.rows
        ],
        "columns": [
            Column(key="suspect", label=_("Suspect"), kind="code", link="url"),
            Column(key="list", label=_("List")),
            Column(key="regime", label=_("Why listed")),
            Column(key="score", label=_("Alike")),
            Column(key="state", label=_("State")),
        ],
        "csv": csv_address(request),
        "nothing": _("No alert"),
        "nothing_text": _("Nobody who was screened looks like an entry of a list. That is an answer too."),
    }
    return render(request, "register/list.html", context)


def _one(request: OfficerRequest, key: UUID) -> Alert:
    found = alerts_visible_to(request.user).filter(pk=key).select_related("before").first()
    if found is None:
        raise Http404
    return found


def _title(alert: Alert) -> str:
    number = numbers_of([alert]).get(alert.identity_id, "–")
    return _("Suspect %(number)s and the list") % {"number": number}


@for_officers(Power.SCREEN_NAMES)
def alert(request: OfficerRequest, key: UUID) -> HttpResponse:
    """One alert: which list, how alike, what people said of it; both sides stay sealed."""
    found, officer = _one(request, key), request.user
    proposal = proposal_of(found)
    may_judge = may_propose(officer, found) or may_decide(officer, found, proposal)
    steps = found.steps.select_related("by__agency")
    context = {
        "title": _title(found),
        "crumbs": [*_crumbs(), Link(url="", label=_title(found))],
        "state": _state(found),
        "may_open": found.sealed is not None,
        "open": reverse("web:alert-open", args=[found.pk]),
        "judge": reverse("web:alert-judge", args=[found.pk]) if may_judge else "",
        "judge_label": _("Say what it is") if proposal is None else _("Decide as the second person"),
        "own_proposal": proposal is not None and not may_judge,
        "summary": [
            SummaryRow(label=_("List"), value=found.get_source_display()),
            SummaryRow(label=_("Day of the edition"), value=found.edition.generated_on),
            SummaryRow(label=_("Why listed"), value=found.get_regime_display()),
            SummaryRow(label=_("Alike"), value=f"{found.score:.0%}"),
            SummaryRow(label=_("Why it came up"), value=found.get_raised_for_display()),
            SummaryRow(label=_("What was decided before"), value=_before(found)),
        ],
        "steps": [
            TimelineEntry(
                at=step.at,
                title=f"{step.get_kind_display()}: {step.get_verdict_display()}",
                by=f"{step.by.name}, {step.by.agency.name}",
            )
            for step in steps
        ],
    }
    return render(request, "screening/alert.html", context)


def _before(alert: Alert) -> str | None:
    """What people said of the same two before one of them changed: why it does not hold any more."""
    if alert.before is None or not alert.before.verdict:
        return None
    return _("%(verdict)s. It held until: %(why)s") % {
        "verdict": alert.before.get_verdict_display(),
        "why": alert.get_raised_for_display(),
    }


@require_POST
@for_officers(Power.SCREEN_NAMES)
def open_both(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Show the suspect and the entry side by side, once; the reason is on record."""
    found = _one(request, key)
    here = reverse("web:alert", args=[found.pk])
    try:
        known, entry = open_alert(by=request.user, alert=found, reason=request.POST.get("reason", ""))
    except ValueError as fault:
        messages.error(request, in_words(fault))
        return redirect(here)
    context = {
        "title": _title(found),
        "crumbs": [*_crumbs(), Link(url=here, label=_title(found)), Link(url="", label=_("Both sides"))],
        "summary": [*_both_sides(known, entry), *_reasons(found)],
        "back": here,
    }
    response = render(request, "people/identity.html", context)
    response.headers["Cache-Control"] = "no-store, private"
    return response


def _both_sides(known: SealedWords, entry: SealedWords) -> list[SummaryRow]:
    births = sorted({first if first == last else f"{first} – {last}" for first, last in entry["births"]})
    return [
        SummaryRow(label=_("Suspect: names"), value="; ".join(known.get("names", [])) or None),
        SummaryRow(label=_("On the list: names"), value="; ".join(entry["names"][:20])),
        SummaryRow(label=_("Suspect: birth date"), value=known.get("birth_date") or None),
        SummaryRow(label=_("On the list: birth date"), value="; ".join(births) or None),
        SummaryRow(label=_("Suspect: documents"), value="; ".join(known.get("documents", [])) or None),
        SummaryRow(label=_("On the list: nationality"), value="; ".join(entry["nationalities"]) or None),
        SummaryRow(
            label=_("On the list: number and programme"), value=f"{entry['key']} {entry['programme']}".strip()
        ),
        SummaryRow(label=_("Why they look alike"), value="; ".join(map(reason_words, entry["reasons"]))),
    ]


def _reasons(alert: Alert) -> list[SummaryRow]:
    """What each of the judges wrote; sealed like the names, since reasons tell of them."""
    return [
        SummaryRow(
            label=f"{step.get_kind_display()}: {step.get_verdict_display()}",
            value=f"{reason_of(step, alert.identity)} ({step.by.name})",
        )
        for step in alert.steps.select_related("by")
    ]


@for_officers(Power.SCREEN_NAMES)
def judge(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Propose what an alert is or, as the second officer, agree or not."""
    found = _one(request, key)
    here = reverse("web:alert", args=[found.pk])
    proposal = proposal_of(found)
    if found.state not in OPEN:
        return redirect(here)
    title = _("Say what it is") if proposal is None else _("Decide as the second person")
    page = FormPage(
        title=title,
        crumbs=[*_crumbs(), Link(url=here, label=_title(found))],
        save=_("Save"),
        back=here,
        lede=_("A lead, not a status: no case changes by it."),
    )
    if proposal is None:

        def propose(form: VerdictForm) -> str:
            given = form.cleaned_data
            propose_verdict(by=request.user, alert=found, verdict=given["verdict"], reason=given["reason"])
            return here

        return fill_in(request, page, VerdictForm, propose)

    def second_eyes(*args: object, **kwargs: object) -> SecondEyesForm:
        form = SecondEyesForm(*args, **kwargs)
        form.offer(proposal)
        return form

    def decide(form: SecondEyesForm) -> str:
        given = form.cleaned_data
        act = agree_on_alert if given["agrees"] else object_to_alert
        act(by=request.user, alert=found, reason=given["reason"])
        return here

    return fill_in(request, page, second_eyes, decide)
