"""Which figures give way beside others that count everybody in them; marked where figures are computed, hidden where they are shown."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sarana.measure.figures.queries.coverage import COUNTRY
from sarana.science.disclosure import (
    parts_that_give_way,
    protect_parts,
    total_gives_way,
    whole_of_some_gives_way,
)
from sarana.science.indicators import INDICATORS, Statistic

if TYPE_CHECKING:
    from sarana.measure.figures.queries.figures import Figure

PROVINCE = "province"
# Dimension and category of a figure; the total has neither.
type _Place = tuple[str, str]
_TOTAL: _Place = ("", "")


def beside_each_other(found: Sequence["Figure"]) -> list["Figure"]:
    """The same figures, those marked that would tell of few beside the one that contains them."""
    kept: dict[tuple[str, int], dict[_Place, int]] = defaultdict(dict)
    for figure in found:
        if INDICATORS[figure.indicator].statistic in {Statistic.COUNT, Statistic.SUM}:
            kept[figure.indicator, figure.period.year][_place(figure)] = int(figure.value or 0)
    marked = {
        (code, year): _marked(code, counts, kept[whole, year])
        for (code, year), counts in list(kept.items())
        if (whole := INDICATORS[code].part_of) and (whole, year) in kept
    }
    return [
        replace(figure, gives_way=True)
        if _place(figure) in marked.get((figure.indicator, figure.period.year), ())
        else figure
        for figure in found
    ]


def _place(figure: "Figure") -> _Place:
    if figure.breakdown:
        return next(iter(figure.breakdown.items()))
    return _TOTAL if figure.place == COUNTRY else (PROVINCE, figure.place)


def _marked(code: str, part: Mapping[_Place, int], whole: Mapping[_Place, int]) -> set[_Place]:
    """The places of a figure that give way; all of them where its total does."""
    dimension, without = INDICATORS[code].all_but
    mine, others = _by_dimension(part), _by_dimension(whole)
    if total_gives_way(part.get(_TOTAL, 0), whole.get(_TOTAL, 0)):
        return set(part)
    if dimension in others:
        told = others[dimension]
        if whole_of_some_gives_way(protect_parts(told), told, without):
            return set(part)
    return {
        (by, category)
        for by, counts in mine.items()
        if by in others
        for category in parts_that_give_way(counts, others[by], all_but=without if by == dimension else None)
    }


def _by_dimension(counts: Mapping[_Place, int]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for (by, category), count in counts.items():
        if by:
            found[by][category] = count
    return found
