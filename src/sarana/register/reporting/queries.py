"""Who owes what, what came, and the sums of what was accepted: nothing that waits is ever in a total."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import F, Max, Prefetch, Q, QuerySet, Sum

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Agency, Officer
from sarana.base.accounts.queries import agencies_owing_returns
from sarana.base.accounts.rules import has_power
from sarana.base.once import composed_once, portions
from sarana.register.meetings.enums import BodyKind
from sarana.register.meetings.models import Body
from sarana.register.plans.models import Node, PlanVersion
from sarana.register.plans.rules import Difference, differences
from sarana.register.reporting.enums import REPORTED, Chase, Punctuality, ReportState, SheetState, StepKind
from sarana.register.reporting.models import (
    PeriodReport,
    PublishedPlan,
    Rating,
    SheetStep,
    SheetValue,
    Slot,
    Template,
    TemplateLine,
)
from sarana.register.reporting.rules import (
    Rates,
    SlotFacts,
    chase,
    counts_as_in,
    days_of_period,
    punctuality,
    rates,
)

_ON_AGENDA = (Chase.AGENDA, Chase.NAMED)


def slots() -> QuerySet[Slot]:
    """Every slot with its unit, its sheet and how long it was excused; who reported is for everybody at work."""
    return Slot.objects.select_related("template", "unit__place", "sheet").annotate(
        excused_until=Max("exceptions__until")
    )


def slots_of(officer: Officer, day: date) -> QuerySet[Slot]:
    """What the officer's agency owes now, the most urgent first."""
    return _owed(officer, day)


def _owed(officer: Officer, day: date) -> QuerySet[Slot]:
    return (
        slots()
        .filter(unit=officer.agency_id, opens_on__lte=day, template__closed_on=None)
        .exclude(sheet__state__in=REPORTED)
        .order_by("due_on")
    )


@composed_once
def slots_owed(officer: Officer, *, day: date) -> QuerySet[Slot]:
    """``slots_of`` on a day, for the officer's own page."""
    return _owed(officer, day)


def slots_that_wait_for(officer: Officer) -> list[Slot]:
    """Sheets that the officer may clear or accept; not those that he entered or cleared himself."""
    found = _slots_to_look_at(officer)
    own = {
        slot
        for some in portions(slot.pk for slot in found)
        for (slot,) in _steps_done(by=officer.pk, slots=some)
    }
    return [slot for slot in found if slot.pk not in own]


@composed_once
def _slots_to_look_at(officer: Officer) -> QuerySet[Slot]:
    asked = Q(sheet__state=SheetState.ENTERED, unit__path__startswith=officer.agency.path) & ~Q(
        sheet__entered_by=officer.pk
    )
    if has_power(officer, Power.EDIT_PLAN):
        # Who is above a unit clears for it only where it has no second officer; what he cleared another accepts.
        asked = Q(sheet__state=SheetState.CLEARED)
    return slots().filter(asked).order_by("due_on", "unit__path")


@composed_once
def _steps_done(*, by: int, slots: tuple[UUID, ...]) -> QuerySet[SheetStep, tuple[UUID]]:
    done = SheetStep.objects.filter(sheet__slot__in=slots, done_by=by)
    return done.filter(kind__in=(StepKind.ENTER, StepKind.CLEAR)).values_list("sheet__slot")


def facts_of(slot: Slot) -> SlotFacts:
    """The days of a slot of ``slots()``."""
    sheet = getattr(slot, "sheet", None)
    return SlotFacts(
        slot.opens_on,
        slot.due_on,
        slot.timely_until,
        slot.locks_on,
        excused_until=getattr(slot, "excused_until", None),
        cleared_on=sheet.cleared_on if sheet else None,
        is_in=sheet is not None and counts_as_in(sheet.state),
    )


@dataclass(frozen=True, slots=True)
class UnitLine:
    """How one unit stands in a period."""

    slot: Slot
    state: str
    punctuality: Punctuality
    chase: Chase | None


