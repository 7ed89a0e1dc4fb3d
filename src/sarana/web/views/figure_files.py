"""What a page of figures shows, as CSV and as a workbook; small counts are always hidden in files, which travel on."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sarana.measure.figures.models import Snapshot
from sarana.science.indicators import Indicator
from sarana.web.views.figure_numbers import Numbers, ways_of_telling_apart

type Line = tuple[object, ...]
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table to take away: what stands above it, its headings and its rows."""

    name: str
    about: Sequence[str]
    headings: Sequence[str]
    rows: Sequence[Line]


def year_sheet(numbers: Numbers, indicators: Iterable[Indicator]) -> Sheet:
    """The national totals of a year."""
    headings = [
        "indicator",
        "name",
        "unit",
        "version",
        "value",
        "year_before",
        "units_reporting",
        "units_expected",
    ]
    rows: list[Line] = []
    for one in indicators:
        total, before = numbers.total(one.code), numbers.total(one.code, numbers.year - 1)
        rows.append(
            (
                one.code,
                numbers.name(one),
                numbers.unit(one),
                one.version,
                _plain(numbers.written(total)),
                _plain(numbers.written(before)),
                total.units_reporting if total else "",
                total.units_expected if total else "",
            )
        )
    return Sheet(f"figures-{numbers.year}-{numbers.calendar}", _about(numbers), headings, rows)


def indicator_sheet(numbers: Numbers, one: Indicator) -> Sheet:
    """One indicator: its years, then its parts."""
    headings = ["indicator", "version", "year", "by", "code", "name", "value"]
    start = (one.code, one.version)
    rows: list[Line] = [
        (*start, year, "", "", _("Whole country"), _plain(numbers.written(total)))
        for year, total in numbers.series(one.code)
    ]
    for by, _name in ways_of_telling_apart(one, numbers.language):
        rows += [
            (*start, numbers.year, by, part.code, part.name, _plain(part.written))
            for part in numbers.parts(one, by)
        ]
    about = [numbers.name(one), _definition(numbers, one), *_about(numbers)]
    return Sheet(f"{one.code}-{numbers.year}-{numbers.calendar}", about, headings, rows)


def _definition(numbers: Numbers, one: Indicator) -> str:
    return one.definition_km if numbers.language == "km" else one.definition_en


def _about(numbers: Numbers) -> list[str]:
    period = f"{numbers.period.start.isoformat()} – {numbers.period.end.isoformat()}"
    return [period, *about_snapshot(numbers.snapshot)]


def about_snapshot(snapshot: Snapshot) -> list[str]:
    """As of when and from which snapshot, and what is hidden."""
    taken = timezone.localtime(snapshot.taken_at).strftime("%Y-%m-%d %H:%M")
    return [
        f"{_('As of')} {taken}",
        f"{_('Snapshot (SHA-256)')} {snapshot.digest}",
        _("Counts of 1 to 4 are hidden, and with them whatever would give them back by subtraction."),
    ]


def _plain(value: object) -> object:
    return "" if value is None else value


def as_csv(sheet: Sheet) -> HttpResponse:
    """The rows as CSV, one heading line; the snapshot stands in every row, so that a cut-out still names its source."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow([*sheet.headings, "snapshot"])
    digest = sheet.about[-2].rsplit(" ", 1)[-1]
    writer.writerows([*row, digest] for row in sheet.rows)
    # The mark at the head makes spreadsheets read Khmer as UTF-8.
    return _file("\ufeff" + file.getvalue(), "text/csv; charset=utf-8", f"{sheet.name}.csv")


def as_xlsx(sheet: Sheet) -> HttpResponse:
    """The same as a workbook, with what it is about above the table."""
    import xlsxwriter

    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_formulas": False}) as workbook:
        page = workbook.add_worksheet()
        bold = workbook.add_format({"bold": True})
        for at, words in enumerate(sheet.about):
            page.write_string(at, 0, words)
        top = len(sheet.about) + 1
        for column, heading in enumerate(sheet.headings):
            page.write_string(top, column, heading, bold)
        for at, row in enumerate(sheet.rows, top + 1):
            for column, value in enumerate(row):
                page.write(at, column, value)
        page.freeze_panes(top + 1, 0)
        page.set_column(0, len(sheet.headings) - 1, 22)
    return _file(held.getvalue(), _XLSX, f"{sheet.name}.xlsx")


def _file(content: str | bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
