"""The plan in pictures: a time line of its measures, and a map of tiles by province."""

from collections import defaultdict
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.base.places.queries import province_name, provinces
from sarana.publish.charts import tile_map, time_chart
from sarana.publish.charts.tiles import Tile
from sarana.publish.charts.times import TimeRow
from sarana.register.plans.enums import NodeKind, Rag
from sarana.register.plans.models import Node, Plan
from sarana.register.plans.queries import (
    nodes_in,
    pillars_of,
    promised,
    standings,
)
from sarana.register.plans.rules import Standing, binds
from sarana.web.components import Column, Link
from sarana.web.views.drawing import drawn, language
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.plan_frame import node_url, plan_frame
from sarana.web.views.plan_progress import rag_status
from sarana.web.wording import figure

_LINES = 40


@for_officers(Power.SEE_FIGURES)
def time_line(request: OfficerRequest, key: str) -> HttpResponse:
    """Every measure of a strategy over the plan's years: from when to when, how much is shown to be done, today."""
    plan = get_object_or_404(Plan, pk=key)
    pillars = list(pillars_of(plan))
    chosen = next((p for p in pillars if str(p.order) == request.GET.get("pillar")), None) or (
        pillars[0] if pillars else None
    )
    today = timezone.localdate()
    context: dict[str, Any] = plan_frame(plan, "plan-time")
    context["pillars"] = [
        Link(url=f"?pillar={p.order}", label=f"{p.order}. {p.title}", current=p is chosen) for p in pillars
    ]
    if chosen is not None:
        stands = standings(plan, today, path=chosen.path)
        measures = [
            node
            for node in nodes_in(plan, path=chosen.path, kind=NodeKind.MEASURE)[:_LINES]
            if node.starts_on and node.due_on
        ]
        context |= {"pillar": chosen, **_time_chart(plan, chosen, measures, stands, today)}
    return render(request, "plans/time.html", context)


def _time_chart(
    plan: Plan, pillar: Node, measures: list[Node], stands: dict[str, Standing], today: date
) -> dict[str, Any]:
    rows = [
        TimeRow(
            label=f"{m.code} {m.title}",
            starts_on=m.starts_on or plan.starts_on,
            ends_on=m.due_on or plan.ends_on,
            done=float(stands[m.path].reached or 0) / 100,
            marks=[milestone.due_on for milestone in m.milestones.all()],
            tone=str(stands[m.path].rag),
        )
        for m in measures
    ]
    svg = time_chart(
        pillar.title, rows, plan.starts_on, plan.ends_on, today, language=language(), today_word=_("today")
    )
    return {
        "chart": drawn(svg) if rows else "",
        "rows": [
            {
                "title": f"{m.code} {m.title}",
                "url": node_url(m),
                "starts": m.starts_on,
                "due": m.due_on,
                "reached": f"{figure(round(float(stands[m.path].reached or 0)))} %",
                "rag": rag_status(stands[m.path].rag),
            }
            for m in measures
        ],
        "columns": [
            Column(key="title", label=_("Measure"), link="url"),
            Column(key="starts", label=_("Begins on"), kind="date"),
            Column(key="due", label=_("Due on"), kind="date"),
            Column(key="reached", label=_("Shown to be done")),
            Column(key="rag", label=_("By rule")),
        ],
    }


@for_officers(Power.SEE_FIGURES)
def by_province(request: OfficerRequest, key: str) -> HttpResponse:
    """What the plan does in each province, and how it stands there."""
    plan = get_object_or_404(Plan, pk=key)
    today = timezone.localdate()
    stands = standings(plan, today)
    counts: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(("all", "done", "late", "off"), 0))
    placed = promised().filter(plan=plan).exclude(place=None).exclude(place="KH")
    for path, place, done_on in placed.values_list("path", "place", "done_on"):
        row, rule = counts[str(place)[:2]], stands[path]
        row["all"] += 1
        row["done"] += done_on is not None
        row["late"] += binds(plan) and rule.days_late > 0 and done_on is None
        row["off"] += rule.rag == Rag.RED
    spoken = language()
    rows, tiles = [], []
    for code in sorted(provinces()):
        row = counts.get(code) or {}
        name = province_name(code, spoken)
        rows.append({"province": name, **row, "url": _province_url(plan, code) if row else ""})
        tone = "none" if not row else "red" if row["off"] else "amber" if row["late"] else "green"
        tiles.append(Tile(code, name, row["all"] if row else None, tone))
    context = plan_frame(plan, "plan-map") | {
        "chart": drawn(tile_map(_("Activities by province"), tiles, language=spoken)),
        "rows": rows,
        "columns": [
            Column(key="province", label=_("Province"), link="url"),
            Column(key="all", label=_("Activities"), kind="number"),
            Column(key="done", label=_("Done"), kind="number"),
            Column(key="late", label=_("Late"), kind="number"),
            Column(key="off", label=Rag.RED.label, kind="number"),
        ],
    }
    return render(request, "plans/map.html", context)


def _province_url(plan: Plan, code: str) -> str:
    return f"{reverse('web:plan-board', args=[plan.pk])}?kind=activity&place={code}"
