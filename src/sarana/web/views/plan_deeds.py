"""What is said about a node of the plan: targets, money, milestones, risks, frames; proof and obstacles by its agency."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import NotAllowed
from sarana.register.plans.actions import (
    add_budget_line,
    add_file_evidence,
    add_milestone,
    add_redacted_twin,
    answer_finding,
    escalate_obstacle,
    raise_obstacle,
    reach_milestone,
    record_finding,
    record_risk,
    record_spending,
    resolve_obstacle,
    set_target,
    tag_node,
    use_indicator,
)
from sarana.register.plans.actions.indicators import indicator_of
from sarana.register.plans.enums import PlanState
from sarana.register.plans.models import BudgetLine, Evidence, Milestone, Node, Obstacle
from sarana.register.plans.rules import may_note
from sarana.web.components import Words
from sarana.web.forms.base import RecordForm
from sarana.web.forms.plan_deeds import (
    AnswerForm,
    BudgetLineForm,
    EscalationForm,
    EvidenceForm,
    MilestoneForm,
    ObstacleForm,
    ReachForm,
    ResolutionForm,
    RiskForm,
    SpendingForm,
    TagForm,
    TargetForm,
    TwinForm,
    as_typed,
)
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.plan_forms import node_page, open_node
from sarana.web.views.plan_frame import node_url
from sarana.web.wording import figure


@dataclass(frozen=True)
class _Deed:
    """A form about a node, and the action that takes it."""

    make: type[RecordForm]
    title: Words
    save: Words
    act: Callable[[Officer, Node, Any], Any]
    lede: Words = ""
    with_file: bool = False


def _set_target(by: Officer, node: Node, form: TargetForm) -> None:
    given, by_hand = form.cleaned_data, form.by_hand()
    use = indicator_of(node, given["indicator"], by_hand) or use_indicator(
        by=by, node=node, indicator=given["indicator"], baseline=given["baseline"], **by_hand
    )
    set_target(by=by, use=use, period=given["period"], value=given["value"])


def _add_proof(by: Officer, node: Node, form: EvidenceForm) -> None:
    file = form.cleaned_data["file"]
    add_file_evidence(
        by=by,
        node=node,
        title=form.cleaned_data["title"],
        name=file.name,
        content=file.read(),
        audience=form.cleaned_data["audience"],
    )


def _answer(by: Officer, node: Node, form: AnswerForm) -> None:
    given = dict(form.cleaned_data)
    finding = given.pop("finding") or record_finding(by=by, **given)
    answer_finding(by=by, finding=finding, node=node)


_PLAN_DEEDS: dict[str, _Deed] = {
    "target": _Deed(
        TargetForm,
        _("Set a target"),
        _("Save the target"),
        _set_target,
        _("A target of the same indicator and period is replaced; the audit trail keeps both."),
    ),
    "money": _Deed(
        BudgetLineForm,
        _("New budget line"),
        _("Save the line"),
        lambda by, node, form: add_budget_line(by=by, node=node, **form.cleaned_data),
        _("One line for each source; what nobody pays is a line as well."),
    ),
    "milestone": _Deed(
        MilestoneForm,
        _("New milestone"),
        _("Save the milestone"),
        lambda by, node, form: add_milestone(by=by, node=node, **form.cleaned_data),
    ),
    "risk": _Deed(
        RiskForm,
        _("New risk"),
        _("Save the risk"),
        lambda by, node, form: record_risk(by=by, node=node, **form.cleaned_data),
    ),
    "frame": _Deed(
        TagForm,
        _("File it under a frame"),
        _("Save"),
        lambda by, node, form: tag_node(by=by, node=node, **form.cleaned_data),
    ),
    "finding": _Deed(AnswerForm, _("Answer a finding"), _("Save the answer"), _answer),
}
_TOLD_DEEDS: dict[str, _Deed] = {
    "proof": _Deed(
        EvidenceForm,
        _("Add proof"),
        _("Keep the proof"),
        _add_proof,
        _("The file is encrypted and its hash is written into the audit trail."),
        with_file=True,
    ),
    "obstacle": _Deed(
        ObstacleForm,
        _("Name an obstacle"),
        _("Save the obstacle"),
        lambda by, node, form: raise_obstacle(by=by, node=node, **form.cleaned_data),
    ),
}


def _fill(request: OfficerRequest, node: Node, deed: _Deed) -> HttpResponse:
    def act(form: RecordForm) -> str:
        deed.act(request.user, node, form)
        return node_url(node)

    page = node_page(node, deed.title, deed.save, lede=deed.lede, with_file=deed.with_file)
    today = timezone.localdate()
    initial = {"period": str(today.year), "fiscal_year": today.year, "on": today, "due_on": node.due_on}
    return fill_in(request, page, deed.make, act, initial=initial)


@for_officers(Power.EDIT_PLAN)
def plan_deed(request: OfficerRequest, key: str, deed: str) -> HttpResponse:
    """Add a target, a budget line, a milestone, a risk, the heads of a frame or an answer to a finding."""
    node = open_node(key)
    if deed not in _PLAN_DEEDS:
        raise Http404
    return _fill(request, node, _PLAN_DEEDS[deed])


@for_officers(Power.NOTE_PROGRESS)
def told_deed(request: OfficerRequest, key: str, deed: str) -> HttpResponse:
    """Add proof, or name an obstacle, for the agency that leads it."""
    node = _own(request.user, open_node(key))
    if deed not in _TOLD_DEEDS:
        raise Http404
    return _fill(request, node, _TOLD_DEEDS[deed])


def _own(officer: Officer, node: Node) -> Node:
    if not may_note(officer, node):
        raise NotAllowed(Power.NOTE_PROGRESS)
    return node


@for_officers(Power.NOTE_PROGRESS)
def reach(request: OfficerRequest, key: str) -> HttpResponse:
    """Say that a milestone is reached, with what shows it."""
    milestone = get_object_or_404(Milestone.objects.exclude(node__plan__state=PlanState.CLOSED), pk=key)
    node = _own(request.user, open_node(milestone.node_id))

    def make(*args: Any, **kwargs: Any) -> ReachForm:
        form = ReachForm(*args, **kwargs)
        form.offer(node)
        return form

    def act(form: ReachForm) -> str:
        reach_milestone(by=request.user, milestone=milestone, **form.cleaned_data)
        return node_url(node)

    lede = _("Add the proof to the measure first, then choose it here.")
    page = node_page(node, _("Milestone reached"), _("Save"), lede=lede)
    return fill_in(request, page, make, act, initial={"on": timezone.localdate()})


@for_officers(Power.NOTE_PROGRESS)
def spending(request: OfficerRequest, key: str) -> HttpResponse:
    """Say how much of a budget line is committed and spent so far."""
    line = get_object_or_404(BudgetLine.objects.exclude(node__plan__state=PlanState.CLOSED), pk=key)
    node = _own(request.user, open_node(line.node_id))

    def act(form: SpendingForm) -> str:
        record_spending(by=request.user, line=line, **form.cleaned_data)
        return node_url(node)

    payer = line.funder or line.get_source_display()
    lede = f"{line.fiscal_year} · {payer} · {figure(float(line.planned), 0)} {line.get_currency_display()}"
    page = node_page(node, _("Committed and spent"), _("Save"), lede=lede)
    initial = {
        "seen_version": line.version,
        "committed": as_typed(line.committed),
        "spent": as_typed(line.spent),
    }
    return fill_in(request, page, SpendingForm, act, initial=initial)


@for_officers(Power.NOTE_PROGRESS)
def twin(request: OfficerRequest, key: str) -> HttpResponse:
    """Add the same file without names."""
    evidence = get_object_or_404(Evidence.objects.exclude(node=None), pk=key)
    node = _own(request.user, open_node(evidence.node_id))

    def act(form: TwinForm) -> str:
        file = form.cleaned_data["file"]
        add_redacted_twin(by=request.user, evidence=evidence, name=file.name, content=file.read())
        return f"{node_url(node)}#proof"

    page = node_page(
        node, _("Add a copy without names"), _("Keep the copy"), lede=evidence.title, with_file=True
    )
    return fill_in(request, page, TwinForm, act)


def _obstacle(request: OfficerRequest, key: str) -> tuple[Obstacle, Node]:
    found = get_object_or_404(Obstacle.objects.filter(resolved_on=None), pk=key)
    return found, _own(request.user, open_node(found.node_id))


def _obstacle_page(node: Node, found: Obstacle, title: Words, save: Words) -> FormPage:
    return node_page(node, title, save, anchor="obstacles", lede=found.text)


@for_officers(Power.NOTE_PROGRESS)
def obstacle(request: OfficerRequest, key: str) -> HttpResponse:
    """Say how an obstacle was cleared."""
    found, node = _obstacle(request, key)

    def act(form: ResolutionForm) -> str:
        resolve_obstacle(by=request.user, obstacle=found, **form.cleaned_data)
        return node_url(node)

    page = _obstacle_page(node, found, _("Clear an obstacle"), _("Save: it is cleared"))
    more = {"other_way": (f"{request.path}higher/", _("It can't be cleared here: take it to a higher level"))}
    initial = {"on": timezone.localdate()}
    return fill_in(request, _with_other_way(page), ResolutionForm, act, initial=initial, more=more)


def _with_other_way(page: FormPage) -> FormPage:
    from dataclasses import replace

    return replace(page, template="plans/other_way.html")


@for_officers(Power.NOTE_PROGRESS)
def escalate(request: OfficerRequest, key: str) -> HttpResponse:
    """Take an obstacle to a higher level."""
    found, node = _obstacle(request, key)

    def act(form: EscalationForm) -> str:
        escalate_obstacle(by=request.user, obstacle=found, **form.cleaned_data)
        return node_url(node)

    page = _obstacle_page(node, found, _("Take it to a higher level"), _("Save"))
    return fill_in(request, page, EscalationForm, act, initial={"on": timezone.localdate()})
