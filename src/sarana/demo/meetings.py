"""Committees that meet: a working group with signed minutes, a decision and action points; a provincial meeting ahead."""

from datetime import date, timedelta

from sarana.base.accounts.models import Agency, Officer
from sarana.base.days import months_later
from sarana.base.places.queries import provinces
from sarana.demo.agencies import SHOWN_PROVINCE, officer_of
from sarana.register.meetings.actions import (
    add_agenda_item,
    call_next,
    finish_action,
    found_body,
    give_action,
    open_meeting,
    plan_meeting,
    seat_member,
    settle_item,
    sign_minutes,
    write_minutes,
)
from sarana.register.meetings.models import Body, Meeting
from sarana.register.plans.enums import PlanState
from sarana.register.plans.models import Node

_GROUPS = (
    ("cooperation", "wg-cooperation", 1), ("prevention", "wg-prevention", 2), ("justice", "wg-justice", 3),
    ("protection", "wg-protection", 4),
)  # fmt: skip


def hold_meetings(officers: dict[str, Officer], agencies: dict[str, Agency], until: date) -> None:
    """The national committee, four working groups and the provincial committees, with what came of their meetings."""
    by = officers["secretariat"]
    # Before the meetings that were held, whatever the last day.
    seated = min(date(2024, 1, 1), months_later(until, -12))
    running = Node.objects.filter(plan__state=PlanState.ADOPTED, kind="pillar")
    national = found_body(
        by=by, code="national", kind="national_committee", title_km="គណៈកម្មាធិការជាតិ", title_en="National committee",
        agency=agencies["ncct"], every_months=6,
    )  # fmt: skip
    _seat(by, national, agencies, ("ncct", "moi", "moj", "mosvy", "molvt"), since=seated)
    for code, agency, order in _GROUPS:
        pillar = running.get(order=order)
        body = found_body(
            by=by, code=code, kind="working_group", title_km=agencies[agency].name_km, title_en=agencies[agency].name_en,
            agency=agencies[agency], nodes=[pillar],
        )  # fmt: skip
        _seat(by, body, agencies, (agency, "ncct", "moi"), since=seated)
        _past_meeting(by, body, agencies, months_later(until, -3))
    for code, place in sorted(provinces().items()):
        body = found_body(
            by=by, code=f"province-{code}", kind="provincial_committee", title_km=f"គណៈកម្មាធិការ{place.name_km}",
            title_en=f"Committee of {place.name_latin}", agency=agencies[f"pcct-{code}"],
        )  # fmt: skip
        _seat(by, body, agencies, (f"pcct-{code}", f"police-{code}", f"court-{code}"), since=seated)
        if code == SHOWN_PROVINCE:
            plan_meeting(
                by=officer_of(officers, "pcct", code), body=body, held_on=until + timedelta(days=12), venue="Provincial hall"
            )  # fmt: skip


def _seat(by: Officer, body: Body, agencies: dict[str, Agency], codes: tuple[str, ...], since: date) -> None:
    for code, seat in zip(codes, ("chair", "secretary", *["member"] * len(codes)), strict=False):
        seat_member(by=by, body=body, agency=agencies[code], seat=seat, since=since)


def _past_meeting(by: Officer, body: Body, agencies: dict[str, Agency], held_on: date) -> Meeting:
    meeting = plan_meeting(by=by, body=body, held_on=held_on, venue="Phnom Penh")
    news = add_agenda_item(
        by=by, meeting=meeting, title_km="របាយការណ៍ត្រីមាស", title_en="The quarter's reports", node=None
    )
    open_meeting(by=by, meeting=meeting, present=body.members.all())
    for item in meeting.items.exclude(pk=news.pk):
        point = give_action(
            by=by, source="meeting", item=item, assigned_to=item.late_agency or agencies["ncct"],
            due_on=months_later(held_on, 2), text_km="ផ្ញើផែនការថ្មីដើម្បីទាន់ពេល។", text_en="Send a plan to catch up.",
            priority="high" if item.order == 1 else "normal",
        )  # fmt: skip
        proof = point.node.evidence.first() if point.node else None
        if proof is not None:
            finish_action(by=by, point=point, on=months_later(held_on, 1), result="Sent.", evidence=[proof])
    settle_item(
        by=by, item=news, outcome="decision", outcome_km="អ្នកដែលមិនផ្ញើ ត្រូវដាក់ឈ្មោះក្នុងរបៀបវារៈ។",
        outcome_en="Who does not report stands on the next agenda by name.",
    )  # fmt: skip
    write_minutes(
        by=by, meeting=meeting, words={"minutes": "Demonstration: the members told of the quarter."}
    )
    meeting = sign_minutes(by=by, meeting=meeting)
    call_next(by=by, meeting=meeting)
    return meeting
