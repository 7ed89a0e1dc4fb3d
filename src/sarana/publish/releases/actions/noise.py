"""Tables with exact noise: drawn once, kept, paid for; those of the same persons agree wherever they share a total."""

from collections.abc import Sequence
from fractions import Fraction

from sarana.measure.figures.models import Snapshot
from sarana.publish.releases.actions.budget import Payment, require_enough
from sarana.publish.releases.actions.costs import noise_cost, noise_cost_together
from sarana.publish.releases.actions.counting import table_for_noise
from sarana.publish.releases.actions.drafting import NotPublished
from sarana.publish.releases.actions.hiding import put_content
from sarana.publish.releases.actions.noise_by import draw_by_opendp, is_by_opendp
from sarana.publish.releases.actions.seeds import keep_seed, seed_of
from sarana.publish.releases.agreement import Seeded, agreement_of, told_together
from sarana.publish.releases.categories import LAID_DOWN, has_laid_down_rows
from sarana.publish.releases.chance import new_seed
from sarana.publish.releases.enums import Protection
from sarana.publish.releases.models import ReleaseTable
from sarana.publish.releases.rules import fraction_of


def add_noise(snapshot: Snapshot, declared: Sequence[ReleaseTable], payments: list[Payment]) -> None:
    """Set the contents of these tables, which are not saved, and add to ``payments`` what is drawn for the first time.

    Raises:
        NotPublished: the budget of the year does not reach, whole numbers need not fit all these tables, or a record has a
            category that the figure's definition does not know.
    """
    laid_down = {table.pk: has_laid_down_rows(table) for table in declared}
    try:
        truth = [table_for_noise(snapshot, table, rows=laid_down[table.pk]) for table in declared]
    except ValueError as fault:
        raise NotPublished(str(fault)) from fault
    for table, true in zip(declared, truth, strict=True):
        if is_by_opendp(table):
            draw_by_opendp(table, true, payments)
    own = [pair for pair in zip(declared, truth, strict=True) if not is_by_opendp(pair[0])]
    seeded = [
        Seeded(true, fraction_of(table.rho) or Fraction(0), _seed(table, payments)) for table, true in own
    ]
    try:
        told = told_together(seeded)
    except ValueError as fault:
        raise NotPublished(str(fault)) from fault
    agree = agreement_of(seeded)
    for (table, _true), one, shown in zip(own, seeded, told, strict=True):
        protection = {
            "kind": Protection.NOISE.value,
            "threshold": 0,
            "rho": str(one.rho),
            "commitment": table.commitment,
            **({"rows": LAID_DOWN} if laid_down[table.pk] else {}),
            **({"agreement": agree} if table.name in agree.get("tables", ()) else {}),
        }
        beside = [other for other in seeded if other.true.name in agree.get("tables", ())]
        cost = noise_cost_together(one, beside) if one in beside else noise_cost(one.true, one.rho)
        put_content(table, shown, protection, cost)


def _seed(table: ReleaseTable, payments: list[Payment]) -> bytes:
    """What the table's noise is drawn from: what was kept, or fresh and paid for; another draw would tell more, and cost again."""
    if table.commitment and table.content:
        return seed_of(table)
    payments.append(Payment(table.year, table.name, fraction_of(table.rho) or Fraction(0)))
    require_enough(payments)
    seed = new_seed()
    keep_seed(table, seed)
    return seed
