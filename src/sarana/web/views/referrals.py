"""Consent and referral: what somebody agreed to, who was asked for help, what came of it."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import NotAllowed, has_power
from sarana.base.once import all_of
from sarana.base.vault.sealing import unseal
from sarana.register.cases.models import Victim
from sarana.register.cases.queries import victim_numbered, victims_visible_to
from sarana.register.cases.rules import may_read_case
from sarana.register.referrals.actions import (
    answer_referral,
    finish_referral,
    read_shared,
    refer_victim,
    renew_link,
    revoke_referral,
)
from sarana.register.referrals.enums import ReferralState
from sarana.register.referrals.models import Referral
from sarana.register.referrals.queries import (
    first_received,
    first_unanswered,
    live_consents,
    referrals_visible_to,
)
from sarana.register.referrals.rules import is_receiver, may_refer, may_still_read
from sarana.web.components import Column, Link
from sarana.web.forms.base import ReasonForm, RecordForm
from sarana.web.forms.filters import ReferralFilter
from sarana.web.forms.referrals import AnswerForm, OutcomeOfHelpForm, ReferralForm
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers, one_of, only
from sarana.web.views.listing import as_csv, csv_address, page_of, wants_csv
from sarana.web.views.phrases import code_words, url_of
from sarana.web.views.referral_parts import receiver_words, referral_state, referral_summary, shared_rows
from sarana.web.views.sections import Section
from sarana.web.views.trail import story_of
from sarana.web.views.victim_frame import victim_page

_CSV = {
    "number": "number",
    "victim": "victim__number",
    "sender": "sender__code",
    "receiver": "receiver__code",
    "services": "services",
    "asked_at": "asked_at",
    "answer_by": "answer_by",
    "state": "state",
    "answered_at": "answered_at",
    "ended_at": "ended_at",
}


def referral_columns() -> list[Column]:
    """The columns of a list of referrals."""
    return [
        Column(key="number", label=_("Referral"), kind="code", link="url"),
        Column(key="services", label=_("Help that is asked for")),
        Column(key="sender", label=_("Asked by")),
        Column(key="receiver", label=_("Who is asked")),
        Column(key="answer_by", label=_("Answer due on"), kind="date"),
        Column(key="state", label=_("State")),
    ]


def referral_row(referral: Referral) -> dict[str, object]:
    """A referral as a line of a list; it tells nothing of the person."""
    return {
        "number": referral.number,
        "url": url_of(referral),
        "services": code_words("SupportPlanType", referral.services),
        "sender": referral.sender.name,
        "receiver": receiver_words(referral),
        "answer_by": referral.answer_by,
        "state": referral_state(referral),
    }


@for_officers(Power.REFER_VICTIM, Power.SEE_CASES)
def referrals(request: OfficerRequest) -> HttpResponse:
    """Every referral the officer's body sent or was asked to take over."""
    asked = ReferralFilter(request.GET)
    found = asked.narrow(referrals_visible_to(request.user))
    if wants_csv(request):
        return as_csv(request, "referrals", found, _CSV)
    page = page_of(request, found)
    context = {
        "title": _("Referrals"),
        "lede": _("Who was asked for which help, until when, and what came of it."),
        "filter": asked,
        "filtered": any(asked.cleaned_data.values()),
        "page": page,
        "rows": [referral_row(referral) for referral in page.rows],
        "columns": referral_columns(),
        "csv": csv_address(request),
        "nothing": _("No referral on record"),
        "nothing_text": _("A referral is made on the page of the person who needs help."),
    }
    return render(request, "register/list.html", context)


def waiting_sections(officer: Officer, shown: int) -> list[Section]:
    """For my day: what the officer's body was asked and has not answered, and what others did not answer in time."""
    parts = []
    if has_power(officer, Power.REFER_VICTIM):
        received = [referral_row(referral) for referral in first_received(officer)[:shown]]
        parts.append((_("Referrals that wait for your answer"), received))
    late = [referral_row(referral) for referral in first_unanswered(officer, now=timezone.now())[:shown]]
    parts.append((_("Referrals that nobody answered in time"), late))
    return [
        Section(title=title, columns=referral_columns(), rows=rows, nothing="")
        for title, rows in parts
        if rows
    ]


def referral_section(officer: Officer, victim: Victim) -> Section:
    """Who was asked to help."""
    add = Link(url=reverse("web:referral-new", args=[victim.number]), label=_("Refer to another body"))
    found = all_of(Referral, "sender", "receiver", victim=victim)
    return Section(
        title=_("Referrals"),
        columns=[column for column in referral_columns() if column.key != "sender"],
        rows=[referral_row(referral) for referral in found],
        nothing=_("Nobody was asked yet."),
        add=add if may_refer(officer, victim) else None,
    )


@for_officers(Power.REFER_VICTIM)
def new_referral(request: OfficerRequest, number: str) -> HttpResponse:
    """Ask another body to help."""
    victim = only(victim_numbered(request.user, number=number.upper()))
    consents = live_consents(timezone.localdate()).filter(victim=victim)

    def act(form: ReferralForm) -> str | HttpResponse:
        given = dict(form.cleaned_data)
        due = timezone.make_aware(datetime.combine(given.pop("answer_on"), time.max))
        referral, link = refer_victim(
            by=request.user, victim=victim, fields=given.pop("fields_"), answer_by=due, **given
        )
        return url_of(referral) if link is None else _told_once(request, referral, link)

    page = replace(victim_page(victim, _("Refer to another body"), _("Send the referral")), answers_once=True)
    initial = {"answer_on": timezone.localdate() + timedelta(days=3)}
    return fill_in(request, page, partial(ReferralForm, consents=consents), act, initial=initial)


