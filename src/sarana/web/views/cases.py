"""Cases: the list and a new one."""

from functools import partial

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import has_power
from sarana.register.cases.actions import open_case
from sarana.register.cases.models import Case
from sarana.register.cases.queries import cases_visible_to, newest_cases, with_counts
from sarana.register.reports.models import Report
from sarana.register.reports.queries import links_of, reports_visible_to
from sarana.web.components import Column, Link
from sarana.web.forms.cases import CaseForm
from sarana.web.forms.filters import CaseFilter
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.listing import as_csv, csv_address, newest_page, page_of, wants_csv
from sarana.web.views.phrases import case_state, place_words, url_of

_CSV = {
    "number": "number",
    "opened_on": "opened_on",
    "agency": "agency__code",
    "place": "place_id",
    "state": "state",
    "closed_on": "closed_on",
    "victims": "victim_count",
    "suspects": "suspect_count",
}


def cases_link() -> Link:
    """The way to the list, for breadcrumbs."""
    return Link(url=reverse("web:cases"), label=_("Cases"))


def case_crumbs(case: Case) -> list[Link]:
    """The way to a case, for breadcrumbs."""
    return [cases_link(), Link(url=url_of(case), label=case.number)]


def casework_tabs(current: str) -> list[Link]:
    """The lists that belong together: cases, and the people and proceedings in them."""
    names = [
        ("cases", _("Cases")),
        ("victims", _("Victims")),
        ("suspects", _("Suspects")),
        ("proceedings", _("Proceedings")),
        ("money", _("Money trail")),
        ("link-ways", _("Links")),
    ]
    return [Link(url=reverse(f"web:{name}"), label=label, current=name == current) for name, label in names]


def case_columns(*, with_owner: bool = True) -> list[Column]:
    """The columns of a list of cases."""
    owner = [Column(key="owner", label=_("Owner"))] if with_owner else []
    return [
        Column(key="number", label=_("Case"), kind="code", link="url"),
        Column(key="opened_on", label=_("Opened on"), kind="date"),
        Column(key="place", label=_("Where")),
        Column(key="victims", label=_("Victims"), kind="number"),
        Column(key="suspects", label=_("Suspects"), kind="number"),
        *owner,
        Column(key="state", label=_("State")),
    ]


def case_row(case: Case) -> dict[str, object]:
    """A case (with its counts) as a line of a list."""
    return {
        "number": case.number,
        "url": url_of(case),
        "opened_on": case.opened_on,
        "place": place_words(case.place),
        "victims": getattr(case, "victim_count", None),
        "suspects": getattr(case, "suspect_count", None),
        "owner": case.owner.name,
        "state": case_state(case),
    }


@for_officers(Power.SEE_CASES)
def cases(request: OfficerRequest) -> HttpResponse:
    """Every case the officer may see, newest first."""
    asked = CaseFilter(request.GET)

    def found() -> QuerySet[Case]:
        return with_counts(asked.narrow(cases_visible_to(request.user)))

    if wants_csv(request):
        return as_csv(request, "cases", found(), _CSV)
    page = page_of(request, found()) if asked.narrows else newest_page(request, newest_cases)
    may_open = has_power(request.user, Power.OPEN_CASE)
    context = {
        "title": _("Cases"),
        "tabs": casework_tabs("cases"),
        "filter": asked,
        "filtered": asked.narrows,
        "page": page,
        "rows": [case_row(case) for case in page.rows],
        "columns": case_columns(),
        "csv": csv_address(request),
        "add": Link(url=reverse("web:case-new"), label=_("New case")) if may_open else None,
        "nothing": _("No cases yet"),
        "nothing_text": _("A case is opened from a report, or when another agency shares one with yours."),
    }
    return render(request, "register/list.html", context)


def _with_linked(officer: Officer, numbers: list[str], report: Report | None) -> list[str]:
    """The numbers asked for, and those of reports that an officer linked to the report as the same matter."""
    linked = [other.number for _link, other in links_of(report, officer)] if report else []
    return list(dict.fromkeys([*(number.upper() for number in numbers), *linked]))


@for_officers(Power.OPEN_CASE)
def new_case(request: OfficerRequest) -> HttpResponse:
    """Open a case; the reports it comes from may be named in the address."""
    visible = reports_visible_to(request.user)
    numbers = request.GET.getlist("report")
    first = visible.filter(number=numbers[0].upper()).first() if numbers else None
    initial = {
        "opened_on": timezone.localdate(),
        "reports": ", ".join(_with_linked(request.user, numbers, first)),
        "place": first.place if first else request.user.place,
    }
    page = FormPage(
        title=_("New case"), crumbs=[cases_link()], save=_("Open the case"), back=reverse("web:cases")
    )

    def act(form: CaseForm) -> str:
        given = form.cleaned_data
        case = open_case(
            by=request.user,
            opened_on=given["opened_on"],
            words={"title": given["title"], "summary": given["summary"]},
            place=given["place"],
            reports=given["reports"],
        )
        return url_of(case)

    return fill_in(request, page, partial(CaseForm, visible=visible), act, initial=initial)
