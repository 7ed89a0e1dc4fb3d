"""What was done to records, told from the ledger in words."""

import json
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from sarana.base.accounts.models import Officer
from sarana.base.ledger.models import Entry
from sarana.base.ledger.queries import trail_of
from sarana.register.cases.queries import cases_visible_to, suspects_visible_to, victims_visible_to
from sarana.register.operations.queries import operations_visible_to
from sarana.register.proceedings.queries import proceedings_visible_to
from sarana.register.reports.queries import reports_visible_to
from sarana.web.components import TimelineEntry, Words

MARK = 8

DEEDS: dict[str, Words] = {
    "record_report": lazy("Report recorded"),
    "read_report": lazy("Report read"),
    "acknowledge_report": lazy("Report taken up"),
    "amend_report": lazy("Report changed"),
    "close_report": lazy("Report closed"),
    "link_report": lazy("Report linked"),
    "bar_officer": lazy("Officer kept from the record"),
    "open_case": lazy("Case opened"),
    "read_case": lazy("Case read"),
    "amend_case": lazy("Case changed"),
    "close_case": lazy("Case closed"),
    "share_case": lazy("Case shared with an agency"),
    "name_to_team": lazy("Officer named to the case"),
    "record_event": lazy("Event recorded"),
    "add_victim": lazy("Victim added"),
    "amend_victim": lazy("Victim’s record changed"),
    "add_suspect": lazy("Suspect added"),
    "amend_suspect": lazy("Suspect’s record changed"),
    "arrest_suspect": lazy("Arrest recorded"),
    "assert_status": lazy("Status asserted"),
    "dispute_status": lazy("Status disputed"),
    "record_service": lazy("Help recorded"),
    "move_reintegration": lazy("Stage of the return recorded"),
    "plan_operation": lazy("Operation planned"),
    "tell_prosecutor": lazy("Prosecutor told"),
    "close_operation": lazy("Outcome recorded"),
    "call_off_operation": lazy("Operation called off"),
    "open_proceeding": lazy("Proceeding opened"),
    "move_proceeding": lazy("Stage recorded"),
    "keep_identity": lazy("Identity put into the vault"),
    "amend_identity": lazy("Identity changed"),
    "open_identity": lazy("Identity opened"),
    "erase_identity": lazy("Identity erased"),
    "hold_identity": lazy("Identity held by a court"),
    "set_whereabouts": lazy("Whereabouts recorded"),
    "attach_file": lazy("File added"),
    "read_file": lazy("File read"),
    "export_records": lazy("List taken away"),
    "send_return": lazy("Monthly return sent"),
    "appoint_officer": lazy("Officer appointed"),
    "retire_officer": lazy("Officer retired"),
    "draft_plan": lazy("Plan begun"),
    "set_plan_state": lazy("Plan’s state changed"),
    "add_pillar": lazy("Strategy added"),
    "add_measure": lazy("Measure added"),
    "amend_measure": lazy("Measure changed"),
    "set_target": lazy("Target set"),
    "note_progress": lazy("Progress noted"),
    "take_snapshot": lazy("Snapshot taken"),
    "check_text": lazy("Text checked"),
    "load_demonstration": lazy("Demonstration loaded"),
}

KINDS: dict[str, Words] = {
    "reports.report": lazy("Report"),
    "cases.case": lazy("Case"),
    "cases.victim": lazy("Victim"),
    "cases.suspect": lazy("Suspect"),
    "operations.operation": lazy("Operation"),
    "proceedings.proceeding": lazy("Proceeding"),
    "vault.identity": lazy("Identity"),
    "files.attachment": lazy("File"),
    "accounts.officer": lazy("Officer"),
    "accounts.agency": lazy("Agency"),
    "returns.return": lazy("Monthly return"),
    "plans.plan": lazy("Plan"),
    "plans.measure": lazy("Measure"),
    "figures.snapshot": lazy("Snapshot"),
}


def deed_words(action: str) -> Words:
    """The verb in words; one that this page does not know stays as it was written."""
    return DEEDS.get(action, action.replace("_", " "))


def numbered_records(officer: Officer) -> dict[str, QuerySet[Any]]:
    """The officer's own view of each kind of numbered record, by the letter its numbers begin with."""
    return {
        "R": reports_visible_to(officer),
        "C": cases_visible_to(officer),
        "V": victims_visible_to(officer),
        "S": suspects_visible_to(officer),
        "O": operations_visible_to(officer),
        "P": proceedings_visible_to(officer),
    }


def record_numbered(officer: Officer, number: str) -> Any | None:
    """The record with this number, if the officer may see it."""
    wanted = number.strip().upper()
    visible = numbered_records(officer).get(wanted[:1])
    return visible.filter(number=wanted).first() if visible is not None else None


def story_of(record: Model, limit: int = 50) -> list[TimelineEntry]:
    """The latest of what was done to a record, in words."""
    return [told(entry) for entry in trail_of(record)[:limit]]


def told(entry: Entry) -> TimelineEntry:
    """One entry in words: what, when, by whom, why."""
    by = f"{entry.officer.name}, {entry.officer.agency.name}" if entry.officer else _("The system")
    return TimelineEntry(
        at=entry.at, title=deed_words(entry.action), by=by, text=entry.reason, mark=entry.hash[:MARK]
    )


def change_words(entry: Entry) -> str:
    """The changed fields as the ledger holds them: codes, dates and numbers, never an identity."""
    change: dict[str, Any] = json.loads(entry.change)
    parts = (
        f"{name}: {_value(value)}" for name, value in sorted(change.items()) if value not in (None, "", [])
    )
    return "; ".join(parts)


def _value(value: Any) -> str:
    return ", ".join(str(part) for part in value) if isinstance(value, list) else str(value)