def unit_lines(template: Template, period: str, day: date) -> list[UnitLine]:
    """How each unit stands, in the units' order."""
    found = slots().filter(template=template, period=period).order_by("unit__path")
    lines = []
    for slot in found:
        facts, sheet = facts_of(slot), getattr(slot, "sheet", None)
        lines.append(UnitLine(slot, sheet.state if sheet else "", punctuality(facts, day), chase(facts, day)))
    return lines


def rates_of(template: Template, period: str, day: date) -> Rates:
    """How many of those that owed came, and in time."""
    return rates((facts_of(slot) for slot in slots().filter(template=template, period=period)), day)


def rates_by_unit(template: Template, day: date) -> dict[int, tuple[str, Rates]]:
    """Name and rates of each unit over all periods."""
    by_unit: dict[int, list[Slot]] = defaultdict(list)
    for slot in slots().filter(template=template).order_by("unit__path"):
        by_unit[slot.unit_id].append(slot)
    return {
        unit: (found[0].unit.name, rates((facts_of(slot) for slot in found), day))
        for unit, found in by_unit.items()
    }


def lines_asked(template: Template, period: str) -> QuerySet[TemplateLine]:
    """What units are asked for in a period, in order."""
    first, last = days_of_period(period)
    since = Q(asked_from=None) | Q(asked_from__lte=first)
    until = Q(asked_until=None) | Q(asked_until__gte=last)
    return template.lines.filter(since, until).select_related("use__node")


@dataclass(slots=True)
class Total:
    """What the accepted sheets of a period make together, and what waits beside it, marked as such."""

    line: TemplateLine
    accepted: Decimal | None = None
    units: int = 0
    parts: dict[str, Decimal] = field(default_factory=dict)
    waiting: int = 0
    reasons: list[str] = field(default_factory=list)


def told_of_year(period: str, line: TemplateLine) -> list[tuple[str, dict[str, Any]]]:
    """What the reports of the year's other periods say of a line's indicator, whoever asked for it: (period, the line there).

    Reports that were replaced are among them, for whoever kept them still has them.
    """
    use = line.use
    same = Q(use=use) | (Q(use__indicator=use.indicator) if use.indicator else Q())
    keys = {str(key) for key in TemplateLine.objects.filter(same).values_list("pk", flat=True)}
    reports = PeriodReport.objects.filter(period__startswith=period[:4]).exclude(period=period)
    return [
        (report.period, told)
        for report in reports
        for told in report.content["values"]
        if told["line"] in keys
    ]


def totals(template: Template, period: str, first: int | None = None) -> list[Total]:
    """The sums of accepted values, line by line; sheets that were cleared and wait are counted, never added.

    With ``first`` of the first so many lines only, for a page that shows no more.
    """
    found = {line.pk: Total(line) for line in lines_asked(template, period)[:first]}
    values = SheetValue.objects.filter(sheet__slot__template=template, sheet__slot__period=period)
    if first is not None:
        values = values.filter(line__in=list(found))
    summed = (
        values.filter(sheet__state=SheetState.ACCEPTED)
        .order_by()
        .values("line")
        .annotate(whole=Sum("value"), units=Sum(1, filter=Q(value__isnull=False)))
    )
    for row in summed:
        total = found[row["line"]]
        total.accepted, total.units = row["whole"], row["units"] or 0
    split = values.filter(sheet__state=SheetState.ACCEPTED).exclude(parts={}).values_list("line", "parts")
    for line, parts in split:
        for name, amount in parts.items():
            found[line].parts[name] = found[line].parts.get(name, Decimal(0)) + Decimal(amount)
    for line, unit, reason in (
        values.filter(sheet__state=SheetState.ACCEPTED)
        .exclude(incomplete_reason="")
        .values_list("line", "sheet__slot__unit__code", "incomplete_reason")
    ):
        found[line].reasons.append(f"{unit}: {reason}")
    waiting = values.filter(sheet__state=SheetState.CLEARED).order_by().values_list("line")
    for line, count in waiting.annotate(n=Sum(1)):
        found[line].waiting = count
    return list(found.values())


def lines_of_node(node: Node) -> QuerySet[TemplateLine]:
    """The lines by which units are asked for indicators of a node, with their templates' units."""
    return (
        TemplateLine.objects.filter(use__node=node)
        .select_related("use", "template")
        .prefetch_related("template__units")
        .order_by("template", "order")
    )


