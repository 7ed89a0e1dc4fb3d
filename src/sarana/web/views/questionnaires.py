"""Questionnaires of international examiners: chosen, read a part at a time, taken away as PDF or to be edited."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header, urlencode
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.base.accounts.rules import has_power
from sarana.measure.figures.queries import latest_snapshot
from sarana.publish.papers.questionnaire import (
    Answer,
    questionnaire_content,
    questionnaire_docx,
    questionnaire_pdf,
)
from sarana.register.exports import record_export
from sarana.science.questionnaires import QUESTIONNAIRES, Questionnaire
from sarana.web.components import Column, Link, Status, Tone
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.papers import WORD, report_form

_TONES: dict[str, Tone] = {Answer.ANSWERED: "good", Answer.PARTLY: "warn", Answer.OPEN: "neutral"}


def _one(code: str) -> Questionnaire:
    try:
        return QUESTIONNAIRES[code]
    except KeyError:
        raise Http404 from None


def _asked(request: OfficerRequest, code: str) -> tuple[Questionnaire, Any, dict[str, Any]] | None:
    """The questionnaire, the snapshot and what is wished for; nothing without a snapshot."""
    one, snapshot = _one(code), latest_snapshot()
    return None if snapshot is None else (one, snapshot, report_form(request, snapshot).cleaned_data)


@for_officers(Power.WRITE_REPORT)
def questionnaires(request: OfficerRequest) -> HttpResponse:
    """Which questionnaires there are, and how much of each the record answers."""
    snapshot = latest_snapshot()
    if snapshot is None:
        return _nothing(request)
    form = report_form(request, snapshot)
    year, language = form.cleaned_data["year"], form.cleaned_data["language"]
    query = urlencode({"year": year, "language": language})
    rows = []
    for one in QUESTIONNAIRES.values():
        r = questionnaire_content(one, snapshot, year=year, language=language)
        standings = [question["standing"] for part in r["parts"] for question in part["questions"]]
        url = f"{reverse('web:questionnaire', args=[one.code])}?{query}"
        rows.append({"title": r["title"], "url": url} | {kind: standings.count(kind) for kind in Answer})
    context = {
        "year_form": form,
        "rows": rows,
        "columns": [
            Column(key="title", label=_("Questionnaire"), link="url"),
            Column(key="answered", label=_("Answered from the record"), kind="number"),
            Column(key="partly", label=_("Partly on record"), kind="number"),
            Column(key="open", label=_("Not answered yet"), kind="number"),
        ],
    }
    return render(request, "papers_page/questionnaires.html", context)


@for_officers(Power.WRITE_REPORT)
def questionnaire(request: OfficerRequest, code: str) -> HttpResponse:
    """One questionnaire, a part at a time, with its files."""
    asked = _asked(request, code)
    if asked is None:
        return _nothing(request)
    one, snapshot, wanted = asked
    r = questionnaire_content(one, snapshot, year=wanted["year"], language=wanted["language"])
    query = urlencode({"year": wanted["year"], "language": wanted["language"]})
    chosen = request.GET.get("part", "")
    part = next((part for part in r["parts"] if part["code"] == chosen), r["parts"][0])
    context = {
        "r": r,
        "part": part,
        "crumbs": [Link(url=f"{reverse('web:questionnaires')}?{query}", label=_("Questionnaires"))],
        "tabs": [
            Link(url=f"?{query}&part={each['code']}", label=each["title"], current=each is part)
            for each in r["parts"]
        ],
        "questions": [_shown(question, r) for question in part["questions"]],
        "pdf": f"{reverse('web:questionnaire-pdf', args=[code])}?{query}",
        "word": f"{reverse('web:questionnaire-docx', args=[code])}?{query}",
    }
    return render(request, "papers_page/questionnaire.html", context)


def _shown(question: dict[str, Any], r: dict[str, Any]) -> dict[str, Any]:
    """A question with its tables as the page draws them."""
    w = r["w"]

    def rows(lines: list[list[str]]) -> list[dict[str, str]]:
        return [{f"c{n}": text for n, text in enumerate(line)} for line in lines]

    def columns(*names: str) -> list[Column]:
        return [
            Column(key=f"c{n}", label=name, kind="number" if n else "text") for n, name in enumerate(names)
        ]

    tables = []
    if question["figures"]:
        tables.append(
            (
                w["figure"],
                columns(w["figure"], r["year"], r["before"], w["units"]),
                rows(question["figures"]),
            )
        )
    tables += [(t["title"], columns(t["by"], r["year"]), rows(t["rows"])) for t in question["tables"]]
    if question["facts"]:
        tables.append((w["fact"], columns(w["fact"], w["value"]), rows(question["facts"])))
    more = [(w[key], "; ".join(question[key])) for key in ("laws", "measures", "agreements") if question[key]]
    if question["who"]:
        more.append((w["who"], ", ".join(question["who"])))
    code = question["standing"]
    status = Status(code=code, label=question["standing_word"], tone=_TONES[code])
    return question | {"shown": tables, "more": more, "status": status}  # fmt: skip


@for_officers(Power.WRITE_REPORT)
def questionnaire_paper(request: OfficerRequest, code: str) -> HttpResponse:
    """The questionnaire as a PDF."""
    return _file(request, code, "pdf")


@for_officers(Power.WRITE_REPORT)
def questionnaire_word(request: OfficerRequest, code: str) -> HttpResponse:
    """The questionnaire as a Word document, in which the ministries write their answers."""
    return _file(request, code, "docx")


def _file(request: OfficerRequest, code: str, kind: str) -> HttpResponse:
    asked = _asked(request, code)
    if asked is None:
        return HttpResponse(_("No snapshot yet"), status=409, content_type="text/plain; charset=utf-8")
    one, snapshot, wanted = asked
    make, content_type = (
        (questionnaire_docx, WORD) if kind == "docx" else (questionnaire_pdf, "application/pdf")
    )
    content = make(one, snapshot, year=wanted["year"], language=wanted["language"])
    response = HttpResponse(content, content_type=content_type)
    name = f"{code}-{wanted['year']}-{wanted['language']}.{kind}"
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    record_export(by=request.user, what=name, rows=0)
    return response


def _nothing(request: OfficerRequest) -> HttpResponse:
    may_take = has_power(request.user, Power.TAKE_SNAPSHOT)
    return render(request, "figures/none.html", {"may_take": may_take})
