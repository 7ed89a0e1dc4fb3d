"""A person's identity is erased at her wish: what is forgotten with it, and what an officer still has to look through."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.register.cases.actions import erase_victim_identity
from sarana.register.cases.models import Victim
from sarana.register.cases.queries import reports_of_case, victim_numbered
from sarana.register.rescue.queries import sought_visible_to
from sarana.web.components import Link
from sarana.web.forms.base import ReasonForm
from sarana.web.views.form_page import fill_in
from sarana.web.views.gate import OfficerRequest, for_officers, only
from sarana.web.views.phrases import url_of
from sarana.web.views.victim_frame import victim_page


@for_officers(Power.ERASE_IDENTITY)
def erase(request: OfficerRequest, number: str) -> HttpResponse:
    """Forget who she is, after a question."""
    found = only(victim_numbered(request.user, number=number.upper()))
    if found.identity.erased_at is not None:
        raise Http404
    page = victim_page(
        found,
        _("Erase the identity"),
        _("Go on"),
        lede=_(
            "At the person’s wish, or when the time for keeping it is over. Figures and the audit trail stay whole."
        ),
        kind="danger",
        template="people/erase.html",
    )

    def act(form: ReasonForm) -> str | HttpResponse:
        if "confirmed" not in request.POST:
            context = {
                "question": _("Erase who %(number)s is, for ever?") % {"number": found.number},
                "explanation": _(
                    "The key is destroyed. Nobody, not even the ministry, can bring the name back."
                ),
                "yes": _("Yes, erase it"),
                "no_url": url_of(found),
                "danger": True,
                "posted": request.POST,
            }
            return render(request, "ui/confirm.html", context)
        erase_victim_identity(by=request.user, victim=found, reason=form.cleaned_data["reason"])
        messages.success(request, _("The identity is erased."))
        return redirect(url_of(found))

    return fill_in(request, page, ReasonForm, act, more={"left": _left(request, found)})


def _left(request: OfficerRequest, victim: Victim) -> list[Link]:
    """The records this officer sees whose own words may name her: they belong to others, and no key of hers opens them."""
    officer, case = request.user, victim.case
    reports = reports_of_case(officer, case=case.pk)
    sought = sought_visible_to(officer).filter(victim=victim)
    return [
        Link(
            url=url_of(case),
            label=_("Case %(number)s: title, summary, events, files") % {"number": case.number},
        ),
        *(Link(url=url_of(each), label=_("Report %(number)s") % {"number": each.number}) for each in reports),
        *(
            Link(url=url_of(each), label=_("Line %(number)s of a mission’s list") % {"number": each.number})
            for each in sought
        ),
    ]
