"""Words and rows that officers' and public pages of releases share."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sarana.publish.releases.enums import Protection
from sarana.publish.releases.models import Release, ReleasedDocument, ReleaseTable
from sarana.science.indicators import BREAKDOWNS, INDICATORS
from sarana.web.components import Column
from sarana.web.views.drawing import language
from sarana.web.wording import figure

# What the attack found, by its kind.
FOUND = {
    "shown": gettext_lazy("a small count is shown"),
    "exact": gettext_lazy("a hidden count is known to the digit"),
    "small": gettext_lazy("a hidden count is known to be small"),
    "full": gettext_lazy("all of a group stand in one category"),
    "difference": gettext_lazy("what came between two releases is known"),
    "dominated": gettext_lazy("one operation makes most of it, or all of a group stand in one place"),
}


def title_of(release: Release | ReleasedDocument) -> str:
    """Its title in the reader's language."""
    return release.title_km if language() == "km" else release.title_en


def dimension_name(code: str) -> str:
    """By what a table is told apart, in the reader's language."""
    if code in BREAKDOWNS:
        return BREAKDOWNS[code].name_km if language() == "km" else BREAKDOWNS[code].name_en
    return {"province": _("Province"), "quarter": _("Quarter"), "year": _("Year")}[code]


def table_title(table: ReleaseTable) -> str:
    """The figure, its year, and by what it is told apart."""
    one = INDICATORS[table.indicator]
    name = one.name_km if language() == "km" else one.name_en
    by = ", ".join(dimension_name(code) for code in table.dimensions)
    return f"{name} {table.year}" + (f": {by}" if by else "")


def protected_how(table: ReleaseTable) -> str:
    """The protection, and who drew where that was not our own sampler: whoever signs knows that no auditor can repeat it."""
    by = (table.content or {}).get("protection", {}).get("drawn_by")
    return table.get_protection_display() + (f" ({by})" if by else "")


def cost_columns() -> list[Column]:
    """A table, how it is protected, and what that costs; ``cost_row`` fills the last three."""
    return [
        Column(key="title", label=_("Table")),
        Column(key="protection", label=_("Protection")),
        Column(key="hidden", label=_("Counts hidden")),
        Column(key="share", label=_("Persons no longer shown"), kind="percent"),
        Column(key="error", label=_("Off by, on average")),
    ]


def cost_row(cost: Mapping[str, Any]) -> dict[str, object]:
    """What protection costs, as cells; empty while nothing is protected."""
    if not cost:
        return {"hidden": None, "share": None, "error": None}
    off = f"±{figure(cost['error'], 2)}"
    if "error_total" in cost:
        off += " · " + _("total ±%(off)s") % {"off": figure(cost["error_total"], 2)}
    told = _("%(hidden)s of %(cells)s") % {"hidden": cost["hidden"], "cells": cost["cells"]}
    return {"hidden": told, "share": cost["share_hidden"], "error": off}


def protection_told(protection: Mapping[str, Any]) -> str:
    """How a published table is protected, so that a reader knows what its numbers mean."""
    match protection["kind"]:
        case Protection.SUPPRESSION:
            return _("Counts below %(n)s are hidden, and others with them so that no sum gives them back. Zeros are shown.") % {"n": protection["threshold"]}  # fmt: skip
        case Protection.ROUNDING:
            return _("Every count is a multiple of %(n)s, less than %(off)s away from the true one; sums hold.") % {"n": protection["threshold"], "off": protection["within"] + 1}  # fmt: skip
        case _:
            told = _("Every count bears random noise (zCDP %(rho)s), drawn once; sums hold.") % {"rho": protection["rho"]}  # fmt: skip
            if by := protection.get("drawn_by"):
                told += " " + _("It was drawn by %(by)s, which keeps no seed: no auditor can draw it again.") % {"by": by}  # fmt: skip
            return told
