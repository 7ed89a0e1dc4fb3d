"""Figures as they may leave the house: small counts are hidden here, once, for papers, pages and files alike."""

from collections.abc import Iterable, Mapping

from sarana.base.places.queries import province_name
from sarana.base.vocabulary.queries import label
from sarana.measure.figures.queries import COUNTRY, Figure
from sarana.science.disclosure import THRESHOLD, protect_parts
from sarana.science.indicators import INDICATORS, INHABITANTS, RATE_PER, Breakdown, Statistic


class Parts(dict[str, int]):
    """Counts of a total's parts; ``secret`` are those that tell of few beside the figure that contains this one."""

    secret: frozenset[str] = frozenset()


def _parts(figures: Iterable[tuple[str, Figure]]) -> Parts:
    told = list(figures)
    found = Parts({part: int(figure.value or 0) for part, figure in told})
    found.secret = frozenset(part for part, figure in told if figure.gives_way)
    return found


def publishable_value(figure: Figure | None) -> float | None:
    """The value as it may be published; None where it is hidden or nothing can be said."""
    if figure is None or figure.value is None:
        return None
    if figure.gives_way:
        return None
    one = INDICATORS[figure.indicator]
    if one.statistic is Statistic.MEDIAN or not one.facts:
        return figure.value
    # A rate tells its numerator to whoever knows the inhabitants.
    counted = figure.value * INHABITANTS / RATE_PER if one.statistic is Statistic.RATE else figure.value
    return None if 0 < round(counted) < THRESHOLD else figure.value


def publishable_parts(total: Figure | None, parts: Mapping[str, int]) -> dict[str, int | None]:
    """The parts of a total as they may be published, None where hidden; no part at all when the total is hidden."""
    if publishable_value(total) is None:
        return {}
    return protect_parts(parts, secret=parts.secret if isinstance(parts, Parts) else ())


def national_total(figures: Iterable[Figure]) -> Figure | None:
    """The one that is neither of a province nor of a breakdown."""
    return next((figure for figure in figures if figure.place == COUNTRY and not figure.breakdown), None)


def province_parts(one: str, figures: Iterable[Figure]) -> dict[str, int]:
    """An indicator's counts by province; none for a median or a rate, since a median of few is a fact about few."""
    if INDICATORS[one].statistic not in {Statistic.COUNT, Statistic.SUM}:
        return {}
    return _parts(
        (figure.place, figure) for figure in figures if figure.place != COUNTRY and figure.value is not None
    )


def breakdown_parts(breakdown: str, figures: Iterable[Figure]) -> dict[str, int]:
    """An indicator's counts by the values of a breakdown."""
    return _parts(
        (figure.breakdown[breakdown], figure) for figure in figures if breakdown in figure.breakdown
    )


def silent_provinces(heard: Iterable[Figure], language: str) -> list[str]:
    """Names of the provinces from which no unit sent all its returns, from the figures of ``units_heard``."""
    return [
        province_name(figure.place, language)
        for figure in heard
        if figure.place != COUNTRY and not figure.units_reporting
    ]


def value_label(breakdown: Breakdown, value: str, language: str) -> str:
    """A breakdown value's name."""
    for code, en, km in breakdown.labels:
        if code == value:
            return km if language == "km" else en
    if value in {"unknown", "multiple"}:
        return {"unknown": ("Unknown", "មិនស្គាល់"), "multiple": ("Several", "ច្រើន")}[value][language == "km"]
    return label(breakdown.code_list, value, language) if breakdown.code_list else value
