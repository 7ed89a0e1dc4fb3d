"""A sheet on its way: entered, cleared by a second person, accepted or sent back by a third; each step hashed to the last."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import NotAllowed, has_power
from sarana.base.ledger.actions import record_deed
from sarana.base.ledger.rules import canonical
from sarana.base.refused import Refused
from sarana.base.vault.models import SealedWords
from sarana.base.vault.sealing import give_key, key_of, seal, unseal
from sarana.register.reporting.enums import REPORTED, SheetState, StepKind
from sarana.register.reporting.models import Sheet, SheetStep, SheetValue, Slot, TemplateLine
from sarana.register.reporting.queries import facts_of, lines_asked, slots
from sarana.register.reporting.rules import (
    is_of_unit,
    may_accept,
    may_be_entered,
    may_clear,
    may_enter,
    may_read_sheet,
    value_fault,
)

WORDS = ("narrative", "obstacle", "way_forward")


@dataclass(frozen=True, slots=True)
class Entered:
    """One value as it was entered: the number, its parts by name, or why there is none."""

    line: TemplateLine
    value: Decimal | None
    parts: dict[str, Decimal] = field(default_factory=dict)
    reason: str = ""

    @property
    def fault(self) -> str:
        """Why it can't be sent up; empty where it can."""
        return value_fault(self.value, self.parts, self.line.splits, self.reason)


@transaction.atomic
def enter_sheet(
    *, by: Officer, slot: Slot, values: Iterable[Entered], words: SealedWords | None = None, send: bool = True
) -> Sheet:
    """Write a unit's values for its slot; with ``send`` they wait for a second person, without it stays a draft.

    Raises:
        NotAllowed: the officer isn't of the unit.
        ValueError: the slot isn't open, the sheet has left the unit, or a value is missing or its parts don't make it.
    """
    if not is_of_unit(by, slot):
        raise NotAllowed(Power.NOTE_PROGRESS)
    slot = slots().get(pk=slot.pk)
    sheet = Sheet.objects.select_for_update(of=("self",)).filter(slot=slot).first()
    if not may_be_entered(facts_of(slot), timezone.localdate()):
        raise Refused("Nothing can be entered now: the slot isn't open yet, or it is locked.", field=None)
    if not may_enter(by, slot, sheet.state if sheet else None):
        raise Refused("This sheet was cleared; it is changed only when it is sent back.", field=None)
    given = {entered.line.pk: entered for entered in values}
    if send:
        _refuse_incomplete(slot, given)
    sheet = _written(sheet or _begun(slot), given, words)
    sheet.version += 1
    if send:
        sheet.state, sheet.entered_by = SheetState.ENTERED, by
    elif sheet.state == SheetState.ENTERED:
        sheet.state = SheetState.DRAFT
    sheet.save(update_fields=["sealed", "state", "entered_by", "version"])
    if send:
        _step(sheet, StepKind.ENTER, by)
    record_deed(by=by, action="enter_sheet", record=sheet, change={"slot": slot, "state": sheet.state})
    return sheet


def _begun(slot: Slot) -> Sheet:
    sheet = Sheet(slot=slot)
    seal(sheet, {}, key=give_key(sheet, key_of(slot.unit)))
    sheet.save(force_insert=True)
    return sheet


def _written(sheet: Sheet, given: dict[Any, Entered], words: SealedWords | None) -> Sheet:
    if words is not None:
        seal(sheet, {name: words.get(name, "") for name in WORDS})
    for entered in given.values():
        SheetValue.objects.update_or_create(
            sheet=sheet,
            line=entered.line,
            defaults={
                "value": entered.value,
                "incomplete_reason": entered.reason.strip(),
                "parts": {name: f"{amount:f}" for name, amount in entered.parts.items()},
            },
        )
    return sheet


def _refuse_incomplete(slot: Slot, given: dict[Any, Entered]) -> None:
    for line in lines_asked(slot.template, slot.period):
        entered = given.get(line.pk) or Entered(line, None)
        if fault := entered.fault:
            raise Refused(f"{line.use.name}: {fault}", field=None)


