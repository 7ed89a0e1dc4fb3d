from collections.abc import Mapping
from datetime import date

from django.db import models, transaction
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Agency, Officer
from sarana.base.accounts.rules import NotAllowed, require
from sarana.base.ledger.actions import record_deed
from sarana.base.refused import Refused
from sarana.base.vault.actions import forget_words
from sarana.base.vault.sealing import give_key, key_of, seal
from sarana.register.care.enums import Area, ReintegrationStage, Reopening, ServiceGroup, Standing
from sarana.register.care.models import FollowUpVisit, PlannedGoal, Reintegration, Reopened, Service
from sarana.register.care.rules import VISIT_MONTHS, due_visits, why_not_closed
from sarana.register.cases.models import Victim
from sarana.register.cases.rules import sees_case_by_right


def require_sight(by: Officer, victim: Victim) -> None:
    """Raise NotAllowed unless the officer records care and sees her case."""
    require(by, Power.RECORD_CARE)
    if not sees_case_by_right(by, victim.case):
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
    service_group: ServiceGroup | str = "",
) -> Service:
    """Put on record that a victim was helped."""
    require_sight(by, victim)
    if started_on > timezone.localdate():
        raise Refused("A service that has begun can't begin in the future.", field="started_on")
    if ended_on and ended_on < started_on:
        raise Refused("A service can't end before it began.", field="ended_on")
    service = Service.objects.create(
        victim=victim,
        kind=kind,
        service_group=ServiceGroup(service_group) if service_group else "",
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
    *,
    by: Officer,
    victim: Victim,
    stage: ReintegrationStage | str,
    on: date,
    agency: Agency | None = None,
    reason: str = "",
) -> Reintegration:
    """Record that a victim's reintegration reached a stage; stages keep their order in time.

    Args:
        by: who records it.
        victim: whose return it is.
        stage: the stage reached.
        on: the day.
        agency: which body accompanies her; the officer's own when not given.
        reason: why help ends although nobody visited her after six months, or she was not safe at the last visit.

    Raises:
        ValueError: the stage doesn't fit those on record, or help would end too early without a reason.
    """
    require_sight(by, victim)
    order = list(ReintegrationStage)
    stage, number = ReintegrationStage(stage), round_of(victim)
    for earlier in victim.reintegration.filter(round=number):
        before = order.index(ReintegrationStage(earlier.stage)) < order.index(stage)
        if earlier.stage == stage or (before and earlier.on > on) or (not before and earlier.on < on):
            raise Refused(
                f"This does not fit the stage “{ReintegrationStage(earlier.stage).label}” of {earlier.on}.",
                field="on",
            )
    if stage is ReintegrationStage.CLOSED and not reason.strip():
        why_not = why_not_closed(list(victim.visits.filter(round=number)))
        if why_not:
            raise Refused(why_not, field="reason")
    step = Reintegration.objects.create(
        victim=victim, round=number, stage=stage, on=on, agency=agency or by.agency, recorded_by=by
    )
    _see_next_visit(victim)
    record_deed(
        by=by, action="move_reintegration", record=victim, change={"stage": stage, "on": on}, reason=reason
    )
    return step


def round_of(victim: Victim) -> int:
    """In which round of help somebody is: one more than the times it began anew."""
    return victim.reopenings.count() + 1


@transaction.atomic
def record_visit(
    *,
    by: Officer,
    victim: Victim,
    months: int,
    visited_on: date,
    areas: Mapping[str, int],
    note: str = "",
) -> FollowUpVisit:
    """Record a visit after the return, and how it goes by her own word.

    Raises:
        ValueError: she has not gone to live in the community, the visit is on record already, or the day doesn't fit.
    """
    require_sight(by, victim)
    number = round_of(victim)
    begun = victim.reintegration.filter(round=number, stage=ReintegrationStage.INTEGRATION).first()
    if begun is None:
        raise Refused("A visit follows the integration; record that stage first.", field=None)
    if months not in VISIT_MONTHS:
        raise Refused("Visits are made after 1, 3, 6, 12 and 24 months.", field="months")
    if not begun.on <= visited_on <= timezone.localdate():
        raise Refused("A visit is made after the integration, and not in the future.", field="visited_on")
    if victim.visits.filter(round=number, months=months).exists():
        raise Refused("This visit is on record already.", field="months")
    visit = FollowUpVisit(
        victim=victim,
        round=number,
        months=months,
        visited_on=visited_on,
        areas={Area(area).value: Standing(how).value for area, how in areas.items()},
        agency=by.agency,
        recorded_by=by,
    )
    seal(visit, {"note": note.strip()} if note.strip() else {}, key=give_key(visit, key_of(by.agency)))
    visit.save(force_insert=True)
    _see_next_visit(victim)
    record_deed(by=by, action="record_visit", record=victim, change={"months": months, "on": visited_on})
    return visit


def _see_next_visit(victim: Victim) -> None:
    """Keep when she is visited next in this round of help."""
    number = round_of(victim)
    steps = {step.stage: step for step in victim.reintegration.filter(round=number)}
    begun = steps.get(ReintegrationStage.INTEGRATION)
    if begun is None:
        return
    made = victim.visits.filter(round=number).values_list("months", flat=True)
    due = None if ReintegrationStage.CLOSED in steps else next(due_visits(begun.on, list(made)), None)
    begun.visit_due_on = due.due_on if due else None
    begun.save(update_fields=["visit_due_on"])


@transaction.atomic
def reopen_reintegration(*, by: Officer, victim: Victim, on: date, because: Reopening | str) -> Reopened:
    """Begin help anew after a closure; what was recorded before stays, and the new round has stages and visits of its own.

    Raises:
        ValueError: help has not ended, or the day lies before its end or in the future.
    """
    require_sight(by, victim)
    number = round_of(victim)
    closed = victim.reintegration.filter(round=number, stage=ReintegrationStage.CLOSED).first()
    if closed is None:
        raise Refused("Help has not ended yet; go on with the stages.", field=None)
    if not closed.on <= on <= timezone.localdate():
        raise Refused("It begins anew after it ended, and not in the future.", field="on")
    opened = Reopened.objects.create(
        victim=victim, round=number + 1, on=on, because=Reopening(because), recorded_by=by
    )
    change = {"on": on, "because": because}
    record_deed(by=by, action="reopen_reintegration", record=victim, change=change)
    return opened


def forget_what_was_planned(identity: models.Model, **_why: object) -> None:
    """When a person is erased, the notes of visits and the words of her plan go as well; that there were some stays."""
    hers = {"victim__identity": identity.pk}
    forget_words(FollowUpVisit.objects.filter(**hers).select_related("agency_key"), "note")
    forget_words(PlannedGoal.objects.filter(**hers).select_related("agency_key"), "need", "goal")
