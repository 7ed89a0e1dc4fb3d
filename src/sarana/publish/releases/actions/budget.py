"""Noise is paid for from the budget of the year whose persons it is about."""

from fractions import Fraction

from django.utils import timezone

from sarana.publish.releases.actions.drafting import NotPublished
from sarana.publish.releases.models import BudgetEntry, PrivacyBudget, Release
from sarana.publish.releases.queries import budget_of
from sarana.publish.releases.rules import YEARLY_RHO
from sarana.science.disclosure import BudgetSpent


def spend(release: Release, year: int, name: str, rho: Fraction) -> None:
    """Pay for what is about to be drawn.

    Raises:
        NotPublished: the budget of the year does not reach.
    """
    budget, _is_new = PrivacyBudget.objects.get_or_create(year=year, defaults={"rho": str(YEARLY_RHO)})
    # Two who draw at the same moment pay one after the other.
    PrivacyBudget.objects.select_for_update().get(pk=budget.pk)
    try:
        budget_of(year).after(rho)
    except BudgetSpent as spent:
        raise NotPublished(f"The privacy budget of {year} does not reach: {spent}") from spent
    BudgetEntry.objects.create(
        budget=budget, release=release, table_name=name, rho=str(rho), spent_at=timezone.now()
    )
