"""Ways home: the list, one way with its steps, the forms of the steps."""

from collections.abc import Callable
from datetime import timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.register.cases.queries import victim_numbered
from sarana.register.cases.rules import may_open_identities
from sarana.register.repatriation.actions import (
    answer_tracing,
    ask_tracing,
    assess_place,
    begin_repatriation,
    call_off,
    issue_document,
    read_way,
    record_agreement,
    send_feedback,
)
from sarana.register.repatriation.models import Repatriation
from sarana.register.repatriation.queries import repatriations_visible_to, ways_due
from sarana.register.repatriation.rules import may_move_repatriation, next_due, steps_done
from sarana.web.components import Column, Link, Status, SummaryRow
from sarana.web.forms.care import (
    AssessmentForm,
    CallOffForm,
    DayForm,
    DocumentForm,
    FeedbackForm,
    TracingForm,
    WayHomeForm,
)
from sarana.web.forms.care_filters import RepatriationFilter
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers, one_of, only
from sarana.web.views.listing import as_csv, csv_address, page_of, wants_csv
from sarana.web.views.phrases import code_words, person_facts, url_of
from sarana.web.views.sections import Section
from sarana.web.views.trail import story_of
from sarana.web.views.victim_frame import victim_page

_AHEAD = timedelta(days=14)
_CSV = {
    "number": "number",
    "their_number": "their_number",
    "victim": "victim__number",
    "direction": "direction",
    "country": "country",
    "traced_on": "traced_on",
    "tracing_result": "tracing_result",
    "assessed_on": "assessed_on",
    "assessment": "assessment",
    "handed_over_on": "handed_over_on",
    "feedback_on": "feedback_on",
}


def _step_words() -> dict[str, str]:
    return {
        "agreed": _("She says that she wants to go"),
        "tracing_asked": _("Family tracing asked for"),
        "traced": _("Family tracing answered"),
        "assessed": _("The province looked at the place"),
        "document": _("Travel document"),
        "handed_over": _("Handed over, both sides signed"),
        "feedback": _("The other state was told"),
    }


def ways_columns() -> list[Column]:
    """The columns of a list of ways home."""
    return [
        Column(key="number", label=_("Way home"), kind="code", link="url"),
        Column(key="victim", label=_("Person"), kind="code", link="victim_url"),
        Column(key="direction", label=_("Which way")),
        Column(key="country", label=_("The other country")),
        Column(key="their_number", label=_("Their number")),
        Column(key="state", label=_("State")),
    ]


def way_row(way: Repatriation) -> dict[str, object]:
    """A way home as a line of a list."""
    return {
        "number": way.number,
        "url": reverse("web:repatriation", args=[way.number]),
        "victim": way.victim.number,
        "victim_url": url_of(way.victim),
        "direction": way.get_direction_display(),
        "country": code_words("Country", [way.country]),
        "their_number": way.their_number or None,
        "state": way_state(way),
    }


def way_state(way: Repatriation) -> Status:
    """The last step that was done, or what is late."""
    if way.called_off_on:
        return Status(code="closed", label=_("Called off"))
    due = next_due(way)
    words = _step_words()
    if due and due[1] < timezone.localdate():
        return Status(code="overdue", label=_("Waits for: %(what)s") % {"what": words[due[0]]})
    done = [step for step, day in steps_done(way).items() if day]
    if not done:
        return Status(code="new", label=_("Begun"))
    return Status(code="done" if way.handed_over_on else "in_progress", label=words[done[-1]])


@for_officers(Power.SEE_CASES)
def repatriations(request: OfficerRequest) -> HttpResponse:
    """Every way home of the persons in cases that the officer sees."""
    asked = RepatriationFilter(request.GET)
    found = asked.narrow(repatriations_visible_to(request.user))
    if wants_csv(request):
        return as_csv(request, "repatriations", found, _CSV)
    page = page_of(request, found)
    context = {
        "title": _("Ways home"),
        "lede": _(
            "Of her own will or not at all: tracing, the province’s look, a paper, a list that both sides sign, word back."
        ),
        "tabs": ways_tabs("repatriations"),
        "filter": asked,
        "filtered": any(asked.cleaned_data.values()),
        "page": page,
        "rows": [way_row(way) for way in page.rows],
        "columns": ways_columns(),
        "csv": csv_address(request),
        "nothing": _("Nobody is on the way home"),
        "nothing_text": _("A way home begins on the page of a person’s care."),
    }
    return render(request, "register/list.html", context)


def ways_tabs(current: str) -> list[Link]:
    """Ways home, and the lists by which they end."""
    names = [("repatriations", _("Ways home")), ("handovers", _("Handover lists"))]
    return [Link(url=reverse(f"web:{name}"), label=label, current=name == current) for name, label in names]


def ways_due_section(officer: Officer, shown: int) -> Section | None:
    """For my day: answers to family tracing that are awaited, and states that wait for word."""
    words = _step_words()
    rows = [
        {**way_row(way), "what": words[step], "on": on}
        for way, step, on in ways_due(officer, timezone.localdate() + _AHEAD, shown)
    ]
    columns = [
        Column(key="number", label=_("Way home"), kind="code", link="url"),
        Column(key="what", label=_("What waits")),
        Column(key="on", label=_("Day"), kind="date"),
        Column(key="state", label=_("State")),
    ]
    return Section(title=_("Ways home"), columns=columns, rows=rows, nothing="") if rows else None


