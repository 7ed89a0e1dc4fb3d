"""The plan as a whole: a board by how measures stand, a time line, a map by province, its money, what is in its way."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.base.places.queries import province_name, provinces
from sarana.publish.charts import bar_chart, tile_map, time_chart
from sarana.publish.charts.tiles import Tile
from sarana.publish.charts.times import TimeRow
from sarana.publish.datasets.plan_iati import plan_iati
from sarana.publish.datasets.plan_sheet import plan_workbook
from sarana.register.exports import record_export
from sarana.register.plans.enums import Money, NodeKind, Rag
from sarana.register.plans.models import BudgetLine, Finding, Node, NodeTag, Plan
from sarana.register.plans.queries import (
    nodes_in,
    obstacles_open,
    pillars_of,
    promised,
    standings,
    unfunded_lines,
)
from sarana.register.plans.rules import Standing, binds, in_dollars, level_by_rule
from sarana.web.components import Column, Link, Status
from sarana.web.forms.filters import BoardFilter
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.listing import as_csv, csv_address, wants_csv
from sarana.web.views.plan_frame import node_url, plan_frame
from sarana.web.views.plan_progress import REASONS, own_word, rag_status
from sarana.web.views.plans import is_late
from sarana.web.views.sections import Section
from sarana.web.wording import figure

_CARDS = 10
_LINES = 40
_ROWS = 30
_DONE = "done"
_COLUMNS = (Rag.RED, Rag.AMBER, Rag.GREEN, Rag.GREY, _DONE)
_CSV = {
    "number": "code",
    "title_km": "title_km",
    "title_en": "title_en",
    "lead": "lead_agency__code",
    "starts_on": "starts_on",
    "due_on": "due_on",
    "done_on": "done_on",
    "own_word": "state",
}


def _language() -> str:
    return "km" if (get_language() or "km").startswith("km") else "en"


def _drawn(svg: str) -> SafeString:
    """A drawing of ours: every word in it was escaped where it was drawn."""
    return mark_safe(svg)  # noqa: S308


@for_officers(Power.SEE_FIGURES)
def board(request: OfficerRequest, key: str) -> HttpResponse:
    """Measures (or activities) in columns by how they stand by rule, the longest late first."""
    plan = get_object_or_404(Plan, pk=key)
    asked = BoardFilter(request.GET)
    found: QuerySet[Node] = asked.narrow(promised().filter(plan=plan))
    if wants_csv(request):
        return as_csv(request, "plan", found, _CSV)
    stands = standings(plan, timezone.localdate(), path=asked.cleaned_data.get("under") or "")
    columns: dict[str, list[Node]] = {str(column): [] for column in _COLUMNS}
    for node in found.defer("problem_km", "problem_en"):
        rule = stands[node.pk]
        columns[_DONE if node.done_on else str(rule.rag)].append(node)
    chosen = request.GET.get("column", "")
    context = plan_frame(plan, "plan-board") | {
        "filter": asked,
        "csv": csv_address(request),
        "xlsx": reverse("web:plan-xlsx", args=[plan.pk]),
        "iati": reverse("web:plan-iati", args=[plan.pk]),
        "columns": [
            _column(name, nodes, stands, everything=name == chosen, request=request)
            for name, nodes in columns.items()
            if not chosen or name == chosen
        ],
    }
    return render(request, "plans/board.html", context)


def _column(
    name: str, nodes: list[Node], stands: dict[UUID, Standing], *, everything: bool, request: OfficerRequest
) -> dict[str, Any]:
    nodes = sorted(nodes, key=lambda n: (-stands[n.pk].days_late, n.due_on or date.max, n.path))
    shown = nodes[: _CARDS * 6 if everything else _CARDS]
    query = request.GET.copy()
    query["column"] = name
    return {
        "state": Status(code="done", label=_("Done")) if name == _DONE else rag_status(name),
        "count": len(nodes),
        "more": len(nodes) - len(shown),
        "more_url": "" if everything else f"?{query.urlencode()}",
        "cards": [
            {
                "code": node.code,
                "title": node.title,
                "url": node_url(node),
                "lead": node.lead_agency.name if node.lead_agency else "",
                "due": node.due_on,
                "late": stands[node.pk].days_late if is_late(node, stands[node.pk]) else 0,
                "word": own_word(node),
                "reasons": ", ".join(
                    str(REASONS[code]) for code in stands[node.pk].reasons if code not in {"late", "done"}
                ),
            }
            for node in shown
        ],
    }


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
    plan: Plan, pillar: Node, measures: list[Node], stands: dict[UUID, Standing], today: date
) -> dict[str, Any]:
    rows = [
        TimeRow(
            label=f"{m.code} {m.title}",
            starts_on=m.starts_on or plan.starts_on,
            ends_on=m.due_on or plan.ends_on,
            done=float(stands[m.pk].reached or 0) / 100,
            marks=[milestone.due_on for milestone in m.milestones.all()],
            tone=str(stands[m.pk].rag),
        )
        for m in measures
    ]
    svg = time_chart(
        pillar.title, rows, plan.starts_on, plan.ends_on, today, language=_language(), today_word=_("today")
    )
    return {
        "chart": _drawn(svg) if rows else "",
        "rows": [
            {
                "title": f"{m.code} {m.title}",
                "url": node_url(m),
                "starts": m.starts_on,
                "due": m.due_on,
                "reached": f"{figure(round(float(stands[m.pk].reached or 0)))} %",
                "rag": rag_status(stands[m.pk].rag),
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
    for key_of_node, place, done_on in placed.values_list("pk", "place", "done_on"):
        row, rule = counts[str(place)[:2]], stands[key_of_node]
        row["all"] += 1
        row["done"] += done_on is not None
        row["late"] += binds(plan) and rule.days_late > 0 and done_on is None
        row["off"] += rule.rag == Rag.RED
    language = _language()
    rows, tiles = [], []
    for code in sorted(provinces()):
        row = counts.get(code) or {}
        name = province_name(code, language)
        rows.append({"province": name, **row, "url": _province_url(plan, code) if row else ""})
        tone = "none" if not row else "red" if row["off"] else "amber" if row["late"] else "green"
        tiles.append(Tile(code, name, row["all"] if row else None, tone))
    context = plan_frame(plan, "plan-map") | {
        "chart": _drawn(tile_map(_("Activities by province"), tiles, language=language)),
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


@for_officers(Power.SEE_FIGURES)
def money(request: OfficerRequest, key: str) -> HttpResponse:
    """What the plan costs by year and source, what nobody pays, and what was signed after the budget had closed."""
    plan = get_object_or_404(Plan, pk=key)
    lines = BudgetLine.objects.filter(node__plan=plan, node__proposed_in=None, node__dropped_on=None)
    summed = (
        lines.order_by("fiscal_year", "source", "currency")
        .values_list("fiscal_year", "source", "currency")
        .annotate(planned=Sum("planned"), committed=Sum("committed"), spent=Sum("spent"))
    )
    rows: list[dict[str, object]] = []
    by_source: dict[str, Decimal] = defaultdict(Decimal)
    for year, source, currency, planned, committed, spent in summed:
        by_source[source] += in_dollars(planned, currency)
        rows.append(
            {
                "year": str(year),
                "source": Money(source).label,
                "currency": currency,
                "planned": float(planned),
                "committed": float(committed),
                "spent": float(spent),
            }
        )
    bars = [(str(source.label), float(round(by_source[source]))) for source in Money if by_source[source]]
    missed = unfunded_lines(plan, timezone.localdate())
    context = plan_frame(plan, "plan-money") | {
        "chart": _drawn(bar_chart(_("Planned, by who pays"), bars, language=_language(), narrow=True))
        if bars
        else "",
        "rows": rows,
        "columns": [
            Column(key="year", label=_("Fiscal year")),
            Column(key="source", label=_("Who pays")),
            Column(key="currency", label=_("Currency"), kind="code"),
            Column(key="planned", label=_("Planned"), kind="number"),
            Column(key="committed", label=_("Committed"), kind="number"),
            Column(key="spent", label=_("Spent"), kind="number"),
        ],
        "missed": len(missed),
        "sections": [_missed(missed)],
    }
    return render(request, "plans/money.html", context)


def _missed(lines: list[BudgetLine]) -> Section:
    return Section(
        title=_("Signed after the call for the budget had closed"),
        columns=[
            Column(key="title", label=_("Measure"), link="url"),
            Column(key="year", label=_("Fiscal year")),
            Column(key="source", label=_("Who pays")),
            Column(key="call", label=_("Call closed on"), kind="date"),
            Column(key="planned", label=_("Planned")),
        ],
        rows=[
            {
                "title": f"{line.node.code} {line.node.title}",
                "url": node_url(line.node),
                "year": str(line.fiscal_year),
                "source": line.funder or line.get_source_display(),
                "call": line.call_on,
                "planned": f"{figure(float(line.planned))} {line.currency}",
            }
            for line in lines[:_ROWS]
        ],
        nothing=_("None: every line was in time for its budget."),
    )


@for_officers(Power.SEE_FIGURES)
def trouble(request: OfficerRequest, key: str) -> HttpResponse:
    """What the plan is stuck on, which findings it answers, and which heads of the outside frames it covers."""
    plan = get_object_or_404(Plan, pk=key)
    context = plan_frame(plan, "plan-trouble") | {"sections": [_stuck(plan), _answered(plan), _frames(plan)]}
    return render(request, "plans/page.html", context)


@for_officers(Power.SEE_FIGURES)
def workbook(request: OfficerRequest, key: str) -> HttpResponse:
    """The plan as a workbook, in the columns in which ministries write theirs."""
    plan = get_object_or_404(Plan, pk=key)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return _taken(request, plan, plan_workbook(plan), f"plan-{plan.starts_on.year}.xlsx", kind)


@for_officers(Power.SEE_FIGURES)
def iati(request: OfficerRequest, key: str) -> HttpResponse:
    """The plan's results as an IATI 2.03 file."""
    plan = get_object_or_404(Plan, pk=key)
    return _taken(request, plan, plan_iati(plan), f"plan-{plan.starts_on.year}-iati.xml", "application/xml")


