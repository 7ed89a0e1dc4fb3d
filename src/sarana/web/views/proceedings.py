"""Proceedings before the courts: the list, one with its stages, the next stage."""

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sarana.base.accounts.enums import AgencyKind, Power
from sarana.base.accounts.rules import has_power
from sarana.register.cases.queries import suspects_visible_to
from sarana.register.cases.rules import sees_case_by_right
from sarana.register.proceedings.actions import (
    correct_stage,
    move_proceeding,
    open_proceeding,
    take_stage_back,
)
from sarana.register.proceedings.enums import Outcome, Stage
from sarana.register.proceedings.models import Proceeding
from sarana.register.proceedings.models import Step as ProceedingStep
from sarana.register.proceedings.queries import proceedings_visible_to
from sarana.web.components import Column, Link, Step
from sarana.web.forms.filters import ProceedingFilter
from sarana.web.forms.proceedings import ProceedingForm, StageCorrectionForm, StageForm
from sarana.web.views.cases import case_crumbs, casework_tabs
from sarana.web.views.court_parts import charge_summary, court_sections
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers, one_of
from sarana.web.views.listing import as_csv, csv_address, page_of, wants_csv
from sarana.web.views.phrases import code_words, person_facts, proceeding_state, url_of
from sarana.web.views.trail import story_of
from sarana.web.wording import figure, labelled

_CSV = {
    "number": "number",
    "suspect": "suspect__number",
    "case": "suspect__case__number",
    "court": "court__code",
    "stage": "stage",
    "outcome": "outcome",
}


def proceeding_columns() -> list[Column]:
    """The columns of a list of proceedings."""
    return [
        Column(key="number", label=_("Proceeding"), kind="code", link="url"),
        Column(key="suspect", label=_("Against"), kind="code", link="suspect_url"),
        Column(key="court", label=_("Court")),
        Column(key="stage", label=_("Stage")),
        Column(key="state", label=_("Outcome")),
    ]


def proceeding_row(proceeding: Proceeding) -> dict[str, object]:
    """A proceeding as a line of a list."""
    return {
        "number": proceeding.number,
        "url": url_of(proceeding),
        "suspect": proceeding.suspect.number,
        "suspect_url": url_of(proceeding.suspect),
        "court": proceeding.court.name,
        "stage": proceeding.get_stage_display(),
        "state": proceeding_state(proceeding),
    }


@for_officers(Power.SEE_CASES)
def proceedings(request: OfficerRequest) -> HttpResponse:
    """Every proceeding in the cases the officer may see."""
    asked = ProceedingFilter(request.GET)
    found = asked.narrow(proceedings_visible_to(request.user))
    if wants_csv(request):
        return as_csv(request, "proceedings", found, _CSV)
    page = page_of(request, found)
    context = {
        "title": _("Proceedings"),
        "tabs": casework_tabs("proceedings"),
        "filter": asked,
        "filtered": any(asked.cleaned_data.values()),
        "page": page,
        "rows": [proceeding_row(proceeding) for proceeding in page.rows],
        "columns": proceeding_columns(),
        "csv": csv_address(request),
        "nothing": _("No proceedings on record"),
        "nothing_text": _("A proceeding is opened on the page of the suspect."),
    }
    return render(request, "register/list.html", context)


@for_officers(Power.RECORD_PROCEEDING)
def new_proceeding(request: OfficerRequest, number: str) -> HttpResponse:
    """Open a proceeding against a suspect."""
    suspect = one_of(suspects_visible_to(request.user), number)
    own = request.user.agency if request.user.agency.kind == AgencyKind.COURT else None
    crumbs = [*case_crumbs(suspect.case), Link(url=url_of(suspect), label=suspect.number)]
    page = FormPage(
        title=_("Open a proceeding"),
        crumbs=crumbs,
        save=_("Open the proceeding"),
        back=url_of(suspect),
        kicker=f"{suspect.number} · {person_facts(suspect)}",
    )

    def act(form: ProceedingForm) -> str:
        return url_of(open_proceeding(by=request.user, suspect=suspect, **form.cleaned_data))

    initial = {"court": own.pk if own else None, "complaint_on": timezone.localdate()}
    return fill_in(request, page, ProceedingForm, act, initial=initial)


def _crumbs(proceeding: Proceeding) -> list[Link]:
    suspect = proceeding.suspect
    return [*case_crumbs(suspect.case), Link(url=url_of(suspect), label=suspect.number)]


