"""Suspects: the list, one suspect, a new one, changes, arrests."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sarana.base.accounts.enums import Power
from sarana.base.accounts.rules import has_power
from sarana.base.vault.enums import IdentityKind
from sarana.base.vault.queries import openings_of
from sarana.register.cases.actions import add_suspect, amend_suspect, arrest_suspect, open_suspect_identity
from sarana.register.cases.actions.casework import require_edit
from sarana.register.cases.models import Suspect
from sarana.register.cases.queries import case_numbered, suspects_visible_to
from sarana.register.cases.rules import may_open_identities, sees_case_by_right
from sarana.register.proceedings.queries import proceedings_visible_to
from sarana.web.components import Column, Link, Status, SummaryRow
from sarana.web.forms.editing import as_seen
from sarana.web.forms.filters import SuspectFilter
from sarana.web.forms.people import ArrestForm, SuspectEditForm, SuspectForm
from sarana.web.views.appearances import appearances_section
from sarana.web.views.cases import case_crumbs, casework_tabs
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers, one_of, only
from sarana.web.views.identity import add_to_identity, show_identity
from sarana.web.views.listing import as_csv, csv_address, page_of, wants_csv
from sarana.web.views.newcomer import Newcomer, add_person
from sarana.web.views.phrases import code_words, person_facts, place_words, url_of
from sarana.web.views.proceedings import proceeding_columns, proceeding_row
from sarana.web.views.sections import Section
from sarana.web.views.trail import story_of

_CSV = {
    "number": "number",
    "case": "case__number",
    "sex": "sex",
    "age": "age",
    "citizenships": "citizenships",
    "roles": "roles",
    "is_official": "is_official",
    "arrested_on": "arrested_on",
}


def suspect_columns(*, with_case: bool = True) -> list[Column]:
    """The columns of a list of suspects."""
    case = [Column(key="case", label=_("Case"), kind="code", link="case_url")] if with_case else []
    return [
        Column(key="number", label=_("Suspect"), kind="code", link="url"),
        *case,
        Column(key="facts", label=_("Person")),
        Column(key="roles", label=_("Role")),
        Column(key="arrested", label=_("Arrested on"), kind="date"),
    ]


def suspect_row(suspect: Suspect) -> dict[str, object]:
    """A suspect as a line of a list."""
    return {
        "number": suspect.number,
        "url": url_of(suspect),
        "case": suspect.case.number,
        "case_url": url_of(suspect.case),
        "facts": person_facts(suspect),
        "roles": code_words("RoleInProcess", suspect.roles) or None,
        "arrested": suspect.arrested_on,
    }


@for_officers(Power.SEE_CASES)
def suspects(request: OfficerRequest) -> HttpResponse:
    """Every suspect in the cases the officer may see."""
    asked = SuspectFilter(request.GET)
    found = asked.narrow(suspects_visible_to(request.user))
    if wants_csv(request):
        return as_csv(request, "suspects", found, _CSV)
    page = page_of(request, found)
    context = {
        "title": _("Suspects"),
        "tabs": casework_tabs("suspects"),
        "filter": asked,
        "filtered": any(asked.cleaned_data.values()),
        "page": page,
        "rows": [suspect_row(suspect) for suspect in page.rows],
        "columns": suspect_columns(),
        "csv": csv_address(request),
        "nothing": _("No suspects on record"),
        "nothing_text": _("A suspect is added on the page of the case."),
    }
    return render(request, "register/list.html", context)


@for_officers(Power.EDIT_CASE)
def new_suspect(request: OfficerRequest, number: str) -> HttpResponse:
    """Add a suspect to a case, after a look whether he is known."""
    case = only(case_numbered(request.user, number=number.upper()))
    newcomer = Newcomer(
        form=SuspectForm, title=_("Add a suspect"), save=_("Add as a new suspect"), add=add_suspect
    )
    return add_person(request, case, newcomer)


@for_officers(Power.SEE_CASES)
def suspect(request: OfficerRequest, number: str) -> HttpResponse:
    """One suspect: facts, other cases, proceedings, who opened the identity."""
    officer = request.user
    found = one_of(suspects_visible_to(officer), number)
    by_right = sees_case_by_right(officer, found.case)  # not merely opened in an emergency
    add = Link(url=reverse("web:proceeding-new", args=[found.number]), label=_("Open a proceeding"))
    context = {
        "suspect": found,
        "crumbs": [*case_crumbs(found.case), Link(url="", label=found.number)],
        "facts": _who(found),
        "state": Status(code="arrested", label=_("Arrested"), tone="warn") if found.arrested_on else None,
        "may_open": may_open_identities(officer, found.case) and found.identity.erased_at is None,
        "may_edit": by_right and has_power(officer, Power.EDIT_CASE),
        "summary": _summary(found),
        "sections": [
            Section(
                title=_("Proceedings"),
                columns=proceeding_columns(),
                rows=[proceeding_row(p) for p in proceedings_visible_to(officer).filter(suspect=found)],
                nothing=_("No proceeding yet."),
                add=add if by_right and has_power(officer, Power.RECORD_PROCEEDING) else None,
            ),
            appearances_section(officer, found),
        ],
        "openings": openings_of([found], 10),
        "story": story_of(found, limit=6),
    }
    return render(request, "people/suspect.html", context)


def _who(suspect: Suspect) -> str:
    """The facts, said to be an organisation's where it is one: a country alone would tell nobody what the record is about."""
    facts = person_facts(suspect)
    if suspect.identity.kind != IdentityKind.ORGANISATION:
        return facts
    return f"{suspect.identity.get_kind_display()} · {facts}"


