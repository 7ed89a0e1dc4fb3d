from datetime import date

from django.db.models import QuerySet

from sarana.base.once import composed_once
from sarana.register.cooperation.enums import InstrumentState
from sarana.register.cooperation.models import Instrument
from sarana.register.cooperation.rules import state_on


def instruments() -> QuerySet[Instrument]:
    """Every agreement; what states agree is for everybody at work."""
    return Instrument.objects.select_related("agency", "body", "renews", "node__plan")


def instruments_to_renew(day: date) -> list[Instrument]:
    """Agreements that expire soon or have expired, and that no later one renews, the nearest first."""
    wanted = {InstrumentState.ENDING, InstrumentState.EXPIRED}
    return [one for one in _that_expire() if state_on(one, day) in wanted]


@composed_once
def _that_expire() -> QuerySet[Instrument]:
    standing = instruments().filter(renewed_by=None, ended_on=None)
    return standing.exclude(expires_on=None).order_by("expires_on")
