"""The forms of a victim's care: goals, a bed, money."""

from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.register.care.actions import (
    ask_compensation,
    leave_bed,
    move_goal,
    plan_goal,
    read_stay,
    record_money,
    take_bed,
)
from sarana.register.cases.models import Victim
from sarana.register.cases.queries import victim_numbered
from sarana.web.components import Link
from sarana.web.forms.base import ReasonForm
from sarana.web.forms.care import (
    BedForm,
    CompensationForm,
    DayForm,
    GoalForm,
    GoalStateForm,
    MoneyForm,
)
from sarana.web.views.cases import case_crumbs
from sarana.web.views.form_page import fill_in
from sarana.web.views.gate import OfficerRequest, for_officers, only
from sarana.web.views.victim_frame import victim_page


def care_url(victim: Victim) -> str:
    """The page of a victim's care."""
    return reverse("web:victim-care", args=[victim.number])


@for_officers(Power.RECORD_CARE)
def new_goal(request: OfficerRequest, number: str) -> HttpResponse:
    """Add a line to the service plan."""
    victim = only(victim_numbered(request.user, number=number.upper()))

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
    victim = only(victim_numbered(request.user, number=number.upper()))
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
    victim = only(victim_numbered(request.user, number=number.upper()))

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
    victim = only(victim_numbered(request.user, number=number.upper()))
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
    victim = only(victim_numbered(request.user, number=number.upper()))
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
    victim = only(victim_numbered(request.user, number=number.upper()))

    def act(form: CompensationForm) -> str:
        ask_compensation(by=request.user, victim=victim, **form.cleaned_data)
        return care_url(victim)

    page = victim_page(victim, _("She asks for compensation"), _("Save"))
    return fill_in(request, page, CompensationForm, act, initial={"asked_on": timezone.localdate()})


@for_officers(Power.RECORD_CARE)
def money(request: OfficerRequest, number: str, key: UUID) -> HttpResponse:
    """What was granted and paid."""
    victim = only(victim_numbered(request.user, number=number.upper()))
    asked = _own(victim.compensations.all(), key)

    def act(form: MoneyForm) -> str:
        record_money(by=request.user, compensation=asked, **form.cleaned_data)
        return care_url(victim)

    names = ("granted_on", "amount_granted", "paid_on", "amount_paid")
    initial = {name: getattr(asked, name) for name in names}
    return fill_in(request, victim_page(victim, _("Money"), _("Save")), MoneyForm, act, initial=initial)
