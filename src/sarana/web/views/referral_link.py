"""The way in for a body without account: a link, a code, what was agreed to be told, and its answer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from sarana.base.vault.sealing import unseal
from sarana.register.referrals.actions import (
    LinkRefused,
    answer_referral,
    finish_referral,
    open_link,
    read_by_link,
)
from sarana.register.referrals.enums import ReferralState
from sarana.register.referrals.models import Referral
from sarana.web.forms.faults import attempt
from sarana.web.forms.referrals import AnswerForm, CodeForm, OutcomeOfHelpForm
from sarana.web.views.referral_parts import referral_summary, shared_rows


def _what_it_says(request: HttpRequest, referral: Referral) -> AnswerForm | OutcomeOfHelpForm | None:
    """Whether the body takes her on; and when it did, what came of it."""
    if referral.state == ReferralState.SENT:
        return AnswerForm(request.POST if "answer" in request.POST else None)
    if referral.state == ReferralState.ACCEPTED:
        return OutcomeOfHelpForm(request.POST if "outcome" in request.POST else None)
    return None


def _keep(referral: Referral, given: AnswerForm | OutcomeOfHelpForm) -> Referral:
    said = given.cleaned_data
    if isinstance(given, OutcomeOfHelpForm):
        return finish_referral(by=None, referral=referral, outcome=said["outcome"])
    return answer_referral(
        by=None, referral=referral, accept=said["answer"] == "accept", reason=said["reason"]
    )


@never_cache
def open_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """For a body without account: its link asks for the code, shows what was agreed and takes the answer."""
    code = CodeForm(request.POST or None)
    if request.method != "POST" or not code.is_valid():
        return render(request, "register/referral_code.html", {"form": code})
    try:
        found = open_link(token=token, code=code.cleaned_data["code"])
    except LinkRefused as refused:
        code.add_error("code", _(str(refused)))
        return render(request, "register/referral_code.html", {"form": code}, status=403)
    given = _what_it_says(request, found)
    if given and given.is_bound and given.is_valid():
        done = attempt(given, lambda: _keep(found, given))
        if done is not None:
            return render(request, "register/referral_answered.html", {"referral": done})
    context = {
        "referral": found,
        "request_words": unseal(found).get("request", ""),
        "summary": referral_summary(found, ""),
        "shared": shared_rows(read_by_link(referral=found)),
        "form": given,
        "code": code.cleaned_data["code"],
    }
    return render(request, "register/referral_opened.html", context)
