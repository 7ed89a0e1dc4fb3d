"""An identity that was just opened: shown on this one page, never kept by the browser."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sarana.base.vault.models import SealedWords
from sarana.base.vault.sealing import Erased
from sarana.register.cases.models import Suspect, Victim
from sarana.web.components import Link, SummaryRow
from sarana.web.forms.faults import in_words
from sarana.web.views.cases import case_crumbs
from sarana.web.views.gate import OfficerRequest
from sarana.web.views.phrases import url_of


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
        "summary": _summary(words),
    }
    response = render(request, "people/identity.html", context)
    response.headers["Cache-Control"] = "no-store, private"
    return response


def _summary(words: SealedWords) -> list[SummaryRow]:
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