def _taken(request: OfficerRequest, plan: Plan, content: bytes, name: str, kind: str) -> HttpResponse:
    record_export(by=request.user, what="plan", rows=plan.nodes.count(), filters=[name.rpartition(".")[2]])
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _stuck(plan: Plan) -> Section:
    today = timezone.localdate()
    rows = []
    for obstacle in obstacles_open(plan)[:_ROWS]:
        due = level_by_rule(obstacle.level, obstacle.raised_on, today)
        rows.append(
            {
                "title": f"{obstacle.node.code} {obstacle.node.title}",
                "url": f"{node_url(obstacle.node)}#obstacles",
                "text": obstacle.text,
                "kind": obstacle.get_kind_display(),
                "asked": obstacle.asked_of.name if obstacle.asked_of else None,
                "level": obstacle.get_level_display(),
                "since": obstacle.raised_on,
                "due": Status(code="late", label=due.label) if due != obstacle.level else None,
            }
        )
    return Section(
        title=_("What is in the way"),
        columns=[
            Column(key="title", label=_("Measure"), link="url"),
            Column(key="text", label=_("What is in the way")),
            Column(key="kind", label=_("Kind")),
            Column(key="asked", label=_("Asked of")),
            Column(key="level", label=_("Level")),
            Column(key="since", label=_("Since"), kind="date"),
            Column(key="due", label=_("Belongs by now to")),
        ],
        rows=rows,
        nothing=_("Nothing is in the way."),
    )


