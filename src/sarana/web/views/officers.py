"""Officers: the list, appointing and retiring, for administrators."""

from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.ledger.appointments import appoint_officer, officers_managed_by, retire_officer
from sarana.web.components import Column, Link, Status
from sarana.web.forms.base import ReasonForm
from sarana.web.forms.officers import OfficerFilter, OfficerForm
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.listing import as_csv, csv_address, page_of, wants_csv
from sarana.web.views.phrases import place_words

_CSV = {
    "username": "username",
    "role": "role",
    "agency": "agency__code",
    "place": "place_id",
    "serving": "is_active",
    "appointed_at": "appointed_at",
}


def _officers_link() -> Link:
    return Link(url=reverse("web:officers"), label=_("Officers"))


@for_officers(Power.MANAGE_ACCOUNTS)
def officers(request: OfficerRequest) -> HttpResponse:
    """The officers whom the administrator manages, the latest appointed first."""
    asked = OfficerFilter(request.GET)
    asked.is_valid()
    found = _narrow(officers_managed_by(request.user), asked.cleaned_data)
    if wants_csv(request):
        return as_csv(request, "officers", found, _CSV)
    page = page_of(request, found)
    context = {
        "title": _("Officers"),
        "filter": asked,
        "filtered": any(asked.cleaned_data.values()),
        "page": page,
        "rows": [_row(officer, request.user) for officer in page.rows],
        "columns": [
            Column(key="username", label=_("Signs in as"), kind="code"),
            Column(key="name", label=_("Name")),
            Column(key="role", label=_("Role")),
            Column(key="agency", label=_("Agency")),
            Column(key="place", label=_("Place")),
            Column(key="state", label=_("State")),
            Column(key="retire", label=_("Change"), link="url"),
        ],
        "csv": csv_address(request),
        "add": Link(url=reverse("web:officer-new"), label=_("Appoint an officer")),
        "nothing": _("No officers yet"),
        "nothing_text": _("Appoint the first; the password is shown once."),
    }
    return render(request, "register/list.html", context)


def _narrow(found: QuerySet[Officer], asked: dict[str, str]) -> QuerySet[Officer]:
    if word := asked.get("q"):
        found = found.filter(
            Q(username__icontains=word) | Q(name_km__contains=word) | Q(name_latin__icontains=word)
        )
    if role := asked.get("role"):
        found = found.filter(role=role)
    if serving := asked.get("serving"):
        found = found.filter(is_active=serving == "yes")
    return found


def _row(officer: Officer, by: Officer) -> dict[str, object]:
    may_retire = officer.is_active and officer.pk != by.pk
    return {
        "username": officer.username,
        "name": officer.name,
        "role": officer.get_role_display(),
        "agency": officer.agency.name,
        "place": place_words(officer.place) or _("Whole country"),
        "state": Status(code="serving", label=_("Serving"), tone="good")
        if officer.is_active
        else Status(code="retired", label=_("Retired")),
        "retire": _("Retire") if may_retire else None,
        "url": reverse("web:officer-retire", args=[officer.username]) if may_retire else "",
    }


@for_officers(Power.MANAGE_ACCOUNTS)
def new_officer(request: OfficerRequest) -> HttpResponse:
    """Appoint an officer; the first password is shown once."""
    page = FormPage(
        title=_("Appoint an officer"),
        crumbs=[_officers_link()],
        save=_("Appoint"),
        back=reverse("web:officers"),
        lede=_("Role, agency and place decide what the officer can see and do."),
        answers_once=True,
    )

    def act(form: OfficerForm) -> HttpResponse:
        officer, password = appoint_officer(by=request.user, **form.cleaned_data)
        crumbs = [_officers_link(), Link(url="", label=officer.username)]
        context = {"appointed": officer, "password": password, "crumbs": crumbs}
        return render(request, "desk/appointed.html", context)

    return fill_in(request, page, OfficerForm, act)


@for_officers(Power.MANAGE_ACCOUNTS)
def retire(request: OfficerRequest, username: str) -> HttpResponse:
    """Take an officer's access away."""
    officer = officers_managed_by(request.user).filter(username=username).first()
    if officer is None:
        raise Http404
    page = FormPage(
        title=_("Retire %(name)s") % {"name": officer.name},
        crumbs=[_officers_link()],
        save=_("Retire the officer"),
        back=reverse("web:officers"),
        kicker=f"{officer.get_role_display()}, {officer.agency.name}",
        lede=_("Access ends at once. What the officer did stays under this name."),
        kind="danger",
    )

    def act(form: ReasonForm) -> str:
        retire_officer(by=request.user, officer=officer, reason=form.cleaned_data["reason"])
        return reverse("web:officers")

    return fill_in(request, page, ReasonForm, act)
