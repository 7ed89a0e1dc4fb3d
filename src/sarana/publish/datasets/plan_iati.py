"""A plan's results as an IATI 2.03 activity file: each measure an activity, each target a period with what was counted.

Standard: IATI activity standard 2.03, element ``result``. Only figures of the registry have an ``actual``: inside the house from
the latest snapshot with small counts hidden, for everybody as a release shows it. What nobody has counted is left out.
"""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree as ET

from django.utils import timezone

from sarana.base.accounts.models import Agency
from sarana.measure.figures.models import Snapshot
from sarana.measure.figures.queries import figures_on_record, latest_snapshot
from sarana.publish.protected import national_total, publishable_value
from sarana.register.plans.enums import Counted, Direction, NodeKind, PlanState
from sarana.register.plans.models import IndicatorUse, Node, Plan, PlanVersion, Target
from sarana.register.plans.queries import nodes_in
from sarana.science.indicators import INDICATORS, Statistic

# Code lists of the standard: OrganisationType 10 (government), OrganisationRole 4 (implementing), ActivityDateType 1 and 3
# (planned start and end), ResultType, ActivityStatus, IndicatorMeasure 1 (unit).
_GOVERNMENT, _IMPLEMENTING = "10", "4"
_PLANNED_START, _PLANNED_END = "1", "3"
_UNIT = "1"
_RESULTS = {
    Counted.ACTIVITY: "1",
    Counted.OUTPUT: "1",
    Counted.OUTCOME: "2",
    Counted.PREVALENCE: "3",
}
_STATUS = {PlanState.DRAFT: "1", PlanState.ADOPTED: "2", PlanState.REVIEW: "2", PlanState.CLOSED: "4"}
# (node, indicator, period, place) -> value, as a version froze it.
type Released = Mapping[tuple[str, int], float]
type _Promised = dict[tuple[str, str, str, str], str]
_DAY = timedelta(days=1)
_USES = "indicators__targets__place"
_QUARTER_AT = 4
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def plan_iati(plan: Plan, organisation: str = "XM-SARANA") -> bytes:
    """The file of a plan as it stands now, UTF-8.

    Args:
        plan: whose measures are told.
        organisation: the identifier under which the publisher is registered with IATI; every activity begins with it.
    """
    counted = _counted(latest_snapshot())
    nodes = nodes_in(plan, kind=NodeKind.MEASURE).prefetch_related(_USES)
    return _file(nodes, organisation, None, counted)


def published_iati(
    version: PlanVersion, counted: Released, generated: str, organisation: str = "XM-SARANA"
) -> bytes:
    """The file of a version that was adopted: its measures, words, days and targets, whatever the plan says by now.

    Args:
        version: what was frozen.
        counted: figures by indicator and year as releases show them.
        generated: the moment at which the last of all this came out.
        organisation: as in :func:`plan_iati`.
    """
    frozen = {node["id"]: node for node in version.content["nodes"]}
    leads = {
        one.code: one for one in Agency.objects.filter(code__in={node["lead"] for node in frozen.values()})
    }
    found = list(
        Node.objects.select_related("plan")
        .prefetch_related(_USES)
        .filter(pk__in=frozen, kind=NodeKind.MEASURE)
        .order_by("path")
    )
    for node in found:
        was = frozen[str(node.pk)]
        node.code, node.title_km, node.title_en = was["code"], was["title_km"], was["title_en"]
        # The problem that it answers is no part of what was frozen.
        node.problem_km = node.problem_en = ""
        node.starts_on, node.due_on = _day(was["starts_on"]), _day(was["due_on"])
        node.lead_agency = leads.get(was["lead"])
    promised = {
        (one["node"], one["indicator"], one["period"], one["place"]): one["value"]
        for one in version.content["targets"]
    }
    return _file(found, organisation, promised, counted, generated)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _file(
    nodes: Iterable[Node],
    organisation: str,
    promised: _Promised | None,
    counted: Released,
    generated: str = "",
) -> bytes:
    root = ET.Element("iati-activities", {"version": "2.03", "generated-datetime": generated or _moment()})
    for node in nodes:
        _activity(root, node, organisation, counted, promised)
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _moment() -> str:
    return timezone.now().strftime("%Y-%m-%dT%H:%M:%SZ")


def _counted(snapshot: Snapshot | None) -> dict[tuple[str, int], float]:
    """National totals by indicator and year, without those that are too small to be told."""
    if snapshot is None:
        return {}
    grouped: dict[tuple[str, int], list[Any]] = {}
    for figure in figures_on_record(str(snapshot.pk), "unodc"):
        grouped.setdefault((figure.indicator, figure.period.year), []).append(figure)
    shown = {key: publishable_value(national_total(found)) for key, found in grouped.items()}
    return {key: value for key, value in shown.items() if value is not None}