def _answered(plan: Plan) -> Section:
    findings = (
        Finding.objects.filter(Q(nodes=None) | Q(nodes__plan=plan)).distinct().prefetch_related("nodes")
    )
    return Section(
        title=_("Findings of others, and what answers them"),
        columns=[
            Column(key="document", label=_("Document"), link="url"),
            Column(key="source", label=_("Who found it")),
            Column(key="text", label=_("What was found")),
            Column(key="answers", label=_("Answered by")),
        ],
        rows=[
            {
                "document": f"{one.document} {one.paragraph}".strip(),
                "url": one.address,
                "source": one.get_source_display(),
                "text": one.text,
                "answers": ", ".join(node.code for node in one.nodes.all() if node.plan_id == plan.pk)
                or Status(code="late", label=_("Nothing answers it")),
            }
            for one in findings[:_ROWS]
        ],
        nothing=_("No finding is on record."),
    )


def _frames(plan: Plan) -> Section:
    grouped: dict[tuple[str, str], list[str]] = defaultdict(list)
    for tag in (
        NodeTag.objects.filter(node__plan=plan)
        .select_related("node")
        .order_by("scheme", "code", "node__path")
    ):
        grouped[tag.get_scheme_display(), tag.code].append(tag.node.code)
    return Section(
        title=_("Frames of others, and what serves them"),
        columns=[
            Column(key="scheme", label=_("Frame")),
            Column(key="code", label=_("Head"), kind="code"),
            Column(key="nodes", label=_("Parts of the plan")),
        ],
        rows=[
            {"scheme": scheme, "code": code, "nodes": ", ".join(codes)}
            for (scheme, code), codes in grouped.items()
        ],
        nothing=_("Nothing is filed under a frame yet."),
    )
