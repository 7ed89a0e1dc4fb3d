"""A published table as a page shows it: laid out in two directions, and drawn."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from sarana.publish.charts import bar_chart
from sarana.publish.releases.freezing import label_of
from sarana.publish.releases.shown import ShownTable
from sarana.web.components import Column
from sarana.web.views.drawing import drawn, language


def count_shown(value: int | None) -> object:
    """The count, or the word that it is hidden."""
    """The count, or that it is hidden."""
    return _("hidden") if value is None else value


def _parts(told: Mapping[str, Any], at: int) -> list[str]:
    """The categories of a dimension that anybody is in, the total last."""
    seen: dict[str, bool] = {}
    for *parts, count in told["rows"]:
        if all(part == "*" for n, part in enumerate(parts) if n != at):
            seen[parts[at]] = count != 0 or parts[at] == "*"
    return [part for part, any_in in seen.items() if any_in]


def laid_out(shown: ShownTable) -> tuple[list[Column], list[dict[str, object]]]:
    """The table in two directions: the first dimension down, the second across, others summed over."""
    told, values = shown.told, shown.table().values
    dimensions = told["dimensions"]
    unit = str(told[f"unit_{language()}"])
    if not dimensions:
        return [Column(key="name", label=_("Total")), Column(key="c0", label=unit, kind="number")], [
            {"name": str(told["year"]), "c0": count_shown(values[()])}
        ]
    across = _parts(told, 1) if len(dimensions) > 1 else [""]
    rest = ("*",) * (len(dimensions) - 2)
    columns = [Column(key="name", label=told["labels"][dimensions[0]][language()])]
    for at, part in enumerate(across):
        label = label_of(told, dimensions[1], part, language()) if part else unit
        columns.append(Column(key=f"c{at}", label=label, kind="number"))
    rows: list[dict[str, object]] = []
    for down in _parts(told, 0):
        row: dict[str, object] = {"name": label_of(told, dimensions[0], down, language())}
        for at, part in enumerate(across):
            row[f"c{at}"] = count_shown(values[(down, part, *rest) if part else (down,)])
        rows.append(row)
    return columns, rows


def chart_of(shown: ShownTable, title: str, *, most: int) -> str:
    """Its first dimension as bars, so many at most; empty when it has none."""
    told, values = shown.told, shown.table().values
    if not told["dimensions"]:
        return ""
    rest = ("*",) * (len(told["dimensions"]) - 1)
    bars = [
        (label_of(told, told["dimensions"][0], part, language()), values[(part, *rest)])
        for part in _parts(told, 0)
        if part != "*"
    ]
    return drawn(bar_chart(title, bars[:most], language=language(), hidden=_("hidden"), narrow=True))
