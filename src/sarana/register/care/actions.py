from datetime import date

from django.db import transaction
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Agency, Officer
from sarana.base.accounts.rules import NotAllowed, require
from sarana.base.ledger.actions import record_deed
from sarana.register.care.enums import ReintegrationStage
from sarana.register.care.models import Reintegration, Service
from sarana.register.cases.models import Victim
from sarana.register.cases.rules import may_see_case


def _require_sight(by: Officer, victim: Victim) -> None:
    require(by, Power.RECORD_CARE)
    if not may_see_case(by, victim.case):
        raise NotAllowed(Power.SEE_CASES)


@transaction.atomic
def record_service(
    *,
    by: Officer,
    victim: Victim,
    kind: str,
    started_on: date,
    ended_on: date | None = None,
    agency: Agency | None = None,
) -> Service:
    """Put on record that a victim was helped."""
    _require_sight(by, victim)
    if started_on > timezone.localdate():
        raise ValueError("A service that has begun can't begin in the future.")
    if ended_on and ended_on < started_on:
        raise ValueError("A service can't end before it began.")
    service = Service.objects.create(
        victim=victim,
        kind=kind,
        agency=agency or by.agency,
        started_on=started_on,
        ended_on=ended_on,
        recorded_by=by,
    )
    record_deed(
        by=by, action="record_service", record=victim, change={"kind": kind, "started_on": started_on}
    )
    return service


@transaction.atomic
def move_reintegration(
    *, by: Officer, victim: Victim, stage: ReintegrationStage | str, on: date, agency: Agency | None = None
) -> Reintegration:
    """Record that a victim's reintegration reached a stage; stages keep their order in time."""
    _require_sight(by, victim)
    order = list(ReintegrationStage)
    stage = ReintegrationStage(stage)
    for earlier in victim.reintegration.all():
        before = order.index(ReintegrationStage(earlier.stage)) < order.index(stage)
        if earlier.stage == stage or (before and earlier.on > on) or (not before and earlier.on < on):
            raise ValueError(
                f"This does not fit the stage “{ReintegrationStage(earlier.stage).label}” of {earlier.on}."
            )
    step = Reintegration.objects.create(
        victim=victim, stage=stage, on=on, agency=agency or by.agency, recorded_by=by
    )
    record_deed(by=by, action="move_reintegration", record=victim, change={"stage": stage, "on": on})
    return step
