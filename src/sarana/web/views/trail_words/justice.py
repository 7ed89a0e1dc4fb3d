"""What is done in court, about money, and in screening against lists."""

from django.utils.translation import gettext_lazy as _

from sarana.web.components import Words

JUSTICE: dict[str, Words] = {
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
    "screen_names": _("Names held against lists"),
    "open_inquiry": _("Financial investigation begun"),
    "end_inquiry": _("Financial investigation ended"),
    "read_inquiry": _("Financial investigation read"),
    "record_asset": _("Measure on money or goods"),
    "write_letter": _("Letter to the financial intelligence unit begun"),
    "receive_letter": _("Letter of the financial intelligence unit recorded"),
    "add_item": _("Named in the letter"),
    "drop_item": _("Taken out of the letter"),
    "submit_letter": _("Letter given to a second officer"),
    "release_letter": _("Letter released"),
    "send_back_letter": _("Letter sent back"),
    "drop_letter": _("Letter not sent"),
    "say_worth": _("What it was worth"),
    "read_letter": _("Letter read"),
    "take_letter": _("File of the letter taken"),
    "bring_edition": _("Edition of a list brought"),
    "screen_register": _("Suspects screened against a list"),
    "raise_alert": _("Alert raised"),
    "lapse_alert": _("Alert lapsed"),
    "forget_alert": _("Alert forgotten: the person is protected"),
    "open_alert": _("Both sides of an alert opened"),
    "alert_proposed": _("Verdict proposed"),
    "alert_agreed": _("Verdict decided by a second person"),
    "alert_objected": _("Second person did not agree"),
}
