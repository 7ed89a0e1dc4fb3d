"""Figures: the year at a glance, one indicator in depth, the records behind it, a snapshot taken now."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sarana.base.accounts.enums import Power
from sarana.base.accounts.rules import has_power
from sarana.measure.figures.actions import take_snapshot
from sarana.measure.figures.queries import PLACE_UNKNOWN, Figure, latest_snapshot
from sarana.publish.charts import Tile, bar_chart, line_chart, tile_map
from sarana.science.indicators import INDICATORS, Group, Indicator
from sarana.web.components import Column
from sarana.web.views.drawing import drawn
from sarana.web.views.figure_files import Sheet, as_csv, as_xlsx, indicator_sheet, year_sheet
from sarana.web.views.figure_frame import address, around, numbers_for
from sarana.web.views.figure_numbers import PROVINCE, Numbers, Part, ways_of_telling_apart
from sarana.web.views.figure_records import may_follow, records_address
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.pair_review import counted_twice
from sarana.web.wording import figure as grouped

_MOST_BARS = 10
_MOST_ROWS = 6
_RECORDS_A_PAGE = 50
# Figures over these tables count persons: how sure it is that each is counted once stands beside them.
_OF_PERSONS = ("cases.victim", "cases.suspect")


@for_officers(Power.SEE_FIGURES)
def figures(request: OfficerRequest) -> HttpResponse:
    """The national totals of a year."""
    snapshot = latest_snapshot()
    may_take = has_power(request.user, Power.TAKE_SNAPSHOT)
    if snapshot is None:
        return render(request, "figures/none.html", {"may_take": may_take})
    numbers, form = numbers_for(request, snapshot)
    if taken := _file(request, lambda: year_sheet(numbers, INDICATORS.values())):
        return taken
    context = {
        **around(request, numbers, form),
        "groups": [
            {
                "name": name,
                "tiles": [
                    _tile(numbers, one)
                    for one in INDICATORS.values()
                    if one.group is group and one.since <= snapshot.schema_version
                ],
            }
            for group, name in _groups().items()
        ],
        "may_take": may_take,
        "twice": counted_twice(exact=numbers.exact),
    }
    return render(request, "figures/dashboard.html", context)


def _groups() -> dict[Group, str]:
    return {
        Group.SIGNALS: _("Reports, cases and operations"),
        Group.VICTIMS: _("Victims"),
        Group.JUSTICE: _("Justice"),
        Group.PREVENTION: _("Prevention, cooperation and the plan"),
        Group.LISTS: _("Suspects against lists"),
    }


def _file(request: OfficerRequest, sheet: Callable[[], Sheet]) -> HttpResponse | None:
    """The sheet as a file, if the address asks for one."""
    write = {"csv": as_csv, "xlsx": as_xlsx}.get(request.GET.get("as", ""))
    return write(sheet()) if write else None


def _tile(numbers: Numbers, one: Indicator) -> dict[str, object]:
    total, before = numbers.total(one.code), numbers.total(one.code, numbers.year - 1)
    return {
        "label": numbers.name(one),
        "value": numbers.written(total),
        "note": numbers.unit(one),
        "url": f"{reverse('web:figure', args=[one.code])}?year={numbers.year}&calendar={numbers.calendar}",
        "change": _change(numbers, total, before),
    }


def _change(numbers: Numbers, now: Figure | None, before: Figure | None) -> str:
    """Against the year before: a share when both years are over and large enough, else only what it was."""
    new, old = numbers.value(now), numbers.value(before)
    words = {"year": str(numbers.year - 1)}
    if numbers.written(before) is None or (not old and not new):
        return ""
    if not numbers.is_over or new is None or not old:
        words["value"] = grouped(numbers.written(before))
        return _("%(year)s: %(value)s in the whole year") % words
    percent = 100 * (new - old) / old
    words["percent"] = grouped(abs(percent), 1)
    if percent < 0:
        return _("%(percent)s%% less than %(year)s") % words
    return _("%(percent)s%% more than %(year)s") % words if percent else _("as many as %(year)s") % words


@for_officers(Power.SEE_FIGURES)
def figure(request: OfficerRequest, code: str) -> HttpResponse:
    """One indicator: number, definition, years, parts, coverage, files, and the way to its records."""
    one, snapshot = INDICATORS.get(code), latest_snapshot()
    if one is None:
        raise Http404
    if snapshot is None:
        return HttpResponseRedirect(reverse("web:figures"))
    numbers, form = numbers_for(request, snapshot)
    if taken := _file(request, lambda: indicator_sheet(numbers, one)):
        return taken
    total = numbers.total(code)
    km = numbers.language == "km"
    context = {
        **around(request, numbers, form),
        "one": one,
        "name": numbers.name(one),
        "unit": numbers.unit(one),
        "definition": one.definition_km if km else one.definition_en,
        "value": numbers.written(total),
        "change": _change(numbers, total, numbers.total(code, numbers.year - 1)),
        "years": _years(numbers, one),
        "sections": _sections(request, numbers, one),
        "records": records_address(numbers, one) if may_follow(request.user, one) else "",
        "back": f"{reverse('web:figures')}{address(request)}",
        "hides": not numbers.shows_exactly(code),
        "twice": counted_twice(exact=numbers.exact) if one.record_table in _OF_PERSONS else "",
    }
    return render(request, "figures/indicator.html", context)


def _years(numbers: Numbers, one: Indicator) -> dict[str, object]:
    series = numbers.series(one.code)
    running = str(numbers.snapshot.taken_on.year)
    title = _("%(name)s by year") % {"name": numbers.name(one)}
    points = [(str(year), numbers.value(total)) for year, total in series]
    return {
        "title": title,
        "chart": drawn(line_chart(title, points, language=numbers.language, partial=running, narrow=True)),
        "running": running if any(label == running for label, _ in points) else "",
        "columns": [
            Column(key="year", label=_("Year")),
            Column(key="value", label=numbers.unit(one).capitalize(), kind="number"),
            Column(key="heard", label=_("Units that reported"), kind="number"),
        ],
        "rows": [
            {
                "year": str(year),
                "value": numbers.written(total),
                "heard": f"{total.units_reporting} / {total.units_expected}" if total else None,
            }
            for year, total in series
        ],
    }


def _sections(request: OfficerRequest, numbers: Numbers, one: Indicator) -> list[dict[str, object]]:
    """Every way in which the figure is told apart; a long table is cut, and the address `?whole=` shows all of it."""
    whole = request.GET.get("whole", "")
    ways = ways_of_telling_apart(one, numbers.language)
    wanted = [way for way in ways if way[0] == whole] or ways
    sections = []
    for by, name in wanted:
        parts = numbers.parts(one, by)
        if not parts:
            continue
        shown = parts if by == whole else parts[:_MOST_ROWS]
        with_units = any(part.coverage for part in parts)
        sections.append(
            {
                "title": name,
                "by": by,
                "chart": _drawn(by, f"{numbers.name(one)}: {name}", numbers, parts),
                "columns": _part_columns(name, numbers.unit(one), with_units=with_units),
                "rows": [_part_row(request, numbers, one, by, part) for part in shown],
                "hides": any(part.hidden for part in parts),
                "left": len(parts) - len(shown),
                "whole": address(request, whole=by),
            }
        )
    return sections


def _drawn(by: str, title: str, numbers: Numbers, parts: list[Part]) -> SafeString | str:
    """Provinces as a map of tiles, anything else as bars."""
    if by != PROVINCE:
        return _bars(title, numbers, parts)
    tiles = [
        Tile(part.code, part.name, None if part.value is None else float(part.value))
        for part in parts
        if part.code != PLACE_UNKNOWN
    ]
    return drawn(tile_map(title, tiles, language=numbers.language))


def _bars(title: str, numbers: Numbers, parts: list[Part]) -> SafeString | str:
    rows = [(part.name, part.value) for part in parts if part.value or part.hidden]
    if not rows:
        return ""
    return drawn(
        bar_chart(title, rows[:_MOST_BARS], language=numbers.language, hidden=_("hidden"), narrow=True)
    )


def _part_columns(name: str, unit: str, *, with_units: bool) -> list[Column]:
    columns = [
        Column(key="name", label=name, link="url"),
        Column(key="value", label=unit.capitalize(), kind="number"),
    ]
    return (
        [*columns, Column(key="coverage", label=_("Units that reported"), kind="number")]
        if with_units
        else columns
    )


def _part_row(
    request: OfficerRequest, numbers: Numbers, one: Indicator, by: str, part: Part
) -> dict[str, object]:
    follow = by == "province" and part.value and may_follow(request.user, one)
    return {
        "name": part.name,
        "value": part.written,
        "coverage": part.coverage,
        "url": records_address(numbers, one, part.code) if follow else "",
    }


@require_POST
@for_officers(Power.TAKE_SNAPSHOT)
def new_snapshot(request: OfficerRequest) -> HttpResponse:
    """Freeze the register as it stands; figures are computed on this from now on."""
    taken = take_snapshot(by=request.user)
    messages.success(
        request,
        _("A snapshot was taken. Figures now show the record as of this moment (%(digest)s).")
        % {"digest": taken.digest[:12]},
    )
    return HttpResponseRedirect(reverse("web:figures"))
