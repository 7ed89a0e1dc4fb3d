"""Visits after a return: those that are due, those that were made, and help that begins anew."""

from datetime import timedelta

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import has_power
from sarana.register.care.actions import record_visit, reopen_reintegration, round_of
from sarana.register.care.enums import Area, ReintegrationStage, Standing
from sarana.register.care.queries import visits_due
from sarana.register.care.rules import DueVisit, due_visits
from sarana.register.cases.models import Victim
from sarana.register.cases.queries import victim_numbered
from sarana.register.cases.rules import sees_case_by_right
from sarana.web.components import Column, Link, Status
from sarana.web.forms.visits import ReopenForm, VisitForm
from sarana.web.views.form_page import fill_in
from sarana.web.views.gate import OfficerRequest, for_officers, only
from sarana.web.views.phrases import person_facts, url_of
from sarana.web.views.sections import Section
from sarana.web.views.victim_frame import victim_page

_AHEAD = timedelta(days=30)


def _months(number: int) -> str:
    return ngettext("after %(n)s month", "after %(n)s months", number) % {"n": number}


def _state(visit: DueVisit) -> Status:
    if visit.due_on < timezone.localdate():
        return Status(code="overdue", label=_("Overdue"))
    return (
        Status(code="due", label=_("Due"))
        if visit.due_on - timezone.localdate() <= _AHEAD
        else Status(code="closed", label=_("Later"))
    )


def visits_section(officer: Officer, victim: Victim) -> Section:
    """The visits of the present round of help: made, due and later."""
    number = round_of(victim)
    steps = {step.stage: step for step in victim.reintegration.filter(round=number)}
    made = list(victim.visits.filter(round=number))
    rows: list[dict[str, object]] = [
        {
            "months": _months(visit.months),
            "on": visit.visited_on,
            "areas": " · ".join(
                f"{Area(area).label}: {Standing(how).label}" for area, how in visit.areas.items()
            )
            or None,
            "state": Status(code="done", label=_("Visited")),
        }
        for visit in made
    ]
    begun, ended = steps.get(ReintegrationStage.INTEGRATION), steps.get(ReintegrationStage.CLOSED)
    if begun and not ended:
        rows += [
            {"months": _months(due.months), "on": due.due_on, "areas": None, "state": _state(due)}
            for due in due_visits(begun.on, [visit.months for visit in made])
        ]
    may = has_power(officer, Power.RECORD_CARE) and sees_case_by_right(officer, victim.case)
    add = None
    if may and ended:
        add = Link(url=reverse("web:return-reopen", args=[victim.number]), label=_("Help begins anew"))
    elif may and begun:
        add = Link(url=reverse("web:visit-new", args=[victim.number]), label=_("Record a visit"))
    return Section(
        title=_("Visits after the return"),
        columns=[
            Column(key="months", label=_("Visit")),
            Column(key="on", label=_("Day"), kind="date"),
            Column(key="areas", label=_("How it goes")),
            Column(key="state", label=_("State")),
        ],
        rows=rows,
        nothing=_("Visits fall due by themselves once the integration is on record."),
        add=add,
    )


def visits_due_section(officer: Officer, shown: int) -> Section | None:
    """For my day: who is to be visited within a month."""
    rows = [
        {
            "number": victim.number,
            "url": url_of(victim),
            "facts": person_facts(victim),
            "months": _months(due.months),
            "on": due.due_on,
            "state": _state(due),
        }
        for victim, due in visits_due(officer, timezone.localdate() + _AHEAD, most=shown)
    ]
    columns = [
        Column(key="number", label=_("Person"), kind="code", link="url"),
        Column(key="facts", label=_("Facts")),
        Column(key="months", label=_("Visit")),
        Column(key="on", label=_("Day"), kind="date"),
        Column(key="state", label=_("State")),
    ]
    return Section(title=_("Visits that are due"), columns=columns, rows=rows, nothing="") if rows else None


@for_officers(Power.RECORD_CARE)
def new_visit(request: OfficerRequest, number: str) -> HttpResponse:
    """Record a visit."""
    victim = only(victim_numbered(request.user, number=number.upper()))
    begun = victim.reintegration.filter(round=round_of(victim), stage=ReintegrationStage.INTEGRATION).first()
    made = victim.visits.filter(round=round_of(victim)).values_list("months", flat=True)
    first = next(due_visits(begun.on, list(made)), None) if begun else None

    def act(form: VisitForm) -> str:
        record_visit(by=request.user, victim=victim, **form.facts())
        return url_of(victim)

    lede = _("Take down what she says herself; leave out what she does not talk about.")
    page = victim_page(victim, _("Record a visit"), _("Save the visit"), lede=lede)
    initial = {"visited_on": timezone.localdate(), "months": str(first.months) if first else "1"}
    return fill_in(request, page, VisitForm, act, initial=initial)


@for_officers(Power.RECORD_CARE)
def reopen(request: OfficerRequest, number: str) -> HttpResponse:
    """Begin help anew."""
    victim = only(victim_numbered(request.user, number=number.upper()))

    def act(form: ReopenForm) -> str:
        reopen_reintegration(by=request.user, victim=victim, **form.cleaned_data)
        return url_of(victim)

    lede = _("What was recorded before stays; stages and visits begin from the first.")
    page = victim_page(victim, _("Help begins anew"), _("Begin anew"), lede=lede)
    return fill_in(request, page, ReopenForm, act, initial={"on": timezone.localdate()})
