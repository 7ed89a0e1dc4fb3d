"""What is done with a case: change, close, share, name to the team, keep somebody from it, events and files."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.base.accounts.queries import officers_below
from sarana.base.files.queries import attachments_of
from sarana.register.cases.actions import (
    amend_case,
    attach_to_case,
    bar_officer_from_case,
    close_case,
    name_to_team,
    read_case,
    read_case_file,
    record_event,
    share_case,
)
from sarana.register.cases.models import Case
from sarana.register.cases.queries import case_numbered
from sarana.web.components import Words
from sarana.web.forms.cases import (
    CaseEditForm,
    CloseCaseForm,
    EventForm,
    FileForm,
    ShareCaseForm,
    TeamForm,
)
from sarana.web.forms.editing import as_seen
from sarana.web.forms.reports import BarOfficerForm
from sarana.web.views.cases import case_crumbs
from sarana.web.views.downloads import download
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers, only
from sarana.web.views.phrases import url_of


def case_page(case: Case, title: Words, save: Words, **more: Any) -> FormPage:
    """The frame of a form about a case."""
    return FormPage(
        title=title, crumbs=case_crumbs(case), save=save, back=url_of(case), kicker=case.number, **more
    )


@for_officers(Power.EDIT_CASE)
def edit(request: OfficerRequest, number: str) -> HttpResponse:
    """Change a case's words, place and state."""
    case = only(case_numbered(request.user, number=number.upper()))

    def act(form: CaseEditForm) -> str:
        changes = form.changes()
        words = {name: changes.pop(name) for name in form.words if name in changes}
        seen = form.cleaned_data["seen_version"]
        amend_case(by=request.user, case=case, seen_version=seen, changes=changes, words=words)
        return url_of(case)

    words = read_case(by=request.user, case=case)
    values = {
        "title": words.get("title", ""),
        "summary": words.get("summary", ""),
        "place": case.place,
        "state": case.state,
    }
    page = case_page(case, _("Change the case"), _("Save the changes"))
    return fill_in(request, page, CaseEditForm, act, initial=as_seen(CaseEditForm, values, case.version))


@for_officers(Power.EDIT_CASE)
def close(request: OfficerRequest, number: str) -> HttpResponse:
    """Close a case."""
    case = only(case_numbered(request.user, number=number.upper()))

    def act(form: CloseCaseForm) -> str:
        close_case(by=request.user, case=case, **form.cleaned_data)
        return url_of(case)

    page = case_page(case, _("Close the case"), _("Close it"), kind="danger")
    return fill_in(request, page, CloseCaseForm, act, initial=CloseCaseForm.start())


@for_officers(Power.EDIT_CASE)
def share(request: OfficerRequest, number: str) -> HttpResponse:
    """Let another agency take part."""
    case = only(case_numbered(request.user, number=number.upper()))

    def act(form: ShareCaseForm) -> str:
        share_case(by=request.user, case=case, **form.cleaned_data)
        messages.success(
            request, _("%(agency)s takes part now.") % {"agency": form.cleaned_data["agency"].name}
        )
        return url_of(case)

    lede = _("Its officers will see the case and may open identities in it, as far as their role allows.")
    return fill_in(
        request, case_page(case, _("Share the case"), _("Share it"), lede=lede), ShareCaseForm, act
    )


def _offering(request: OfficerRequest, make: Any) -> Any:
    def form(*args: Any, **kwargs: Any) -> Any:
        made = make(*args, **kwargs)
        made.fields["officer"].offer(officers_below(request.user.agency)[:50])
        return made

    return form


@for_officers(Power.EDIT_CASE)
def team(request: OfficerRequest, number: str) -> HttpResponse:
    """Name an officer to the case."""
    case = only(case_numbered(request.user, number=number.upper()))

    def act(form: TeamForm) -> str:
        name_to_team(by=request.user, case=case, officer=form.cleaned_data["officer"])
        return url_of(case)

    page = case_page(case, _("Name an officer to the case"), _("Name to the case"))
    return fill_in(request, page, _offering(request, TeamForm), act)


@for_officers(Power.EDIT_CASE)
def bar(request: OfficerRequest, number: str) -> HttpResponse:
    """Keep an officer from the case for a conflict of interest."""
    case = only(case_numbered(request.user, number=number.upper()))

    def act(form: BarOfficerForm) -> str:
        bar_officer_from_case(by=request.user, case=case, **form.cleaned_data)
        messages.success(request, _("The officer can no longer see this case."))
        return url_of(case) if form.cleaned_data["officer"] != request.user else "/"

    lede = _("For a conflict of interest; it holds whatever the officer’s role.")
    page = case_page(
        case, _("Keep an officer from this case"), _("Keep the officer from it"), lede=lede, kind="danger"
    )
    return fill_in(request, page, _offering(request, BarOfficerForm), act)


@for_officers(Power.EDIT_CASE)
def new_event(request: OfficerRequest, number: str) -> HttpResponse:
    """Put on record what happened."""
    case = only(case_numbered(request.user, number=number.upper()))

    def act(form: EventForm) -> str:
        record_event(by=request.user, case=case, **form.facts())
        return url_of(case)

    page = case_page(case, _("New event"), _("Save the event"))
    return fill_in(request, page, partial(EventForm, case=case), act, initial={"place": case.place})


@for_officers(Power.EDIT_CASE)
def attach(request: OfficerRequest, number: str) -> HttpResponse:
    """Keep a file with the case."""
    case = only(case_numbered(request.user, number=number.upper()))

    def act(form: FileForm) -> str:
        file = form.cleaned_data["file"]
        attach_to_case(by=request.user, case=case, name=file.name, content=file.read())
        return f"{url_of(case)}#files"

    page = case_page(case, _("Add a file"), _("Keep the file"), with_file=True)
    return fill_in(request, page, FileForm, act)


@for_officers(Power.OPEN_IDENTITY)
def file(request: OfficerRequest, number: str, key: Any) -> HttpResponse:
    """Hand out a file, always as a download; that it was read is on record."""
    case = only(case_numbered(request.user, number=number.upper()))
    attachment = next((file for file in attachments_of(case) if file.pk == key), None)
    if attachment is None:
        raise Http404
    return download(*read_case_file(by=request.user, case=case, attachment=attachment))
