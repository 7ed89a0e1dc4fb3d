"""Adding a victim or a suspect: first look whether the person is known, then add. The look can't be left out."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from sarana.base.accounts.models import Officer
from sarana.base.vault.actions import drop_draft, read_draft
from sarana.base.vault.meeting import identities_met_or_like
from sarana.base.vault.models import Identity, SealedWords
from sarana.register.cases.models import Case, Suspect, Victim
from sarana.register.known import identity_numbered
from sarana.web.components import Link, Words
from sarana.web.forms.faults import attempt
from sarana.web.forms.people import WhoForm
from sarana.web.views.cases import case_crumbs
from sarana.web.views.form_page import drafted
from sarana.web.views.gate import OfficerRequest
from sarana.web.views.likeness import Known, look_for
from sarana.web.views.phrases import url_of

_WRONG = 422


@dataclass(frozen=True, kw_only=True)
class Newcomer:
    """What is added: its form, its words, and the action that adds it."""

    form: type[WhoForm]
    title: Words
    save: Words
    add: Callable[..., Victim | Suspect]


def searched_mark(words: SealedWords) -> str:
    """A mark that only a search for exactly these words leaves in the form."""
    text = json.dumps(words, ensure_ascii=False, sort_keys=True)
    return salted_hmac("sarana.web.searched", text, algorithm="sha256").hexdigest()


def add_person(request: OfficerRequest, case: Case, newcomer: Newcomer) -> HttpResponse:
    """The page in its two steps."""
    officer = request.user
    if request.method != "POST":
        draft = read_draft(by=officer, form=request.path) or {}
        form = newcomer.form(initial=drafted(newcomer.form, draft))
        return _show(request, case, newcomer, form, None, resumed=bool(draft))
    if "searched" not in request.POST:
        return _first_look(request, case, newcomer)
    form = newcomer.form(request.POST)
    if not form.is_valid():
        mark = request.POST["searched"]
        return _show(request, case, newcomer, form, Known((), ()), mark=mark, status=_WRONG)
    words = form.words()
    mark = searched_mark(words)
    if not constant_time_compare(request.POST.get("searched", ""), mark):
        return _show(request, case, newcomer, form, _met(officer, words), mark=mark)
    person = attempt(form, lambda: _add(officer, case, newcomer, form, request.POST.get("same", "")))
    if person is None:
        return _show(request, case, newcomer, form, _met(officer, words), mark=mark, status=_WRONG)
    drop_draft(by=officer, form=request.path)
    return HttpResponseRedirect(url_of(person))


def _first_look(request: OfficerRequest, case: Case, newcomer: Newcomer) -> HttpResponse:
    """The first step: only who it is was asked, and the search answers."""
    asked = newcomer.form(request.POST)
    for name in set(asked.fields) - set(asked.who_fields):
        del asked.fields[name]
    if not asked.is_valid():
        return _show(request, case, newcomer, asked, None, status=_WRONG)
    words = asked.words()
    begun = drafted(newcomer.form, read_draft(by=request.user, form=request.path) or {})
    form = newcomer.form(initial={**begun, **asked.cleaned_data})
    return _show(request, case, newcomer, form, _met(request.user, words), mark=searched_mark(words))


def _met(officer: Officer, words: SealedWords) -> Known:
    return look_for(officer, words, identities_met_or_like)


def _add(officer: Officer, case: Case, newcomer: Newcomer, form: WhoForm, same: str) -> Victim | Suspect:
    identity = _identity_of(officer, same) if same else None
    words = None if identity else form.words()
    return newcomer.add(by=officer, case=case, words=words, identity=identity, **form.facts())


def _identity_of(officer: Officer, number: str) -> Identity:
    """The identity behind the number of somebody whom the officer may see."""
    found = identity_numbered(officer, number)
    if found is None:
        raise ValueError(_("You can see nobody with the number %(number)s.") % {"number": number})
    return found


def _show(
    request: OfficerRequest,
    case: Case,
    newcomer: Newcomer,
    form: WhoForm,
    known: Known | None,
    *,
    mark: str = "",
    resumed: bool = False,
    status: int = 200,
) -> HttpResponse:
    who = [form[name] for name in form.who_fields if name != "address"]
    rest = [bound for bound in form if bound.name not in form.who_fields and bound.name not in form.folded]
    context = {
        "case": case,
        "title": newcomer.title,
        "save": newcomer.save,
        "form": form,
        "who": who,
        "rest": rest,
        "known": known,
        "mark": mark,
        "resumed": resumed,
        "crumbs": [*case_crumbs(case), Link(url="", label=newcomer.title)],
    }
    return render(request, "people/new.html", context, status=status)
