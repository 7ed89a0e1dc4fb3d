from datetime import date

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import has_power
from sarana.base.once import composed_once, keeps_plan
from sarana.register.meetings.enums import ActionState, MeetingState
from sarana.register.meetings.models import ActionPoint, Body, Meeting, Member


def bodies() -> QuerySet[Body]:
    """The bodies that still meet, with their agency; who sits where is public matter."""
    return Body.objects.filter(closed_on=None).select_related("agency").annotate(held=Count("meetings"))


def meetings_visible_to(officer: Officer) -> QuerySet[Meeting]:
    """The meetings that ``may_see_meeting`` allows, as one query."""
    found = Meeting.objects.select_related("body__agency", "signed_by").prefetch_related(
        Prefetch("body__members", Member.objects.select_related("agency", "officer"))
    )
    if has_power(officer, Power.SEE_LEDGER) or has_power(officer, Power.EDIT_PLAN):
        return found
    if not has_power(officer, Power.SEE_FIGURES):
        return found.none()
    # One condition on one membership: its agency and its term.
    seated = Member.objects.filter(
        Q(until=None) | Q(until__gte=OuterRef("held_on")),
        body=OuterRef("body"),
        agency=officer.agency_id,
        since__lte=OuterRef("held_on"),
    )
    return found.filter(Q(body__agency__path__startswith=officer.agency.path) | Exists(seated))


@composed_once
@keeps_plan
def next_meetings(officer: Officer, most: int, *, day: date) -> QuerySet[Meeting]:
    """The meetings ahead that concern the officer's agency, the nearest first."""
    ahead = meetings_visible_to(officer).filter(
        held_on__gte=day, state__in=(MeetingState.PLANNED, MeetingState.RUNNING)
    )
    return ahead.order_by("held_on", "pk")[:most]


def action_points() -> QuerySet[ActionPoint]:
    """Every action point; who was told to do what by when is for everybody at work."""
    return ActionPoint.objects.select_related(
        "assigned_to", "node__plan", "item__meeting__body", "assigned_by"
    )


@composed_once
@keeps_plan
def first_points_of(officer: Officer, most: int) -> QuerySet[ActionPoint]:
    """Of ``action_points_of``, as many as a desk shows."""
    return action_points_of(officer)[:most]


def action_points_of(officer: Officer) -> QuerySet[ActionPoint]:
    """Open action points of the officer's agency and those below it; for those who verify, what waits for them too."""
    own = Q(assigned_to__path__startswith=officer.agency.path, state=ActionState.OPEN)
    if has_power(officer, Power.EDIT_PLAN):
        own |= Q(state=ActionState.DONE) & ~Q(done_by=officer)
    return action_points().filter(own).order_by("due_on", "pk")