def _told(above: ET.Element, tag: str, english: str, khmer: str = "") -> ET.Element:
    element = ET.SubElement(above, tag)
    ET.SubElement(element, "narrative", {_LANGUAGE: "en"}).text = english
    if khmer:
        ET.SubElement(element, "narrative", {_LANGUAGE: "km"}).text = khmer
    return element


def _activity(
    root: ET.Element,
    node: Node,
    organisation: str,
    counted: Released,
    promised: _Promised | None,
) -> None:
    """One measure; its elements stand in the order that the schema's sequence asks for."""
    activity = ET.SubElement(root, "iati-activity", {_LANGUAGE: "en", "default-currency": "USD"})
    ET.SubElement(activity, "iati-identifier").text = f"{organisation}-{_known_as(node)}"
    publisher = ET.SubElement(activity, "reporting-org", {"ref": organisation, "type": _GOVERNMENT})
    ET.SubElement(publisher, "narrative").text = "National committee"
    _told(activity, "title", f"{node.code} {node.title_en}", f"{node.code} {node.title_km}")
    _told(activity, "description", node.problem_en or node.title_en, node.problem_km or node.title_km)
    lead = node.lead_agency
    role = {"role": _IMPLEMENTING, "type": _GOVERNMENT}
    party = ET.SubElement(activity, "participating-org", role)
    ET.SubElement(party, "narrative", {_LANGUAGE: "en"}).text = lead.name_en if lead else "–"
    ET.SubElement(activity, "activity-status", {"code": _STATUS[PlanState(node.plan.state)]})
    for kind, day in ((_PLANNED_START, node.starts_on), (_PLANNED_END, node.due_on)):
        if day is not None:
            ET.SubElement(activity, "activity-date", {"type": kind, "iso-date": day.isoformat()})
    for use in node.indicators.all():
        targets = [target for target in use.targets.all() if _holds(target, use, promised)]
        # What no frozen target names was not part of the plan then.
        if targets or promised is None:
            # A baseline is no part of what was frozen either.
            _result(activity, use, targets, counted, with_baseline=promised is None)


def _holds(target: Target, use: IndicatorUse, promised: _Promised | None) -> bool:
    """Whether a target is to be told; with what was frozen, only one that stands there, with the value that it had."""
    if promised is None:
        return True
    key = (str(use.node_id), use.indicator or use.name_en, target.period, target.place_id or "")
    if key in promised:
        target.value = Decimal(promised[key])
    return key in promised


def _known_as(node: Node) -> str:
    """By which a measure is known in every file, whatever its number becomes: no key of the house."""
    return hashlib.sha256(f"iati {node.pk}".encode()).hexdigest()[:16]


def _result(
    activity: ET.Element, use: IndicatorUse, targets: list[Target], counted: Released, *, with_baseline: bool
) -> None:
    one = INDICATORS.get(use.indicator)
    english, khmer = (one.name_en, one.name_km) if one else (use.name_en or use.name_km, use.name_km)
    # A median of places or years is no sum of theirs.
    adds = "0" if one and one.statistic == Statistic.MEDIAN else "1"
    kind = _RESULTS[Counted(use.counts)]
    result = ET.SubElement(activity, "result", {"type": kind, "aggregation-status": adds})
    _told(result, "title", english, khmer)
    rises = "0" if use.direction == Direction.DOWN else "1"
    indicator = ET.SubElement(
        result, "indicator", {"measure": _UNIT, "ascending": rises, "aggregation-status": adds}
    )
    _told(indicator, "title", english, khmer)
    definition = one.definition_en if one else use.definition_en or use.definition_km
    if definition:
        _told(indicator, "description", definition, one.definition_km if one else use.definition_km)
    if with_baseline and use.baseline is not None:
        year = use.baseline_on.year if use.baseline_on else use.node.plan.starts_on.year - 1
        ET.SubElement(indicator, "baseline", {"year": str(year), "value": _number(use.baseline)})
    for target in targets:
        _period(indicator, target, counted)


def _period(indicator: ET.Element, target: Target, counted: Released) -> None:
    first, last = days_of(target.period)
    period = ET.SubElement(indicator, "period")
    ET.SubElement(period, "period-start", {"iso-date": first.isoformat()})
    ET.SubElement(period, "period-end", {"iso-date": last.isoformat()})
    wanted = ET.SubElement(period, "target", {"value": _number(target.value)})
    if target.place is not None:
        ET.SubElement(wanted, "dimension", {"name": "province", "value": target.place.code})
        return
    value = counted.get((target.use.indicator, first.year)) if target.period.isdigit() else None
    if value is not None:
        ET.SubElement(period, "actual", {"value": _number(Decimal(str(value)))})


def days_of(period: str) -> tuple[date, date]:
    """The first and last day of ``2026`` or ``2026-Q3``."""
    year = int(period[:4])
    if len(period) == _QUARTER_AT:
        return date(year, 1, 1), date(year, 12, 31)
    quarter = int(period[-1])
    following = date(year + quarter // 4, quarter % 4 * 3 + 1, 1)
    return date(year, quarter * 3 - 2, 1), following - _DAY


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}"
