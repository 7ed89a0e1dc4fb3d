"""The plan: what was promised, how far it has come, and whether the figures bear it out."""

from collections import Counter

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import has_power
from sarana.register.plans.actions import set_plan_state
from sarana.register.plans.enums import MeasureState, PlanState
from sarana.register.plans.models import Measure, Pillar, Plan, ProgressNote, Target
from sarana.register.plans.queries import plans as all_plans
from sarana.web.components import Column, Link, SummaryRow
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.plan_progress import Targets, late_by_plan, late_in, measure_state, plan_state
from sarana.web.views.trail import story_of

_NOTES = 12
_LATE = 10


def plans_link() -> Link:
    """The way to the plans, for breadcrumbs."""
    return Link(url=reverse("web:plans"), label=_("Plan"))


def plan_link(plan: Plan) -> Link:
    """The way to a plan."""
    return Link(url=reverse("web:plan", args=[plan.pk]), label=plan.title)


def measure_link(measure: Measure) -> Link:
    """The way to a measure."""
    return Link(url=reverse("web:measure", args=[measure.pk]), label=f"{measure.code} {measure.title}")


@for_officers(Power.SEE_FIGURES)
def plans(request: OfficerRequest) -> HttpResponse:
    """Every plan, the latest first."""
    today = timezone.localdate()
    rows = []
    found = list(all_plans())
    late = late_by_plan(found, today)
    for plan in found:
        measures = [measure for pillar in plan.pillars.all() for measure in pillar.measures.all()]
        rows.append(
            {
                "title": plan.title,
                "url": reverse("web:plan", args=[plan.pk]),
                "years": f"{plan.starts_on.year}–{plan.ends_on.year}",
                "state": plan_state(plan),
                "measures": len(measures),
                "done": sum(measure.state == MeasureState.DONE for measure in measures),
                "late": len(late[plan.pk]),
            }
        )
    context = {
        "rows": rows,
        "columns": [
            Column(key="title", label=_("Plan"), link="url"),
            Column(key="years", label=_("Years")),
            Column(key="state", label=_("State")),
            Column(key="measures", label=_("Measures"), kind="number"),
            Column(key="done", label=_("Done"), kind="number"),
            Column(key="late", label=_("Late"), kind="number"),
        ],
        "may_edit": has_power(request.user, Power.EDIT_PLAN),
    }
    return render(request, "plans/list.html", context)


@for_officers(Power.SEE_FIGURES)
def plan(request: OfficerRequest, key: str) -> HttpResponse:
    """A plan at a glance, or one of its strategies with every measure."""
    found = get_object_or_404(all_plans(), pk=key)
    pillars = list(found.pillars.all())
    late = late_in(found, timezone.localdate())
    chosen = next((p for p in pillars if str(p.order) == request.GET.get("pillar")), None)
    may_edit = has_power(request.user, Power.EDIT_PLAN)
    context = {
        "plan": found,
        "state": plan_state(found),
        "crumbs": [plans_link(), Link(url="", label=found.title)],
        "tabs": [
            Link(url="?", label=_("Overview"), current=chosen is None),
            *(
                Link(
                    url=f"?pillar={p.order}",
                    label=_("Strategy %(number)s") % {"number": p.order},
                    current=p is chosen,
                )
                for p in pillars
            ),
        ],
        "pillar": chosen,
        "may_edit": may_edit and found.state != PlanState.CLOSED,
        "may_adopt": may_edit and found.state == PlanState.DRAFT,
        "may_close": may_edit and found.state == PlanState.ADOPTED,
    }
    context |= _strategy(request.user, chosen, late) if chosen else _overview(pillars, late)
    return render(request, "plans/plan.html", context)


def _overview(pillars: list[Pillar], late: set[object]) -> dict[str, object]:
    rows = []
    for pillar in pillars:
        measures = list(pillar.measures.all())
        states = Counter(measure.state for measure in measures)
        rows.append(
            {
                "title": f"{pillar.order}. {pillar.title}",
                "url": f"?pillar={pillar.order}",
                "measures": len(measures),
                **{state.value: states[state.value] for state in MeasureState},
                "late": sum(measure.pk in late for measure in measures),
            }
        )
    overdue = [measure for pillar in pillars for measure in pillar.measures.all() if measure.pk in late]
    overdue.sort(key=lambda measure: measure.due_on)
    return {
        "rows": rows,
        "columns": [
            Column(key="title", label=_("Strategy"), link="url"),
            Column(key="measures", label=_("Measures"), kind="number"),
            *(Column(key=state.value, label=state.label, kind="number") for state in MeasureState),
            Column(key="late", label=_("Late"), kind="number"),
        ],
        "late_rows": [_measure_row(measure, late) for measure in overdue[:_LATE]],
        "late_columns": _measure_columns(),
        "late_left": max(0, len(overdue) - _LATE),
    }


def _measure_columns() -> list[Column]:
    return [
        Column(key="title", label=_("Measure"), link="url"),
        Column(key="lead", label=_("Lead agency")),
        Column(key="due", label=_("Due on"), kind="date"),
        Column(key="state", label=_("State")),
    ]


