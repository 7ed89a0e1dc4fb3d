"""Writes: every step of a release from the first draft to what is said of it afterwards."""

from sarana.publish.releases.actions.annual import release_annual_report, sign_annual_report
from sarana.publish.releases.actions.attacking import attack_release
from sarana.publish.releases.actions.costs import costs_compared
from sarana.publish.releases.actions.documents import (
    cite_figures,
    enter_what_is_out,
    release_dossier,
    release_erratum_of_others,
    release_plan,
    release_report,
    release_row,
)
from sarana.publish.releases.actions.drafting import NotPublished, add_table, draft_release, drop_table
from sarana.publish.releases.actions.errata import withdraw_document, withdraw_release, write_erratum
from sarana.publish.releases.actions.microdata import add_microdata, drop_microdata
from sarana.publish.releases.actions.protecting import protect_release
from sarana.publish.releases.actions.seeds import open_seeds
from sarana.publish.releases.actions.signing import publish_release, sign_release

__all__ = [
    "NotPublished",
    "add_microdata",
    "add_table",
    "attack_release",
    "cite_figures",
    "costs_compared",
    "draft_release",
    "drop_microdata",
    "drop_table",
    "enter_what_is_out",
    "open_seeds",
    "protect_release",
    "publish_release",
    "release_annual_report",
    "release_dossier",
    "release_erratum_of_others",
    "release_plan",
    "release_report",
    "release_row",
    "sign_annual_report",
    "sign_release",
    "withdraw_document",
    "withdraw_release",
    "write_erratum",
]
