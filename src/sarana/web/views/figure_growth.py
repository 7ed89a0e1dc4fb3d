"""How counts of past months still grow: what came late, and what is to be expected."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.measure.figures.models import Snapshot
from sarana.measure.figures.queries import EVENTS, Month, delay_triangle, latest_snapshot
from sarana.publish.charts import line_chart
from sarana.science.disclosure import protect_parts
from sarana.science.indicators import INDICATORS
from sarana.web.components import Column, Link
from sarana.web.views.drawing import drawn
from sarana.web.views.figure_numbers import sees_small_counts
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.wording import figure as grouped

_MONTHS_SHOWN = 13
_DELAYS = (0, 1, 2, 3, 6, 12)


@for_officers(Power.SEE_FIGURES)
def figure_growth(request: OfficerRequest) -> HttpResponse:
    """The reporting-delay triangle of one figure."""
    snapshot = latest_snapshot()
    if snapshot is None:
        return render(request, "figures/none.html", {"may_take": False})
    language = "km" if request.LANGUAGE_CODE.startswith("km") else "en"
    asked = request.GET.get("figure", "")
    code = asked if asked in EVENTS else "victims_identified"
    context = {
        "snapshot": snapshot,
        "crumbs": [
            Link(url=reverse("web:figures"), label=_("Figures")),
            Link(url="", label=_("How past months still grow")),
        ],
        "growth": _growth(snapshot, code, language, sees_small_counts(request.user)),
        "hides": not sees_small_counts(request.user),
        "others": [Link(url=f"?figure={one}", label=_name(one, language)) for one in EVENTS if one != code],
    }
    return render(request, "figures/growth.html", context)


def _name(code: str, language: str) -> str:
    return INDICATORS[code].name_km if language == "km" else INDICATORS[code].name_en


def _growth(snapshot: Snapshot, code: str, language: str, exact: bool) -> dict[str, Any]:
    """The triangle: a row a month, a column a delay; and the line of what is known and what is to be expected."""
    months = delay_triangle(snapshot, code)[-_MONTHS_SHOWN:]
    columns = [
        Column(key="month", label=_("Month of the event")),
        *(Column(key=f"d{late}", label=_delay(late), kind="number") for late in _DELAYS),
        Column(key="expected", label=_("To be expected"), kind="number"),
    ]
    title = _("%(name)s: recorded after …") % {"name": _name(code, language)}
    points = [(one.month[5:], None if _small(one.now, exact) else float(one.now)) for one in months]
    return {
        "title": title,
        "columns": columns,
        "rows": [_growth_row(one, exact) for one in months],
        "chart": drawn(line_chart(title, points, language=language, narrow=True)) if points else "",
    }


def _delay(late: int) -> str:
    return _("same month") if not late else _("%(n)s months later") % {"n": grouped(late)}


def _small(count: int, exact: bool) -> bool:
    return not exact and protect_parts({"": count}, total_is_known=False)[""] is None


def _growth_row(one: Month, exact: bool) -> dict[str, Any]:
    """A month; for whoever does not see small counts each number is hidden whose growth would show a few."""
    row: dict[str, Any] = {"month": one.month}
    before = 0
    for late in _DELAYS:
        if late >= len(one.known_after):
            continue
        count = one.known_after[late]
        # The difference to the delay before is a count of records too.
        hides = _small(count, exact) or _small(count - before, exact)
        row[f"d{late}"] = _("hidden") if hides else count
        before = before if hides else count
    row["expected"] = round(one.expected) if one.expected and not _small(round(one.expected), exact) else None
    return row
