"""Handover lists: who goes home together, and who has signed."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.base.accounts.rules import NotAllowed
from sarana.publish.papers.way_home import handover_list_pdf
from sarana.register.repatriation.actions import (
    make_handover_list,
    read_handover,
    sign_handover,
)
from sarana.register.repatriation.models import HandoverList
from sarana.register.repatriation.queries import handovers_visible_to, repatriations_visible_to
from sarana.web.components import Column, Link, Status, SummaryRow
from sarana.web.forms.care import (
    DayForm,
    HandoverForm,
)
from sarana.web.forms.care_filters import HandoverFilter
from sarana.web.forms.rescue import language_now
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers, one_of
from sarana.web.views.listing import as_csv, csv_address, page_of, wants_csv
from sarana.web.views.phrases import code_words
from sarana.web.views.repatriation import list_crumb, way_row, ways_columns, ways_tabs
from sarana.web.views.sections import Section
from sarana.web.views.trail import story_of

_CSV = {
    "number": "number",
    "direction": "direction",
    "country": "country",
    "planned_on": "planned_on",
    "signed_on": "signed_on",
    "countersigned_on": "countersigned_on",
}


def _handover_state(found: HandoverList) -> Status:
    if found.signed_on and found.countersigned_on:
        return Status(code="done", label=_("Both sides signed"))
    if found.signed_on or found.countersigned_on:
        return Status(code="partly", label=_("One side signed"))
    return Status(code="pending", label=_("Not signed yet"))


@for_officers(Power.SEE_CASES)
def handovers(request: OfficerRequest) -> HttpResponse:
    """The lists that both sides sign."""
    asked = HandoverFilter(request.GET)
    found = asked.narrow(handovers_visible_to(request.user))
    if wants_csv(request):
        return as_csv(request, "handovers", found, _CSV)
    page = page_of(request, found)
    context = {
        "title": _("Handover lists"),
        "tabs": ways_tabs("handovers"),
        "filter": asked,
        "filtered": any(asked.cleaned_data.values()),
        "page": page,
        "rows": [
            {
                "number": one.number,
                "url": reverse("web:handover", args=[one.number]),
                "direction": one.get_direction_display(),
                "country": code_words("Country", [one.country]),
                "planned_on": one.planned_on,
                "state": _handover_state(one),
            }
            for one in page.rows
        ],
        "columns": [
            Column(key="number", label=_("Handover list"), kind="code", link="url"),
            Column(key="direction", label=_("Which way")),
            Column(key="country", label=_("The other country")),
            Column(key="planned_on", label=_("Planned for"), kind="date"),
            Column(key="state", label=_("State")),
        ],
        "csv": csv_address(request),
        "add": Link(url=reverse("web:handover-new"), label=_("New handover list")),
        "nothing": _("No handover list"),
        "nothing_text": _("Those whose papers are ready are put on a list together."),
    }
    return render(request, "register/list.html", context)


@for_officers(Power.REFER_VICTIM)
def new_handover(request: OfficerRequest) -> HttpResponse:
    """Put those who go together on a list."""

    def act(form: HandoverForm) -> str:
        given = form.cleaned_data
        numbers = list(dict.fromkeys(number.upper() for number in given["numbers"]))
        ways = list(repatriations_visible_to(request.user).filter(number__in=numbers))
        if len(ways) != len(numbers):
            raise ValueError("You can't see all of these persons; no list was made.")
        words = {"receiver": given["receiver"]}
        made = make_handover_list(
            by=request.user, ways=ways, planned_on=given["planned_on"], place=given["place"], words=words
        )
        return reverse("web:handover", args=[made.number])

    page = FormPage(
        title=_("New handover list"),
        crumbs=list_crumb("handovers", _("Handover lists")),
        save=_("Make the list"),
        back=reverse("web:handovers"),
    )
    return fill_in(request, page, HandoverForm, act, initial={"planned_on": timezone.localdate()})


@for_officers(Power.SEE_CASES)
def handover(request: OfficerRequest, number: str) -> HttpResponse:
    """One list: who is on it, who has signed."""
    found = one_of(handovers_visible_to(request.user), number)
    ways = repatriations_visible_to(request.user).filter(handover=found)
    deeds = [
        Link(
            url=reverse("web:handover-paper", args=[found.number]),
            label=_("The list as a paper to sign (PDF)"),
        )
    ]
    if not found.signed_on:
        deeds.append(
            Link(url=reverse("web:handover-sign", args=[found.number, "ours"]), label=_("Sign for our side"))
        )
    if not found.countersigned_on:
        deeds.append(
            Link(
                url=reverse("web:handover-sign", args=[found.number, "theirs"]),
                label=_("The other side has signed"),
            )
        )
    context: dict[str, Any] = {
        "title": found.number,
        "kicker": _("Handover list"),
        "crumbs": [*list_crumb("handovers", _("Handover lists")), Link(url="", label=found.number)],
        "summary": [
            SummaryRow(label=_("State"), value=_handover_state(found)),
            SummaryRow(label=_("Which way"), value=found.get_direction_display()),
            SummaryRow(label=_("The other country"), value=code_words("Country", [found.country])),
            SummaryRow(label=_("Planned for"), value=found.planned_on),
            SummaryRow(label=_("Our side signed on"), value=found.signed_on),
            SummaryRow(label=_("The other side signed on"), value=found.countersigned_on),
        ],
        "deeds": deeds,
        "sections": [
            Section(
                title=_("Who goes"), columns=ways_columns(), rows=[way_row(way) for way in ways], nothing="–"
            )
        ],
        "story": story_of(found, limit=6),
    }
    return render(request, "register/parts.html", context)


@for_officers(Power.REFER_VICTIM)
def sign(request: OfficerRequest, number: str, side: str) -> HttpResponse:
    """One side's signature."""
    found = one_of(handovers_visible_to(request.user), number)
    if side not in {"ours", "theirs"}:
        raise Http404

    def act(form: DayForm) -> str:
        try:
            sign_handover(
                by=request.user, handover=found, on=form.cleaned_data["on"], countersigned=side == "theirs"
            )
        except NotAllowed as fault:
            raise ValueError("The body that made the list signs it.") from fault
        return reverse("web:handover", args=[found.number])

    title = _("The other side has signed") if side == "theirs" else _("Sign for our side")
    back = reverse("web:handover", args=[found.number])
    page = FormPage(
        title=title,
        crumbs=[*list_crumb("handovers", _("Handover lists")), Link(url=back, label=found.number)],
        save=_("Save"),
        back=back,
        lede=_("With both signatures everybody on the list is handed over."),
    )
    return fill_in(request, page, DayForm, act, initial=DayForm.start())


@for_officers(Power.REFER_VICTIM)
def handover_paper(request: OfficerRequest, number: str) -> HttpResponse:
    """The list with names, to be signed by both sides."""
    found = one_of(handovers_visible_to(request.user), number)
    told = read_handover(by=request.user, handover=found)
    response = HttpResponse(
        handover_list_pdf(found, told, language=language_now()), content_type="application/pdf"
    )
    response["Content-Disposition"] = f'attachment; filename="handover-{found.number}.pdf"'
    response["Cache-Control"] = "no-store, private"
    return response
