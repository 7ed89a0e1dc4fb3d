import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import require
from sarana.base.ledger.actions import record_deed
from sarana.base.places.models import Place
from sarana.base.refused import Refused
from sarana.register.plans.actions.proposals import TARGET, still_open
from sarana.register.plans.enums import PlanState
from sarana.register.plans.models import Amendment, IndicatorUse, Node, ProposedChange, Target
from sarana.register.plans.rules import amended_only, parts_fault
from sarana.science.indicators import INDICATORS

_PERIOD = re.compile(r"(19|20)\d\d(-Q[1-4])?")


@transaction.atomic
def use_indicator(*, by: Officer, node: Node, indicator: str = "", **fields: Any) -> IndicatorUse:
    """Measure a node by an indicator: one of the figures registry, or one that is counted by hand.

    Raises:
        ValueError: the plan is adopted or closed, the registry has no such indicator, or one that is counted by hand has no
            name or definition.
    """
    require(by, Power.EDIT_PLAN)
    _refuse_bound(node)
    return _used(by, node, indicator, fields)


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
        ValueError: the plan is adopted, no such period, or the parts don't make the whole and no reason is given.
    """
    require(by, Power.EDIT_PLAN)
    _refuse_bound(use.node)
    return _set(by, use, period, value, place, parts or {}, parts_reason)


@transaction.atomic
def propose_target(
    *,
    by: Officer,
    amendment: Amendment,
    node: Node,
    indicator: str = "",
    period: str,
    value: Decimal,
    place: Place | None = None,
    **fields: Any,
) -> ProposedChange:
    """Put a target into an amendment, and the indicator with it where the node doesn't have it yet.

    Nothing changes in the plan until the amendment is adopted; an indicator is told by its code, or by its name if it is
    counted by hand.

    Raises:
        ValueError: the amendment is decided, the node is of another plan, or the indicator or period can't be.
    """
    require(by, Power.EDIT_PLAN)
    amendment = still_open(amendment, node)
    _refuse_period(period)
    use = indicator_of(node, indicator, fields)
    if use is None:
        _refuse_unnamed(indicator, fields)
    before = use.targets.filter(period=period, place=place).first() if use else None
    after: dict[str, Any] = {
        "indicator": indicator, "period": period, "place": place.code if place else None, "value": f"{value:f}",
    }  # fmt: skip
    told = {name: f"{given:f}" if isinstance(given, Decimal) else given for name, given in fields.items()}
    change, _made = ProposedChange.objects.update_or_create(
        amendment=amendment,
        node=node,
        field=TARGET,
        about=" · ".join(filter(None, [indicator or _name(fields), period, place.code if place else ""])),
        defaults={
            "before": f"{before.value:f}" if before else None,
            "after": after | {"fields": told},
        },
    )
    record_deed(by=by, action="propose_target", record=node, change={"amendment": amendment, **after})
    return change


def write_proposed_target(by: Officer, change: ProposedChange) -> None:
    """Write a target into the plan as an adopted amendment says; part of adopting it."""
    after: dict[str, Any] = change.after or {}
    node = change.node
    place = Place.objects.get(code=after["place"]) if after["place"] else None
    fields = dict(after["fields"])
    if fields.get("baseline") is not None:
        fields["baseline"] = Decimal(fields["baseline"])
    use = indicator_of(node, after["indicator"], fields) or _used(by, node, after["indicator"], fields)
    _set(by, use, after["period"], Decimal(after["value"]), place, {}, "")


def _refuse_bound(node: Node) -> None:
    if node.plan.state == PlanState.CLOSED:
        raise Refused("The plan is closed; nothing is changed in it.", field=None)
    if amended_only(node):
        raise Refused("The plan is adopted; propose an amendment.", field=None)


def _refuse_period(period: str) -> None:
    if not _PERIOD.fullmatch(period):
        raise Refused("Write a period as 2026 or 2026-Q3.", field="period")


def _refuse_unnamed(indicator: str, fields: Mapping[str, Any]) -> None:
    if indicator and indicator not in INDICATORS:
        raise Refused("The figures registry has no such indicator.", field="indicator")
    is_named = _name(fields) and (fields.get("definition_km") or fields.get("definition_en"))
    if not indicator and not is_named:
        raise Refused("What is counted by hand needs a name, and what is counted over what.", field="name_km")


def _name(fields: Mapping[str, Any]) -> str:
    return fields.get("name_en") or fields.get("name_km") or ""


def indicator_of(node: Node, indicator: str, fields: Mapping[str, Any]) -> IndicatorUse | None:
    """The indicator that the node has already: by its code, or by the names that are given."""
    if indicator:
        return node.indicators.filter(indicator=indicator).first()
    names = {name: fields[name] for name in ("name_km", "name_en") if fields.get(name)}
    return node.indicators.filter(indicator="", **names).first() if names else None


def _used(by: Officer, node: Node, indicator: str, fields: Mapping[str, Any]) -> IndicatorUse:
    _refuse_unnamed(indicator, fields)
    given = dict(fields)
    if indicator:
        given["definition_version"] = INDICATORS[indicator].version
    use = IndicatorUse.objects.create(node=node, indicator=indicator, **given)
    record_deed(by=by, action="use_indicator", record=node, change={"use": use, "indicator": indicator})
    return use


def _set(
    by: Officer,
    use: IndicatorUse,
    period: str,
    value: Decimal,
    place: Place | None,
    parts: dict[Place, Decimal],
    parts_reason: str,
) -> Target:
    _refuse_period(period)
    shares = {part.code: amount for part, amount in parts.items()}
    if fault := parts_fault(value, shares, use.across_places, parts_reason):
        raise Refused(fault, field="parts_reason")
    target, _ = Target.objects.update_or_create(
        use=use, period=period, place=place, defaults={"value": value, "parts_reason": parts_reason}
    )
    for part, amount in parts.items():
        Target.objects.update_or_create(use=use, period=period, place=part, defaults={"value": amount})
    change = {"indicator": use.indicator or use.name_en, "period": period, "value": value, "place": place}
    record_deed(by=by, action="set_target", record=use.node, change=change)
    return target
