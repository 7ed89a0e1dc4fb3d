"""The dossier of a self-assessment: read as a page, a part at a time, and taken away as PDF or as a Word document."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.publish.papers.dossier import dossier_content, dossier_pdf
from sarana.publish.papers.word_papers import dossier_docx
from sarana.register.exports import record_export
from sarana.web.components import Column, Link
from sarana.web.views.assessment import language_of, one_assessment, snapshot_of
from sarana.web.views.drawing import drawn
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.papers import WORD
from sarana.web.views.tier import tier_crumbs

_GROUPS = ("standards", "indicia", "efforts")
_PARTS = ("gaps", *_GROUPS)


@for_officers(Power.SEE_FIGURES)
def assessment_dossier_page(request: OfficerRequest, year: int) -> HttpResponse:
    """What the dossier says, the gaps first; the same words and numbers as on paper."""
    found, language = one_assessment(year), _language(request)
    r = dossier_content(found, snapshot_of(found), language=language)
    part = request.GET.get("part", "")
    part = part if part in _PARTS else _PARTS[0]
    w = r["w"]
    context = {
        "r": r,
        "crumbs": [
            *tier_crumbs(),
            Link(url=reverse("web:assessment", args=[year]), label=str(year)),
            Link(url="", label=_("Dossier")),
        ],
        "tabs": [
            Link(url=f"?language={language}&part={name}", label=w[name], current=name == part)
            for name in _PARTS
        ],
        "part": part,
        "title": w[part],
        "chart": drawn(r["chart"]) if part == _PARTS[0] and r["chart"] else None,
        "gap_columns": [Column(key="fact", label=w["fact"]), Column(key="criteria", label=w["criteria"])],
        "gap_rows": [{"fact": fact, "criteria": criteria} for fact, criteria in r["gaps"]],
        "fact_columns": [
            Column(key="fact", label=w["fact"]),
            Column(key="now", label=r["year"], kind="number"),
            Column(key="before", label=r["before"], kind="number"),
            Column(key="source", label=w["source"]),
        ],
        "sections": [
            one
            | {
                "rows": [
                    dict(zip(("fact", "now", "before", "source"), row, strict=True)) for row in one["facts"]
                ]
            }
            for one in r["sections"]
            if one["group"] == part
        ],
        "other": "en" if language == "km" else "km",
    }
    return render(request, "tier/dossier.html", context)


@for_officers(Power.SEE_FIGURES)
def assessment_dossier(request: OfficerRequest, year: int) -> HttpResponse:
    """The dossier as a PDF; small counts are always hidden in it, for it travels on."""
    found, language = one_assessment(year), _language(request)
    made = dossier_pdf(found, snapshot_of(found), language=language)
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, f"tier-{year}-{language}.pdf") or ""
    record_export(by=request.user, what=f"tier-{year}-{language}.pdf", rows=0)
    return response


@for_officers(Power.SEE_FIGURES)
def assessment_dossier_docx(request: OfficerRequest, year: int) -> HttpResponse:
    """The dossier as a Word document, to be edited; small counts are hidden as in the PDF."""
    found, language = one_assessment(year), _language(request)
    made = dossier_docx(found, snapshot_of(found), language=language)
    response = HttpResponse(made, content_type=WORD)
    response["Content-Disposition"] = content_disposition_header(True, f"tier-{year}-{language}.docx") or ""
    record_export(by=request.user, what=f"tier-{year}-{language}.docx", rows=0)
    return response


def _language(request: OfficerRequest) -> str:
    """The language that is asked for, else that of the reader."""
    asked = request.GET.get("language")
    return asked if asked in {"km", "en"} else language_of(request)
