"""Photographs by which a sought person is known again: brought by the mission, shown to few and each time on record."""

import base64
import io
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import NotAllowed
from sarana.base.files.queries import attachments_of
from sarana.base.vault.sealing import Erased
from sarana.register.rescue.actions import add_photo, open_photo
from sarana.register.rescue.models import SoughtPerson
from sarana.register.rescue.queries import sought_visible_to
from sarana.register.rescue.rules import may_bring_photo, may_open_sought, may_read_names
from sarana.web.components import Link
from sarana.web.forms.faults import in_words
from sarana.web.forms.sought import PhotoForm
from sarana.web.views.downloads import download
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers, one_of
from sarana.web.views.phrases import url_of
from sarana.web.views.rescue import request_crumbs
from sarana.web.views.rescue_words import sought_facts

# What the page itself shows: enough to know a face by, little enough for a slow link.
_EDGE, _QUALITY = 420, 60


def photo_lines(officer: Officer, person: SoughtPerson) -> list[dict[str, Any]]:
    """The photographs on record, each with how this officer may see it: at once, with a reason, or not at all."""
    works = may_open_sought(officer, person.request)
    own = may_read_names(officer, person.request)
    return [
        {
            "key": photo.pk,
            "added_at": photo.added_at,
            "agency": photo.added_by.agency.name,
            "with_reason": works,
            "at_once": own and not works,
        }
        for photo in attachments_of(person)
        if person.identity.erased_at is None
    ]


@for_officers(Power.REQUEST_RESCUE, Power.WORK_RESCUE)
def bring(request: OfficerRequest, number: str) -> HttpResponse:
    """Add a photograph."""
    person = one_of(sought_visible_to(request.user), number)
    if not may_bring_photo(request.user, person.request):
        raise NotAllowed(Power.REQUEST_RESCUE)

    def act(form: PhotoForm) -> str:
        file = form.cleaned_data["file"]
        add_photo(by=request.user, person=person, name=file.name, content=file.read())
        messages.success(request, _("The photograph is kept."))
        return f"{url_of(person)}#photos"

    page = FormPage(
        title=_("Add a photograph"),
        crumbs=[*request_crumbs(person.request), Link(url=url_of(person), label=person.number)],
        save=_("Keep the photograph"),
        back=url_of(person),
        kicker=f"{person.number} · {sought_facts(person)}",
        lede=_("Place and camera are taken out of the picture. Whoever opens it is on record."),
        with_file=True,
    )
    return fill_in(request, page, PhotoForm, act)


@require_POST
@for_officers(Power.REQUEST_RESCUE, Power.OPEN_IDENTITY)
def show(request: OfficerRequest, number: str, key: UUID) -> HttpResponse:
    """Show a photograph once, small on a page, or hand it out whole."""
    person = one_of(sought_visible_to(request.user), number)
    photo = next((photo for photo in attachments_of(person) if photo.pk == key), None)
    if photo is None:
        raise Http404
    try:
        name, content = open_photo(
            by=request.user, person=person, photo=photo, reason=request.POST.get("reason", "")
        )
    except (ValueError, Erased) as fault:
        messages.error(request, in_words(fault))
        return redirect(url_of(person))
    if request.POST.get("whole"):
        return download(name, content)
    context = {
        "person": person,
        "key": key,
        "reason": request.POST.get("reason", ""),
        "back": url_of(person),
        "crumbs": [
            *request_crumbs(person.request),
            Link(url=url_of(person), label=person.number),
            Link(url="", label=_("Photograph")),
        ],
        "picture": _small(content),
        "facts": sought_facts(person),
    }
    response = render(request, "rescue/photo.html", context)
    response.headers["Cache-Control"] = "no-store, private"
    return response


def _small(content: bytes) -> str:
    """The picture as part of the page: no address holds it, and nothing of it stays in a browser's store."""
    from PIL import Image

    with Image.open(io.BytesIO(content)) as picture:
        small = picture.convert("RGB")
        small.thumbnail((_EDGE, _EDGE))
        out = io.BytesIO()
        small.save(out, format="JPEG", quality=_QUALITY, optimize=True)
    return f"data:image/jpeg;base64,{base64.b64encode(out.getvalue()).decode()}"
