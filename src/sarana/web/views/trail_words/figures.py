"""What is done with figures: snapshots, releases, documents, estimates, and what the press says of them."""

from django.utils.translation import gettext_lazy as _

from sarana.web.components import Words

FIGURES: dict[str, Words] = {
    "take_snapshot": _("Snapshot taken"),
    "draft_release": _("Release of figures begun"),
    "add_release_table": _("Table added to a release"),
    "drop_release_table": _("Table taken out of a release"),
    "add_release_microdata": _("Records of nobody added to a release"),
    "drop_release_microdata": _("Records of nobody taken out of a release"),
    "protect_release": _("Tables of a release protected"),
    "attack_release": _("Release attacked"),
    "sign_release": _("Release signed"),
    "publish_release": _("Release published"),
    "write_release_erratum": _("Erratum of a release written"),
    "withdraw_release": _("Release withdrawn"),
    "open_release_seeds": _("Seeds of a release opened for an auditor"),
    "keep_estimate": _("Estimate kept"),
    "check_text": _("Text checked"),
    "sign_annual_report": _("Annual report signed"),
    "withdraw_document": _("Document withdrawn"),
    "release_document": _("Entered into the release ledger"),
    "keep_check": _("Text checked"),
    "add_press_source": _("Source put on the list"),
    "bring_press_file": _("File of a source read"),
    "set_text_state": _("Text moved in the inbox"),
    "add_press_topic": _("Topic asked for"),
    "drop_press_topic": _("Topic dropped"),
    "review_row": _("Row of a text reviewed"),
    "ask_spokesperson": _("Spokesperson asked"),
    "note_answer": _("Answer of a spokesperson noted"),
    "link_text": _("Text linked to a case or a trick"),
    "link_promise": _("Commitment held against the plan"),
    "publish_row": _("Number kept as published"),
    "note_erratum": _("Published number noted as wrong"),
}
