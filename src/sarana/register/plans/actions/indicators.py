import re
from decimal import Decimal
from typing import Any

from django.db import transaction

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import require
from sarana.base.ledger.actions import record_deed
from sarana.base.places.models import Place
from sarana.register.plans.enums import PlanState
from sarana.register.plans.models import IndicatorUse, Node, Target
from sarana.register.plans.rules import parts_fault
from sarana.science.indicators import INDICATORS

_PERIOD = re.compile(r"(19|20)\d\d(-Q[1-4])?")


@transaction.atomic
def use_indicator(*, by: Officer, node: Node, indicator: str = "", **fields: Any) -> IndicatorUse:
    """Measure a node by an indicator: one of the figures registry, or one that is counted by hand.

    Raises:
        ValueError: the registry has no such indicator, or one that is counted by hand has no name or definition.
    """
    require(by, Power.EDIT_PLAN)
    if node.plan.state == PlanState.CLOSED:
        raise ValueError("The plan is closed; nothing is changed in it.")
    if indicator and indicator not in INDICATORS:
        raise ValueError("The figures registry has no such indicator.")
    named = (fields.get("name_km") or fields.get("name_en")) and (
        fields.get("definition_km") or fields.get("definition_en")
    )
    if not indicator and not named:
        raise ValueError("What is counted by hand needs a name, and what is counted over what.")
    if indicator:
        fields["definition_version"] = INDICATORS[indicator].version
    use = IndicatorUse.objects.create(node=node, indicator=indicator, **fields)
    record_deed(by=by, action="use_indicator", record=node, change={"use": use, "indicator": indicator})
    return use


@transaction.atomic
def set_target(
    *,
    by: Officer,
    use: IndicatorUse,
    period: str,
    value: Decimal,
    place: Place | None = None,
    parts: dict[Place, Decimal] | None = None,
    parts_reason: str = "",
) -> Target:
    """Say which value an indicator is to reach in a period; with ``parts``, in each place as well.

    Raises:
        ValueError: no such period, or the parts don't make the whole and no reason is given.
    """
    require(by, Power.EDIT_PLAN)
    if not _PERIOD.fullmatch(period):
        raise ValueError("Write a period as 2026 or 2026-Q3.")
    shares = {place.code: amount for place, amount in (parts or {}).items()}
    if fault := parts_fault(value, shares, use.across_places, parts_reason):
        raise ValueError(fault)
    target, _ = Target.objects.update_or_create(
        use=use, period=period, place=place, defaults={"value": value, "parts_reason": parts_reason}
    )
    for part, amount in (parts or {}).items():
        Target.objects.update_or_create(use=use, period=period, place=part, defaults={"value": amount})
    change = {"indicator": use.indicator or use.name_en, "period": period, "value": value, "place": place}
    record_deed(by=by, action="set_target", record=use.node, change=change)
    return target
