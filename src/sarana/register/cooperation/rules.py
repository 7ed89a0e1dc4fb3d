"""Where an agreement stands on a day, and when it is time to renew it. Pure decisions."""

from datetime import date

from sarana.base.days import months_later
from sarana.register.cooperation.enums import InstrumentState
from sarana.register.cooperation.models import Instrument


def alarm_on(instrument: Instrument) -> date | None:
    """The day from which it is told that the agreement expires; none for one without an end."""
    if instrument.expires_on is None:
        return None
    return months_later(instrument.expires_on, -instrument.alarm_months)


def state_on(instrument: Instrument, day: date) -> InstrumentState:
    """Where the agreement stands on a day, from its days alone."""
    if instrument.ended_on is not None and instrument.ended_on <= day:
        return InstrumentState.ENDED
    if instrument.expires_on is not None and instrument.expires_on < day:
        return InstrumentState.EXPIRED
    if instrument.in_force_on is not None and instrument.in_force_on <= day:
        alarm = alarm_on(instrument)
        return InstrumentState.ENDING if alarm is not None and alarm <= day else InstrumentState.IN_FORCE
    return InstrumentState.SIGNED if instrument.signed_on is not None else InstrumentState.DRAFTED


def days_fault(
    signed_on: date | None, in_force_on: date | None, expires_on: date | None, ended_on: date | None = None
) -> tuple[str, str] | None:
    """Which day of an agreement doesn't fit, and why; None where they do."""
    if in_force_on and (signed_on is None or in_force_on < signed_on):
        return "in_force_on", "An agreement comes into force after it was signed."
    if expires_on and (in_force_on or signed_on) and expires_on <= (in_force_on or signed_on):  # type: ignore[operator]
        return "expires_on", "An agreement expires after it came into force."
    if ended_on and (signed_on is None or ended_on < signed_on):
        return "ended_on", "An agreement ends after it was signed."
    return None
