"""A mission's page: its nationals, one line each; "where is she?"; its messages; its own figures since the beginning."""

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from sarana.base.accounts.enums import AgencyKind, Power
from sarana.base.accounts.models import Agency, Officer
from sarana.base.accounts.rules import OVERSIGHT, agency_in_scope, has_power
from sarana.register.rescue.models import SoughtPerson
from sarana.register.rescue.queries import (
    requests_visible_to,
    sought_like,
    sought_visible_to,
    totals_of,
    unread_messages,
)
from sarana.web.components import Link
from sarana.web.forms.fields import plain
from sarana.web.forms.rescue import LinesFilter, WhereForm
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.listing import as_csv, csv_address, page_of, wants_csv
from sarana.web.views.rescue import LINES_CSV, rescue_link
from sarana.web.views.rescue_words import by_state, lines_of, request_url
from sarana.web.views.search import asked_words

# A page of names beside tiles and messages stays under its weight with this many.
_LINES = 40
_FOUND = 8


@for_officers(Power.SEE_RESCUE)
def own(request: OfficerRequest) -> HttpResponse:
    """A mission's officer goes to his own page, everybody else to the requests."""
    if has_power(request.user, Power.REQUEST_RESCUE):
        return redirect(mission_url(request.user.agency))
    return redirect("web:rescue")


def mission_url(agency: Agency) -> str:
    """The page of a mission."""
    return reverse("web:mission", args=[agency.code])


def _mission(officer: Officer, code: str) -> Agency:
    """The mission, for its own officers and for oversight.

    Raises:
        Http404: there is none, or it is another mission's.
    """
    found = Agency.objects.filter(code=code, kind=AgencyKind.EMBASSY).first()
    is_own = found and has_power(officer, Power.REQUEST_RESCUE) and agency_in_scope(officer, found.path)
    if found is None or not (is_own or officer.role in OVERSIGHT):
        raise Http404
    return found


@for_officers(Power.SEE_RESCUE)
def mission(request: OfficerRequest, code: str) -> HttpResponse:
    """The page. What is searched is posted, so that a name stands in no address, history or log."""
    officer = request.user
    found = _mission(officer, code)
    people = sought_visible_to(officer).filter(request__mission__path__startswith=found.path)
    form = WhereForm(request.POST if request.method == "POST" else None)
    asked = LinesFilter(request.GET)
    narrowed = asked.narrow(people)
    if wants_csv(request):
        return as_csv(request, f"nationals-{found.code}", narrowed, LINES_CSV)
    page = page_of(request, narrowed, size=_LINES)
    now = timezone.now()
    searched = request.method == "POST" and form.is_valid()
    hits = _where(people, form.cleaned_data["q"]) if searched else []
    context = {
        "mission": found,
        "is_own": has_power(officer, Power.REQUEST_RESCUE),
        "crumbs": [rescue_link(), Link(url="", label=found.name)],
        "where_form": form,
        "searched": searched,
        "hits": lines_of(officer, hits, now),
        "filter": asked,
        "filtered": any(asked.cleaned_data.values()),
        "page": page,
        "lines": by_state(lines_of(officer, page.rows, now)),
        "csv": csv_address(request),
        "totals": totals_of(found),
        "unread": [
            {"url": f"{request_url(m.request)}#messages", "number": m.request.number, "at": m.sent_at}
            for m in unread_messages(officer).filter(request__mission=found)[:_FOUND]
        ],
        "requests": [
            {"url": request_url(one), "number": one.number, "note": one.note_number, "at": one.received_at}
            for one in requests_visible_to(officer).filter(mission=found).order_by("-pk")[:_FOUND]
        ],
        "may_ask": has_power(officer, Power.REQUEST_RESCUE),
    }
    response = render(request, "rescue/mission.html", context)
    response.headers["Cache-Control"] = "no-store, private"
    return response


def _where(people: QuerySet[SoughtPerson], text: str) -> list[SoughtPerson]:
    """Those who fit a name in any script, a passport or a telephone number; or a line's own number."""
    text = plain(text)
    if numbered := people.filter(number=text.upper()).first():
        return [numbered]
    return [one.person for one in sought_like(asked_words(text), people, limit=_FOUND)]
