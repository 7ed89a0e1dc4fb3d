"""What is drawn of a set of estimates: the intervals, the models against BIC, the posterior densities, the overlaps."""

import numpy as np

from sarana.publish.charts.clouds import density_chart, overlap_chart, point_chart
from sarana.publish.charts.spans import span_chart
from sarana.science.estimation import CaptureTable, Estimates
from sarana.science.estimation.words import METHODS, Words

# Below this a count of an overlap may point to a person; larger ones are rounded to a multiple of it.
_FEWEST = 5
_MOST_OVERLAPS = 24
# Models further than this from the best in BIC would only press the others together.
_FARTHEST_BIC = 30.0
_MOST_POINTS = 1_500

_TITLES = {
    "intervals": Words("ចម្លើយនៃវិធីសាស្ត្រទាំងអស់", "The answers of all methods"),
    "models": Words("ការប៉ាន់ស្មាននៃគំរូនីមួយៗ និង BIC", "Each model's estimate and its BIC"),
    "densities": Words("របាយប្រូបាប", "Posterior densities"),
    "overlaps": Words("ការត្រួតគ្នានៃបញ្ជី", "How the lists overlap"),
    "all": Words("ករណីសរុប", "all cases, seen and hidden"),
}


def drawings_of(found: Estimates, *, language: str) -> dict[str, str]:
    """SVG by name; what the estimates have nothing for is left out."""
    told = {key: words.in_language(language) for key, words in _TITLES.items()}
    drawn = {"overlaps": overlaps_drawn(found.table, language=language)}
    if found.estimates:
        spans = [
            (METHODS[one.method].in_language(language), one.lower, one.estimate, one.upper)
            for one in found.estimates
        ]
        drawn["intervals"] = span_chart(told["intervals"], spans, language=language, across=told["all"])
    if found.models is not None:
        points = _model_points(found)
        drawn["models"] = point_chart(
            told["models"], points, language=language, across=told["all"], upwards="BIC", chosen=0
        )
    if found.densities:
        curves = [
            (METHODS[method].in_language(language), points) for method, points in found.densities.items()
        ]
        drawn["densities"] = density_chart(told["densities"], curves, language=language, across=told["all"])
    return drawn


def overlaps_drawn(table: CaptureTable, *, language: str) -> str:
    """The overlaps of the lists as an UpSet drawing, rounded and with small counts hidden."""
    title = _TITLES["overlaps"].in_language(language)
    return overlap_chart(title, table.lists, told_overlaps(table), language=language)


def told_overlaps(table: CaptureTable) -> list[tuple[frozenset[str], int | None]]:
    """The combinations of lists with the most cases, rounded, and None where the cases are too few to be told."""
    told = [
        (None if count < _FEWEST else _FEWEST * round(count / _FEWEST), pattern)
        for pattern, count in enumerate(table.counts)
        if count
    ]
    # By what is told and not by the count: the order would tell what the rounding hides.
    told.sort(key=lambda one: (-(one[0] or 0), one[1]))
    return [
        (frozenset(name for bit, name in enumerate(table.lists) if pattern >> bit & 1), count)
        for count, pattern in told[:_MOST_OVERLAPS]
    ]


def _model_points(found: Estimates) -> list[tuple[float, float]]:
    """The models near the best, the best first."""
    models = found.models
    if models is None:
        return []
    order = np.argsort(np.where(np.isnan(models.bics), np.inf, models.bics), kind="stable")[:_MOST_POINTS]
    best = models.bics[order[0]]
    return [
        (float(models.estimates[at]), float(models.bics[at]))
        for at in order
        if models.bics[at] <= best + _FARTHEST_BIC
    ]
