from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from sarana.base.accounts.models import Officer
from sarana.base.ledger.actions import record_deed
from sarana.base.refused import Refused
from sarana.register.cases.rules import was_minor
from sarana.register.proceedings.actions.stages import require_proceeding
from sarana.register.proceedings.enums import DetentionEnd, DetentionKind
from sarana.register.proceedings.models import Absence, Detention, Proceeding


@transaction.atomic
def record_detention(
    *,
    by: Officer,
    proceeding: Proceeding,
    kind: DetentionKind | str,
    began_at: datetime,
    ordered_until: date | None = None,
) -> Detention:
    """Put on record that the accused is held; from now on its deadlines are watched.

    Args:
        by: who records it.
        proceeding: against whom.
        kind: police custody or detention before trial.
        began_at: when he arrived; not in the future.
        ordered_until: the last day of the judge's order; needed for detention before trial.

    Raises:
        ValueError: he is held already, the day doesn't fit, or the order names no end.
    """
    require_proceeding(by, proceeding)
    if began_at > timezone.now():
        raise Refused("A detention can't begin in the future.", field="began_at")
    if proceeding.detentions.filter(ended_at=None).exists():
        raise Refused("A detention is on record that has not ended; end it first.", field=None)
    if kind == DetentionKind.REMAND and ordered_until is None:
        raise Refused("Write down until when the judge ordered the detention.", field="ordered_until")
    if ordered_until and ordered_until < timezone.localdate(began_at):
        raise Refused("The order can't end before the detention began.", field="ordered_until")
    detention = Detention.objects.create(
        proceeding=proceeding,
        kind=DetentionKind(kind),
        began_at=began_at,
        ordered_until=ordered_until,
        recorded_by=by,
    )
    change = {"kind": kind, "began_at": began_at, "ordered_until": ordered_until}
    record_deed(by=by, action="record_detention", record=proceeding, change=change)
    return detention


@transaction.atomic
def extend_detention(*, by: Officer, detention: Detention, until: date | None = None) -> Detention:
    """Put an extension on record: of custody by the prosecutor's leave, of an order until a later day."""
    require_proceeding(by, detention.proceeding)
    _require_open(detention)
    if detention.kind == DetentionKind.REMAND:
        if until is None or (detention.ordered_until and until <= detention.ordered_until):
            raise Refused("An extension ends later than the order before it.", field="until")
        detention.ordered_until = until
    elif was_minor(detention.proceeding.suspect.age):
        raise Refused("Police custody of an accused under 18 can't be extended.", field=None)
    detention.extended = True
    detention.save(update_fields=["extended", "ordered_until"])
    record_deed(by=by, action="extend_detention", record=detention.proceeding, change={"until": until})
    return detention


@transaction.atomic
def end_detention(
    *, by: Officer, detention: Detention, ended_at: datetime, ended_by: DetentionEnd | str
) -> Detention:
    """Put the end of a detention on record; whoever escaped is absent from that day on."""
    require_proceeding(by, detention.proceeding)
    _require_open(detention)
    if not detention.began_at <= ended_at <= timezone.now():
        raise Refused("A detention ends after it began, and not in the future.", field="ended_at")
    detention.ended_at, detention.ended_by = ended_at, DetentionEnd(ended_by)
    detention.save(update_fields=["ended_at", "ended_by"])
    change = {"ended_at": ended_at, "ended_by": ended_by}
    record_deed(by=by, action="end_detention", record=detention.proceeding, change=change)
    if ended_by == DetentionEnd.ESCAPED:
        record_absence(by=by, proceeding=detention.proceeding, since=timezone.localdate(ended_at))
    return detention


@transaction.atomic
def record_absence(
    *, by: Officer, proceeding: Proceeding, since: date, warrant_on: date | None = None
) -> Absence:
    """Put on record that the accused has absconded, and whether a warrant stands."""
    require_proceeding(by, proceeding)
    if since > timezone.localdate() or (warrant_on and warrant_on > timezone.localdate()):
        raise Refused("Neither the absence nor the warrant can lie in the future.", field="since")
    if proceeding.absences.filter(returned_on=None).exists():
        raise Refused("The accused is on record as absent already.", field=None)
    absence = Absence.objects.create(
        proceeding=proceeding, since=since, warrant_on=warrant_on, recorded_by=by
    )
    change = {"since": since, "warrant_on": warrant_on}
    record_deed(by=by, action="record_absence", record=proceeding, change=change)
    return absence


@transaction.atomic
def record_return(*, by: Officer, absence: Absence, returned_on: date) -> Absence:
    """Put on record that the accused was found or came back."""
    require_proceeding(by, absence.proceeding)
    if not absence.since <= returned_on <= timezone.localdate():
        raise Refused("The return lies after the absence began, and not in the future.", field="returned_on")
    absence.returned_on = returned_on
    absence.save(update_fields=["returned_on"])
    record_deed(by=by, action="record_return", record=absence.proceeding, change={"returned_on": returned_on})
    return absence


def _require_open(detention: Detention) -> None:
    if detention.ended_at is not None:
        raise Refused("This detention has ended already.", field=None)
