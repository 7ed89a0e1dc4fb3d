"""What is done with officers, and with the system as a whole."""

from django.utils.translation import gettext_lazy as _

from sarana.web.components import Words

ACCOUNTS: dict[str, Words] = {
    "lock_out": _("Officer locked out"),
    "lift_lock": _("Lock lifted"),
    "export_records": _("List taken away"),
    "remind_officer": _("Officer reminded"),
    "import_records": _("Records of another system imported"),
    "decide_row": _("Said who the person of an imported row is"),
    "read_rows_to_decide": _("Rows of an import opened that may be about known persons"),
    "set_field_rule": _("Rule for another system changed"),
    "appoint_officer": _("Officer appointed"),
    "retire_officer": _("Officer retired"),
    "load_demonstration": _("Demonstration loaded"),
}
