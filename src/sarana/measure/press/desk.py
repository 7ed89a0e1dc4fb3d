"""What the review desk reads: precision per method, questions that wait, links, errata."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from sarana.base.accounts.models import Officer
from sarana.measure.press.enums import ReviewWord
from sarana.measure.press.models import (
    CheckedText,
    FollowUp,
    PromiseLink,
    PublishedErratum,
    RowReview,
    TextLink,
)
from sarana.measure.press.rules import Row, row_at, rows_of
from sarana.register.cases.queries import cases_visible_to
from sarana.register.plans.enums import NodeKind
from sarana.register.plans.models import Node
from sarana.register.plans.queries import nodes_in, plan_in_force
from sarana.science.statements.nearest import ranked
from sarana.science.statements.precision import wilson_interval


@dataclass(frozen=True, slots=True)
class Precision:
    """How many reviewed rows of a method were read right, with the 95 % interval; and the verdicts among those."""

    method: str
    seen: int
    right: int
    low: float
    high: float
    verdicts_right: int

    @property
    def share(self) -> float:
        """The precision itself."""
        return self.right / self.seen


def precision_per_method() -> list[Precision]:
    """For every method that was reviewed, the most reviewed first; a wrong verdict is no wrong reading."""
    told = RowReview.objects.values("method").annotate(
        seen=Count("pk"),
        right=Count("pk", filter=Q(word__in=[ReviewWord.ACCEPT, ReviewWord.WRONG_VERDICT])),
        verdicts=Count("pk", filter=Q(word=ReviewWord.ACCEPT)),
    )
    return [
        Precision(
            one["method"],
            one["seen"],
            one["right"],
            *wilson_interval(one["right"], one["seen"]),
            one["verdicts"],
        )
        for one in told.order_by("-seen", "method")
    ]


def words_of_rows(checked: CheckedText) -> dict[str, Any]:
    """What was found of the text's rows so far, by their places."""
    return dict(checked.reviews.values_list("place", "word"))


def follow_ups(words: str = "", *, text: UUID | None = None) -> QuerySet[FollowUp]:
    """Questions to spokespersons, those of one text or with the words in them."""
    found = FollowUp.objects.select_related("text", "asked_by")
    if text is not None:
        found = found.filter(text=text)
    if words:
        found = found.filter(
            Q(spokesperson__icontains=words) | Q(question__icontains=words) | Q(answer__icontains=words)
        )
    return found


def links_of(officer: Officer, checked: CheckedText) -> QuerySet[TextLink]:
    """The tricks that the text tells of, and those of its cases that the officer may see."""
    seen = Q(case=None) | Q(case__in=cases_visible_to(officer))
    return checked.links.filter(seen).select_related("case", "trick")


def nodes_for(checked: CheckedText, row: Row, today: date) -> list[tuple[Node, float]]:
    """Nodes of the plan of that day that share most words with a commitment, the closest first."""
    plan = plan_in_force(checked.published_on or today) or plan_in_force(today)
    if plan is None:
        return []
    nodes = {node.pk: node for node in nodes_in(plan) if node.kind != NodeKind.PILLAR}
    said = f"{(row.statement or {}).get('text', '')} {(row.claim or {}).get('text', '')}"
    titles = {
        key: (one.title_en, one.title_km, one.deliverable_en, one.deliverable_km)
        for key, one in nodes.items()
    }
    return [(nodes[key], share) for key, share in ranked(said, titles)]


def node_of_code(checked: CheckedText, code: str, today: date) -> Node | None:
    """The node of that number in the plan of the text's day."""
    plan = plan_in_force(checked.published_on or today) or plan_in_force(today)
    return nodes_in(plan).filter(code__iexact=code.strip()).first() if plan is not None else None


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment that is held against the plan: what was said, by whom, in which text, about which node."""

    link: PromiseLink
    words: str
    speaker: str


def promises_in(checked: CheckedText) -> list[Promise]:
    """The commitments of a text that are linked to the plan, in order of appearance."""
    rows = {row.place: row for row in rows_of(checked.result)}
    links = checked.promises.select_related("node__plan")
    found = [(rows[link.place], link) for link in links if link.place in rows]
    found.sort(key=lambda one: one[0].start)
    return [_promise(row, link) for row, link in found]


def promises_about(node: Node, most: int) -> list[Promise]:
    """What was promised in public about a node, the latest first; a text read anew may have lost the row."""
    links = PromiseLink.objects.filter(node=node).select_related("text")[:most]
    rows = [(row_at(link.text.result, link.place), link) for link in links]
    return [_promise(row, link) for row, link in rows if row is not None]


def _promise(row: Row, link: PromiseLink) -> Promise:
    return Promise(link, (row.claim or {}).get("text", ""), (row.statement or {}).get("speaker", ""))


def errata(words: str = "") -> QuerySet[PublishedErratum]:
    """Published numbers that were found wrong."""
    found = PublishedErratum.objects.select_related("figure", "replaced_by")
    if words:
        found = found.filter(
            Q(words__icontains=words)
            | Q(figure__indicator__icontains=words.replace(" ", "_"))
            | Q(figure__claimant__icontains=words)
        )
    return found
