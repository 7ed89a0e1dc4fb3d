"""Noise is paid for from the budget of the year whose persons it is about."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils import timezone

from sarana.publish.releases.actions.drafting import NotPublished
from sarana.publish.releases.models import BudgetEntry, PrivacyBudget, Release
from sarana.publish.releases.queries import budget_of
from sarana.publish.releases.rules import YEARLY_RHO
from sarana.science.disclosure import BudgetSpent


@dataclass(frozen=True, slots=True)
class Payment:
    """What something that was drawn costs of a year's budget (zCDP)."""

    year: int
    name: str
    rho: Fraction


def require_enough(payments: Sequence[Payment]) -> None:
    """Whether budgets reach for all of these, as they stand now; nothing is spent.

    Raises:
        NotPublished: the budget of a year does not reach.
    """
    left = {one.year: budget_of(one.year) for one in payments}
    for one in payments:
        try:
            left[one.year] = left[one.year].after(one.rho)
        except BudgetSpent as spent:
            raise NotPublished(f"The privacy budget of {one.year} does not reach: {spent}") from spent


def pay(release: Release, payments: Sequence[Payment]) -> None:
    """Pay for what was drawn, in the transaction that keeps it: before, nobody has seen it.

    Raises:
        NotPublished: the budget of a year does not reach.
    """
    for year in sorted({one.year for one in payments}):
        PrivacyBudget.objects.get_or_create(year=year, defaults={"rho": str(YEARLY_RHO)})
        # Two who draw at the same moment pay one after the other.
        PrivacyBudget.objects.select_for_update().get(pk=year)
    require_enough(payments)
    BudgetEntry.objects.bulk_create(
        BudgetEntry(
            budget_id=one.year,
            release=release,
            table_name=one.name,
            rho=str(one.rho),
            spent_at=timezone.now(),
        )
        for one in payments
    )
