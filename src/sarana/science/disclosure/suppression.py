from collections.abc import Collection, Mapping

# Counts of 1 to THRESHOLD - 1 are hidden.
THRESHOLD = 5
# What stands in the place of a hidden count.
HIDDEN = None


def protect_parts[Key](
    parts: Mapping[Key, int],
    *,
    threshold: int = THRESHOLD,
    total_is_known: bool = True,
    secret: Collection[Key] = (),
) -> dict[Key, int | None]:
    """Hide small counts among parts that add up to a total, and enough others that subtraction gives nothing back.

    A second part is hidden with the small ones until a stranger who knows the total can't tell that any hidden count is
    below the threshold: what the hidden ones add up to, less one for each other, must reach the threshold. Zeros stay, unless
    nothing is left to hide beside the small ones: then all is hidden, zeros as well. Of a total of 5 in five parts that are
    not zero, each would be known to be 1.

    Args:
        parts: counts of 0 or more by key.
        threshold: the smallest count that may be shown.
        total_is_known: whether the sum of the parts is shown anywhere.
        secret: parts that are hidden however large, since a figure elsewhere would tell of few beside them.

    Returns:
        The same keys in the same order; HIDDEN where the count may not be shown.

    Raises:
        ValueError: for a negative count.
    """
    if any(count < 0 for count in parts.values()):
        raise ValueError("Counts can't be negative.")
    hidden = {key for key, count in parts.items() if 0 < count < threshold or key in secret}
    candidates = sorted(
        (key for key in parts if key not in hidden and parts[key]), key=lambda key: parts[key]
    )
    while hidden and total_is_known and not _is_safe([parts[key] for key in hidden], threshold):
        if not candidates and sum(parts.values()) >= threshold:
            return dict.fromkeys(parts, HIDDEN)
        if not candidates:  # the total itself is too small to be shown
            break
        hidden.add(candidates.pop(0))
    return {key: HIDDEN if key in hidden else count for key, count in parts.items()}


def _is_safe(hidden: list[int], threshold: int) -> bool:
    return len(hidden) > 1 and sum(hidden) - (len(hidden) - 1) >= threshold
