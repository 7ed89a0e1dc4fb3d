"""A page with one form: shown with its draft, posted through one action, asked again when something is wrong."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from sarana.base.vault.actions import drop_draft, read_draft
from sarana.register.editing import EditConflict
from sarana.web.components import Link, Words
from sarana.web.forms.faults import attempt
from sarana.web.views.conflict import conflict_page
from sarana.web.views.drafts import draft_name
from sarana.web.views.gate import OfficerRequest
from sarana.web.views.sent_once import answer_before, remember_sent

_WRONG = 422
_SEVERAL = (forms.MultipleChoiceField, forms.ModelMultipleChoiceField)
_NEVER_DRAFTED = ("csrfmiddlewaretoken", "draft_form", "seen_version", "was", "searched", "confirmed")


@dataclass(frozen=True, kw_only=True)
class FormPage:
    """What stands around a form: heading, way here, the words on the button, where "go back" leads."""

    title: Words
    crumbs: Sequence[Link]
    save: Words
    back: str
    lede: Words = ""
    kicker: Words = ""
    kind: str = ""
    template: str = "register/form.html"
    with_file: bool = False
    # Where the page opens after it was sent and has something to say, by the id of that part.
    anchor: str = ""
    # What answers it is shown once and can't be asked for again: sent twice, the form leads back instead.
    answers_once: bool = False


def fill_in[Form: forms.Form](
    request: OfficerRequest,
    page: FormPage,
    make: Callable[..., Form],
    act: Callable[[Form], str | HttpResponse],
    *,
    initial: dict[str, Any] | None = None,
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    """Show the form or, posted, carry out ``act``, which gives the address to go to.

    What was typed and not saved comes back from the draft. Two officers' edits of the same field get the page that asks.
    """
    if request.method != "POST":
        draft = read_draft(by=request.user, form=request.path) or {}
        form = make(initial={**(initial or {}), **drafted(make, draft)})
        return show_form(request, page, form, {**(more or {}), "resumed": bool(draft)})
    if (before := answer_before(request)) is not None:
        messages.info(request, _("This was sent already, and is on record once."))
        return HttpResponseRedirect(before)
    form = make(request.POST, request.FILES)
    try:
        done = attempt(form, lambda: act(form)) if form.is_valid() else None
    except EditConflict as conflict:
        return conflict_page(request, page.title, page.crumbs, form, conflict)
    if done is None:
        return show_form(request, page, form, more or {}, status=_WRONG)
    drop_draft(by=request.user, form=request.path)
    answer = HttpResponseRedirect(done) if isinstance(done, str) else done
    if isinstance(answer, HttpResponseRedirect) or page.answers_once:
        remember_sent(request, answer.url if isinstance(answer, HttpResponseRedirect) else page.back)
    return answer


def show_form(
    request: OfficerRequest, page: FormPage, form: forms.Form, more: dict[str, Any], status: int = 200
) -> HttpResponse:
    """The page with the form as it stands."""
    context = {
        "page": page,
        "form": form,
        "crumbs": [*page.crumbs, Link(url="", label=page.title)],
        "keeps_draft": draft_name(request.path) is not None,
        **more,
    }
    return render(request, page.template, context, status=status)


def drafted(make: Callable[..., forms.Form], draft: dict[str, Any]) -> dict[str, Any]:
    """A draft's values as a form's initial ones: lists only where the field takes several."""
    fields = make().fields if draft else {}
    return {
        name: values if isinstance(fields[name], _SEVERAL) else values[-1]
        for name, values in draft.items()
        if name in fields and name not in _NEVER_DRAFTED and values
    }
