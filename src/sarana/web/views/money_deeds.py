"""What is done about the money of a case: lists of red flags, financial investigations, measures."""

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.base.accounts.rules import NotAllowed
from sarana.base.vault.sealing import unseal
from sarana.register.cases.models import Case, Suspect
from sarana.register.cases.queries import case_numbered, suspects_visible_to
from sarana.register.money.actions import answer_flags, end_inquiry, open_inquiry, record_asset
from sarana.register.money.queries import answers_on, inquiries_visible_to, list_for
from sarana.register.money.rules import may_follow_money
from sarana.register.traces.models import Trace
from sarana.register.traces.queries import traces_visible_to
from sarana.web.components import Link
from sarana.web.forms.money import AssetForm, FlagsForm, InquiryEndForm, InquiryForm, flags_as_filled
from sarana.web.views.cases import case_crumbs
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers, one_of, only
from sarana.web.views.phrases import url_of


def _followed(request: OfficerRequest, case: Case) -> Case:
    if not may_follow_money(request.user, case):
        raise NotAllowed(Power.FOLLOW_MONEY)
    return case


def _page(case: Case, title: str, save: str, anchor: str, **more: Any) -> FormPage:
    address = reverse("web:case-money", args=[case.number])
    crumbs = [*case_crumbs(case), Link(url=address, label=_("Money trail"))]
    return FormPage(title=title, crumbs=crumbs, save=save, back=f"{address}#{anchor}", **more)


@for_officers(Power.FOLLOW_MONEY)
def new_inquiry(request: OfficerRequest, number: str) -> HttpResponse:
    """Begin a parallel financial investigation."""
    case = _followed(request, only(case_numbered(request.user, number=number.upper())))

    def act(form: InquiryForm) -> str:
        return url_of(open_inquiry(by=request.user, case=case, **form.cleaned_data))

    page = _page(case, _("Begin a financial investigation"), _("Begin"), "inquiries")
    return fill_in(request, page, InquiryForm, act, initial={"opened_on": timezone.localdate()})


@for_officers(Power.FOLLOW_MONEY)
def finish_inquiry(request: OfficerRequest, number: str) -> HttpResponse:
    """Say how it ended."""
    inquiry = one_of(inquiries_visible_to(request.user), number)
    _followed(request, inquiry.case)

    def act(form: InquiryEndForm) -> str:
        return url_of(end_inquiry(by=request.user, inquiry=inquiry, **form.cleaned_data))

    page = _page(inquiry.case, _("End the investigation"), _("Save"), "inquiries", kicker=inquiry.number)
    return fill_in(request, page, InquiryEndForm, act, initial={"ended_on": timezone.localdate()})


@for_officers(Power.FOLLOW_MONEY)
def new_asset(request: OfficerRequest, number: str) -> HttpResponse:
    """Record a measure on money or goods."""
    case = _followed(request, only(case_numbered(request.user, number=number.upper())))
    page = _page(case, _("Record a measure"), _("Save"), "assets")

    def act(form: AssetForm) -> str:
        record_asset(by=request.user, case=case, **form.cleaned_data)
        return page.back

    return fill_in(request, page, partial(AssetForm, case=case), act, initial={"on": timezone.localdate()})


@for_officers(Power.FOLLOW_MONEY)
def suspect_flags(request: OfficerRequest, number: str) -> HttpResponse:
    """The list of red flags for a suspect."""
    return _go_through(request, one_of(suspects_visible_to(request.user), number))


@for_officers(Power.FOLLOW_MONEY)
def trace_flags(request: OfficerRequest, number: str) -> HttpResponse:
    """The list of red flags for an account or premises."""
    trace = one_of(traces_visible_to(request.user), number)
    if not list_for(trace):
        raise Http404
    return _go_through(request, trace)


def _go_through(request: OfficerRequest, thing: Suspect | Trace) -> HttpResponse:
    case = _followed(request, thing.case)
    stands = {
        code: (answer.answer, str(unseal(answer).get("note", "")))
        for code, answer in answers_on(thing).items()
    }
    page = _page(
        case,
        _("Red flags"),
        _("Save what was found"),
        "flags",
        kicker=thing.number,
        lede=_("A red flag is a reason to look and never a finding; nothing is added up."),
    )

    def act(form: FlagsForm) -> str:
        answer_flags(by=request.user, thing=thing, answers=form.answers())
        return page.back

    make = partial(FlagsForm, flags=list_for(thing))
    return fill_in(request, page, make, act, initial=flags_as_filled(stands))
