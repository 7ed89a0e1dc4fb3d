"""The rows of a noisy table: every category that there could be, whoever is on record.

Noise covers how many persons stand in a row, not that the row is there: were only rows shown into which somebody falls, a rare
citizenship would tell of one person at least. So the rows are laid down beforehand, as differential privacy asks (Dwork and Roth
2014, chapter 3), and countries that are not told apart stand together.
"""

from collections import Counter
from collections.abc import Mapping

from sarana.base.places.queries import provinces
from sarana.measure.figures.queries import PLACE_UNKNOWN, PROVINCE, QUARTER
from sarana.publish.releases.models import ReleaseTable
from sarana.publish.releases.shown import NOISE
from sarana.science.disclosure import Key
from sarana.science.indicators import BREAKDOWNS

# Stands in the manifest; other rows get another name, and these stay for what went out with them.
LAID_DOWN = "laid-down-1"
# Those of the routes through the region, as in records of nobody (``science/indicators/ctdc.py``); ISO 3166-1 alpha-2.
COUNTRIES = ("KH", "VN", "TH", "CN", "ID", "MY", "PH", "MM", "LA", "BD", "IN", "PK", "NP", "LK", "TW", "KR", "JP", "UG", "KE", "ET")  # fmt: skip
ELSEWHERE = "elsewhere"
ELSEWHERE_WORDS = {"km": "ប្រទេសផ្សេងទៀត", "en": "Other countries"}


def laid_down(dimension: str, year: int) -> tuple[str, ...]:
    """The categories of a dimension in a year, told without a look at any record."""
    if dimension == PROVINCE:
        return (*sorted(provinces()), PLACE_UNKNOWN)
    if dimension == QUARTER:
        return tuple(f"{year}-Q{quarter}" for quarter in (1, 2, 3, 4))
    breakdown = BREAKDOWNS[dimension]
    if breakdown.code_list:
        return (*COUNTRIES, ELSEWHERE, "multiple", "unknown")
    return tuple(code for code, _en, _km in breakdown.labels)


def under_laid_down(counts: Mapping[Key, int], categories: tuple[tuple[str, ...], ...]) -> dict[Key, int]:
    """The counts under these categories; what is not told apart stands with the other countries.

    Raises:
        ValueError: a category that the figure's definition does not know.
    """
    found: Counter[Key] = Counter()
    for key, count in counts.items():
        told = tuple(
            part if part in known else ELSEWHERE for part, known in zip(key, categories, strict=True)
        )
        if any(part not in known for part, known in zip(told, categories, strict=True)):
            raise ValueError(f"{', '.join(key)} has a category that the figure's definition does not know.")
        found[told] += count
    return dict(found)


def has_laid_down_rows(table: ReleaseTable) -> bool:
    """Whether a noisy table has its rows laid down: all but those that were drawn before there was such a rule."""
    drawn = table.content and table.content["protection"]["kind"] == NOISE
    return not drawn or table.content["protection"].get("rows") == LAID_DOWN
