"""Traces of a case: the list, a new one, one trace with what it is to whom, and the whole value for a reason."""

from collections import defaultdict
from collections.abc import Iterable
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.vault.sealing import unseal
from sarana.register.cases.actions.casework import require_edit
from sarana.register.cases.models import Case
from sarana.register.cases.queries import case_numbered
from sarana.register.cases.rules import may_edit_case, may_open_identities
from sarana.register.traces.actions import add_trace, end_link, link_trace, open_trace
from sarana.register.traces.models import Trace, TraceLink
from sarana.register.traces.queries import links_of_traces, newest_traces, traces_visible_to
from sarana.register.traces.rules import may_read_trace, tail_of
from sarana.web.components import Column, Link, SummaryRow
from sarana.web.forms.faults import in_words
from sarana.web.forms.traces import EndLinkForm, LinkForm, TraceFilter, TraceForm
from sarana.web.views.case_deeds import case_page
from sarana.web.views.cases import case_crumbs
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers, one_of, only
from sarana.web.views.listing import as_csv, csv_address, page_of, wants_csv
from sarana.web.views.phrases import event_words, url_of
from sarana.web.views.sections import Section
from sarana.web.views.trail import story_of

_CSV = {"number": "number", "case": "case__number", "kind": "kind", "added_at": "added_at"}
_SHOWN = 6


def trace_columns() -> list[Column]:
    """The columns of a list of traces."""
    return [
        Column(key="number", label=_("Trace"), kind="code", link="url"),
        Column(key="kind", label=_("What it is")),
        Column(key="end", label=_("Ends in")),
        Column(key="links", label=_("What it is to whom")),
    ]


def trace_row(trace: Trace, links: Iterable[TraceLink], *, may_read: bool) -> dict[str, object]:
    """A trace as a line of a list; the end of its value only for those who may open identities."""
    return {
        "number": trace.number,
        "url": url_of(trace),
        "kind": trace.get_kind_display(),
        "end": tail_of(trace.kind, unseal(trace)["value"]) or None if may_read else None,
        "links": "; ".join(link_words(link) for link in links) or None,
    }


def link_words(link: TraceLink) -> str:
    """A link in a line: who or what, and what the trace is to them."""
    return f"{end_words(link)} {link.get_relation_display()}"


def end_words(link: TraceLink) -> str:
    """The person or event at the other end."""
    person = link.victim or link.suspect
    return person.number if person else event_words(link.event) if link.event else ""


def traces_section(officer: Officer, case: Case, *, may_edit: bool) -> Section:
    """The newest traces of a case, for its page."""
    found = newest_traces(None, _SHOWN + 1, case=case.pk)
    links = defaultdict[UUID, list[TraceLink]](list)
    for link in links_of_traces(keys=tuple(trace.pk for trace in found)) if found else ():
        links[link.trace_id].append(link)
    may_read = may_open_identities(officer, case)
    add = Link(url=reverse("web:trace-new", args=[case.number]), label=_("Add a trace"))
    more = Link(url=reverse("web:traces", args=[case.number]), label=_("All traces of the case"))
    return Section(
        title=_("Traces"),
        anchor="traces",
        columns=trace_columns(),
        rows=[trace_row(trace, links[trace.pk], may_read=may_read) for trace in found[:_SHOWN]],
        nothing=_("No telephone, account, vehicle or premises is on record in this case."),
        add=add if may_edit else None,
        more=more if len(found) > _SHOWN else None,
    )


LINKED = ("links__victim", "links__suspect", "links__event__place")


@for_officers(Power.SEE_CASES)
def traces(request: OfficerRequest, number: str) -> HttpResponse:
    """Every trace of a case; the values are not in the list to take away."""
    case = only(case_numbered(request.user, number=number.upper()))
    asked = TraceFilter(request.GET)
    found = asked.narrow(traces_visible_to(request.user).filter(case=case))
    if wants_csv(request):
        return as_csv(request, "traces", found, _CSV)
    page = page_of(request, found.prefetch_related(*LINKED))
    may_read = may_open_identities(request.user, case)
    context = {
        "title": _("Traces of the case %(number)s") % {"number": case.number},
        "crumbs": [*case_crumbs(case), Link(url="", label=_("Traces"))],
        "filter": asked,
        "filtered": any(asked.cleaned_data.values()),
        "page": page,
        "rows": [trace_row(trace, trace.links.all(), may_read=may_read) for trace in page.rows],
        "columns": trace_columns(),
        "csv": csv_address(request),
        "add": Link(url=reverse("web:trace-new", args=[case.number]), label=_("Add a trace"))
        if may_edit_case(request.user, case)
        else None,
        "nothing": _("No traces on record"),
        "nothing_text": _("Telephones, accounts, vehicles and premises tie people together."),
    }
    return render(request, "register/list.html", context)


