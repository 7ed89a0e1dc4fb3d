"""Errands, flags on cases, and a supervisor's word."""

from datetime import timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import NotAllowed
from sarana.base.vault.sealing import unseal
from sarana.register.cases.models import Case
from sarana.register.cases.queries import case_numbered, cases_visible_to
from sarana.register.cases.rules import may_read_case
from sarana.register.supervision.actions import (
    answer_approval,
    ask_approval,
    finish_errand,
    give_errand,
    lift_flag,
    raise_flag,
    read_errand,
)
from sarana.register.supervision.models import Errand
from sarana.register.supervision.queries import (
    approvals_visible_to,
    approvals_waiting,
    cases_left_alone,
    errands_of,
    errands_open,
    flags_on,
)
from sarana.web.components import Column, Link, Status
from sarana.web.forms.care_filters import ErrandFilter
from sarana.web.forms.supervision import ApprovalAnswerForm, ApprovalForm, ErrandForm, FlagForm
from sarana.web.views.case_deeds import case_page
from sarana.web.views.cases import case_columns, case_row
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers, one_of, only
from sarana.web.views.listing import as_csv, csv_address, page_of, wants_csv
from sarana.web.views.phrases import url_of
from sarana.web.views.sections import Section

_AHEAD = timedelta(days=7)
_HANDED_AT_ONCE = 50
_CSV = {"due_on": "due_on", "done_at": "done_at", "case": "case__number", "officer": "officer__username"}


def _columns() -> list[Column]:
    return [
        Column(key="what", label=_("What is to be done"), link="url"),
        Column(key="case", label=_("Case"), kind="code", link="case_url"),
        Column(key="officer", label=_("By whom")),
        Column(key="due_on", label=_("Until"), kind="date"),
        Column(key="state", label=_("State")),
    ]


def _state(errand: Errand) -> Status:
    if errand.done_at:
        return Status(code="done", label=_("Done"))
    late = errand.due_on < timezone.localdate()
    return Status(code="overdue", label=_("Overdue")) if late else Status(code="due", label=_("Due"))


def _row(officer: Officer, errand: Errand) -> dict[str, object]:
    return {
        "what": read_errand(by=officer, errand=errand)["what"],
        "url": reverse("web:errand", args=[errand.pk]),
        "case": errand.case.number if errand.case else None,
        "case_url": url_of(errand.case) if errand.case else "",
        "officer": errand.officer.name,
        "due_on": errand.due_on,
        "state": _state(errand),
    }


def errands_section(officer: Officer, shown: int) -> Section | None:
    """For my day: what is to be done within a week."""
    rows = [_row(officer, errand) for errand in errands_open(officer, timezone.localdate() + _AHEAD)[:shown]]
    add = Link(url=reverse("web:errand-new"), label=_("Note something to do"))
    more = Link(url=reverse("web:errands"), label=_("Everything to do"))
    return (
        Section(title=_("To do"), columns=_columns(), rows=rows, nothing="", add=add, more=more)
        if rows
        else None
    )


def approvals_section(officer: Officer, shown: int) -> Section | None:
    """For my day: what waits for the officer's word."""
    rows = [
        {
            "case": asked.case.number,
            "url": reverse("web:approval-answer", args=[asked.pk]),
            "ask": asked.get_ask_display(),
            "by": asked.asked_by.name,
            "at": asked.asked_at,
        }
        for asked in approvals_waiting(officer)[:shown]
    ]
    columns = [
        Column(key="case", label=_("Case"), kind="code", link="url"),
        Column(key="ask", label=_("What for")),
        Column(key="by", label=_("Asked by")),
        Column(key="at", label=_("Day"), kind="date"),
    ]
    return Section(title=_("Waits for your word"), columns=columns, rows=rows, nothing="") if rows else None


def left_alone_section(officer: Officer, shown: int) -> Section | None:
    """For my day: cases whose owner can't work on them any more, and the way to give them to somebody who can."""
    cases = cases_left_alone(officer)
    if not cases:
        return None
    chosen = urlencode([("case", case.number) for case in cases[:_HANDED_AT_ONCE]])
    return Section(
        title=_("Cases without an owner"),
        columns=case_columns(with_owner=False),
        rows=[case_row(case) for case in cases[:shown]],
        nothing="",
        more=Link(url=f"{reverse('web:cases-hand-over')}?{chosen}", label=_("Give them to somebody")),
    )


@for_officers(Power.SEE_CASES)
def errands(request: OfficerRequest) -> HttpResponse:
    """What the officer is to do, and what he gave to others."""
    asked = ErrandFilter(request.GET)
    found = asked.narrow(errands_of(request.user))
    if wants_csv(request):
        return as_csv(request, "errands", found, _CSV)
    page = page_of(request, found)
    context = {
        "title": _("To do"),
        "filter": asked,
        "filtered": any(asked.cleaned_data.values()),
        "page": page,
        "rows": [_row(request.user, errand) for errand in page.rows],
        "columns": _columns(),
        "csv": csv_address(request),
        "add": Link(url=reverse("web:errand-new"), label=_("Note something to do")),
        "nothing": _("Nothing to do"),
        "nothing_text": _(
            "What you note for yourself, and what others give you, appears here and on your day."
        ),
    }
    return render(request, "register/list.html", context)


