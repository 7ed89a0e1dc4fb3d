"""What the record does not say: who was silent, who screened and found nobody, where two bodies differ."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.base.places.queries import province_name
from sarana.measure.figures.models import Snapshot
from sarana.measure.figures.queries import (
    MANY_SCREENED,
    Silent,
    latest_snapshot,
    police_against_others,
    silence_by_place,
)
from sarana.publish.charts import Tile, tile_map
from sarana.science.disclosure import protect_parts
from sarana.science.indicators import INDICATORS
from sarana.web.components import Column, Link, Status
from sarana.web.views.drawing import drawn
from sarana.web.views.figure_files import Sheet, about_snapshot, as_csv, as_xlsx
from sarana.web.views.figure_frame import around, numbers_for
from sarana.web.views.figure_numbers import Numbers, sees_small_counts
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.wording import figure as grouped


@for_officers(Power.SEE_FIGURES)
def figure_gaps(request: OfficerRequest) -> HttpResponse:
    """The silence of a year, on one page."""
    snapshot = latest_snapshot()
    if snapshot is None:
        return render(request, "figures/none.html", {"may_take": False})
    numbers, form = numbers_for(request, snapshot)
    places = _places(numbers)
    write = {"csv": as_csv, "xlsx": as_xlsx}.get(request.GET.get("as", ""))
    if write:
        return write(_sheet(numbers, snapshot, places))
    context = {
        **around(request, numbers, form),
        "crumbs": [
            Link(url=reverse("web:figures"), label=_("Figures")),
            Link(url="", label=_("What the record does not say")),
        ],
        "places": places,
        "place_columns": _place_columns(),
        "map": _map(numbers, places),
        "many": grouped(MANY_SCREENED),
        "asking": sum(1 for row in places if row["asks"]),
        "views": _two_views(request, numbers),
    }
    return render(request, "figures/gaps.html", context)


def _places(numbers: Numbers) -> list[dict[str, Any]]:
    found = silence_by_place(numbers.snapshot, numbers.year, numbers.calendar)
    shown = {part.code: part.written for part in numbers.provinces(INDICATORS["victims_identified"])}
    return [
        {
            "code": one.place,
            "name": province_name(one.place, numbers.language),
            "screened": one.screened,
            "identified": shown.get(one.place),
            "heard": f"{one.units_reporting} / {one.units_expected}",
            "asks": one.asks,
            "state": _state(one),
            "units": (one.units_reporting, one.units_expected),
        }
        for one in sorted(found, key=lambda one: (not one.asks, one.place))
    ]


def _state(one: Silent) -> Status | None:
    if one.units_expected and not one.units_reporting:
        return Status(code="silent", label=_("nobody heard"), tone="bad")
    if one.asks:
        return Status(code="asks", label=_("many screened, nobody identified"), tone="warn")
    return None


def _place_columns() -> list[Column]:
    return [
        Column(key="name", label=_("Province")),
        Column(key="screened", label=_("Screened"), kind="number"),
        Column(key="identified", label=_("Identified"), kind="number"),
        Column(key="heard", label=_("Units that reported"), kind="number"),
        Column(key="state", label=_("Question")),
    ]


def _map(numbers: Numbers, places: list[dict[str, Any]]) -> str:
    """Units that reported, by province."""
    tiles = [
        Tile(row["code"], row["name"], row["units"][0], "amber" if row["asks"] else "")
        for row in sorted(places, key=lambda row: row["code"])
    ]
    return drawn(tile_map(_("Units that reported, by province"), tiles, language=numbers.language))


def _two_views(request: OfficerRequest, numbers: Numbers) -> dict[str, Any]:
    told = police_against_others(numbers.snapshot, numbers.year, numbers.calendar)
    parts = {"police": told.police_only, "both": told.both, "others": told.others_only}
    shown = parts if sees_small_counts(request.user) else protect_parts(parts)
    names = {
        "police": _("by the police only"),
        "both": _("by both"),
        "others": _("by other government bodies only"),
    }
    return {
        "columns": [
            Column(key="name", label=_("Identified")),
            Column(key="value", label=_("Persons"), kind="number"),
        ],
        "rows": [
            {"name": names[key], "value": _("hidden") if count is None else count}
            for key, count in shown.items()
        ],
    }


def _sheet(numbers: Numbers, snapshot: Snapshot, places: list[dict[str, Any]]) -> Sheet:
    """The places as a file; persons identified as the figure's own page shows them to everybody."""
    public = Numbers(snapshot, numbers.year, numbers.calendar)
    shown = {part.code: part.written for part in public.provinces(INDICATORS["victims_identified"])}
    rows = [
        (row["code"], row["name"], row["screened"], shown.get(row["code"], ""), *row["units"])
        for row in sorted(places, key=lambda row: row["code"])
    ]
    headings = ["place", "name", "screened", "identified", "units_reporting", "units_expected"]
    about = [_("What the record does not say"), str(numbers.year), *about_snapshot(snapshot)]
    return Sheet(f"silence-{numbers.year}-{numbers.calendar}", about, headings, rows)
