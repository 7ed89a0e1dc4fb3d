"""What is done before and after an operation: tasks, the checklist, the screening of each person found."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.queries import officers_below
from sarana.base.vault.sealing import unseal
from sarana.register.cases.queries import cases_visible_to
from sarana.register.operations.actions import (
    amend_operation,
    answer_checklist,
    correct_outcome,
    give_task,
    screen_person_found,
    take_outcome_back,
    take_task_back,
    tell_prosecutor,
)
from sarana.register.operations.enums import OperationState, ReadyAnswer, ReadyItem
from sarana.register.operations.models import Operation
from sarana.register.operations.queries import first_unscreened, operations_visible_to, readiness_of
from sarana.register.operations.rules import is_answered_by_planner
from sarana.register.returns.queries import forms_sent_with
from sarana.web.components import Column, Link, Status, Tone
from sarana.web.forms.base import RecordForm
from sarana.web.forms.editing import as_seen
from sarana.web.forms.operations import ChecklistForm, OnDayForm, OutcomeEditForm, PlanEditForm, TaskForm
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers, one_of
from sarana.web.views.phrases import person_facts, url_of
from sarana.web.views.quarters import quarter_words
from sarana.web.views.sections import Section

_TONES: dict[str, Tone] = {ReadyAnswer.READY: "good", ReadyAnswer.MISSING: "bad"}
_CODES = {ReadyAnswer.READY: "done", ReadyAnswer.MISSING: "overdue", ReadyAnswer.NOT_NEEDED: "closed"}
# What the plan itself answers; its page is the way to it.
_OF_THE_PLAN = (ReadyItem.LEGAL_BASIS,)


def _frame(operation: Operation, title: str, save: str, **more: Any) -> FormPage:
    crumbs = [
        Link(url=reverse("web:operations"), label=_("Operations")),
        Link(url=url_of(operation), label=operation.number),
    ]
    return FormPage(
        title=title, crumbs=crumbs, save=save, back=url_of(operation), kicker=operation.number, **more
    )


def checklist_section(operation: Operation, *, may_answer: bool) -> Section:
    """What is ready and what is missing, the missing first."""
    rows, plan = [], reverse("web:operation-edit", args=[operation.number])
    for ready in sorted(readiness_of(operation), key=lambda r: r.answer != ReadyAnswer.MISSING):
        word = _("Needed here") if ready.is_contradicted else ready.answer.label
        state = Status(code=_CODES[ready.answer], label=word, tone=_TONES.get(ready.answer, "neutral"))
        rows.append(
            {"item": ready.item.label, "state": state, "url": plan if ready.item in _OF_THE_PLAN else ""}
        )
    item = Column(key="item", label=_("Before the team goes out"), link="url" if may_answer else "")
    columns = [item, Column(key="state", label=_("State"))]
    add = Link(
        url=reverse("web:operation-checklist", args=[operation.number]), label=_("Answer the checklist")
    )
    return Section(
        title=_("Checklist"), columns=columns, rows=rows, nothing="", add=add if may_answer else None
    )


def tasks_section(operation: Operation, *, may_give: bool) -> Section:
    """Who does what."""
    rows = [
        {
            "kind": task.get_kind_display(),
            "who": task.officer.name if task.officer else task.agency.name if task.agency else None,
            "agency": task.officer.agency.name if task.officer else None,
            "back": _("Take back") if may_give else "",
            "back_url": reverse("web:operation-task-back", args=[operation.number, task.pk])
            if may_give
            else "",
        }
        for task in operation.tasks.select_related("officer__agency", "agency")
    ]
    columns = [
        Column(key="kind", label=_("Task")),
        Column(key="who", label=_("Who")),
        Column(key="agency", label=_("Agency")),
    ]
    if may_give and rows:
        columns.append(Column(key="back", label=_("Take back"), link="back_url"))
    add = Link(url=reverse("web:operation-task", args=[operation.number]), label=_("Give a task"))
    return Section(
        title=_("Who does what"),
        columns=columns,
        rows=rows,
        nothing=_("Nobody has a task yet."),
        add=add if may_give else None,
    )


def unscreened_section(officer: Officer, shown: int) -> Section | None:
    """Persons who were freed and whom nobody has screened; none when there is nobody."""
    rows = [
        {
            "number": found.victim.number,
            "url": url_of(found.victim),
            "facts": person_facts(found.victim),
            "operation": found.operation.number,
            "operation_url": url_of(found.operation),
            "since": found.operation.carried_out_on,
        }
        for found in first_unscreened(officer, shown)
    ]
    columns = [
        Column(key="number", label=_("Person"), kind="code", link="url"),
        Column(key="facts", label=_("Facts")),
        Column(key="operation", label=_("Operation"), kind="code", link="operation_url"),
        Column(key="since", label=_("Found on"), kind="date"),
    ]
    title = _("Freed and not yet screened")
    return Section(title=title, columns=columns, rows=rows, nothing="") if rows else None


@for_officers(Power.RECORD_OPERATION)
def edit(request: OfficerRequest, number: str) -> HttpResponse:
    """Change the plan of an operation that lies ahead: another day, another place, a legal basis that was missing."""
    found = one_of(operations_visible_to(request.user), number)
    if found.state != OperationState.PLANNED:
        raise Http404

    def act(form: PlanEditForm) -> str:
        changes = form.changes()
        words = {name: changes.pop(name) for name in form.words if name in changes}
        seen = form.cleaned_data["seen_version"]
        amend_operation(by=request.user, operation=found, seen_version=seen, changes=changes, words=words)
        return url_of(found)

    values = {
        "kind": found.kind,
        "place": found.place,
        "planned_for": found.planned_for,
        "legal_basis": found.legal_basis,
        "plan": unseal(found).get("plan", ""),
    }
    page = _frame(found, _("Change the plan"), _("Save the changes"))
    return fill_in(request, page, PlanEditForm, act, initial=as_seen(PlanEditForm, values, found.version))


@for_officers(Power.RECORD_OPERATION)
def edit_outcome(request: OfficerRequest, number: str) -> HttpResponse:
    """Put right what was written wrongly about the outcome of an operation that is over."""
    found = one_of(operations_visible_to(request.user), number)
    if found.state != OperationState.CARRIED_OUT:
        raise Http404
    make = partial(OutcomeEditForm, operation=found, cases=cases_visible_to(request.user))

    def act(form: OutcomeEditForm) -> str:
        seen = form.cleaned_data["seen_version"]
        if form.cleaned_data["undo"]:
            reason = form.cleaned_data["reason"]
            take_outcome_back(by=request.user, operation=found, seen_version=seen, reason=reason)
            messages.success(request, _("The outcome is taken off the record; the operation is called off."))
            return url_of(found)
        correct_outcome(by=request.user, operation=found, seen_version=seen, **form.corrections())
        messages.success(
            request, _("The outcome is put right; what stood there before is in the audit trail.")
        )
        return url_of(found)

    values = make().values(found, str(unseal(found).get("outcome", "")))
    page = _frame(found, _("Put the outcome right"), _("Save the changes"), lede=" ".join(_what_stays(found)))
    return fill_in(request, page, make, act, initial=as_seen(make, values, found.version))


def _what_stays(operation: Operation) -> list[str]:
    """What the correction does not reach: forms that were sent, figures that were published."""
    sent = [
        _("The quarterly form for %(quarter)s was sent and keeps what it said; tell the committee.")
        % {"quarter": quarter_words(form.year, form.quarter)}
        for form in forms_sent_with(operation)
    ]
    return [
        *sent,
        _("Figures that were published stay; those that are counted from now on follow what you write."),
    ]


@for_officers(Power.RECORD_OPERATION)
def task(request: OfficerRequest, number: str) -> HttpResponse:
    """Give somebody a task."""
    found = one_of(operations_visible_to(request.user), number)

    def make(*args: Any, **kwargs: Any) -> TaskForm:
        form = TaskForm(*args, **kwargs)
        form.fields["officer"].offer(officers_below(request.user.agency)[:50])  # type: ignore[attr-defined]
        return form

    def act(form: TaskForm) -> str:
        give_task(by=request.user, operation=found, **form.cleaned_data)
        return url_of(found)

    lede = _("An officer who gets a task joins the team and sees the plan.")
    return fill_in(request, _frame(found, _("Give a task"), _("Give the task"), lede=lede), make, act)


@for_officers(Power.RECORD_OPERATION)
def task_back(request: OfficerRequest, number: str, key: UUID) -> HttpResponse:
    """Take a task back."""
    found = one_of(operations_visible_to(request.user), number)
    given = found.tasks.filter(pk=key).first()
    if given is None:
        raise Http404

    def act(_form: RecordForm) -> str:
        take_task_back(by=request.user, task=given)
        return url_of(found)

    page = _frame(found, _("Take the task back"), _("Take it back"), lede=given.get_kind_display())
    return fill_in(request, page, RecordForm, act)


@for_officers(Power.RECORD_OPERATION)
def checklist(request: OfficerRequest, number: str) -> HttpResponse:
    """Say what is ready, missing or not needed."""
    found = one_of(operations_visible_to(request.user), number)
    ready = {r.item: r.answer for r in readiness_of(found) if is_answered_by_planner(r.item)}

    def act(form: ChecklistForm) -> str:
        answers = {
            item: answer for item, answer in form.cleaned_data.items() if answer != ready.get(ReadyItem(item))
        }
        answer_checklist(by=request.user, operation=found, answers=answers)
        return url_of(found)

    page = _frame(found, _("Answer the checklist"), _("Save the answers"))
    return fill_in(request, page, ChecklistForm, act, initial={str(k): v for k, v in ready.items()})


@for_officers(Power.RECORD_OPERATION, Power.ASSERT_STATUS)
def screened(request: OfficerRequest, number: str, key: UUID) -> HttpResponse:
    """Put on record when a person who was found was screened."""
    operation = one_of(operations_visible_to(request.user), number)
    found = operation.persons_found.select_related("operation", "victim__case").filter(pk=key).first()
    if found is None:
        raise Http404

    def act(form: OnDayForm) -> str:
        screen_person_found(by=request.user, found=found, on=form.cleaned_data["on"])
        return url_of(operation)

    lede = _("What the screening showed is recorded on the person’s own page, as a status with its reasons.")
    title = _("Screened: %(number)s") % {"number": found.victim.number}
    page = _frame(operation, title, _("Save"), lede=lede)
    return fill_in(request, page, OnDayForm, act, initial={"on": timezone.localdate()})


@require_POST
@for_officers(Power.RECORD_OPERATION)
def prosecutor_told(request: OfficerRequest, number: str) -> HttpResponse:
    """Put on record that the prosecutor was told, just now."""
    found = one_of(operations_visible_to(request.user), number)
    tell_prosecutor(by=request.user, operation=found, at=timezone.now())
    messages.success(request, _("On record: the prosecutor was told."))
    return redirect(url_of(found))
