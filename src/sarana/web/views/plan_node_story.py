"""The parts of a node's page that others tell: ratings, obstacles, proof, risks, findings."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sarana.base.accounts.models import Officer
from sarana.register.plans.enums import NodeKind
from sarana.register.plans.models import Node
from sarana.register.plans.rules import (
    STEPS_APART,
    Standing,
    binds,
    level_by_rule,
    may_see_evidence,
    steps_apart,
)
from sarana.register.reporting.enums import Rater
from sarana.register.reporting.queries import latest_ratings
from sarana.register.reporting.rules import rater_of
from sarana.web.components import Column, Link, Status
from sarana.web.views.plan_progress import rag_status
from sarana.web.views.sections import Section


def add_link(node: Node, deed: str, label: str, *, may: bool, name: str = "node-plan") -> Link | None:
    """The way to add something, for those who may."""
    return Link(url=reverse(f"web:{name}", args=[node.pk, deed]), label=label) if may else None


def ratings_part(officer: Officer, node: Node, stands: Standing | None) -> Section | None:
    """Three words beside the rule."""
    if node.kind != NodeKind.MEASURE or stands is None:
        return None
    found = latest_ratings([node])
    rows: list[dict[str, object]] = [{"who": _("By rule"), "rag": rag_status(stands.rag)}]
    for rater in Rater:
        rating = found.get((node.pk, rater))
        if rating is None:
            rows.append({"who": rater.label})
            continue
        apart = steps_apart(rating.rag, stands.rag) >= STEPS_APART
        rows.append(
            {
                "who": rater.label,
                "rag": rag_status(rating.rag),
                "on": rating.on,
                "text": rating.text,
                "by": rating.rated_by.agency.name,
                "apart": Status(code="disputed", label=_("Two steps from the rule")) if apart else None,
            }
        )
    may_rate = binds(node.plan) and rater_of(officer, node) is not None
    return Section(
        title=_("How others see it"),
        columns=[
            Column(key="who", label=_("Who says it")),
            Column(key="rag", label=_("How it stands")),
            Column(key="on", label=_("Day"), kind="date"),
            Column(key="text", label=_("Why")),
            Column(key="by", label=_("Agency")),
            Column(key="apart", label=_("Difference")),
        ],
        rows=rows,
        nothing="",
        add=Link(url=reverse("web:node-rate", args=[node.pk]), label=_("Rate it")) if may_rate else None,
    )


def obstacles_part(node: Node, may_tell: bool) -> Section | None:
    """What a node is stuck on."""
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
        add=add_link(node, "obstacle", _("Name an obstacle"), may=may_tell, name="node-tell"),
        anchor="obstacles",
    )


def evidence_part(officer: Officer, node: Node, may_tell: bool) -> Section | None:
    """What proves it, as far as the officer may open it."""
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
        add=add_link(node, "proof", _("Add proof"), may=may_tell, name="node-tell"),
        anchor="proof",
    )


def risks_part(node: Node, may_edit: bool) -> Section | None:
    """What may go wrong."""
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
        add=add_link(node, "risk", _("New risk"), may=may_edit),
    )


def findings_part(node: Node, may_edit: bool) -> Section | None:
    """What outsiders found, and it answers."""
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
        add=add_link(node, "finding", _("Answer a finding"), may=may_edit),
    )
