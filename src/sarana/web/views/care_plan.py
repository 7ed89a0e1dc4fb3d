"""Everything that is done for a victim on one page: plan, bed, money, way home, how it went; and its forms."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import has_power
from sarana.base.vault.sealing import unseal
from sarana.register.care.actions import (
    ask_compensation,
    leave_bed,
    move_goal,
    open_shelter,
    plan_goal,
    read_stay,
    record_money,
    take_bed,
)
from sarana.register.care.enums import Area, GoalState, Standing
from sarana.register.care.models import PlannedGoal
from sarana.register.care.queries import shelters_with_beds
from sarana.register.care.rules import may_read_stay, outcome_change, was_retrafficked
from sarana.register.cases.models import Victim
from sarana.register.cases.queries import victims_visible_to
from sarana.register.cases.rules import may_read_case, sees_case_by_right
from sarana.register.referrals.rules import may_refer
from sarana.register.repatriation.queries import repatriations_visible_to
from sarana.web.components import Column, Link, Status
from sarana.web.forms.base import ReasonForm
from sarana.web.forms.care import (
    BedForm,
    CompensationForm,
    DayForm,
    GoalForm,
    GoalStateForm,
    MoneyForm,
    ShelterForm,
)
from sarana.web.forms.care_filters import ShelterFilter
from sarana.web.views.cases import case_crumbs
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers, one_of
from sarana.web.views.listing import as_csv, csv_address, page_of, wants_csv
from sarana.web.views.phrases import code_words, person_facts, url_of
from sarana.web.views.repatriation import way_row, ways_columns
from sarana.web.views.sections import Section
from sarana.web.views.victim_frame import victim_page

_SHELTER_CSV = {
    "number": "number",
    "agency": "agency__code",
    "takes_in": "takes_in",
    "beds": "beds",
    "beds_taken": "beds_taken",
}


def care_url(victim: Victim) -> str:
    """The page of a victim's care."""
    return reverse("web:victim-care", args=[victim.number])


@for_officers(Power.SEE_CASES)
def care(request: OfficerRequest, number: str) -> HttpResponse:
    """A victim's care on one page."""
    officer = request.user
    victim = one_of(victims_visible_to(officer), number)
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
            "goal": unseal(goal)["goal"] if may_read else _("Sealed"),
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
            "asked": f"{asked.amount_asked:,.0f} {asked.currency}",
            "granted": None if asked.amount_granted is None else f"{asked.amount_granted:,.0f}",
            "paid": None if asked.amount_paid is None else f"{asked.amount_paid:,.0f}",
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


@for_officers(Power.RECORD_CARE)
def new_goal(request: OfficerRequest, number: str) -> HttpResponse:
    """Add a line to the service plan."""
    victim = one_of(victims_visible_to(request.user), number)

    def act(form: GoalForm) -> str:
        plan_goal(by=request.user, victim=victim, **form.cleaned_data)
        return care_url(victim)

    page = victim_page(
        victim,
        _("Plan a goal with her"),
        _("Save the goal"),
        lede=_("In her own words, as far as they can be written."),
    )
    return fill_in(request, page, GoalForm, act)


@for_officers(Power.RECORD_CARE)
def goal_move(request: OfficerRequest, number: str, key: UUID) -> HttpResponse:
    """Say how far a goal is."""
    victim = one_of(victims_visible_to(request.user), number)
    goal = _own(victim.goals.all(), key)

    def act(form: GoalStateForm) -> str:
        move_goal(by=request.user, goal=goal, **form.cleaned_data)
        return care_url(victim)

    page = victim_page(victim, _("How far is the goal?"), _("Save"))
    return fill_in(request, page, GoalStateForm, act, initial=DayForm.start())


def _own[Record: Model](rows: QuerySet[Record], key: UUID) -> Record:
    found = rows.filter(pk=key).first()
    if found is None:
        raise Http404
    return found


@for_officers(Power.RECORD_CARE)
def new_stay(request: OfficerRequest, number: str) -> HttpResponse:
    """Give her a bed."""
    victim = one_of(victims_visible_to(request.user), number)

    def act(form: BedForm) -> str:
        take_bed(by=request.user, victim=victim, **form.cleaned_data)
        return care_url(victim)

    lede = _("In which house she sleeps is read by the house and by you alone.")
    return fill_in(
        request,
        victim_page(victim, _("Give her a bed"), _("Save"), lede=lede),
        BedForm,
        act,
        initial=DayForm.start(),
    )


