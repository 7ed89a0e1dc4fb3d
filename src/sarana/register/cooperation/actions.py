from datetime import date
from typing import Any

from django.db import transaction

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Agency, Officer
from sarana.base.accounts.rules import require
from sarana.base.ledger.actions import record_deed
from sarana.base.refused import Refused
from sarana.register.cooperation.enums import InstrumentKind
from sarana.register.cooperation.models import Instrument, Obligation
from sarana.register.cooperation.rules import days_fault
from sarana.register.editing import apply_changes
from sarana.register.meetings.actions import give_action
from sarana.register.meetings.enums import ActionSource


@transaction.atomic
def record_instrument(
    *, by: Officer, kind: InstrumentKind | str, title_km: str, title_en: str, agency: Agency, **fields: Any
) -> Instrument:
    """Put an agreement on record.

    Raises:
        ValueError: its days don't follow each other, or it names no other party.
    """
    require(by, Power.EDIT_PLAN)
    if not (fields.get("countries") or fields.get("other_parties", "").strip()):
        raise Refused("Name at least one other party: a state, or a body.", field="countries")
    if fault := days_fault(fields.get("signed_on"), fields.get("in_force_on"), fields.get("expires_on")):
        raise Refused(fault[1], field=fault[0])
    found = Instrument.objects.create(
        kind=InstrumentKind(kind), title_km=title_km, title_en=title_en, agency=agency, **fields
    )
    change = {"kind": kind, "signed_on": found.signed_on, "expires_on": found.expires_on}
    record_deed(by=by, action="record_instrument", record=found, change=change)
    return found


@transaction.atomic
def amend_instrument(
    *, by: Officer, instrument: Instrument, seen_version: int, changes: dict[str, Any]
) -> Instrument:
    """Change the days of an agreement, or who watches over it.

    Raises:
        EditConflict: somebody else changed the same field meanwhile.
        ValueError: its days don't follow each other.
    """
    require(by, Power.EDIT_PLAN)
    days = ("signed_on", "in_force_on", "expires_on", "ended_on")
    if fault := days_fault(*(changes.get(name, getattr(instrument, name)) for name in days)):
        raise Refused(fault[1], field=fault[0])
    return apply_changes(
        by=by, record=instrument, seen_version=seen_version, changes=changes, action="amend_instrument"
    )


@transaction.atomic
def oblige(
    *,
    by: Officer,
    instrument: Instrument,
    assigned_to: Agency,
    due_on: date,
    article: str = "",
    text_km: str = "",
    text_en: str = "",
) -> Obligation:
    """Put on record what an agreement obliges to, with the action point by which an agency carries it out."""
    point = give_action(
        by=by, source=ActionSource.INSTRUMENT, assigned_to=assigned_to, due_on=due_on, text_km=text_km, text_en=text_en,
        node=instrument.node,
    )  # fmt: skip
    found = Obligation.objects.create(
        instrument=instrument, article=article, text_km=text_km, text_en=text_en, action=point
    )
    change = {"article": article, "action": point, "due_on": due_on}
    record_deed(by=by, action="oblige", record=instrument, change=change)
    return found
