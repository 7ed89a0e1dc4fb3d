"""Houses with beds: the list, a new one. Where a house is stands nowhere on them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.register.care.actions import (
    open_shelter,
)
from sarana.register.care.queries import shelters_with_beds
from sarana.web.components import Column, Link
from sarana.web.forms.care import (
    ShelterForm,
)
from sarana.web.forms.care_filters import ShelterFilter
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.listing import as_csv, csv_address, page_of, wants_csv

_SHELTER_CSV = {
    "number": "number",
    "agency": "agency__code",
    "takes_in": "takes_in",
    "beds": "beds",
    "beds_taken": "beds_taken",
}


@for_officers(Power.RECORD_CARE)
def shelters(request: OfficerRequest) -> HttpResponse:
    """Houses and free beds; where they are stands nowhere on it."""
    asked = ShelterFilter(request.GET)
    found = asked.narrow(shelters_with_beds())
    if wants_csv(request):
        return as_csv(request, "shelters", found, _SHELTER_CSV)
    page = page_of(request, found)
    context = {
        "title": _("Shelters"),
        "lede": _("Where a house is stands on no list."),
        "filter": asked,
        "filtered": any(asked.cleaned_data.values()),
        "page": page,
        "rows": [
            {
                "number": house.number,
                "agency": house.agency.name,
                "takes_in": house.get_takes_in_display(),
                "beds": house.beds,
                "free": house.beds - house.beds_taken,
            }
            for house in page.rows
        ],
        "columns": [
            Column(key="number", label=_("Shelter"), kind="code"),
            Column(key="agency", label=_("Agency")),
            Column(key="takes_in", label=_("Takes in")),
            Column(key="beds", label=_("Beds"), kind="number"),
            Column(key="free", label=_("Free"), kind="number"),
        ],
        "csv": csv_address(request),
        "add": Link(url=reverse("web:shelter-new"), label=_("Add a shelter")),
        "nothing": _("No shelter is on record"),
        "nothing_text": _("A body that runs a house adds it here."),
    }
    return render(request, "register/list.html", context)


@for_officers(Power.RECORD_CARE)
def new_shelter(request: OfficerRequest) -> HttpResponse:
    """Put a house on record."""

    def act(form: ShelterForm) -> str:
        given = form.cleaned_data
        words = {"address": given["address"], "phone": given["phone"]}
        open_shelter(by=request.user, takes_in=given["takes_in"], beds=given["beds"], words=words)
        messages.success(request, _("The shelter is on record."))
        return reverse("web:shelters")

    link = Link(url=reverse("web:shelters"), label=_("Shelters"))
    page = FormPage(title=_("Add a shelter"), crumbs=[link], save=_("Save"), back=link.url)
    return fill_in(request, page, ShelterForm, act)
