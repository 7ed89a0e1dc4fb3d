"""What was done to records, told from the ledger in words."""

import json
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sarana.base.accounts.models import Officer
from sarana.base.ledger.models import Entry
from sarana.base.ledger.queries import trail_of
from sarana.register.cases.queries import cases_visible_to, suspects_visible_to, victims_visible_to
from sarana.register.complicity.queries import allegations_visible_to
from sarana.register.identification.queries import interviews_visible_to
from sarana.register.operations.queries import operations_visible_to
from sarana.register.proceedings.queries import proceedings_visible_to
from sarana.register.referrals.queries import referrals_visible_to
from sarana.register.reports.queries import reports_visible_to
from sarana.register.rescue.queries import requests_visible_to, sought_visible_to
from sarana.register.traces.queries import traces_visible_to
from sarana.web.components import TimelineEntry, Words

MARK = 8

DEEDS: dict[str, Words] = {
    "record_report": _("Report recorded"),
    "read_report": _("Report read"),
    "acknowledge_report": _("Report taken up"),
    "receive_report": _("Report received by the public page"),
    "record_first_check": _("First check made"),
    "share_report": _("Report shared with an agency"),
    "propose_closing": _("Closing proposed"),
    "refuse_closing": _("Closing refused"),
    "ask_opening": _("Asked to read the report"),
    "grant_opening": _("Reading allowed by a second officer"),
    "refuse_opening": _("Reading refused"),
    "open_alone": _("Opened alone, a life being at risk"),
    "confirm_opening": _("Opening alone confirmed by a second officer"),
    "link_same_matter": _("Linked as the same matter"),
    "unlink_reports": _("Link taken back"),
    "write_to_reporter": _("Message to the reporter"),
    "reporter_wrote": _("Message of the reporter"),
    "give_receipt": _("Receipt given to the caller"),
    "replace_receipt": _("Receipt replaced by its holder"),
    "set_consents": _("Consent changed by the reporter"),
    "expire_report": _("Words destroyed after the retention time"),
    "amend_report": _("Report changed"),
    "close_report": _("Report closed"),
    "link_report": _("Report linked"),
    "record_allegation": _("Allegation recorded"),
    "read_allegation": _("Allegation read"),
    "hand_over_allegation": _("Allegation handed over"),
    "settle_allegation": _("Outcome of the inquiry recorded"),
    "lock_out": _("Officer locked out"),
    "lift_lock": _("Lock lifted"),
    "hand_over_case": _("Case handed to another owner"),
    "bar_officer": _("Officer kept from the record"),
    "open_case": _("Case opened"),
    "read_case": _("Case read"),
    "amend_case": _("Case changed"),
    "close_case": _("Case closed"),
    "share_case": _("Case shared with an agency"),
    "name_to_team": _("Officer named to the case"),
    "record_event": _("Event recorded"),
    "add_victim": _("Victim added"),
    "amend_victim": _("Victim’s record changed"),
    "add_suspect": _("Suspect added"),
    "amend_suspect": _("Suspect’s record changed"),
    "arrest_suspect": _("Arrest recorded"),
    "assert_status": _("Status asserted"),
    "dispute_status": _("Status disputed"),
    "record_consent": _("Consent recorded"),
    "withdraw_consent": _("Consent withdrawn"),
    "refer_victim": _("Victim referred"),
    "accept_referral": _("Referral accepted"),
    "reject_referral": _("Referral rejected"),
    "finish_referral": _("Referral done"),
    "revoke_referral": _("Referral revoked"),
    "open_referral_link": _("Referral opened by its link"),
    "record_service": _("Help recorded"),
    "move_reintegration": _("Stage of the return recorded"),
    "record_visit": _("Visit recorded"),
    "reopen_reintegration": _("Help began anew"),
    "plan_operation": _("Operation planned"),
    "tell_prosecutor": _("Prosecutor told"),
    "close_operation": _("Outcome recorded"),
    "give_task": _("Task given"),
    "take_task_back": _("Task taken back"),
    "answer_checklist": _("Checklist answered"),
    "screen_person_found": _("Person found was screened"),
    "write_quarter": _("Quarterly form written"),
    "send_quarter": _("Quarterly form sent"),
    "call_off_operation": _("Operation called off"),
    "open_proceeding": _("Proceeding opened"),
    "move_proceeding": _("Stage recorded"),
    "record_detention": _("Detention recorded"),
    "extend_detention": _("Detention extended"),
    "end_detention": _("End of the detention recorded"),
    "record_absence": _("The accused has absconded"),
    "record_return": _("The accused was found"),
    "call_witness": _("Victim agreed to be heard"),
    "hear_witness": _("Witness heard"),
    "withdraw_witness": _("Witness withdrew"),
    "keep_identity": _("Identity put into the vault"),
    "amend_identity": _("Identity changed"),
    "open_identity": _("Identity opened"),
    "extend_identity": _("Added to the identity"),
    "erase_identity": _("Identity erased"),
    "hold_identity": _("Identity held by a court"),
    "set_whereabouts": _("Whereabouts recorded"),
    "attach_file": _("File added"),
    "read_file": _("File read"),
    "export_records": _("List taken away"),
    "break_glass": _("Opened in an emergency"),
    "review_glass": _("Emergency opening reviewed"),
    "name_pair": _("Named as perhaps one person"),
    "look_for_pairs": _("Looked for persons on record twice"),
    "keep_apart": _("Kept apart as two persons"),
    "merge_pair": _("Merged into one person"),
    "undo_merge": _("Merge undone"),
    "give_errand": _("Something to do noted"),
    "finish_errand": _("Done"),
    "raise_flag": _("Case flagged"),
    "lift_flag": _("Flag lifted"),
    "ask_approval": _("Approval asked for"),
    "answer_approval": _("Approval answered"),
    "remind_officer": _("Officer reminded"),
    "plan_goal": _("Goal planned"),
    "move_goal": _("Goal moved on"),
    "open_shelter": _("Shelter recorded"),
    "take_bed": _("Bed given"),
    "leave_bed": _("Stay ended"),
    "read_stay": _("Read where she stays"),
    "ask_compensation": _("Compensation asked for"),
    "record_money": _("Money recorded"),
    "begin_repatriation": _("Way home begun"),
    "record_agreement": _("She says that she wants to go"),
    "ask_tracing": _("Family tracing asked for"),
    "answer_tracing": _("Family tracing answered"),
    "assess_place": _("The province looked at the place"),
    "issue_document": _("Travel document"),
    "put_on_list": _("Put on a handover list"),
    "sign_handover": _("Handover list signed"),
    "hand_over": _("Handed over, both sides signed"),
    "send_feedback": _("The other state was told"),
    "call_off_repatriation": _("She does not go"),
    "read_repatriation": _("Way home read"),
    "print_case": _("Case printed"),
    "import_records": _("Records of another system imported"),
    "set_field_rule": _("Rule for another system changed"),
    "send_return": _("Monthly return sent"),
    "appoint_officer": _("Officer appointed"),
    "retire_officer": _("Officer retired"),
    "draft_plan": _("Plan begun"),
    "set_plan_state": _("Plan’s state changed"),
    "add_pillar": _("Strategy added"),
    "add_measure": _("Measure added"),
    "amend_measure": _("Measure changed"),
    "set_target": _("Target set"),
    "use_indicator": _("Indicator named"),
    "add_objective": _("Objective added"),
    "add_activity": _("Activity added"),
    "amend_node": _("Changed"),
    "add_budget_line": _("Budget line added"),
    "record_spending": _("Spending recorded"),
    "add_milestone": _("Milestone added"),
    "reach_milestone": _("Milestone reached"),
    "add_evidence": _("Proof added"),
    "add_redacted_twin": _("Copy without names added"),
    "record_finding": _("Finding recorded"),
    "answer_finding": _("Finding answered"),
    "tag_node": _("Filed under a frame"),
    "raise_obstacle": _("Obstacle named"),
    "escalate_obstacle": _("Obstacle taken to a higher level"),
    "resolve_obstacle": _("Obstacle cleared"),
    "record_risk": _("Risk recorded"),
    "close_risk": _("Risk over"),
    "propose_amendment": _("Amendment proposed"),
    "propose_change": _("Change proposed"),
    "adopt_amendment": _("Amendment adopted"),
    "drop_amendment": _("Amendment given up"),
    "note_progress": _("Progress noted"),
    "found_body": _("Body put on record"),
    "seat_member": _("Seat given"),
    "plan_meeting": _("Meeting called"),
    "add_agenda_item": _("Put on the agenda"),
    "open_meeting": _("Meeting begun"),
    "settle_item": _("Item settled"),
    "write_minutes": _("Minutes written"),
    "sign_minutes": _("Minutes signed"),
    "give_action": _("Action point given"),
    "finish_action": _("Said to be done, with proof"),
    "verify_action": _("Proof looked at"),
    "cancel_action": _("Action point taken back"),
    "take_snapshot": _("Snapshot taken"),
    "keep_estimate": _("Estimate kept"),
    "check_text": _("Text checked"),
    "record_request": _("Rescue request recorded"),
    "read_request": _("Rescue request read"),
    "add_sought_person": _("Person added to a rescue request"),
    "amend_sought_person": _("Words about a sought person changed"),
    "answer_detail": _("Detail given by the mission"),
    "take_sought_step": _("Step of the search recorded"),
    "record_result": _("Result of the search recorded"),
    "link_victim": _("Victim’s record linked"),
    "say_same_person": _("Said to be the same person"),
    "ask_unit": _("Unit asked to work on it"),
    "send_message": _("Message sent"),
    "read_whereabouts": _("Whereabouts read"),
    "bring_rescue_list": _("List of nationals taken in"),
    "mend_list_row": _("Row of a list mended"),
    "set_list_row_aside": _("Row of a list set aside"),
    "make_handover_list": _("Handover list made"),
    "add_trick": _("Trick added"),
    "amend_trick": _("Trick changed"),
    "set_red_flags": _("Red flags changed"),
    "tag_tricks": _("Tricks named"),
    "begin_interview": _("Interview begun"),
    "answer_interview": _("Answers written down"),
    "note_screening": _("Screening noted"),
    "end_interview": _("Interview ended"),
    "read_interview": _("Interview read"),
    "print_interview": _("Interview printed"),
    "add_trace": _("Trace added"),
    "link_trace": _("Trace linked"),
    "end_link": _("Link of a trace ended"),
    "open_trace": _("Trace opened"),
    "find_crossing": _("Two cases cross"),
    "note_spoken": _("Spoken with the other unit"),
    "keep_quiet": _("Case kept quiet"),
    "lift_quiet": _("Case no longer kept quiet"),
    "set_contact": _("Contact of the agency set"),
    "load_demonstration": _("Demonstration loaded"),
}

