"""How often a method was right, as people found when they reviewed its rows."""

from __future__ import annotations

from math import sqrt

_Z = 1.959964  # two-sided 95 %


def wilson_interval(right: int, seen: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927); fair for few rows and near 0 and 1, where the usual one is not.

    Raises:
        ValueError: nothing was seen, or more was right than seen.
    """
    if not 0 <= right <= seen or not seen:
        raise ValueError(f"{right} of {seen} is no share")
    share = right / seen
    scale = 1 + _Z**2 / seen
    middle = share + _Z**2 / (2 * seen)
    half = _Z * sqrt(share * (1 - share) / seen + _Z**2 / (4 * seen**2))
    # At the ends both terms are equal; rounding may leave a little that would shut the share itself out.
    low = max(0.0, (middle - half) / scale) if right else 0.0
    high = min(1.0, (middle + half) / scale) if right < seen else 1.0
    return low, high
