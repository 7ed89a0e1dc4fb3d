"""What is done with letters to and from the financial intelligence unit: written, released by a second officer, taken, received."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sarana.base.accounts.enums import Power
from sarana.base.accounts.rules import NotAllowed
from sarana.intake.goaml import read_goaml
from sarana.publish.datasets.goaml import faults_of, goaml_profile, letter_as_goaml
from sarana.register.cases.models import Case
from sarana.register.cases.queries import case_numbered
from sarana.register.fiu.actions import (
    add_item,
    drop_item,
    drop_letter,
    receive_letter,
    release_letter,
    say_worth,
    send_back,
    submit_letter,
    take_letter,
    write_letter,
)
from sarana.register.fiu.models import FiuLetter
from sarana.register.fiu.queries import letter_answered_by, letters_visible_to
from sarana.register.fiu.rules import may_exchange
from sarana.web.components import Link
from sarana.web.forms.base import RecordForm
from sarana.web.forms.faults import in_words
from sarana.web.forms.fiu import ItemForm, LetterForm, ReasonForm, ReceivedForm, WorthForm
from sarana.web.views.downloads import download
from sarana.web.views.fiu import letter_crumbs
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers, one_of, only
from sarana.web.views.phrases import url_of

# So many of the schema's objections are told at once.
_TOLD = 5


def _case(request: OfficerRequest, number: str) -> Case:
    case = only(case_numbered(request.user, number=number.upper()))
    if not may_exchange(request.user, case):
        raise NotAllowed(Power.FOLLOW_MONEY)
    return case


def _letter(request: OfficerRequest, number: str) -> FiuLetter:
    letter = one_of(letters_visible_to(request.user), number)
    if not may_exchange(request.user, letter.case):
        raise NotAllowed(Power.FOLLOW_MONEY)
    return letter


def _page(case: Case, title: str, save: str, letter: FiuLetter | None = None, **more: Any) -> FormPage:
    money = f"{reverse('web:case-money', args=[case.number])}#letters"
    crumbs = letter_crumbs(case)
    if letter is not None:
        crumbs.append(Link(url=url_of(letter), label=letter.number))
    back = url_of(letter) if letter else money
    return FormPage(title=title, crumbs=crumbs, save=save, back=back, **more)


@for_officers(Power.FOLLOW_MONEY)
def new_letter(request: OfficerRequest, number: str) -> HttpResponse:
    """Begin a letter to the unit."""
    case = _case(request, number)
    page = _page(
        case,
        _("Write a letter"),
        _("Save the letter"),
        lede=_("Name no victim, not in the words either. What it names is added on its page; a second officer lets it out."),
    )  # fmt: skip

    def act(form: LetterForm) -> str:
        return url_of(write_letter(by=request.user, case=case, **form.cleaned_data))

    return fill_in(request, page, partial(LetterForm, case=case), act)


@for_officers(Power.FOLLOW_MONEY)
def receive(request: OfficerRequest, number: str) -> HttpResponse:
    """Put a letter of the unit on record: typed, or read from its goAML file."""
    case = _case(request, number)
    page = _page(
        case,
        _("Record a letter that came in"),
        _("Save the letter"),
        with_file=True,
        lede=_("Its caveats are kept with it and shown wherever it is shown."),
    )

    def act(form: ReceivedForm) -> str:
        told = dict(form.cleaned_data)
        if file := told.pop("file"):
            report = read_goaml(file.read())
            told["text"] = "\n\n".join(part for part in (told["text"], report.as_text()) if part)
            told["their_reference"] = told["their_reference"] or report.reference
            told["answers"] = told["answers"] or letter_answered_by(case, report.answers)
        return url_of(receive_letter(by=request.user, case=case, **told))

    make = partial(ReceivedForm, case=case)
    return fill_in(request, page, make, act, initial={"dated_on": timezone.localdate()})


@for_officers(Power.FOLLOW_MONEY)
def item(request: OfficerRequest, number: str) -> HttpResponse:
    """Name a suspect or a trace in a letter that is being written."""
    letter = _letter(request, number)
    page = _page(letter.case, _("Name a suspect or a trace"), _("Save"), letter, kicker=letter.number)

    def act(form: ItemForm) -> str:
        mark = form.cleaned_data["possibly_of_a_victim"]
        add_item(by=request.user, letter=letter, thing=form.named(), possibly_of_a_victim=mark)
        return f"{page.back}#items"

    return fill_in(request, page, partial(ItemForm, case=letter.case), act)


def _done(request: OfficerRequest, letter: FiuLetter, act: Callable[[], object], said: str) -> HttpResponse:
    """Carry it out and go back to the letter, with what came of it."""
    try:
        act()
    except ValueError as fault:
        messages.error(request, in_words(fault))
    else:
        messages.success(request, said)
    return redirect(url_of(letter))


@require_POST
@for_officers(Power.FOLLOW_MONEY)
def item_drop(request: OfficerRequest, number: str, key: int) -> HttpResponse:
    """Take a thing out of a letter that is being written."""
    letter = _letter(request, number)
    named = letter.items.select_related("suspect", "trace").filter(pk=key).first()
    if named is None:
        raise Http404
    return _done(
        request, letter, partial(drop_item, by=request.user, letter=letter, item=named), _("It is named no more.")
    )  # fmt: skip


@require_POST
@for_officers(Power.FOLLOW_MONEY)
def submit(request: OfficerRequest, number: str) -> HttpResponse:
    """Give the letter to a second officer."""
    letter = _letter(request, number)
    act = partial(submit_letter, by=request.user, letter=letter)
    return _done(request, letter, act, _("The letter waits for a second officer."))


@require_POST
@for_officers(Power.FOLLOW_MONEY)
def release(request: OfficerRequest, number: str) -> HttpResponse:
    """Let it out, as the second officer."""
    letter = _letter(request, number)
    act = partial(release_letter, by=request.user, letter=letter)
    return _done(request, letter, act, _("The letter is released; its file can be taken now."))


def _with_reason(
    request: OfficerRequest, letter: FiuLetter, title: str, deed: Callable[..., object]
) -> HttpResponse:
    page = _page(letter.case, title, title, letter, kicker=letter.number)

    def act(form: RecordForm) -> str:
        deed(by=request.user, letter=letter, reason=form.cleaned_data["reason"])
        return page.back

    return fill_in(request, page, ReasonForm, act)


@for_officers(Power.FOLLOW_MONEY)
def back(request: OfficerRequest, number: str) -> HttpResponse:
    """Give it back to its writer."""
    return _with_reason(request, _letter(request, number), _("Send the letter back"), send_back)


@for_officers(Power.FOLLOW_MONEY)
def drop(request: OfficerRequest, number: str) -> HttpResponse:
    """Do not send it."""
    return _with_reason(request, _letter(request, number), _("Do not send the letter"), drop_letter)


@for_officers(Power.FOLLOW_MONEY)
def worth(request: OfficerRequest, number: str) -> HttpResponse:
    """Say what it was worth."""
    letter = _letter(request, number)
    page = _page(letter.case, _("Say what it was worth"), _("Save"), letter, kicker=letter.number)

    def act(form: WorthForm) -> str:
        say_worth(by=request.user, letter=letter, worth=form.cleaned_data["worth"])
        return page.back

    return fill_in(request, page, WorthForm, act)


@require_POST
@for_officers(Power.FOLLOW_MONEY)
def file(request: OfficerRequest, number: str) -> HttpResponse:
    """The released letter as goAML, held against the unit's own schema where the operator has put it."""
    letter = _letter(request, number)
    try:
        profile = goaml_profile(settings.GOAML_PROFILE)
        report = letter_as_goaml(take_letter(by=request.user, letter=letter), profile)
    except ValueError as fault:
        messages.error(request, in_words(fault))
        return redirect(url_of(letter))
    if faults := faults_of(report, profile):
        told = " · ".join(faults[:_TOLD])
        messages.error(
            request,
            _("The unit’s schema does not accept the file: %(faults)s. Mend the profile or the letter.") % {"faults": told},
        )  # fmt: skip
        return redirect(url_of(letter))
    return download(f"{letter.number}.xml", report)
