"""What all that was ever published of one population tells together, state after state of the record.

Figures of one year are published again when late records came in. A later state is the sum of the earlier one and of what is new,
so that states are one table with a dimension more for each step; what came between them is bounded like any hidden count.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from sarana.science.disclosure.attack import Finding, Kind, audit
from sarana.science.disclosure.suppression import THRESHOLD
from sarana.science.disclosure.tables import ALL, Cell, Key, Table

_EARLIER, _NEW = "(earlier)", "(new)"
# So many states are bounded at once; each multiplies the unknowns by three.
_AT_ONCE = 3


@dataclass(frozen=True, slots=True)
class State:
    """All that was published of a population as the record stood at one moment.

    Attributes:
        tables: counts as shown, None where hidden or rounded.
        ranges: between which numbers the true count of a rounded cell lies.
    """

    tables: tuple[Table, ...]
    ranges: Mapping[Cell, tuple[int, int]] = field(default_factory=dict)


def audit_states(
    states: Sequence[State],
    *,
    threshold: int = THRESHOLD,
    sensitive: Collection[str] = (),
    new: int = -1,
    progress: Callable[[int, int], None] | None = None,
) -> list[Finding]:
    """Everything that can be derived from these states, of which one is about to be published.

    Args:
        states: in the order in which the record stood so.
        threshold: counts of 1 to one less are never to be known.
        sensitive: dimensions of which it must not be known that all of a group stand in one category.
        new: which of them is to be published; the others are out already.
        progress: told how many hidden counts of how many of the new one are looked at.

    Raises:
        ValueError: tables of one state contradict each other.
    """
    at = range(len(states))[new]
    found = audit(
        states[at].tables,
        threshold=threshold,
        sensitive=sensitive,
        ranges=states[at].ranges,
        progress=progress,
    )
    if len(states) <= _AT_ONCE:
        groups = [list(states)] if len(states) > 1 else []
    else:
        groups = [[states[n] for n in sorted({at, other})] for other in range(len(states)) if other != at]
    for group in groups:
        found += _between(group, threshold)
    return sorted(dict.fromkeys(found), key=lambda one: (one.kind, one.cell))


def _between(states: Sequence[State], threshold: int) -> list[Finding]:
    """What came between the states; where records were taken out, counts that two of them show are compared one by one."""
    try:
        return _bounded(states, threshold)
    except ValueError:
        return [one for pair in pairwise(states) for one in _compared(*pair, threshold)]


def audit_contained(
    part: State,
    whole: State,
    *,
    threshold: int = THRESHOLD,
    all_but: tuple[str, Collection[str]] = ("", ()),
) -> list[Finding]:
    """What a figure and another that counts everybody in it tell together; what each tells alone is not repeated.

    Args:
        part: what is published of the figure that is contained.
        whole: what is published of the other, as the record stood then or later.
        threshold: counts of 1 to one less are never to be known.
        all_but: a dimension and its categories when the part holds all others of the whole and none of these.
    """
    dimension, without = all_but
    every = {
        key[at]
        for table in whole.tables
        for at, name in enumerate(table.dimensions)
        for key in table.values
        if name == dimension and key[at] != ALL
    }
    step = _step(1)
    nobody: dict[Key, int | None] = {(one, _EARLIER if one in without else _NEW): 0 for one in sorted(every)}
    known = [Table("", (dimension, step), nobody)] if nobody else []
    try:
        found = _bounded([part, whole], threshold, known)
    except ValueError:
        # Records of one person that were put together may say different things of her: then only totals contain each other.
        found = _compared(_totals(part), _totals(whole), threshold)
    return [one for one in dict.fromkeys(found) if one.kind != Kind.SHOWN]


def _totals(state: State) -> State:
    return State(
        tuple(
            Table(table.name, (), {(): table.values[key]})
            for table in state.tables
            if (key := (ALL,) * len(table.dimensions)) in table.values
        )
    )


def _bounded(states: Sequence[State], threshold: int, known: Sequence[Table] = ()) -> list[Finding]:
    tables: list[Table] = list(known)
    ranges: dict[Cell, tuple[int, int]] = {}
    for at, state in enumerate(states):
        place = _place(at, len(states))
        ranges |= {tuple(sorted((*cell, *place))): span for cell, span in state.ranges.items()}
        tables += [
            _placed(table, place, _keys_elsewhere(table, states), len(states)) for table in state.tables
        ]
    return [_of_difference(one) for one in audit(tables, threshold=threshold, ranges=ranges)]


def _step(number: int) -> str:
    return f"(step {number})"


def _place(at: int, of: int) -> tuple[tuple[str, str], ...]:
    """The earlier a state, the more steps it lies before; the last one is the total of all."""
    return tuple((_step(number), _EARLIER) for number in range(at + 1, of))


def _keys_elsewhere(table: Table, states: Sequence[State]) -> set[Key]:
    """Cells that the same table shows in another state: where a category is missing, nobody was in it."""
    return {
        key
        for state in states
        for other in state.tables
        if other.dimensions == table.dimensions
        for key in other.values
    }


def _placed(table: Table, place: tuple[tuple[str, str], ...], keys: set[Key], of: int) -> Table:
    steps = [_step(number) for number in range(1, of)]
    put = dict(place)
    behind = tuple(put.get(step, ALL) for step in steps)
    values: dict[Key, int | None] = {(*key, *behind): 0 for key in keys}
    values |= {(*key, *behind): count for key, count in table.values.items()}
    known = {name for name, _ in place}
    more = [(step, part) for step in steps for part in (_EARLIER, _NEW) if step not in known or part == _NEW]
    return Table(table.name, (*table.dimensions, *steps), values, tuple(more))


def _of_difference(one: Finding) -> Finding:
    cell = tuple(part for part in one.cell if not part[0].startswith("(step "))
    is_new = any(part == _NEW for _, part in one.cell)
    return Finding(Kind.DIFFERENCE if is_new else one.kind, cell, one.low, one.high)


def _compared(before: State, after: State, threshold: int) -> list[Finding]:
    shown = {
        table.cell(key): count
        for table in before.tables
        for key, count in table.values.items()
        if count is not None
    }
    return [
        Finding(Kind.DIFFERENCE, table.cell(key), off, off)
        for table in after.tables
        for key, count in table.values.items()
        if count is not None
        and table.cell(key) in shown
        and 0 < (off := abs(count - shown[table.cell(key)])) < threshold
    ]
