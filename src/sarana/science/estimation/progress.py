"""How long computations tell how far they are."""

from collections.abc import Callable

# Told now and then how much is done, of how much.
type Progress = Callable[[int, int], None]


def silent(_done: int, _of: int) -> None:
    """Say nothing."""