def _errand_page(title: str, save: str) -> FormPage:
    link = Link(url=reverse("web:errands"), label=_("To do"))
    return FormPage(title=title, crumbs=[link], save=save, back=link.url)


@for_officers(Power.SEE_CASES)
def new_errand(request: OfficerRequest) -> HttpResponse:
    """Note something to be done."""
    officer = request.user

    def act(form: ErrandForm) -> str:
        given = form.cleaned_data
        case = one_of(cases_visible_to(officer), given["case"]) if given["case"] else None
        try:
            give_errand(
                by=officer,
                officer=given["officer"] or officer,
                what=given["what"],
                due_on=given["due_on"],
                case=case,
            )
        except NotAllowed as fault:
            raise ValueError(
                "This officer can't be given it: he is of another body or can't see the case."
            ) from fault
        return reverse("web:errands")

    initial = {"due_on": timezone.localdate(), "case": request.GET.get("case", "")}
    return fill_in(
        request, _errand_page(_("Note something to do"), _("Save")), ErrandForm, act, initial=initial
    )


@for_officers(Power.SEE_CASES)
def errand(request: OfficerRequest, key: UUID) -> HttpResponse:
    """One thing to do, and the button that says it is done."""
    found = errands_of(request.user).filter(pk=key).first()
    if found is None:
        raise Http404
    link = Link(url=reverse("web:errands"), label=_("To do"))
    row = _row(request.user, found)
    context = {
        "title": row["what"],
        "crumbs": [link, Link(url="", label=_("To do"))],
        "kicker": found.officer.name,
        "sections": [Section(title=_("To do"), columns=_columns()[1:], rows=[row], nothing="")],
        "post": None
        if found.done_at
        else Link(url=reverse("web:errand-done", args=[found.pk]), label=_("It is done")),
    }
    return render(request, "register/parts.html", context)


@require_POST
@for_officers(Power.SEE_CASES)
def errand_done(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Say that it is done."""
    found = errands_of(request.user).filter(pk=key).first()
    if found is None:
        raise Http404
    finish_errand(by=request.user, errand=found)
    messages.success(request, _("Done."))
    return redirect("web:errands")


def flag_notes(officer: Officer, case: Case, *, may_edit: bool) -> list[dict[str, str]]:
    """The flags that stand on a case, for its page."""
    may_read = may_read_case(officer, case)
    return [
        {
            "kind": flag.get_kind_display(),
            "note": unseal(flag).get("note", "") if may_read else "",
            "by": flag.raised_by.name,
            "lift": reverse("web:flag-lift", args=[case.number, flag.pk]) if may_edit else "",
        }
        for flag in flags_on(case)
    ]


@for_officers(Power.EDIT_CASE)
def new_flag(request: OfficerRequest, number: str) -> HttpResponse:
    """Mark a case for whoever opens it."""
    case = only(case_numbered(request.user, number=number.upper()))

    def act(form: FlagForm) -> str:
        raise_flag(by=request.user, case=case, **form.cleaned_data)
        return url_of(case)

    return fill_in(request, case_page(case, _("Flag the case"), _("Flag it")), FlagForm, act)


@require_POST
@for_officers(Power.EDIT_CASE)
def flag_lift(request: OfficerRequest, number: str, key: UUID) -> HttpResponse:
    """Take a mark away."""
    case = only(case_numbered(request.user, number=number.upper()))
    flag = next((flag for flag in flags_on(case) if flag.pk == key), None)
    if flag is None:
        raise Http404
    lift_flag(by=request.user, flag=flag)
    return redirect(url_of(case))


@for_officers(Power.EDIT_CASE)
def new_approval(request: OfficerRequest, number: str) -> HttpResponse:
    """Ask a supervisor's word."""
    case = only(case_numbered(request.user, number=number.upper()))

    def act(form: ApprovalForm) -> str:
        ask_approval(by=request.user, case=case, **form.cleaned_data)
        messages.success(request, _("It stands on the other officer’s day now."))
        return url_of(case)

    return fill_in(request, case_page(case, _("Ask for approval"), _("Ask")), ApprovalForm, act)


@for_officers(Power.SEE_CASES)
def approval_answer(request: OfficerRequest, key: UUID) -> HttpResponse:
    """The supervisor's word."""
    asked = approvals_visible_to(request.user).filter(pk=key, supervisor=request.user).first()
    if asked is None:
        raise Http404

    def act(form: ApprovalAnswerForm) -> str:
        answer_approval(by=request.user, approval=asked, **form.cleaned_data)
        return reverse("web:my-day")

    lede = _("%(officer)s asks: %(what)s") % {"officer": asked.asked_by.name, "what": asked.get_ask_display()}
    page = case_page(asked.case, _("Your word"), _("Save"), lede=lede)
    return fill_in(request, page, ApprovalAnswerForm, act)
