"""What is done with reports, with the public page and with the one who told."""

from django.utils.translation import gettext_lazy as _

from sarana.web.components import Words

REPORTS: dict[str, Words] = {
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
}
