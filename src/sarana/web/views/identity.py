"""An identity that was just opened: shown on this one page, never kept by the browser."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sarana.base.vault.models import SealedWords
from sarana.base.vault.sealing import Erased
from sarana.register.cases.actions import extend_identity
from sarana.register.cases.actions.casework import require_edit
from sarana.register.cases.models import Suspect, Victim
from sarana.web.components import Link, SummaryRow
from sarana.web.forms.faults import in_words
from sarana.web.forms.people import WhoForm
from sarana.web.views.cases import case_crumbs
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest
from sarana.web.views.phrases import person_facts, url_of


def add_to_identity(request: OfficerRequest, person: Victim | Suspect) -> HttpResponse:
    """A form for what was learnt since: it shows nothing of what is sealed already."""
    require_edit(request.user, person.case)
    if person.identity.erased_at is not None:
        raise Http404
    crumbs = [*case_crumbs(person.case), Link(url=url_of(person), label=person.number)]
    page = FormPage(
        title=_("Add to the identity"),
        crumbs=crumbs,
        save=_("Seal it"),
        back=url_of(person),
        kicker=f"{person.number} · {person_facts(person)}",
        lede=_("What is known already stays sealed; what you write is added to it."),
    )

    def act(form: WhoForm) -> str:
        extend_identity(by=request.user, person=person, words=form.words())
        messages.success(request, _("It is sealed and can be found by search."))
        return url_of(person)

    return fill_in(request, page, WhoForm, act)


def show_identity(
    request: OfficerRequest, person: Victim | Suspect, opened: Callable[[], SealedWords]
) -> HttpResponse:
    """The page with the opened identity; without a reason, back to the record with a word why."""
    try:
        words = opened()
    except (ValueError, Erased) as fault:
        messages.error(request, in_words(fault))
        return redirect(url_of(person))
    crumbs = [*case_crumbs(person.case), Link(url=url_of(person), label=person.number)]
    context = {
        "person": person,
        "back": url_of(person),
        "crumbs": [*crumbs, Link(url="", label=_("Identity"))],
        "summary": identity_rows(words),
    }
    response = render(request, "people/identity.html", context)
    response.headers["Cache-Control"] = "no-store, private"
    return response


def identity_rows(words: SealedWords) -> list[SummaryRow]:
    """The fields of an opened identity, with their names."""
    labels = {
        "names": _("Names"),
        "birth_date": _("Birth date"),
        "documents": _("Documents"),
        "phones": _("Telephone numbers"),
        "emails": _("E-mail"),
        "address": _("Address"),
    }
    return [
        SummaryRow(
            label=labels.get(name, name), value=" · ".join(value) if isinstance(value, list) else str(value)
        )
        for name, value in words.items()
    ]
