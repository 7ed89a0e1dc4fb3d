"""How records are told in a line: states with their tone, facts about a person without who it is, places."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache

from django.db.models import Model
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sarana.base.places.models import Place
from sarana.base.places.queries import PROVINCE_CODE_LENGTH, province_name
from sarana.base.vocabulary.queries import label, labels
from sarana.register.cases.enums import CaseState, Sex, Standing
from sarana.register.cases.models import Case, Event, Suspect, Victim
from sarana.register.complicity.models import Allegation
from sarana.register.fiu.models import FiuLetter
from sarana.register.identification.models import Interview
from sarana.register.money.models import MoneyInquiry
from sarana.register.operations.enums import OperationState
from sarana.register.operations.models import Operation
from sarana.register.proceedings.enums import Outcome
from sarana.register.proceedings.models import Proceeding
from sarana.register.referrals.models import Referral
from sarana.register.reports.enums import ReportState, YesNoUnknown
from sarana.register.reports.models import Report
from sarana.register.reports.rules import is_late, next_clock
from sarana.register.rescue.models import RescueRequest, SoughtPerson
from sarana.register.traces.models import Trace
from sarana.web.components import Status, Tone

_REPORT_TONES: dict[str, Tone] = {
    ReportState.RECEIVED: "warn",
    ReportState.ACKNOWLEDGED: "info",
    ReportState.LINKED: "good",
    ReportState.TO_CLOSE: "warn",
}
_STANDING_TONES: dict[str, Tone] = {
    Standing.POSSIBLE: "info",
    Standing.VICTIM: "good",
    Standing.DISPUTED: "disputed",
}
_OPERATION_TONES: dict[str, Tone] = {OperationState.PLANNED: "warn", OperationState.CARRIED_OUT: "good"}
_CASE_TONES: dict[str, Tone] = {CaseState.ACTIVE: "info", CaseState.FOLLOW_UP: "info"}


def url_of(
    record: Report
    | Case
    | Victim
    | Suspect
    | Operation
    | Proceeding
    | Allegation
    | RescueRequest
    | Trace
    | Interview
    | SoughtPerson
    | Referral
    | MoneyInquiry
    | FiuLetter,
) -> str:
    """The page of a record."""
    return reverse(f"web:{record._meta.model_name}", args=[record.number])  # noqa: SLF001


@cache
def _words_of(model: type[Model], field: str) -> dict[object, object]:
    return dict(model._meta.get_field(field).flatchoices)  # type: ignore[union-attr]  # noqa: SLF001


def chosen(record: Model, field: str) -> str:
    """What a field with choices says, in words; ``get_…_display`` puts the choices together anew for every cell of a list."""
    code = getattr(record, field)
    return str(_words_of(type(record), field).get(code, code))


def report_state(report: Report, now: datetime | None = None) -> Status:
    """Where a report stands; late when nobody took it up or checked it in time."""
    if is_late(report, now or timezone.now()):
        waits = report.state == ReportState.RECEIVED
        return Status(code="late", label=_("Late: not acknowledged") if waits else _("Late: not checked"))
    return Status(
        code=report.state, label=chosen(report, "state"), tone=_REPORT_TONES.get(report.state, "neutral")
    )


def case_state(case: Case) -> Status:
    """Where a case stands."""
    return Status(code=case.state, label=chosen(case, "state"), tone=_CASE_TONES.get(case.state, "neutral"))


def standing_of(victim: Victim) -> Status:
    """Where all assertions together leave a victim."""
    tone = _STANDING_TONES.get(victim.standing, "neutral")
    return Status(code=victim.standing, label=chosen(victim, "standing"), tone=tone)


def operation_state(operation: Operation) -> Status:
    """Where an operation stands."""
    tone = _OPERATION_TONES.get(operation.state, "neutral")
    return Status(code=operation.state, label=chosen(operation, "state"), tone=tone)


def proceeding_state(proceeding: Proceeding) -> Status:
    """How far a proceeding has come: its outcome once there is one, else its stage."""
    if proceeding.outcome == Outcome.OPEN:
        return Status(code="open", label=proceeding.get_stage_display())
    return Status(code=proceeding.outcome, label=proceeding.get_outcome_display(), tone="good")


def answer(code: str, words: str) -> Status | str:
    """Yes, no or unknown, where yes is alarming and stands out."""
    return Status(code=code, label=words, tone="bad") if code == YesNoUnknown.YES else words


def time_left(report: Report, now: datetime) -> str:
    """How long until what is due next on a report (taking it up, a first check), or how long that is past."""
    clock = next_clock(report)
    if clock is None:
        return ""
    seconds = (clock.due_at - now).total_seconds()
    minutes = int(abs(seconds) // 60)
    span = span_words(minutes)
    return _("%(span)s left") % {"span": span} if seconds > 0 else _("%(span)s late") % {"span": span}


_HOUR, _DAY = 60, 24 * 60


def span_words(minutes: int) -> str:
    """A span in minutes, hours or days, whichever says it best."""
    if minutes < _HOUR:
        return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}
    if minutes < 2 * _DAY:
        return ngettext("%(n)s hour", "%(n)s hours", minutes // _HOUR) % {"n": minutes // _HOUR}
    return ngettext("%(n)s day", "%(n)s days", minutes // _DAY) % {"n": minutes // _DAY}


def place_words(place: Place | None) -> str | None:
    """District or finer with its province, for a list; nothing more is read from the database."""
    if place is None:
        return None
    if len(place.code) <= PROVINCE_CODE_LENGTH:
        return place.name
    return f"{place.name}, {province_name(place.code)}"


def person_facts(person: Victim | Suspect) -> str:
    """Sex, age and citizenship: enough to tell people of a case apart, never who somebody is."""
    age = person.age_at_event if isinstance(person, Victim) else person.age
    years = ngettext("%(n)s year", "%(n)s years", age) % {"n": age} if age is not None else ""
    sex = "" if person.sex == Sex.UNKNOWN else str(person.get_sex_display())
    facts = [sex, years, code_words("Country", person.citizenships)]
    return " · ".join(fact for fact in facts if fact) or _("Nothing known yet")


def event_words(event: Event) -> str:
    """An event in a line: where it happened and until when."""
    until = date_format(event.ended_on, "j F Y") if event.ended_on else ""
    return " · ".join(part for part in (_("Event"), place_words(event.place) or "", until) if part)


def code_words(code_list: str, codes: Iterable[str]) -> str:
    """The names of codes, in one line."""
    return ", ".join(labels(code_list, list(codes)))


def code_word(code_list: str, code: str) -> str | None:
    """The name of one code; None when there is none."""
    return label(code_list, code) if code else None