def _content(sheet: Sheet) -> dict[str, Any]:
    return {
        str(value.line_id): {
            "value": f"{value.value:f}" if value.value is not None else None,
            "parts": value.parts,
            "reason": value.incomplete_reason,
        }
        for value in sheet.values.all()
    }


def _step(sheet: Sheet, kind: StepKind, by: Officer, reason: str = "") -> SheetStep:
    last = sheet.steps.order_by("-id").first()
    prior, at, content = last.digest if last else "", timezone.now(), _content(sheet)
    told = [str(sheet.pk), kind, by.pk, at.isoformat(), reason, content, prior]
    return SheetStep.objects.create(
        sheet=sheet, kind=kind, done_by=by, at=at, reason=reason, content=content, prior=prior,
        digest=hashlib.sha256(canonical(told).encode()).hexdigest(),
    )  # fmt: skip


def _locked(sheet: Sheet) -> Sheet:
    return Sheet.objects.select_for_update(of=("self",)).select_related("slot__unit").get(pk=sheet.pk)


@transaction.atomic
def clear_sheet(*, by: Officer, sheet: Sheet) -> Sheet:
    """Let a sheet leave its unit: the head of the unit or somebody above it, never who entered it."""
    sheet = _locked(sheet)
    if sheet.state != SheetState.ENTERED:
        raise Refused("Only a sheet that was entered and not cleared yet is cleared.", field=None)
    if sheet.entered_by_id == by.pk:
        raise Refused("Another person than the one who entered it clears it.", field=None)
    if not may_clear(by, sheet):
        raise NotAllowed(Power.NOTE_PROGRESS)
    sheet.state = SheetState.CLEARED
    sheet.cleared_on = sheet.cleared_on or timezone.localdate()
    sheet.save(update_fields=["state", "cleared_on"])
    _step(sheet, StepKind.CLEAR, by)
    record_deed(by=by, action="clear_sheet", record=sheet, change={"on": sheet.cleared_on})
    return sheet


@transaction.atomic
def accept_sheet(*, by: Officer, sheet: Sheet) -> Sheet:
    """Take a cleared sheet into the national figures."""
    sheet = _locked(sheet)
    if sheet.state != SheetState.CLEARED:
        raise Refused("Only a sheet that was cleared is accepted.", field=None)
    if not may_accept(by, sheet):
        raise NotAllowed(Power.EDIT_PLAN)
    sheet.state = SheetState.ACCEPTED
    sheet.save(update_fields=["state"])
    _step(sheet, StepKind.ACCEPT, by)
    record_deed(by=by, action="accept_sheet", record=sheet, change={"state": sheet.state})
    return sheet


@transaction.atomic
def return_sheet(*, by: Officer, sheet: Sheet, reason: str) -> Sheet:
    """Send a cleared sheet back to its unit, with one sentence; one that was accepted by mistake as well.

    Raises:
        ValueError: there is no sentence.
    """
    sheet = _locked(sheet)
    if sheet.state not in REPORTED:
        raise Refused("Only a sheet that was cleared is sent back.", field=None)
    if not (has_power(by, Power.EDIT_PLAN) if sheet.state == SheetState.ACCEPTED else may_accept(by, sheet)):
        raise NotAllowed(Power.EDIT_PLAN)
    if not reason.strip():
        raise Refused("Say in one sentence what is wrong with it.", field="reason")
    sheet.state = SheetState.RETURNED
    sheet.save(update_fields=["state"])
    _step(sheet, StepKind.RETURN, by, reason.strip())
    record_deed(by=by, action="return_sheet", record=sheet, change={"state": sheet.state}, reason=reason)
    return sheet


def read_sheet(*, by: Officer, sheet: Sheet) -> SealedWords:
    """The unit's own words in a sheet."""
    if not may_read_sheet(by, sheet):
        raise NotAllowed(Power.NOTE_PROGRESS)
    return unseal(sheet)