@for_officers(Power.SEE_CASES)
def proceeding(request: OfficerRequest, number: str) -> HttpResponse:
    """One proceeding with its stages."""
    found = one_of(proceedings_visible_to(request.user), number)
    reached = {step.stage: step for step in found.steps.all()}
    by_right = sees_case_by_right(request.user, found.suspect.case)  # not merely opened in an emergency
    may_move = by_right and has_power(request.user, Power.RECORD_PROCEEDING)
    context = {
        "proceeding": found,
        "crumbs": [*_crumbs(found), Link(url="", label=found.number)],
        "state": proceeding_state(found),
        "stages": _stages(found, reached),
        "next": [
            Link(url=reverse("web:proceeding-move", args=[found.number, stage.value]), label=stage.label)
            for stage in Stage
            if may_move and stage.value not in reached and _is_open_to(found, stage)
        ],
        "corrections": [
            Link(url=reverse("web:proceeding-move", args=[found.number, stage.value]), label=stage.label)
            for stage in Stage
            if may_move and stage.value in reached
        ],
        "sections": court_sections(request.user, found),
        "charge": charge_summary(found),
        "story": story_of(found, limit=8),
    }
    return render(request, "register/proceeding.html", context)


def _is_open_to(proceeding: Proceeding, stage: Stage) -> bool:
    """Whether the stage can still come; what exactly fits is for the action to say."""
    needs_conviction = stage in {Stage.SENTENCE, Stage.SERVED}
    return not needs_conviction or proceeding.outcome == Outcome.CONVICTED


def _stages(proceeding: Proceeding, reached: dict[str, ProceedingStep]) -> list[Step]:
    order = list(Stage)
    now = order.index(Stage(proceeding.stage))
    stages = []
    for place, stage in enumerate(order):
        step = reached.get(stage.value)
        if step is None:
            stages.append(Step(label=stage.label, state="ahead" if place > now else "skipped"))
        else:
            state: Any = "current" if place == now else "done"
            stages.append(Step(label=stage.label, state=state, on=step.on, note=_note(step)))
    return stages


def _note(step: ProceedingStep) -> str:
    def months(number: int | None, words: str) -> str:
        if number is None:
            return ""
        told = ngettext("%(n)s month", "%(n)s months", number) % {"n": number}
        return labelled(words, told)

    def money(amount: Any, words: str) -> str:
        return labelled(words, f"{figure(amount, 0)} {step.currency}") if amount is not None else ""

    parts = [
        step.get_verdict_display() if step.verdict else "",
        code_words("Offence", [str(article) for article in step.articles]),
        months(step.months_imposed, _("imposed")),
        months(step.months_suspended, _("suspended")),
        months(step.months_served, _("served")),
        money(step.compensation_ordered, _("ordered")),
        money(step.compensation_paid, _("paid")),
    ]
    return " · ".join(part for part in parts if part)


@for_officers(Power.RECORD_PROCEEDING)
def move(request: OfficerRequest, number: str, stage: str) -> HttpResponse:
    """Put the next stage on record, with the facts that it needs."""
    found = one_of(proceedings_visible_to(request.user), number)
    if stage not in Stage.values:
        raise Http404
    reached = Stage(stage)
    if step := found.steps.filter(stage=reached).first():
        return _correct(request, found, step)
    page = FormPage(
        title=_("Stage: %(stage)s") % {"stage": reached.label},
        crumbs=[*_crumbs(found), Link(url=url_of(found), label=found.number)],
        save=_("Save the stage"),
        back=url_of(found),
        kicker=found.number,
        lede=_("Last on record: %(days)s") % {"days": _days(found)},
    )

    def act(form: StageForm) -> str:
        move_proceeding(by=request.user, proceeding=found, stage=reached, **form.facts())
        return url_of(found)

    return fill_in(request, page, partial(StageForm, stage=reached), act, initial=StageForm.start())


def _correct(request: OfficerRequest, found: Proceeding, step: ProceedingStep) -> HttpResponse:
    """A stage that is on record already: what stands there, to be put right or taken back."""
    stage = Stage(step.stage)
    page = FormPage(
        title=_("Put right: %(stage)s") % {"stage": stage.label},
        crumbs=[*_crumbs(found), Link(url=url_of(found), label=found.number)],
        save=_("Put it right"),
        back=url_of(found),
        kicker=found.number,
        lede=_("This stage is on record. What you change here is counted anew; the audit trail keeps both."),
    )

    def act(form: StageCorrectionForm) -> str:
        reason = form.cleaned_data["reason"]
        if form.cleaned_data.get("undo"):
            take_stage_back(by=request.user, step=step, reason=reason)
        else:
            correct_stage(by=request.user, step=step, reason=reason, **form.facts())
        return url_of(found)

    values = {name: getattr(step, name) for name in ("on", *StageCorrectionForm.needed.get(stage, ()))}
    return fill_in(request, page, partial(StageCorrectionForm, stage=stage), act, initial=values)


def _days(proceeding: Proceeding) -> str:
    last = proceeding.steps.last()
    return f"{last.get_stage_display()}, {date_format(last.on, 'j F Y')}" if last else "–"