def list_crumb(name: str, label: str) -> list[Link]:
    """The way back to one of the two lists."""
    return [Link(url=reverse(f"web:{name}"), label=label)]


@for_officers(Power.SEE_CASES)
def repatriation(request: OfficerRequest, number: str) -> HttpResponse:
    """One way home with its steps."""
    officer = request.user
    way = one_of(repatriations_visible_to(officer), number)
    words, may = _step_words(), may_move_repatriation(officer, way) and not way.called_off_on
    said = read_way(by=officer, way=way) if may_open_identities(officer, way.victim.case) else {}
    steps = [
        {
            "step": words[step],
            "on": day,
            "deed": (_("Change") if day else _("Record")) if may and step in _STEPS else "",
            "url": reverse("web:repatriation-step", args=[way.number, step])
            if may and step in _STEPS
            else "",
        }
        for step, day in steps_done(way).items()
    ]
    columns = [
        Column(key="step", label=_("Step")),
        Column(key="on", label=_("Day"), kind="date"),
        Column(key="deed", label=_("Record"), link="url"),
    ]
    off = Link(
        url=reverse("web:repatriation-step", args=[way.number, "call-off"]), label=_("She does not go")
    )
    context = {
        "title": way.number,
        "kicker": f"{_('Way home')} · {way.victim.number} · {person_facts(way.victim)}",
        "crumbs": [*list_crumb("repatriations", _("Ways home")), Link(url="", label=way.number)],
        "summary": [
            SummaryRow(label=_("Which way"), value=way.get_direction_display()),
            SummaryRow(label=_("The other country"), value=code_words("Country", [way.country])),
            SummaryRow(label=_("Our number"), value=way.number),
            SummaryRow(label=_("Their number"), value=way.their_number or None),
            SummaryRow(label=_("Whom to call there"), value=said.get("their_contact")),
            SummaryRow(label=_("Result of the tracing"), value=way.get_tracing_result_display() or None),
            SummaryRow(label=_("The province found"), value=way.get_assessment_display() or None),
            SummaryRow(label=_("What was seen"), value=said.get("assessment")),
            SummaryRow(label=_("Document"), value=way.get_travel_document_display() or None),
            SummaryRow(label=_("What the other side is told"), value=said.get("feedback")),
            SummaryRow(
                label=_("Handover list"),
                value=Link(url=reverse("web:handover", args=[way.handover.number]), label=way.handover.number)
                if way.handover
                else None,
            ),
        ],
        "deeds": [off] if may and not way.handed_over_on else [],
        "sections": [Section(title=_("Steps"), columns=columns, rows=steps, nothing="")],
        "story": story_of(way, limit=8),
    }
    return render(request, "register/parts.html", context)


@for_officers(Power.REFER_VICTIM)
def new_repatriation(request: OfficerRequest, number: str) -> HttpResponse:
    """Begin a victim's way home."""
    victim = only(victim_numbered(request.user, number=number.upper()))

    def act(form: WayHomeForm) -> str:
        given = dict(form.cleaned_data)
        words = {"their_contact": given.pop("their_contact")}
        way = begin_repatriation(by=request.user, victim=victim, words=words, **given)
        return reverse("web:repatriation", args=[way.number])

    page = victim_page(victim, _("Begin her way home"), _("Begin"), lede=_("Of her own will or not at all."))
    return fill_in(request, page, WayHomeForm, act)


_STEPS: dict[str, tuple[type[DayForm], Callable[..., Repatriation]]] = {
    "agreed": (DayForm, record_agreement),
    "tracing_asked": (DayForm, ask_tracing),
    "traced": (TracingForm, answer_tracing),
    "assessed": (AssessmentForm, assess_place),
    "document": (DocumentForm, issue_document),
    "feedback": (FeedbackForm, send_feedback),
    "call-off": (CallOffForm, call_off),
}


@for_officers(Power.REFER_VICTIM)
def step(request: OfficerRequest, number: str, what: str) -> HttpResponse:
    """Record one step."""
    way = one_of(repatriations_visible_to(request.user), number)
    if what not in _STEPS:
        raise Http404
    make, action = _STEPS[what]

    def act(form: DayForm) -> str:
        action(by=request.user, way=way, **form.cleaned_data)
        return reverse("web:repatriation", args=[way.number])

    title = _("She does not go") if what == "call-off" else _step_words()[what]
    page = FormPage(
        title=title,
        crumbs=[
            *list_crumb("repatriations", _("Ways home")),
            Link(url=reverse("web:repatriation", args=[way.number]), label=way.number),
        ],
        save=_("Save"),
        back=reverse("web:repatriation", args=[way.number]),
        kicker=way.number,
        kind="danger" if what == "call-off" else "",
    )
    return fill_in(request, page, make, act, initial=DayForm.start())
