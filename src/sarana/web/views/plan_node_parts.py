"""The parts of a node's page: what stands below it, targets, milestones, money, obstacles, proof, ratings, risks."""

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sarana.base.accounts.models import Officer
from sarana.register.plans.enums import AmendmentState, NodeKind
from sarana.register.plans.models import Node, Target
from sarana.register.plans.queries import nodes_in, standings
from sarana.register.plans.rules import (
    Standing,
    amended_only,
    binds,
    may_note,
    signed_after_call,
)
from sarana.register.reporting.models import TemplateLine
from sarana.web.components import Column, Link, Status, SummaryRow
from sarana.web.views.plan_node_story import (
    add_link,
    evidence_part,
    findings_part,
    obstacles_part,
    ratings_part,
    risks_part,
)
from sarana.web.views.plan_progress import Targets, share
from sarana.web.views.plans import measure_columns, measure_row, target_columns
from sarana.web.views.sections import Section
from sarana.web.wording import figure

_BELOW = 40


def node_summary(node: Node, stands: Standing | None) -> list[SummaryRow]:
    """What is known of a node, and how far it is by rule."""
    rows = [
        (_("Lead agency"), node.lead_agency.name if node.lead_agency else None),
        (_("Partners"), ", ".join(agency.name for agency in node.partners.all())),
        (_("Who does it"), node.owner.name if node.owner else None),
        (_("Where"), node.place.name if node.place else None),
        (_("Begins on"), node.starts_on),
        (_("Due on"), node.due_on),
        (_("Done on"), node.done_on),
        (_("What is to come out"), node.deliverable),
        (_("The problem it answers"), node.problem),
        (_("Frames it is filed under"), _tags(node)),
    ]
    if stands is not None:
        rows += [
            (_("Should be done by now"), share(stands.due, _("Should be done by now"))),
            (_("Shown to be done"), share(stands.reached, _("Shown to be done"))),
            (_("Spent of what was planned"), share(stands.spent, _("Spent of what was planned"))),
        ]
    return [SummaryRow(label=label, value=value) for label, value in rows if value]


def _tags(node: Node) -> SafeString:
    return format_html_join(", ", "{} {}", ((tag.get_scheme_display(), tag.code) for tag in node.tags.all()))


def node_sections(
    officer: Officer, node: Node, stands: Standing | None, may_edit: bool
) -> list[Section | None]:
    """Everything that belongs to a node, part by part."""
    may_tell = may_note(officer, node)
    return [
        _below(node, may_edit),
        ratings_part(officer, node, stands),
        _targets(officer, node, may_edit),
        _milestones(node, may_edit, may_tell),
        _money(node, may_edit, may_tell),
        obstacles_part(node, may_tell),
        evidence_part(officer, node, may_tell),
        risks_part(node, may_edit),
        findings_part(node, may_edit),
    ]


def _below(node: Node, may_edit: bool) -> Section | None:
    following = {
        NodeKind.PILLAR: NodeKind.OBJECTIVE,
        NodeKind.OBJECTIVE: NodeKind.MEASURE,
        NodeKind.MEASURE: NodeKind.ACTIVITY,
    }.get(NodeKind(node.kind))
    if following is None:
        return None
    day = timezone.localdate()
    stands = standings(node.plan, day, path=node.path)
    children = list(nodes_in(node.plan, path=node.path)[: _BELOW + 1])
    may_add = may_edit and (following == NodeKind.ACTIVITY or not binds(node.plan))
    words = {
        NodeKind.OBJECTIVE: (_("Objectives and measures"), _("New objective")),
        NodeKind.MEASURE: (_("Measures"), _("New measure")),
        NodeKind.ACTIVITY: (_("Activities"), _("New activity")),
    }[following]
    return Section(
        title=words[0],
        columns=measure_columns(),
        rows=[measure_row(child, stands[child.path]) for child in children[:_BELOW]],
        nothing=_("Nothing stands below it yet."),
        add=Link(url=reverse("web:node-new", args=[node.pk, following]), label=words[1]) if may_add else None,
        more=Link(
            url=f"{reverse('web:plan-board', args=[node.plan_id])}?under={node.path}", label=_("All of them")
        )
        if len(children) > _BELOW
        else None,
    )