def values_by_place(line: TemplateLine) -> dict[tuple[str, str], Decimal]:
    """Accepted values by (province, period), for tables of an indicator over time."""
    found = (
        SheetValue.objects.filter(line=line, sheet__state=SheetState.ACCEPTED)
        .order_by()
        .values_list("sheet__slot__unit__place", "sheet__slot__period")
        .annotate(whole=Sum(F("value")))
    )
    return {(place or "", period): whole for place, period, whole in found if whole is not None}


def late_for_agenda(body: Body, day: date) -> list[Slot]:
    """Slots whose units stand on the body's agenda by name on a day: two weeks overdue and more, not in.

    The national committee hears of every unit; other bodies of their own agency's, and of what they look after.
    """
    asked = slots().filter(due_on__lt=day, template__closed_on=None).exclude(sheet__state__in=REPORTED)
    if body.kind != BodyKind.NATIONAL_COMMITTEE:
        mine = Q(unit=body.agency_id)
        for plan, path in body.nodes.values_list("plan", "path"):
            mine |= Q(template__lines__use__node__plan=plan) & (
                Q(template__lines__use__node__path=path)
                | Q(template__lines__use__node__path__startswith=f"{path}.")
            )
        asked = asked.filter(
            pk__in=Slot.objects.filter(mine)
            .exclude(sheet__state__in=REPORTED)
            .filter(due_on__lt=day)
            .values("pk")
        )
    found = asked.order_by("-due_on", "unit__path")
    return [slot for slot in found if chase(facts_of(slot), day) in _ON_AGENDA]


def reports_published() -> QuerySet[PeriodReport]:
    """What the public may read: published reports, and those that a corrected one replaced."""
    return (
        PeriodReport.objects.exclude(state=ReportState.SIGNED)
        .select_related("template__plan", "signed_by", "published_by")
        .prefetch_related("errata__line__use")
    )


def latest_ratings(nodes: Iterable[Node]) -> dict[tuple[object, str], Rating]:
    """The last rating of each node by each rater."""
    found: dict[tuple[object, str], Rating] = {}
    for rating in Rating.objects.filter(node__in=nodes).select_related("rated_by__agency"):
        found.setdefault((rating.node_id, rating.rater), rating)
    return found


def templates() -> QuerySet[Template]:
    """The templates in use, with their lines."""
    lines = Prefetch("lines", TemplateLine.objects.select_related("use__node"))
    return Template.objects.filter(closed_on=None).select_related("plan").prefetch_related(lines)


def units_askable(template: Template) -> QuerySet[Agency]:
    """Whoever a template can ask: agencies that owe returns, lead something in its plan, or are asked already."""
    leads = Node.objects.filter(plan=template.plan_id, proposed_in=None, dropped_on=None).values(
        "lead_agency"
    )
    owing = agencies_owing_returns().order_by().values("pk")
    asked = Q(pk__in=owing) | Q(pk__in=leads) | Q(pk__in=template.units.order_by().values("pk"))
    return Agency.objects.filter(asked, closed_on=None).order_by("path")


def plans_published() -> QuerySet[PublishedPlan]:
    """The published versions of plans, the latest first."""
    return PublishedPlan.objects.select_related("plan_version__plan", "published_by")


def agencies_of(version: PlanVersion) -> QuerySet[Agency]:
    """The agencies that lead or help with something in the plan: each is asked to say that it has read it."""
    nodes = Node.objects.filter(plan=version.plan_id, proposed_in=None, dropped_on=None)
    asked = Q(pk__in=nodes.values("lead_agency")) | Q(pk__in=nodes.values("partners"))
    return Agency.objects.filter(asked, closed_on=None)


def changes_since_published(version: PlanVersion) -> list[Difference]:
    """What a version changed against the version that was published before it."""
    before = (
        PlanVersion.objects.filter(plan=version.plan_id, number__lt=version.number, published__isnull=False)
        .order_by("-number")
        .first()
    )
    return differences(before.content, version.content) if before else []
