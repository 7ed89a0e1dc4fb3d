"""Noise that OpenDP draws, where the operator chose it: kept like our own, but no seed is there from which to draw it again."""

from fractions import Fraction

from django.conf import settings

from sarana.publish.releases.actions.budget import Payment, require_enough
from sarana.publish.releases.actions.costs import noise_cost
from sarana.publish.releases.actions.drafting import NotPublished
from sarana.publish.releases.actions.hiding import put_content
from sarana.publish.releases.categories import LAID_DOWN
from sarana.publish.releases.enums import NoiseBy, Protection
from sarana.publish.releases.models import ReleaseTable
from sarana.publish.releases.rules import fraction_of
from sarana.science.disclosure import SamplerMissing, Table, noisy_table, opendp_noisy, opendp_version


def is_by_opendp(table: ReleaseTable) -> bool:
    """Whether OpenDP drew its noise; of a table that is not drawn yet, whether it is to."""
    if table.content:
        return "drawn_by" in table.content["protection"]
    return bool(settings.NOISE_BY == NoiseBy.OPENDP)


def draw_by_opendp(table: ReleaseTable, true: Table, payments: list[Payment]) -> None:
    """Set the table's contents, once, each for itself: tables are made to agree from their seeds, and here there is none.

    Raises:
        NotPublished: the budget of the year does not reach, or OpenDP is not installed.
    """
    if table.content:
        return  # It was drawn; another draw would tell more, and cost again.
    rho = fraction_of(table.rho) or Fraction(0)
    payments.append(Payment(table.year, table.name, rho))
    require_enough(payments)
    try:
        by = f"OpenDP {opendp_version()}"
        shown = noisy_table(true, rho, sampler=opendp_noisy)
    except SamplerMissing as missing:
        raise NotPublished(
            "Noise is to be drawn by OpenDP, which is not installed. Ask whoever runs the server."
        ) from missing
    protection = {
        "kind": Protection.NOISE.value,
        "threshold": 0,
        "rho": str(rho),
        "commitment": "",
        "drawn_by": by,
        "repeatable": False,
        "rows": LAID_DOWN,
    }
    put_content(table, shown, protection, noise_cost(true, rho))
