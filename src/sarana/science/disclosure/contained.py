"""A figure beside another that counts everybody in it: what the two tell together by subtraction.

Of 193 victims identified 190 by the police tells of three others. The figure that is contained gives way: its total, or those of its
parts beside which a small difference would stand. ``audit_contained`` is the attacker who is let at what is left.
"""

from collections.abc import Collection, Mapping

from sarana.science.disclosure.suppression import HIDDEN, THRESHOLD, protect_parts


def total_gives_way(part: int, whole: int, *, threshold: int = THRESHOLD) -> bool:
    """Whether a total beside that of a figure which contains it tells of few: those who are in the one alone.

    Where nobody is in the part, they are all of the whole, which hides itself where it is small.
    """
    return bool(part) and 0 < abs(whole - part) < threshold


def parts_that_give_way[Key](
    part: Mapping[Key, int],
    whole: Mapping[Key, int],
    *,
    threshold: int = THRESHOLD,
    all_but: Collection[Key] | None = None,
) -> set[Key]:
    """Parts of a figure's total that are hidden however large, so that beside the other's parts no small difference is told.

    Args:
        part: counts of the figure that is contained, by what divides both.
        whole: counts of the other, shown as ``protect_parts`` shows them.
        threshold: counts of 1 to one less are never to be known.
        all_but: the categories that the contained figure leaves out, when it holds all others of the whole: then both tell
            the same, and the whole tells it.
    """
    every = set(part) | set(whole)
    if all_but is not None:
        return every
    shown = protect_parts(whole, threshold=threshold)
    # Where nobody is in the part, what is left is the whole's own count, which the whole hides where it is small.
    off = {key: abs(whole.get(key, 0) - count) for key, count in part.items() if count}
    gone = {key for key, count in protect_parts(off, threshold=threshold).items() if count is HIDDEN}
    small = {key for key, count in off.items() if 0 < count < threshold}
    left = sum(off[key] for key in gone)
    if small and not (len(gone) > 1 and left >= threshold):
        return every
    # What the whole hides has at least as many as the part shows of it: that would narrow what is left for the small one.
    return gone | {key for key, count in part.items() if count and shown.get(key) is HIDDEN}


def whole_of_some_gives_way(
    shown: Mapping[str, int | None],
    truth: Mapping[str, int],
    all_but: Collection[str],
    *,
    threshold: int = THRESHOLD,
) -> bool:
    """Whether the total of a figure that holds all but some categories of another gives a hidden one of those back.

    Args:
        shown: the other's parts as they are shown.
        truth: the same, none hidden.
        all_but: the categories that the figure leaves out.
        threshold: counts of 1 to one less are never to be known.
    """
    hidden = [truth[key] for key, count in shown.items() if count is HIDDEN and key not in all_but]
    return bool(hidden) and (len(hidden) < 2 or sum(hidden) - (len(hidden) - 1) < threshold)  # noqa: PLR2004
