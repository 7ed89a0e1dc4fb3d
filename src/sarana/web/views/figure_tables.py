"""The table builder: any count by two dimensions, drawn and tabled, with files to take away."""

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.base.places.queries import province_name
from sarana.measure.figures.models import Snapshot
from sarana.measure.figures.queries import PLACE_UNKNOWN, PROVINCE, YEAR, Wanted, latest_snapshot, years_of
from sarana.publish.charts import bar_chart, line_chart
from sarana.publish.crossed import NotPublishable, Table, exact_table, publishable_table
from sarana.publish.datasets.sdmx import Dimension, data_message
from sarana.publish.protected import value_label
from sarana.science.indicators import BREAKDOWNS, INDICATORS, Calendar
from sarana.web.components import Column, Link
from sarana.web.forms.tables import TableForm
from sarana.web.views.drawing import drawn
from sarana.web.views.figure_files import Sheet, about_snapshot, as_csv, as_xlsx
from sarana.web.views.figure_numbers import sees_small_counts, small_counts_may_show
from sarana.web.views.gate import OfficerRequest, for_officers

_WRONG = 422
_MOST_BARS = 25
_TOTAL = "_T"


@for_officers(Power.SEE_FIGURES)
def figure_table(request: OfficerRequest) -> HttpResponse:
    """A count told apart by two dimensions; whoever does not see the records sees what may be published."""
    snapshot = latest_snapshot()
    if snapshot is None:
        return render(request, "figures/none.html", {"may_take": False})
    language = request.LANGUAGE_CODE[:2]
    form = TableForm(request.GET.dict(), years_of(str(snapshot.pk)), language)
    context: dict[str, Any] = {
        "form": form,
        "snapshot": snapshot,
        "crumbs": [Link(url=reverse("web:figures"), label=_("Figures")), Link(url="", label=_("Tables"))],
    }
    if not form.is_valid():
        return render(request, "figures/table.html", context, status=_WRONG)
    wanted = _wanted(form)
    kind = request.GET.get("as", "")
    exact = sees_small_counts(request.user) and not kind and small_counts_may_show(wanted.indicator)
    try:
        table = exact_table(snapshot, wanted) if exact else publishable_table(snapshot, wanted)
    except NotPublishable:
        return render(request, "figures/table.html", context | {"not_publishable": True}, status=_WRONG)
    shown = _Shown(table, wanted, language)
    if kind:
        return _file(shown, snapshot, kind)
    context |= {
        "name": shown.name,
        "title": shown.title,
        "chart": shown.chart(),
        "columns": shown.columns(),
        "rows": shown.rows(),
        "hides": not exact,
        "files": {one: _address(request, one) for one in ("csv", "xlsx", "json")},
    }
    return render(request, "figures/table.html", context)


def _wanted(form: TableForm) -> Wanted:
    given = form.cleaned_data
    return Wanted(
        given["indicator"], given["rows"], given["columns"], form.years_asked(), Calendar(given["calendar"])
    )


def _address(request: OfficerRequest, kind: str) -> str:
    query = request.GET.copy()
    query["as"] = kind
    return f"?{query.urlencode()}"


