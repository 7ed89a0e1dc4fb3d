"""The figures of a year in the layouts of others, to look at and to take away."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.measure.figures.queries import latest_snapshot
from sarana.publish.datasets.layouts import LAYOUTS, years_for
from sarana.web.components import Column, Link
from sarana.web.forms.tables import LayoutYearForm
from sarana.web.views.figure_files import Sheet, about_snapshot, as_csv, as_xlsx
from sarana.web.views.gate import OfficerRequest, for_officers

_MOST_ROWS = 40


@for_officers(Power.SEE_FIGURES)
def figure_layout(request: OfficerRequest, code: str) -> HttpResponse:
    """One layout for one year; files hold every row, the page the first ones."""
    layout, snapshot = LAYOUTS.get(code), latest_snapshot()
    if layout is None:
        raise Http404
    if snapshot is None:
        return render(request, "figures/none.html", {"may_take": False})
    language = "km" if request.LANGUAGE_CODE.startswith("km") else "en"
    years = years_for(snapshot, layout)
    form = LayoutYearForm(request.GET.dict(), years)
    year = form.year_asked
    rows = list(layout.rows(snapshot, year, language))
    name = layout.name_km if language == "km" else layout.name_en
    write = {"csv": as_csv, "xlsx": as_xlsx}.get(request.GET.get("as", ""))
    if write:
        return write(
            Sheet(f"{code}-{year}", [name, str(year), *about_snapshot(snapshot)], layout.headings, rows)
        )
    context = {
        "name": name,
        "year": str(year),
        "form": form,
        "snapshot": snapshot,
        "crumbs": [Link(url=reverse("web:figures"), label=_("Figures")), Link(url="", label=name)],
        "columns": [
            Column(key=f"c{at}", label=heading, kind="text") for at, heading in enumerate(layout.headings)
        ],
        "rows": [{f"c{at}": str(value) for at, value in enumerate(row)} for row in rows[:_MOST_ROWS]],
        "left": max(len(rows) - _MOST_ROWS, 0),
        "files": {kind: f"?year={year}&as={kind}" for kind in ("csv", "xlsx")},
        "others": [
            Link(
                url=reverse("web:figure-layout", args=[one.code]),
                label=one.name_km if language == "km" else one.name_en,
            )
            for one in LAYOUTS.values()
            if one.code != code
        ],
    }
    return render(request, "figures/layout.html", context)