KINDS: dict[str, Words] = {
    "reports.report": _("Report"),
    "cases.case": _("Case"),
    "cases.victim": _("Victim"),
    "cases.suspect": _("Suspect"),
    "operations.operation": _("Operation"),
    "proceedings.proceeding": _("Proceeding"),
    "identification.interview": _("Interview"),
    "traces.trace": _("Trace"),
    "traces.crossing": _("Crossing"),
    "referrals.referral": _("Referral"),
    "complicity.allegation": _("Allegation"),
    "rescue.rescuerequest": _("Rescue request"),
    "rescue.soughtperson": _("Sought person"),
    "tricks.trick": _("Trick"),
    "vault.identity": _("Identity"),
    "files.attachment": _("File"),
    "accounts.officer": _("Officer"),
    "accounts.agency": _("Agency"),
    "returns.return": _("Monthly return"),
    "returns.quarterlyform": _("Quarterly form"),
    "plans.plan": _("Plan"),
    "plans.measure": _("Measure"),
    "plans.node": _("Part of the plan"),
    "plans.budgetline": _("Budget line"),
    "plans.finding": _("Finding"),
    "meetings.body": _("Body"),
    "meetings.meeting": _("Meeting"),
    "meetings.actionpoint": _("Action point"),
    "figures.snapshot": _("Snapshot"),
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
        "Q": requests_visible_to(officer),
        "N": sought_visible_to(officer),
        "T": traces_visible_to(officer),
        "I": interviews_visible_to(officer),
        "A": allegations_visible_to(officer),
        "F": referrals_visible_to(officer),
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
    by = f"{entry.officer.name}, {entry.officer.agency.name}" if entry.officer else gettext("The system")
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
