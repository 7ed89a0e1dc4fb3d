"""The words of a public report: asking to read them, and letting somebody."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import NotAllowed, has_power
from sarana.register.reports.actions import ask_opening, grant_opening, open_alone, refuse_opening
from sarana.register.reports.models import WordsOpening
from sarana.register.reports.queries import (
    first_openings,
    openings_alone,
    openings_to_decide,
    report_numbered,
)
from sarana.register.reports.rules import may_open_alone
from sarana.web.components import Column
from sarana.web.forms.base import ReasonForm
from sarana.web.forms.faults import in_words
from sarana.web.forms.filters import AloneFilter
from sarana.web.forms.reports import OpeningForm, UrgentOpeningForm
from sarana.web.views.form_page import fill_in
from sarana.web.views.gate import OfficerRequest, for_officers, only
from sarana.web.views.listing import as_csv, csv_address, page_of, wants_csv
from sarana.web.views.phrases import answer, place_words, url_of
from sarana.web.views.report_deeds import report_page
from sarana.web.views.report_lists import report_tabs
from sarana.web.views.report_parts import alone_state
from sarana.web.views.sections import Section

_SHOWN = 50
_CSV = {
    "report": "report__number",
    "opened_at": "asked_at",
    "agency": "asked_by__agency__code",
    "confirm_by": "confirm_by",
    "state": "state",
    "decided_at": "decided_at",
}


@for_officers(Power.RECORD_REPORT)
def ask(request: OfficerRequest, number: str) -> HttpResponse:
    """Ask to read the words, and say why."""
    report = only(report_numbered(request.user, number=number.upper()))

    def act(form: OpeningForm) -> str:
        why = form.cleaned_data["motivation"]
        if form.cleaned_data.get("at_once"):
            open_alone(by=request.user, report=report, motivation=why)
            messages.warning(
                request, _("Open for four hours. Another officer decides on it within 24 hours.")
            )
            return url_of(report)
        ask_opening(by=request.user, report=report, motivation=why)
        messages.success(
            request, _("Asked. As soon as another officer agrees, you can read it for four hours.")
        )
        return url_of(report)

    lede = _(
        "What somebody told by the public page is opened by two persons: you ask, another officer decides."
    )
    page = report_page(report, _("Ask to read the report"), _("Ask"), lede=lede)
    urgent = may_open_alone(request.user, report)
    return fill_in(request, page, UrgentOpeningForm if urgent else OpeningForm, act)


@for_officers(Power.GRANT_OPENING)
def openings(request: OfficerRequest) -> HttpResponse:
    """Requests that wait for this officer's word, and the standing list of what was opened alone."""
    asked = AloneFilter(request.GET)
    found = asked.narrow(openings_alone(request.user))
    if wants_csv(request):
        return as_csv(request, "opened-alone", found, _CSV)
    page = page_of(request, found)
    context = {
        "title": _("Requests to read a report"),
        "section": openings_section(request.user),
        "tabs": report_tabs("report-openings", request.user),
        "filter": asked,
        "filtered": any(asked.cleaned_data.values()),
        "page": page,
        "rows": [_alone_row(opening) for opening in page.rows],
        "columns": [
            Column(key="number", label=_("Report"), kind="code", link="url"),
            Column(key="asked_at", label=_("Opened on"), kind="datetime"),
            Column(key="asked_by", label=_("Officer")),
            Column(key="motivation", label=_("Why")),
            Column(key="decided_by", label=_("Decided by")),
            Column(key="state", label=_("State")),
        ],
        "csv": csv_address(request),
    }
    return render(request, "register/report_openings.html", context)


def _alone_row(opening: WordsOpening) -> dict[str, object]:
    second = opening.decided_by
    return {
        "number": opening.report.number,
        "url": url_of(opening.report),
        "asked_at": opening.asked_at,
        "asked_by": f"{opening.asked_by.name}, {opening.asked_by.agency.name}",
        "motivation": opening.motivation,
        "decided_by": f"{second.name}, {second.agency.name}" if second else None,
        "state": alone_state(opening),
    }


def openings_section(officer: Officer, limit: int = _SHOWN) -> Section | None:
    """The requests that wait, as a part of a page; None for those who decide none."""
    if not has_power(officer, Power.GRANT_OPENING):
        return None
    rows = [
        {
            "number": opening.report.number,
            "url": reverse("web:report-open-decide", args=[opening.report.number, opening.pk]),
            "place": place_words(opening.report.place),
            "danger": answer(opening.report.danger_now, opening.report.get_danger_now_display()),
            "asked_by": f"{opening.asked_by.name}, {opening.asked_by.agency.name}",
            "motivation": opening.motivation,
            "asked_at": opening.asked_at,
            "state": alone_state(opening) if opening.alone else opening.get_state_display(),
        }
        for opening in first_openings(officer, limit)
    ]
    columns = [
        Column(key="number", label=_("Report"), kind="code", link="url"),
        Column(key="place", label=_("Where")),
        Column(key="danger", label=_("Danger now")),
        Column(key="asked_by", label=_("Officer")),
        Column(key="motivation", label=_("Why")),
        Column(key="asked_at", label=_("Asked on"), kind="datetime"),
        Column(key="state", label=_("State")),
    ]
    return Section(
        title=_("Requests to read a report"),
        columns=columns,
        rows=rows,
        nothing=_("Nobody waits for your word."),
    )


def _asked(request: OfficerRequest, number: str, key: object) -> WordsOpening:
    return get_object_or_404(openings_to_decide(request.user), pk=key, report__number=number.upper())


@for_officers(Power.GRANT_OPENING)
def decide(request: OfficerRequest, number: str, key: object) -> HttpResponse:
    """One request: let the officer read, or say why not."""
    opening = _asked(request, number, key)
    back = reverse("web:report-openings")

    def act(form: ReasonForm) -> str:
        refuse_opening(by=request.user, opening=opening, reason=form.cleaned_data["reason"])
        messages.success(request, _("The report stays closed."))
        return back

    page = report_page(
        opening.report,
        _("May this officer read the report?"),
        _("Refuse"),
        kind="danger",
        template="register/report_opening.html",
    )
    return fill_in(request, page, ReasonForm, act, more={"opening": opening, "back": back})


@require_POST
@for_officers(Power.GRANT_OPENING)
def grant(request: OfficerRequest, number: str, key: object) -> HttpResponse:
    """Let the officer who asked read the words for some hours."""
    opening = _asked(request, number, key)
    try:
        grant_opening(by=request.user, opening=opening)
    except (ValueError, NotAllowed) as fault:
        messages.error(request, in_words(fault))
    else:
        said = _("On record: you confirm that it was opened.")
        messages.success(
            request, said if opening.alone else _("The officer can read it for four hours; you can not.")
        )
    return redirect("web:report-openings")
