"""What whoever waits for a long step is told: of which figure and year, and how much of it is done."""

from collections.abc import Callable

from sarana.publish.releases.shown import Population

type Counted = Callable[[int, int], None]
type Progress = Callable[[str, int, int], None]


def no_progress(_what: str, _done: int, _of: int) -> None:
    """Nobody waits."""


def of_population(progress: Progress, population: Population) -> Counted:
    """The same, told of one figure and year."""
    what = f"{population[0]} {population[1]}"
    return lambda done, of: progress(what, done, of)
