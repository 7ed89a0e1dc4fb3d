"""The sums of what was accepted, line by line; nothing that waits is ever in a total."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import F, Q, Sum

from sarana.register.reporting.enums import SheetState
from sarana.register.reporting.models import PeriodReport, SheetValue, Template, TemplateLine
from sarana.register.reporting.queries.asked import lines_asked


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


def values_by_place(line: TemplateLine) -> dict[tuple[str, str], Decimal]:
    """Accepted values by (province, period), for tables of an indicator over time."""
    found = (
        SheetValue.objects.filter(line=line, sheet__state=SheetState.ACCEPTED)
        .order_by()
        .values_list("sheet__slot__unit__place", "sheet__slot__period")
        .annotate(whole=Sum(F("value")))
    )
    return {(place or "", period): whole for place, period, whole in found if whole is not None}
