"""One node of the plan on one page: what was promised, how it stands by word and by rule, and its whole story."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.files.actions import read_file
from sarana.base.ledger.models import Entry
from sarana.register.plans.enums import NodeKind
from sarana.register.plans.models import Evidence, Node, ProgressNote
from sarana.register.plans.queries import standings
from sarana.register.plans.rules import (
    binds,
    may_edit_plan,
    may_note,
    may_see_evidence,
)
from sarana.web.components import Link, TimelineEntry
from sarana.web.views.downloads import download
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.plan_frame import node_link, plan_link, plans_link
from sarana.web.views.plan_node_parts import node_sections, node_summary
from sarana.web.views.plan_progress import by_rule, own_word
from sarana.web.views.plan_values import values_part
from sarana.web.views.press_promises import promised_part
from sarana.web.views.trail import told

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
    stands = standings(found.plan, timezone.localdate(), path=found.path).get(found.path)
    may_edit = may_edit_plan(officer, found.plan)
    notes = list(found.notes.select_related("noted_by__agency")[: _NOTES + 1])
    context = {
        "node": found,
        "kind": found.get_kind_display(),
        "word": own_word(found) if found.kind in {NodeKind.MEASURE, NodeKind.ACTIVITY} else None,
        "rule": by_rule(stands) if stands else None,
        "crumbs": [*node_crumbs(found), Link(url="", label=found.code)],
        "summary": node_summary(found, stands),
        "sections": [
            section
            for section in (*node_sections(officer, found, stands, may_edit), promised_part(officer, found))
            if section
        ],
        "notes": [_note_shown(note) for note in notes[:_NOTES]],
        "notes_left": len(notes) > _NOTES,
        "may_edit": may_edit,
        "may_amend": may_edit and binds(found.plan),
        "may_note": may_note(officer, found) and found.kind in {NodeKind.MEASURE, NodeKind.ACTIVITY},
        "story": _story(found),
        "values": values_part(officer, found, request.GET.get("place", "")),
    }
    return render(request, "plans/node.html", context)


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
    return download(*read_file(by=request.user, attachment=attachment))
