"""The review of a plan, measure by measure: what goes on, what changes, what is carried into the next plan."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.register.plans.enums import NodeKind
from sarana.register.plans.models import Node, Plan
from sarana.register.plans.queries import nodes_in, standings
from sarana.register.plans.rules import Standing, binds, may_edit_plan
from sarana.register.reporting.actions import close_review, judge_node, open_review
from sarana.register.reporting.enums import Rater
from sarana.register.reporting.models import Review
from sarana.register.reporting.queries import latest_ratings
from sarana.web.components import Column, Link, Status
from sarana.web.forms.reviews import CloseReviewForm, ReviewForm, VerdictForm
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.plan_frame import node_link, node_url, plan_frame, plan_link, plans_link
from sarana.web.views.plan_progress import own_word, rag_status
from sarana.web.views.sections import Section

_MOST = 60


def _url(review: Review) -> str:
    return reverse("web:review", args=[review.pk])


@for_officers(Power.SEE_FIGURES)
def plan_reviews(request: OfficerRequest, key: UUID) -> HttpResponse:
    """The reviews of a plan."""
    plan = get_object_or_404(Plan, pk=key)
    rows = [
        {
            "kind": review.get_kind_display(),
            "url": _url(review),
            "opened": review.opened_at,
            "closed": review.closed_on,
            "judged": review.nodes.count(),
        }
        for review in plan.reviews.all()
    ]
    may = may_edit_plan(request.user, plan) and binds(plan)
    section = Section(
        title=_("Reviews"),
        columns=[
            Column(key="kind", label=_("Review"), link="url"),
            Column(key="opened", label=_("Opened on"), kind="date"),
            Column(key="closed", label=_("Closed on"), kind="date"),
            Column(key="judged", label=_("Measures judged"), kind="number"),
        ],
        rows=rows,
        nothing=_("The plan was not reviewed yet."),
        add=Link(url=reverse("web:review-new", args=[plan.pk]), label=_("Begin a review")) if may else None,
    )
    return render(request, "plans/page.html", plan_frame(plan, "plan-reviews") | {"sections": [section]})


@for_officers(Power.EDIT_PLAN)
def new_review(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Begin a review."""
    plan = get_object_or_404(Plan, pk=key)
    back = reverse("web:plan-reviews", args=[plan.pk])
    page = FormPage(
        title=_("Begin a review"), crumbs=[plans_link(), plan_link(plan)], save=_("Begin it"), back=back
    )

    def act(form: ReviewForm) -> str:
        return _url(open_review(by=request.user, plan=plan, **form.cleaned_data))

    return fill_in(request, page, ReviewForm, act)


def _one(key: UUID) -> Review:
    return get_object_or_404(
        Review.objects.select_related("plan", "next_plan", "amendment", "opened_by"), pk=key
    )


@for_officers(Power.SEE_FIGURES)
def review(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Every measure with the four words about it, what the review says of it, and what is left to say."""
    found = _one(key)
    may = may_edit_plan(request.user, found.plan) and found.closed_on is None
    rows = _rows(found, timezone.localdate(), may=may)
    left = sum(1 for row in rows if row["left"])
    context = plan_frame(found.plan, "plan-reviews") | {
        "review": found,
        "kind": found.get_kind_display(),
        "judged": len(rows) - left,
        "measures": len(rows),
        "first_left": next((row["url"] for row in rows if row["left"]), "") if may else "",
        "may_close": may and not left,
        "amendment": reverse("web:amendment", args=[found.amendment_id]) if found.amendment_id else "",
        "sections": [_section(rows)],
    }
    return render(request, "plans/review.html", context)


def _rows(review: Review, day: date, *, may: bool) -> list[dict[str, Any]]:
    measures = list(nodes_in(review.plan, kind=NodeKind.MEASURE)[:_MOST])
    stands = standings(review.plan, day, kinds=(NodeKind.MEASURE,))
    ratings, judged = latest_ratings(measures), {one.node_id: one for one in review.nodes.all()}
    rows = []
    for node in measures:
        verdict = judged.get(node.pk)
        rule: Standing = stands[node.path]
        rows.append(
            {
                "title": f"{node.code} {node.title}",
                "url": reverse("web:review-node", args=[review.pk, node.pk]) if may else node_url(node),
                "word": own_word(node),
                "rule": rag_status(rule.rag),
                **{
                    rater.value: rag_status(ratings[node.pk, rater].rag)
                    if (node.pk, rater) in ratings
                    else None
                    for rater in (Rater.SECRETARIAT, Rater.CIVIL_SOCIETY)
                },
                "verdict": Status(code=verdict.verdict, label=verdict.get_verdict_display(), tone="info")
                if verdict
                else None,
                "why": verdict.text if verdict else None,
                "left": verdict is None and node.done_on is None,
            }
        )
    return rows


def _section(rows: list[dict[str, Any]]) -> Section:
    return Section(
        title=_("Measures"),
        columns=[
            Column(key="title", label=_("Measure"), link="url"),
            Column(key="word", label=_("Own word")),
            Column(key="rule", label=_("By rule")),
            Column(key=Rater.SECRETARIAT.value, label=Rater.SECRETARIAT.label),
            Column(key=Rater.CIVIL_SOCIETY.value, label=Rater.CIVIL_SOCIETY.label),
            Column(key="verdict", label=_("What becomes of it")),
            Column(key="why", label=_("Why")),
        ],
        rows=rows,
        nothing=_("No measure yet."),
    )


@for_officers(Power.EDIT_PLAN)
def judge(request: OfficerRequest, key: UUID, node: UUID) -> HttpResponse:
    """Say what becomes of one measure, then go on with the next."""
    found = _one(key)
    measure = get_object_or_404(
        Node.objects.select_related("plan", "lead_agency"), pk=node, plan=found.plan_id
    )
    page = FormPage(
        title=_("What becomes of it"),
        crumbs=[
            plans_link(),
            plan_link(found.plan),
            Link(url=_url(found), label=found.get_kind_display()),
            node_link(measure),
        ],
        save=_("Save, and go on"),
        back=_url(found),
        lede=f"{measure.code} {measure.title}",
    )

    def act(form: VerdictForm) -> str:
        judge_node(by=request.user, review=found, node=measure, **form.cleaned_data)
        left = nodes_in(found.plan, kind=NodeKind.MEASURE).filter(done_on=None)
        following = left.exclude(pk__in=found.nodes.values("node")).first()
        return reverse("web:review-node", args=[found.pk, following.pk]) if following else _url(found)

    said = found.nodes.filter(node=measure).first()
    initial = (
        {name: getattr(said, name) for name in ("verdict", "new_due_on", "text_km", "text_en")}
        if said
        else {}
    )
    return fill_in(request, page, VerdictForm, act, initial=initial)


@for_officers(Power.EDIT_PLAN)
def close(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Carry out what the review said."""
    found = _one(key)
    page = FormPage(
        title=_("Close the review"),
        crumbs=[plans_link(), plan_link(found.plan), Link(url=_url(found), label=found.get_kind_display())],
        save=_("Close it"),
        back=_url(found),
        lede=_(
            "What changes becomes one amendment, to be adopted; what is carried over is put into the next plan’s draft."
        ),
    )

    def make(*args: Any, **kwargs: Any) -> CloseReviewForm:
        form = CloseReviewForm(*args, **kwargs)
        form.offer(found)
        return form

    def act(form: CloseReviewForm) -> str:
        close_review(by=request.user, review=found, **form.cleaned_data)
        return _url(found)

    return fill_in(request, page, make, act)
