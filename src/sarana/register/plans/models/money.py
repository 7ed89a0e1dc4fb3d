from decimal import Decimal

from django.db import models

from sarana.base.identifiers import new_id
from sarana.register.plans.enums import Currency, Money
from sarana.register.plans.models.spine import Node


class BudgetLine(models.Model):
    """Money for a node in a fiscal year, by where it comes from; what nobody pays is a line as well."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    node = models.ForeignKey(Node, models.PROTECT, related_name="budget_lines")
    fiscal_year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=12, choices=Money)
    funder = models.CharField(max_length=120, blank=True)
    currency = models.CharField(max_length=3, choices=Currency)
    planned = models.DecimalField(max_digits=16, decimal_places=2)
    committed = models.DecimalField(max_digits=16, decimal_places=2, default=Decimal(0))
    spent = models.DecimalField(max_digits=16, decimal_places=2, default=Decimal(0))
    # The day on which the call for that year's budget closed: what was signed later got nothing.
    call_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["fiscal_year", "source", "id"]
