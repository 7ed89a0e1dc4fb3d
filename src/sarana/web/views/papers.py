"""The annual report: chosen, read as a page, taken away as PDF, as a Word document or as one HTML file."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.base.accounts.rules import has_power
from sarana.base.ledger.queries import head
from sarana.measure.figures.models import Snapshot
from sarana.measure.figures.queries import latest_snapshot, years_of
from sarana.publish.papers.annual import annual_report_html, annual_report_pdf
from sarana.publish.papers.content import annual_content
from sarana.publish.papers.word_papers import annual_report_docx
from sarana.register.exports import record_export
from sarana.web.components import Column, Link
from sarana.web.forms.figures import ReportForm
from sarana.web.views.gate import OfficerRequest, for_officers

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_KINDS: dict[str, tuple[Callable[..., bytes], str]] = {
    "pdf": (annual_report_pdf, "application/pdf"),
    "docx": (annual_report_docx, WORD),
    "html": (annual_report_html, "text/html; charset=utf-8"),
}
_PARTS = ("summary", "plan", "statements", "gaps")
_STATEMENTS_A_PAGE = 12


@lru_cache(maxsize=4)
def _content(snapshot: Snapshot, year: int, calendar: str, language: str, _ledger: str) -> dict[str, Any]:
    """What the report says, kept until anything is written: plan and checked texts are part of it."""
    return annual_content(snapshot, year=year, calendar=calendar, language=language)


def report_form(request: OfficerRequest, snapshot: Snapshot) -> ReportForm:
    """What is asked for; without a wish the last year that is over, in the page's language."""
    years = years_of(str(snapshot.pk))
    taken = snapshot.taken_on.year
    default = taken - 1 if taken - 1 in years else taken
    language = "km" if (get_language() or "km").startswith("km") else "en"
    return ReportForm(request.GET.dict(), years, default, language)


@for_officers(Power.WRITE_REPORT)
def papers(request: OfficerRequest) -> HttpResponse:
    """The report as a page, a part at a time, with the files to take away."""
    snapshot = latest_snapshot()
    if snapshot is None:
        return render(
            request, "figures/none.html", {"may_take": has_power(request.user, Power.TAKE_SNAPSHOT)}
        )
    form = report_form(request, snapshot)
    wanted = form.cleaned_data
    content = _content(snapshot, wanted["year"], wanted["calendar"], wanted["language"], head()[1])
    query = urlencode(wanted)
    sections = {section["code"]: section for section in content["figures"]}
    part = request.GET.get("part", "")
    part = part if part in (*_PARTS, *sections) else "summary"
    context = {
        "year_form": form,
        "r": content,
        "tabs": [
            Link(url=f"?{query}&part={name}", label=content["w"][name], current=name == part)
            for name in _PARTS
        ],
        "part": part,
        "section": _drawn(sections[part]) if part in sections else None,
        "summary_rows": [
            {**line, "url": f"?{query}&part={section['code']}"}
            for line, section in zip(content["summary"], content["figures"], strict=True)
        ],
        "summary_columns": _summary_columns(content["w"]),
        "plan_columns": _plan_columns(content["w"]),
        "statements": content["statements"][:_STATEMENTS_A_PAGE],
        "statements_left": max(0, len(content["statements"]) - _STATEMENTS_A_PAGE),
        "word": f"{reverse('web:paper-docx')}?{query}",
        "pdf": f"{reverse('web:paper-pdf')}?{query}",
        "html": f"{reverse('web:paper-html')}?{query}",
    }
    return render(request, "papers_page/annual.html", context)


def _drawn(section: dict[str, Any]) -> dict[str, Any]:
    """The section with its drawings marked as ours: every word in them was escaped where it was drawn."""
    tables = [
        {
            **table,
            "chart": mark_safe(table["chart"]),  # noqa: S308
            "columns": [
                Column(key="name", label=table["title"]),
                Column(key="value", label=section["unit"], kind="number"),
            ],
        }
        for table in section["tables"]
    ]
    return {**section, "series": mark_safe(section["series"]), "tables": tables}  # noqa: S308


def _summary_columns(words: dict[str, str]) -> list[Column]:
    return [
        Column(key="name", label=words["indicator"], link="url"),
        Column(key="value", label=words["value"], kind="number"),
        Column(key="before", label=words["year_before"], kind="number"),
        Column(key="change", label=words["change"], kind="number"),
    ]


def _plan_columns(words: dict[str, str]) -> list[Column]:
    return [
        Column(key="title", label=words["measure"]),
        Column(key="lead", label=words["lead"]),
        Column(key="due", label=words["due"]),
        Column(key="state", label=words["state"]),
        Column(key="target", label=words["target"]),
        Column(key="reached", label=words["reached"], kind="number"),
    ]


@for_officers(Power.WRITE_REPORT)
def paper_pdf(request: OfficerRequest) -> HttpResponse:
    """The report as a PDF."""
    return _file(request, "pdf")


@for_officers(Power.WRITE_REPORT)
def paper_docx(request: OfficerRequest) -> HttpResponse:
    """The report as a Word document, to be edited."""
    return _file(request, "docx")


@for_officers(Power.WRITE_REPORT)
def paper_html(request: OfficerRequest) -> HttpResponse:
    """The report as one HTML file that needs nothing beside it."""
    return _file(request, "html")


def _file(request: OfficerRequest, kind: str) -> HttpResponse:
    snapshot = latest_snapshot()
    if snapshot is None:
        return HttpResponse(_("No snapshot yet"), status=409, content_type="text/plain; charset=utf-8")
    wanted = report_form(request, snapshot).cleaned_data
    make, content_type = _KINDS[kind]
    content = make(snapshot, year=wanted["year"], calendar=wanted["calendar"], language=wanted["language"])
    response = HttpResponse(content, content_type=content_type)
    # It stays in the house, so who took it is on record.
    name = f"annual-report-{wanted['year']}-{wanted['calendar']}-{wanted['language']}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    record_export(by=request.user, what=name, rows=0)
    return response
