"""What units reported of a measure over time, of the country or of one province, drawn beside its targets."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sarana.base.accounts.models import Officer
from sarana.base.places.queries import province_name, provinces
from sarana.publish.charts import line_chart
from sarana.register.plans.models import Node, Target
from sarana.register.reporting.models import TemplateLine
from sarana.register.reporting.queries import lines_of_node, values_by_place
from sarana.register.reporting.rules import may_read_place, shown_to_public
from sarana.web.components import Column
from sarana.web.views.drawing import drawn, language
from sarana.web.views.figure_numbers import sees_small_counts

# So many periods fit beside each other on a phone.
_PERIODS = 4
_CHARTS = 4


@dataclass(frozen=True)
class Drawing:
    """One indicator over time: the chart, and the same numbers as a table."""

    title: str
    chart: SafeString | str
    rows: list[dict[str, object]]
    columns: list[Column]


@dataclass(frozen=True)
class ValuesPart:
    """The drawings of a measure, and of which provinces the officer may see them."""

    drawings: list[Drawing] = field(default_factory=list)
    places: list[dict[str, object]] = field(default_factory=list)
    place: str = ""


def values_part(officer: Officer, node: Node, asked: str) -> ValuesPart:
    """What was accepted of each indicator that units are asked for, period by period."""
    lines = list(lines_of_node(node)[:_CHARTS])
    if not lines:
        return ValuesPart()
    units = [unit for line in lines for unit in line.template.units.all()]
    readable = [code for code in sorted(provinces()) if may_read_place(officer, code, units)]
    place = asked if asked in readable else ""
    aims = _aims(lines, place)
    return ValuesPart(
        drawings=[one for line in lines if (one := _drawing(officer, line, place, aims[line.use_id]))],
        places=[{"code": code, "name": province_name(code), "is_chosen": code == place} for code in readable],
        place=place,
    )


def _aims(lines: list[TemplateLine], place: str) -> dict[UUID, dict[str, Decimal]]:
    found: dict[UUID, dict[str, Decimal]] = defaultdict(dict)
    targets = Target.objects.filter(use__in=[line.use_id for line in lines], place=place or None)
    for use, period, value in targets.values_list("use", "period", "value"):
        found[use][period] = value
    return found


def _drawing(officer: Officer, line: TemplateLine, place: str, aims: dict[str, Decimal]) -> Drawing | None:
    values: dict[str, Decimal] = defaultdict(Decimal)
    for (at, period), value in values_by_place(line).items():
        if at == place or not place:
            values[period] += value
    # Whoever reads the unit's own sheet reads its numbers there; the sum of a country hides what is small.
    hides = line.of_persons and not place and not sees_small_counts(officer)
    shown = {period: shown_to_public(value, of_persons=hides) for period, value in values.items()}
    reported = max(values, default="")
    periods = sorted({*values, *(period for period in aims if _alike(period, line) and period <= reported)})[
        -_PERIODS:
    ]
    if not values:
        return None
    of = province_name(place) if place else _("Whole country")
    title = f"{line.use.name} – {of}"
    points = [(period, _number(shown.get(period))) for period in periods]
    svg = line_chart(
        title,
        points,
        language=language(),
        narrow=True,
        aims=[_number(aims.get(period)) for period in periods],
    )
    return Drawing(
        title,
        drawn(svg),
        [
            _row(period, values.get(period), shown.get(period), aims.get(period))
            for period in reversed(periods)
        ],
        [
            Column(key="period", label=_("Period")),
            Column(key="value", label=_("Accepted"), kind="number"),
            Column(key="aim", label=_("Target"), kind="number"),
            Column(key="share", label=_("Of the target"), kind="percent"),
        ],
    )


def _alike(period: str, line: TemplateLine) -> bool:
    """Whether a target is of the kind of period in which the template asks."""
    return ("-Q" in period) == (line.template.every == "quarter")


def _row(period: str, value: Decimal | None, shown: Decimal | None, aim: Decimal | None) -> dict[str, object]:
    return {
        "period": period,
        "value": _number(shown) if shown is not None else (_("fewer than 5") if value is not None else None),
        "aim": _number(aim),
        "share": float(round(100 * shown / aim)) if shown is not None and aim else None,
    }


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