def _told_once(request: OfficerRequest, referral: Referral, link: tuple[str, str]) -> HttpResponse:
    token, code = link
    address = request.build_absolute_uri(reverse("web:referral-open", args=[token]))
    context = {"referral": referral, "address": address, "code": f"{code[:4]} {code[4:]}"}
    return render(request, "register/referral_link.html", context)


@for_officers(Power.REFER_VICTIM)
def new_link(request: OfficerRequest, number: str) -> HttpResponse:
    """Another link and code for a body without account."""
    found = one_of(referrals_visible_to(request.user), number)
    if not may_refer(request.user, found.victim):
        raise NotAllowed(Power.REFER_VICTIM)

    def act(_form: RecordForm) -> HttpResponse:
        return _told_once(request, found, renew_link(by=request.user, referral=found))

    lede = _("A code opens its link once. With a new one the link before opens nothing any more.")
    page = _page(found, _("New link and code"), _("Make them"), lede=lede, answers_once=True)
    return fill_in(request, page, RecordForm, act)


@for_officers(Power.REFER_VICTIM, Power.SEE_CASES)
def referral(request: OfficerRequest, number: str) -> HttpResponse:
    """One referral: what is asked, what was agreed to be told, what came of it."""
    officer = request.user
    found = one_of(referrals_visible_to(officer), number)
    receives = is_receiver(officer, found)
    readable = may_still_read(found, timezone.localdate())
    # Sealed sentences are for those who work on her case, and for the body that was asked while it may read at all.
    reads = may_read_case(officer, found.victim.case)
    words = unseal(found) if reads or receives else {}
    said = reads or readable
    may_end = may_refer(officer, found.victim) and found.ended_at is None
    context = {
        "referral": found,
        "crumbs": [
            Link(url=reverse("web:referrals"), label=_("Referrals")),
            Link(url="", label=found.number),
        ],
        "state": referral_state(found),
        "request_words": words.get("request", "") if said else _("Sealed"),
        "answer": words.get("answer", "") if said or found.state == ReferralState.REJECTED else "",
        "summary": referral_summary(found, words.get("receiver", "") if said else ""),
        "victim_url": url_of(found.victim)
        if victims_visible_to(officer).filter(pk=found.victim_id).exists()
        else "",
        "shared": shared_rows(read_shared(by=officer, referral=found)) if receives and readable else None,
        "withdrawn": receives and not readable and bool(found.fields),
        "may_answer": receives and found.state == ReferralState.SENT,
        "may_finish": receives and found.state == ReferralState.ACCEPTED,
        "may_revoke": may_end,
        "may_renew": may_end and found.receiver_id is None,
        "story": story_of(found, limit=8),
    }
    return render(request, "register/referral.html", context)


def _page(referral: Referral, title: str, save: str, **more: Any) -> FormPage:
    crumbs = [
        Link(url=reverse("web:referrals"), label=_("Referrals")),
        Link(url=url_of(referral), label=referral.number),
    ]
    return FormPage(
        title=title, crumbs=crumbs, save=save, back=url_of(referral), kicker=referral.number, **more
    )


@for_officers(Power.REFER_VICTIM)
def answer(request: OfficerRequest, number: str) -> HttpResponse:
    """Say whether the officer's body takes it on."""
    found = _for_receiver(request.user, number)

    def act(form: AnswerForm) -> str:
        accept = form.cleaned_data["answer"] == "accept"
        answer_referral(by=request.user, referral=found, accept=accept, reason=form.cleaned_data["reason"])
        return url_of(found)

    return fill_in(request, _page(found, _("Answer the referral"), _("Send the answer")), AnswerForm, act)


@for_officers(Power.REFER_VICTIM)
def finish(request: OfficerRequest, number: str) -> HttpResponse:
    """Say what came of the help."""
    found = _for_receiver(request.user, number)

    def act(form: OutcomeOfHelpForm) -> str:
        finish_referral(by=request.user, referral=found, outcome=form.cleaned_data["outcome"])
        return url_of(found)

    return fill_in(request, _page(found, _("The help was given"), _("Save")), OutcomeOfHelpForm, act)


def _for_receiver(officer: Officer, number: str) -> Referral:
    found = one_of(referrals_visible_to(officer), number)
    if not is_receiver(officer, found):
        raise Http404
    return found


@for_officers(Power.REFER_VICTIM)
def revoke(request: OfficerRequest, number: str) -> HttpResponse:
    """Take a referral back."""
    found = one_of(referrals_visible_to(request.user), number)
    if not may_refer(request.user, found.victim):
        raise NotAllowed(Power.REFER_VICTIM)

    def act(form: ReasonForm) -> str:
        revoke_referral(by=request.user, referral=found, reason=form.cleaned_data["reason"])
        return url_of(found)

    page = _page(found, _("Revoke the referral"), _("Revoke it"), kind="danger")
    return fill_in(request, page, ReasonForm, act)
