"""One count told for a year, its halves and its quarters: what subtraction gives of the ones that are not told."""

from collections.abc import Sequence
from decimal import Decimal

from sarana.science.disclosure.suppression import THRESHOLD


def sums_of(year: str) -> list[tuple[str, tuple[str, ...]]]:
    """Every way in which a period of the year is the sum of others: (period, its parts); ``2026``, ``2026-H1``, ``2026-Q3``."""
    first, second = f"{year}-H1", f"{year}-H2"
    q1, q2, q3, q4 = (f"{year}-Q{n}" for n in range(1, 5))
    return [
        (first, (q1, q2)),
        (second, (q3, q4)),
        (year, (first, second)),
        (year, (first, q3, q4)),
        (year, (q1, q2, second)),
        (year, (q1, q2, q3, q4)),
    ]


def gives_away(whole: Decimal, told: Sequence[Decimal], *, hidden: int, untold: int) -> bool:
    """Whether a period's count and the counts told of its parts give a small count away.

    Args:
        whole: the count of the period.
        told: the counts of those of its parts that are told.
        hidden: how many of its parts are told to be small.
        untold: of how many nothing is told, yet or ever.

    A difference below the threshold is a small count, whoever it is about: the parts that are left, or the persons of a unit
    that stands in one of two lists only. Of several hidden parts each must still be able to be every small count.
    """
    rest = whole - sum(told)
    if not hidden and not untold:
        return 0 < abs(rest) < THRESHOLD
    if 0 < rest < THRESHOLD:
        return True
    if untold or hidden == 1 or rest <= 0:
        return False
    others, most = hidden - 1, THRESHOLD - 1
    return rest - others * most > 1 or rest - others < most
