"""What is done for victims: consent, referral, help, shelter, money, and the way home."""

from django.utils.translation import gettext_lazy as _

from sarana.web.components import Words

CARE: dict[str, Words] = {
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
}
