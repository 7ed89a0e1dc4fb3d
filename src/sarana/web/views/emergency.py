"""Cases opened in an emergency: the deed, the list for owners and reviewers, the review."""

from datetime import timedelta
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import NotAllowed
from sarana.register.cases.actions import break_glass, hand_over_cases, review_glass
from sarana.register.cases.enums import CaseState
from sarana.register.cases.models import GlassBreak
from sarana.register.cases.queries import cases_visible_to, glass_breaks_visible_to, glass_to_show
from sarana.register.cases.rules import may_break_glass, may_review_glass
from sarana.web.components import Column, Link, Status
from sarana.web.forms.care_filters import GlassFilter
from sarana.web.forms.emergency import GlassForm, GlassReviewForm, HandOverCasesForm
from sarana.web.views.cases import cases_link
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.listing import as_csv, csv_address, page_of, wants_csv
from sarana.web.views.phrases import url_of
from sarana.web.views.sections import Section

_CSV = {
    "case": "case__number",
    "officer": "officer__username",
    "agency": "officer__agency__code",
    "opened_at": "broken_at",
    "until": "until",
    "finding": "finding",
    "reviewed_at": "reviewed_at",
}
_OPEN = (CaseState.ACTIVE, CaseState.FOLLOW_UP)
# More than somebody hands over on one day; the rest is named by number.
_OWN = 40
_SHOWN_FOR = timedelta(days=7)


def _columns() -> list[Column]:
    return [
        Column(key="case", label=_("Case"), kind="code", link="url"),
        Column(key="officer", label=_("Officer")),
        Column(key="reason", label=_("Reason")),
        Column(key="at", label=_("Opened"), kind="datetime"),
        Column(key="state", label=_("Review")),
    ]


def _row(officer: Officer, glass: GlassBreak) -> dict[str, object]:
    waits = glass.reviewed_at is None
    may = waits and may_review_glass(officer, glass)
    return {
        "case": glass.case.number,
        "url": reverse("web:glass-review", args=[glass.pk]) if may else url_of(glass.case),
        "officer": f"{glass.officer.name}, {glass.officer.agency.name}",
        "reason": glass.reason,
        "at": glass.broken_at,
        "state": Status(code="waiting", label=_("Waits for review"))
        if waits
        else Status(
            code=glass.finding,
            label=glass.get_finding_display(),
            tone="good" if glass.finding == "justified" else "bad",
        ),
    }


@for_officers(Power.SEE_CASES)
def glass_list(request: OfficerRequest) -> HttpResponse:
    """Emergency openings: of the officer's own cases, his own, and for review."""
    asked = GlassFilter(request.GET)
    found = asked.narrow(glass_breaks_visible_to(request.user))
    if wants_csv(request):
        return as_csv(request, "emergency-openings", found, _CSV)
    page = page_of(request, found)
    context = {
        "title": _("Emergency openings"),
        "lede": _(
            "Cases that somebody opened for three hours because a person was in danger. Each is reviewed by another agency."
        ),
        "filter": asked,
        "filtered": any(asked.cleaned_data.values()),
        "page": page,
        "rows": [_row(request.user, glass) for glass in page.rows],
        "columns": _columns(),
        "csv": csv_address(request),
        "add": Link(url=reverse("web:glass-new"), label=_("Open a case in an emergency"))
        if may_break_glass(request.user)
        else None,
        "nothing": _("No emergency opening"),
        "nothing_text": _("None that you may see."),
    }
    return render(request, "register/list.html", context)


def glass_section(officer: Officer, shown: int) -> Section | None:
    """For my day: who opened the officer's cases in an emergency, and what waits for his review."""
    recent = glass_to_show(officer, since=timezone.now() - _SHOWN_FOR)
    rows = [_row(officer, glass) for glass in recent[:shown]]
    if not rows:
        return None
    more = Link(url=reverse("web:glass"), label=_("All emergency openings"))
    return Section(title=_("Emergency openings"), columns=_columns(), rows=rows, nothing="", more=more)


@for_officers(Power.OPEN_IDENTITY)
def break_one(request: OfficerRequest) -> HttpResponse:
    """Open one case in an emergency."""

    def act(form: GlassForm) -> str:
        glass = break_glass(by=request.user, **form.cleaned_data)
        messages.success(
            request, _("You may read this case for three hours. Its owner is told, and it will be reviewed.")
        )
        return url_of(glass.case)

    page = FormPage(
        title=_("Open a case in an emergency"),
        crumbs=[cases_link()],
        save=_("Open it for three hours"),
        back=reverse("web:glass"),
        kind="danger",
        lede=_(
            "Only when somebody is in danger and its owner can’t be reached. You can read and not change it; the owner is told, and another agency reviews it."
        ),
    )
    return fill_in(request, page, GlassForm, act, initial={"number": request.GET.get("case", "")})


@for_officers(Power.SEE_LEDGER)
def review(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Judge an emergency opening."""
    glass = glass_breaks_visible_to(request.user).filter(pk=key).first()
    if glass is None:
        raise Http404

    def act(form: GlassReviewForm) -> str:
        review_glass(by=request.user, glass=glass, **form.cleaned_data)
        return reverse("web:glass")

    page = FormPage(
        title=_("Review of an emergency opening"),
        crumbs=[Link(url=reverse("web:glass"), label=_("Emergency openings"))],
        save=_("Save the review"),
        back=reverse("web:glass"),
        kicker=f"{glass.case.number} · {glass.officer.name}, {glass.officer.agency.name}",
        lede=glass.reason,
    )
    return fill_in(request, page, GlassReviewForm, act)


@for_officers(Power.EDIT_CASE)
def hand_over(request: OfficerRequest) -> HttpResponse:
    """Give cases to another owner, several at once."""
    officer = request.user

    def act(form: HandOverCasesForm) -> str:
        numbers = form.cleaned_data["numbers"]
        cases = list(cases_visible_to(officer).filter(number__in=numbers))
        if len(cases) != len(numbers):
            raise ValueError("You can't see all of these cases; nothing was handed over.")
        try:
            count = hand_over_cases(
                by=officer, cases=cases, to=form.cleaned_data["officer"], reason=form.cleaned_data["reason"]
            )
        except NotAllowed as fault:
            raise ValueError(
                "Not all of these cases are yours to change; nothing was handed over."
            ) from fault
        messages.success(request, _("%(n)s cases have a new owner.") % {"n": count})
        return reverse("web:cases")

    page = FormPage(
        title=_("Hand cases over"),
        crumbs=[cases_link()],
        save=_("Hand them over"),
        back=reverse("web:cases"),
        lede=_("All of them or none. Who owned a case stays in its team."),
    )
    own = [
        (
            case.number,
            " · ".join(
                filter(
                    None,
                    [
                        case.number,
                        case.place.name if case.place else "",
                        date_format(case.opened_on, "j F Y"),
                    ],
                )
            ),
        )
        for case in cases_visible_to(officer).filter(owner=officer, state__in=_OPEN).order_by("-pk")[:_OWN]
    ]
    asked, known = request.GET.getlist("case"), {number for number, _words in own}
    initial = {
        "chosen": [number for number in asked if number in known],
        "numbers": [number for number in asked if number not in known],
    }
    return fill_in(request, page, partial(HandOverCasesForm, own=own), act, initial=initial)
