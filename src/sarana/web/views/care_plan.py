"""Everything that is done for a victim on one page: plan, bed, money, way home, how it went."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import has_power
from sarana.base.vault.sealing import unseal
from sarana.register.care.enums import Area, GoalState, Standing
from sarana.register.care.models import PlannedGoal
from sarana.register.care.rules import may_read_stay, outcome_change, was_retrafficked
from sarana.register.cases.models import Victim
from sarana.register.cases.queries import victim_numbered
from sarana.register.cases.rules import may_read_case, sees_case_by_right
from sarana.register.referrals.rules import may_refer
from sarana.register.repatriation.queries import repatriations_visible_to
from sarana.web.components import Column, Link, Status
from sarana.web.views.cases import case_crumbs
from sarana.web.views.gate import OfficerRequest, for_officers, only
from sarana.web.views.phrases import code_words, person_facts, url_of
from sarana.web.views.repatriation import way_row, ways_columns
from sarana.web.views.sections import Section
from sarana.web.wording import amount


@for_officers(Power.SEE_CASES)
def care(request: OfficerRequest, number: str) -> HttpResponse:
    """A victim's care on one page."""
    officer = request.user
    victim = only(victim_numbered(officer, number=number.upper()))
    may = has_power(officer, Power.RECORD_CARE) and sees_case_by_right(officer, victim.case)
    again = was_retrafficked(list(victim.reopenings.values_list("because", flat=True)))
    context = {
        "title": _("Care and the way home"),
        "kicker": f"{victim.number} · {person_facts(victim)}",
        "crumbs": [
            *case_crumbs(victim.case),
            Link(url=url_of(victim), label=victim.number),
            Link(url="", label=_("Care and the way home")),
        ],
        "warning": _("Was trafficked again") if again else "",
        "warning_text": _("Ask what made it possible, and plan for her safety first."),
        "sections": [
            _goals(officer, victim, may=may),
            _stays(officer, victim, may=may),
            _money(victim, may=may),
            _ways_home(officer, victim),
            _outcome(victim),
        ],
    }
    return render(request, "register/parts.html", context)


def _goals(officer: Officer, victim: Victim, *, may: bool) -> Section:
    may_read = may_read_case(officer, victim.case)
    rows = [
        {
            "goal": unseal(goal).get("goal") or _("Forgotten") if may_read else _("Sealed"),
            "url": reverse("web:goal-move", args=[victim.number, goal.pk]) if may else "",
            "area": goal.get_area_display(),
            "kind": f"{code_words('SupportPlanType', [goal.kind])} · {goal.get_service_group_display()}",
            "agency": goal.agency.name,
            "due_on": goal.due_on,
            "state": _goal_state(goal),
        }
        for goal in victim.goals.select_related("agency", "agency_key")
    ]
    columns = [
        Column(key="goal", label=_("What she wants to reach"), link="url" if may else ""),
        Column(key="area", label=_("Part of life")),
        Column(key="kind", label=_("Help")),
        Column(key="agency", label=_("Who helps")),
        Column(key="due_on", label=_("Until"), kind="date"),
        Column(key="state", label=_("State")),
    ]
    add = Link(url=reverse("web:goal-new", args=[victim.number]), label=_("Plan a goal with her"))
    nothing = _("Nothing is planned yet. Ask her what she wants to reach.")
    return Section(
        title=_("Service plan"), columns=columns, rows=rows, nothing=nothing, add=add if may else None
    )


def _goal_state(goal: PlannedGoal) -> Status:
    runs = goal.goal_state in {GoalState.PLANNED, GoalState.UNDER_WAY}
    if runs and goal.due_on < timezone.localdate():
        return Status(code="overdue", label=_("Overdue"))
    tone = {"reached": "good", "under_way": "info"}.get(goal.goal_state, "neutral")
    return Status(code=goal.goal_state, label=goal.get_goal_state_display(), tone=tone)  # type: ignore[arg-type]


def _stays(officer: Officer, victim: Victim, *, may: bool) -> Section:
    stays = list(victim.stays.select_related("agency", "recorded_by", "victim__case"))
    rows = [
        {
            "agency": stay.agency.name,
            "from": stay.started_on,
            "until": stay.ended_on,
            "where": _("Read where") if may_read_stay(officer, stay) else _("Sealed"),
            "where_url": reverse("web:stay-read", args=[victim.number, stay.pk])
            if may_read_stay(officer, stay)
            else "",
            "deed": _("End the stay") if may and not stay.ended_on else "",
            "deed_url": reverse("web:stay-end", args=[victim.number, stay.pk]),
        }
        for stay in stays
    ]
    columns = [
        Column(key="agency", label=_("Who takes her in")),
        Column(key="from", label=_("From"), kind="date"),
        Column(key="until", label=_("Until"), kind="date"),
        Column(key="where", label=_("Where"), link="where_url"),
        Column(key="deed", label=_("End the stay"), link="deed_url"),
    ]
    add = Link(url=reverse("web:stay-new", args=[victim.number]), label=_("Give her a bed"))
    return Section(
        title=_("Shelter"),
        columns=columns,
        rows=rows,
        nothing=_("No stay is on record."),
        add=add if may else None,
    )


def _money(victim: Victim, *, may: bool) -> Section:
    rows = [
        {
            "route": asked.get_route_display(),
            "url": reverse("web:compensation-money", args=[victim.number, asked.pk]) if may else "",
            "agency": asked.agency.name,
            "on": asked.asked_on,
            "asked": amount(asked.amount_asked, asked.currency),
            "granted": None if asked.amount_granted is None else amount(asked.amount_granted),
            "paid": None if asked.amount_paid is None else amount(asked.amount_paid),
        }
        for asked in victim.compensations.select_related("agency")
    ]
    columns = [
        Column(key="route", label=_("By which way"), link="url" if may else ""),
        Column(key="agency", label=_("Legal aid")),
        Column(key="on", label=_("Asked on"), kind="date"),
        Column(key="asked", label=_("Asked")),
        Column(key="granted", label=_("Granted")),
        Column(key="paid", label=_("Reached her")),
    ]
    add = Link(
        url=reverse("web:compensation-new", args=[victim.number]), label=_("She asks for compensation")
    )
    nothing = _("She has asked for none yet. Legal aid is hers by right.")
    return Section(
        title=_("Compensation"), columns=columns, rows=rows, nothing=nothing, add=add if may else None
    )


def _ways_home(officer: Officer, victim: Victim) -> Section:
    ways = repatriations_visible_to(officer).filter(victim=victim)
    add = Link(url=reverse("web:repatriation-new", args=[victim.number]), label=_("Begin her way home"))
    return Section(
        title=_("Way home to another country or from one"),
        columns=ways_columns(),
        rows=[way_row(way) for way in ways],
        nothing=_("None is on record."),
        add=add if may_refer(officer, victim) else None,
    )


def _outcome(victim: Victim) -> Section:
    changes = outcome_change(list(victim.visits.all()))
    rows = [
        {"area": Area(area).label, "first": Standing(first).label, "last": Standing(last).label}
        for area, (first, last) in changes.items()
    ]
    columns = [
        Column(key="area", label=_("Part of life")),
        Column(key="first", label=_("At the first visit")),
        Column(key="last", label=_("At the last visit")),
    ]
    nothing = _("Told once she was visited twice.")
    return Section(title=_("How it went since"), columns=columns, rows=rows, nothing=nothing)
