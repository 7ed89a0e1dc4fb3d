"""What of the rescue requests stands on an officer's desk: clocks that ran out, messages that nobody read."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import has_power
from sarana.register.rescue.queries import first_late, first_unread
from sarana.web.components import Column, Link
from sarana.web.views.mission import mission_url
from sarana.web.views.rescue_words import lines_of, missing_words, request_url
from sarana.web.views.sections import Section

_SHOWN = 5


def late_sought(officer: Officer) -> Section | None:
    """Persons whose clock has run out and for whom this officer's side must act."""
    now = timezone.now()
    late = first_late(officer, now=now)
    is_mission = has_power(officer, Power.REQUEST_RESCUE)
    if not late and not is_mission:
        return None
    rows = [
        {
            "number": line.person.number,
            "url": line.url,
            "who": line.who,
            "mission": line.person.request.mission.name,
            "state": line.state,
            "clock": line.clock,
            "missing": missing_words(line.person.missing) or None,
        }
        for line in lines_of(officer, late[:_SHOWN], now)
    ]
    last = (
        Column(key="missing", label=_("Asked for"))
        if is_mission
        else Column(key="mission", label=_("Mission"))
    )
    if is_mission:
        more = Link(url=mission_url(officer.agency), label=_("My nationals: where is she?"))
    else:
        more = Link(url=reverse("web:rescue"), label=_("All rescue requests"))
    return Section(
        title=_("My nationals who wait for our answer")
        if is_mission
        else _("Sought persons whose clock ran out"),
        columns=[
            Column(key="number", label=_("Line"), kind="code", link="url"),
            Column(key="who", label=_("Who")),
            Column(key="state", label=_("State")),
            Column(key="clock", label=_("Clock")),
            last,
        ],
        rows=rows,
        nothing=_("Nobody waits for an answer of the mission."),
        add=more if not rows else None,
        more=more,
    )


def rescue_messages(officer: Officer) -> Section | None:
    """Messages of the other side that nobody on this side has opened."""
    unread = first_unread(officer)
    if not unread:
        return None
    rows = [
        {
            "number": message.request.number,
            "url": f"{request_url(message.request)}#messages",
            "mission": message.request.mission.name,
            "at": message.sent_at,
        }
        for message in unread
    ]
    columns = [
        Column(key="number", label=_("Request"), kind="code", link="url"),
        Column(key="mission", label=_("Mission")),
        Column(key="at", label=_("Sent"), kind="datetime"),
    ]
    return Section(title=_("Unread messages about rescue requests"), columns=columns, rows=rows, nothing="")
