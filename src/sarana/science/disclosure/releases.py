"""What two releases tell together, though each is safe by itself."""

from collections.abc import Sequence

from sarana.science.disclosure.attack import Finding, Kind, audit
from sarana.science.disclosure.suppression import THRESHOLD
from sarana.science.disclosure.tables import ALL, Table

_RELEASE, _EARLIER, _NEW = "(release)", "earlier", "new"


def differences(
    before: Sequence[Table], after: Sequence[Table], *, threshold: int = THRESHOLD
) -> list[Finding]:
    """What two releases tell together: whoever came between them, and what one hid and the other gives back.

    A later release is the sum of the earlier one and of what is new, so both are one table with a dimension more. Where records
    were taken out or changed in between, that holds no longer, and counts that both show are compared one by one.

    Args:
        before: the earlier release.
        after: the later one; tables of the same name and dimensions belong together.
        threshold: counts of 1 to one less are never to be known.
    """
    earlier = {(table.name, table.dimensions): table for table in before}
    found: set[Finding] = set()
    for table in after:
        old = earlier.get((table.name, table.dimensions))
        if old is None:
            continue
        try:
            found |= {_of_difference(one) for one in audit([_together(old, table)], threshold=threshold)}
        except ValueError:
            found |= _compared(old, table, threshold)
    return sorted(found, key=lambda one: (one.kind, one.cell))


def _together(before: Table, after: Table) -> Table:
    values = {(*key, ALL): count for key, count in after.values.items()}
    values |= {(*key, _EARLIER): count for key, count in before.values.items()}
    return Table(after.name, (*after.dimensions, _RELEASE), values, ((_RELEASE, _NEW),))


def _of_difference(one: Finding) -> Finding:
    cell = tuple(part for part in one.cell if part[0] != _RELEASE)
    is_new = (_RELEASE, _NEW) in one.cell
    return Finding(Kind.DIFFERENCE if is_new else one.kind, cell, one.low, one.high)


def _compared(before: Table, after: Table, threshold: int) -> set[Finding]:
    found = set()
    for key, count in after.values.items():
        old = before.values.get(key)
        if count is not None and old is not None and 0 < (off := abs(count - old)) < threshold:
            found.add(Finding(Kind.DIFFERENCE, after.cell(key), off, off))
    return found
