from collections.abc import Iterable

from django.db import transaction

from sarana.base.accounts.models import Officer
from sarana.base.ledger.actions import record_deed
from sarana.register.meetings.actions import open_meeting
from sarana.register.meetings.enums import MeetingState
from sarana.register.meetings.models import AgendaItem, Meeting, Member
from sarana.register.reporting.queries import late_for_agenda


@transaction.atomic
def open_with_the_late(*, by: Officer, meeting: Meeting, present: Iterable[Member]) -> Meeting:
    """Open a meeting; the units that owe a sheet for two weeks and more then stand on its agenda, each by name.

    Until it is opened they are computed, so that who reports before the meeting isn't named in it.
    """
    was_planned = meeting.state == MeetingState.PLANNED
    opened = open_meeting(by=by, meeting=meeting, present=present)
    late = late_for_agenda(meeting.body, meeting.held_on) if was_planned else []
    last = opened.items.order_by("-order").values_list("order", flat=True).first() or 0
    for number, slot in enumerate(late, last + 1):
        AgendaItem.objects.create(
            meeting=opened, order=number, late_agency=slot.unit,
            title_km=f"មិនទាន់រាយការណ៍ {slot.period}៖ {slot.unit.name_km}"[:300],
            title_en=f"Did not report for {slot.period}: {slot.unit.name_en}"[:300],
        )  # fmt: skip
    if late:
        change = {"units": [slot.unit.code for slot in late]}
        record_deed(by=by, action="name_the_late", record=opened, change=change)
    return opened
