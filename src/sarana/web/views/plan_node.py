"""One node of the plan on one page: what was promised, how it stands by word and by rule, and its whole story."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.files.actions import read_file
from sarana.base.ledger.models import Entry
from sarana.register.plans.enums import NodeKind
from sarana.register.plans.models import Evidence, Node, ProgressNote, Target
from sarana.register.plans.queries import nodes_in, standings
from sarana.register.plans.rules import (
    Standing,
    binds,
    level_by_rule,
    may_edit_plan,
    may_note,
    may_see_evidence,
    signed_after_call,
)
from sarana.web.components import Column, Link, Status, SummaryRow, TimelineEntry
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.plan_frame import node_link, plan_link, plans_link
from sarana.web.views.plan_progress import Targets, by_rule, own_word, share
from sarana.web.views.plans import measure_columns, measure_row, target_columns
from sarana.web.views.sections import Section
from sarana.web.views.trail import told
from sarana.web.wording import figure

_NOTES = 8
_STORY = 8
_BELOW = 40
# Under which names the ledger knows a node; before the spine a measure was a record of its own kind.
_RECORD_TYPES = ("plans.node", "plans.measure", "plans.pillar")


def node_crumbs(node: Node) -> list[Link]:
    """The way down to a node, without the node itself."""
    above, links = node.parent, []
    while above is not None:
        links.append(node_link(above) if above.kind != NodeKind.PILLAR else _pillar_link(above))
        above = above.parent
    return [plans_link(), plan_link(node.plan), *reversed(links)]


def _pillar_link(pillar: Node) -> Link:
    return Link(url=f"{plan_link(pillar.plan).url}?pillar={pillar.order}", label=pillar.title)


def one_node(key: object) -> Node:
    """A node with all that stands above it."""
    nodes = Node.objects.select_related(
        "plan", "lead_agency", "place", "parent__parent__parent__plan", "owner"
    )
    return get_object_or_404(nodes, pk=key)


@for_officers(Power.SEE_FIGURES)
def node(request: OfficerRequest, key: str) -> HttpResponse:
    """One strategy, objective, measure or activity with everything that belongs to it."""
    officer, found = request.user, one_node(key)
    stands = standings(found.plan, timezone.localdate(), path=found.path).get(found.pk)
    may_edit = may_edit_plan(officer, found.plan)
    notes = list(found.notes.select_related("noted_by__agency")[: _NOTES + 1])
    context = {
        "node": found,
        "kind": found.get_kind_display(),
        "word": own_word(found) if found.kind in {NodeKind.MEASURE, NodeKind.ACTIVITY} else None,
        "rule": by_rule(stands) if stands else None,
        "crumbs": [*node_crumbs(found), Link(url="", label=found.code)],
        "summary": _summary(found, stands),
        "sections": [section for section in _sections(officer, found, may_edit) if section],
        "notes": [_note_shown(note) for note in notes[:_NOTES]],
        "notes_left": len(notes) > _NOTES,
        "may_edit": may_edit,
        "may_amend": may_edit and binds(found.plan),
        "may_note": may_note(officer, found) and found.kind in {NodeKind.MEASURE, NodeKind.ACTIVITY},
        "story": _story(found),
    }
    return render(request, "plans/node.html", context)


def _summary(node: Node, stands: Standing | None) -> list[SummaryRow]:
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


def _add(node: Node, deed: str, label: str, *, may: bool, name: str = "node-plan") -> Link | None:
    return Link(url=reverse(f"web:{name}", args=[node.pk, deed]), label=label) if may else None


def _sections(officer: Officer, node: Node, may_edit: bool) -> list[Section | None]:
    may_tell = may_note(officer, node)
    return [
        _below(node, may_edit),
        _targets(officer, node, may_edit),
        _milestones(node, may_edit, may_tell),
        _money(node, may_edit, may_tell),
        _obstacles(node, may_tell),
        _evidence(officer, node, may_tell),
        _risks(node, may_edit),
        _findings(node, may_edit),
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
        rows=[measure_row(child, stands[child.pk]) for child in children[:_BELOW]],
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
    found = Target.objects.filter(use__node=node).select_related("use", "place").order_by("period", "use")
    return Section(
        title=_("Targets and what was counted"),
        columns=target_columns(),
        rows=[targets.row(target) for target in found[:_BELOW]],
        nothing=_("No target is set; progress is told in notes only."),
        add=_add(node, "target", _("Set a target"), may=may_edit),
    )


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
        add=_add(node, "milestone", _("New milestone"), may=may_edit),
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
        add=_add(node, "money", _("New budget line"), may=may_edit),
    )


def _obstacles(node: Node, may_tell: bool) -> Section | None:
    today = timezone.localdate()
    rows = []
    for obstacle in node.obstacles.select_related("asked_of"):
        is_open = obstacle.resolved_on is None
        due = level_by_rule(obstacle.level, obstacle.raised_on, today)
        higher = is_open and due != obstacle.level
        rows.append(
            {
                "text": obstacle.text,
                "kind": obstacle.get_kind_display(),
                "asked": obstacle.asked_of.name if obstacle.asked_of else None,
                "level": obstacle.get_level_display(),
                "since": obstacle.raised_on,
                "state": Status(code="late", label=_("Belongs higher: %(level)s") % {"level": due.label})
                if higher
                else Status(code="open", label=_("Open"))
                if is_open
                else Status(code="done", label=_("Cleared")),
                "url": reverse("web:obstacle", args=[obstacle.pk]) if may_tell and is_open else "",
            }
        )
    return Section(
        title=_("Obstacles"),
        columns=[
            Column(key="text", label=_("What is in the way"), link="url"),
            Column(key="kind", label=_("Kind")),
            Column(key="asked", label=_("Asked of")),
            Column(key="level", label=_("Level")),
            Column(key="since", label=_("Since"), kind="date"),
            Column(key="state", label=_("State")),
        ],
        rows=rows,
        nothing=_("Nothing is in the way."),
        add=_add(node, "obstacle", _("Name an obstacle"), may=may_tell, name="node-tell"),
        anchor="obstacles",
    )


def _evidence(officer: Officer, node: Node, may_tell: bool) -> Section | None:
    rows = []
    for one in node.evidence.select_related("added_by__agency", "file", "redacted", "node__lead_agency"):
        opens = one.file is not None and (may_see_evidence(officer, one) or one.redacted is not None)
        twin = one.file is not None and one.redacted is None and may_tell
        rows.append(
            {
                "title": one.title,
                "url": reverse("web:evidence", args=[one.pk]) if opens else "",
                "audience": one.get_audience_display(),
                "twin": Link(
                    url=reverse("web:evidence-twin", args=[one.pk]), label=_("Add a copy without names")
                )
                if twin
                else (_("Yes") if one.redacted else None),
                "digest": one.digest[:12],
                "at": one.added_at,
                "by": one.added_by.agency.name,
            }
        )
    return Section(
        title=_("Proof"),
        columns=[
            Column(key="title", label=_("What it shows"), link="url"),
            Column(key="audience", label=_("Who may open it")),
            Column(key="twin", label=_("Copy without names")),
            Column(key="digest", label=_("Hash"), kind="code"),
            Column(key="at", label=_("Added"), kind="date"),
            Column(key="by", label=_("By")),
        ],
        rows=rows,
        nothing=_("No proof yet; without one nothing counts as done."),
        add=_add(node, "proof", _("Add proof"), may=may_tell, name="node-tell"),
        anchor="proof",
    )


def _risks(node: Node, may_edit: bool) -> Section | None:
    rows = [
        {
            "text": risk.text,
            "kind": risk.get_kind_display(),
            "weight": risk.likelihood * risk.impact,
            "mitigation": risk.mitigation,
            "owner": risk.owner_agency.name if risk.owner_agency else None,
        }
        for risk in node.risks.filter(closed_on=None).select_related("owner_agency")
    ]
    return Section(
        title=_("Risks and assumptions"),
        columns=[
            Column(key="text", label=_("What may go wrong, or has to hold")),
            Column(key="kind", label=_("Kind")),
            Column(key="weight", label=_("Weight, 1 to 25"), kind="number"),
            Column(key="mitigation", label=_("What is done about it")),
            Column(key="owner", label=_("Who watches it")),
        ],
        rows=rows,
        nothing=_("No risk is on record."),
        add=_add(node, "risk", _("New risk"), may=may_edit),
    )


def _findings(node: Node, may_edit: bool) -> Section | None:
    rows = [
        {
            "source": finding.get_source_display(),
            "document": f"{finding.document} {finding.paragraph}".strip(),
            "text": finding.text,
            "url": finding.address,
        }
        for finding in node.findings.all()
    ]
    return Section(
        title=_("Findings it answers"),
        columns=[
            Column(key="document", label=_("Document"), link="url"),
            Column(key="source", label=_("Who found it")),
            Column(key="text", label=_("What was found")),
        ],
        rows=rows,
        nothing=_("It answers no finding yet."),
        add=_add(node, "finding", _("Answer a finding"), may=may_edit),
    )


def _note_shown(note: ProgressNote) -> dict[str, object]:
    return {
        "on": note.on,
        "state": note.get_state_display(),
        "text": note.text,
        "language": note.other_language,
        "by": f"{note.noted_by.name}, {note.noted_by.agency.name}",
    }


def _story(node: Node) -> list[TimelineEntry]:
    entries = Entry.objects.filter(record_type__in=_RECORD_TYPES, record_id=str(node.pk))
    return [told(entry) for entry in entries.select_related("officer__agency").order_by("-seq")[:_STORY]]


@for_officers(Power.SEE_FIGURES)
def evidence(request: OfficerRequest, key: Any) -> HttpResponse:
    """Hand out a proof, always as a download: the file itself, or its copy without names for those who may not see it."""
    found = get_object_or_404(
        Evidence.objects.select_related("node__lead_agency", "added_by", "file", "redacted"), pk=key
    )
    attachment = found.file if may_see_evidence(request.user, found) else found.redacted
    if attachment is None:
        raise Http404
    name, content = read_file(by=request.user, attachment=attachment)
    response = HttpResponse(content, content_type="application/octet-stream")
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
