"""What is done to find and free: requests of missions, lists of nationals, operations."""

from django.utils.translation import gettext_lazy as _

from sarana.web.components import Words

RESCUE: dict[str, Words] = {
    "plan_operation": _("Operation planned"),
    "amend_operation": _("Plan of an operation changed"),
    "tell_prosecutor": _("Prosecutor told"),
    "close_operation": _("Outcome recorded"),
    "correct_outcome": _("Outcome put right"),
    "take_outcome_back": _("Outcome taken off the record"),
    "give_task": _("Task given"),
    "take_task_back": _("Task taken back"),
    "answer_checklist": _("Checklist answered"),
    "screen_person_found": _("Person found was screened"),
    "call_off_operation": _("Operation called off"),
    "record_request": _("Rescue request recorded"),
    "correct_request": _("Rescue request put right"),
    "read_request": _("Rescue request read"),
    "add_sought_person": _("Person added to a rescue request"),
    "amend_sought_person": _("Words about a sought person changed"),
    "answer_detail": _("Detail given by the mission"),
    "answer_flags": _("Red flags looked for"),
    "open_photo": _("Photograph opened"),
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
}
