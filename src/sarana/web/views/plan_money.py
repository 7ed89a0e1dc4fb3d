"""The money of a plan, what is in its way, and the plan as a file to take away."""

from collections import defaultdict
from decimal import Decimal

from django.db.models import Q, Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.publish.charts import bar_chart
from sarana.publish.datasets.plan_iati import plan_iati
from sarana.publish.datasets.plan_sheet import plan_workbook
from sarana.register.exports import record_export
from sarana.register.plans.enums import Money
from sarana.register.plans.models import BudgetLine, Finding, NodeTag, Plan
from sarana.register.plans.queries import (
    obstacles_open,
    unfunded_lines,
)
from sarana.register.plans.rules import in_dollars, level_by_rule
from sarana.web.components import Column, Status
from sarana.web.views.drawing import drawn, language
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.plan_frame import node_url, plan_frame
from sarana.web.views.sections import Section
from sarana.web.wording import figure

_ROWS = 30


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
        "chart": drawn(bar_chart(_("Planned, by who pays"), bars, language=language(), narrow=True))
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