def _summary(suspect: Suspect) -> list[SummaryRow]:
    return [
        SummaryRow(label=_("Person or organisation"), value=suspect.identity.get_kind_display()),
        SummaryRow(label=_("Role"), value=code_words("RoleInProcess", suspect.roles) or None),
        SummaryRow(label=_("Public official"), value=suspect.get_is_official_display()),
        SummaryRow(label=_("Arrested on"), value=suspect.arrested_on),
        SummaryRow(label=_("Arrested in"), value=place_words(suspect.arrest_place)),
    ]


def suspect_page(suspect: Suspect, title: str, save: str, lede: str = "") -> FormPage:
    """The frame of a form about a suspect."""
    crumbs = [*case_crumbs(suspect.case), Link(url=url_of(suspect), label=suspect.number)]
    kicker = f"{suspect.number} · {person_facts(suspect)}"
    return FormPage(title=title, crumbs=crumbs, save=save, back=url_of(suspect), kicker=kicker, lede=lede)


@for_officers(Power.EDIT_CASE)
def edit(request: OfficerRequest, number: str) -> HttpResponse:
    """Change what is on record about a suspect."""
    found = one_of(suspects_visible_to(request.user), number)

    def act(form: SuspectEditForm) -> str:
        seen = form.cleaned_data["seen_version"]
        amend_suspect(by=request.user, suspect=found, seen_version=seen, changes=form.changes())
        return url_of(found)

    values = {name: getattr(found, name) for name in SuspectEditForm.edited}
    page = suspect_page(found, _("Change the record"), _("Save the changes"))
    return fill_in(
        request, page, SuspectEditForm, act, initial=as_seen(SuspectEditForm, values, found.version)
    )


@for_officers(Power.EDIT_CASE)
def arrest(request: OfficerRequest, number: str) -> HttpResponse:
    """Put an arrest outside an operation on record."""
    found = one_of(suspects_visible_to(request.user), number)
    require_edit(request.user, found.case)

    def act(form: ArrestForm) -> str:
        arrest_suspect(by=request.user, suspect=found, **form.cleaned_data)
        return url_of(found)

    page = suspect_page(found, _("Record an arrest"), _("Save the arrest"))
    return fill_in(request, page, ArrestForm, act, initial=ArrestForm.start())


@for_officers(Power.OPEN_IDENTITY)
def learnt(request: OfficerRequest, number: str) -> HttpResponse:
    """Add what was learnt about who it is."""
    return add_to_identity(request, one_of(suspects_visible_to(request.user), number))


@require_POST
@for_officers(Power.OPEN_IDENTITY)
def identity(request: OfficerRequest, number: str) -> HttpResponse:
    """Show once who it is; the reason is kept and shown to the case's owner."""
    found = one_of(suspects_visible_to(request.user), number)
    reason = request.POST.get("reason", "")
    return show_identity(
        request, found, lambda: open_suspect_identity(by=request.user, suspect=found, reason=reason)
    )