@for_officers(Power.RECORD_CARE)
def stay_end(request: OfficerRequest, number: str, key: UUID) -> HttpResponse:
    """End a stay."""
    victim = one_of(victims_visible_to(request.user), number)
    stay = _own(victim.stays.all(), key)

    def act(form: DayForm) -> str:
        leave_bed(by=request.user, stay=stay, **form.cleaned_data)
        return care_url(victim)

    return fill_in(
        request, victim_page(victim, _("End the stay"), _("Save")), DayForm, act, initial=DayForm.start()
    )


@for_officers(Power.RECORD_CARE)
def stay_read(request: OfficerRequest, number: str, key: UUID) -> HttpResponse:
    """Read where she stays, with a reason that is kept."""
    victim = one_of(victims_visible_to(request.user), number)
    stay = _own(victim.stays.all(), key)

    def act(form: ReasonForm) -> HttpResponse:
        house, words = read_stay(by=request.user, stay=stay, reason=form.cleaned_data["reason"])
        context = {
            "title": house.number,
            "kicker": victim.number,
            "crumbs": [
                *case_crumbs(victim.case),
                Link(url=care_url(victim), label=victim.number),
                Link(url="", label=house.number),
            ],
            "lede": " · ".join(filter(None, [words.get("address", ""), words.get("phone", "")])),
            "sections": [],
        }
        response = render(request, "register/parts.html", context)
        response["Cache-Control"] = "no-store, private"
        return response

    page = victim_page(
        victim, _("Where she stays"), _("Read it"), lede=_("That you read it is kept with your reason.")
    )
    return fill_in(request, page, ReasonForm, act)


@for_officers(Power.RECORD_CARE)
def new_compensation(request: OfficerRequest, number: str) -> HttpResponse:
    """She asks for money."""
    victim = one_of(victims_visible_to(request.user), number)

    def act(form: CompensationForm) -> str:
        ask_compensation(by=request.user, victim=victim, **form.cleaned_data)
        return care_url(victim)

    page = victim_page(victim, _("She asks for compensation"), _("Save"))
    return fill_in(request, page, CompensationForm, act, initial={"asked_on": timezone.localdate()})


@for_officers(Power.RECORD_CARE)
def money(request: OfficerRequest, number: str, key: UUID) -> HttpResponse:
    """What was granted and paid."""
    victim = one_of(victims_visible_to(request.user), number)
    asked = _own(victim.compensations.all(), key)

    def act(form: MoneyForm) -> str:
        record_money(by=request.user, compensation=asked, **form.cleaned_data)
        return care_url(victim)

    names = ("granted_on", "amount_granted", "paid_on", "amount_paid")
    initial = {name: getattr(asked, name) for name in names}
    return fill_in(request, victim_page(victim, _("Money"), _("Save")), MoneyForm, act, initial=initial)


@for_officers(Power.RECORD_CARE)
def shelters(request: OfficerRequest) -> HttpResponse:
    """Houses and free beds; where they are stands nowhere on it."""
    asked = ShelterFilter(request.GET)
    found = asked.narrow(shelters_with_beds())
    if wants_csv(request):
        return as_csv(request, "shelters", found, _SHELTER_CSV)
    page = page_of(request, found)
    context = {
        "title": _("Shelters"),
        "lede": _("Where a house is stands on no list."),
        "filter": asked,
        "filtered": any(asked.cleaned_data.values()),
        "page": page,
        "rows": [
            {
                "number": house.number,
                "agency": house.agency.name,
                "takes_in": house.get_takes_in_display(),
                "beds": house.beds,
                "free": house.beds - house.beds_taken,
            }
            for house in page.rows
        ],
        "columns": [
            Column(key="number", label=_("Shelter"), kind="code"),
            Column(key="agency", label=_("Agency")),
            Column(key="takes_in", label=_("Takes in")),
            Column(key="beds", label=_("Beds"), kind="number"),
            Column(key="free", label=_("Free"), kind="number"),
        ],
        "csv": csv_address(request),
        "add": Link(url=reverse("web:shelter-new"), label=_("Add a shelter")),
        "nothing": _("No shelter is on record"),
        "nothing_text": _("A body that runs a house adds it here."),
    }
    return render(request, "register/list.html", context)


@for_officers(Power.RECORD_CARE)
def new_shelter(request: OfficerRequest) -> HttpResponse:
    """Put a house on record."""

    def act(form: ShelterForm) -> str:
        given = form.cleaned_data
        words = {"address": given["address"], "phone": given["phone"]}
        open_shelter(by=request.user, takes_in=given["takes_in"], beds=given["beds"], words=words)
        messages.success(request, _("The shelter is on record."))
        return reverse("web:shelters")

    link = Link(url=reverse("web:shelters"), label=_("Shelters"))
    page = FormPage(title=_("Add a shelter"), crumbs=[link], save=_("Save"), back=link.url)
    return fill_in(request, page, ShelterForm, act)