@for_officers(Power.EDIT_CASE)
def new_trace(request: OfficerRequest, number: str) -> HttpResponse:
    """Add a trace and say whose it is."""
    case = only(case_numbered(request.user, number=number.upper()))
    require_edit(request.user, case)

    def act(form: TraceForm) -> str:
        given = form.cleaned_data
        words = {name: given[name] for name in ("kind", "value", "note")}
        with transaction.atomic():  # trace and first link, or neither
            trace = add_trace(by=request.user, case=case, **words)
            if link := form.link():
                link_trace(by=request.user, trace=trace, **link)
        messages.success(request, _("It is sealed, and was held against the traces of all other cases."))
        return f"{url_of(case)}#traces"

    page = case_page(case, _("New trace"), _("Seal the trace"))
    return fill_in(request, page, partial(TraceForm, case=case), act)


@for_officers(Power.SEE_CASES)
def trace(request: OfficerRequest, number: str) -> HttpResponse:
    """One trace: what it is to whom, how that is known, and its story."""
    officer = request.user
    found = one_of(traces_visible_to(officer), number)
    may_read = may_read_trace(officer, found)
    may_edit = may_edit_case(officer, found.case)
    context = {
        "trace": found,
        "crumbs": [*case_crumbs(found.case), Link(url="", label=found.number)],
        "end": tail_of(found.kind, unseal(found)["value"]) if may_read else "",
        "may_open": may_read,
        "section": _links(found, may_edit=may_edit),
        "chart": reverse("web:case-chart", args=[found.case.number]),
        "story": story_of(found, limit=8),
    }
    return render(request, "register/trace.html", context)


def _links(found: Trace, *, may_edit: bool) -> Section:
    rows = [
        {
            "end": end_words(link),
            "end_url": url_of(person) if (person := link.victim or link.suspect) else "",
            "relation": link.get_relation_display(),
            "confidence": link.get_confidence_display(),
            "known_from": link.get_known_from_display(),
            "since": link.since,
            "until": link.until
            or (Link(url=reverse("web:link-end", args=[found.number, link.pk]), label=_("Say until when")) if may_edit else None),
        }
        for link in found.links.select_related("victim", "suspect", "event__place")
    ]  # fmt: skip
    return Section(
        title=_("What it is to whom"),
        columns=[
            Column(key="end", label=_("Person or event"), link="end_url"),
            Column(key="relation", label=_("What it is to them")),
            Column(key="confidence", label=_("How sure it is")),
            Column(key="known_from", label=_("How that is known")),
            Column(key="since", label=_("Since"), kind="date"),
            Column(key="until", label=_("Until"), kind="date"),
        ],
        rows=rows,
        nothing=_("It is not said yet whose it is."),
        add=Link(url=reverse("web:trace-link", args=[found.number]), label=_("Say whose it is"))
        if may_edit
        else None,
    )


def _trace_page(found: Trace, title: str, save: str) -> FormPage:
    crumbs = [*case_crumbs(found.case), Link(url=url_of(found), label=found.number)]
    kicker = f"{found.number} · {found.get_kind_display()}"
    return FormPage(title=title, crumbs=crumbs, save=save, back=url_of(found), kicker=kicker)


@for_officers(Power.EDIT_CASE)
def link(request: OfficerRequest, number: str) -> HttpResponse:
    """Say what a trace is to one more person or event."""
    found = one_of(traces_visible_to(request.user), number)
    require_edit(request.user, found.case)

    def act(form: LinkForm) -> str:
        if given := form.link():
            link_trace(by=request.user, trace=found, **given)
        return url_of(found)

    return fill_in(
        request, _trace_page(found, _("Say whose it is"), _("Save")), partial(LinkForm, case=found.case), act
    )


@for_officers(Power.EDIT_CASE)
def end(request: OfficerRequest, number: str, key: int) -> HttpResponse:
    """Say until when a link held."""
    found = one_of(traces_visible_to(request.user), number)
    require_edit(request.user, found.case)
    one = found.links.filter(pk=key).select_related("trace__case").first()
    if one is None:
        raise Http404

    def act(form: EndLinkForm) -> str:
        end_link(by=request.user, link=one, on=form.cleaned_data["on"])
        return url_of(found)

    return fill_in(request, _trace_page(found, _("Until when"), _("Save")), EndLinkForm, act)


@require_POST
@for_officers(Power.OPEN_IDENTITY)
def whole(request: OfficerRequest, number: str) -> HttpResponse:
    """Show the whole value once; the reason is on record."""
    found = one_of(traces_visible_to(request.user), number)
    try:
        words = open_trace(by=request.user, trace=found, reason=request.POST.get("reason", ""))
    except ValueError as fault:
        messages.error(request, in_words(fault))
        return redirect(url_of(found))
    context = {
        "person": found,
        "back": url_of(found),
        "title": _("Opened trace"),
        "crumbs": [*case_crumbs(found.case), Link(url=url_of(found), label=found.number), Link(url="", label=_("Opened trace"))],
        "summary": [
            SummaryRow(label=found.get_kind_display(), value=words["value"]),
            SummaryRow(label=_("What else is known about it"), value=words.get("note") or None),
        ],
    }  # fmt: skip
    response = render(request, "people/identity.html", context)
    response.headers["Cache-Control"] = "no-store, private"
    return response
