"""Operations: the list, a plan, one operation, its outcome."""

from functools import partial

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import has_power
from sarana.base.places.queries import full_name
from sarana.base.vault.sealing import unseal
from sarana.register.cases.queries import cases_visible_to, suspects_visible_to, victims_visible_to
from sarana.register.editing import former_of
from sarana.register.operations.actions import (
    call_off_operation,
    close_operation,
    plan_operation,
)
from sarana.register.operations.enums import FoundAs, OperationState
from sarana.register.operations.models import Operation, PersonFound
from sarana.register.operations.queries import newest_operations, operations_visible_to
from sarana.register.returns.rules import quarter_of
from sarana.web.components import Column, Link, SummaryRow
from sarana.web.forms.base import ReasonForm
from sarana.web.forms.filters import OperationFilter
from sarana.web.forms.operations import OperationForm, OutcomeForm
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers, one_of
from sarana.web.views.listing import as_csv, csv_address, newest_page, page_of, wants_csv
from sarana.web.views.operation_deeds import checklist_section, tasks_section
from sarana.web.views.phrases import chosen, operation_state, person_facts, place_words, url_of
from sarana.web.views.quarters import quarter_link
from sarana.web.views.sections import Section
from sarana.web.views.trail import story_of

_CSV = {
    "number": "number",
    "kind": "kind",
    "state": "state",
    "lead_agency": "lead_agency__code",
    "place": "place_id",
    "planned_for": "planned_for",
    "carried_out_on": "carried_out_on",
    "premises_inspected": "premises_inspected",
    "persons_screened": "persons_screened",
}


def operations_link() -> Link:
    """The way to the list, for breadcrumbs."""
    return Link(url=reverse("web:operations"), label=_("Operations"))


def operation_columns() -> list[Column]:
    """The columns of a list of operations."""
    return [
        Column(key="number", label=_("Operation"), kind="code", link="url"),
        Column(key="kind", label=_("Kind")),
        Column(key="day", label=_("Day"), kind="date"),
        Column(key="place", label=_("Where")),
        Column(key="agency", label=_("Led by")),
        Column(key="state", label=_("State")),
    ]


def operation_row(operation: Operation) -> dict[str, object]:
    """An operation as a line of a list."""
    return {
        "number": operation.number,
        "url": url_of(operation),
        "kind": chosen(operation, "kind"),
        "day": operation.carried_out_on or operation.planned_for,
        "place": place_words(operation.place),
        "agency": operation.lead_agency.name,
        "state": operation_state(operation),
    }


@for_officers(Power.SEE_CASES)
def operations(request: OfficerRequest) -> HttpResponse:
    """Every operation the officer may see; a plan only when he is in its team."""
    asked = OperationFilter(request.GET)

    def found() -> QuerySet[Operation]:
        return asked.narrow(operations_visible_to(request.user))

    if wants_csv(request):
        return as_csv(request, "operations", found(), _CSV)
    page = page_of(request, found()) if asked.narrows else newest_page(request, newest_operations)
    may_plan = has_power(request.user, Power.RECORD_OPERATION)
    context = {
        "title": _("Operations"),
        "lede": _("A plan is seen by its team alone until it was carried out."),
        "filter": asked,
        "filtered": asked.narrows,
        "page": page,
        "rows": [operation_row(operation) for operation in page.rows],
        "columns": operation_columns(),
        "csv": csv_address(request),
        "add": Link(url=reverse("web:operation-new"), label=_("Plan an operation")) if may_plan else None,
        "nothing": _("No operations that you can see"),
        "nothing_text": _("An operation is planned from a case, and seen by others once it was carried out."),
    }
    return render(request, "register/list.html", context)


@for_officers(Power.RECORD_OPERATION)
def new_operation(request: OfficerRequest) -> HttpResponse:
    """Plan an operation."""
    numbers = request.GET.getlist("case")
    visible = cases_visible_to(request.user)
    first = visible.filter(number=numbers[0].upper()).first() if numbers else None
    initial = {
        "cases": ", ".join(numbers),
        "place": first.place if first else request.user.place,
        "planned_for": timezone.localdate(),
    }
    page = FormPage(
        title=_("Plan an operation"),
        crumbs=[operations_link()],
        save=_("Save the plan"),
        back=reverse("web:operations"),
        lede=_("Only you and the team see it until it was carried out."),
    )

    def act(form: OperationForm) -> str:
        given = dict(form.cleaned_data)
        plan = given.pop("plan")
        operation = plan_operation(by=request.user, words={"plan": plan} if plan else {}, **given)
        return url_of(operation)

    return fill_in(request, page, partial(OperationForm, visible=visible), act, initial=initial)


@for_officers(Power.SEE_CASES)
def operation(request: OfficerRequest, number: str) -> HttpResponse:
    """One operation."""
    officer = request.user
    found = one_of(operations_visible_to(officer), number)
    may_record = has_power(officer, Power.RECORD_OPERATION)
    is_planned = found.state == OperationState.PLANNED
    words = unseal(found) if may_record else None
    context = {
        "operation": found,
        "crumbs": [operations_link(), Link(url="", label=found.number)],
        "state": operation_state(found),
        "summary": [*_summary(found), *_quarter(officer, found)],
        "words": words,
        "former": former_of(words or {}, "outcome"),
        "cases": list(cases_visible_to(officer).filter(operations=found)),
        "sections": [
            checklist_section(found, may_answer=may_record and is_planned),
            tasks_section(found, may_give=may_record and is_planned),
        ]
        if is_planned
        else [
            _found(officer, found),
            _arrests(officer, found),
            tasks_section(found, may_give=False),
            checklist_section(found, may_answer=False),
        ],
        "may_close": may_record and is_planned,
        "may_correct": may_record and found.state == OperationState.CARRIED_OUT,
        "may_tell": may_record
        and found.prosecutor_told_at is None
        and found.state != OperationState.CALLED_OFF,
        "story": story_of(found, limit=8),
    }
    return render(request, "register/operation.html", context)


