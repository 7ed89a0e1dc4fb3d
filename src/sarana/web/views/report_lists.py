"""Reports in lists: all, newest first, and those that wait, the most urgent first."""

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import has_power
from sarana.register.reports.models import Report
from sarana.register.reports.queries import (
    most_urgent,
    newest_reports,
    reports_visible_to,
    reports_waiting,
)
from sarana.web.components import Column, Link
from sarana.web.forms.filters import ReportFilter
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.listing import (
    PAGE_SIZE,
    ListPage,
    as_csv,
    csv_address,
    newest_page,
    page_of,
    wants_csv,
)
from sarana.web.views.phrases import (
    answer,
    chosen,
    place_words,
    report_state,
    time_left,
    url_of,
)

_CSV = {
    "number": "number",
    "received_at": "received_at",
    "channel": "channel",
    "agency": "agency__code",
    "place": "place_id",
    "danger_now": "danger_now",
    "minors": "minors",
    "persons": "persons",
    "forms_of_exploitation": "forms_of_exploitation",
    "state": "state",
    "acknowledged_at": "acknowledged_at",
    "closed_at": "closed_at",
    "closure_reason": "closure_reason",
}


def reports_link() -> Link:
    """The way to the list, for breadcrumbs."""
    return Link(url=reverse("web:reports"), label=_("Reports"))


def report_columns() -> list[Column]:
    """The columns of a list of reports."""
    return [
        Column(key="number", label=_("Report"), kind="code", link="url"),
        Column(key="received_at", label=_("Told on"), kind="date"),
        Column(key="place", label=_("Where")),
        Column(key="danger", label=_("Danger now")),
        Column(key="minors", label=_("Under 18")),
        Column(key="persons", label=_("Persons"), kind="number"),
        Column(key="state", label=_("State")),
    ]


def report_row(report: Report) -> dict[str, object]:
    """A report as a line of a list."""
    now = timezone.now()
    return {
        "number": report.number,
        "url": url_of(report),
        "received_at": report.received_at,
        "place": place_words(report.place),
        "danger": answer(report.danger_now, chosen(report, "danger_now")),
        "minors": answer(report.minors, chosen(report, "minors")),
        "persons": report.persons,
        "state": report_state(report, now),
        "left": time_left(report, now) or None,
        "score": getattr(report, "score", None),
    }


def waiting_columns() -> list[Column]:
    """The columns of reports that wait: what puts them in order comes first."""
    known = {column.key: column for column in report_columns()}
    urgency = Column(key="score", label=_("Urgency"), kind="number")
    clock = Column(key="left", label=_("Clock"))
    return [known["number"], urgency, clock, *(known[k] for k in ("danger", "minors", "place", "state"))]


@for_officers(Power.SEE_REPORTS)
def reports(request: OfficerRequest) -> HttpResponse:
    """Every report the officer may see, newest first."""
    asked = ReportFilter(request.GET)

    def found() -> QuerySet[Report]:
        return asked.narrow(reports_visible_to(request.user))

    if wants_csv(request):
        return as_csv(request, "reports", found(), _CSV)
    page = page_of(request, found()) if asked.narrows else newest_page(request, newest_reports)
    context = {
        "title": _("Reports"),
        "tabs": report_tabs("reports", request.user),
        "filter": asked,
        "filtered": asked.narrows,
        "page": page,
        "rows": [report_row(report) for report in page.rows],
        "columns": report_columns(),
        "csv": csv_address(request),
        "add": _new_link(request.user),
        "nothing": _("No reports yet"),
        "nothing_text": _(
            "When somebody reports to your agency, record it here; it takes about three minutes."
        ),
    }
    return render(request, "register/list.html", context)


@for_officers(Power.SEE_REPORTS)
def waiting(request: OfficerRequest) -> HttpResponse:
    """Open reports, the most urgent first."""
    asked = ReportFilter(request.GET)
    if wants_csv(request):
        return as_csv(request, "reports", asked.narrow(reports_waiting(request.user)), _CSV)
    page = page_by_score(request, asked)
    context = {
        "title": _("Open reports"),
        "tabs": report_tabs("reports-waiting", request.user),
        "filter": asked,
        "filtered": asked.narrows,
        "page": page,
        "rows": [report_row(report) for report in page.rows],
        "columns": waiting_columns(),
        "csv": csv_address(request),
        "nothing": _("No report waits"),
        "nothing_text": _("New ones appear here, the most urgent first."),
    }
    return render(request, "register/list.html", context)


def report_tabs(here: str, officer: Officer) -> list[Link]:
    """The two orders in which reports are listed, and what those who decide on reading them look at."""
    asked = [("report-openings", _("Requests to read a report"))]
    tabs = [("reports-waiting", _("Open, most urgent first")), ("reports", _("All, newest first"))]
    tabs += asked if has_power(officer, Power.GRANT_OPENING) else []
    return [Link(url=reverse(f"web:{name}"), label=label, current=name == here) for name, label in tabs]


def page_by_score(request: OfficerRequest, asked: ReportFilter) -> ListPage[Any]:
    """The page that ``?after=score.key`` asks for; what it holds moves as reports grow older or are taken up."""
    score, _dot, key = request.GET.get("after", "").partition(".")
    try:
        after = (int(score), UUID(key)) if key else None
    except ValueError:
        after = None
    if asked.narrows:
        found: Any = asked.narrow(reports_waiting(request.user))
        ordered = found.order_by("-score", "pk")
        if after is not None:
            ordered = ordered.filter(Q(score__lt=after[0]) | Q(score=after[0], pk__gt=after[1]))
        rows: list[Any] = list(ordered[: PAGE_SIZE + 1])
    else:
        rows = list(most_urgent(request.user, after=after, most=PAGE_SIZE + 1))
    query = request.GET.copy()
    query.pop("after", None)
    newer = f"?{query.urlencode()}" if after is not None else ""
    older = ""
    if len(rows) > PAGE_SIZE:
        last = rows[PAGE_SIZE - 1]
        query["after"] = f"{last.score}.{last.pk}"
        older = f"?{query.urlencode()}"
    return ListPage(rows[:PAGE_SIZE], newer, older)


def _new_link(officer: Officer) -> Link | None:
    new = Link(url=reverse("web:report-new"), label=_("New report"))
    return new if has_power(officer, Power.RECORD_REPORT) else None
