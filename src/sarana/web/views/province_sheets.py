"""Sheets of the provinces: which year and language, and each of them as PDF or to be edited."""

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header, urlencode
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.base.accounts.rules import has_power
from sarana.base.places.queries import province_name, provinces
from sarana.measure.figures.queries import latest_snapshot, silence_by_place
from sarana.publish.charts import Tile, tile_map
from sarana.publish.papers.province import province_docx, province_pdf
from sarana.register.exports import record_export
from sarana.web.components import Column, Link
from sarana.web.views.drawing import drawn, language
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.papers import WORD, report_form


@for_officers(Power.SEE_FIGURES)
def province_sheets(request: OfficerRequest) -> HttpResponse:
    """Every province with its two files and how many of its units reported."""
    snapshot = latest_snapshot()
    if snapshot is None:
        may_take = has_power(request.user, Power.TAKE_SNAPSHOT)
        return render(request, "figures/none.html", {"may_take": may_take})
    form = report_form(request, snapshot)
    wanted = form.cleaned_data
    query = urlencode(wanted)
    heard = {one.place: one for one in silence_by_place(snapshot, wanted["year"], wanted["calendar"])}
    rows, tiles = [], []
    for code in sorted(provinces()):
        name = province_name(code, language())
        told = heard.get(code)
        reporting, expected = (told.units_reporting, told.units_expected) if told else (0, 0)
        rows.append(
            {
                "name": name,
                "heard": f"{reporting} / {expected}",
                "pdf": "PDF",
                "word": "Word",
                "pdf_url": f"{reverse('web:province-sheet-pdf', args=[code])}?{query}",
                "word_url": f"{reverse('web:province-sheet-docx', args=[code])}?{query}",
            }
        )
        tiles.append(Tile(code, name, reporting, "" if reporting or not expected else "amber"))
    context = {
        "year_form": form,
        "year": str(wanted["year"]),
        "crumbs": [
            Link(url=reverse("web:figures"), label=_("Figures")),
            Link(url="", label=_("Sheets of the provinces")),
        ],
        "rows": rows,
        "columns": [
            Column(key="name", label=_("Province")),
            Column(key="pdf", label=_("On paper"), link="pdf_url"),
            Column(key="word", label=_("To edit"), link="word_url"),
            Column(key="heard", label=_("Units that reported"), kind="number"),
        ],
        "map": drawn(tile_map(_("Units that reported, by province"), tiles, language=language())),
    }
    return render(request, "papers_page/provinces.html", context)


@for_officers(Power.SEE_FIGURES)
def province_sheet_pdf(request: OfficerRequest, code: str) -> HttpResponse:
    """A province's sheet as a PDF."""
    return _file(request, code, province_pdf, "pdf", "application/pdf")


@for_officers(Power.SEE_FIGURES)
def province_sheet_docx(request: OfficerRequest, code: str) -> HttpResponse:
    """A province's sheet as a Word document, to be edited."""
    return _file(request, code, province_docx, "docx", WORD)


def _file(
    request: OfficerRequest, code: str, make: Callable[..., bytes], ending: str, content_type: str
) -> HttpResponse:
    if code not in provinces():
        raise Http404
    snapshot = latest_snapshot()
    if snapshot is None:
        return HttpResponse(_("No snapshot yet"), status=409, content_type="text/plain; charset=utf-8")
    wanted = report_form(request, snapshot).cleaned_data
    response = HttpResponse(
        make(snapshot, code, **wanted, day=timezone.localdate()), content_type=content_type
    )
    name = f"province-{code}-{wanted['year']}-{wanted['calendar']}-{wanted['language']}.{ending}"
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    record_export(by=request.user, what=name, rows=0)
    return response