def _targets(officer: Officer, node: Node, may_edit: bool) -> Section | None:
    targets = Targets(officer)
    # What provinces are asked to report stands in the drawings with their targets.
    drawn = TemplateLine.objects.filter(use__node=node).values("use")
    found = (
        Target.objects.filter(use__node=node)
        .exclude(place__isnull=False, use__in=drawn)
        .select_related("use", "place")
        .order_by("period", "use")
    )
    return Section(
        title=_("Targets and what was counted"),
        columns=target_columns(),
        rows=[targets.row(target) for target in found[:_BELOW]],
        nothing=_("No target is set; progress is told in notes only."),
        add=_amend_link(node, "target", _("Propose a target by an amendment"), may=may_edit)
        if amended_only(node)
        else add_link(node, "target", _("Set a target"), may=may_edit),
    )


def _amend_link(node: Node, what: str, label: str, *, may: bool) -> Link | None:
    """The way to what an adopted plan promises: through the amendment that is open, or through a new one."""
    if not may:
        return None
    found = node.plan.amendments.filter(state=AmendmentState.PROPOSED).first()
    if found is None:
        return Link(url=reverse("web:amendment-new", args=[node.plan_id]), label=label)
    return Link(url=reverse(f"web:amendment-{what}", args=[found.pk, node.pk]), label=label)


def _milestones(node: Node, may_edit: bool, may_tell: bool) -> Section | None:
    if node.kind not in {NodeKind.MEASURE, NodeKind.ACTIVITY}:
        return None
    today = timezone.localdate()
    rows = []
    for milestone in node.milestones.select_related("shown_by"):
        late = milestone.reached_on is None and milestone.due_on < today
        state = (
            Status(code="late", label=_("Late"))
            if late
            else Status(code="pending", label=_("Ahead"), tone="neutral")
        )
        if milestone.reached_on:
            state = Status(code="done", label=_("Reached"))
        ask = may_tell and not milestone.reached_on
        rows.append(
            {
                "title": milestone.title,
                "url": reverse("web:milestone-reach", args=[milestone.pk]) if ask else "",
                "due": milestone.due_on,
                "share": float(milestone.share),
                "reached": milestone.reached_on,
                "shown": milestone.shown_by.title if milestone.shown_by else None,
                "state": state,
            }
        )
    return Section(
        title=_("Milestones"),
        columns=[
            Column(key="title", label=_("Milestone"), link="url"),
            Column(key="due", label=_("Due on"), kind="date"),
            Column(key="share", label=_("Share, %"), kind="number"),
            Column(key="reached", label=_("Reached on"), kind="date"),
            Column(key="shown", label=_("Shown by")),
            Column(key="state", label=_("State")),
        ],
        rows=rows,
        nothing=_("No milestone yet: without one the rule goes by the calendar alone."),
        add=_amend_link(node, "milestone", _("Propose a milestone by an amendment"), may=may_edit)
        if amended_only(node)
        else add_link(node, "milestone", _("New milestone"), may=may_edit),
    )


def _money(node: Node, may_edit: bool, may_tell: bool) -> Section | None:
    today, adopted = timezone.localdate(), node.plan.adopted_on
    rows = []
    for line in node.budget_lines.all():
        missed = signed_after_call(adopted, line.call_on, today)
        rows.append(
            {
                "year": str(line.fiscal_year),
                "url": reverse("web:line-spending", args=[line.pk]) if may_tell else "",
                "source": line.funder or line.get_source_display(),
                "planned": f"{figure(float(line.planned))} {line.currency}",
                "committed": figure(float(line.committed)),
                "spent": figure(float(line.spent)),
                "call": line.call_on,
                "state": Status(code="late", label=_("Signed after the call")) if missed else None,
            }
        )
    return Section(
        title=_("Money"),
        columns=[
            Column(key="year", label=_("Fiscal year"), link="url"),
            Column(key="source", label=_("Who pays")),
            Column(key="planned", label=_("Planned")),
            Column(key="committed", label=_("Committed")),
            Column(key="spent", label=_("Spent")),
            Column(key="call", label=_("Call closed on"), kind="date"),
            Column(key="state", label=_("Warning")),
        ],
        rows=rows,
        nothing=_("No budget line: nobody has said what it costs."),
        add=add_link(node, "money", _("New budget line"), may=may_edit),
    )