class _Shown:
    """A table in a reader's words."""

    def __init__(self, table: Table, wanted: Wanted, language: str) -> None:
        self.table, self.wanted, self.language = table, wanted, language
        one = INDICATORS[wanted.indicator]
        self.one = one
        self.name = one.name_km if language == "km" else one.name_en
        self.down = self._order(
            wanted.rows, dict.fromkeys([*table.rows, *(row for row, _column in table.cells)])
        )
        self.across = self._order(
            wanted.columns, dict.fromkeys([*table.columns, *(column for _row, column in table.cells)])
        )
        self.title = _("%(name)s by %(rows)s and %(columns)s") % {
            "name": self.name,
            "rows": self.by(wanted.rows),
            "columns": self.by(wanted.columns),
        }

    def _order(self, by: str, codes: dict[str, None]) -> list[str]:
        if by in BREAKDOWNS and BREAKDOWNS[by].labels:
            known = [code for code, *_names in BREAKDOWNS[by].labels if code in codes]
            return [*known, *(code for code in codes if code not in known)]
        return sorted(codes, key=lambda code: (code in {"unknown", PLACE_UNKNOWN}, code))

    def by(self, dimension: str) -> str:
        """A dimension's name."""
        if dimension in BREAKDOWNS:
            one = BREAKDOWNS[dimension]
            return one.name_km if self.language == "km" else one.name_en
        return {YEAR: _("Year"), PROVINCE: _("Province")}.get(dimension, _("Quarter"))

    def label(self, dimension: str, code: str) -> str:
        """A value's name."""
        if dimension == PROVINCE:
            return _("Place unknown") if code == PLACE_UNKNOWN else province_name(code, self.language)
        return value_label(BREAKDOWNS[dimension], code, self.language) if dimension in BREAKDOWNS else code

    @property
    def has_row_totals(self) -> bool:
        return bool(self.table.rows)

    @property
    def has_column_totals(self) -> bool:
        return bool(self.table.columns)

    def columns(self) -> list[Column]:
        """The headings of the page's table."""
        found = [Column(key="name", label=self.by(self.wanted.rows))]
        found += [
            Column(key=f"c{at}", label=self.label(self.wanted.columns, code), kind="number")
            for at, code in enumerate(self.across)
        ]
        return (
            [*found, Column(key="total", label=_("Total"), kind="number")] if self.has_row_totals else found
        )

    def rows(self) -> list[dict[str, object]]:
        """The rows of the page's table, with a row of totals where the columns have some."""
        found: list[dict[str, object]] = []
        for row in self.down:
            cells = {f"c{at}": self.count((row, code)) for at, code in enumerate(self.across)}
            found.append(
                {
                    "name": self.label(self.wanted.rows, row),
                    **cells,
                    "total": told(self.table.rows.get(row, 0)),
                }
            )
        if self.has_column_totals and self.down:
            cells = {f"c{at}": told(self.table.columns.get(code, 0)) for at, code in enumerate(self.across)}
            found.append({"name": _("Total"), **cells, "total": told(self.table.total)})
        return found

    def count(self, cell: tuple[str, str]) -> object:
        """A count, or the word that stands in its place."""
        return told(self.table.cells.get(cell, 0))

    def totals(self) -> list[tuple[str, float | None]]:
        """What is drawn: the totals down the side, or the cells of the first column where there are none."""
        if self.has_row_totals:
            return [(self.label(self.wanted.rows, row), self.table.rows.get(row)) for row in self.down]
        return [(self.label(self.wanted.columns, code), self.table.columns.get(code)) for code in self.across]

    def chart(self) -> str:
        """The totals as a line over years, or as bars."""
        points = self.totals()
        if not points:
            return ""
        years = (self.wanted.rows if self.has_row_totals else self.wanted.columns) == YEAR
        if years:
            return drawn(line_chart(self.title, points, language=self.language, narrow=True))
        shown = [point for point in points if point[1] is None or point[1]][:_MOST_BARS]
        return drawn(bar_chart(self.title, shown, language=self.language, hidden=_("hidden"), narrow=True))

    def lines(self) -> list[tuple[object, ...]]:
        """Each cell on a line of its own: code and name of row and column, and the count."""
        found: list[tuple[object, ...]] = []
        for row in self.down:
            for column in self.across:
                count = self.table.cells.get((row, column), 0)
                found.append(
                    (
                        row,
                        self.label(self.wanted.rows, row),
                        column,
                        self.label(self.wanted.columns, column),
                        told(count),
                    )
                )
        return found


def told(count: int | None) -> object:
    """A count, or the word that stands in its place."""
    return _("hidden") if count is None else count


def _file(shown: _Shown, snapshot: Snapshot, kind: str) -> HttpResponse:
    wanted, one = shown.wanted, shown.one
    name = f"{one.code}-{wanted.rows}-{wanted.columns}"
    if kind == "json":
        response = JsonResponse(_sdmx(shown, snapshot))
        response["Content-Type"] = "application/vnd.sdmx.data+json; version=2.0.0"
        response["Content-Disposition"] = f'attachment; filename="{name}.json"'
        return response
    headings = [
        wanted.rows,
        f"{wanted.rows}_name",
        wanted.columns,
        f"{wanted.columns}_name",
        "value",
    ]
    definition = one.definition_km if shown.language == "km" else one.definition_en
    sheet = Sheet(name, [shown.title, definition, *about_snapshot(snapshot)], headings, shown.lines())
    return as_xlsx(sheet) if kind == "xlsx" else as_csv(sheet)


def _sdmx(shown: _Shown, snapshot: Snapshot) -> dict[str, Any]:
    wanted = shown.wanted
    dimensions = [
        Dimension(by.upper(), shown.by(by), [(code, shown.label(by, code)) for code in codes])
        for by, codes in ((wanted.rows, shown.down), (wanted.columns, shown.across))
    ]
    values: dict[tuple[str, ...], int] = {
        cell: count for cell, count in shown.table.cells.items() if count is not None
    }
    return data_message(
        f"{shown.one.code}:{shown.one.version}",
        shown.name,
        dimensions,
        values,
        prepared=snapshot.taken_at,
        hidden=[cell for cell, count in shown.table.cells.items() if count is None],
    )
