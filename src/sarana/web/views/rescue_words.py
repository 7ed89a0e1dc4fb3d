"""How a sought person is told in a line: who, which state, how long, by when, with whom. Never a house."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from sarana.base.accounts.models import Officer
from sarana.intake.rescue_heading import COLUMNS
from sarana.register.cases.enums import Sex
from sarana.register.reports.enums import YesNoUnknown
from sarana.register.rescue.actions import names_of
from sarana.register.rescue.enums import Detail, SoughtState
from sarana.register.rescue.models import ListRow, RescueRequest, SoughtPerson
from sarana.register.rescue.rules import WithWhom, days_in_state, with_whom
from sarana.web.components import Status, Tone, Words
from sarana.web.views.phrases import span_words, standing_of

_TONES: dict[str, Tone] = {
    SoughtState.RECEIVED: "warn",
    SoughtState.NEEDS_DETAIL: "warn",
    SoughtState.IDENTITY_CONFIRMED: "good",
    SoughtState.EXIT_CLEARED: "good",
    SoughtState.HANDED_OVER: "good",
    SoughtState.CLOSED: "neutral",
}


def request_url(request: RescueRequest) -> str:
    """The page of a request."""
    return reverse("web:rescuerequest", args=[request.number])


def sought_url(person: SoughtPerson) -> str:
    """The page of a sought person."""
    return reverse("web:soughtperson", args=[person.number])


def sought_state(person: SoughtPerson) -> Status:
    """The state; where a status was given, what the authorities' words amount to, disputes included."""
    if person.state == SoughtState.STATUS_GIVEN and person.victim:
        standing = standing_of(person.victim)
        return Status(code=standing.code, label=standing.label, tone=standing.tone)
    return Status(code=person.state, label=person.get_state_display(), tone=_TONES.get(person.state, "info"))


def days_words(person: SoughtPerson, now: datetime) -> str:
    """How long the person has been in the state."""
    days = days_in_state(person.state_since, now)
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": days} if days else _("today")


def clock_words(leave_by: datetime | None, now: datetime) -> Status | None:
    """How long until the state must be left, or how long that is past; nothing once the road has ended."""
    if leave_by is None:
        return None
    seconds = (leave_by - now).total_seconds()
    span = span_words(int(abs(seconds) // 60))
    if seconds < 0:
        return Status(code="late", label=_("%(span)s late") % {"span": span})
    return Status(code="due", label=_("%(span)s left") % {"span": span}, tone="neutral")


def with_words(person: SoughtPerson) -> str | None:
    """With what kind of unit the person is: words that name no house."""
    words: dict[WithWhom, Words] = {
        WithWhom.POLICE: _("with the police"),
        WithWhom.IMMIGRATION: _("with the immigration service"),
        WithWhom.CARE: _("in care"),
        WithWhom.COURT: _("with the court"),
        WithWhom.COMMITTEE: _("with the committee"),
        WithWhom.MISSION: _("with the mission"),
    }
    found = with_whom(person.unit.kind if person.unit else None)
    return str(words[found]) if found else None


def missing_words(codes: Sequence[str]) -> str:
    """What is asked for, in one line."""
    return ", ".join(str(Detail(code).label) for code in codes)


def sought_facts(person: SoughtPerson) -> str:
    """Sex and age: enough to tell lines apart, never who somebody is."""
    years = (
        ngettext("%(n)s year", "%(n)s years", person.age) % {"n": person.age}
        if person.age is not None
        else ""
    )
    minor = _("under 18") if person.is_minor == YesNoUnknown.YES and not years else ""
    sex = "" if person.sex == Sex.UNKNOWN else str(person.get_sex_display())
    return " · ".join(fact for fact in (sex, years, minor) if fact) or _("Nothing known yet")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One national, one line."""

    person: SoughtPerson
    url: str
    who: str
    state: Status
    days: str
    clock: Status | None
    note: str
    link: str
    facts: str

    @property
    def group(self) -> str:
        """Lines in one state stand together."""
        return str(self.state.label)


def by_state(lines: Sequence[Line]) -> list[Line]:
    """The lines in the order of the road, those longest in their state first."""
    road = list(SoughtState)
    return sorted(
        lines,
        key=lambda line: (road.index(SoughtState(line.person.state)), line.group, line.person.state_since),
    )


def lines_of(officer: Officer, persons: Sequence[SoughtPerson], now: datetime) -> list[Line]:
    """The lines as this officer may read them: a mission sees names, everybody else sex and age."""
    names = names_of(by=officer, persons=persons)
    return [
        Line(
            person=person,
            url=sought_url(person),
            who=" · ".join(names.get(person.pk, ())) or sought_facts(person),
            state=sought_state(person),
            days=days_words(person, now),
            clock=clock_words(person.leave_by, now),
            note=missing_words(person.missing) or with_words(person) or "",
            link=" · ".join(names.get(person.pk, ())) or person.number,
            facts="" if names.get(person.pk) else sought_facts(person),
        )
        for person in persons
    ]


def faults_of(row: ListRow) -> list[dict[str, str]]:
    """Field, reason and remedy of each fault of a row, in the page's language."""
    language = "km" if (get_language() or "km").startswith("km") else "en"
    headings = {column.name: column.km if language == "km" else column.en for column in COLUMNS}
    return [
        {
            "name": fault["field"],
            "field": headings.get(fault["field"], fault["field"]),
            "reason": fault[f"reason_{language}"],
            "remedy": fault[f"remedy_{language}"],
        }
        for fault in row.faults
    ]
