"""Tables linked by any sums, shown so that no hidden small count can be told.

Complementary suppression by attack and repair: hide the small counts, attack, hide the cheapest others of the sums through which
the attack got in, and again until it finds nothing. Not an optimum: what it hides is more than a mixed-integer programme would.
"""

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence

from sarana.science.disclosure.attack import Sum, derive

# The smallest threshold that a publication may choose, and the one it gets without a choice.
FLOOR = 5
USUAL = 11


def protect_linked[Key: Hashable](
    counts: Mapping[Key, int],
    sums: Sequence[Sum[Key]],
    *,
    threshold: int = USUAL,
    also_hidden: Collection[Key] = (),
    progress: Callable[[int], None] | None = None,
) -> dict[Key, int | None]:
    """Hide small counts and what would give them back through any of the sums.

    Args:
        counts: counts of 0 or more, totals among them.
        sums: every relation that a stranger can use.
        threshold: the smallest count that may be shown, ``FLOOR`` at least.
        also_hidden: counts that are sensitive for another reason (dominated, full rows): not to be known exactly.
        progress: is told after each attack how many counts can still be told.

    Raises:
        ValueError: for a negative count, a threshold below the floor, or parts that don't make their total.
    """
    _check(counts, sums, threshold)
    hidden = {key for key, count in counts.items() if 0 < count < threshold}
    hidden |= {key for key in also_hidden if counts[key]}
    of_key: dict[Key, list[Sum[Key]]] = {}
    for each in sums:
        for key in (each.total, *each.parts):
            of_key.setdefault(key, []).append(each)
    _close_each_sum(counts, sums, hidden, threshold)
    while True:
        shown = {key: None if key in hidden else count for key, count in counts.items()}
        found = derive(shown, sums, threshold=threshold, secret=also_hidden)
        open_keys = [*(each.key for each in found.small), *found.unclear]
        if progress:
            progress(len(open_keys))
        if not open_keys:
            return shown
        more = {_cheapest(counts, each, hidden) for at in open_keys for each in of_key.get(at, ())} - {None}
        if not more:
            return dict.fromkeys(counts)
        hidden.update(key for key in more if key is not None)
        _close_each_sum(counts, sums, hidden, threshold)


def _close_each_sum[Key: Hashable](
    counts: Mapping[Key, int], sums: Sequence[Sum[Key]], hidden: set[Key], threshold: int
) -> None:
    """Hide more until no sum, taken alone, gives a hidden count away: cheap, and leaves little for the attack."""
    changed = True
    while changed:
        changed = False
        for each in sums:
            while _is_open(counts, each, hidden, threshold):
                more = _cheapest(counts, each, hidden)
                if more is None:
                    break
                hidden.add(more)
                changed = True


def _is_open[Key: Hashable](
    counts: Mapping[Key, int], each: Sum[Key], hidden: set[Key], threshold: int
) -> bool:
    unknown = [counts[key] for key in each.parts if key in hidden]
    if each.total in hidden:
        # All the parts shown give the total; a part can't be told while the total is dark.
        return not unknown
    return bool(unknown) and (len(unknown) == 1 or sum(unknown) - (len(unknown) - 1) < threshold)


def _cheapest[Key: Hashable](counts: Mapping[Key, int], each: Sum[Key], hidden: set[Key]) -> Key | None:
    """The smallest part still shown; the total when there is none."""
    parts = [key for key in each.parts if counts[key] and key not in hidden]
    if parts:
        return min(parts, key=lambda key: counts[key])
    return each.total if each.total not in hidden else None


def _check[Key: Hashable](counts: Mapping[Key, int], sums: Sequence[Sum[Key]], threshold: int) -> None:
    if threshold < FLOOR:
        raise ValueError(f"The threshold is {threshold}; {FLOOR} is the least that protects anybody.")
    if any(count < 0 for count in counts.values()):
        raise ValueError("Counts can't be negative.")
    for each in sums:
        parts = sum(counts[key] for key in each.parts)
        if parts != counts[each.total]:
            raise ValueError(f"The parts of {each.total} make {parts}, not {counts[each.total]}.")