def _summary(operation: Operation) -> list[SummaryRow]:
    yes_no = {True: _("Yes"), False: _("No")}
    done = operation.state == OperationState.CARRIED_OUT
    rows = [
        SummaryRow(label=_("Kind"), value=operation.get_kind_display()),
        SummaryRow(label=_("Where"), value=full_name(operation.place)),
        SummaryRow(label=_("Led by"), value=operation.lead_agency.name),
        SummaryRow(label=_("Planned for"), value=operation.planned_for),
        SummaryRow(label=_("Carried out on"), value=operation.carried_out_on),
        SummaryRow(label=_("Prosecutor told"), value=operation.prosecutor_told_at),
        SummaryRow(label=_("Legal basis"), value=operation.legal_basis or None),
    ]
    if done:
        rows += [
            SummaryRow(label=_("Persons screened"), value=operation.persons_screened),
            SummaryRow(label=_("Premises inspected"), value=operation.premises_inspected),
            SummaryRow(label=_("Interpreter present"), value=yes_no[operation.interpreter_present]),
            SummaryRow(label=_("Officer for minors present"), value=yes_no[operation.minors_officer_present]),
        ]
    return rows


def _quarter(officer: Officer, operation: Operation) -> list[SummaryRow]:
    """The quarterly form in which the operation stands, for those who may see it or have to write it."""
    if operation.carried_out_on is None:
        return []
    year, quarter = quarter_of(operation.carried_out_on)
    link = quarter_link(officer, operation.place_id, year, quarter)
    return [SummaryRow(label=_("Quarterly form"), value=link)] if link else []


def _found(officer: Officer, operation: Operation) -> Section:
    seen = victims_visible_to(officer).filter(pk=OuterRef("victim"))
    people = operation.persons_found.filter(Exists(seen)).select_related("victim__case")
    rows = [
        {
            "number": found.victim.number,
            "url": url_of(found.victim),
            "facts": person_facts(found.victim),
            "found_as": found.get_found_as_display(),
            "screened": found.screened_on,
            "deed": _("Was screened") if _waits(officer, found) else "",
            "deed_url": reverse("web:operation-screened", args=[operation.number, found.pk])
            if _waits(officer, found)
            else "",
        }
        for found in people
    ]
    columns = [
        Column(key="number", label=_("Victim"), kind="code", link="url"),
        Column(key="facts", label=_("Person")),
        Column(key="found_as", label=_("What became of the person")),
        Column(key="screened", label=_("Screened on"), kind="date"),
    ]
    if any(row["deed"] for row in rows):
        columns.append(Column(key="deed", label=_("Next"), link="deed_url"))
    return Section(
        title=_("Persons found"), columns=columns, rows=rows, nothing=_("Nobody whose case you can see.")
    )


def _waits(officer: Officer, found: PersonFound) -> bool:
    may = has_power(officer, Power.RECORD_OPERATION) or has_power(officer, Power.ASSERT_STATUS)
    return may and found.screened_on is None and found.found_as == FoundAs.FREED


def _arrests(officer: Officer, operation: Operation) -> Section:
    seen = suspects_visible_to(officer).filter(pk=OuterRef("suspect"))
    arrests = operation.arrests.filter(Exists(seen)).select_related("suspect__case")
    rows = [
        {"number": a.suspect.number, "url": url_of(a.suspect), "facts": person_facts(a.suspect)}
        for a in arrests
    ]
    columns = [
        Column(key="number", label=_("Suspect"), kind="code", link="url"),
        Column(key="facts", label=_("Person")),
    ]
    return Section(title=_("Arrests"), columns=columns, rows=rows, nothing=_("No arrest that you can see."))


def _frame(operation: Operation, title: str, save: str, *, kind: str = "", lede: str = "") -> FormPage:
    crumbs = [operations_link(), Link(url=url_of(operation), label=operation.number)]
    return FormPage(
        title=title,
        crumbs=crumbs,
        save=save,
        back=url_of(operation),
        kicker=operation.number,
        kind=kind,
        lede=lede,
    )


@for_officers(Power.RECORD_OPERATION)
def close(request: OfficerRequest, number: str) -> HttpResponse:
    """Put the outcome on record."""
    found = one_of(operations_visible_to(request.user), number)

    def act(form: OutcomeForm) -> str:
        close_operation(by=request.user, operation=found, **form.facts())
        return url_of(found)

    lede = _("Whoever was found and does not stand here is added to the case first.")
    page = _frame(found, _("Outcome of the operation"), _("Save the outcome"), lede=lede)
    make = partial(OutcomeForm, operation=found, cases=cases_visible_to(request.user))
    return fill_in(request, page, make, act, initial=OutcomeForm.start(found))


@for_officers(Power.RECORD_OPERATION)
def call_off(request: OfficerRequest, number: str) -> HttpResponse:
    """Call an operation off."""
    found = one_of(operations_visible_to(request.user), number)

    def act(form: ReasonForm) -> str:
        call_off_operation(by=request.user, operation=found, reason=form.cleaned_data["reason"])
        return url_of(found)

    return fill_in(
        request, _frame(found, _("Call the operation off"), _("Call it off"), kind="danger"), ReasonForm, act
    )
