from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Agency, Officer
from sarana.base.accounts.rules import NotAllowed, has_power, require
from sarana.base.ledger.actions import record_deed
from sarana.register.editing import apply_changes
from sarana.register.plans.enums import MeasureState, PlanState
from sarana.register.plans.models import Measure, Pillar, Plan, ProgressNote, Target


@transaction.atomic
def draft_plan(
    *, by: Officer, title_km: str, title_en: str, starts_on: date, ends_on: date, legal_act: str = ""
) -> Plan:
    """Begin an action plan."""
    require(by, Power.EDIT_PLAN)
    if ends_on <= starts_on:
        raise ValueError("A plan ends after it begins.")
    plan = Plan.objects.create(
        title_km=title_km, title_en=title_en, starts_on=starts_on, ends_on=ends_on, legal_act=legal_act
    )
    record_deed(by=by, action="draft_plan", record=plan, change={"starts_on": starts_on, "ends_on": ends_on})
    return plan


@transaction.atomic
def set_plan_state(*, by: Officer, plan: Plan, state: PlanState | str) -> None:
    """Adopt or close a plan."""
    require(by, Power.EDIT_PLAN)
    plan.state = PlanState(state)
    plan.save(update_fields=["state"])
    record_deed(by=by, action="set_plan_state", record=plan, change={"state": state})


@transaction.atomic
def add_pillar(*, by: Officer, plan: Plan, order: int, title_km: str, title_en: str) -> Pillar:
    """Add a strategy to a plan."""
    require(by, Power.EDIT_PLAN)
    pillar = Pillar.objects.create(plan=plan, order=order, title_km=title_km, title_en=title_en)
    record_deed(by=by, action="add_pillar", record=plan, change={"pillar": pillar})
    return pillar


@transaction.atomic
def add_measure(
    *,
    by: Officer,
    pillar: Pillar,
    code: str,
    title_km: str,
    title_en: str,
    lead_agency: Agency,
    starts_on: date,
    due_on: date,
) -> Measure:
    """Add a measure with the agency that leads it and the day it is due."""
    require(by, Power.EDIT_PLAN)
    if due_on < starts_on:
        raise ValueError("A measure can't be due before it begins.")
    measure = Measure.objects.create(
        pillar=pillar,
        code=code,
        title_km=title_km,
        title_en=title_en,
        lead_agency=lead_agency,
        starts_on=starts_on,
        due_on=due_on,
    )
    record_deed(by=by, action="add_measure", record=measure, change={"code": code, "due_on": due_on})
    return measure


@transaction.atomic
def amend_measure(*, by: Officer, measure: Measure, seen_version: int, changes: dict[str, Any]) -> Measure:
    """Change fields of a measure; raises EditConflict when somebody else changed the same field."""
    require(by, Power.EDIT_PLAN)
    return apply_changes(
        by=by, record=measure, seen_version=seen_version, changes=changes, action="amend_measure"
    )


@transaction.atomic
def set_target(
    *,
    by: Officer,
    measure: Measure,
    indicator: str,
    year: int,
    value: Decimal,
    baseline: Decimal | None = None,
) -> Target:
    """Say which value of a registered indicator the measure is to reach in a year."""
    require(by, Power.EDIT_PLAN)
    target, _ = Target.objects.update_or_create(
        measure=measure, indicator=indicator, year=year, defaults={"value": value, "baseline": baseline}
    )
    record_deed(
        by=by,
        action="set_target",
        record=measure,
        change={"indicator": indicator, "year": year, "value": value},
    )
    return target


@transaction.atomic
def note_progress(
    *,
    by: Officer,
    measure: Measure,
    on: date,
    state: MeasureState | str,
    text_km: str = "",
    text_en: str = "",
) -> ProgressNote:
    """Say what was done; only the lead agency, those below it and the secretariat may."""
    require(by, Power.NOTE_PROGRESS)
    leads = measure.lead_agency.path.startswith(by.agency.path)
    if not (leads or by.agency_id == measure.lead_agency_id or has_power(by, Power.EDIT_PLAN)):
        raise NotAllowed(Power.NOTE_PROGRESS)
    if not (text_km.strip() or text_en.strip()):
        raise ValueError("Write one sentence about what was done.")
    note = ProgressNote.objects.create(
        measure=measure, on=on, state=state, text_km=text_km, text_en=text_en, noted_by=by
    )
    measure.state = MeasureState(state)
    measure.save(update_fields=["state"])
    record_deed(
        by=by, action="note_progress", record=measure, change={"state": state, "on": on, "note": note}
    )
    return note
