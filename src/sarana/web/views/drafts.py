"""Forms that were begun and not saved: kept as one types, resumed on any device."""

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from sarana.base.accounts.models import Officer
from sarana.base.once import composed_once
from sarana.base.vault.actions import drop_draft, save_draft
from sarana.base.vault.models import Draft
from sarana.web.components import Link, Words
from sarana.web.views.gate import OfficerRequest, for_officers

# What an officer was doing, by the name of the page's address; only these pages keep drafts.
NAMES: dict[str, Words] = {
    "report-new": _("New report"),
    "report-edit": _("Changes to a report"),
    "press-ask": _("Question to a spokesperson"),
    "press-answer": _("Answer of a spokesperson"),
    "press-erratum-new": _("Erratum"),
    "report-close": _("Closing a report"),
    "case-new": _("New case"),
    "case-edit": _("Changes to a case"),
    "case-close": _("Closing a case"),
    "event-new": _("New event"),
    "victim-new": _("New victim"),
    "victim-edit": _("Changes to a victim’s record"),
    "victim-status": _("Status of a victim"),
    "victim-service": _("Help for a victim"),
    "victim-learnt": _("Add to the identity"),
    "suspect-learnt": _("Add to the identity"),
    "suspect-new": _("New suspect"),
    "suspect-edit": _("Changes to a suspect’s record"),
    "operation-new": _("Plan of an operation"),
    "operation-edit": _("Changes to the plan of an operation"),
    "operation-close": _("Outcome of an operation"),
    "proceeding-new": _("New proceeding"),
    "proceeding-move": _("Next stage of a proceeding"),
    "interview-new": _("New interview"),
    "interview-step": _("Guided screening"),
    "interview-answers": _("Answers of an interview"),
    "letter-new": _("Letter to the financial intelligence unit"),
    "letter-receive": _("Letter that came in"),
    "trace-new": _("New trace"),
    "trace-link": _("Link of a trace"),
    "crossing-spoken": _("Note of a call"),
    "officer-new": _("New officer"),
    "rescue-new": _("New rescue request"),
    "sought-new": _("New person of a rescue request"),
    "sought-detail": _("Details for a rescue request"),
    "consent-new": _("New consent"),
    "referral-new": _("New referral"),
    "referral-answer": _("Answer to a referral"),
    "referral-finish": _("What came of help"),
    "victim-reintegration": _("Stage of a return"),
    "visit-new": _("New visit"),
    "return-reopen": _("Help that begins anew"),
    "goal-new": _("New goal of a service plan"),
    "compensation-new": _("Request for compensation"),
    "repatriation-new": _("New way home"),
    "repatriation-step": _("Step of a way home"),
    "handover-new": _("New handover list"),
    "errand-new": _("New thing to do"),
}
_LARGEST = 100_000


def draft_name(path: str) -> Words | None:
    """What the page at this address is for; None when it keeps no drafts."""
    try:
        found = resolve(path)
    except Resolver404:
        return None
    return NAMES.get(found.url_name or "")


@require_POST
@for_officers()
def save(request: OfficerRequest) -> HttpResponse:
    """Keep what is typed so far under the address of its page."""
    form = request.POST.get("draft_form", "")
    typed = {name: request.POST.getlist(name) for name in request.POST if name != "csrfmiddlewaretoken"}
    size = sum(len(value) for values in typed.values() for value in values)
    if draft_name(form) is None or size > _LARGEST:
        return HttpResponseBadRequest()
    save_draft(by=request.user, form=form, values=typed)
    return HttpResponse(status=204)


@require_POST
@for_officers()
def drop(request: OfficerRequest) -> HttpResponse:
    """Forget a draft and show its form empty."""
    form = request.POST.get("form", "/")
    drop_draft(by=request.user, form=form)
    return HttpResponseRedirect(form if url_has_allowed_host_and_scheme(form, allowed_hosts=None) else "/")


def drafts_of(officer: Officer) -> list[tuple[Link, Draft]]:
    """The officer's drafts, latest first, each with the way back to its form."""
    named = [(draft_name(draft.form), draft) for draft in _latest_drafts(officer=officer.pk)]
    return [(Link(url=draft.form, label=name), draft) for name, draft in named if name is not None]


@composed_once
def _latest_drafts(*, officer: int) -> QuerySet[Draft]:
    return Draft.objects.filter(officer=officer).defer("sealed").order_by("-saved_at")[:20]