def _measure_row(measure: Measure, late: set[object]) -> dict[str, object]:
    return {
        "title": f"{measure.code} {measure.title}",
        "url": reverse("web:measure", args=[measure.pk]),
        "lead": measure.lead_agency.name,
        "due": measure.due_on,
        "state": measure_state(measure, late),
    }


def _strategy(officer: Officer, pillar: Pillar, late: set[object]) -> dict[str, object]:
    """Its measures, and the targets of the running or last year with what was reached."""
    targets = Targets(officer)
    measures = list(pillar.measures.all())
    year = min(timezone.localdate().year, pillar.plan.ends_on.year)
    of_year = Target.objects.filter(measure__in=measures, year=year).select_related("measure")
    return {
        "rows": [_measure_row(measure, late) for measure in measures],
        "columns": _measure_columns(),
        "year": str(year),
        "target_rows": [
            {**targets.row(target), "measure": target.measure.code, "url": measure_link(target.measure).url}
            for target in of_year.order_by("measure__code")
        ],
        "target_columns": [Column(key="measure", label=_("Measure"), link="url"), *target_columns()[1:]],
    }


def target_columns() -> list[Column]:
    """The columns of a table of targets."""
    return [
        Column(key="year", label=_("Year")),
        Column(key="indicator", label=_("Indicator")),
        Column(key="target", label=_("Target"), kind="number"),
        Column(key="reached", label=_("Counted"), kind="number"),
        Column(key="bar", label=_("Share")),
        Column(key="state", label=_("Outcome")),
    ]


@for_officers(Power.SEE_FIGURES)
def measure(request: OfficerRequest, key: str) -> HttpResponse:
    """One measure: who leads it, its targets against the figures, what was noted, everything that was done to it."""
    found = get_object_or_404(Measure.objects.select_related("pillar__plan", "lead_agency"), pk=key)
    officer, owner = request.user, found.pillar.plan
    may_edit = has_power(officer, Power.EDIT_PLAN) and owner.state != PlanState.CLOSED
    targets = Targets(officer)
    notes = list(found.notes.select_related("noted_by__agency")[: _NOTES + 1])
    context = {
        "measure": found,
        "state": measure_state(found, late_in(owner, timezone.localdate())),
        "crumbs": [
            plans_link(),
            plan_link(owner),
            Link(url=f"{plan_link(owner).url}?pillar={found.pillar.order}", label=found.pillar.title),
            Link(url="", label=found.code),
        ],
        "summary": [
            SummaryRow(label=_("Lead agency"), value=found.lead_agency.name),
            SummaryRow(label=_("Strategy"), value=found.pillar.title),
            SummaryRow(label=_("Begins on"), value=found.starts_on),
            SummaryRow(label=_("Due on"), value=found.due_on),
        ],
        "target_rows": [targets.row(target) for target in found.targets.all()],
        "target_columns": target_columns(),
        "notes": [_note_shown(note) for note in notes[:_NOTES]],
        "notes_left": len(notes) > _NOTES,
        "may_edit": may_edit,
        "may_note": may_note(officer, found),
        "story": story_of(found, limit=8),
    }
    return render(request, "plans/measure.html", context)


def may_note(officer: Officer, found: Measure) -> bool:
    """Whether the officer may say what was done: the lead agency, those above it, and whoever edits the plan."""
    if not has_power(officer, Power.NOTE_PROGRESS) or found.pillar.plan.state == PlanState.CLOSED:
        return False
    return found.lead_agency.path.startswith(officer.agency.path) or has_power(officer, Power.EDIT_PLAN)


def _note_shown(note: ProgressNote) -> dict[str, object]:
    km = (get_language() or "km").startswith("km")
    mine, other = (note.text_km, note.text_en) if km else (note.text_en, note.text_km)
    return {
        "on": note.on,
        "state": note.get_state_display(),
        "text": mine or other,
        "language": "" if mine else ("en" if km else "km"),
        "by": f"{note.noted_by.name}, {note.noted_by.agency.name}",
    }


@for_officers(Power.EDIT_PLAN)
def plan_state_change(request: OfficerRequest, key: str) -> HttpResponse:
    """Adopt or close a plan, after asking."""
    found = get_object_or_404(Plan, pk=key)
    back = plan_link(found).url
    wanted = {PlanState.DRAFT: PlanState.ADOPTED, PlanState.ADOPTED: PlanState.CLOSED}.get(
        PlanState(found.state)
    )
    if wanted is None or request.method != "POST" or request.POST.get("state") != wanted:
        return HttpResponseRedirect(back)
    if "confirmed" in request.POST:
        set_plan_state(by=request.user, plan=found, state=wanted)
        return HttpResponseRedirect(back)
    adopting = wanted == PlanState.ADOPTED
    context = {
        "question": _("Adopt this plan?") if adopting else _("Close this plan?"),
        "explanation": _("From now on its measures can be late, and the annual report speaks of it.")
        if adopting
        else _("Nothing can be changed in it afterwards."),
        "yes": _("Yes, adopt it") if adopting else _("Yes, close it"),
        "no_url": back,
        "posted": request.POST,
    }
    return render(request, "ui/confirm.html", context)
